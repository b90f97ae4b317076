## Числа с существительными

points = { $points ->
    [one] { $points } балл
    [few] { $points } балла
   *[many] { $points } баллов
}
minutes = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
hours = { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[many] { $hours } часов
}
days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
score = { $score } из 5
score-1 = 1: пока не готов
score-2 = 2: слабо
score-3 = 3: неплохо
score-4 = 4: хорошо
score-5 = 5: отлично

## Слова

role-interviewer = Интервьюер
role-interviewee = Отвечающий
status-pending = открыто
status-booked = назначено
status-completed = завершено
status-cancelled = отменено
status-expired = никто не записался
status-no_show = неявка
status-lapsed = закрыто без отзыва
language-en = английский
language-ru = русский
no-topic = любая тема

## Кнопки

button-book = Записаться
button-withdraw = Отказаться
button-cancel = Отменить собеседование
button-edit = Изменить
button-feedback = Оставить отзыв
button-accept = Принять
button-dispute = Оспорить
button-noshow = Собеседник не пришёл
button-feedback-upheld = Засчитать отзыв
button-feedback-overturned = Не засчитывать
button-no-show-upheld = Подтвердить неявку
button-no-show-overturned = Отклонить жалобу
button-reminders-off = Не напоминать
button-reminders-on = Снова напоминать
button-calendar = Добавить в Google Календарь
button-previous = Назад
button-next = Дальше

## Карточка

card-when = Когда
card-cost = Цена
card-duration = Длительность
card-level = Уровень
card-language = Язык
card-footer = #{ $number } · { $status }
card-link = Ссылка на встречу
card-no-link = { $reader ->
    [host] Ссылки пока нет. Добавьте её кнопкой «{ button-edit }».
    [later] Ссылки пока нет. Я создам её, когда кто-нибудь запишется, или добавьте свою кнопкой «{ button-edit }».
   *[guest] Ссылки пока нет. Я напишу, как только она появится.
}
card-score = Оценка
card-feedback = Отзыв
card-absence = Неявка
card-absence-text = { $reporter } сообщает о неявке: { $absent }.
card-absence-until = Оспорить можно до: { $when }.
card-dispute = Спор
card-dispute-open = { $opener } оспаривает собеседование. Решат администраторы сервера.

## Панель

panel-title = Мок-собеседования
panel-text =
    Проводите мок-собеседования друг с другом. Побудьте интервьюером и получите баллы, а на них пройдите собеседование сами.
    Выберите карточку ниже и запишитесь или опубликуйте свою.
panel-button = Пройти мок-собеседование

## Доска

board-title = Открытые собеседования
board-empty = Сейчас ничего не открыто. Опубликуйте своё командой /собеседование создать, и кто-нибудь запишется.
board-empty-filtered = Ничего не нашлось. Попробуйте /доска без фильтра или опубликуйте своё командой /собеседование создать.
board-footer = Страница { $page } из { $pages }{ $more } · { $count ->
    [one] { $count }{ $more } собеседование
    [few] { $count }{ $more } собеседования
   *[many] { $count }{ $more } собеседований
} · пройти собеседование стоит { $price ->
    [one] { $price } балл
    [few] { $price } балла
   *[many] { $price } баллов
}
board-pick = Выберите, куда записаться

## Публикация

published = Опубликовано: собеседование #{ $number }. Время указано по поясу { $zone }.
published-cost = За место списано { $cost ->
    [one] { $cost } балл
    [few] { $cost } балла
   *[many] { $cost } баллов
}, осталось { $balance }. Если никто не запишется, всё вернётся.
published-board = Карточка: { $channel }.
published-no-board = На этом сервере пока нет канала доски, поэтому карточка видна только в /доска. Администратор может задать канал командой /настройки доска.
published-no-link = Ссылки на встречу пока нет: добавьте ссылку Google Meet кнопкой «{ button-edit }».
published-link-follows = Когда кто-нибудь запишется, я создам ссылку Google Meet и пришлю её вам обоим.
zone-hint = Один раз задайте свой пояс командой /часовой-пояс, и ваше время будет читаться по нему.
edited = Собеседование #{ $number } изменено.
edited-zone = Время указано по поясу { $zone }.
cancelled = Собеседование #{ $number } отменено.{ $refund ->
    [0] {""}
    [one] {" "}Вам вернулся { $refund } балл.
    [few] {" "}Вам вернулись { $refund } балла.
   *[many] {" "}Вам вернулось { $refund } баллов.
}
edit-title = Изменить собеседование #{ $number }
edit-when = Начало
edit-when-example = завтра 18:00
edit-when-hint = Пояс: { $zone }
edit-link = Ссылка Google Meet
edit-topic = Тема
edit-level = Уровень, например: junior
edit-language = Язык собеседования
edit-notes = Заметки
button-words = Заметки и язык
kept-text = Вот ваш текст, чтобы он не пропал:

