"""The ways of writing a day."""

from services.times.days import WEEK, InCalendar, InMonth, InMonths, Near, Slashed, Weekday
from services.times.pieces import Match, Pieces, Week, either, rule
from services.times.words import MONTHS, NEAR_DAYS, PARTS, WEEKDAYS, Part

_ON = r"(?:on |в |во |на )?(?:the )?"
_MONTH = r"(?P<month>[^\W\d_]{3,})\b\.?"
_YEAR = r"(?P<year>\d{4})(?: ?(?:г|года?)\b\.?)?"
_THEN_YEAR = rf"(?:(?:-|,? ){_YEAR})?"
_NEXT = r"next|след(?:ующ(?:ий|ую|ее|ая))?\.?"
_SINGLE = {"day", "week", "month", "неделю", "месяц"}
_COMING = r"this|coming|this coming|этот|эту|это|ближайш(?:ий|ую|ее)"


def _weekday(match: Match) -> Pieces:
    weekday = WEEKDAYS.get(match["weekday"])
    return () if weekday is None else (Weekday(weekday, 1 if match["next"] else None),)


def _named_month(match: Match) -> Pieces:
    month = MONTHS.get(match["month"])
    return (InCalendar(month, int(match["day"]), _year(match)),) if month else ()


def _numbered_month(match: Match) -> Pieces:
    return (InCalendar(int(match["month"]), int(match["day"]), _year(match)),)


def _slashed(match: Match) -> Pieces:
    return (Slashed(int(match["first"]), int(match["second"]), _year(match)),)


def _year(match: Match) -> int | None:
    digits = match.groupdict().get("year")
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _ahead(match: Match) -> Pieces:
    if not match["count"] and match["unit"] not in _SINGLE:
        return ()
    count, unit = int(match["count"] or 1), match["unit"][0]
    if unit in "mм":
        return (InMonths(count),)
    return (Near(count * WEEK if unit in "wн" else count),)


DAY_RULES = (
    rule(rf"{_ON}(?P<day>{either(NEAR_DAYS)})", lambda match: (Near(NEAR_DAYS[match["day"]]),)),
    rule(r"tonight", lambda _: (Near(0), Part.TONIGHT)),
    rule(r"this (?P<part>morning|afternoon|evening)", lambda match: (Near(0), PARTS[match["part"]])),
    rule(rf"{_ON}(?:(?P<next>{_NEXT}) |(?:{_COMING}) )?(?P<weekday>[^\W\d_]{{2,}})\b\.?", _weekday),
    rule(r"next week|(?:на )?след(?:ующей|\.)? неделе", lambda _: (Week(1),)),
    rule(r"this week|(?:на )?этой неделе", lambda _: (Week(0),)),
    rule(r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)", _numbered_month),
    rule(rf"{_ON}(?P<day>\d\d?)([.-])(?P<month>\d\d?)\2(?P<year>\d{{4}}|\d\d)(?: ?г\b\.?)?", _numbered_month),
    rule(rf"{_ON}(?P<day>\d\d?)\.(?P<month>\d\d?)\.?", _numbered_month),
    rule(rf"{_ON}(?P<first>\d\d?)/(?P<second>\d\d?)(?:/(?P<year>\d{{4}}|\d\d))?", _slashed),
    rule(rf"{_ON}(?P<day>\d\d?)(?:st|nd|rd|th|-?го|-?е|\.)?[ -]?(?:of )?{_MONTH}{_THEN_YEAR}", _named_month),
    rule(rf"{_ON}{_MONTH} ?(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?{_THEN_YEAR}", _named_month),
    rule(
        rf"{_ON}(?P<day>\d\d?)(?:st|nd|rd|th|-?го(?: числа)?| числа)",
        lambda match: (InMonth(int(match["day"])),),
    ),
    rule(
        r"(?:in|через) (?:(?P<count>\d{1,3}) |an? )?"
        r"(?P<unit>days?|weeks?|months?|дня|дней|недел[юиь]|месяц(?:а|ев)?)",
        _ahead,
    ),
    rule(
        r"(?:(?P<count>\d{1,3})|an?) (?P<unit>days?|weeks?|months?) from (?:now|today)",
        _ahead,
    ),
)
