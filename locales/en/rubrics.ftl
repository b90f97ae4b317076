## The form

rubric-good = What was good
rubric-next-step = One next step
rubric-form-good-example = You asked about edge cases early and named the complexity before I did.
rubric-form-next-example = Solve two sliding-window problems aloud this week, and time yourself.
rubric-form-next-hint = If you chose one of the two lowest levels: at least { $minimum } characters, what to do and how.

## Feedback by a rubric

rubric-judged = Rubric: { $name }
rubric-judged-line = **{ $title }**: { $level } out of 5
rubric-chosen-line = { $title }: { $level } out of 5, “{ $words }”
kept-chosen = What you chose

## Choosing one

rubric-proposed = What the topic suggests

## For admins

settings-about-feedback = Feedback
settings-rubrics = Feedback form
settings-rubrics-on = three criteria with levels in words
settings-rubrics-off = one score and a text
rubrics-effect-on = Interviewers now judge three criteria, each on five levels described in words, and add what was good and one next step. The topic suggests the rubric, and hosts can choose another. See them all with /rubrics list.
rubrics-effect-off = Interviewers now give one score and a text. Feedback that was given by a rubric stays as it is.
rubrics-are-on = Interviewers judge by one of these: the topic suggests it, and hosts can choose another.
rubrics-are-off = This server doesn't use rubrics yet: turn them on with /settings feedback.
rubrics-title = Rubrics
rubrics-of-mine = That come with me
rubrics-own = This server's own
rubrics-own-none = None yet. Get a file with /rubrics template, change the words, and send it back with /rubrics import.
rubrics-line = { $name } · version { $version }
rubric-imported = “{ $name }” is imported as version { $version }. It can be chosen from now on; feedback that was given before keeps its words.
rubric-import-same = “{ $name }” already reads like this: it's still version { $version }.
rubric-retired = “{ $name }” can't be chosen anymore. Interviews that had it go by what their topic suggests, and feedback that was given by it keeps its words. To bring it back, import it again.
rubric-template = Open the file in any spreadsheet, change the words, and save it as CSV in UTF-8. Each row is one text, each column a language; leave a column empty if you don't need it. Then send it with /rubrics import. A file with the name of one of your own rubrics becomes its next version.
rubric-template-name = { $name } (ours)
log-rubric-imported = { $admin } imported the rubric “{ $name }”, version { $version }.
log-rubric-retired = { $admin } retired the rubric “{ $name }”.

## What is wrong with a file

rubric-faults = { $faults ->
    [one] I can't import this file yet, because of one thing:
   *[other] I can't import this file yet, because of { $faults } things:
}
rubric-faults-more = …and { $more } more: the attached file names them all.
rubric-part = { $what ->
    [level] criterion { $criterion } level { $level }
    [criterion] criterion { $criterion }
   *[name] name
}
rubric-fault-not-a-table = I can't read this as a table. Start from the file of /rubrics template, and save it as CSV in UTF-8.
rubric-fault-no-language = No column has texts: the first row needs the heading English, Русский, or both, with the texts below.
rubric-fault-unknown-column = I don't know the column “{ $text }”; remove it, or call it English or Русский.
rubric-fault-column-twice = There's more than one place for the column “{ $text }”; keep one of them, after the first column.
rubric-fault-unknown-row = Row { $row }: I don't know what “{ $text }” is; remove it, or name the row as in the template.
rubric-fault-row-twice = Row { $row }: “{ $part }” is already there; keep one of them.
rubric-fault-missing = “{ $part }” has no text in { $language }.
rubric-fault-too-long = “{ $part }” has { $length } characters in { $language }; up to { $maximum } fit.
rubric-fault-same-titles = Two criteria have the same title in { $language }; give each its own.
rubric-fault-same-levels = “{ $part }”: two levels read the same in { $language }; nobody could tell them apart.
rubric-fault-name-taken = “{ $text }” is a name of mine; give your rubric another one.

## Refusals

refusal-rubrics-off = This server doesn't use rubrics, so there's none to choose. An admin can turn them on with /settings feedback.
refusal-rubric-not-offered = There's no rubric “{ $text }” here. Give the command again and choose from the suggestions.
refusal-rubric-form-unknown = I don't know the rubric this form was made of. Open the form again with /feedback.
refusal-levels-missing = Each of the three criteria needs a level. Open the form again with /feedback and choose them.
refusal-good-part-length = What was good has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}. Write { $minimum } to { $maximum }, then send the form again with /feedback.
refusal-next-step-length = The next step has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}. Write { $minimum } to { $maximum }, then send the form again with /feedback.
refusal-next-step-wanted = You chose one of the two lowest levels, so a helpful next step matters most here: write at least { $minimum } characters (you have { $length }). Say what to practice, and how, then send the form again with /feedback.
refusal-text-without-letters = { $field ->
    [good] What was good
   *[next] The next step
} has no letters in it. Say it in words, then send the form again with /feedback.
refusal-text-repeats-itself = { $field ->
    [good] What was good
   *[next] The next step
} repeats the same few letters. Say it in a sentence of your own, then send the form again with /feedback.
refusal-text-said-before = { $field ->
    [good] What was good
   *[next] The next step
} is word for word what you wrote in one of your last three feedbacks. Say what was special this time, then send the form again with /feedback.
refusal-rubric-file-too-large = This file is larger than { $maximum } KB. A rubric is a short table: start from /rubrics template.
refusal-rubrics-full = This server has { $maximum } rubrics of its own, and no more fit. Retire one with /rubrics retire first.
refusal-rubric-not-retirable = That rubric comes with me, so it can't be retired. Only this server's own can.
