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
status-cancelled = cancelled
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
button-feedback-upheld = The feedback counts
button-feedback-overturned = It does not count
button-no-show-upheld = The report is right
button-no-show-overturned = The report is wrong
button-reminders-off = Stop reminders
button-reminders-on = Remind me again
button-calendar = Add to Google Calendar
button-previous = Previous
button-next = Next

## The card

card-when = When
card-cost = Price
card-duration = Length
card-footer = #{ $number } · { $status }
card-link = Meeting link
card-no-link = { $reader ->
    [host] No link yet. Add one with the button below.
   *[guest] No link yet. I’ll message you as soon as there is one.
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

## Lists


## Publishing

published = Published as #{ $number }. Times were read in the zone { $zone }.
published-cost = Your seat cost { $cost ->
    [one] { $cost } point
   *[other] { $cost } points
}; you have { $balance } left. If nobody books, you get everything back.
published-board = The card is shown in { $channel }.
published-no-board = This server has no board channel yet, so the card is only on /board. An admin sets one with /settings board.
published-no-link = It has no meeting link yet: add a Google Meet link with Change.
published-link-follows = When somebody books, a Google Meet link is made and sent to both of you.
zone-hint = Set your own time zone once with /timezone.
edited = #{ $number } is changed.
edited-zone = The time was read in the zone { $zone }.
cancelled = #{ $number } is cancelled.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
edit-title = Change interview #{ $number }
edit-when = New start (empty: as it is)
edit-when-example = tomorrow 18:00
edit-link = New Google Meet link (empty: as it is)
edit-topic = New topic (empty: as it is)
edit-notes = New notes (empty: as they are)
kept-text = What you typed, so that it is not lost:

## Booking

booked = You have booked #{ $number }.{ $cost ->
    [0] {""}
    [one] {" "}It cost { $cost } point; you have { $balance } left.
   *[other] {" "}It cost { $cost } points; you have { $balance } left.
}
withdrawn = You have withdrawn from #{ $number }; the card is open again.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}

## Feedback

feedback-title = Feedback on interview #{ $number }
feedback-accepts-itself = Accepted by itself
feedback-left = Thank you. Your feedback on #{ $number } is on its way; you earn the points when it is accepted.
feedback-nothing = Nothing waits for you: no feedback to write, none received yet.
feedback-owed = Feedback that you owe:
feedback-form-title = Feedback on interview #{ $number }
feedback-form-score = Score
feedback-form-text = What was good, what to work on
feedback-form-example = Good structure and calm explanations. Practise estimating complexity aloud.
accepted = You accepted the feedback on #{ $number }.{ $reward ->
    [0] {""}
    [one] {" "}The interviewer earned { $reward } point.
   *[other] {" "}The interviewer earned { $reward } points.
} If you like, rate the interviewer:
rated = Thank you: your rating of the interviewer of #{ $number } is stored.
rate-placeholder = How was the interviewer?

## Absence and disputes

noshow-form-title = Interview #{ $number }: no-show
noshow-form-text = What happened (admins see it in a dispute)
noshow-form-hint = Sending this reports that the other did not come, and ends the interview.
noshow-reported = You reported that the other did not come to #{ $number }. They are told and can disagree for 24 hours.{ $refunded ->
    [0] {""}
    [one] {" "}You got { $refunded } point back.
   *[other] {" "}You got { $refunded } points back.
}{ $compensated ->
    [0] {""}
    [one] {" "}For your time you got { $compensated } point.
   *[other] {" "}For your time you got { $compensated } points.
}
dispute-form-title = Dispute interview #{ $number }
dispute-form-text = Why you do not agree
dispute-form-hint = The admins of the server read this and decide.
dispute-opened = Your dispute about #{ $number } is with the admins. You are told what they decide; without a decision within 7 days things stay as they are.
dispute-opened-no-log = Your dispute about #{ $number } is stored, but this server has no log channel in which admins would see it. Ask an admin to set one with /settings board.
dispute-title = Dispute about interview #{ $number }
dispute-about-feedback = { $opener } does not agree with the feedback they received. Only the two of them see it.
dispute-about-no-show = { $opener } does not agree with being reported absent.
dispute-reporter-says = The report
dispute-opener-says = The objection
dispute-no-words = no explanation
dispute-to-decide = To decide
dispute-effect-feedback = If the feedback counts, the interview is completed and the interviewer earns the reward. If not, nobody earns anything and the interviewee gets the price back. If nobody has decided { $when }, it counts.
dispute-effect-no-show = If the report is right, all stays as it is. If it is wrong, what it moved is taken back, as far as it is not spent, and feedback can be left. If nobody has decided { $when }, it stays.
dispute-decided = Decided
dispute-nobody-decided = nobody decided in time
ruling-feedback-upheld = The feedback counts.
ruling-feedback-overturned = The feedback does not count; the price of the seat was given back.
ruling-no-show-upheld = The report of absence is right.
ruling-no-show-overturned = The report of absence is wrong; what it moved was taken back.
ruled = Your decision about #{ $number } holds, and both are told.

