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

button-here = I'm here
here-noted = Noted: you're here for #{ $number }. { $other ->
    [here] { $member } is here, too. Enjoy your interview!
   *[open] I'll show { $member } that you are, and you'll see it below when they say so.
}
card-here = Said that they're here
dispute-nobody-here = Neither of the two
noshow-form-here = They told me at { $at } that they're here. Perhaps you're in different rooms, or they can't get in: write to them once more before you report it. If you do, say what happened; admins see both.

refusal-check-in-too-early = #{ $number } starts later. You can say that you're here from { $opens_at } on.
refusal-check-in-too-late = You could say that you're here for #{ $number } until { $closed_at }. If something went wrong, tell me with the buttons of its message.
refusal-already-here = I have that already: you're here for #{ $number }.
refusal-said-to-be-here = { $member_id } told me at { $at } that they're here for #{ $number }. If you want to report it all the same, say in a sentence what happened, so that admins can see both sides.
