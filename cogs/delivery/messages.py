"""What a DM says, by what it tells of. Pure functions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from cogs._shared.components import button, link_button, participant_buttons, rows
from cogs._shared.interview_embeds import feedback_embed, google_calendar, private_card
from cogs._shared.markup import channel, person, plain
from cogs._shared.translation import Speaker, timestamp
from cogs.delivery.calendar_files import calendar_file
from services.delivery import Delivery, NotificationKind
from services.interviews import InterviewStatus

WITH_CALENDAR = {NotificationKind.BOOKED, NotificationKind.MOVED}
MOVES = {
    NotificationKind.MOVED,
    NotificationKind.MOVE_PROPOSED,
    NotificationKind.MOVE_TAKEN_BACK,
    NotificationKind.MOVE_UNANSWERED,
}
WITHOUT_CARD = {NotificationKind.POINTS_GRANTED, NotificationKind.WITHDRAWN}


@dataclass(frozen=True)
class Message:
    """What is sent."""

    content: str
    embed: discord.Embed | None
    view: discord.ui.View | None
    file: discord.File | None = None


def direct_message(speak: Speaker, row: Delivery, now: datetime) -> Message:
    """Return the DM of a row, in its recipient's language."""
    if row.mine is None or row.kind in WITHOUT_CARD:
        return Message(_sentence(speak, row), None, None, calendar_file(speak, row, now))
    mine = row.mine
    embed = private_card(speak, mine, row.settings.price)
    if row.kind is NotificationKind.FEEDBACK_RECEIVED and mine.feedback is not None:
        embed = feedback_embed(speak, mine.interview, mine.feedback)
    items: list[discord.ui.Item[discord.ui.View]] = [*participant_buttons(speak, mine)]
    if row.kind in WITH_CALENDAR:
        items.append(link_button(speak("button-calendar"), google_calendar(speak, mine)))
    if row.kind is NotificationKind.REMINDER:
        items.append(button(speak("button-reminders-off"), "reminders:off"))
    return Message(_sentence(speak, row), embed, rows(items), calendar_file(speak, row, now))


def admin_message(speak: Speaker, row: Delivery) -> str:
    """Return what admins are told in the log channel."""
    if row.kind is NotificationKind.NO_ROOMS:
        reason, facts = str(row.payload["reason"]), dict(row.payload["facts"])
        return speak("log-no-rooms", reason=speak(f"google-{reason}", **facts))
    if row.kind is NotificationKind.NO_EVENTS:
        return speak(f"log-no-events-{row.payload['obstacle']}")
    if row.kind is NotificationKind.GIVEN_UP:
        member = person(int(row.payload["recipient_id"]))
        if row.interview is None:
            return speak("log-given-up-points", member=member)
        return speak("log-given-up", number=row.interview.id, member=member)
    board_id = row.settings.board_channel_id
    return speak("log-board-closed", channel=channel(board_id) if board_id is not None else "")


def _sentence(speak: Speaker, row: Delivery) -> str:
    if row.kind is NotificationKind.POINTS_GRANTED:
        return _points_granted(speak, row)
    variables: dict[str, str | int] = {"number": row.interview.id if row.interview is not None else 0}
    payload = row.payload
    match row.kind:
        case NotificationKind.BOOKED:
            variables |= {"other": _other(row), "role": _role(speak, row)}
        case NotificationKind.WITHDRAWN:
            is_open = row.interview is not None and row.interview.status is InterviewStatus.PENDING
            variables |= {"other": person(int(payload["guest_id"])), "card": "open" if is_open else "other"}
        case NotificationKind.CANCELLED | NotificationKind.EXPIRED:
            variables["refund"] = int(payload["refund"])
        case kind if kind in MOVES:
            variables |= _about_a_move(speak, row)
        case NotificationKind.ACCEPTED:
            variables |= {"reward": int(payload["reward"]), "balance": int(payload["balance"])}
        case NotificationKind.LAPSED | NotificationKind.NO_SHOW | NotificationKind.RULED:
            variables |= _how_it_ended(speak, row)
        case NotificationKind.REMINDER | NotificationKind.STARTED:
            start = row.interview.starts_at if row.interview is not None else None
            variables |= {"when": timestamp(start, "R") if start else "", "other": _other(row)}
        case _:
            variables["other"] = _other(row)
    return speak(f"dm-{row.kind.value.replace('_', '-')}", **variables)


def _about_a_move(speak: Speaker, row: Delivery) -> dict[str, str | int]:
    payload = row.payload
    facts: dict[str, str | int] = {"other": _other(row)}
    if row.kind is NotificationKind.MOVED:
        # Hosts once moved interviews by themselves, and guests were told; such rows may still wait.
        is_host = row.interview is not None and row.interview.host_id == row.recipient_id
        facts |= {"reader": "host" if is_host else "guest", "before": _moment(payload["from"])}
    elif row.kind is NotificationKind.MOVE_PROPOSED:
        facts |= {"when": _moment(payload["to"]), "before": _moment(payload["from"])}
        facts["length"] = speak("minutes", minutes=int(payload["to_minutes"]))
        facts["length_before"] = speak("minutes", minutes=int(payload["from_minutes"]))
    elif row.interview is not None:
        facts["when"] = timestamp(row.interview.starts_at)
    return facts


def _how_it_ended(speak: Speaker, row: Delivery) -> dict[str, str | int]:
    payload = row.payload
    role = row.interview.role_of(row.recipient_id) if row.interview and row.recipient_id else None
    facts: dict[str, str | int] = {"role": role.value if role is not None else "", "other": _other(row)}
    if row.kind is NotificationKind.LAPSED:
        facts["refund"] = int(payload["refund"])
    elif row.kind is NotificationKind.NO_SHOW:
        until = payload["blocked_until"]
        facts["blocked"] = "yes" if until else "no"
        facts["until"] = timestamp(datetime.fromisoformat(str(until))) if until else ""
        facts["paid"] = _paid(payload)
    else:
        facts["ruling"] = speak(f"ruling-{str(payload['kind']).replace('_', '-')}-{payload['ruling']}")
        facts["decided"] = "admin" if payload["by_admin"] else "nobody"
    return facts


def _paid(payload: dict[str, Any]) -> str:
    """Return what a report of absence brought the reporter; rows of before did not say it."""
    back, more = bool(payload.get("refunded", 1)), bool(payload.get("compensated", 1))
    return {(True, True): "both", (True, False): "price", (False, True): "bonus"}.get((back, more), "nothing")


def _points_granted(speak: Speaker, row: Delivery) -> str:
    amount = int(row.payload["amount"])
    return speak(
        "dm-points-given" if amount > 0 else "dm-points-taken",
        amount=abs(amount),
        balance=int(row.payload["balance"]),
        reason=plain(str(row.payload["reason"])),
        admin=person(int(row.payload["admin_id"])),
    )


def _moment(written: object) -> str:
    return timestamp(datetime.fromisoformat(str(written)))


def _other(row: Delivery) -> str:
    if row.interview is None or row.recipient_id is None:
        return ""
    other = row.interview.other_than(row.recipient_id)
    return person(other) if other is not None else ""


def _role(speak: Speaker, row: Delivery) -> str:
    role = row.interview.role_of(row.recipient_id) if row.interview and row.recipient_id else None
    return speak(f"role-{role.value}") if role is not None else ""
