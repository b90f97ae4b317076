"""The rules of all time zones: those of the pinned package `tzdata`, and no others.

Python takes the machine's own files before the package, and those may be years old: with them the same hour
of Vancouver is one moment on one machine and another on the next.
"""

import zoneinfo


def use_pinned_rules() -> None:
    """Take the rules of time zones from the pinned package alone, also where the machine has its own.

    This holds for the whole process, libraries that ask `zoneinfo` included. One that brings its own rules,
    as pytz does, must not be asked.
    """
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
