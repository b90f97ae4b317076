"""How a direct message looks: one function decides, for every kind that there is."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

import discord

from cogs._shared.components import button, link_button, participant_buttons, rows
from cogs._shared.interview_embeds import card, feedback_embed, google_calendar, private_card
from cogs._shared.markup import person, plain
from cogs._shared.translation import Speaker, timestamp
from cogs.delivery.calendar_files import calendar_file
from services.delivery.kinds import direct
from services.delivery.kinds.direct import AnyDirect
from services.delivery.kinds.message import Present
from services.delivery.preparing import Delivery
from services.interviews import InterviewStatus, Private

Facts = dict[str, str | int]

_WITH_FEEDBACK = (direct.FeedbackReceived, direct.Accepted, direct.Disputed, direct.Ruled)


@dataclass(frozen=True)
class Message:
    """What is sent. `may_change` tells that a link or a button is on it that one day is no longer right."""

    content: str
    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    file: discord.File | None = None
    may_change: bool = False


async def direct_message(speak: Speaker, row: Delivery, message: AnyDirect) -> Message:
    """Return the DM of a row, in its recipient's language."""
    present = row.present
    content = sentence(speak, message, present)
    file = await calendar_file(speak, row, present.now)
    mine = present.mine
    if mine is None or isinstance(message, direct.Withdrawn | direct.SeatFreed | direct.PointsGranted):
        return Message(content, file=file)
    embed, view = interview_parts(speak, message, present, mine)
    return Message(content, embed, view, file, may_change=may_change(view, mine))


