## Вопросы сервера, для администраторов

questions-title = Вопросы этого сервера
questions-none = Вопросов пока нет. Добавьте готовые командой /вопросы готовые или свои командой /вопросы загрузить.
questions-none-of-these = Таких вопросов нет. Попробуйте /вопросы список без темы, уровня и языка.
questions-show = Показать один целиком
question-is-retired = убран
question-open = любая тема, любой уровень и язык
question-notes = Что есть в хорошем ответе:
question-hint = Подсказка { $place }:
question-title = Вопрос #{ $number }
question-back = Вопрос #{ $number } возвращён и снова может выпасть.
question-retired = Вопрос #{ $number } убран: больше он никому не выпадет.
button-retire = Убрать
button-restore = Вернуть
button-to-list = Все вопросы
questions-exported = Здесь все вопросы, которые могут выпасть. Поправьте что нужно и пришлите файл обратно командой /вопросы загрузить.

questions-new = { $questions ->
    [one] { $questions } новый
    [few] { $questions } новых
   *[many] { $questions } новых
}
questions-changed = { $questions ->
    [one] { $questions } изменён
    [few] { $questions } изменены
   *[many] { $questions } изменено
}
questions-back = { $questions ->
    [one] { $questions } снова в списке
    [few] { $questions } снова в списке
   *[many] { $questions } снова в списке
}
questions-same = { $questions ->
    [one] { $questions } без изменений
    [few] { $questions } без изменений
   *[many] { $questions } без изменений
}

starter-loaded = { $new ->
    [one] Готов { $new } вопрос.
    [few] Готовы { $new } вопроса.
   *[many] Готово { $new } вопросов.
} Интервьюеры найдут их командой /вопросы подобрать, а за сутки до собеседования — кнопкой в напоминании.{ $same ->
    [0] {""}
    [one] {" "}Ещё { $same } уже был на сервере и остаётся как есть.
    [few] {" "}Ещё { $same } уже были на сервере и остаются как есть.
   *[many] {" "}Ещё { $same } уже было на сервере, они остаются как есть.
}
starter-same = Все эти вопросы у вас уже есть, ничего не изменилось. Посмотреть: /вопросы список.

import-would = В файле: { $counts }. Пока ничего не изменилось. Загрузить можно в течение суток.
import-nothing = { $same ->
    [one] Вопрос из файла уже есть слово в слово, загружать нечего.
    [few] Все { $same } вопроса из файла уже есть слово в слово, загружать нечего.
   *[many] Все { $same } вопросов из файла уже есть слово в слово, загружать нечего.
}
import-wrong = { $rows ->
    [one] Нужно исправить { $rows } строку, пока ничего не загружено. Поправьте и пришлите файл ещё раз.
    [few] Нужно исправить { $rows } строки, пока ничего не загружено. Поправьте и пришлите файл ещё раз.
   *[many] Нужно исправить { $rows } строк, пока ничего не загружено. Поправьте и пришлите файл ещё раз.
}
import-wrong-more = { $more ->
    [one] … и ещё { $more } замечание: полный список в приложенном файле.
    [few] … и ещё { $more } замечания: полный список в приложенном файле.
   *[many] … и ещё { $more } замечаний: полный список в приложенном файле.
}
import-column = «{ $name }»
import-left-out = { $count ->
    [one] Этот столбец мне незнаком, он пропущен: { $columns }
    [few] Эти столбцы мне незнакомы, они пропущены: { $columns }
   *[many] Эти столбцы мне незнакомы, они пропущены: { $columns }
}
button-import = Загрузить
questions-imported = Готово: { $counts }. Интервьюерам они доступны сразу: /вопросы подобрать.

log-imported = { $admin }: добавлены вопросы. Новых: { $new }{ $changed ->
    [0] {""}
    [one] , изменено: { $changed }
    [few] , изменено: { $changed }
   *[many] , изменено: { $changed }
}{ $back ->
    [0] {""}
    [one] , возвращено: { $back }
    [few] , возвращено: { $back }
   *[many] , возвращено: { $back }
}.
log-retired = { $how ->
    [back] { $admin }: вопрос #{ $number } возвращён.
   *[retired] { $admin }: вопрос #{ $number } убран.
}

## Вопросы для собеседования

