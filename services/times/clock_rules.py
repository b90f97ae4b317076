"""The ways of writing a time of the day."""

from dataclasses import replace

from services.times.pieces import HOURS, MINUTES, Clock, Match, Pieces, rule
from services.times.words import HOUR_ORDINALS

_AT = r"(?P<at>(?:at|@|в|во|на|к) ?)?"
_HOUR = r"(?P<hour>\d{1,2})"
_PM = r"(?: ?(?P<half>[ap]\.? ?m\b\.?|(?<=\d)[ap]\b))?"
_O_CLOCK = r"(?: ?o'? ?clock)"
_PARTS_OF_AN_HOUR = {"half": 30, "quarter": 15, "четверть": 15, "четверти": 15}


def _clock(match: Match) -> Clock | None:
    found = match.groupdict()
    hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
    at_most = (24, 0, 0) if hour == 24 else (23, 59, 59)
    if hour > at_most[0] or minute > at_most[1] or second > at_most[2]:
        return None
    half = found.get("half")
    if half:
        return _of_half(hour, minute, half) if hour else None
    digital = bool(found.get("digital"))
    return Clock(
        hour,
        minute,
        second,
        on_dial=not digital and 1 <= hour <= 12 and not found["hour"].startswith("0"),
        digital=digital,
        anchored=bool(found.get("at") or digital or found.get("sure")),
    )


def _of_half(hour: int, minute: int, half: str) -> Clock | None:
    if half.startswith("a"):
        return Clock(hour % 12, minute) if hour <= 12 else None
    return Clock(hour % 12 + 12, minute)


def _plain(match: Match) -> Pieces:
    clock = _clock(match)
    return (clock,) if clock else ()


def _dotted(match: Match) -> Pieces:
    clock = _clock(match)
    if clock and not match["half"] and 1 <= clock.minute <= 12:
        clock = replace(clock, anchored=False)  # it could be a date
    return (clock,) if clock else ()


def _dashed(match: Match) -> Pieces:
    # "18-00" and "18-30" are times, "18-20" is more likely from six to eight.
    return _plain(match) if not 1 <= int(match["minute"]) <= 24 else ()


def _four_digits(match: Match) -> Pieces:
    clock = _clock(match)
    sure = bool(match["at"] or match["hours"])
    return (
        (replace(clock, digital=True, on_dial=False, anchored=sure, four_digits=not sure),) if clock else ()
    )


def _from_an_hour(match: Match) -> Pieces:
    """Read minutes before or after an hour: "half past 7", "20 to 8", "половина восьмого", "без 5 8"."""
    found = match.groupdict()
    # The eighth hour is the one that ends at eight.
    hour = HOUR_ORDINALS.get(found["ordinal"], 0) - 1 if "ordinal" in found else int(found["hour"])
    count = found.get("count") or "half"
    minutes = _PARTS_OF_AN_HOUR.get(count) or int(count)
    if not 0 <= hour <= 12 or not 1 <= minutes <= 59:
        return ()
    hour, minute = divmod(hour * 60 + (-minutes if found.get("before") else minutes), 60)
    hour = hour % 12 or 12
    half = found.get("half")
    clock = _of_half(hour, minute, half) if half else Clock(hour, minute, on_dial=True)
    return (clock,) if clock else ()


CLOCK_RULES = (
    rule(rf"{_AT}{_HOUR} ?(?P<digital>:) ?(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:{_PM}| ?{HOURS})", _plain),
    rule(rf"{_AT}{_HOUR}(?P<digital>\.)(?P<minute>\d\d){_PM}", _dotted),
    rule(rf"{_AT}{_HOUR}(?P<digital>-)(?P<minute>\d\d)", _dashed),
    rule(rf"{_AT}{_HOUR} (?P<minute>\d\d){_PM}", _plain),
    rule(rf"{_AT}{_HOUR}{_PM}", _plain),
    rule(rf"{_AT}{_HOUR}(?P<sure>{_O_CLOCK}){_PM}", _plain),
    rule(rf"{_AT}{_HOUR} ?{HOURS}(?: ?(?P<minute>\d{{1,2}})(?: ?{MINUTES})?)?", _plain),
    rule(r"(?P<at>at |@ ?|в )?(?P<hour>\d\d)(?P<minute>\d\d)(?P<hours> ?h(?:ours|rs)?)?", _four_digits),
    rule(r"в час|час(?= (?:дня|ночи)\b)", lambda _: (Clock(1, on_dial=True),)),
    rule(r"(?:at |в )?(?:12 )?(?:noon|midday|полдень)", lambda _: (Clock(12),)),
    rule(r"(?:at |в )?(?:12 )?(?:midnight|полночь)", lambda _: (Clock(0, midnight=True),)),
    rule(
        rf"(?:at )?(?:a )?(?P<count>half|quarter|\d\d?)(?: {MINUTES})? "
        rf"(?:past|after|(?P<before>to|till)) {_HOUR}{_O_CLOCK}?{_PM}",
        _from_an_hour,
    ),
    rule(r"(?:в )?(?:половин[аеу] |пол[ -]?)(?P<ordinal>[а-я]+)", _from_an_hour),
    rule(rf"(?:в )?(?P<count>четверть|\d\d?(?= мин))(?: {MINUTES})? (?P<ordinal>[а-я]+)", _from_an_hour),
    rule(
        rf"(?:в )?(?P<before>без) (?P<count>четверти|\d\d?)(?: {MINUTES})? {_HOUR}(?: час(?:а|ов)?)?",
        _from_an_hour,
    ),
)
