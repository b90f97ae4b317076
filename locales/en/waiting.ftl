## Waiting for a booked seat to come free

button-wait = Waiting list
button-take-seat = Take the seat
button-pass-seat = Pass
card-held = First offered to those on the waiting list, until { $until }.

waiting-title = Waiting list
waiting-line = **#{ $number } · { $topic }** · { $when } · number { $place } in line
waiting-joined = You're number { $place } in line for #{ $number } ({ $when }). If the seat comes free and it's your turn, I'll DM you and hold it for you for a while. Clicking *Waiting list* once more takes you out of line; /interview list shows where you wait.
waiting-costs = { $price ->
    [one] Taking it will cost { $price } point
   *[other] Taking it will cost { $price } points
}; you have { $balance } now.{ $missing ->
    [0] {""}
    [one] {" "}That's not enough yet, so I'd skip you until you've earned { $missing } more.
   *[other] {" "}That's not enough yet, so I'd skip you until you've earned { $missing } more.
}
waiting-busy = You have #{ $other } at that time, so I can't offer you this seat unless you give that one up.
waiting-yours = The seat in #{ $number } is yours until { $until }. Do you want it?
waiting-left = You're no longer in line for #{ $number }.
waiting-passed = Thanks for telling me! You're off the waiting list for #{ $number }, and the seat goes to whoever's next.

dm-seat-offered = { $how ->
    [on] A seat you've been waiting for is free: interview #{ $number }. I'm holding it for you until { $until }; after that somebody else can have it.
    [taken] You took the seat in #{ $number }.
   *[over] I held the seat in #{ $number } for you until { $until }, and that's over now.
}
dm-seat-open = { $how ->
    [on] A seat you've been waiting for is free: interview #{ $number }. It starts soon, so I've told everybody in line, and the first click gets it.
    [taken] You took the seat in #{ $number }.
   *[over] The seat in #{ $number } was free, and somebody has it now or it's too late.
}
dm-waiting-moved = Interview #{ $number }, which you're waiting for, was moved to { $when }. { $place ->
    [left] You have another interview then, so I've taken you off the waiting list.
   *[kept] You're still in line. If that doesn't suit you, click *Waiting list* on its card.
}
dm-waiting-over = { $how ->
    [off] Interview #{ $number }, which you were waiting for, was canceled.
    [free] Nobody took the free seat in interview #{ $number } in time, so it isn't taking place.
   *[began] No seat came free in interview #{ $number }, and it has begun.
} Take a look at /board for another.

missed-seat-offered = something to decide
missed-seat-open = something to decide

refusal-seat-held = The seat in #{ $number } just came free and is on hold for the waiting list. If nobody takes it, it may open up around { $until }. You can join the line on the card.
refusal-seat-held-before = The seat in #{ $number } is being offered to somebody ahead of you. You're still in line (number { $place }), and I'll DM you when it's your turn.
refusal-waiting-for-own-card = This is your own card, so there's nothing to wait for. If its seat comes free, I'll offer it to those in line.
refusal-seat-is-free = Nobody has the seat in #{ $number }, so there's no need to wait: book it on its card or with /book.
refusal-line-full = { $most ->
    [one] { $most } person is
   *[other] { $most } people are
} already waiting for #{ $number }, and that's as long as the line gets. Take a look at /board for another.
refusal-waiting-for-many = You're in line for { $most ->
    [one] { $most } interview
   *[other] { $most } interviews
} already, and that's as many as I can keep for you: { $interviews }. Step out of one of those lines first, with *Waiting list* on its card.
refusal-offer-gone = The seat in #{ $number } isn't held for you anymore: you passed, your time was up, or something about the interview has changed. Have a look at its card.
