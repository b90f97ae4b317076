"""The ways of writing a day, and a part of it."""

from services.times.days import InCalendar, InMonth, InMonths, InWeeks, Near, Numeric, Weekday, Which
from services.times.pieces import Match, Pieces, Week, either, rule
from services.times.words import MONTHS, NEAR_DAYS, PARTS, WEEKDAYS, Part

_ON = r"(?:on |в |во |на )?(?:the )?"
_NAME = r"[^\W\d_]{2,}"
_MONTH = r"(?P<month>[^\W\d_]{3,})\b\.?"
_TH = r"(?:st|nd|rd|th|-го)"
# Of two figures only those that can be no hour.
_YEAR = r"(?P<year>\d{4}|'?(?:2[5-9]|3\d))(?: ?(?:г|года?)\b\.?)?"
_THEN_YEAR = rf"(?:(?:-|,? ){_YEAR})?"
_IN_NEXT_WEEK = r"след(?:ующ(?:ий|ую|ее|ая))?\.?|будущ(?:ий|ую|ее|ая)"
_SINGLE = {"day", "week", "month", "fortnight", "неделю", "месяц", "день"}
_THIS = r"this|эт(?:от|у|о|а)"
_COMING = r"(?:this )?(?:coming|upcoming)|ближайш(?:ий|ую|ее|ая)"
_COUNT = r"(?:(?P<count>\d{1,3}) |an? )"


def _weekday(match: Match) -> Pieces:
    weekday = WEEKDAYS.get(match["weekday"])
    if weekday is None:
        return ()
    if match["next"]:
        return (Weekday(weekday, Which.NEXT, 1),)
    if match["in_next_week"]:
        return (Weekday(weekday, Which.IN_WEEK, 1),)
    return (Weekday(weekday, Which.THIS if match["this"] else Which.COMING),)


def _weekday_and_date(match: Match) -> Pieces:
    weekday = WEEKDAYS.get(match["weekday"])
    return () if weekday is None else (Weekday(weekday), InMonth(int(match["day"])))


def _weeks_on(match: Match) -> Pieces:
    weekday = WEEKDAYS.get(match["weekday"])
    found = match.groupdict()
    weeks = int(found.get("count") or 1) * (2 if found.get("unit", "")[:1] == "f" else 1)
    return () if weekday is None else (Weekday(weekday, Which.WEEKS_ON, weeks),)


def _after_next(match: Match) -> Pieces:
    weekday = WEEKDAYS.get(match["weekday"])
    return () if weekday is None else (Weekday(weekday, Which.NEXT, 2),)


def _named_month(match: Match) -> Pieces:
    month = MONTHS.get(match["month"])
    return (InCalendar(month, int(match["day"]), _year(match)),) if month else ()


def _year_first(match: Match) -> Pieces:
    return (InCalendar(int(match["month"]), int(match["day"]), _year(match), year_first=True),)


def _numeric(match: Match) -> Pieces:
    dotted = match.groupdict().get("separator") == "."
    return (Numeric(int(match["first"]), int(match["second"]), _year(match), dotted=dotted),)


def _year(match: Match) -> int | None:
    digits = (match.groupdict().get("year") or "").lstrip("'")
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _of_a_month(match: Match) -> Pieces:
    return (InMonth(int(match["day"]), months=0 if match["this"] else 1),)


def _ahead(match: Match) -> Pieces:
    if not match["count"] and match["unit"] not in _SINGLE:
        return ()
    count, unit = int(match["count"] or 1), match["unit"][0]
    if unit == "m" or match["unit"].startswith("мес"):
        return (InMonths(count),)
    if unit in "wнf":
        return (InWeeks(count * (2 if unit == "f" else 1)),)
    # "Через день" is tomorrow to some, and to others the day after.
    skipped = 2 if match["unit"] == "день" and not match["count"] else None
    return (Near(count, skipped, counted=True),)


_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|день|дня|дней|недел[юиь]|месяц(?:а|ев)?)"

DAY_RULES = (
    rule(rf"{_ON}(?P<day>{either(NEAR_DAYS)})", lambda match: (Near(NEAR_DAYS[match["day"]]),)),
    rule(r"ton(?:ight|ite)|2ni(?:ght|te)", lambda _: (Near(0), Part.TONIGHT)),
    rule(r"this (?P<part>morning|afternoon|evening)", lambda match: (Near(0), PARTS[match["part"]])),
    rule(r"этим вечером", lambda _: (Near(0), Part.EVENING)),
    rule(rf"(?P<part>{either(PARTS)})", lambda match: (PARTS[match["part"]],)),
    rule(
        rf"{_ON}(?:(?P<next>next) |(?P<in_next_week>{_IN_NEXT_WEEK}) ?|(?:{_COMING}) |(?P<this>{_THIS}) )?"
        rf"(?P<weekday>{_NAME})\b\.?",
        _weekday,
    ),
    rule(rf"{_ON}(?P<weekday>{_NAME})\b[.,]? (?:the )?(?P<day>\d\d?){_TH}?", _weekday_and_date),
    rule(
        rf"(?:{_COUNT}(?P<unit>weeks?|fortnights?) |week )(?:on|from|after) (?P<weekday>{_NAME})", _weeks_on
    ),
    rule(rf"(?:on )?(?P<weekday>{_NAME}) week", _weeks_on),
    rule(rf"(?:on )?(?:the )?(?P<weekday>{_NAME}) after next", _after_next),
    rule(
        r"(?:of )?next week|(?:на )?(?:след(?:ующей|\.)?|будущей) неделе|следующей недели",
        lambda _: (Week(1),),
    ),
    rule(r"(?:of )?(?:the )?week after next", lambda _: (Week(2),)),
    rule(r"(?:later |of )?this week|(?:на )?этой неделе|этой недели", lambda _: (Week(0),)),
    rule(rf"{_ON}(?P<year>\d{{4}})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)", _year_first),
    rule(
        rf"{_ON}(?P<first>\d\d?)(?P<separator>[./-])(?P<second>\d\d?)(?P=separator)"
        r"(?P<year>\d{4}|\d\d)(?: ?(?:г|года?)\b\.?)?",
        _numeric,
    ),
    rule(rf"{_ON}(?P<first>\d\d?)(?P<separator>\.)(?P<second>\d\d?)\.?", _numeric),
    rule(rf"{_ON}(?P<first>\d\d?)/(?P<second>\d\d?)", _numeric),
    rule(rf"{_ON}(?P<day>\d\d?)(?:{_TH}|\.)?[ -]?(?:day )?(?:of )?{_MONTH}{_THEN_YEAR}", _named_month),
    rule(rf"{_ON}{_MONTH} ?(?:the )?(?P<day>\d\d?){_TH}?{_THEN_YEAR}", _named_month),
    rule(
        rf"{_ON}(?P<day>\d\d?)(?:{_TH}(?: числа)?| числа)",
        lambda match: (InMonth(int(match["day"])),),
    ),
    rule(
        rf"{_ON}(?P<day>\d\d?)(?:{_TH}(?: числа)?| числа)? (?:of )?"
        r"(?:(?P<this>this month|этого месяца)|next month|следующего месяца)",
        _of_a_month,
    ),
    rule(rf"in {_COUNT}{_UNIT}(?:'? time)?", _ahead),
    rule(rf"через (?:(?P<count>\d{{1,3}}) )?{_UNIT}", _ahead),
    rule(rf"{_COUNT}{_UNIT} from (?:now|today)", _ahead),
)
