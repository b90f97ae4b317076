## How a server's points are doing

economy-title = Points in this server
economy-now = Right now
economy-in-hand = Members hold { $points ->
    [one] { $points } point
   *[other] { $points } points
} in all.
economy-seats = { $seats ->
    [0] That pays for no seat at all.
    [one] That pays for { $seats } seat.
   *[other] That pays for { $seats } seats.
}
economy-can-pay-of = { $count } of { $members ->
    [one] { $members } member
   *[other] { $members } members
} can pay the price of { $price }.
economy-weeks = The last four weeks
economy-weeks-text = Handed out: { $given } · earned: { $earned } · spent on seats: { $spent }
economy-interview = What one interview does
economy-burns = It costs { $price } and earns { $reward }, so each interview burns { $burned ->
    [one] { $burned } point
   *[other] { $burned } points
}.
economy-makes = It costs { $price } and earns { $reward }, so each interview makes { $made ->
    [one] { $made } new point
   *[other] { $made } new points
}.
economy-keeps = It costs { $price } and earns { $reward }, so points just change hands.
economy-lasts = How long they last
economy-lasts-until = The last four weeks used up { $drained ->
    [one] { $drained } point
   *[other] { $drained } points
}. At that pace they run out around { $when }.
economy-lasts-on = No end in sight: in the last four weeks they didn't get fewer by themselves.
economy-lasts-stuck = They've run dry: nobody can pay for a seat.
economy-what-to-do = What to do
economy-advice = All good! If members run short, top them up with /settings grant.
economy-advice-dry = Top members up with /settings grant, or pick amounts that last: /settings points preset:balanced.
economy-advice-stuck = Nobody has the { $price ->
    [one] { $price } point
   *[other] { $price } points
} for a seat, so nobody can be interviewed and nobody can earn. Hand some out with /settings grant, or lower the price: /settings points preset:generous.
log-running-dry = Points are running out: members hold { $points ->
    [one] { $points } point
   *[other] { $points } points
} in all, and { $seats ->
    [one] { $seats } seat can still be paid
   *[other] { $seats } seats can still be paid
}. At the pace of the last four weeks they run out around { $when }. Top members up with /settings grant, or pick amounts that last: /settings points preset:balanced. More in /settings economy.
log-nobody-can-pay = Nobody has enough points for a seat, so nobody can be interviewed and nobody can earn. Members hold { $points ->
    [one] { $points } point
   *[other] { $points } points
} in all. Hand some out with /settings grant, or lower the price: /settings points preset:generous. More in /settings economy.

## What admins set together

newcomers = { $seats ->
    [0] New members interview someone else first.
    [one] New members can be interviewed once right away.
   *[other] New members can be interviewed { $seats } times right away.
}
