### What members can ask for of their own data, and who was erased.

somebody = somebody
feedback-erased = (gone, with the data of whom it was about)

missed-host-erased = canceled, the host has had their data erased
missed-guest-erased = open again, your guest has had their data erased

dm-host-erased = The host of interview #{ $number } has had their data erased, so it's canceled.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-guest-erased = Your guest has had their data erased and won't come to interview #{ $number }. Your card is open again.{ $link ->
    [known] {" "}They know your meeting link: set another one if that bothers you.
   *[none] {""}
}

refusal-being-erased = Your data is being erased right now. That takes a moment: nothing new can be saved until it's done.
refusal-nothing-kept = I keep nothing about you.
refusal-exported-lately = You can get your data once a day. Next time: { $again_at }
refusal-erase-word-wrong = Nothing was erased. To have it all erased, type { $word } into the form.
