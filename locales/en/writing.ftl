## Writing to the other of an interview

button-write = Write to the other
button-answer = Answer
button-report = Report

written-form-title = Write about interview #{ $number }
written-form-to = This message goes to { $other }.
written-form-text = Your message
written-form-hint = A direct message with your name on it. I keep no copy, unless it's reported.
written-passed-on = Got it. If they answer, you'll hear from me.{ $left ->
    [0] {" "}That was your last message about #{ $number }.
    [one] {" "}You can write { $left } more message about #{ $number }.
   *[other] {" "}You can write { $left } more messages about #{ $number }.
}

dm-written = { $other } wrote to you about interview #{ $number }:

written-report-title = Report a message about #{ $number }
written-report-ask = Report this to the admins? They will read the message, and see who wrote it and that you reported it. Whoever wrote it isn't told.
written-reported = Thanks for speaking up. The admins can read the message about #{ $number } in their log channel.
log-written = { $reporter } reported what { $member } wrote to them about interview #{ $number }:

refusal-nobody-to-write-to = { $status ->
    [pending] Nobody has booked #{ $number }, so there's nobody to write to. You can write once somebody does.
    [cancelled] #{ $number } was canceled, so I don't pass on any more messages about it.
    [expired] Nobody booked #{ $number } in time, so there's nobody to write to.
    [erased] The other person in #{ $number } has had their data erased, so a message wouldn't reach anybody.
   *[other] There's nobody to write to about #{ $number }.
} Look at /interview list for what is coming up.
refusal-addressee-gone = { $member_id } isn't in interview #{ $number } anymore, so nothing was passed on. You can write to whoever is there now from /interview view.
refusal-too-late-to-write = I passed on messages about #{ $number } until { $closed_at }. Write to each other on Discord, or meet again: see /board.
refusal-written-enough = You've written { $most ->
    [one] { $most } message
   *[other] { $most } messages
} about #{ $number }, and I don't pass on more than that. Meet at the link of the interview (see /interview view), or write to each other on Discord.
refusal-nothing-written = There was nothing to read in your message. Write 1 to { $maximum } characters.
refusal-not-written-to-you = Only whoever got a message from me can report it, with the button under it.
refusal-nobody-reads-reports = This server has no log channel in which admins would read it. Show the message about #{ $number } to an admin yourself; they can choose a channel with /settings board.
refusal-writer-erased = Whoever wrote this about #{ $number } has had their data erased, so there's nobody left to report.
