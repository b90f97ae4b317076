"""The form for feedback by a rubric: three criteria in words, what was good, and one next step.

That is five parts, and Discord takes no more. Pure functions.
"""

import re

from cogs._shared.forms import Form
from cogs._shared.rubric_words import chosen_lines
from cogs._shared.sent import whole
from cogs._shared.translation import Speaker
from services.rubrics.judging import (
    GOOD,
    GOOD_MAXIMUM,
    GOOD_MINIMUM,
    NEXT_STEP,
    NEXT_STEP_MAXIMUM,
    NEXT_STEP_MINIMUM,
    NEXT_STEP_WANTED,
    Filled,
)
from services.rubrics.words import CRITERIA, LEVELS, Rubric, said

RUBRIC_FORM = r"interview:rubric:(?P<number>\d{1,10}):(?P<rubric>[a-z0-9-]{1,50}):(?P<version>\d{1,10})"


def rubric_form(speak: Speaker, number: int, rubric: Rubric) -> Form:
    """Return the form for an interview, in the reader's language where the rubric has it."""
    form = Form(
        speak("feedback-form-title", number=number),
        f"interview:rubric:{number}:{rubric.key}:{rubric.version}",
    )
    for place, criterion in enumerate(rubric.criteria):
        form.add_choice(
            _field(place),
            said(criterion.title, speak.language),
            [(str(level), said(criterion.words_of(level), speak.language)) for level in reversed(LEVELS)],
        )
    form.add_text(
        GOOD,
        speak("rubric-good"),
        minimum=GOOD_MINIMUM,
        maximum=GOOD_MAXIMUM,
        long=True,
        placeholder=speak("rubric-form-good-example"),
    )
    form.add_text(
        NEXT_STEP,
        speak("rubric-next-step"),
        minimum=NEXT_STEP_MINIMUM,
        maximum=NEXT_STEP_MAXIMUM,
        long=True,
        placeholder=speak("rubric-form-next-example"),
        hint=speak("rubric-form-next-hint", minimum=NEXT_STEP_WANTED),
    )
    return form


def filled_of(match: re.Match[str], fields: dict[str, str]) -> Filled:
    """Return what was sent with such a form; a level of 0, which the rules refuse, for what is none."""
    return Filled(
        match["rubric"],
        int(match["version"]),
        tuple(whole(fields.get(_field(place), "")) for place in range(CRITERIA)),
        fields.get(GOOD, ""),
        fields.get(NEXT_STEP, ""),
    )


def chosen_in(speak: Speaker, filled: Filled, rubric: Rubric | None) -> str:
    """Return which levels were chosen, as they read in the form; nothing where that is not known."""
    if rubric is None:
        return ""
    return chosen_lines(
        speak,
        (
            (said(criterion.title, speak.language), level, said(criterion.words_of(level), speak.language))
            for criterion, level in zip(rubric.criteria, filled.levels, strict=True)
            if level in LEVELS
        ),
    )


def _field(place: int) -> str:
    return f"level{place + 1}"
