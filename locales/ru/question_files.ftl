## Файлы с вопросами, которые загружает администратор

refusal-file-too-large = Файл больше { $maximum } МБ. Разделите его и загрузите по частям.
refusal-file-empty = В файле ничего нет. Точно тот файл?
refusal-file-is-workbook = Это книга Excel. Сохраните её как CSV (в Excel это «CSV UTF-8») и отправьте мне.
refusal-file-is-picture = Это картинка, а я читаю только текст. Отправьте вопросы в файле CSV, JSON или YAML.
refusal-file-is-pdf = Это PDF, вопросы из него мне не достать. Отправьте их в файле CSV, JSON или YAML.
refusal-file-is-document = Это текстовый документ. Перенесите вопросы из него в таблицу и сохраните её как CSV.
refusal-file-is-archive = Это архив. Распакуйте его и отправьте мне файл, который внутри.
refusal-file-is-not-text = В этом файле нет текста. Отправьте вопросы в файле CSV, JSON или YAML.
refusal-file-encoding-unknown = Буквы в этом файле не читаются. Сохраните его в UTF-8 (в Excel это «CSV UTF-8») и попробуйте ещё раз.
refusal-file-not-json = Похоже на JSON, но в строке { NUMBER($line, useGrouping: 0) } ошибка. Исправьте её и попробуйте ещё раз.
refusal-file-not-yaml = Похоже на YAML, но в строке { NUMBER($line, useGrouping: 0) } ошибка. Например, текст с двоеточием или # нужно взять в кавычки.
refusal-file-has-aliases = В строке { NUMBER($line, useGrouping: 0) } якорь или ссылка YAML (`&` или `*`), таких я не читаю. Если это часть текста, возьмите его в кавычки.
refusal-file-has-tags = В строке { NUMBER($line, useGrouping: 0) } тег YAML (`!`), а я читаю только текст. Если это часть текста, возьмите его в кавычки.
refusal-file-has-several-documents = В строке { NUMBER($line, useGrouping: 0) } начинается второй документ YAML. Соберите все вопросы в один список, без `---` между ними.
refusal-file-too-intricate = В этом файле слишком много списков внутри списков. Нужен один список вопросов, у каждого свои поля.
refusal-file-has-no-list = В файле не нашлось списка вопросов: ни в самом начале, ни под именем `questions`.
refusal-no-text-column = Непонятно, где вопросы: в первой строке «{ $found }». Назовите нужный столбец `вопрос` или `text`.
refusal-file-has-no-questions = В этом файле нет ни одного вопроса. Добавьте их и попробуйте ещё раз.
refusal-file-has-too-many-rows = Больше { $maximum } вопросов за раз не загрузить. Разделите файл и загрузите по частям.

## Что не так с одной из строк; каждое сообщение занимает строку в списке

wrong-row-text-missing = Строка { $number }: нет самого вопроса.
wrong-row-text-too-short = Строка { $number }: в вопросе всего { $length ->
    [one] { $length } символ
    [few] { $length } символа
   *[many] { $length } символов
}. Нужно хотя бы { $minimum }.
wrong-row-too-long = Строка { $number }: { $field ->
    [topic] слишком длинная тема
    [level] слишком длинный уровень
    [language] слишком длинный язык
    [notes] слишком длинные заметки
    [hints] слишком длинная подсказка
    [source] слишком длинный источник
    [licence] слишком длинная лицензия
   *[text] слишком длинный вопрос
}, { $length ->
    [one] { $length } символ
    [few] { $length } символа
   *[many] { $length } символов
}. Сократите до { $maximum }.
wrong-row-level-unknown = Строка { $number }: уровень «{ $value }» мне неизвестен. Напишите intern, junior, middle, senior или lead или оставьте пустым.
wrong-row-too-many-hints = Строка { $number }: больше { $maximum ->
    [one] { $maximum } подсказки
    [few] { $maximum } подсказок
   *[many] { $maximum } подсказок
}. Оставьте лучшие.
wrong-row-not-text = Строка { $number }: { $field ->
    [topic] тема должна быть просто текстом
    [level] уровень должен быть просто текстом
    [language] язык должен быть просто текстом
    [notes] заметки должны быть просто текстом
    [hints] подсказка должна быть просто текстом
    [source] источник должен быть просто текстом
    [licence] лицензия должна быть просто текстом
   *[text] вопрос должен быть просто текстом
}, если нужно, в кавычках.
wrong-row-not-a-question = Строка { $number }: это не вопрос с полями. Нужно хотя бы поле `text`.
wrong-row-given-twice = Строка { $number }: { $field ->
    [topic] тема указана
    [level] уровень указан
    [language] язык указан
    [notes] заметки указаны
    [hints] подсказки указаны
    [source] источник указан
    [licence] лицензия указана
   *[text] вопрос указан
} дважды. Оставьте что-то одно.
wrong-row-repeats = Строка { $number }: такой же вопрос в строке { $other }. Один из них уберите.
wrong-row-too-many-cells = Строка { $number }: заполнена ячейка { $length }, а в первой строке { $maximum ->
    [one] назван только { $maximum } столбец
    [few] названо только { $maximum } столбца
   *[many] названо только { $maximum } столбцов
}. Текст с запятыми или точками с запятой возьмите в кавычки.
wrong-row-stray-quote = Строка { $number }: кавычка не на месте. Если ячейка начинается с ", она и заканчивается на ", а " внутри пишется дважды.
wrong-row-never-closed = Строка { $number }: здесь открывается кавычка и не закрывается, поэтому дальше прочитать не получилось. Закройте её и попробуйте ещё раз.
