## Numbers with their nouns

points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
score = { $score } out of 5
score-1 = 1: not ready yet
score-2 = 2: weak
score-3 = 3: fair
score-4 = 4: good
score-5 = 5: excellent

## Words

role-interviewer = Interviewer
role-interviewee = Interviewee
status-pending = open
status-booked = booked
status-completed = completed
status-cancelled = canceled
status-expired = expired
status-no_show = no-show
status-lapsed = closed without feedback
language-en = English
language-ru = Russian
no-topic = any topic

## Buttons

button-book = Book
button-withdraw = Withdraw
button-cancel = Cancel interview
button-edit = Change
button-feedback = Leave feedback
button-accept = Accept
button-dispute = Dispute
button-noshow = The other did not come
button-feedback-upheld = Let the feedback count
button-feedback-overturned = Don't count it
button-no-show-upheld = Uphold
button-no-show-overturned = Reject
button-reminders-off = Stop reminders
button-reminders-on = Remind me again
button-calendar = Add to Google Calendar
button-previous = Previous
button-next = Next

## The card

card-when = When
card-cost = Price
card-duration = Length
card-level = Level
card-language = Language
card-footer = #{ $number } · { $status }
card-link = Meeting link
card-no-link = { $reader ->
    [host] No link yet. Add one with “{ button-edit }”.
    [later] No link yet. I'll create one once someone books, or you can add your own with “{ button-edit }”.
   *[guest] No link yet. I'll message you as soon as there is one.
}
card-score = Score
card-feedback = Feedback
card-absence = No-show
card-absence-text = { $reporter } reported that { $absent } didn’t show up.
card-absence-until = They can dispute it until { $when }.
card-dispute = Dispute
card-dispute-open = { $opener } disagrees. The server’s admins will decide.

## The panel

panel-title = Mock interviews
panel-text =
    Practice job interviews with each other. Interview others to earn points, then spend them on your own interviews.
    Pick a card below and book it, or publish your own.
panel-button = Take a mock interview

## The board

board-title = Open interviews
board-empty = Nothing is open right now. Publish your own with /interview create and someone can book it.
board-empty-filtered = Nothing matches. Try /board without a filter, or publish your own with /interview create.
board-footer = Page { $page } of { $pages }{ $more } · { $count ->
    [one] { $count }{ $more } interview
   *[other] { $count }{ $more } interviews
} · being interviewed costs { $price ->
    [one] { $price } point
   *[other] { $price } points
}
board-pick = Choose one to book

## Publishing

published = Your interview is live: #{ $number }. I read the time as { $zone } time.
published-cost = Your seat cost { $cost ->
    [one] { $cost } point
   *[other] { $cost } points
}; you have { $balance } left. If nobody books, you get everything back.
published-board = The card is in { $channel }.
published-no-board = This server doesn't have a board channel yet, so the card is only on /board. An admin can set one with /settings board.
published-no-link = There's no meeting link yet: add a Google Meet link with “{ button-edit }”.
published-link-follows = Once someone books, I'll create a Google Meet link and send it to you both.
zone-hint = Set your own time zone once with /timezone, and I'll read your times in it.
edited = Updated #{ $number }.
edited-zone = I read the time as { $zone }.
cancelled = #{ $number } is canceled.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
edit-title = Edit interview #{ $number }
edit-when = Start
edit-when-example = tomorrow 18:00
edit-when-hint = Read as { $zone } time
edit-link = Google Meet link
edit-topic = Topic
edit-level = Level, such as: junior
edit-language = Language of the interview
edit-notes = Notes
button-words = Notes and language
kept-text = Here's what you typed, so nothing is lost:

## Booking

booked = You're in! You booked #{ $number }.{ $cost ->
    [0] {""}
    [one] {" "}It cost { $cost } point; you have { $balance } left.
   *[other] {" "}It cost { $cost } points; you have { $balance } left.
}
withdrawn = You've withdrawn from #{ $number }, { $card ->
    [held] and I'm offering the seat to the waiting list.
   *[open] and the card is open again.
}{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}