## Запись

booked = Вы записаны на #{ $number }.{ $cost ->
    [0] {""}
    [one] {" "}Списан { $cost } балл, осталось { $balance }.
    [few] {" "}Списано { $cost } балла, осталось { $balance }.
   *[many] {" "}Списано { $cost } баллов, осталось { $balance }.
}
withdrawn = Вы отказались от #{ $number }, { $card ->
    [held] место теперь предложено тем, кто в листе ожидания.
   *[open] карточка снова открыта.
}{ $refund ->
    [0] {""}
    [one] {" "}Вам вернулся { $refund } балл.
    [few] {" "}Вам вернулись { $refund } балла.
   *[many] {" "}Вам вернулось { $refund } баллов.
}

## Отзыв

feedback-title = Отзыв о собеседовании #{ $number }
feedback-accepts-itself = Примется автоматически
feedback-left = Спасибо, ваш отзыв о #{ $number } уже в пути! Баллы придут, когда его примут.
feedback-nothing = Пока пусто: писать нечего и новых отзывов нет.
feedback-owed = Отзывы, которых от вас ждут:
feedback-form-title = Отзыв о собеседовании #{ $number }
feedback-form-score = Оценка
feedback-form-text = Что было хорошо, над чем поработать
feedback-form-example = Хорошая структура и спокойные объяснения. Потренируйтесь оценивать сложность вслух.
accepted = Вы приняли отзыв о #{ $number }.{ $reward ->
    [0] {""}
    [one] {" "}Интервьюер получил { $reward } балл.
    [few] {" "}Интервьюер получил { $reward } балла.
   *[many] {" "}Интервьюер получил { $reward } баллов.
} Как идут дела, покажет /прогресс. И ещё, если хотите: общая оценка интервьюеру. Ему видно только среднее, от трёх оценок:
rated = Спасибо за оценку интервьюера #{ $number }!
rate-placeholder = Оцените интервьюера

## Неявка и споры

noshow-form-title = Собеседование #{ $number }: неявка
noshow-form-text = Что случилось (увидят админы при споре)
noshow-form-hint = Так вы сообщаете о неявке, и собеседование закрывается.
noshow-reported = Вы сообщили о неявке на #{ $number }. На возражение есть 24 часа.{ $refunded ->
    [0] {""}
    [one] {" "}Вам вернулся { $refunded } балл.
    [few] {" "}Вам вернулись { $refunded } балла.
   *[many] {" "}Вам вернулось { $refunded } баллов.
}{ $compensated ->
    [0] {""}
    [one] {" "}За потраченное время вы получили { $compensated } балл.
    [few] {" "}За потраченное время вы получили { $compensated } балла.
   *[many] {" "}За потраченное время вы получили { $compensated } баллов.
}{ $full ->
    [no] {" "}Обычно это больше, но на счёте у собеседника столько нет.
   *[yes] {""}
}
dispute-form-title = Спор о собеседовании #{ $number }
dispute-form-text = С чем вы не согласны?
dispute-form-hint = Администраторы сервера прочитают это и решат.
dispute-opened = Ваше возражение по #{ $number } у администраторов. Вы узнаете, что они решат. Если за 7 дней решения не будет, всё останется как есть.
dispute-opened-no-log = Возражение по #{ $number } сохранено, но на этом сервере нет канала журнала, и администраторы его не увидят. Попросите выбрать канал командой /настройки доска: иначе через 7 дней всё останется как есть.
dispute-title = Спор о собеседовании #{ $number }
dispute-about-feedback = { $opener } оспаривает полученный отзыв. { $read ->
    [yes] Автор разрешил его прочитать.
    [no] Автор оставил его только для них двоих.
   *[asked] Автору задан вопрос, можно ли вам его прочитать.
}
dispute-about-no-show = { $opener } оспаривает жалобу на неявку.
dispute-reporter-says = Жалоба
dispute-opener-says = Возражение
dispute-no-words = (без объяснений)
dispute-words-refused = (Discord не пропускает этот текст. Спросите того, кто его написал.)
dispute-reported-before = Жалобы на неявку за 180 дней до этого
dispute-reported = { $member }: { $times ->
    [0] ни одной
    [one] { $times } жалоба
    [few] { $times } жалобы
   *[many] { $times } жалоб
}
dispute-to-decide = Решать вам
dispute-effect-feedback = Если отзыв засчитать, собеседование завершится и интервьюер получит награду. Если нет, никто ничего не получит, а отвечающему вернётся цена. Без решения отзыв будет засчитан: { $when }.
dispute-effect-no-show = Если неявку подтвердить, всё останется как есть. Если жалобу отклонить, начисленные по ней баллы вернутся, если их ещё не потратили, и можно будет оставить отзыв. Без решения жалоба останется в силе: { $when }.
dispute-decided = Решено
dispute-nobody-decided = вовремя никто не решил
ruling-feedback-upheld = Отзыв засчитан.
ruling-feedback-overturned = Отзыв не засчитан, цена возвращена.
ruling-no-show-upheld = Неявка подтверждена.
ruling-no-show-overturned = Жалоба отклонена, баллы возвращены.
ruled = Решение по #{ $number } сохранено. Оба о нём узнают.

