### What members can ask for of their own data, and who was erased.

somebody = somebody
feedback-unread = Thanks for your feedback on #{ $number }! They've had their data erased, so nobody will read it; your points are yours already.
words-erased = (gone: somebody had their data erased)

missed-host-erased = canceled, the host has had their data erased
missed-guest-erased = your guest has had their data erased

dm-host-erased = The host of interview #{ $number } has had their data erased, so it's canceled.{ $refund ->
    [0] {""}
    [one] {" "}You got { $refund } point back.
   *[other] {" "}You got { $refund } points back.
}
dm-guest-erased = Your guest has had their data erased and won't come to interview #{ $number }.{ $card ->
    [open] {" "}Your card is open again.
    [held] {" "}I'm offering the seat to the waiting list first.
   *[other] {""}
}{ $link ->
    [known] {" "}They know your meeting link: set another one if that bothers you.
   *[none] {""}
}

refusal-being-erased = This data is being erased right now. That takes a moment: nothing new can be saved until it's done.
refusal-nothing-kept = I keep nothing about you.
refusal-exported-lately = You can get your data once a day. Try again from { $again_at }.
refusal-erase-word-wrong = Nothing was erased. To have it all erased, type { $word } into the form.

## What /privacy show says, and PRIVACY.md: both are made of these.

privacy-title = What I keep about you, why, and for how long
privacy-intro = I keep what mock interviews need, and nothing else. I read no messages, no member lists and nobody's status; nothing is sold, or used for anything but this.

privacy-kept-profile = Your profile
    .text = Your Discord id, your name and picture when I last saw you, the language you use Discord in, your time zone if you set one, whether you want reminders, since when you want to be thanked by name for interviewing others, if you do, the channel of our direct messages and whether they're closed to me. I need it to name you on cards, to write to you and to read times as you mean them. Kept until you have it erased.
privacy-kept-points = Your points
    .text = A balance for each server, every change of it with its reason, when you left an interview late, and the sum of the ratings you got as an interviewer. Only you and the server's admins read the changes, others see the balance. The changes stay for good, since they have to add up; that you left late goes after 180 days; when you erase your data, your balance is closed and your name and the admins' reasons go.
privacy-kept-interviews = Your interviews
    .text = Who hosts and who takes part, time, length, topic, level, language, notes, the meeting link, how it ended, and another time while it's proposed. The card is public in its server; the link is only for the two of you. From how they ended I tell whoever has one with you how many of your latest 20 you kept, left late and missed. A certificate that you ask for says how many you gave and took in a server and when; besides you, only those read it who have its number. Interviews stay; when you erase your data, your certificates, your name, your notes and your links go, and the topic too where nobody else took part.
privacy-kept-feedback = Feedback and ratings
    .text = Score, levels and texts of the interviewer, which questions were asked and how it went, and the rating given in return. That you were asked a question I remember in every server, so that nobody asks you the same again. Only the two of you read the feedback, and admins if its author lets them in a dispute; nobody sees who rated how. What you answer about your interviewer stays; they only see totals over three people or more, and what you add in words among others' lines, without names. Which next steps you mark as done stays with the feedback; what you share of them the interviewer of that booking reads. Questions that you suggest are read by admins with your name: the words are with me until they decide, and that you suggested something for 180 days. When you erase your data, texts about you go. What you wrote about others stays theirs, without your name, and scores stay.
