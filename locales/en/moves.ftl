## Another time for a booked interview

button-confirm-time = { $what ->
    [length] Confirm the new length
   *[time] Confirm the new time
}
card-proposal = { $what ->
    [length] Another length is proposed
   *[time] Another time is proposed
}
card-proposal-text = { $what ->
    [length] { $length }, same start.
   *[time] { $when }, { $length }.
} { $waits ->
    [me] Confirm or decline it; until then nothing changes. If neither suits you, withdraw for free.
   *[other] Nothing changes until your guest confirms it.
}
edited-link-told = I'll send your guest the new link.
edited-proposed = { $what ->
    [length] I've asked your guest about a new length: { $length }. Until they say yes, #{ $number } keeps its length and starts { $before }.
   *[time] I've asked your guest about { $when } ({ $length }). Until they say yes, #{ $number } stays at { $before }.
}
edited-taken-back = I've withdrawn your proposal for #{ $number }. It stays at { $when }.
move-confirmed = { $what ->
    [length] Confirmed! #{ $number } now takes { $length } and starts { $when }.
   *[time] Confirmed! #{ $number } is now at { $when } ({ $length }).
} I'll let your host know; the attached file updates your calendar.
calendar-take-out = The attached file removes it from your calendar.

dm-moved = { $what ->
    [length] { $other } confirmed the new length of interview #{ $number }: { $length }. Previously: { $length_before }. It starts { $before }, as before.
   *[time] { $other } confirmed the new time of interview #{ $number }. Previously: { $before }.
}
dm-move-proposed = { $what ->
    [length] { $other } wants to change the length of interview #{ $number }: { $length } instead of { $length_before }. It still starts { $before }. Until you confirm, it keeps its length. You can decline, or withdraw for free.
   *[time] { $other } wants to move interview #{ $number } to { $when } ({ $length }). Until you confirm, it stays at { $before } ({ $length_before }). You can decline, or if neither time works for you, withdraw for free.
}
dm-move-taken-back = { $what ->
    [length] { $other } no longer wants to change the length of interview #{ $number }.
   *[time] { $other } no longer wants to move interview #{ $number }.
} It starts { $when }, as before.
dm-move-unanswered = { $other } never answered about the other time for interview #{ $number }, and that time has come. The interview starts { $when }, as before.

refusal-no-longer-proposed = This isn't proposed anymore. Take a look at /interview list to see when your interviews are.
refusal-only-the-guest-confirms = Only the person who booked #{ $number } can answer that. If you're its host, propose another time with /interview edit.
refusal-move-passed = The time proposed for #{ $number }, { $starts_at }, has passed, so the interview stays as it is. Take a look at /interview view.
refusal-busy-at-proposed-time = You have interview #{ $number } at that time ({ $starts_at }). Cancel or withdraw from it first, or keep this one at its present time.
refusal-host-is-busy = { $member_id } has taken another interview at that time. This one keeps its present time until they propose another.
