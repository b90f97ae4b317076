## Time zones

zone-more = More zones that fit
zone-set = Your time zone is now { $zone }, where it's { $now }. I'll read the times you type in it.

## Moving what was published under another zone

zone-move-offered = { $count ->
    [one] You published this when I read your times in { $before }. Should I move it to the same hour in { $zone }?
   *[other] You published these when I read your times in { $before }. Should I move them to the same hours in { $zone }?
}
zone-move-line = #{ $number } ({ $topic }): { $before } → { $when }{ $booked ->
    [yes] {" "}· I'd ask your guest first
   *[no] {""}
}
zone-move-others = { $count ->
    [one] One more interview that you published in { $before } can't be moved from here: check it with /interview list.
   *[other] { $count } more interviews that you published in { $before } can't be moved from here: check them with /interview list.
}
zone-move = Move
zone-keep = Leave as is
zone-kept = OK, everything stays as it is.
zone-move-done = #{ $number } is moved. New time: { $when }.
zone-move-asked = #{ $number }: I've asked your guest about { $when }. Until they say yes, it stays at { $before }.
zone-move-refused = #{ $number } stays as it is. { $why }
refusal-changed-since = Its time has been changed since then.
