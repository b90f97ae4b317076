## Как отвечающие оценивают интервьюеров

points-rating = Ваша оценка как интервьюера
points-rating-text = { NUMBER($mean, minimumFractionDigits: 1, maximumFractionDigits: 1) } из 5, всего { $count ->
    [one] { $count } оценка
    [few] { $count } оценки
   *[many] { $count } оценок
}
dm-rating-wanted = Отзыв о собеседовании #{ $number } никто не оспорил, и он принят автоматически. Как вам интервьюер { $other }? Оцените, если хотите:
missed-rating-wanted = отзыв принят автоматически, можно оценить интервьюера
