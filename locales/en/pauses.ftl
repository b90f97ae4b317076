## A pause frees later seats

dm-withdrawn-for-pause = { $other } missed too many interviews and is paused, so they can't come to interview #{ $number }.{ $card ->
    [open] {" "}Your card is open again.
    [held] {" "}I'm offering the seat to the waiting list first.
   *[other] {""}
}
dm-cancelled-for-pause = Interview #{ $number } is off: its host missed too many interviews and is paused.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-seats-freed = While you're paused, others shouldn't wait for you, so I called off what you still had planned: { $interviews }.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
} You can take new seats again from { $until }.
missed-seats-freed = your later interviews are off while you're paused
