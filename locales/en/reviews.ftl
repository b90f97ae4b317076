## Sealed feedback

button-review = Answer three questions
button-open = Open without answering
sealed-text = It's here, and still sealed: first answer three questions about your interviewer, or open it without answering. It opens by itself { $when }.
sealed-line = #{ $number }: sealed, opens by itself { $when }. Answer three questions about your interviewer, or open it without answering.
dm-feedback-sealed = { $other } left you feedback on interview #{ $number }. Before you read it: how was the interview for you? Answer three questions, or open it without answering; after that they can't be answered anymore. It opens by itself { $when }.
dm-feedback-opened = Your feedback on interview #{ $number } from { $other } is open now. Read it, and accept it so that they get their points.
dm-review-wanted = Interview #{ $number } with { $other } is over.{ $asks ->
    [yes] {" "}How was it for you? Three questions take ten seconds, and once they're answered you can read your feedback as soon as it's here.
   *[no] {""}
}

## The three questions

review-form-title = Your interviewer in #{ $number }
review-form-private = Your interviewer never learns who said what: only totals over three people or more, all at least a week old. Lines that are added come in no order and without names.
review-prepared = Were they prepared?
review-useful = Were the questions useful?
review-actionable = Did they say something you can act on?
review-line = Anything else? (optional)
review-line-hint = Your interviewer may read it among others' lines.
review-line-example = The hints came at just the right moment.
degree-yes = Yes
degree-partly = Partly
degree-no = No
reviewed = Thanks, that helps your interviewer get better! Your feedback on #{ $number } opens as soon as it's here.
reviewed-and-open = Thanks, that helps your interviewer get better! Here is your feedback. Accept it, and they get their points; if something in it is wrong, dispute it.
opened = Here is your feedback. Accept it, and your interviewer gets their points; if something in it is wrong, dispute it.

## For admins

settings-sealed = Feedback is sealed
settings-sealed-on = yes, until the interviewee answers three questions about the interviewer, for 24 hours at most
settings-sealed-off = no
sealed-effect-on = From the next booking on, interviewees answer three questions about their interviewer before they read their feedback. They can open it without answering, and after 24 hours it opens by itself. Interviewers only see totals over three people or more, in /progress.
sealed-effect-off = From the next booking on, interviewees read their feedback at once. What is already booked stays sealed as agreed.

## What is refused

refusal-feedback-sealed = The feedback on #{ $number } is still sealed, so you can't answer it yet. Answer the three questions about your interviewer or open it without answering, with /feedback. It opens by itself at this time: { $opens_at }.
refusal-feedback-open-already = You can already read the feedback on #{ $number }, so the three questions come too late. See it with /feedback.
refusal-reviewed-already = You've already answered about the interviewer of #{ $number }. Thanks again!
refusal-review-too-early = #{ $number } isn't over yet: it ends { $ends_at }. Answer after that.
refusal-nobody-to-review = Nobody is asked about the interviewer of #{ $number }, so there's nothing to answer. Your feedback is in /feedback.
refusal-review-incomplete = Each of the three questions needs an answer: yes, partly, or no. Nothing has been saved yet.
