## The bank of questions, for admins

questions-title = Questions in this server
questions-none = There are no questions here yet. Add the ones that come with me using /questions starter, or your own with /questions import.
questions-none-of-these = There are no such questions here. Try /questions list without a topic, a level, or a language.
questions-show = Show one in full
question-is-retired = retired
question-open = any topic, level, and language
question-notes = What a good answer holds:
question-hint = Hint { $place }:
question-title = Question #{ $number }
question-back = Question #{ $number } is back and can be drawn again.
question-retired = Question #{ $number } is retired: nobody draws it anymore.
button-retire = Retire
button-restore = Bring back
button-to-list = All questions
questions-exported = Here are all the questions that can be drawn. Change what you like and send the file back with /questions import.

questions-new = { $questions ->
    [one] { $questions } new
   *[other] { $questions } new
}
questions-changed = { $questions ->
    [one] { $questions } changed
   *[other] { $questions } changed
}
questions-back = { $questions ->
    [one] { $questions } back from retirement
   *[other] { $questions } back from retirement
}
questions-same = { $questions ->
    [one] { $questions } the same as before
   *[other] { $questions } the same as before
}

starter-loaded = { $new ->
    [one] { $new } question is ready to be drawn.
   *[other] { $new } questions are ready to be drawn.
} From a day before an interview, the interviewer gets some with /questions draw or the button in the reminder.{ $same ->
    [0] {""}
    [one] {" "}{ $same } more was here already and stays as it is.
   *[other] {" "}{ $same } more were here already and stay as they are.
}
starter-same = You have all of these already, so nothing changed. See them with /questions list.

import-would = In this file: { $counts }. Nothing has changed yet; you have a day to import it.
import-nothing = { $same ->
    [one] The question in this file is here already, word for word, so there's nothing to import.
   *[other] All { $same } questions in this file are here already, word for word, so there's nothing to import.
}
import-wrong = { $rows ->
    [one] { $rows } row needs fixing, so nothing can be imported yet. Fix it and send the file again.
   *[other] { $rows } rows need fixing, so nothing can be imported yet. Fix them and send the file again.
}
import-wrong-more = { $more ->
    [one] … and { $more } more line: the attached file has all of them.
   *[other] … and { $more } more lines: the attached file has all of them.
}
import-column = “{ $name }”
import-left-out = { $count ->
    [one] I don't know this column and left it out: { $columns }
   *[other] I don't know these columns and left them out: { $columns }
}
button-import = Import
questions-imported = Done: { $counts }. Interviewers can draw them right away with /questions draw.

log-imported = { $admin } added questions: { $new } new{ $changed ->
    [0] {""}
    [one] , { $changed } changed
   *[other] , { $changed } changed
}{ $back ->
    [0] {""}
    [one] , { $back } brought back
   *[other] , { $back } brought back
}.
log-retired = { $how ->
    [back] { $admin } brought question #{ $number } back.
   *[retired] { $admin } retired question #{ $number }.
}

## Drawing questions for an interview

button-draw = Draw questions
draw-title = Questions for interview #{ $number }
draw-question = Question { $place }
draw-choose = Show another one
draw-other-topic = Draw from a topic of your choice
draw-topic-has = { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}
draw-how-it-went = How did they do? (optional)
went-1 = 1: no answer
went-2 = 2: got stuck early
went-3 = 3: got there with hints
went-4 = 4: a good answer
went-5 = 5: couldn't be better
draw-asked = { $went ->
    [0] asked
   *[other] asked, { $went } out of 5
}
draw-again = asked before
draw-asked-kept = The question you asked is noted, though it isn't listed here anymore: they'll read it with your feedback.
draw-used-up = They've been asked everything else that fits, so here is what they were asked longest ago.
draw-private = Only you see this. Once you leave feedback, they see what you asked, and how it went if you noted it.
draw-none-fit = Nothing in this server's questions fits #{ $number } ({ $topic }). Choose a topic, or ask what you like.
button-asked = Mark as asked
button-not-asked = Not asked after all
button-another = Another question
feedback-asked = What was asked
feedback-asked-line = { $went ->
    [0] { $question }
   *[other] { $question } ({ $went } out of 5)
}
feedback-asked-more = { $more ->
    [one] … and { $more } more
   *[other] … and { $more } more
}

## The plan of an interview

plan-title = A plan, if you like one:
plan-line = { $begins } ({ $minutes } min) { $part }
plan-hello = say hello, agree on how you'll spend the time
plan-warm-up = warm up: what they've built, what they want to practice
plan-questions = { $questions ->
    [one] your question, and what it leads to
   *[other] your questions, about { $questions } of them
}
plan-theirs = their questions to you
plan-feedback = feedback aloud: what was good, one next step

## Suggesting a question

button-suggest = Suggest a question
suggest-title = A question after #{ $number }
suggest-text = Your question
suggest-hint = Admins read it with your name. If they take it, it goes into the bank without it.
suggest-notes = What a good answer holds (optional)
suggest-topic = Topic (optional)
suggest-level = Level
suggest-any-level = Any level
suggest-language = Language
suggest-any-language = Any language
suggested = Thank you! The admins will read your question and decide.
log-suggested = { $member } suggests a question after interview #{ $number }:
log-suggestion = { $how ->
    [taken] { $admin } took the question that { $member } suggested.
   *[declined] { $admin } declined the question that { $member } suggested.
}
suggest-about = About
button-take = Take
button-decline = Decline

## What is refused

refusal-no-questions = This server has no questions to draw from yet. An admin can add some with /questions starter.
refusal-nothing-to-draw-for = You have no interview ahead as the interviewer. Publish one with /interview create or find one with /board.
refusal-draw-too-early = Questions for #{ $number } can be drawn from a day before it starts: { $opens_at }.
refusal-draw-too-late = Interview #{ $number } ended { $ended_at }, so there's nobody left to ask. You can still leave feedback with /feedback.
refusal-nobody-to-ask = The other person in #{ $number } has had their data erased, so there's nobody to ask. Look at /interview list for what is coming up.
refusal-not-asked-yet = #{ $number } starts { $starts_at }. Mark what you asked once you've asked it.
refusal-question-not-at-hand = You don't have this question anymore. See the ones you have with /questions draw.
refusal-no-other-question = Nothing else fits #{ $number }, so all stays as it is. Choose another topic below, if there is one.
refusal-question-not-found = There's no such question in this server. Pick one from the suggestions as you type.
refusal-import-gone = This file was imported already, replaced by the next one you sent, or is more than a day old. Send it again with /questions import.
refusal-bank-full = A server can have up to { $maximum } questions, retired ones included, and this would be more. Nothing was added: import fewer, or bring back retired ones from /questions list.
refusal-question-length = A question has { $minimum } to { $maximum } characters, and yours has { $length }. Change it and send it again.
refusal-suggest-too-early = #{ $number } starts { $starts_at }. Suggest a question once you've had the interview.
refusal-suggested-enough = { $most ->
    [one] You've suggested { $most } question
   *[other] You've suggested { $most } questions
} after #{ $number }, and that's the limit. You can suggest more after your next interview.
refusal-nobody-reads-suggestions = This server has no log channel in which admins would read it. Tell an admin; they can choose one with /settings board.
refusal-suggestion-gone = This suggestion has been decided already, or whoever made it had their data erased. What's in the bank is in /questions list.
refusal-only-in-a-server = This is about one server, so use the command there, not in our direct messages.
refusal-file-not-fetched = I couldn't get that file from Discord. Please send it once more.
