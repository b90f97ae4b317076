### The monthly thank-you.

## In the board channel

thanks-title = **{ $month }: thank you for interviewing others!**
thanks-line = { $member } — { $count ->
    [one] { $count } interview
   *[other] { $count } interviews
}
thanks-more = …and { $count ->
    [one] { $count } more person
   *[other] { $count } more people
}
thanks-how = -# Want to be on the next one? Say yes with /thanks.

## /thanks

thanks-about = On the 5th of each month I thank those who interviewed others the month before, in the board channel of every server that wants me to: who they are and how many interviews they gave, in random order. I only name people who have said yes, and nobody gets a ping.
thanks-named = **I name you**, in every server where you interview someone.
thanks-not-named = **I don't name you.**
thanks-said-yes = Thanks, noted: **I'll name you** from the next one on, in every server where you interview someone.
thanks-taken-back = Done: **I don't name you anymore**, and I'm taking your name out of the ones that are already posted.
button-thanks-yes = Yes, thank me
button-thanks-no = Don't name me

## For admins

settings-thanks = Monthly thank-you
settings-thanks-on = to interviewers who said yes
settings-thanks-off = no
thanks-effect-on = On the 5th of each month at 12:00 by this server's clocks, I'll thank those who interviewed others the month before, in the board channel. I only name members who have said yes with /thanks, so tell them about it; if nobody has, I post nothing.
thanks-effect-no-board = There's no board channel yet, and without one I can't thank anybody: choose it with /settings board.
thanks-effect-off = No more thank-yous. The ones that are posted stay, and members can still have their name taken out with /thanks.
