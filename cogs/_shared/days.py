"""Dates in words, for pictures and for what is held against them: no timestamp of Discord's stands there."""

from datetime import datetime

from babel.dates import format_date

from cogs._shared.translation import Speaker


def day_in_words(speak: Speaker, moment: datetime, *, is_short: bool = False) -> str:
    """Return the date of a moment in UTC, with the name of its month, which may be short."""
    # In Russian Babel's own forms end with a full stop, which sentences do too.
    forms = {"ru": ("d MMMM y", "d MMM y")}.get(speak.language, ("long", "medium"))
    return str(format_date(moment.date(), forms[is_short], locale=speak.language))
