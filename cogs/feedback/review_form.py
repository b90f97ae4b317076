"""The form in which interviewees say how the interviewer was: three questions and a line. Pure functions."""

from cogs._shared.forms import Form
from cogs._shared.translation import Speaker
from services.reviews.reviewing import Answers
from services.reviews.rules import LINE_MAXIMUM, Degree

_PREPARED, _USEFUL, _ACTIONABLE = "prepared", "useful", "actionable"

LINE = "line"
"""The field for what they like to add."""


def review_form(speak: Speaker, number: int) -> Form:
    """Return the form about the interviewer of an interview."""
    form = Form(speak("review-form-title", number=number), f"interview:review:{number}")
    form.add_words(speak("review-form-private"))
    degrees = [(degree.value, speak(f"degree-{degree.value}")) for degree in Degree]
    for field in (_PREPARED, _USEFUL, _ACTIONABLE):
        form.add_choice(field, speak(f"review-{field}"), degrees)
    form.add_text(
        LINE,
        speak("review-line"),
        maximum=LINE_MAXIMUM,
        long=True,
        placeholder=speak("review-line-example"),
        hint=speak("review-line-hint"),
    )
    return form


def answers_of(fields: dict[str, str]) -> Answers:
    """Return what was sent with such a form; None for what is no answer, which the rules refuse."""
    return Answers(
        was_prepared=_degree(fields.get(_PREPARED, "")),
        had_useful_questions=_degree(fields.get(_USEFUL, "")),
        can_be_acted_on=_degree(fields.get(_ACTIONABLE, "")),
        line=fields.get(LINE, ""),
    )


def _degree(value: str) -> Degree | None:
    return Degree(value) if value in set(Degree) else None