button-draw = Подобрать вопросы
draw-title = Вопросы для собеседования #{ $number }
draw-question = Вопрос { $place }
draw-choose = Показать другой
draw-other-topic = Подобрать по теме
draw-topic-has = { $questions ->
    [one] { $questions } вопрос
    [few] { $questions } вопроса
   *[many] { $questions } вопросов
}
draw-how-it-went = Как прошло? (по желанию)
went-1 = 1: ответа нет
went-2 = 2: почти сразу тупик
went-3 = 3: получилось с подсказками
went-4 = 4: хороший ответ
went-5 = 5: лучше не бывает
draw-asked = { $went ->
    [0] задан
   *[other] задан, { $went } из 5
}
draw-again = уже задавали
draw-used-up = Всё остальное подходящее уже задавали. Здесь то, что спрашивали раньше всего.
draw-private = Это видите только вы. Когда вы оставите отзыв, собеседник увидит, что вы спросили и как прошло, если вы это отметили.
draw-none-fit = Среди вопросов сервера ничего не подходит к #{ $number } ({ $topic }). Выберите тему или спросите о своём.
button-asked = Отметить заданным
button-not-asked = Всё-таки не задан
button-another = Другой вопрос
feedback-asked = О чём спрашивали
feedback-asked-line = { $went ->
    [0] { $question }
   *[other] { $question } ({ $went } из 5)
}
feedback-asked-more = { $more ->
    [one] … и ещё { $more }
    [few] … и ещё { $more }
   *[many] … и ещё { $more }
}

## План собеседования

plan-title = План, если пригодится:
plan-line = { $begins } ({ $minutes } мин) { $part }
plan-hello = познакомьтесь и договоритесь, как пройдёт встреча
plan-warm-up = разминка: что уже сделано, что хочется потренировать
plan-questions = { $questions ->
    [one] ваш вопрос и куда он приведёт
    [few] ваши вопросы, примерно { $questions }
   *[many] ваши вопросы, примерно { $questions }
}
plan-theirs = вопросы к вам
plan-feedback = отзыв вслух: что получилось и над чем поработать дальше

## Предложить вопрос

button-suggest = Предложить вопрос
suggest-title = Вопрос после #{ $number }
suggest-text = Ваш вопрос
suggest-hint = Его прочтут администраторы вместе с вашим именем. В список он попадёт без имени.
suggest-notes = Что есть в хорошем ответе (по желанию)
suggest-topic = Тема (по желанию)
suggest-level = Уровень
suggest-any-level = Любой уровень
suggest-language = Язык
suggest-any-language = Любой язык
suggested = Спасибо! Администраторы прочтут вопрос и решат.
log-suggested = { $member } предлагает вопрос после собеседования #{ $number }:
log-suggestion = { $how ->
    [taken] { $admin }: предложенный вопрос принят (автор: { $member }).
   *[declined] { $admin }: предложенный вопрос отклонён (автор: { $member }).
}
suggest-about = О чём
button-take = Принять
button-decline = Отклонить

## Отказы

refusal-no-questions = На этом сервере пока нет вопросов. Администратор может добавить их командой /вопросы готовые.
refusal-nothing-to-draw-for = Впереди нет собеседований, где вы интервьюер. Опубликуйте своё: /собеседование создать. Или выберите из открытых: /доска.
refusal-draw-too-early = Вопросы для #{ $number } можно подобрать за сутки до начала: { $opens_at }.
refusal-draw-too-late = Собеседование #{ $number } закончилось: { $ended_at }. Спрашивать уже некого, но отзыв оставить можно: /отзыв.
refusal-not-asked-yet = Начало #{ $number }: { $starts_at }. Отметьте вопрос, когда зададите его.
refusal-question-not-at-hand = Этого вопроса у вас больше нет. Посмотрите, какие есть: /вопросы подобрать.
refusal-no-other-question = Больше к #{ $number } ничего не подходит, этот вопрос остаётся. Можно выбрать другую тему ниже, если она есть.
refusal-question-not-found = Такого вопроса на этом сервере нет. Выберите его из подсказок при вводе.
refusal-import-gone = Этот файл уже загружен, или ему больше суток. Пришлите его ещё раз: /вопросы загрузить.
refusal-bank-full = На сервере помещается { $maximum ->
    [one] { $maximum } вопрос
    [few] { $maximum } вопроса
   *[many] { $maximum } вопросов
} вместе с убранными, а получилось бы больше. Ничего не добавлено.
refusal-question-length = В вопросе может быть от { $minimum } до { $maximum } знаков, а в вашем { $length }. Поправьте и отправьте ещё раз.
refusal-suggest-too-early = Начало #{ $number }: { $starts_at }. Предложите вопрос после собеседования.
refusal-suggested-enough = { $most ->
    [one] После #{ $number } вы предложили { $most } вопрос
    [few] После #{ $number } вы предложили { $most } вопроса
   *[many] После #{ $number } вы предложили { $most } вопросов
}, больше нельзя. Следующий можно предложить после другого собеседования.
refusal-nobody-reads-suggestions = На этом сервере нет канала журнала, где вопрос прочли бы администраторы. Скажите им: канал выбирают командой /настройки доска.
refusal-suggestion-gone = По этому предложению уже решили, или данные автора стёрты.
refusal-only-in-a-server = Эта команда относится к одному серверу. Отправьте её там, а не в личных сообщениях.
refusal-file-not-fetched = Не получилось забрать файл из Discord. Пришлите его ещё раз.
