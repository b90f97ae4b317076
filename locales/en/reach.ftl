## Members whom direct messages do not reach

unreachable = { $member }, I couldn't DM you. Here's what's waiting for you:
unreachable-more = … and { $count } more
unreachable-what-to-do = Press the button to read it. Only you will see it.
button-missed = Show my messages
missed-nothing = You have no unread messages here. You're all caught up.
missed-shown = { $more ->
    [0] Here's what I couldn't DM you.
    [one] Here's what I couldn't DM you, with { $more } more to go: press the button again when you've read these.
   *[other] Here's what I couldn't DM you, with { $more } more to go: press the button again when you've read these.
} To get these as DMs, click the server's name, choose Privacy Settings and turn on Direct Messages.

missed-booked = booked
missed-link-wanted = needs a meeting link from you
missed-withdrawn = your guest withdrew
missed-cancelled = canceled
missed-host-left = canceled, the host has left
missed-guest-left = your guest has left
missed-expired = nobody booked it
missed-move-proposed = another time proposed, waiting for your answer
missed-move-taken-back = the other time is off the table
missed-move-unanswered = no answer to the time you proposed
missed-move-declined = your other time was declined
missed-details-changed = the details have changed
missed-moved = your new time is confirmed
missed-link-changed = new meeting link
missed-reminder = reminder, it starts soon
missed-started = did the other person show up?
missed-feedback-due = your feedback is due
missed-feedback-received = feedback to accept
missed-accepted = your feedback was accepted
missed-lapsed = closed without feedback
missed-absence = you were reported absent, you can dispute it until { $until }
missed-disputed = disputed, the admins decide
missed-ruled = the admins' decision
missed-points-granted = your points changed
missed-log-closed = a dispute is waiting and the admins can't see it

reach-title = Heads-up
reach-own = Your DMs are closed to me, so I can only ping you in { $channel }: to get messages directly, click the server's name, choose Privacy Settings and turn on Direct Messages.
reach-own-no-board = Your DMs are closed to me and this server has no board channel, so nothing I send will reach you: click the server's name, choose Privacy Settings and turn on Direct Messages.
reach-other = { $member } isn't getting my DMs, so they may see messages late.

log-not-reached = { $member } was reported absent from interview #{ $number }, and I couldn't DM them. They can dispute it until { $until }. Please make sure they know: a ping is waiting for them in the board channel, if there is one.

dm-host-left = The host of interview #{ $number } has left the server, so it's canceled.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-guest-left = { $other }, who had booked interview #{ $number }, has left the server.{ $card ->
    [open] {" "}Your card is open again.
    [held] {" "}I'm offering the seat to the waiting list first.
   *[other] {""}
}

refusal-host-gone = The host of #{ $number } has left the server, so I've canceled it. You paid nothing. Look at /board for another.
