## Waiting for a booked seat to come free

button-wait = Waiting list
button-take-seat = Take the seat
button-pass-seat = Pass
card-held = First offered to those on the waiting list, until { $until }.

waiting-joined = You're number { $place } in line for #{ $number } ({ $when }). If the seat comes free and it's your turn, I'll DM you and hold it for you for a while. Click *Waiting list* again to step out of line.
waiting-costs = { $price ->
    [one] Taking it will cost { $price } point
   *[other] Taking it will cost { $price } points
}; you have { $balance } now.
waiting-left = You're no longer in line for #{ $number }.
waiting-passed = Thanks for telling me! I'm passing #{ $number } on, and you're not waiting for it anymore.

dm-seat-offered = A seat you've been waiting for is free: interview #{ $number }. It's yours until { $until } if you want it; after that I'll pass it on.
dm-seat-open = A seat you've been waiting for is free: interview #{ $number }. It starts soon, so I've told everybody in line, and the first click gets it.
dm-waiting-moved = Interview #{ $number }, which you were waiting for, was moved to { $when }. You have another interview then, so I've taken you off the waiting list.
dm-waiting-over = { $how ->
    [off] Interview #{ $number }, which you were waiting for, was canceled.
    [free] Nobody took the free seat in interview #{ $number } in time, so it isn't taking place.
   *[began] No seat came free in interview #{ $number }, and it has begun.
} Take a look at /board for another.

missed-seat-offered = something to decide
missed-seat-open = something to decide
missed-waiting-moved = at another time now
missed-waiting-over = over

refusal-seat-held = The seat in #{ $number } just came free and is held for somebody on the waiting list. It may be open { $until }, so try again then, or join the waiting list on the card.
refusal-seat-is-free = Nobody has the seat in #{ $number }, so there's no need to wait: book it on its card or with /book.
refusal-line-full = { $most ->
    [one] { $most } person is
   *[other] { $most } people are
} already waiting for #{ $number }, and that's as long as the line gets. Take a look at /board for another.
refusal-waiting-for-many = You're in line for { $most ->
    [one] { $most } interview
   *[other] { $most } interviews
} already, and that's as many as I can keep for you: { $interviews }. Step out of one of those lines first, with *Waiting list* on its card.
refusal-offer-gone = The seat in #{ $number } isn't held for you anymore: your time was up, or something about the interview has changed. Have a look at its card.