def interview_parts(
    speak: Speaker, message: AnyDirect, present: Present, mine: Private
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what a message shows of the interview as it is now; it is brought up to date when that changes.

    Who has no seat any more sees what everybody sees: no link, and nothing to click.
    """
    recipient = present.recipient
    if recipient is None or mine.interview.role_of(recipient.id) is None:
        return card(speak, mine.interview, present.settings.price), None
    # Feedback stands where it is told of, and not once more in everything that was said before.
    shown = mine if isinstance(message, _WITH_FEEDBACK) else replace(mine, feedback=None)
    embed = private_card(speak, shown, present.settings.price)
    if isinstance(message, direct.FeedbackReceived) and mine.feedback is not None:
        embed = feedback_embed(speak, mine.interview, mine.feedback)
    items: list[discord.ui.Item[discord.ui.View]] = [*participant_buttons(speak, mine)]
    is_coming = present.is_booked and not present.has_started
    if isinstance(message, direct.Booked | direct.Moved) and is_coming:
        items.append(link_button(speak("button-calendar"), google_calendar(speak, mine)))
    if isinstance(message, direct.Reminder) and is_coming:
        items.append(button(speak("button-reminders-off"), "reminders:off"))
    return embed, rows(items)


def may_change(view: discord.ui.View | None, mine: Private) -> bool:
    """Tell whether what is shown of an interview can still become wrong."""
    is_live = mine.interview.status in {InterviewStatus.PENDING, InterviewStatus.BOOKED}
    return view is not None or (is_live and mine.link is not None)


def sentence(speak: Speaker, message: AnyDirect, present: Present) -> str:
    """Return what a message says before anything else."""
    if isinstance(message, direct.PointsGranted):
        return _points_granted(speak, message)
    number = present.interview.id if present.interview is not None else 0
    kind = message.KIND.value.replace("_", "-")
    return speak(f"dm-{kind}", **({"number": number} | _facts(speak, message, present)))


def _facts(  # noqa: C901, PLR0911, PLR0912 - one case for each kind, and the type checker sees to all
    speak: Speaker, message: AnyDirect, present: Present
) -> Facts:
    """Return what the sentence of a message needs to know."""
    other: Facts = {"other": _other(present)}
    match message:
        case direct.Booked():
            return other | {"role": _role_text(speak, present)}
        case direct.Withdrawn():
            is_open = present.interview is not None and present.interview.status is InterviewStatus.PENDING
            return {"other": person(message.guest_id), "card": "open" if is_open else "other"}
        case direct.AdminCancelled():
            return _by_admin(message.admin_id, message.reason, message.refund)
        case direct.SeatFreed():
            guest = (
                "me"
                if present.recipient is not None and present.recipient.id == message.guest_id
                else "other"
            )
            freed = _by_admin(message.admin_id, message.reason, message.refund)
            return freed | {"guest": guest, "other": person(message.guest_id)}
        case direct.PauseLifted():
            return {"admin": person(message.admin_id)}
        case direct.ChannelGone():
            return {"lost": message.lost}
        case direct.Cancelled() | direct.Expired():
            return {"refund": message.refund}
        case direct.MoveProposed():
            return other | _proposed(speak, message)
        case direct.MoveTakenBack() | direct.MoveUnanswered():
            return other | {"when": _start(present)}
        case direct.Moved():
            return other | {"before": timestamp(message.before)}
        case direct.Accepted():
            return {"reward": message.reward, "balance": message.balance}
        case direct.Lapsed():
            return other | {"role": _role(present), "refund": message.refund}
        case direct.NoShow():
            return other | _absence(message, present)
        case direct.Ruled():
            return other | _ruling(speak, message, present)
        case direct.Reminder() | direct.Started():
            return other | {"when": _start(present, "R")}
        case direct.LinkWanted() | direct.LinkChanged() | direct.FeedbackDue() | direct.FeedbackReceived():
            return other
        case direct.Disputed():
            return other | {"about": _disputed(present)}
        case direct.LogClosed() | direct.PointsGranted():
            return {}
        case _:
            assert_never(message)


def _by_admin(admin_id: int, reason: str, refund: int) -> Facts:
    return {"admin": person(admin_id), "reason": plain(reason), "refund": refund}


def _proposed(speak: Speaker, message: direct.MoveProposed) -> Facts:
    return {
        "when": timestamp(message.to),
        "before": timestamp(message.before),
        "length": speak("minutes", minutes=message.to_minutes),
        "length_before": speak("minutes", minutes=message.before_minutes),
    }


def _absence(message: direct.NoShow, present: Present) -> Facts:
    until = message.blocked_until
    back, more = bool(message.refunded), bool(message.compensated)
    paid = {(True, True): "both", (True, False): "price", (False, True): "bonus"}.get((back, more), "nothing")
    return {
        "role": _role(present),
        "blocked": "yes" if until else "no",
        "until": timestamp(until) if until else "",
        "paid": paid,
    }


def _ruling(speak: Speaker, message: direct.Ruled, present: Present) -> Facts:
    return {
        "role": _role(present),
        "ruling": speak(f"ruling-{message.about.value.replace('_', '-')}-{message.ruling.value}"),
        "decided": "admin" if message.by_admin else "nobody",
    }


def _disputed(present: Present) -> str:
    """Return what is disputed; of feedback its author is asked whether admins may read it."""
    dispute = present.mine.dispute if present.mine is not None else None
    return dispute.kind.value if dispute is not None else ""


def _points_granted(speak: Speaker, message: direct.PointsGranted) -> str:
    return speak(
        "dm-points-given" if message.amount > 0 else "dm-points-taken",
        amount=abs(message.amount),
        balance=message.balance,
        reason=plain(message.reason),
        admin=person(message.admin_id),
    )


def _start(present: Present, style: str = "F") -> str:
    start: datetime | None = present.interview.starts_at if present.interview is not None else None
    return timestamp(start, style) if start is not None else ""


def _other(present: Present) -> str:
    if present.interview is None or present.recipient is None:
        return ""
    other = present.interview.other_than(present.recipient.id)
    return person(other) if other is not None else ""


def _role(present: Present) -> str:
    if present.interview is None or present.recipient is None:
        return ""
    role = present.interview.role_of(present.recipient.id)
    return role.value if role is not None else ""


def _role_text(speak: Speaker, present: Present) -> str:
    role = _role(present)
    return speak(f"role-{role}") if role else ""
