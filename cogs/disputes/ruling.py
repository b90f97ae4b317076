"""The form that asks an admin whether they are sure of a ruling. Pure functions."""

from cogs._shared.asking import asking_form
from cogs._shared.forms import Form
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from services.disputes import Ruling, Stake

ACTIONS = {Ruling.UPHELD: "uphold", Ruling.OVERTURNED: "overturn"}


def ruling_form(speak: Speaker, number: int, ruling: Ruling, known: Stake | None) -> Form:
    """Return the form; where the database was too slow to say what is at stake, without it.

    Its custom_id holds the kind of what was disputed: it decides nothing else.
    """
    custom_id = f"interview:{ACTIONS[ruling]}:{number}"
    if known is None:
        words = speak("ask-ruling-unknown", number=number, ruling=ruling.value)
    else:
        words, custom_id = _stake(speak, ruling, known), f"{custom_id}:{known.kind.value}"
    return asking_form(
        speak,
        speak("ask-ruling-title", number=number),
        custom_id,
        words,
        read_by=speak("ask-reason-for-both"),
    )


def _stake(speak: Speaker, ruling: Ruling, known: Stake) -> str:
    """Say what a ruling would move, and for whom."""
    interview, absence = known.interview, known.absence
    what = speak(
        f"ask-ruling-{known.kind.value.replace('_', '-')}-{ruling.value}",
        number=interview.id,
        interviewer=person(interview.interviewer_id or 0, speak),
        interviewee=person(interview.interviewee_id or 0, speak),
        reporter="" if absence is None else person(absence.reporter_id, speak),
        absent="" if absence is None else person(absence.absent_id, speak),
        paid=speak("points", points=known.paid),
        reward=speak("points", points=known.reward),
        brought=speak("points", points=known.to_return),
    )
    return f"{what}\n{speak('ask-ruling-final')}"
