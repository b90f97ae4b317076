### /certificate: what somebody has practiced, as a picture, and whether one is genuine.

refusal-nothing-to-certify = There's nothing to certify here yet: an interview counts once its feedback is accepted. Give or take one from /board first, and come back for your certificate.
refusal-certificate-unknown = There's no certificate with this number. Compare it with the picture once more: it has 12 letters and digits, like 7KQ2-M4XV-90TC.

## The picture

certificate-heading = Certificate of practice
certificate-practiced = practiced mock interviews in
certificate-some-server = a server on Discord
certificate-given = { $count ->
    [one] interview given
   *[other] interviews given
}
certificate-taken = { $count ->
    [one] interview taken
   *[other] interviews taken
}
certificate-dates = { $first } – { $last }
certificate-issued = Issued { $day }
certificate-check = Genuine? Ask Sparring on Discord: /certificate check
certificate-words = Certificate of practice. { $name } practiced mock interviews in { $server }: { $counts } ({ $dates }). Number { $code }. Issued { $issued }. /certificate check confirms it.

## The answers

certificate-title = Your certificate from { $server }
certificate-own = Number: `{ $code }`
    Save the picture and show it to whomever you like. Anyone with the number can check it with /certificate check, and reads the same there. Once you've completed more interviews, ask again and you'll get a new one; this one stays valid.
certificate-given-line = { $count ->
    [one] { $count } interview given
   *[other] { $count } interviews given
}
certificate-taken-line = { $count } taken
certificate-genuine = Genuine: { $code }
certificate-genuine-text = { $member } ({ $name }) practiced mock interviews { $place ->
        [known] in **{ $server }**
       *[left] in a server that I'm not in anymore
    }: { $counts }.
    Dates: { $dates }.
    Issued: { $issued }.

    That's what it said when it was issued; there may have been more since. Dates are in UTC.
