## How interviewees rate their interviewers

points-rating = Your rating as interviewer
points-rating-text = { $mean } out of 5, from { $count ->
    [one] { $count } rating
   *[other] { $count } ratings
}
dm-rating-wanted = You didn't dispute the feedback on interview #{ $number }, so it was accepted automatically. How was { $other } as your interviewer? Rate them if you like:
missed-rating-wanted = your feedback was accepted automatically, you can rate the interviewer