privacy-kept-reports = No-shows and disputes
    .text = Who reported whom absent and why, the points it moved, who disputed what, and how it was decided. Admins need it to decide and to pause those who keep missing interviews. When you erase your data, texts about you go (of an open dispute once it's decided), and reports no longer count against you.
privacy-kept-acts = What admins did
    .text = What admins set, grant, decide and do for members in a server: who did it, about whom, and why. Admins read it, so that they can be held to it. A file of questions that an admin sends waits for a day to be imported. Kept as long as the server is; when you erase your data, your name and the reasons go.
privacy-kept-finding = Finding each other
    .text = Where you wait for a seat and which seats I offered you, until that interview is over; whom you asked not to be paired with, until you take it back, how many interviews a week you want to give and to take at most, and your free hours, with exceptions and breaks; what you wish for, until 30 days after it came true or ran out, which cards I told you about, for 62 days, and for whom and which times I asked you, for 60; when you withdrew from an interview, for 180 days. Nobody but you sees any of it, except that a host hears of it when you withdraw, and that others see how many people wish for something or are free then, never who. When you erase your data, it goes. If somebody asked not to be paired with you, a keyed hash stays for them in place of your id, so that it still holds if you come back.
privacy-kept-drafts = Drafts
    .text = What you've started to publish and not finished. Gone a day after you last changed it.
privacy-kept-messages = Messages to you
    .text = What I have to tell you, and what I told you, so that it arrives once and its buttons stay right; also where I called you on a board because your direct messages are closed. Gone { $days } days after it was sent, or as soon as nothing on it can change anymore. What you and the other person in an interview write to each other through me is only with me until it has arrived, or for a week if their direct messages are closed; then just how often you wrote, until a day after the end. A message that its reader reports goes to the log channel of the server and is kept as long as other messages, until one of you two is erased.
privacy-kept-marks = What outlasts an erasure
    .text = For each server a keyed hash in place of your id: it doesn't say who you are, but whoever has the database can check whether it's yours. And only if there's a reason: the end of a running pause and which interviews it's for, until it ends; that you had starting points, for 180 days; that points were made for a no-show, or still can be, until 30 days after that. Otherwise people would erase themselves to get out of a pause, or to get points.

privacy-about-servers = Servers
    .text = When a server removes me, what I keep of it goes after 30 days, and so does what I keep of members whom I know from nowhere else. I write to the owner of a server when a channel that I need there is gone, and keep their id for that.
privacy-about-logs = Log and backups
    .text = My log has no names, no ids of members, no links, no feedback and no messages. Whoever hosts me may keep backups: what you have erased is in those until they're deleted. PostgreSQL overwrites what was deleted when it next cleans up; SQLite does at once.
privacy-about-discord = On Discord
    .text = Messages that I sent stay on Discord. Cards, monthly thank-yous, and messages whose buttons still work lose your name when you erase your data; older direct messages to others and lines in admins' channels keep the mention. What Discord itself keeps is up to Discord, and so it is with Google for the Meet rooms I make.
privacy-about-rights = What you can do
    .text = /privacy export gives you all of it as a file, once a day. /privacy erase erases it in every server. You can also ask whoever hosts this bot.

privacy-button-export = Get my data
privacy-button-erase = Erase my data…

privacy-exported = Here is all that I keep about you. Other people are called “somebody” in it.{ $parts ->
    [one] {""}
   *[other] {" "}It's large, so it comes in { $parts } files.
}
privacy-readme =
    This is all that Sparring keeps about you, as of { $when } (UTC).

    Each table comes twice: as .csv, for a spreadsheet, and as .json, for programs. You are “me” in it, and other people are “somebody”. Large numbers such as ids stand as text in .json; a spreadsheet rounds them in .csv unless it takes those columns for text. In .csv a text that a spreadsheet would calculate begins with an apostrophe. A table of which there is nothing about you is left out.

    profile: what is known about you
    accounts: your points in each server; ratings from the third on, as a sum
    ledger: how they came and went
    points_given: what you gave or took as an admin
    interviews: yours, with their links
    certificates: yours, with their numbers
    proposals: other times that are proposed
    feedback_given, feedback_received: with the rating that you gave; what is still sealed for you is not in it yet
    reviews_given: what you answered about your interviewers
    reports: of you and by you
    disputes, disputes_decided: about your interviews, and those that you decided as an admin
    acts: what you did as an admin, and what admins did for you
    drafts: what you have not published yet
    messages: what I told you, or still have to
    written: how often you wrote about an interview
    calls: where a board calls you
    marks: what outlasted an earlier erasure

privacy-erase-title = Erase all that I keep about you?
privacy-erase-text = This affects every server, and it can't be undone.
    - What you have ahead is called off: your cards are canceled, the seats you took are freed, whoever paid gets it back, and the others are told that you've had your data erased.{ $ahead ->
        [0] {""}
        [one] {" "}That's { $ahead } interview.
       *[other] {" "}That's { $ahead } interviews.
    }
    - Feedback that's waiting for you is accepted, and your disputes are dropped.
    - Your points are lost.{ $points ->
        [0] {""}
        [one] {" "}That's { $points } point.
       *[other] {" "}That's { $points } points.
    }
    - Your name, your settings, your drafts, your certificates and texts about you go. Interviews, scores and what you wrote about others stay under nobody's name.
    - A running pause goes on if you come back. Otherwise you start as a new member, but without new starting points for 180 days.
    - Cards, and messages whose buttons still work, lose your name; other older messages on Discord stay as they are.

    /privacy export gives you a copy first.
privacy-erase-form = Erase my data
privacy-erase-field = Type ERASE to have it all erased
privacy-erase-word = ERASE
privacy-erased = Done: your data is erased. Thanks for having been here!
