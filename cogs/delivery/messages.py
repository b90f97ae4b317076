"""What a DM says, by what it tells of. Pure functions."""

from dataclasses import dataclass
from datetime import datetime

import discord

from cogs._shared.components import action_buttons, link_button, rows
from cogs._shared.interview_embeds import feedback_embed, google_calendar, private_card
from cogs._shared.markup import person, plain
from cogs._shared.translation import Speaker, timestamp
from services.delivery import Delivery, NotificationKind

WITH_CALENDAR = {NotificationKind.BOOKED, NotificationKind.MOVED}
WITHOUT_CARD = {NotificationKind.POINTS_GRANTED, NotificationKind.WITHDRAWN}


@dataclass(frozen=True)
class Message:
    """What is sent."""

    content: str
    embed: discord.Embed | None
    view: discord.ui.View | None


def direct_message(speak: Speaker, row: Delivery) -> Message:
    """Return the DM of a row, in its recipient's language."""
    if row.mine is None or row.kind in WITHOUT_CARD:
        return Message(_sentence(speak, row), None, None)
    mine = row.mine
    embed = private_card(speak, mine, row.settings.price)
    if row.kind is NotificationKind.FEEDBACK_RECEIVED and mine.feedback is not None:
        embed = feedback_embed(speak, mine.interview, mine.feedback)
    items: list[discord.ui.Item[discord.ui.View]] = [*action_buttons(speak, mine.actions, mine.interview.id)]
    if row.kind in WITH_CALENDAR:
        items.append(link_button(speak("button-calendar"), google_calendar(speak, mine)))
    return Message(_sentence(speak, row), embed, rows(items))


def _sentence(speak: Speaker, row: Delivery) -> str:
    number = row.interview.id if row.interview is not None else 0
    match row.kind:
        case NotificationKind.BOOKED:
            return speak("dm-booked", number=number, other=_other(row), role=_role(speak, row))
        case NotificationKind.WITHDRAWN:
            return speak("dm-withdrawn", number=number, other=person(int(row.payload["guest_id"])))
        case NotificationKind.CANCELLED:
            return speak("dm-cancelled", number=number, refund=int(row.payload["refund"]))
        case NotificationKind.EXPIRED:
            return speak("dm-expired", number=number, refund=int(row.payload["refund"]))
        case NotificationKind.MOVED:
            before = timestamp(datetime.fromisoformat(str(row.payload["from"])))
            return speak("dm-moved", number=number, before=before)
        case NotificationKind.ACCEPTED:
            return speak(
                "dm-accepted",
                number=number,
                reward=int(row.payload["reward"]),
                balance=int(row.payload["balance"]),
            )
        case NotificationKind.POINTS_GRANTED:
            return _points_granted(speak, row)
        case NotificationKind.REMINDER:
            start = row.interview.starts_at if row.interview is not None else None
            return speak("dm-reminder", number=number, when=timestamp(start, "R") if start else "")
        case _:
            return speak(f"dm-{row.kind.value.replace('_', '-')}", number=number, other=_other(row))


def _points_granted(speak: Speaker, row: Delivery) -> str:
    amount = int(row.payload["amount"])
    return speak(
        "dm-points-given" if amount > 0 else "dm-points-taken",
        amount=abs(amount),
        balance=int(row.payload["balance"]),
        reason=plain(str(row.payload["reason"])),
        admin=person(int(row.payload["admin_id"])),
    )


def _other(row: Delivery) -> str:
    if row.interview is None or row.recipient_id is None:
        return ""
    other = row.interview.other_than(row.recipient_id)
    return person(other) if other is not None else ""


def _role(speak: Speaker, row: Delivery) -> str:
    role = row.interview.role_of(row.recipient_id) if row.interview and row.recipient_id else None
    return speak(f"role-{role.value}") if role is not None else ""
