## Free hours: the week, exceptions, breaks, and how many interviews a week

free-title = Your free hours
free-none = You haven't added any free hours yet, so I assume any time works for you. Add the hours that suit you: I'll only tell you about interviews in them, and I can suggest somebody who's free then, too.
free-footer = Times are in your time zone, { $zone }. Only you see this.
free-footer-private = Only you see this.
free-legend = free
free-words = Your free hours, week by week: { $days }.
free-all-day = all day

free-form-title = Add free hours
free-form-days = Which days?
free-form-from = From
free-form-to = To
free-form-hint = In your time zone, such as: 18:00, 6:30 pm, noon
free-form-to-hint = Earlier than the start means the next day: 22:00 to 02:00

free-added = Added: { $days }, { $hours }.
free-added-night = Added: from { $day } { $start } to { $next } { $end }.
free-added-nights = Added: { $days }, each from { $start } to { $end } the next day.
free-removed = Removed. Here's what's left.
free-gone = Those hours were gone already. Here's your week as it is now.
button-free-add = Add free hours
button-free-exceptions = Exceptions ({ $count })
button-free-resume = End the break

free-paused = You're on a break until { $until }. Until then I won't tell you about interviews that fit a wish or suggest anybody to you, and your free hours don't count.
free-resumed = Welcome back! Your free hours count again.

free-exceptions-title = Exceptions from your week
free-exceptions-none = There are none right now. You can add one with /free except.
free-exceptions-remove = Choose one to take it back
free-exception = { $day }, { $hours } · { $free ->
    [yes] free
   *[no] not free
}
free-excepted-day = Saved: on { $day } { $free ->
    [yes] you're free all day.
   *[no] you're not free at all.
}
free-excepted = Saved: on { $day } { $free ->
    [yes] you're free
   *[no] you're not free
} from { $start } to { $end }.
free-exception-removed = Taken back: that time goes by your week again.
free-exception-gone = That exception was gone already. Here's what there is now.

free-zone-then = Now you can add your free hours.

refusal-zone-not-chosen = Free hours go by your own clocks, so I need your time zone first. Choose it with the button or with /timezone.
refusal-no-day-chosen = Choose at least one day of the week, and I'll add your hours to it.
refusal-clock-not-understood = I can't read “{ $text }” as a time of day. Try something like 18:00, 6:30 pm or noon.
refusal-too-many-free-spans = That would make more than { $maximum } separate times in your week. Remove one first, or add longer ones: what overlaps becomes one.
refusal-too-many-free-exceptions = You can have { $maximum } exceptions ahead at most. Take one back first: /free show has them.
refusal-exception-not-understood = I can't read “{ $text }” as a day. Try “24 Dec”, “tomorrow 18:00-21:00” or “Friday from 6pm to 9pm”.
refusal-exception-over = That day is over already. Choose today or a day ahead.
refusal-pause-over = That's over already. Choose when your break should end, such as “20 Dec” or “in 2 weeks”.
refusal-free-too-far = I plan { $days } days ahead at most. Choose an earlier day.

free-cap = As interviewer: { $given ->
    [0] **no cap**
    [one] **at most { $given } interview a week**
   *[other] **at most { $given } interviews a week**
    }
    As interviewee: { $taken ->
    [0] **no cap**
    [one] **at most { $taken } interview a week**
   *[other] **at most { $taken } interviews a week**
    }
    Each week goes from Monday to Sunday in your time zone, and interviews on all servers count. You can change both with /free cap.
free-cap-set = Saved. What's booked already stays.
