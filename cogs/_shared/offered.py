"""What suggestions are called, and which interview was meant when a name comes back in place of its value.

Discord's client sends the name of a suggestion in some cases, such as after a change of channel
(discord-api-docs, issue 7206). Names of times are read with all that is typed (`services/times/names.py`),
those of zones in `services/zone_places.py`.
"""

import re
from datetime import datetime

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM
from cogs._shared.markup import shorten
from cogs._shared.translation import Speaker

_INTERVIEW = re.compile(r"#?(\d{1,10})|#(\d{1,10}) · .*", re.ASCII | re.DOTALL)
BEFORE_ZONE = " · "


def time_name(speak: Speaker, start: datetime, zone: str) -> str:
    """Return what a start is called among the suggestions."""
    return shorten(f"{speak.wall_time(start, zone)}{BEFORE_ZONE}{zone}", CHOICE_NAME_MAXIMUM)


def interview_of_name(text: str) -> int:
    """Return the number of an interview that was chosen or typed: `12`, `#12`, `#12 · Tue 1 Dec, 18:00 · …`.

    Anything else is 0, which no interview has.
    """
    match = _INTERVIEW.fullmatch(text.strip())
    return 0 if match is None else int(match[1] or match[2])
