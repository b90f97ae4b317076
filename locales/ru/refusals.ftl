refusal-interview-not-found = Собеседования #{ $number } здесь нет. Выберите из /доска или /собеседование список.
refusal-seat-taken = { $winner_id } успевает раньше: место уже занято. Можно подождать его кнопкой «Лист ожидания» на карточке. Другие собеседования в /доска.
refusal-already-yours = Вы уже записаны на #{ $number }. Посмотрите его командой /собеседование показать.
refusal-own-card = Это ваша карточка, записаться на неё должен кто-то другой. Чужие карточки в /доска.
refusal-not-open = На #{ $number } больше нельзя записаться: оно { $status ->
    [booked] занято
    [completed] завершено
    [cancelled] отменено
    [expired] истекло
    [no_show] закрыто из-за неявки
   *[other] закрыто
}. Другие собеседования в /доска.
refusal-already-over = #{ $number } больше нельзя изменить: оно { $status ->
    [pending] никем не занято
    [completed] завершено
    [cancelled] отменено
    [expired] истекло
    [no_show] закрыто из-за неявки
   *[other] закрыто
}. Предстоящие собеседования в /собеседование список.
refusal-already-started = #{ $number } уже началось ({ $starts_at }), так что это больше невозможно. Предстоящие собеседования в /собеседование список.
refusal-overlap = В это время у вас собеседование #{ $number } ({ $starts_at }). Выберите другое время или сначала освободите то.
refusal-guest-is-busy = У { $member_id } в это время другое собеседование. Выберите другое время.
refusal-not-your-interview = #{ $number } не ваше собеседование. Ваши в /собеседование список.
refusal-only-the-host = Это может только организатор #{ $number }. Если вы записаны, откажитесь от записи.
refusal-only-the-guest = Отказаться от #{ $number } может только тот, кто записан. Если это ваша карточка, отмените её.
refusal-nothing-to-change = Ничего не изменится. Укажите хотя бы одно новое значение.
refusal-too-soon = { $starts_at }: слишком скоро. Выберите начало не раньше чем через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}.
refusal-too-far = { $starts_at }: слишком далеко. Выберите начало в ближайшие { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}.
refusal-duration-out-of-range = Выберите длительность от { $minimum } до { $maximum } минут.
refusal-text-too-long = Слишком длинно для поля «{ $field ->
    [topic] тема
    [level] уровень
    [language] язык
    [notes] заметки
    [reason] причина
   *[other] текст
}», символов: { $length }. Сократите до { $maximum }.
refusal-link-not-accepted = Это не ссылка Google Meet. Она должна выглядеть так: https://meet.google.com/abc-defg-hij.
refusal-other-link-not-accepted = Это не ссылка на комнату для встречи. Вставьте целиком ссылку https на комнату Google Meet или { $providers }.
refusal-not-enough-points = Пройти собеседование стоит { $price ->
    [one] { $price } балл
    [few] { $price } балла
   *[many] { $price } баллов
}, а у вас { $balance }. Сначала проведите собеседование: каждое приносит баллы.
refusal-nobody-has-points = Пройти собеседование стоит { $price ->
    [one] { $price } балл
    [few] { $price } балла
   *[many] { $price } баллов
}, у вас { $balance }, и ни у кого на сервере столько пока нет. Попросите администратора выдать первые баллы командой /настройки выдать.
refusal-grant-would-go-negative = У { $member_id } всего { $balance }. Заберите не больше.
refusal-grant-needs-amount = Укажите число от 1 до { $maximum } или отрицательное, чтобы забрать баллы.
refusal-grant-needs-reason = Укажите причину: участник её прочитает.
refusal-only-the-interviewer = Отзыв о #{ $number } оставляет только интервьюер. Что ждёт вас, покажет /отзыв.
refusal-only-the-interviewee = Это может только отвечающий на собеседовании #{ $number }. Что ждёт вас, покажет /отзыв.
refusal-feedback-too-early = #{ $number } ещё не началось: начало { $starts_at }. Оставьте отзыв после него.
refusal-feedback-needs-booking = { $status ->
    [pending] На #{ $number } пока никто не записался, отзыв оставить некому.
    [cancelled] #{ $number } отменено, отзыва о нём не будет.
    [expired] На #{ $number } никто не записался до начала, отзыва о нём не будет.
    [no_show] На #{ $number } кто-то не пришёл, как было сообщено, отзыва о нём не будет.
   *[lapsed] #{ $number } закрыто без результата, отзыв о нём больше не принимается.
} Что ждёт вас, покажет /отзыв.
refusal-feedback-exists = Вы уже оставили отзыв о #{ $number }. Посмотрите его командой /собеседование показать.
refusal-no-feedback-yet = Отзыва о #{ $number } пока нет. Интервьюера попросят о нём после окончания.
refusal-already-accepted = Отзыв о #{ $number } уже принят. Посмотрите его командой /собеседование показать.
refusal-score-out-of-range = Оценка — целое число от 1 до 5. Выберите одно из них.
refusal-feedback-length = В вашем тексте { $length ->
    [one] { $length } символ
    [few] { $length } символа
   *[many] { $length } символов
}. Напишите от { $minimum } до { $maximum }.
refusal-time-not-understood = Не получается понять время «{ $text }». Укажите день и час, например: завтра 18:00, в пятницу 19:00, через 3 часа, 2026-12-01 18:30.
refusal-time-part-not-understood = Непонятно, что значит «{ $part }» во времени «{ $text }». Укажите один день и один час, например: завтра 18:00, в пятницу 19:00.
refusal-hour-missing = «{ $text }» — это день, а в котором часу? Добавьте час, например: завтра 18:00, в пятницу 19:00.
refusal-time-impossible = «{ $text }» не подходит: такого дня или часа нет, или день недели не совпадает с датой. Проверьте и попробуйте ещё раз.
refusal-time-over = «{ $text }» уже в прошлом: { $was }. Выберите время позже.
refusal-time-in-gap = «{ $text }» не существует в поясе { $zone }: в ту ночь переводят часы. Выберите час раньше или позже.
refusal-time-ambiguous = «{ $text }» можно понять по-разному. Напишите, что имеется в виду: { $first } или { $last }.
refusal-zone-unknown = Не получается найти часовой пояс «{ $text }». Напишите город или страну и выберите из подсказок.
refusal-choice-not-offered = «{ $text }» здесь выбрать нельзя. Дайте команду ещё раз и выберите из предложенного.
refusal-setting-out-of-range = { $setting ->
    [card_hours] Часы, на которые остаются прошедшие карточки
    [price] Цена
    [reward] Награда
    [starting] Начальные баллы
    [compensation] Компенсация
    [accept_hours] Часы, после которых отзыв принимается сам
    [notice] Минуты до начала, когда запись закрывается
    [limit] Число неявок, после которых места закрыты
    [within_days] Дни, за которые неявки считаются
    [open_cards] Число открытых карточек
    [seats] Число мест
    [given_back] Число отменённых записей
    [weekly_given_cap] Сколько собеседований в неделю вы проводите
    [weekly_taken_cap] На скольких собеседованиях в неделю вы отвечаете
    [days] Сколько дней искать
    [alerts_a_day] Число карточек в день
    [late_hours] Число часов до начала
    [late_keep] Число остающихся баллов
   *[block_days] Дни, на которые места закрыты
}: нужно число от { $minimum } до { $maximum }.
refusal-set-and-unset = { $setting ->
    [board] Канал доски
    [log] Канал журнала
   *[role] Роль
}: указано и новое значение, и просьба убрать. Отправьте команду ещё раз с чем-то одним.
refusal-role-is-everybody = Звать всех ради спора не стоит. Выберите роль, которая есть только у администраторов.
refusal-not-paused = У { $member_id } нет паузы, снимать нечего.
refusal-admin-needs-reason = Напишите в двух словах, почему: это прочитают оба.
refusal-not-an-admin = Это могут только те, кто управляет сервером. Попросите кого-нибудь из них.

