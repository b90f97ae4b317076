## Before something ends: what it costs or gives back, whom it affects, and why

ask-reason = Why? (optional)
ask-reason-for-host = Your host reads this in a direct message.
ask-reason-for-guest = Your guest reads this in a direct message.
ask-reason-for-both = Both of them read this in a direct message.

ask-withdraw-title = Withdraw from interview #{ $number }?
ask-withdraw = You're about to give up your seat in interview #{ $number } with { $host }: { $when }.{ $refund ->
    [0] {""}
    [one] {" "}You'll get your { $refund } point back.
   *[other] {" "}You'll get your { $refund } points back.
} I'll let { $host } know, and someone else can take the seat.
ask-withdraw-unknown = You're about to give up your seat in interview #{ $number }. You'll get back whatever it cost you. I'll let your host know, and someone else can take the seat.

ask-cancel-title = Cancel interview #{ $number }?
ask-cancel-open = Nobody has booked #{ $number } yet, so this just takes your card down.{ $refund ->
    [0] {""}
    [one] {" "}You'll get your { $refund } point back.
   *[other] {" "}You'll get your { $refund } points back.
}{ $left ->
    [0] {""}
    [one] {" "}The { $left } point that somebody left by withdrawing late goes back to them.
   *[other] {" "}The { $left } points that somebody left by withdrawing late go back to them.
}
ask-cancel-booked = You're about to cancel interview #{ $number } with { $guest } for good: { $when }.{ $payer ->
    [me] { $refund ->
        [0] {""}
        [one] {" "}You'll get your { $refund } point back.
       *[other] {" "}You'll get your { $refund } points back.
    }
   *[guest] { $refund ->
        [0] {""}
        [one] {" "}They'll get their { $refund } point back.
       *[other] {" "}They'll get their { $refund } points back.
    }
} I'll let { $guest } know.
ask-cancel-unknown = You're about to cancel interview #{ $number } for good. Whoever paid for a seat gets their points back, and if somebody has booked it, I'll let them know.

ask-ruling-title = Decide the dispute about #{ $number }?
ask-ruling-feedback-upheld = The feedback will count, and interview #{ $number } will be completed. { $interviewer } earns { $reward }; { $interviewee } has paid { $paid } and gets nothing back.
ask-ruling-feedback-overturned = The feedback won't count, and interview #{ $number } will be closed without a result. { $interviewee } gets { $paid } back; { $interviewer } earns nothing.
ask-ruling-no-show-upheld = The report about #{ $number } will stand. { $reporter } keeps the { $brought } it brought, and { $absent } has missed an interview.
ask-ruling-no-show-overturned = The report about #{ $number } will be rejected. { $reporter } returns the { $brought } it brought, unless already spent; { $absent } hasn't missed anything, and feedback can be left again.
ask-ruling-final = I'll let both of them know. You can't change this later.
ask-ruling-unknown = { $ruling ->
    [upheld] What is disputed about #{ $number } will stand.
   *[overturned] What is disputed about #{ $number } will be undone, and points go back where they came from.
} I'll let both people know. You can't change this later.

dm-reason = Reason: { $reason }

refusal-booked-meanwhile = { $member_id } has just booked #{ $number }, so I haven't canceled anything. If you still want to, press the button again.