## Напоминания

reminders-on = Напоминания снова включены, на всех серверах.
reminders-off = Напоминания отключены, на всех серверах. Всё остальное приходит по-прежнему.

## Баллы

points-buys = Хватит на
points-buys-free = На этом сервере проходить собеседования можно бесплатно.
points-buys-seats = { $seats ->
    [0] Пока не хватает: собеседование стоит { $price ->
        [one] { $price } балл
        [few] { $price } балла
       *[many] { $price } баллов
    } (нужно ещё { $missing }).
    [one] { $seats } собеседование за { $price ->
        [one] { $price } балл
        [few] { $price } балла
       *[many] { $price } баллов
    }.
    [few] { $seats } собеседования, каждое за { $price ->
        [one] { $price } балл
        [few] { $price } балла
       *[many] { $price } баллов
    }.
   *[many] { $seats } собеседований, каждое за { $price ->
        [one] { $price } балл
        [few] { $price } балла
       *[many] { $price } баллов
    }.
}
points-more = Как получить ещё
points-advice = Проведите собеседование: опубликуйте карточку интервьюера командой /собеседование создать или запишитесь на чужую в /доска. Когда ваш отзыв примут, вы получите { $reward ->
    [one] { $reward } балл
    [few] { $reward } балла
   *[many] { $reward } баллов
}.
points-advice-nobody = Пока ни у кого на сервере нет столько баллов, чтобы пройти собеседование. Попросите администратора выдать первые командой /настройки выдать. Потом проводите собеседования: каждое приносит { $reward ->
    [one] { $reward } балл
    [few] { $reward } балла
   *[many] { $reward } баллов
}.
points-ledger = История баллов
points-blocked = Новые собеседования пока закрыты
points-blocked-text = Вы не пришли на { $interviews }. Запись снова откроется: { $until }.
points-no-ledger = Пока пусто.
reason-starting = начальные баллы
reason-grant = от администратора
reason-seat = оплата
reason-refund = возврат
reason-reward = награда
reason-compensation = компенсация
reason-correction = исправление
reason-late = поздний отказ
reason-absence = неявка
reason-erased = закрыто вместе с данными владельца

## Настройки

