"""Which DMs go with a calendar file, and what it does there."""

from datetime import datetime

import discord

from cogs._shared import calendar_files
from cogs._shared.translation import Speaker
from services.delivery import Delivery, NotificationKind
from services.invitations import Method

_METHODS = {
    NotificationKind.BOOKED: Method.PUBLISH,
    NotificationKind.MOVED: Method.PUBLISH,
    NotificationKind.LINK_CHANGED: Method.PUBLISH,
    NotificationKind.CANCELLED: Method.CANCEL,
    NotificationKind.WITHDRAWN: Method.CANCEL,
}


def calendar_file(speak: Speaker, row: Delivery, now: datetime) -> discord.File | None:
    """Return the file that goes with a DM, or None where it changes nothing in a calendar."""
    method = _METHODS.get(row.kind)
    if method is None or row.entry is None:
        return None
    return calendar_files.calendar_file(speak, row.entry, method, now)
