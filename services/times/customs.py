"""What differs between those who type times: by the language of Discord and the country of the zone."""

from dataclasses import dataclass

from babel.core import get_global

_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "CA"})
"""Countries that write 12/25; Canada does both."""
_HALF_DAYS = frozenset(
    "US CA PR AU NZ IN PK BD LK NP PH MY SG EG SA AE JO LB KW QA MX CO VE JM KR".split()  # noqa: SIM905
)
"""Countries that write 7:30 pm."""
_SUNDAY_FIRST = frozenset("US CA PR MX BR CO IN PK BD JP KR IL SA PH SG ZA".split())  # noqa: SIM905
_HALF_SEVEN = frozenset({"GB", "IE", "IM", "GG", "JE"})
"""Countries in which "half seven" is 7:30, and nobody thinks of 6:30 as in German."""


@dataclass(frozen=True)
class Customs:
    """Two values where both are usual."""

    month_first: tuple[bool, ...]
    """Whether 03/04 is in March."""
    dots_month_first: tuple[bool, ...]
    """The same of 03.04."""
    first_weekdays: tuple[int, ...]
    """The weekdays that a week can begin with; it decides on Sundays what "next week" is."""
    halves_written: bool
    """Whether 7:30 can be in the evening."""
    halves_only: bool
    """Whether it is not even likelier in the morning."""
    german_half: tuple[bool, ...]
    """Whether "half 7" is 6:30."""
    lenient: bool = False
    """Also find what a text could mean at a stretch: to suggest it, never to take it."""


ALL_CUSTOMS = Customs(
    month_first=(True, False),
    dots_month_first=(False, True),
    first_weekdays=(0, 6),
    halves_written=True,
    halves_only=True,
    german_half=(False, True),
    lenient=True,
)


def customs_of(language: str, zone: str) -> Customs:
    """Return the customs of whoever uses Discord in `language`, with its country, and lives in `zone`.

    Discord speaks American English to much of the world, so that a zone elsewhere leaves both possible.
    """
    lives_in = str(get_global("zone_territories").get(zone, ""))
    named, _, country = language.replace("_", "-").upper().partition("-")
    if named != "EN":
        return Customs(
            month_first=(False,),
            dots_month_first=(False,),
            first_weekdays=(0,),
            halves_written=False,
            halves_only=False,
            german_half=(False, True),
        )
    both = {lives_in, country}
    return Customs(
        month_first=_either(_MONTH_FIRST, both, unknown=not country),
        dots_month_first=(False, True) if lives_in in _MONTH_FIRST else (False,),
        first_weekdays=(0, 6) if not country or both & _SUNDAY_FIRST else (0,),
        halves_written=True,
        halves_only=lives_in in _HALF_DAYS,
        german_half=(False,) if lives_in in _HALF_SEVEN else (False, True),
    )


def _either(countries: frozenset[str], named: set[str], *, unknown: bool) -> tuple[bool, ...]:
    found = {True, False} if unknown else {country in countries for country in named if country}
    if "CA" in named:
        found |= {True, False}
    return tuple(sorted(found))