settings-title = Настройки этого сервера
settings-saved = Сохранено.
settings-no-channel = не задано
settings-board = Канал доски
settings-log = Канал журнала
settings-log-role = Упоминать роль
settings-gone = удалено; выберите другое командой /настройки доска
settings-zone = Часовой пояс
settings-language = Язык
settings-price = Пройти собеседование стоит
settings-reward = Провести собеседование даёт
settings-starting = Новые участники начинают с
settings-compensation = Компенсация
settings-accept = Отзыв примется автоматически через
settings-notice = Запись закрывается до начала
settings-notice-none = только с началом
settings-reminders = Напоминания до начала
settings-no-reminders = нет
settings-absence = Пропущенные собеседования
settings-absence-limit = Неявок до паузы (0: без паузы)
settings-absence-days = Неявки считаются за
settings-absence-pause = Длина паузы
settings-absence-text = { $limit ->
    [0] без последствий
   *[other] { $limit } за { $within }: пауза на { $pause }
}
settings-links = Ссылки на встречи
settings-links-meet = Google Meet
settings-links-others = Google Meet, Zoom, Teams, Discord, Jitsi, Телемост
board-forbidden = Не хватает прав в { $channel }. Дайте их мне там и попробуйте снова: { $permissions }.
permission-read-messages = Просматривать канал
permission-send-messages = Отправлять сообщения
permission-embed-links = Встраивать ссылки
permission-read-message-history = Читать историю сообщений
granted = { $direction ->
    [taken] Списано { $amount ->
        [one] { $amount } балл
        [few] { $amount } балла
       *[many] { $amount } баллов
    } у { $member }
   *[given] Начислено { $amount ->
        [one] { $amount } балл
        [few] { $amount } балла
       *[many] { $amount } баллов
    } для { $member }
}, теперь на счёте { $balance }. Участник узнает об этом вместе с вашей причиной.
grant-bot = Боты не проходят собеседований. Выберите участника.

## Личные сообщения

dm-booked = Собеседование #{ $number } с { $other } назначено. { $role ->
    [interviewer] Ваша роль: интервьюер.
   *[interviewee] Ваша роль: отвечающий.
}
dm-withdrawn = { $other } больше не участвует в собеседовании #{ $number }.{ $card ->
    [open] {" "}Ваша карточка снова открыта.
    [held] {" "}Сначала предложу место тем, кто в листе ожидания.
   *[other] {""}
}{ $link ->
    [known] {" "}Ссылка, которую вы вставили, бывшему гостю уже известна: лучше задать новую, пока никто не записался.
   *[none] {""}
}
dm-cancelled = Организатор отменил собеседование #{ $number }.{ $refund ->
    [0] {""}
    [one] {" "}Вам вернулся { $refund } балл.
    [few] {" "}Вам вернулись { $refund } балла.
   *[many] {" "}Вам вернулось { $refund } баллов.
}
dm-expired = На ваше собеседование #{ $number } никто не записался до начала, карточка закрыта.{ $refund ->
    [0] {""}
    [one] {" "}Вам вернулся { $refund } балл.
    [few] {" "}Вам вернулись { $refund } балла.
   *[many] {" "}Вам вернулось { $refund } баллов.
} Новое можно опубликовать командой /собеседование создать.
dm-link-changed = Ссылка на встречу собеседования #{ $number } изменилась.
dm-link-wanted = У собеседования #{ $number } с { $other } нет ссылки на встречу. Добавьте ссылку Google Meet кнопкой «{ button-edit }», и я отправлю её собеседнику.
dm-reminder = { $state ->
    [off] Это было напоминание о собеседовании #{ $number } с { $other }. Начало: { $when }.
   *[on] Скоро собеседование #{ $number } с { $other }: { $when }.
}
dm-started = Собеседование #{ $number } с { $other } должно было начаться: { $when }. Если собеседник не пришёл, скажите об этом кнопкой ниже.
dm-feedback-due = { $erased ->
    [yes] Как прошло собеседование #{ $number }? Данные отвечающего стёрты, поэтому отзыв никто не прочтёт. Оставьте его всё равно: он будет принят сразу.
   *[no] Как прошло собеседование #{ $number } с { $other }? Оставьте отзыв: что получилось и над чем поработать.
}
dm-feedback-received = Новый отзыв от { $other } о собеседовании #{ $number }. Примите его, и интервьюер получит баллы.
dm-accepted = Ваш отзыв о собеседовании #{ $number } принят.{ $reward ->
    [0] {""}
    [one] {" "}Вы получили { $reward } балл, теперь у вас { $balance }.
    [few] {" "}Вы получили { $reward } балла, теперь у вас { $balance }.
   *[many] {" "}Вы получили { $reward } баллов, теперь у вас { $balance }.
}
dm-lapsed = За 7 дней отзыва о собеседовании #{ $number } не появилось, и оно закрыто{ $role ->
    [interviewer] {" "}без награды.
   *[other] .
}{ $refund ->
    [0] {""}
    [one] {" "}Вам вернулся { $refund } балл.
    [few] {" "}Вам вернулись { $refund } балла.
   *[many] {" "}Вам вернулось { $refund } баллов.
}
dm-no-show = { $other } сообщает, что на собеседовании #{ $number } вас не было.{ $role ->
    [interviewer] { $refunded ->
        [0] {""}
       *[other] {" "}Отвечающему вернулась цена места.
    }
   *[other] {" "}Цена места не возвращается.
}{ $compensated ->
    [0] {""}
    [one] {" "}За потраченное время собеседник получил { $compensated } балл.
    [few] {" "}За потраченное время собеседник получил { $compensated } балла.
   *[many] {" "}За потраченное время собеседник получил { $compensated } баллов.
}{ $taken ->
    [0] {""}
    [one] {" "}Из них с вашего счёта: { $taken } балл.
    [few] {" "}Из них с вашего счёта: { $taken } балла.
   *[many] {" "}Из них с вашего счёта: { $taken } баллов.
} Это не так? Оспорьте в течение 24 часов.{ $blocked ->
    [yes] {" "}Вы пропустили слишком много собеседований. Запись снова откроется: { $until }.
   *[no] {""}
}
dm-disputed = { $other } оспаривает собеседование #{ $number }, решат администраторы сервера.{ $about ->
    [feedback] {" "}Ваш отзыв они не увидят, если вы не разрешите. Можно его показать?
   *[other] {""}
}
dm-ruled = { $decided ->
    [admin] Есть решение администратора по собеседованию #{ $number }.
    [dropped] Спора о собеседовании #{ $number } больше нет: тот, кто его начал, стёр свои данные.
   *[nobody] Решения по собеседованию #{ $number } вовремя не было, всё остаётся как есть.
} { $ruling }
dm-log-closed = Спор ждёт решения администраторов, а писать в канал журнала вашего сервера не получается: его нет или он для меня закрыт. Откройте сервер и выберите другой командой настроек доски. Спор не закончится сам, пока у администраторов не будет семи дней на решение.
dm-points-given = Начислено { $amount ->
    [one] { $amount } балл
    [few] { $amount } балла
   *[many] { $amount } баллов
} ({ $admin }): { $reason }. Теперь у вас { $balance }.
dm-points-taken = Списано { $amount ->
    [one] { $amount } балл
    [few] { $amount } балла
   *[many] { $amount } баллов
} ({ $admin }): { $reason }. Теперь у вас { $balance }.

