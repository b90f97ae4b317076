## Files of questions that an admin imports

refusal-file-too-large = This file is larger than { $maximum } MB. Split it, and import the parts one after another.
refusal-file-empty = There's nothing in this file. Did you pick the right one?
refusal-file-is-workbook = That's an Excel workbook. Save it as CSV (in Excel it's called “CSV UTF-8”), and send me that file.
refusal-file-is-picture = That's a picture, and I only read text. Send me the questions as a CSV, JSON or YAML file.
refusal-file-is-pdf = That's a PDF, and I can't tell its questions apart. Send them to me as a CSV, JSON or YAML file.
refusal-file-is-document = That's a document for people to read. Put its questions into a table, and save that as CSV.
refusal-file-is-archive = That's a zip or another archive. Unpack it, and send me the file inside.
refusal-file-is-not-text = I can't find any text in this file. Send me the questions as a CSV, JSON or YAML file.
refusal-file-encoding-unknown = I can't make out the letters in this file. Save it as UTF-8 (in Excel it's called “CSV UTF-8”), and try again.
refusal-file-not-json = This looks like JSON, but something's off at line { NUMBER($line, useGrouping: 0) }. Fix it there, and try again.
refusal-file-not-yaml = This looks like YAML, but something's off at line { NUMBER($line, useGrouping: 0) }. A text with a colon or a # in it needs quotes around it, for example.
refusal-file-has-aliases = Line { NUMBER($line, useGrouping: 0) } has a YAML anchor or alias (`&` or `*`), and I don't follow those. If it's part of a text, put quotes around that text.
refusal-file-has-tags = Line { NUMBER($line, useGrouping: 0) } has a YAML tag (`!`), and I only read plain text. If it's part of a text, put quotes around that text.
refusal-file-has-several-documents = A second YAML document starts at line { NUMBER($line, useGrouping: 0) }. Put all questions into one list, without `---` between them.
refusal-file-too-intricate = There are too many lists inside lists in this file. Give me one list of questions, each with its own fields.
refusal-file-has-no-list = I looked for a list of questions in this file, at the top or under `questions`, and didn't find one.
refusal-no-text-column = I can't tell where the questions are: the first row says “{ $found }”. Name that column `text` or `question`.
refusal-file-has-no-questions = There isn't a single question in this file. Add some, and try again.
refusal-file-has-too-many-rows = There are more than { $maximum } questions in this file. Split it, and import the parts one after another.

## What is wrong with one of its rows; each is one line of a list

wrong-row-text-missing = Row { $number }: there's no question in it.
wrong-row-text-too-short = Row { $number }: the question has only { $length ->
    [one] { $length } character
   *[other] { $length } characters
}. Make it at least { $minimum }.
wrong-row-too-long = Row { $number }: { $field ->
    [topic] the topic
    [level] the level
    [language] the language
    [notes] the notes
    [hints] a hint
    [source] the source
    [licence] the license
   *[text] the question
} can have up to { $maximum } characters, and there are { $length }. Shorten it.
wrong-row-level-unknown = Row { $number }: I don't know the level “{ $value }”. Use intern, junior, middle, senior or lead, or leave it empty.
wrong-row-too-many-hints = Row { $number }: there are more than { $maximum ->
    [one] { $maximum } hint
   *[other] { $maximum } hints
}. Keep the best ones.
wrong-row-not-text = Row { $number }: { $field ->
    [topic] the topic
    [level] the level
    [language] the language
    [notes] what's in the notes
    [hints] a hint
    [source] the source
    [licence] the license
   *[text] the question
} has to be plain text, in quotes if need be.
wrong-row-not-a-question = Row { $number }: this isn't a question with fields. It needs at least a `text`.
wrong-row-given-twice = Row { $number }: { $field ->
    [topic] the topic is
    [level] the level is
    [language] the language is
    [notes] the notes are
    [hints] the hints are
    [source] the source is
    [licence] the license is
   *[text] the question is
} there twice. Keep one.
wrong-row-repeats = Row { $number }: this is the same question as in row { $other }. Remove one of them.
wrong-row-too-many-cells = Row { $number }: something is in cell { $length }, and the first row names only { $maximum ->
    [one] { $maximum } column
   *[other] { $maximum } columns
}. A text with commas or semicolons in it needs quotes around it.
wrong-row-stray-quote = Row { $number }: a quote is in the wrong place. A cell that starts with " has to end with ", and a " inside it is written twice.
wrong-row-never-closed = Row { $number }: a quote opens here and isn't closed, so I couldn't read this row and what comes after it. Close it, and try again.
