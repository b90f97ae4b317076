"""The ways of writing a time of the day."""

from dataclasses import replace
from functools import partial

from services.times.pieces import HOURS, MINUTES, Clock, Dial, Match, Pieces, rule

_AT = r"(?P<at>(?:at|@|в|во|на|к) ?)?"
_HOUR = r"(?P<hour>\d{1,2})"
_HALF = r"(?P<half>[ap]\.? ?m\b\.?|(?<=\d)[ap]\b)"
_PM = rf"(?: ?{_HALF})?"
_O_CLOCK = r"(?: ?o'? ?clock)"
_TH = r"(?:-го)?"
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
        dial=_dial(found["hour"], digital=digital, second=found.get("second")),
        open_to_part=True,
        anchored=bool(found.get("at") or digital or found.get("sure")),
    )


def _dial(hour: str, *, digital: bool, second: str | None = None) -> Dial:
    if not 1 <= int(hour) <= 12 or hour.startswith("0") or second:
        return Dial.SURE
    return Dial.WRITTEN if digital else Dial.SPOKEN


def _of_half(hour: int, minute: int, half: str) -> Clock | None:
    if half.startswith("a"):
        return Clock(hour % 12, minute) if hour <= 12 else None
    return Clock(hour % 12 + 12, minute)


def _plain(match: Match) -> Pieces:
    clock = _clock(match)
    return (clock,) if clock else ()


def _sure(match: Match) -> Pieces:
    clock = _clock(match)
    return (replace(clock, dial=Dial.SURE),) if clock else ()


def _counted(match: Match) -> Pieces:
    clock = _clock(match)
    return (replace(clock, counted=not match["at"]),) if clock else ()


def _dotted(match: Match) -> Pieces:
    clock = _clock(match)
    if clock and not match["half"] and 1 <= clock.minute <= 12:
        clock = replace(clock, anchored=False)  # it could be a date
    return (clock,) if clock else ()


def _dashed(match: Match) -> Pieces:
    # "18-00" and "18-30" are times, "18-20" is more likely from six to eight.
    return _plain(match) if not 1 <= int(match["minute"]) <= 24 else ()


def _run_together(match: Match) -> Pieces:
    """Read "1830", "0700 hours" and "730"."""
    clock = _clock(match)
    if not clock:
        return ()
    hours, at = match["hours"], bool(match["at"])
    dial = Dial.SURE if hours else _dial(match["hour"], digital=True)
    four = len(match["hour"]) == 2 and not (hours or at)
    return (replace(clock, dial=dial, anchored=bool(hours) or at, four_digits=four),)


def _from_an_hour(match: Match) -> Pieces:
    """Read minutes before or after an hour: "half past 7", "20 to 8", "половина восьмого", "без 5 8"."""
    found = match.groupdict()
    # The eighth hour is the one that ends at eight.
    hour = int(found["hour"]) - ("of" in found)
    count = found.get("count") or "half"
    minutes = _PARTS_OF_AN_HOUR.get(count) or int(count)
    if not 0 <= hour <= 12 or not 1 <= minutes <= 59:
        return ()
    hour, minute = divmod(hour * 60 + (-minutes if found.get("before") else minutes), 60)
    hour = hour % 12 or 12
    half = found.get("half")
    clock = _of_half(hour, minute, half) if half else _spoken(hour, minute)
    return (clock,) if clock else ()


def _half_seven(match: Match, *, german: bool) -> Pieces:
    hour, half = int(match["hour"]), match["half"]
    if not 1 <= hour <= 12:
        return ()
    if german:
        hour = hour - 1 or 12
    clock = _of_half(hour, 30, half) if half else _spoken(hour, 30)
    return (replace(clock, german=german),) if clock else ()


def _spoken(hour: int, minute: int = 0) -> Clock:
    return Clock(hour, minute, dial=Dial.SPOKEN, open_to_part=True)


CLOCK_RULES = (
    rule(rf"{_AT}{_HOUR} ?(?P<digital>:) ?(?P<minute>\d\d)(?::(?P<second>\d\d))?{_PM}", _plain),
    rule(rf"{_AT}{_HOUR} ?(?P<digital>[:.]) ?(?P<minute>\d\d) ?{HOURS}", _sure),
    rule(rf"{_AT}{_HOUR}(?P<digital>\.)(?P<minute>\d\d){_PM}", _dotted),
    rule(rf"{_AT}{_HOUR}(?P<digital>-)(?P<minute>\d\d)", _dashed),
    rule(rf"{_AT}{_HOUR} (?P<minute>\d\d){_PM}", _plain),
    rule(rf"{_AT}{_HOUR}{_PM}", _plain),
    rule(rf"{_AT}{_HOUR}(?P<sure>{_O_CLOCK}){_PM}", _plain),
    rule(rf"{_AT}{_HOUR} ?{HOURS}(?: ?(?P<minute>\d{{1,2}})(?: ?{MINUTES})?)?", _counted),
    rule(r"(?P<at>at |@ ?|в )?(?P<hour>\d\d)(?P<minute>\d\d)(?P<hours> ?h(?:ours|rs)?)?", _run_together),
    rule(rf"{_AT}{_HOUR}(?P<minute>[0-5]\d) ?{_HALF}", _plain),
    rule(r"(?P<at>at |@ ?)?(?P<hour>[1-9])(?P<minute>[0-5][05])(?P<hours> ?hrs)?", _run_together),
    rule(
        r"(?:в|к) час|час(?= (?:дня|ночи)\b)|(?:к )часу",
        lambda _: (_spoken(1),),
    ),
    rule(r"(?:at |в )?(?:12 )?(?:noon|midday|полдень|полудня)", lambda _: (Clock(12),)),
    rule(r"(?:at |в )?(?:12 )?(?:midnight|полночь|полуночи)", lambda _: (Clock(0, midnight=True),)),
    rule(
        rf"(?:at )?(?:a )?(?P<count>half|quarter|\d\d?)(?: ?{MINUTES})? (?:past|after) "
        rf"{_HOUR}{_O_CLOCK}?{_PM}",
        _from_an_hour,
    ),
    # "6 to 7" and "ten to five" can also be from six to seven.
    rule(
        rf"(?:at )?(?:a )?(?P<count>quarter|1[3-9]|2\d|\d\d?(?= ?m))(?: ?{MINUTES})? "
        rf"(?P<before>to|till?|'til|before|(?<=quarter )of) {_HOUR}{_O_CLOCK}?{_PM}",
        _from_an_hour,
    ),
    rule(rf"(?:at )?half[ -]{_HOUR}{_O_CLOCK}?{_PM}", partial(_half_seven, german=False)),
    rule(rf"(?:at )?half[ -]{_HOUR}{_O_CLOCK}?{_PM}", partial(_half_seven, german=True)),
    rule(rf"(?:в )?(?:половин[аеу] |пол[ -]?)(?P<of>){_HOUR}{_TH}", _from_an_hour),
    rule(
        rf"(?:в )?(?P<count>четверть|\d\d?(?= мин))(?: {MINUTES})? (?P<of>){_HOUR}-го",
        _from_an_hour,
    ),
    rule(
        rf"(?:в )?(?P<before>без) (?P<count>четверти|\d\d?)(?: {MINUTES})? {_HOUR}(?: час(?:а|ов)?)?",
        _from_an_hour,
    ),
)
