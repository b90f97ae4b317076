"""Offering to move what somebody published under another zone: the words, the buttons, and what they mean."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from cogs._shared.answers import add
from cogs._shared.components import button, rows
from cogs._shared.discord_limits import CUSTOM_ID_MAXIMUM
from cogs._shared.errors import explain
from cogs._shared.markup import plain
from cogs._shared.people import Asked, AskedInServer
from cogs._shared.translation import Speaker
from services import zone_moves
from services.zone_moves import MOVED_AT_ONCE, Movable, Offer, Outcome, Shift

KEEP = "zone:keep"
"""The custom_id of the button that leaves all as it is."""

_MOVE = "zone:move:"
_ONE = r"[0-9a-z]{1,7}\.[0-9a-z]{1,5}\.-?[0-9a-z]{1,3}"
MOVE = rf"{_MOVE}(?P<shifts>{_ONE}(?:,{_ONE}){{0,{MOVED_AT_ONCE - 1}}})"
"""The custom_id of the button that moves: of each interview its number, the minute at which it starts, and by
how many minutes it moves. So it moves nothing twice, and nothing that was changed since."""

_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"


async def offer_to_move(by: Asked, before: str, zone: str) -> tuple[str, discord.ui.View | None] | None:
    """Return the offer to move what was published while times were read in the zone `before`.

    None where there is nothing to move.
    """
    offer = await zone_moves.offer(by.user_id, by.server_id, before, zone, by.now)
    return _offered(by.speak, offer, before, zone)


async def add_offer_to_move(interaction: discord.Interaction[Any], by: AskedInServer, before: str) -> None:
    """Say beside an answer what could be moved, if there is anything; `by` has the new zone."""
    offered = await offer_to_move(by, before, by.zone.name)
    if offered is not None:
        text, view = offered
        await add(interaction, text, view=discord.utils.MISSING if view is None else view)


def _offered(
    speak: Speaker, offer: Offer, before: str, zone: str
) -> tuple[str, discord.ui.View | None] | None:
    carried, custom_id = _carried(offer.movable)
    others = offer.others + len(offer.movable) - len(carried)
    if not carried and not others:
        return None
    parts = []
    if carried:
        parts.append(speak("zone-move-offered", count=len(carried), before=before, zone=zone))
        parts += [_line(speak, one) for one in carried]
    if others:
        parts.append(speak("zone-move-others", count=others, before=before))
    items = [
        button(speak("zone-move"), custom_id, discord.ButtonStyle.primary),
        button(speak("zone-keep"), KEEP),
    ]
    return "\n".join(parts), rows(items if carried else [])


def shifts_of(text: str) -> list[Shift]:
    """Return the shifts that a button carries (`MOVE`)."""
    shifts = []
    for one in text.split(","):
        number, minute, by = (int(part, len(_FIGURES)) for part in one.split("."))
        starts_at = datetime.fromtimestamp(minute * 60, UTC)
        shifts.append(Shift(number, starts_at, starts_at + timedelta(minutes=by)))
    return shifts


def what_came_of_it(speak: Speaker, outcomes: Sequence[Outcome]) -> str:
    """Say of each interview whether it was moved, its guest was asked, or why neither."""
    return "\n".join(_said(speak, one) for one in outcomes)


def _said(speak: Speaker, outcome: Outcome) -> str:
    shift = outcome.shift
    if outcome.refusal is not None:
        why = explain(outcome.refusal, speak)
        return speak("zone-move-refused", number=shift.number, why=why)
    if outcome.is_asked:
        return speak("zone-move-asked", number=shift.number, when=shift.to, before=shift.starts_at)
    return speak("zone-move-done", number=shift.number, when=shift.to)


def _line(speak: Speaker, one: Movable) -> str:
    topic = plain(one.topic) or speak("no-topic")
    return speak(
        "zone-move-line",
        number=one.shift.number,
        topic=topic,
        before=one.shift.starts_at,
        when=one.shift.to,
        booked="yes" if one.is_booked else "no",
    )


def _carried(movable: Sequence[Movable]) -> tuple[Sequence[Movable], str]:
    """Return as many as a custom_id has room for, with it."""
    for count in range(len(movable), 0, -1):
        custom_id = _MOVE + ",".join(_encoded(one.shift) for one in movable[:count])
        if len(custom_id) <= CUSTOM_ID_MAXIMUM:
            return movable[:count], custom_id
    return (), ""


def _encoded(shift: Shift) -> str:
    minute = int(shift.starts_at.timestamp()) // 60
    by = (shift.to - shift.starts_at) // timedelta(minutes=1)
    return f"{_in_figures(shift.number)}.{_in_figures(minute)}.{_in_figures(by)}"


def _in_figures(number: int) -> str:
    """Return a number as `int(…, 36)` reads it."""
    digits, left = "", abs(number)
    while left or not digits:
        left, digit = divmod(left, len(_FIGURES))
        digits = _FIGURES[digit] + digits
    return f"-{digits}" if number < 0 else digits
