## Coming to what is booked

coming-ask = Are you coming? Tell me, so that nobody waits in vain.
coming-confirmed = Great, see you there! I've put a ✓ next to your name on #{ $number }.{ $other ->
    [sure] {" "}The other person is coming, too.
   *[open] {""}
}
button-coming-yes = I'm coming
button-coming-no = I can't make it

ask-not-coming-title = Not coming to interview #{ $number }?
ask-not-coming-unknown = You're about to leave interview #{ $number }. If you booked it, your seat opens up again; if you published it, it's canceled. Whoever paid gets their points back.
ask-reason-for-other = The other person reads this in a direct message.

dm-unconfirmed = { $said ->
    [sure] { $other } has confirmed meanwhile: they're coming to interview #{ $number }. It starts { $when }.
    [off] I told you here that { $other } hadn't confirmed interview #{ $number } yet. It was to start { $when }.
   *[open] { $other } hasn't confirmed yet that they're coming to interview #{ $number }. It starts { $when }. They may well show up; if you'd rather not wait and see, you can give it up below at no cost, as long as they haven't confirmed.
}
dm-seat-may-open = The seat in interview #{ $number }, which you're waiting for, may come free: whoever has it hasn't confirmed yet. It starts { $when }. If the seat opens up and it's your turn, I'll DM you right away.

missed-unconfirmed = not confirmed yet

button-here = I'm here
here-noted = Noted: you're here for #{ $number }. { $other ->
    [here] { $member } is here, too. Enjoy your interview!
   *[open] I'll show { $member } that you are, and you'll see it in the message about the interview when they say so.
}
card-here = Already here
dispute-nobody-here = Neither of the two
noshow-form-here = They told me at { $at } that they're here. Perhaps you're in different rooms, or they can't get in: write to them once more before you report it. If you do, say what happened; admins see both.

refusal-check-in-too-early = #{ $number } starts later. You can say that you're here from { $opens_at } on.
refusal-check-in-too-late = You could say that you're here for #{ $number } until { $closed_at }. If something went wrong, tell me with the buttons of its message.
refusal-already-here = I have that already: you're here for #{ $number }.
refusal-said-to-be-here = { $member_id } told me at { $at } that they're here for #{ $number }. If you want to report it all the same, say in a sentence what happened, so that admins can see both sides.

## Leaving late

ask-late-guest = The interview starts in less than { $hours }, so { $how ->
    [free] this counts as a late change. One in 90 days is free, so you lose no points.
    [costs] { $points } of them { $points ->
        [one] goes
       *[other] go
    } to { $other }. If somebody takes the seat in time, you get { $points ->
        [one] it
       *[other] them
    } back.
   *[counts] this counts as a late change. It costs you no points.
}
ask-late-host = The interview starts in less than { $hours }, so { $how ->
    [free] this counts as a late change. One in 90 days is free, so you lose no points.
    [costs] { $other } gets { $points } of your points, or as many as you have.
   *[counts] this counts as a late change. It costs you no points.
}
late-left = { $points } of them { $points ->
    [one] goes
   *[other] go
} to { $other }, unless somebody takes the seat before the start. Then you get { $points ->
    [one] it
   *[other] them
} back.
late-counted = { $who ->
    [guest] This counts as a late change, unless somebody takes the seat in time.
   *[host] This counts as a late change.
}{ $how ->
    [free] {" "}One in 90 days is free, and this is yours.
   *[counts] {""}
}
late-paid = { $other } got { $points } of your points, because it was late.
late-left-to-host = It was late, so { $points } of their points { $points ->
    [one] is
   *[other] are
} yours if nobody takes the seat before the start. If you cancel or move the interview, they go back.
late-got = Because it was late, you also got { $points } of their points.
booked-if-late = { $how ->
    [later] If you withdraw less than { $hours } before the start, { $points } of these points
    [soon] It starts in less than { $hours }. If you withdraw later than { $minutes } minutes from now, { $points } of these points
   *[now] It starts in less than { $hours }. If you withdraw, { $points } of these points
} { $points ->
    [one] goes
   *[other] go
} to { $host }, unless somebody takes the seat in time. One such change in 90 days is free.
dm-late-returned = { $why ->
    [taken] The seat you gave up in interview #{ $number } is taken
    [moved] Interview #{ $number }, where you gave up your seat, has been moved
   *[cancelled] Interview #{ $number }, where you gave up your seat, is canceled
}, so you got { $points ->
    [one] { $points } point
   *[other] { $points } points
} back.
dm-late-kept = { $points ->
    [one] Nobody took the seat that { $other } gave up late in interview #{ $number }, so the { $points } point they left is yours.
   *[other] Nobody took the seat that { $other } gave up late in interview #{ $number }, so the { $points } points they left are yours.
}

settings-about-late = Late changes
settings-late-hours = Leaving counts as late
settings-late-from = less than { $hours } before the start
settings-late-off = never
settings-late-keep = A late guest leaves
settings-late-effect-none = Nobody leaves late from now on, whenever they do.
settings-late-effect = For what is booked from now on: whoever withdraws less than { $hours } before the start leaves { $kept } to the host, unless somebody takes the seat in time; a host who cancels then pays the guest { $compensation }. One such change in 90 days is free.
settings-late-when-asked = I ask both a day before whether they're coming, so whoever says no to that is late already. If that's too strict for your server, choose fewer than 24 hours.

refusal-costs-meanwhile = Leaving interview #{ $number } is a late change by now, and { $points ->
    [0] costs you no points
    [one] costs you { $points } point
   *[other] costs you { $points } points
}. That's different from what I told you, so nothing has happened yet: click again if you still want to leave.

## Reliability

reliability-of = { $how ->
    [new] Reliability of { $member }: new here, fewer than { $least } interviews so far.
   *[known] Reliability of { $member }: kept { $kept } of { $of }{ $late ->
        [0] {""}
        [one] , { $late } late change
       *[other] , { $late } late changes
    }{ $missed ->
        [0] {""}
       *[other] , { $missed } missed
    }.
}
reliability-own = { $how ->
    [new] Others will see your numbers once you've had { $least } interviews here.
   *[known] You kept { $kept } of { $of }{ $late ->
        [0] {""}
        [one] , with { $late } late change
       *[other] , with { $late } late changes
    }{ $missed ->
        [0] {""}
       *[other] , { $missed } missed
    }.
}
reliability-title = Your reliability in this server
reliability-title-in = Your reliability in { $server }
reliability-line = #{ $number } · { $topic } · { $at } · { $outcome ->
    [kept] kept
    [late] late change
    [missed] missed
   *[disputed] disputed, doesn't count
}
reliability-wrong = What counts, and what to do if it's wrong
reliability-wrong-text = The latest 20 of the last 180 days count. Only you see this list; whoever you have an interview with sees the numbers when it's booked. You can dispute a missed one within 24 hours of the report, with the button in my message about it; while it's disputed, it doesn't count. A late change doesn't count if somebody takes the seat in time. Anything else: write to this server's admins.
