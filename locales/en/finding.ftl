## Finding each other: limits, peace, and who has met whom

settings-about-limits = Limits
settings-open-cards = Open cards at once
settings-seats = Upcoming seats as interviewee
settings-given-back = Withdrawals per week
settings-limit = { $limit ->
    [0] no limit
   *[other] { $limit }
}

refusal-not-available = #{ $number } isn't available to you right now. Members can set private limits on their interviews. Take a look at /board for another.
refusal-too-many-open-cards = { $open_cards ->
    [one] You have { $open_cards } open card here
   *[other] You have { $open_cards } open cards here
}, and this server's limit is { $limit }. Cancel one with /interview cancel, or wait until one is booked.
refusal-too-many-seats = { $seats ->
    [one] You already have { $seats } interview ahead here as the interviewee
   *[other] You already have { $seats } interviews ahead here as the interviewee
}, and this server's limit is { $limit }. Wait until one is over, or give one up: /interview list has them.
refusal-given-back-too-often = { $limit ->
    [one] You withdrew from an interview in the last seven days, so
   *[other] You withdrew from { $limit } interviews in the last seven days, so
} you can't take a new seat right now. You can book again from { $again_at }.
refusal-weekly-cap-reached = That would be more than you want to { $seat ->
    [interviewer] give in that week: your cap as interviewer is
   *[interviewee] take in that week: your cap as interviewee is
} { $cap ->
    [one] { $cap } interview
   *[other] { $cap } interviews
} a week. You can change it with /free cap.
refusal-apart-from-oneself = That's you! I can't keep you away from yourself.
refusal-too-many-kept-apart = I can keep you apart from { $maximum } people at most. Take somebody off your /block list first.
refusal-way-out-closed = You haven't asked me to keep you two apart, so there's no free way out of #{ $number }. Open it with /interview view to see what you can do.

block-title = People I don't pair you with
block-none = You haven't asked me to keep anybody away from you. To do that, open somebody's menu (right-click them, or tap and hold), choose Apps, then “Do not pair me with this member”. They won't know.
block-entry = { $member } · since { $since }
block-erased = Somebody who had their data erased
block-erased-label = Somebody who had their data erased ({ $number })
block-footer = { $count } in all. Only you see this.
block-lift = Choose whom I may pair you with again
block-bot = Bots don't take interviews, so you're safe from this one.
block-done = Done: I won't pair you with { $member } anymore, on any server. Neither of you can book the other, and I pass on nothing that either writes to the other. Only you know this: they aren't told, and nobody can look it up. See or change it with /block list.
block-undo = Undo
block-undone = OK, I can pair you with { $member } again.
block-ahead = { $count ->
    [one] You still have { $count } interview with them. You can leave it for free: whoever paid gets their points back, it doesn't count toward your withdrawals, and they don't learn why.
   *[other] You still have { $count } interviews with them. You can leave them for free: whoever paid gets their points back, it doesn't count toward your withdrawals, and they don't learn why.
}
block-ahead-entry = **#{ $number }** · { $topic } · { $server } · { $when }
block-out = Leave #{ $number }
block-out-title = Leave interview #{ $number }?
block-out-text = You're about to leave interview #{ $number } with { $member }: { $when }.{ $payer ->
    [me] { $refund ->
        [0] {""}
        [one] {" "}You'll get your { $refund } point back.
       *[other] {" "}You'll get your { $refund } points back.
    }
   *[other] {""}
} It doesn't count toward your withdrawals. I'll let them know that you can't make it, and not why.
block-out-unknown = You're about to leave interview #{ $number }. Whoever paid gets their points back, and it doesn't count toward your withdrawals. I'll let the other know that you can't make it, and not why.
block-left = You've left #{ $number }.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}

met-said = { $times ->
    [0] You and { $member } haven't had an interview together here yet.
    [one] You and { $member } have met once here, on { $last }.
   *[other] You and { $member } have met { $times } times here, last on { $last }.
}
met-oneself = You meet yourself every day! Choose somebody else.
met-bot = Bots don't take interviews, so you two can't have met.
