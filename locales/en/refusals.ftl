refusal-interview-not-found = There's no interview #{ $number } here. Choose one from /board or /interview list.
refusal-seat-taken = { $winner_id } was faster and has this seat. You can wait for it with *Waiting list* on the card, or look at /board for another.
refusal-already-yours = You've already booked #{ $number }. See it with /interview view.
refusal-own-card = This is your own card, so somebody else has to book it. Look at /board for the cards of others.
refusal-not-open = #{ $number } can't be booked anymore: it is { $status ->
    [booked] booked
    [completed] completed
    [cancelled] canceled
    [expired] expired
    [no_show] closed as a no-show
   *[other] closed
}. Look at /board for another.
refusal-already-over = #{ $number } can't be changed anymore: it is { $status ->
    [pending] not booked
    [completed] completed
    [cancelled] canceled
    [expired] expired
    [no_show] closed as a no-show
   *[other] closed
}. Look at /interview list for what is coming up.
refusal-already-started = #{ $number } started { $starts_at }, so that's no longer possible. Look at /interview list for what is coming up.
refusal-overlap = You have interview #{ $number } at that time ({ $starts_at }). Choose another time, or give that one up first.
refusal-guest-is-busy = { $member_id } has another interview at that time. Choose another time.
refusal-not-your-interview = #{ $number } isn't your interview. Look at /interview list for yours.
refusal-only-the-host = Only the host can do this with #{ $number }. If you booked it, withdraw instead.
refusal-only-the-guest = Only the person who booked #{ $number } can withdraw from it. If it's your card, cancel it instead.
refusal-nothing-to-change = There's nothing to change. Give at least one new value.
refusal-too-soon = { $starts_at } is too soon. Choose a start at least { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} from now.
refusal-too-far = { $starts_at } is too far ahead. Choose a start within { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
refusal-duration-out-of-range = Choose a length from { $minimum } to { $maximum } minutes.
refusal-text-too-long = This is too long for { $field ->
    [topic] the topic
    [level] the level
    [language] the language
    [notes] the notes
    [reason] the reason
   *[other] the text
}: { $length } characters. Shorten it to { $maximum }.
refusal-link-not-accepted = That isn't a Google Meet link. It should look like https://meet.google.com/abc-defg-hij.
refusal-other-link-not-accepted = That isn't a link to a meeting room. Paste the whole https link to a room on Google Meet or { $providers }.
refusal-not-enough-points = Being interviewed costs { $price ->
    [one] { $price } point
   *[other] { $price } points
} and you have { $balance }. Interview someone first: each time earns you points.
refusal-nobody-has-points = Being interviewed costs { $price ->
    [one] { $price } point
   *[other] { $price } points
} and you have { $balance }, and nobody in this server has enough yet. Ask an admin to hand out the first points with /settings grant.
refusal-grant-would-go-negative = { $member_id } only has { $balance }. You can take at most that many.
refusal-grant-needs-amount = Give an amount from 1 to { $maximum }, or a negative one to take points.
refusal-grant-needs-reason = Give a reason: the member reads it.
refusal-only-the-interviewer = Only the interviewer of #{ $number } leaves feedback. Look at /feedback for what waits for you.
refusal-only-the-interviewee = Only the interviewee of #{ $number } can do this. Look at /feedback for what waits for you.
refusal-feedback-too-early = #{ $number } hasn't started yet: it starts { $starts_at }. Leave your feedback after it.
refusal-feedback-needs-booking = { $status ->
    [pending] Nobody has booked #{ $number } yet, so there is nobody to give feedback to.
    [cancelled] #{ $number } was canceled, so there is no feedback on it.
    [expired] Nobody booked #{ $number } before its start, so there is no feedback on it.
    [no_show] Somebody did not come to #{ $number }, as was reported, so there is no feedback on it.
   *[lapsed] #{ $number } is closed without a result, so feedback on it is no longer taken.
} Look at /feedback for what waits for you.
refusal-feedback-exists = You've already left feedback on #{ $number }. See it with /interview view.
refusal-no-feedback-yet = There's no feedback on #{ $number } yet. The interviewer is asked for it after the end.
refusal-already-accepted = The feedback on #{ $number } has already been accepted. See it with /interview view.
refusal-score-out-of-range = A score is a whole number from 1 to 5. Choose one of them.
refusal-feedback-length = Your text has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}. Write { $minimum } to { $maximum }.
refusal-time-not-understood = I can't read “{ $text }” as a time. Give me a day and an hour, such as: tomorrow 18:00, fri 7pm, in 3 hours, 2026-12-01 18:30.
refusal-time-part-not-understood = I don't understand “{ $part }” in “{ $text }”. Give me one day and one hour, such as: tomorrow 18:00, fri 7pm.
refusal-hour-missing = “{ $text }” is a day, but at what hour? Add it, such as: tomorrow 18:00, fri 7pm.
refusal-time-impossible = “{ $text }” can't be: there's no such day or hour, or the weekday and the date don't match. Check it and try again.
refusal-time-over = “{ $text }” is already over: { $was }. Choose a later time.
refusal-time-in-gap = “{ $text }” doesn't exist in { $zone }: the clocks skip it that night. Choose an hour earlier or later.
refusal-time-ambiguous = “{ $text }” can mean more than one time. Type the one you mean: { $first } or { $last }.
refusal-zone-unknown = I don't know a time zone called “{ $text }”. Type a city or a country and pick one of the suggestions.
refusal-choice-not-offered = “{ $text }” can't be chosen here. Give the command again and choose from what it offers.
refusal-setting-out-of-range = { $setting ->
    [card_hours] The number of hours for which finished cards stay
    [price] The price
    [reward] The reward
    [starting] The number of starting points
    [compensation] The compensation
    [accept_hours] The number of hours until feedback accepts itself
    [notice] The number of minutes of notice
    [limit] The number of missed interviews that pause
    [within_days] The number of days within which missed interviews count
    [open_cards] The number of open cards
    [seats] The number of seats
    [given_back] The number of bookings given back
    [weekly_given_cap] The number of interviews you give a week
    [weekly_taken_cap] The number of interviews you take a week
    [days] The number of days to look for it
    [alerts_a_day] The number of cards a day
    [late_hours] The number of hours before the start
    [late_keep] The number of points that stay
   *[block_days] The number of days of a pause
} has to be from { $minimum } to { $maximum }.
refusal-set-and-unset = You chose a new { $setting ->
    [board] board channel
    [log] log channel
   *[role] role
} and asked me to unset it. Send the command again with one of the two.
refusal-role-is-everybody = I won't ping everyone for a dispute. Choose a role that only admins have.
refusal-not-paused = { $member_id } isn't paused (anymore), so there's nothing to lift.
refusal-admin-needs-reason = Say why in a few words: both of them will read it.
refusal-not-an-admin = Only members who can manage this server may do this. Ask one of them.

