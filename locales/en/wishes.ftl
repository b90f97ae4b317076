## Wishes, and being told of cards that fit them

wish-seat = { $seat ->
    [interviewer] You as the interviewer
   *[interviewee] You as the interviewee
}
wish-any-topic = any topic
wish-added = { $how ->
    [renewed] You had that wish already, so I've renewed it.
   *[new] I'm on it!
} **{ $wish }**, until { $until }. When a card fits, I'll DM you. Those who've waited longest hear first.
wish-others = { $seat ->
    [interviewer] { $others ->
        [0] Nobody here is looking for somebody to interview on this right now.
        [one] { $others } person here is looking for somebody to interview on this.
       *[other] { $others } people here are looking for somebody to interview on this.
    }
   *[interviewee] { $others ->
        [0] Nobody here is looking for an interviewer on this right now.
        [one] { $others } person here is looking for an interviewer on this.
       *[other] { $others } people here are looking for an interviewer on this.
    }
}
wish-costs = { $price ->
    [one] That seat costs { $price } point
   *[other] That seat costs { $price } points
}, and you have { $balance }: I'll start telling you once you've earned { $missing } more.
wish-hours = Tell me when you're free with /free set, and you'll only hear about times that suit you. I can also suggest somebody whose wish fits yours and who's free when you are.
wish-unreachable = Your DMs are closed to me, so you won't hear from me when a card fits: click the server's name, choose Privacy Settings and turn on Direct Messages.
wish-cards = Open right now
wish-none = You're not looking for anything here yet. Try /wish add, and I'll tell you when a card fits.
wish-title = What you're looking for here
wish-entry = **{ $wish }**
    Started { $since }, runs until { $until }. { $others }
wish-usual-title = How long it usually takes
wish-usual-wait = { $seat ->
    [interviewer] To find somebody to interview: { $wait }
   *[interviewee] To find an interviewer: { $wait }
}
wish-let-go = Let go: { $wish }
wish-ask-drop = Shall I let this wish go? Those who've waited longest hear first, and a new wish starts from zero.
wish-dropped = Done, I've let that wish go. You can make another with /wish add.
wish-kept = Good luck! I'll keep looking until { $until }.
wish-passed = OK, I won't bring up #{ $number } again.

wait-minutes = { $minutes ->
    [one] about { $minutes } minute
   *[other] about { $minutes } minutes
}
wait-hours = { $hours ->
    [one] about { $hours } hour
   *[other] about { $hours } hours
}
wait-days = { $days ->
    [one] about { $days } day
   *[other] about { $days } days
}

alerts-said = { $most ->
    [0] I tell you once a day, around 8 p.m. your time, which cards fit your wishes.
    [one] I tell you about { $most } card a day as soon as it fits, and about the rest in one message around 8 p.m. your time. At night I keep quiet, unless something starts within 12 hours.
   *[other] I tell you about up to { $most } cards a day as soon as they fit, and about the rest in one message around 8 p.m. your time. At night I keep quiet, unless something starts within 12 hours.
}
alerts-choice = { $most ->
    [0] Everything in one message in the evening
    [one] { $most } card a day right away, the rest in the evening
   *[other] Up to { $most } cards a day right away, the rest in the evening
}
alerts-set = Saved.
alerts-paused = You won't hear about cards until { $until }. Your wishes stay. You can end the pause sooner in /free show.

button-pass-card = Not this one
button-fewer = Alerts
button-book-number = Book #{ $number }
button-wish-keep = Yes, keep looking
button-wish-drop = Let it go
button-wish-keep-it = Keep it
button-pause-week = Pause for a week

dm-wish-alert = { $how ->
    [on] { $role ->
        [interviewer] You were looking for somebody to interview, and interview #{ $number } fits.
       *[interviewee] You were looking for an interviewer, and interview #{ $number } fits.
    }
    [taken] You took the seat in #{ $number }.
   *[over] Interview #{ $number } matched what you're looking for, but it's no longer free. I'll keep looking.
}
dm-wish-digest = More interviews that fit what you're looking for:
    { $cards }{ $more ->
        [0] {""}
        [one] {"\u000A"}…and { $more } more: take a look at /board.
       *[other] {"\u000A"}…and { $more } more: take a look at /board.
    }
wish-digest-line = **#{ $number } · { $topic }** · { $when } · { $role ->
    [interviewer] needs an interviewer
   *[interviewee] needs an interviewee
}
dm-wish-expired = Your wish has run out: **{ $wish }**. Are you still looking?

refusal-too-many-wishes = { $maximum ->
    [one] You can look for { $maximum } thing at a time on a server
   *[other] You can look for { $maximum } things at a time on a server
}. Let one go first: /wish list has them.
refusal-wish-gone = That wish isn't there anymore: it has led to an interview, or you've let it go. /wish list shows what you're looking for.
refusal-alert-gone = There's nothing to skip: I haven't told you about #{ $number }, or it was a while ago.
refusal-wish-too-long = That's too long for a direct message: here, topic and language together have room for { $maximum ->
    [one] { $maximum } character
   *[other] { $maximum } characters
}. Make it shorter, or use this command on the server itself.
