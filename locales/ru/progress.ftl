## /прогресс

button-goal-done = Сделано: #{ $number }
button-goal-open = Ещё не сделано: #{ $number }
button-goals-share = Показать мои цели: #{ $number }
button-goals-keep = Больше не показывать: #{ $number }
progress-title = Ваш прогресс
progress-private = Это видите только вы.
progress-none = Отзывов пока не было, рисовать ещё нечего. Запишитесь на собеседование: /доска. Оценки и следующие шаги соберутся здесь.
progress-first = Ваша первая оценка: { $score } из 5. Темы и критерии появятся, когда наберётся по три собеседования.
progress-summary = { $count ->
    [one] Пока { $count } оценка.
    [few] Пока { $count } оценки.
   *[many] Пока { $count } оценок.
} Середина последних: { $median } из 5{ $before ->
    [none] .
   *[some] ; пять собеседований назад было { $before }.
}
progress-steps = Ваши следующие шаги
progress-step-open = **#{ $number }**: { $step }
progress-step-done = ✓ **#{ $number }**: ~~{ $step }~~
progress-share = Показать следующие шаги интервьюеру
progress-share-text = Если хотите, интервьюер прочтёт шаги, которые ещё не сделаны, и посмотрит именно на это.
progress-shared-with = Интервьюеру их видно здесь: { $numbers }. Что отметите сделанным, уйдёт и оттуда.
goals-shared = Теперь интервьюер #{ $number } видит, над чем вы работаете.
goals-kept = Интервьюер #{ $number } больше не видит ваших целей.
card-goals = Над чем хочет поработать отвечающий
progress-said-none = Когда о вас ответят трое, с кем вы провели собеседования, здесь будет видно, что они говорят в целом, не раньше чем через неделю.
progress-as-interviewer = Как интервьюер
progress-said = { $count ->
    [one] Что говорит { $count } ответ о вас:
    [few] Что говорят { $count } ответа о вас:
   *[many] Что говорят { $count } ответов о вас:
}
progress-said-line = { $question } Да: { $yes }, отчасти: { $partly }, нет: { $no }.
progress-said-lines = Что они добавили, вперемешку
progress-beside = { $beside ->
    [much-lower] Вы ставите оценки намного ниже, чем другие тем же людям: на балл или больше.
    [lower] Вы ставите оценки немного ниже, чем другие тем же людям: примерно на полбалла.
    [higher] Вы ставите оценки немного выше, чем другие тем же людям: примерно на полбалла.
    [much-higher] Вы ставите оценки намного выше, чем другие тем же людям: на балл или больше.
   *[same] Вы ставите примерно такие же оценки, как другие тем же людям.
} ({ $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[many] { $people } человек
})
progress-scores = Оценки, от первых к последним
progress-legend-score = оценка
progress-legend-middle = середина последних пяти
progress-legend-spread = от низшей до высшей из них
progress-by-criterion = По критериям
progress-some-name = (другое письмо)
progress-by-topic = По темам
progress-alt-first = Рисунок: одна оценка, { $score } из 5, день: { $day }.
progress-alt-scores = { $count ->
    [one] Рисунок: { $count } оценка, с { $first } по { $last }.
    [few] Рисунок: { $count } оценки, с { $first } по { $last }.
   *[many] Рисунок: { $count } оценок, с { $first } по { $last }.
} Последние: { $latest }. Середина последних пяти: { $median }, низшая из них { $lowest }, высшая { $highest }.
progress-alt-group = { $name }: { $median } из 5, { $count ->
    [one] { $count } собеседование
    [few] { $count } собеседования
   *[many] { $count } собеседований
}.
progress-group-count = { $count } ×
progress-group-value = { $median }

## Отказы

refusal-goal-not-found = Такого следующего шага у вас нет. Ваши здесь: /прогресс.
refusal-no-goals-to-share = Показывать пока нечего: все последние шаги сделаны. Новые появятся со следующим отзывом.
refusal-sharing-too-late = #{ $number } уже закончилось: { $ended_at }. Выберите то, что ещё впереди: /прогресс.
