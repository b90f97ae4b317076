## Two people whose wishes fit, and who are free at the same times

button-pair-time = { $number }
button-pair-picked = ✓ { $number }
button-pair-no = None of these

dm-pair-proposed = { $role ->
    [interviewer] Somebody here is looking for an interviewer like you
   *[interviewee] Somebody here would like to interview you
}: **{ $topic }**, { $length }. These times would suit them, and you're free, too:
    { $times }
    Pick every one that works for you. As soon as you've both picked the same one, it's booked{ $role ->
        [interviewer] {""}
       *[interviewee] { $price ->
            [0] {""}
            [one] {" "}and costs you { $price } point
           *[other] {" "}and costs you { $price } points
        }
    }. Please answer by: { $until }. It's fine to say no, and nobody will ask why.
dm-pair-differs = Nearly there! You've picked different times for **{ $topic }**, { $length }. The other person can make: { $theirs }
    { $times }
    Does one of those work for you, too? Then pick it, and it's booked{ $role ->
        [interviewer] {""}
       *[interviewee] { $price ->
            [0] {""}
            [one] {" "}and costs you { $price } point
           *[other] {" "}and costs you { $price } points
        }
    }. Please answer by: { $until }.
dm-pair-over = The interview I suggested for the two of you didn't work out this time. It happens! I'll keep looking for somebody who fits.

pair-picked = { $count ->
    [0] You haven't picked any of these. Pick every one that works for you. Please answer by: { $until }.
   *[other] You picked: { $places }. As soon as the other person picks the same, it's booked, and I'll tell you both. They have until: { $until }.
}
pair-other-times = So far they've picked other times, and they know which ones you can do.
pair-agreed = You both picked the same time: { $when }. It's booked as #{ $number }! I've sent you both the details in a direct message.
pair-declined = OK, no harm done. I'll keep looking for somebody else.

refusal-pair-gone = That suggestion isn't open anymore: its time is up, one of you said no, or it's been booked. /wish list shows what I'm still looking for.
refusal-pair-did-not-work-out = That one didn't work out after all, sorry. I'll keep looking for somebody who fits.