## Файл для календаря

calendar-title = Мок-собеседование: { $topic }
calendar-title-cancelled = Отменено: мок-собеседование, { $topic }
calendar-text = Ваше место: { $role }. Всё о нём в Discord: /собеседование показать { $number }

log-board-closed = Не получается показать карточки в { $channel }. Дайте мне там права «Просматривать канал», «Отправлять сообщения», «Встраивать ссылки» и «Читать историю сообщений» или выберите другой канал командой /настройки доска. Попытки продолжатся ещё сутки.
log-shut-out = Discord на { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
} закрыл доступ для моего адреса, поэтому сообщения пришли с опозданием. Ничего не пропало. Если это повторится, напишите тому, кто меня разместил.
log-given-up-points = Не удалось написать { $member } в личку о баллах. Пожалуйста, посоветуйте заглянуть в /баллы.
log-given-up = Не удалось написать { $member } в личку о собеседовании #{ $number }. Пожалуйста, сообщите сами; то же есть в /собеседование показать { $number }.

## Ошибки

error-after-done = Готово! Не получилось только показать результат: загляните в /собеседование показать, /собеседование список или /баллы. Если что-то не так, назовите администратору этот код: { $reference }.
error-unknown = Простите, у меня что-то сломалось. Попробуйте ещё раз; если не поможет, назовите администратору этот код: { $reference }.
error-unknown-button = Эта кнопка больше не действует. Как обстоят дела, покажут /доска и /собеседование список.
error-outdated-command = В таком виде команда больше не действует: ваш Discord показывает её старую версию. Перезапустите Discord и снова выберите команду из списка.
error-bad-option = «{ $text }» здесь не подходит. Выберите одну из подсказок.
