"""Asking whether somebody wants to give a booking back, or to cancel, and saying what came of it."""

from cogs._shared.asking import asking_form
from cogs._shared.forms import Form
from cogs._shared.markup import person
from cogs._shared.translation import Speaker
from services.booking import Withdrawal, Withdrawn
from services.coming.late import NOT_LATE, Late
from services.ending import Cancellation, Cancelled


def withdrawal_form(speak: Speaker, number: int, known: Withdrawal | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures."""
    return asking_form(
        speak,
        speak("ask-withdraw-title", number=number),
        f"interview:withdraw:{number}{told_cost(known)}",
        withdrawing_words(speak, number, known),
        read_by=speak("ask-reason-for-host"),
    )


def withdrawing_words(speak: Speaker, number: int, known: Withdrawal | None) -> str:
    """Say what giving a booking back does."""
    if known is None:
        return speak("ask-withdraw-unknown", number=number)
    interview = known.interview
    host = person(interview.host_id, speak)
    said = speak("ask-withdraw", number=number, host=host, when=interview.starts_at, refund=known.refund)
    return said if known.late is None else f"{said}\n{_late(speak, known.late, 'guest', host)}"


def told_cost(known: Withdrawal | Cancellation | None) -> str:
    """Return what the custom_id of a form holds that says how many points leaving late costs, if it does.

    If it is more by then, it is asked again.
    """
    return "" if known is None or known.late is None else f":{known.late.points}"


def cost_told(sent: str | None) -> int:
    """Return the points that a form said it costs, by what was in its custom_id (`told_cost`)."""
    return NOT_LATE if sent is None else int(sent)


def cancellation_form(speak: Speaker, number: int, known: Cancellation | None) -> Form:
    """Return the form; where the database was too slow to say what it does, without the figures.

    Its custom_id holds whom it told the host to affect, and what it told them that it costs: if somebody else
    has booked meanwhile, or it costs more, it is asked again.
    """
    guest_id = None if known is None else known.interview.guest_id
    told = "" if known is None else f":{guest_id or 0}{told_cost(known)}"
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
        return speak("ask-cancel-open", number=number, refund=known.refund, left=known.left)
    guest = person(guest_id, speak)
    said = speak(
        "ask-cancel-booked",
        number=number,
        guest=guest,
        when=interview.starts_at,
        payer="me" if interview.interviewee_id == interview.host_id else "guest",
        refund=known.refund,
    )
    return said if known.late is None else f"{said}\n{_late(speak, known.late, 'host', guest)}"


def withdrawn_words(speak: Speaker, done: Withdrawn) -> str:
    """Say what came of giving a booking back."""
    card = "held" if done.is_held else "open"
    said = speak("withdrawn", number=done.number, refund=done.refunded, card=card)
    if done.late is None:
        return said
    if not done.late.points:
        return f"{said} {_counted(speak, done.late, 'guest')}"
    return f"{said} {speak('late-left', points=done.late.points, other=person(done.host_id, speak))}"


def cancelled_words(speak: Speaker, done: Cancelled) -> str:
    """Say what came of cancelling."""
    said = speak("cancelled", number=done.interview.id, refund=done.refunded)
    guest_id = done.interview.guest_id
    if done.late is None or guest_id is None:
        return said
    if not done.compensated:
        return f"{said} {_counted(speak, done.late, 'host')}"
    return f"{said} {speak('late-paid', points=done.compensated, other=person(guest_id, speak))}"


def _counted(speak: Speaker, late: Late, who: str) -> str:
    """Say that somebody has left late without paying for it."""
    return speak("late-counted", who=who, how="free" if late.is_free else "counts")


def _late(speak: Speaker, late: Late, who: str, other: str) -> str:
    """Say what it costs that somebody leaves late."""
    how = "free" if late.is_free else "costs" if late.points else "counts"
    return speak(
        f"ask-late-{who}", how=how, hours=speak("hours", hours=late.hours), points=late.points, other=other
    )