## Неявка и споры

refusal-no-show-too-early = Ещё рано говорить, что собеседник не придёт на #{ $number }. Кнопка заработает: { $opens_at }.
refusal-no-show-needs-booking = О неявке можно сообщить только для назначенного собеседования, а #{ $number } { $status ->
    [pending] никем не занято
    [completed] завершено
    [cancelled] отменено
    [expired] истекло
   *[other] закрыто
}. Посмотрите /собеседование показать.
refusal-no-show-already-reported = О неявке на #{ $number } уже сообщили. Посмотрите /собеседование показать; если речь о вас, оспорить можно там.
refusal-blocked-from-seats = Вы не пришли на { $missed ->
    [one] { $missed } собеседование
    [few] { $missed } собеседования
   *[many] { $missed } собеседований
} ({ $interviews }), поэтому новых мест пока занять нельзя. Запись снова откроется: { $until }. Если жалоба неверна, оспорьте её в течение 24 часов в /собеседование показать.
refusal-nothing-to-dispute = По #{ $number } вам нечего оспаривать. Посмотрите /собеседование показать.
refusal-dispute-too-late = Оспорить жалобу по #{ $number } уже нельзя. Срок вышел: { $dispute_by }. Обратитесь к администратору.
refusal-dispute-already-open = Вы уже оспорили #{ $number }. Как обстоят дела, видно в /собеседование показать.
refusal-dispute-length = Напишите от { $minimum } до { $maximum } символов, чтобы администраторы могли решить; сейчас символов: { $length }.
refusal-dispute-not-found = По #{ $number } никто ничего не оспаривает.
refusal-dispute-already-decided = Спор о #{ $number } уже решён.
refusal-nobody-has-booked = На #{ $number } никто не записан, освобождать нечего. Его можно отменить.
refusal-ruling-in-own-case = Вы участвовали в #{ $number }, поэтому решить должен другой администратор.
refusal-reminders-not-understood = «{ $text }» непонятно. Перечислите до { $maximum } сроков до начала, например: 24ч, 1ч, 10м. Ноль значит без напоминаний.
