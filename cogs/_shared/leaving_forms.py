"""The forms that ask somebody whether they want to give a booking back, or to cancel. Pure functions."""

from cogs._shared.asking import asking_form
from cogs._shared.forms import Form
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from services.booking import Withdrawal
from services.ending import Cancellation


def withdrawal_form(speak: Speaker, number: int, known: Withdrawal | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures."""
    return asking_form(
        speak,
        speak("ask-withdraw-title", number=number),
        f"interview:withdraw:{number}",
        withdrawing_words(speak, number, known),
        read_by=speak("ask-reason-for-host"),
    )


def withdrawing_words(speak: Speaker, number: int, known: Withdrawal | None) -> str:
    """Say what giving a booking back does."""
    if known is None:
        return speak("ask-withdraw-unknown", number=number)
    interview = known.interview
    return speak(
        "ask-withdraw",
        number=number,
        host=person(interview.host_id, speak),
        when=interview.starts_at,
        refund=known.refund,
    )


def cancellation_form(speak: Speaker, number: int, known: Cancellation | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures.

    Its custom_id holds whom it told the host to affect: if somebody else has booked meanwhile, it is asked
    again.
    """
    guest_id = None if known is None else known.interview.guest_id
    told = "" if known is None else f":{guest_id or 0}"
    is_read = known is None or guest_id is not None
    return asking_form(
        speak,
        speak("ask-cancel-title", number=number),
        f"interview:cancel:{number}{told}",
        cancelling_words(speak, number, known),
        read_by=speak("ask-reason-for-guest") if is_read else None,
    )


def cancelling_words(speak: Speaker, number: int, known: Cancellation | None) -> str:
    """Say what cancelling does, and to whom."""
    if known is None:
        return speak("ask-cancel-unknown", number=number)
    interview, guest_id = known.interview, known.interview.guest_id
    if guest_id is None:
        return speak("ask-cancel-open", number=number, refund=known.refund)
    return speak(
        "ask-cancel-booked",
        number=number,
        guest=person(guest_id, speak),
        when=interview.starts_at,
        payer="me" if interview.interviewee_id == interview.host_id else "guest",
        refund=known.refund,
    )
