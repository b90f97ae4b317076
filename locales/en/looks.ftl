## Cards

card-author = { $name } · { $role ->
    [interviewer] interviewer
   *[interviewee] interviewee
}
card-no-topic = Mock interview, any topic
card-open = { $role ->
    [interviewer] **Open: interviewer’s seat**{ $amount ->
        [0] {""}
        [one] {" "}· earns { $amount } point
       *[other] {" "}· earns { $amount } points
    }
   *[interviewee] **Open: interviewee’s seat** · { $amount ->
        [0] free of charge
        [one] { $amount } point
       *[other] { $amount } points
    }
}
card-seats = **{ $status }** · { $interviewer } interviews { $interviewee }
card-over = **{ $status }**
card-publish = Publish your own
button-join = Join
settings-keep = Finished cards stay
settings-keep-always = always
keep-set = { $hours ->
    [0] Finished cards now stay for good.
    [one] Cards now stay for { $hours } hour after an interview is over.
   *[other] Cards now stay for { $hours } hours after an interview is over.
}

## Lists

board-filter-topic = Topic: { $topic }
board-filter-role = Open: { $role ->
    [interviewer] interviewer’s seat
   *[interviewee] interviewee’s seat
}
entry-open = **#{ $number } · { $topic }** · needs an { $role ->
    [interviewer] interviewer
   *[interviewee] interviewee
}
entry-offered = { $when } · { $minutes } min · { $host }
entry-own = **#{ $number } · { $topic }** · { $status }
entry-mine = { $when } · { $role ->
    [interviewer] interviewer
   *[interviewee] interviewee
}{ $partner ->
    [none] {""}
   *[other] {" "}with { $partner }
}
list-upcoming = Your upcoming interviews
list-past = Your past interviews
list-none-upcoming = Nothing coming up. Find one on /board, or publish your own with /interview create.
list-none-past = Nothing here yet.
button-list-upcoming = Upcoming
button-list-past = Past
ledger-interview = #{ $number }{ $partner ->
    [none] {""}
   *[other] {" "}with { $partner }
}
ledger-balance = balance: { $balance }

## Settings

settings-line = { $name }: **{ $value }**
settings-about-board = Channels
settings-about-points = Points
settings-about-times = Times and language
settings-about-absence = No-shows
settings-about-rest = Links and events