## Reminders

reminders-on = You are reminded before your interviews again, in every server.
reminders-off = You are no longer reminded before your interviews, in any server. Everything else still reaches you.

## Points

points-buys = What they buy
points-buys-free = Being interviewed is free in this server.
points-buys-seats = { $seats ->
    [0] Not yet an interview: one costs { $price ->
        [one] { $price } point
       *[other] { $price } points
    }.
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
points-advice = Interview somebody: publish a card with /interview create as interviewer, or book one on /board. You earn { $reward ->
    [one] { $reward } point
   *[other] { $reward } points
} when your feedback is accepted.
points-advice-nobody = Nobody in this server has enough points to be interviewed yet. Ask an admin to give the first ones with /settings grant. Then interview others: you earn { $reward ->
    [one] { $reward } point
   *[other] { $reward } points
} each time.
points-ledger = Points history
points-blocked = No new interviews for now
points-blocked-text = You did not come to { $interviews }, so you can take a new seat only after { $until }.
points-no-ledger = Nothing yet.
reason-starting = starting points
reason-grant = by an admin
reason-seat = seat
reason-refund = refund
reason-reward = reward
reason-compensation = compensation
reason-correction = correction

## Time zone

zone-set = Your time zone is { $zone }, where it is { $now } now. Times that you type are read in it.

## Settings

settings-title = Settings of this server
settings-saved = Saved.
settings-no-channel = not set
settings-board = Board channel
settings-log = Log channel
settings-zone = Time zone
settings-language = Language
settings-price = Being interviewed costs
settings-reward = Interviewing earns
settings-starting = New members start with
settings-compensation = Compensation
settings-accept = Feedback accepts itself after
settings-reminders = Reminders before the start
settings-no-reminders = none
settings-absence = Missed interviews
settings-absence-text = { $limit ->
    [0] have no consequences
   *[other] { $limit } within { $within }: no new seats for { $pause }
}
settings-links = Meeting links
settings-links-meet = Google Meet
settings-links-others = Google Meet, Zoom, Teams, Discord, Jitsi, Telemost
board-set = Cards are shown in { $channel } from now on.
board-forbidden = I may not do enough in { $channel }. Give me these permissions there and try again: { $permissions }.
permission-read-messages = View Channel
permission-send-messages = Send Messages
permission-embed-links = Embed Links
permission-read-message-history = Read Message History
granted = { $member } got { $amount }; the balance is { $balance } now. They are told, with your reason.
grant-bot = A bot takes no interviews. Choose a member.
economy-title = Points in this server
economy-in-hand = In hand
economy-given = Given
economy-earned = Earned
economy-spent = Spent on seats
economy-can-pay = Who can be interviewed
economy-can-pay-of = { $count } of { $members ->
    [one] { $members } member
   *[other] { $members } members
} can pay the price of { $price }.
economy-what-to-do = What to do
economy-advice = All is well: members who interview others earn { $reward }, and being interviewed costs { $price }. Points that fall short can be given with /settings grant.
economy-advice-stuck = Nobody holds { $price } points, so nobody can be interviewed and nobody can earn. Give the first points with /settings grant, let new members start with some (/settings points starting), or lower the price (/settings points price).

## Direct messages

dm-booked = Interview #{ $number } with { $other } is booked. Your seat: { $role }.
dm-withdrawn = { $other } has withdrawn from interview #{ $number }.{ $card ->
    [open] {" "}Your card is open again.
   *[other] {""}
}
dm-cancelled = Interview #{ $number } was cancelled by its host.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-expired = Nobody booked your interview #{ $number } before its start, so the card is closed.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
} Publish another with /interview create.
dm-link-changed = The meeting link of interview #{ $number } has changed.
dm-link-wanted = Interview #{ $number } with { $other } has no meeting link. Please add a Google Meet link with Change, and it reaches the other too.
dm-reminder = Interview #{ $number } starts { $when }.
dm-started = Interview #{ $number } with { $other } was to start { $when }. If the other did not come, say so here.
dm-feedback-due = How was interview #{ $number } with { $other }? Leave your feedback: a score and a few sentences.
dm-feedback-received = { $other } has left feedback on interview #{ $number }. Accept it, and the interviewer earns the reward.
dm-accepted = Your feedback on interview #{ $number } was accepted.{ $reward ->
    [0] {""}
    [one] {" "}You earned { $reward } point and have { $balance } now.
   *[other] {" "}You earned { $reward } points and have { $balance } now.
}
dm-lapsed = Interview #{ $number } got no feedback within 7 days, so it is closed.{ $role ->
    [interviewer] {" "}Nobody earned anything.
   *[other] {""}
}{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-no-show = { $other } reported that you did not come to interview #{ $number }.{ $role ->
    [interviewer] { $paid ->
        [both] {" "}The interviewee got the price back, and a compensation.
        [price] {" "}The interviewee got the price back.
        [bonus] {" "}The interviewee got a compensation.
       *[nothing] {""}
    }
   *[other] { $paid ->
        [bonus] {" "}Your points are not given back, and the interviewer earned the reward.
       *[nothing] {" "}Your points are not given back.
    }
} If this is not so, dispute it within 24 hours.{ $blocked ->
    [yes] {" "}You have missed too many interviews, so you can take a new seat only after { $until }.
   *[no] {""}
}
dm-disputed = { $other } does not agree about interview #{ $number }. The admins of the server decide.
dm-ruled = { $decided ->
    [admin] An admin has decided about interview #{ $number }.
   *[nobody] The admins have not decided about interview #{ $number } in time, so things stay as they are.
} { $ruling }
dm-log-closed = A dispute is waiting for an admin, and I cannot write to the log channel of your server: it is gone, or closed to me. Please choose another with /settings board. The dispute does not end before your admins have had their seven days with it.
dm-points-given = { $admin } gave you { $amount ->
    [one] { $amount } point
   *[other] { $amount } points
}: { $reason }. You have { $balance } now.
dm-points-taken = { $admin } took { $amount ->
    [one] { $amount } point
   *[other] { $amount } points
} from you: { $reason }. You have { $balance } now.
unreachable = I could not send you a direct message. Open your direct messages for this server, and look at /points.
unreachable-interview = I could not send you a direct message. Open your direct messages for this server, or look at /interview view { $number }.

## The calendar file

calendar-title = Mock interview: { $topic }
calendar-title-cancelled = Cancelled: mock interview, { $topic }
calendar-text = Your seat: { $role }. All about it in Discord: /interview view { $number }

log-board-closed = I cannot show cards in { $channel }. Give me the permissions View Channel, Send Messages, Embed Links and Read Message History there, or choose another channel with /settings board. I keep trying for a day.
log-shut-out = Discord had shut out my address for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, so messages came late. Nothing is lost. If it happens again, tell whoever hosts me.
log-given-up-points = I could not send { $member } a direct message about their points, and gave up. Please tell them to look at /points.
log-given-up = I could not send { $member } a direct message about interview #{ $number }, and gave up. Please tell them; /interview view { $number } says what it would have said.

## Errors

error-after-done = That's done! I just couldn't show you the result. Have a look in /interview view, /interview list or /points. If anything looks off, give an admin this code: { $reference }.
error-unknown = Sorry, something went wrong on my side. Please try again; if it stays so, tell an admin this number: { $reference }.
error-unknown-button = This button is no longer in use. Look at /board or /interview list for how things stand.
error-bad-option = I cannot use “{ $text }” here. Choose one of the suggestions.
