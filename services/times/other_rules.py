"""The ways of writing a duration from now, a part of the day, and a zone."""

from datetime import timedelta, timezone

from services.refusals import ZoneUnknown
from services.times.pieces import HOURS, MINUTES, Ahead, Match, Pieces, Zone, either, rule
from services.times.words import HALF_YEAR_ZONES, PARTS, ZONE_WORDS
from services.zones import check_zone

_HALF_AN_HOUR = r"(?P<half_hour>half an? hour|a half hour|полчаса)"
_MINUTES_ONLY = rf"(?P<only_minutes>\d{{1,5}}) ?{MINUTES}"
_AND_HALF = r"(?: and a half| с половиной)"
_DURATION = (
    rf"(?:{_HALF_AN_HOUR}|{_MINUTES_ONLY}|(?P<minute>a minute|минуту)"
    r"|(?P<hour_and_half>полтора часа|час с половиной|an hour and a half)"
    rf"|(?:(?P<hours>\d{{1,4}}(?:[.,]\d)?)(?P<and_half>{_AND_HALF})? ?{HOURS}|(?P<hour>an hour|час))"
    rf"(?:,? ?(?:and |и )?(?P<minutes>\d{{1,2}})(?: ?{MINUTES})?)?)"
)


def _ahead(match: Match) -> Pieces:
    found = match.groupdict()
    hours = found.get("hours")
    minutes = float(hours.replace(",", ".")) * 60 if hours else 0
    minutes += 60 * bool(found.get("hour")) + 90 * bool(found.get("hour_and_half"))
    minutes += (
        30 * bool(found.get("half_hour")) + 30 * bool(found.get("and_half")) + bool(found.get("minute"))
    )
    minutes += int(found.get("minutes") or 0) + int(found.get("only_minutes") or 0)
    return (Ahead(timedelta(minutes=minutes)),) if minutes else ()


def _offset(match: Match) -> Pieces:
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    if hours > 14 or minutes > 59:
        return ()
    offset = timedelta(hours=hours, minutes=minutes)
    return (Zone(timezone(-offset if match["sign"] == "-" else offset)),)


def _named_zone(match: Match) -> Pieces:
    try:
        return (Zone(check_zone(match["zone"])),)
    except ZoneUnknown:
        return ()


OTHER_RULES = (
    rule(rf"(?:in|через) {_DURATION}", _ahead),
    rule(rf"{_DURATION} (?:from now|later)", _ahead),
    # Without "in" an hour could be a time of the day ("2 часа"), minutes could not.
    rule(rf"(?:{_HALF_AN_HOUR}|{_MINUTES_ONLY})", _ahead),
    rule(rf"(?P<part>{either(PARTS)})", lambda match: (PARTS[match["part"]],)),
    rule(r"(?:utc|gmt)(?: ?(?P<sign>[+-]) ?(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?)?", _offset),
    # Only a plus: after a clock time "-19:00" would rather be the end.
    rule(r"(?P<sign>\+)(?P<hours>\d\d):?(?P<minutes>\d\d)", _offset),
    rule(rf"(?P<zone>{either(ZONE_WORDS)})", lambda match: (Zone(ZONE_WORDS[match["zone"]]),)),
    rule(
        rf"(?P<zone>{either(HALF_YEAR_ZONES)})",
        lambda match: (Zone(HALF_YEAR_ZONES[match["zone"]], called=match["zone"].upper()),),
    ),
    rule(r"(?P<zone>[a-z]{2,}(?:/[a-z_+-]+\d*){1,2}|[a-z][a-z ]+(?= time))(?: time)?", _named_zone),
)
