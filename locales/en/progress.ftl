## /progress

button-goal-done = Done: #{ $number }
button-goal-open = Not done yet: #{ $number }
button-goals-share = Share my goals: #{ $number }
button-goals-keep = Stop sharing: #{ $number }
progress-title = Your progress
progress-private = Only you see this.
progress-none = You haven't received any feedback yet, so there's nothing to draw. Book an interview with /board; your scores and next steps will gather here.
progress-first = Your first score: { $score } out of 5. Topics and criteria show up once three interviews had them.
progress-summary = { $count ->
    [one] { $count } score so far.
   *[other] { $count } scores so far.
} The middle of your latest ones is { $median } out of 5{ $before ->
    [none] .
   *[some] ; five interviews ago it was { $before }.
}
progress-steps = Your next steps
progress-step-open = **#{ $number }**: { $step }
progress-step-done = ✓ **#{ $number }**: ~~{ $step }~~
progress-share = Share your next steps
progress-share-text = If you like, your interviewer reads those that aren't done yet, and can look at just that.
progress-shared-with = Your interviewer can read them in { $numbers }. What you mark as done goes there, too.
goals-shared = Your interviewer in #{ $number } can now read what you're working on.
goals-kept = Your interviewer in #{ $number } can't read your goals anymore.
card-goals = What the interviewee wants to work on
progress-said-none = Once three people you interviewed have answered about you, you'll see here what they say all in all, a week later at the earliest.
progress-as-interviewer = As interviewer
progress-said = { $count ->
    [one] What { $count } answer about you says:
   *[other] What { $count } answers about you say:
}
progress-said-line = { $question } Yes { $yes }, partly { $partly }, no { $no }.
progress-said-lines = What they added, in no order
progress-beside = { $beside ->
    [much-lower] You score much lower than others did with the same people: by a point or more.
    [lower] You score a little lower than others did with the same people: by about half a point.
    [higher] You score a little higher than others did with the same people: by about half a point.
    [much-higher] You score much higher than others did with the same people: by a point or more.
   *[same] You score about the same as others did with the same people.
} ({ $people ->
    [one] { $people } person
   *[other] { $people } people
})
progress-scores = Scores, oldest to latest
progress-legend-score = a score
progress-legend-middle = middle of the latest five
progress-legend-spread = lowest to highest of these
progress-by-criterion = By criterion
progress-some-name = (another script)
progress-by-topic = By topic
progress-alt-first = A picture of one score: { $score } out of 5, from { $day }.
progress-alt-scores = { $count ->
    [one] A picture of { $count } score, { $first } to { $last }.
   *[other] A picture of { $count } scores, { $first } to { $last }.
} The latest are { $latest }. The middle of the latest five is { $median }, between { $lowest } and { $highest }.
progress-alt-group = { $name }: { $median } out of 5, from { $count ->
    [one] { $count } interview
   *[other] { $count } interviews
}.
progress-group-count = { $count } ×
progress-group-value = { $median }

## What is refused

refusal-goal-not-found = This next step isn't one of yours. See yours with /progress.
refusal-no-goals-to-share = Nothing is left to share: all of your latest next steps are done. New ones come with your next feedback.
refusal-sharing-too-late = #{ $number } ended { $ended_at }, so there's nobody to share your goals with. Choose one that's still ahead, in /progress.
