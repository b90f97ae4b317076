"""The form that asks a guest whether they want to give their booking back. Pure functions."""

from cogs._shared.asking import asking_form
from cogs._shared.forms import Form
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from services.booking import Withdrawal


def withdrawal_form(speak: Speaker, number: int, known: Withdrawal | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures."""
    if known is None:
        words = speak("ask-withdraw-unknown", number=number)
    else:
        interview = known.interview
        words = speak(
            "ask-withdraw",
            number=number,
            host=person(interview.host_id, speak),
            when=interview.starts_at,
            refund=known.refund,
        )
    return asking_form(
        speak,
        speak("ask-withdraw-title", number=number),
        f"interview:withdraw:{number}",
        words,
        read_by=speak("ask-reason-for-host"),
    )
