## Карточки

card-author = { $name } · { $role ->
    [interviewer] интервьюер
   *[interviewee] отвечающий
}
card-no-topic = Мок-собеседование на любую тему
card-open = { $role ->
    [interviewer] **Свободно: место интервьюера**{ $amount ->
        [0] {""}
        [one] {" "}· принесёт { $amount } балл
        [few] {" "}· принесёт { $amount } балла
       *[many] {" "}· принесёт { $amount } баллов
    }
   *[interviewee] **Свободно: место отвечающего** · { $amount ->
        [0] бесплатно
        [one] { $amount } балл
        [few] { $amount } балла
       *[many] { $amount } баллов
    }
}
card-seats = **{ $status }** · интервьюер { $interviewer }, отвечающий { $interviewee }
card-over = **{ $status }**
card-publish = Опубликовать своё
button-join = Подключиться
settings-keep = Прошедшие карточки видны
settings-keep-always = всегда
keep-set = { $hours ->
    [0] Карточки прошедших собеседований теперь остаются навсегда.
    [one] Карточки теперь остаются ещё на { $hours } час после окончания собеседования.
    [few] Карточки теперь остаются ещё на { $hours } часа после окончания собеседования.
   *[many] Карточки теперь остаются ещё на { $hours } часов после окончания собеседования.
}

## Списки

board-filter-topic = Тема: { $topic }
board-filter-role = Свободно: { $role ->
    [interviewer] место интервьюера
   *[interviewee] место отвечающего
}
entry-open = **#{ $number } · { $topic }** · нужен { $role ->
    [interviewer] интервьюер
   *[interviewee] отвечающий
}
entry-offered = { $when } · { $minutes } мин · { $host }
entry-own = **#{ $number } · { $topic }** · { $status }
entry-mine = { $when } · роль: { $role ->
    [interviewer] интервьюер{ $partner ->
        [none] {""}
       *[other] {" "}· отвечающий: { $partner }
    }
   *[interviewee] отвечающий{ $partner ->
        [none] {""}
       *[other] {" "}· интервьюер: { $partner }
    }
}
list-upcoming = Ваши предстоящие собеседования
list-past = Ваши прошедшие собеседования
list-none-upcoming = Впереди ничего нет. Загляните в /доска или опубликуйте своё командой /собеседование создать.
list-none-past = Пока пусто.
button-list-upcoming = Предстоящие
button-list-past = Прошедшие
ledger-interview = #{ $number }{ $partner ->
    [none] {""}
   *[other] {" "}· собеседник: { $partner }
}
ledger-balance = баланс: { $balance }

## Настройки

settings-line = { $name }: **{ $value }**
settings-about-board = Каналы
settings-about-points = Баллы
settings-about-times = Время и язык
settings-about-absence = Неявки
settings-about-rest = Ссылки и события