## Feedback

feedback-title = Feedback on interview #{ $number }
feedback-accepts-itself = Accepts automatically
feedback-left = Thanks, your feedback on #{ $number } is on its way! You'll get your points once it's accepted.
feedback-nothing = You're all caught up: no feedback to write, and none received yet.
feedback-owed = Feedback you still need to write:
feedback-form-title = Feedback on interview #{ $number }
feedback-form-score = Score
feedback-form-text = What went well, and what to work on
feedback-form-example = Good structure and calm explanations. Practice estimating complexity out loud.
accepted = You accepted the feedback on #{ $number }.{ $reward ->
    [0] {""}
    [one] {" "}The interviewer earned { $reward } point.
   *[other] {" "}The interviewer earned { $reward } points.
} See how you're getting on with /progress. One more thing, if you like: an overall rating for your interviewer, who only sees the average, from three ratings on:
rated = Thanks for rating the interviewer of #{ $number }!
rate-placeholder = How was the interviewer?

## Absence and disputes

noshow-form-title = Interview #{ $number }: no-show
noshow-form-text = What happened (admins see it in a dispute)
noshow-form-hint = This reports a no-show and closes the interview.
noshow-reported = You reported a no-show for #{ $number }. They have 24 hours to dispute it.{ $refunded ->
    [0] {""}
    [one] {" "}You got { $refunded } point back.
   *[other] {" "}You got { $refunded } points back.
}{ $compensated ->
    [0] {""}
    [one] {" "}You got { $compensated } point for your time.
   *[other] {" "}You got { $compensated } points for your time.
}{ $full ->
    [no] {" "}There's usually more, but they don't have the points for it.
   *[yes] {""}
}
dispute-form-title = Dispute interview #{ $number }
dispute-form-text = What's wrong with it?
dispute-form-hint = The admins of this server read this and decide.
dispute-opened = Your dispute about #{ $number } is with the admins. I'll tell you what they decide. If they don't within 7 days, things stay as they are.
dispute-opened-no-log = I've saved your dispute about #{ $number }, but this server has no log channel, so no admin sees it. Ask one to choose a channel with /settings board: otherwise things stay as they are after 7 days.
dispute-title = Dispute about interview #{ $number }
dispute-about-feedback = { $opener } disputes the feedback they received. { $read ->
    [yes] Its author lets you read it here.
    [no] Its author keeps it between the two of them.
   *[asked] I've asked its author whether you may read it.
}
dispute-about-no-show = { $opener } disputes being reported absent.
dispute-reporter-says = The report
dispute-opener-says = The objection
dispute-no-words = (no explanation)
dispute-words-refused = (Discord doesn't let me show these words. Ask whoever wrote them.)
dispute-reported-before = Reported absent in the 180 days before
dispute-reported = { $member }: { $times ->
    [0] never
    [one] { $times } time
   *[other] { $times } times
}
dispute-to-decide = Your call
dispute-effect-feedback = If the feedback counts, the interview is complete and the interviewer gets the reward. If it doesn't, nobody earns anything and the interviewee gets the price back. If nobody decides, it counts: { $when }.
dispute-effect-no-show = If you uphold the report, everything stays as it is. If you reject it, the points are returned (unless already spent) and feedback can be left. If nobody decides, the report stands: { $when }.
dispute-decided = Decided
dispute-nobody-decided = nobody decided in time
ruling-feedback-upheld = The feedback counts.
ruling-feedback-overturned = The feedback doesn't count; the price was returned.
ruling-no-show-upheld = No-show report upheld.
ruling-no-show-overturned = No-show report rejected; points returned.
ruled = Decision on #{ $number } saved. I'll tell both of them.

## Reminders

reminders-on = Reminders are back on, in every server.
reminders-off = Reminders are off, in every server. Everything else still reaches you.

## Points

points-buys = Enough for
points-buys-free = Being interviewed is free in this server.
points-buys-seats = { $seats ->
    [0] No interview yet: it costs { $price ->
        [one] { $price } point
       *[other] { $price } points
    } ({ $missing } to go).
    [one] { $seats } interview, at { $price ->
        [one] { $price } point
       *[other] { $price } points
    }.
   *[other] { $seats } interviews, at { $price ->
        [one] { $price } point
       *[other] { $price } points
    } each.
}
points-more = How to get more
points-advice = Interview someone: publish a card with /interview create as interviewer, or book one on /board. You earn { $reward ->
    [one] { $reward } point
   *[other] { $reward } points
} when your feedback is accepted.
points-advice-nobody = Nobody in this server has enough points to be interviewed yet. Ask an admin to hand out the first ones with /settings grant. Then interview others: you earn { $reward ->
    [one] { $reward } point
   *[other] { $reward } points
} each time.
points-ledger = Points history
points-blocked = No new interviews for now
points-blocked-text = You missed { $interviews }. You can take new seats again from { $until }.
points-no-ledger = Nothing yet.
reason-starting = starting points
reason-grant = from an admin
reason-seat = seat
reason-refund = refund
reason-reward = reward
reason-compensation = compensation
reason-correction = correction
reason-late = late change
reason-absence = no-show
reason-erased = closed with its owner's data

## Settings

settings-title = Settings of this server
settings-saved = Saved.
settings-no-channel = not set
settings-board = Board channel
settings-log = Log channel
settings-log-role = Role to ping
settings-gone = deleted; choose another with /settings board
settings-zone = Time zone
settings-language = Language
settings-price = An interview costs
settings-reward = The interviewer earns
settings-starting = Newcomers start with
settings-compensation = Compensation
settings-accept = Feedback accepts automatically after
settings-notice = Booking closes before the start
settings-notice-none = only at the start
settings-reminders = Reminders before the start
settings-no-reminders = none
settings-absence = Missed interviews
settings-absence-limit = Missed interviews that pause (0: never)
settings-absence-days = They count for
settings-absence-pause = Length of a pause
settings-absence-text = { $limit ->
    [0] no consequences
   *[other] { $limit } within { $within }: no new interviews for { $pause }
}
settings-links = Meeting links
settings-links-meet = Google Meet
settings-links-others = Google Meet, Zoom, Teams, Discord, Jitsi, Telemost
board-forbidden = I don't have enough permissions in { $channel }. Allow me these there, then try again: { $permissions }.
permission-read-messages = View Channel
permission-send-messages = Send Messages
permission-embed-links = Embed Links
permission-read-message-history = Read Message History
granted = { $direction ->
    [taken] Took { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    } from { $member }
   *[given] Gave { $member } { $amount ->
        [one] { $amount } point
       *[other] { $amount } points
    }
} (balance: { $balance }). I'll send them your reason.
grant-bot = Bots can't take interviews. Choose a member.

## Direct messages

dm-booked = Interview #{ $number } with { $other } is booked. { $role ->
    [interviewer] You'll be interviewing.
   *[interviewee] You'll be interviewed.
}
dm-withdrawn = { $other } withdrew from interview #{ $number }.{ $card ->
    [open] {" "}Your card is open again.
    [held] {" "}I'm offering the seat to the waiting list first.
   *[other] {""}
}{ $link ->
    [known] {" "}They still know the link you pasted, so you may want to set a new one before somebody else books.
   *[none] {""}
}
dm-cancelled = The host canceled interview #{ $number }.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-expired = Nobody booked your interview #{ $number } in time, so the card is closed.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
} You can publish another with /interview create.
dm-link-changed = The meeting link of interview #{ $number } has changed.
dm-link-wanted = Interview #{ $number } with { $other } has no meeting link. Please add a Google Meet link with “{ button-edit }”, and I'll send it to them too.
dm-reminder = { $state ->
    [off] This was a reminder of interview #{ $number } with { $other }, { $when }.
   *[on] Coming up: interview #{ $number } with { $other }, { $when }.
}
dm-started = Interview #{ $number } with { $other } should have started { $when }. If they didn't show up, tell me below.
dm-feedback-due = { $erased ->
    [yes] How was interview #{ $number }? Whoever you interviewed has had their data erased, so nobody will read your feedback. Leave it all the same: it is accepted at once.
   *[no] How was interview #{ $number } with { $other }? Leave them feedback: what was good, and what to work on next.
}
dm-feedback-received = { $other } left you feedback on interview #{ $number }. Accept it so that they get their points.
dm-accepted = Your feedback on interview #{ $number } was accepted.{ $reward ->
    [0] {""}
    [one] {" "}You earned { $reward } point and now have { $balance }.
   *[other] {" "}You earned { $reward } points and now have { $balance }.
}
dm-lapsed = Interview #{ $number } got no feedback within 7 days, so it's closed{ $role ->
    [interviewer] {" "}and earned you nothing.
   *[other] .
}{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-no-show = { $other } reported that you didn't show up for interview #{ $number }.{ $role ->
    [interviewer] { $refunded ->
        [0] {""}
       *[other] {" "}They got the price of their seat back.
    }
   *[other] {" "}The price of your seat isn't refunded.
}{ $compensated ->
    [0] {""}
    [one] {" "}They got { $compensated } point for their time.
   *[other] {" "}They got { $compensated } points for their time.
}{ $taken ->
    [0] {""}
    [one] {" "}Of these, { $taken } point came out of your balance.
   *[other] {" "}Of these, { $taken } points came out of your balance.
} Not true? Dispute it within 24 hours.{ $blocked ->
    [yes] {" "}You've missed too many interviews, so you can take new seats again from { $until }.
   *[no] {""}
}
dm-disputed = { $other } disputes interview #{ $number }; the admins of the server decide.{ $about ->
    [feedback] {" "}They can't read your feedback unless you let them. May they?
   *[other] {""}
}
dm-ruled = { $decided ->
    [admin] An admin has decided about interview #{ $number }.
    [dropped] The dispute about interview #{ $number } is off: whoever opened it has had their data erased.
   *[nobody] No admin decided about interview #{ $number } in time, so things stay as they are.
} { $ruling }
dm-log-closed = A dispute is waiting for an admin, and I can't write to your server's log channel: it's gone, or closed to me. Please open the server and choose another one with the command for the board's settings. The dispute won't end before your admins have had their seven days with it.
dm-points-given = { $admin } gave you { $amount ->
    [one] { $amount } point
   *[other] { $amount } points
}: { $reason }. You now have { $balance }.
dm-points-taken = { $admin } took { $amount ->
    [one] { $amount } point
   *[other] { $amount } points
} from you: { $reason }. You now have { $balance }.

