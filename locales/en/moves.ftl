## Another time for a booked interview

button-confirm-time = Confirm the new time
card-proposal = Another time is proposed
card-proposal-text = { $when }, { $length }. { $waits ->
    [me] Confirm it, or withdraw free of charge; until then the present time holds.
   *[other] The present time holds until your guest confirms it.
}
edited-link-told = Your guest is told of the new link.
edited-proposed = Your guest is asked whether { $when } ({ $length }) suits them. Until they confirm it, #{ $number } stays at { $before }.
edited-taken-back = The other time for #{ $number } is no longer proposed. It stays at { $when }.
move-confirmed = Confirmed: #{ $number } is moved to { $when }. The host is told, and the attached file moves it in your calendar.
calendar-take-out = The attached file takes it out of your calendar.

dm-moved = { $other } has confirmed the new time of interview #{ $number }. It was to start { $before }.
dm-move-proposed = { $other } asks to move interview #{ $number } to { $when } ({ $length }). It is to start { $before } ({ $length_before }), and that holds until you confirm the new time. If it does not suit you, withdraw free of charge.
dm-move-taken-back = { $other } no longer asks to move interview #{ $number }. It starts { $when }, as before.
dm-move-unanswered = { $other } has not answered whether the other time for interview #{ $number } suits them, and that time has come. The interview starts { $when }, as before.

refusal-no-longer-proposed = This time is no longer proposed. Look at /interview list for when your interviews are.
refusal-only-the-guest-confirms = Only who has booked #{ $number } can confirm another time. If you are its host, propose one with /interview edit.
refusal-move-passed = The time that was proposed for #{ $number }, { $starts_at }, has passed, so the interview stays as it is. Look at /interview view.
refusal-busy-at-proposed-time = You have interview #{ $number } at that time ({ $starts_at }). Give that one up first, or leave this one at its present time.
refusal-host-is-busy = { $member_id } has taken another interview at that time since. This one stays at its present time until another is proposed.