## Absence and disputes

refusal-no-show-too-early = It's too early to report a no-show for #{ $number }. Wait until { $opens_at }, then use the button again.
refusal-no-show-needs-booking = Absence can be reported only of a booked interview, and #{ $number } is { $status ->
    [pending] not booked
    [completed] completed
    [cancelled] canceled
    [expired] expired
   *[other] closed
}. See /interview view.
refusal-no-show-already-reported = A no-show for #{ $number } has already been reported. See /interview view; if it's about you, you can dispute it there.
refusal-blocked-from-seats = You missed { $missed ->
    [one] { $missed } interview
   *[other] { $missed } interviews
} ({ $interviews }), so you can't take new seats until { $until }. If a report is wrong, dispute it within 24 hours in /interview view.
refusal-nothing-to-dispute = There's nothing for you to dispute about #{ $number }. See /interview view.
refusal-dispute-too-late = The report about #{ $number } could be disputed until { $dispute_by }. Talk to an admin.
refusal-dispute-already-open = You've already disputed #{ $number }. See /interview view for how it stands.
refusal-dispute-length = Write { $minimum } to { $maximum } characters, so that the admins can decide; you wrote { $length }.
refusal-dispute-not-found = Nobody disputes anything about #{ $number }.
refusal-dispute-already-decided = The dispute about #{ $number } has already been decided.
refusal-nobody-has-booked = Nobody has booked #{ $number }, so there's no seat to free. You can cancel it instead.
refusal-ruling-in-own-case = You took part in #{ $number }, so another admin has to decide.
refusal-reminders-not-understood = I can't read “{ $text }”. List up to { $maximum } times before the start, such as: 24h, 1h, 10m. Write 0 for no reminders.