## The calendar file

calendar-title = Mock interview: { $topic }
calendar-title-cancelled = Canceled: mock interview, { $topic }
calendar-text = Your seat: { $role }. All about it in Discord: /interview view { $number }

log-board-closed = I can't show cards in { $channel }. Allow me View Channel, Send Messages, Embed Links and Read Message History there, or choose another channel with /settings board. I'll keep trying for a day.
log-shut-out = Discord blocked my address for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, so messages came late. Nothing is lost. If it happens again, tell whoever hosts me.
log-given-up-points = I couldn't DM { $member } about their points and gave up. Please point them to /points.
log-given-up = I couldn't DM { $member } about interview #{ $number } and gave up. Please tell them; /interview view { $number } has what I wanted to say.

## Errors

error-after-done = That's done! I just couldn't show you the result. Have a look in /interview view, /interview list or /points. If anything looks off, give an admin this code: { $reference }.
error-unknown = Sorry, something went wrong on my side. Please try again; if it keeps happening, give an admin this code: { $reference }.
error-unknown-button = This button is no longer in use. See /board or /interview list for how things stand.
error-outdated-command = This command is no longer in use in that form: your Discord still shows an old version. Restart Discord, then pick the command from the list again.
error-bad-option = I can't use “{ $text }” here. Please choose one of the suggestions.
