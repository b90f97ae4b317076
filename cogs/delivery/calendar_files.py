"""Which DMs go with a calendar file, and what it does there."""

from datetime import datetime

import discord

from cogs._shared import calendar_files
from cogs._shared.translation import Speaker
from services.delivery.kinds.direct import (
    AdminCancelled,
    Booked,
    Cancelled,
    GuestLeft,
    HostLeft,
    LinkChanged,
    Moved,
    SeatFreed,
    Withdrawn,
)
from services.delivery.preparing import Delivery
from services.invitations import Method


async def calendar_file(speak: Speaker, row: Delivery, now: datetime) -> discord.File | None:
    """Return the file that goes with a DM, or None where it changes nothing in a calendar."""
    if row.entry is None:
        return None
    if isinstance(row.message, Booked | Moved | LinkChanged):
        return await calendar_files.calendar_file(speak, row.entry, Method.PUBLISH, now)
    if isinstance(row.message, Cancelled | AdminCancelled | HostLeft | GuestLeft | Withdrawn | SeatFreed):
        return await calendar_files.calendar_file(speak, row.entry, Method.CANCEL, now)
    return None
