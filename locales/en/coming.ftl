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

dm-unconfirmed = { $other } hasn't confirmed yet that they're coming to interview #{ $number }. It starts { $when }. They may well show up; if you'd rather not wait and see, you can still give it up below.
dm-seat-may-open = The seat in interview #{ $number }, which you're waiting for, may come free: whoever has it hasn't confirmed yet. It starts { $when }. If the seat opens up and it's your turn, I'll DM you right away.

missed-unconfirmed = not confirmed yet
missed-seat-may-open = a seat that may come free
