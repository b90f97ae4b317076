"""Finding a member's time zone by whatever they know of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from services.refusals import ZoneUnknown

_COMMON = ("UTC", "Europe/London", "Europe/Berlin", "Europe/Moscow", "Asia/Almaty", "America/New_York")


@dataclass(frozen=True)
class ZoneChoice:
    """A time zone and how to show it in a list."""

    name: str
    label: str


def find_zones(text: str, *, language: str, now: datetime, limit: int = 25) -> list[ZoneChoice]:
    """Return the zones that fit `text`, best first; for an empty text the common ones."""
    wanted = text[:100].casefold().strip()
    if not wanted:
        names = list(_COMMON)
    else:
        names = [name for name, known in sorted(_places().items()) if any(wanted in one for one in known)]
    return [ZoneChoice(name, _label(name, language, now)) for name in names[:limit]]


def check_zone(text: str) -> str:
    """Return the IANA name that `text` means, or raise `ZoneUnknown`."""
    wanted = text[:100].casefold().strip()
    exact = [name for name in _places() if name.casefold() == wanted]
    found = exact or [name for name, known in _places().items() if wanted in known]
    if len(found) != 1:
        raise ZoneUnknown(text=text[:100])
    return found[0]


@cache
def _places() -> dict[str, set[str]]:
    """Return for every zone what it may be called, in both languages."""
    places = {}
    for name in sorted(available_timezones()):
        known = {name.casefold(), name.rpartition("/")[2].replace("_", " ").casefold()}
        for language in ("en", "ru"):
            known |= {place.casefold() for place in _place(name, language)}
        places[name] = known
    return places


def _place(name: str, language: str) -> list[str]:
    locale = Locale(language)
    city = locale.time_zones.get(name, {}).get("city") or name.rpartition("/")[2].replace("_", " ")
    territory = get_global("zone_territories").get(name, "001")
    country = locale.territories.get(territory)
    return [city] if territory == "001" or not country else [city, country]


def _label(name: str, language: str, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(name))
    return f"{', '.join(_place(name, language))} (UTC{local.isoformat()[-6:]}, now {local:%H:%M})"[:100]
