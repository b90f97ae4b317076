## Setting up a server

setup-title = Getting started
setup-title-done = All set!
setup-board-open = { $gone ->
    [yes] **Board channel**: it was deleted. Choose another, and the cards move there.
   *[no] **Board channel**: where the cards appear.
}
setup-board = **Board channel**: { $channel }
setup-log-open = { $gone ->
    [yes] **Log channel**: it was deleted. Choose another: what I have to say waits for it, and so do disputes.
   *[no] **Log channel**: where admins decide disputes. Without one, each dispute ends by itself after 7 days: the report or the feedback stands. Messages that members report reach nobody, either.
}
setup-log = **Log channel**: { $channel }
setup-points-open = **First points**: nobody has the { $price ->
    [one] { $price } point
   *[other] { $price } points
} that an interview costs, so nobody can start. Let newcomers begin with some, or hand them out with /settings grant.
setup-points = **First points**: there are enough to start.
setup-zone = **Time zone**: { $zone }, for members who haven't set their own.
setup-language = **Language of the board**: { $language }
setup-choose-board = Choose the board channel
setup-choose-log = Choose the log channel
setup-give-points = Give first points
setup-choose-zone = Choose the time zone
setup-this-language = Switch the board to English
setup-points-title = First points
setup-points-field = Points for each newcomer
setup-points-hint = Everyone who shows up from now on gets them once.

## What /settings board says

board-set = Cards now go to { $channel }.
log-set = Admins now get their messages in { $channel }.
role-set = When there's something to decide, I'll ping { $role } in the log channel.
role-silent = So that { $role } really gets a ping, let anyone mention it (Server Settings, Roles).
unset-board = There's no board channel anymore; I'm taking the cards down. Interviews stay on /board.
unset-log = There's no log channel anymore. Nobody is asked about disputes now: after 7 days each ends by itself, and the report or the feedback stands. Messages that members report reach nobody, either.
unset-role = I won't ping any role.

## A member as admins see them

member-title = Member
member-bot = Bots can't take interviews. Choose a member.
member-pause = Pause
member-paused = No new interviews because of { $interviews }. Back on: { $until }
member-not-paused = Not paused.
member-points = { $points } · latest changes
member-upcoming = Upcoming interviews
member-past = Past interviews
member-none = none
member-reports-made = Reported others absent
member-reports-received = Was reported absent
member-report = **#{ $number }** { $when } · { $other } · { $state ->
    [disputed] in dispute
    [upheld] upheld
    [overturned] rejected
   *[none] not disputed
}
member-choose = Cancel an interview or free a seat
member-lift = Lift the pause
member-lift-now = Yes, lift it
member-lift-question = Let { $member } take new interviews right away? No-shows so far won't count toward a pause anymore.
member-lifted = { $member } can take interviews again. I've told them.
member-back = Back
member-form-title = Interview #{ $number }
member-form-act = What should happen?
member-form-cancel = Cancel the interview
member-form-free = Free the guest's seat, keep the card open
member-form-reason = Why? Both will read it
member-form-hint = Whoever paid gets their points back.
member-cancelled = #{ $number } is canceled. I've told everyone in it why, and refunded what it cost.
member-freed = The guest's seat in #{ $number } is free again. I've told both why, and refunded what it cost.

## Direct messages

dm-admin-cancelled = { $admin } canceled interview #{ $number } as an admin: { $reason }{ $refund ->
    [0] {""}
    [one] {" "}(You got { $refund } point back.)
   *[other] {" "}(You got { $refund } points back.)
}
dm-seat-freed = { $guest ->
    [me] { $admin } took you out of interview #{ $number } as an admin: { $reason }
   *[other] { $admin } took { $other } out of interview #{ $number } as an admin{ $card ->
        [open] , so your card is open again
        [held] , and I'm offering the seat to the waiting list first
       *[other] {""}
    }: { $reason }
}{ $refund ->
    [0] {""}
    [one] {" "}(You got { $refund } point back.)
   *[other] {" "}(You got { $refund } points back.)
}{ $link ->
    [known] {" "}(They still know the link you pasted, so you may want to set a new one before somebody else books.)
   *[none] {""}
}
dm-pause-lifted = Good news: { $admin } lifted your pause. You can take interviews again.
dm-channel-gone = { $lost ->
    [board] The board channel of your server was deleted, so I can't show any cards.
    [both] The channel of your server in which I showed cards and talked to admins was deleted.
   *[log] The log channel of your server was deleted, so I can't reach its admins.
} Please open the server and choose another one with the command for the board's settings. Nothing is lost: what I have to say waits until then.

missed-admin-cancelled = canceled by an admin
missed-seat-freed = an admin freed the seat
missed-pause-lifted = your pause was lifted
missed-channel-gone = a channel that I use was deleted

## The log channel

log-board-gone = The board channel was deleted, so I can't show any cards. Choose another with /settings board, and they'll all be there.
log-absence = { $reporter } reported that { $absent } didn't come to #{ $number }.{ $paused ->
    [yes] {" "}{ $absent } is paused. Back on: { $until }
   *[no] {""}
}
log-grant = { $done ->
    [given] { $admin } gave { $member } { $points }
   *[taken] { $admin } took { $points } from { $member }
} (balance: { $balance }): { $reason }
log-settings = { $admin } changed settings. { $changes }
log-setting = { $setting }: { $before } → { $after }
log-ruling = Dispute about #{ $number }: { $ruling } ({ $who })
log-pause-lifted = { $admin } lifted the pause of { $member }.
log-cancelled = { $admin } canceled #{ $number }: { $reason }
log-seat-freed = { $admin } freed the seat of { $member } in #{ $number }: { $reason }

## Feedback in dispute

button-show = Let admins read it
button-keep = Keep it private
feedback-shown = Thanks! Admins can now read your feedback on #{ $number } along with the dispute.
feedback-kept = Your feedback on #{ $number } stays between the two of you. Admins decide without it.
