"""The private picker: role, day, hour, minute and length in one message. Pure functions.

Nothing is remembered: all that was chosen so far stands in the custom_ids of the message, so a picker goes on
after a restart of the bot.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import discord
from babel.dates import format_date

from cogs._shared.components import button, rows
from cogs._shared.translation import Speaker, timestamp
from services.interviews import Role
from services.publishing import DURATION_DEFAULT, DURATION_MAXIMUM, DURATION_MINIMUM
from services.refusals import ChoiceNotOffered

DAYS = 25
"""Days that are offered; a menu holds no more."""

MINUTES = (0, 15, 30, 45)
LENGTHS = (30, 45, 60, 75, 90, 120)

STATE = (
    r"(?P<role>interviewer|interviewee|)\.(?P<day>\d{8}|)"
    r"\.(?P<hour>\d{1,2}|)\.(?P<minute>\d{1,2}|)\.(?P<length>\d{1,3})"
)
"""What a custom_id says of the choices so far."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Choices:
    """What was chosen so far; None is still open. `length` in minutes."""

    role: Role | None = None
    day: date | None = None
    hour: int | None = None
    minute: int | None = None
    length: int = DURATION_DEFAULT

    def encode(self) -> str:
        """Return the choices as the part of a custom_id that `decode` reads back."""
        return _joined(self._parts())

    def chosen(self, field: str, value: str) -> "Choices":
        """Return the choices with one more made.

        Raises:
            ChoiceNotOffered: the value is none of those that were offered.
        """
        parts = self._parts() | {field: value.replace("-", "") if field == "day" else value}
        if re.fullmatch(STATE, _joined(parts)) is None:
            raise ChoiceNotOffered(text=value)
        return decode(parts)

    def at(self, starts_at: datetime, zone: str) -> "Choices":
        """Return the choices with another start, as the clocks in a zone show it."""
        local = starts_at.astimezone(ZoneInfo(zone))
        return replace(self, day=local.date(), hour=local.hour, minute=local.minute)

    def _parts(self) -> dict[str, str]:
        return {
            "role": self.role.value if self.role else "",
            "day": f"{self.day:%Y%m%d}" if self.day else "",
            "hour": "" if self.hour is None else str(self.hour),
            "minute": "" if self.minute is None else str(self.minute),
            "length": str(self.length),
        }

    def spelled(self) -> str | None:
        """Return the start as text in the member's zone, once it is complete.

        The reader of typed times decides what it means, also when the clocks change.
        """
        if self.day is None or self.hour is None or self.minute is None:
            return None
        return f"{self.day:%Y-%m-%d} {self.hour:02}:{self.minute:02}"


def decode(parts: dict[str, str]) -> Choices:
    """Return the choices from the groups of `STATE`.

    Raises:
        ChoiceNotOffered: a day, an hour or a length that no picker offers.
    """
    length = int(parts["length"])
    if not DURATION_MINIMUM <= length <= DURATION_MAXIMUM:
        raise ChoiceNotOffered(text=parts["length"])
    return Choices(
        role=Role(parts["role"]) if parts["role"] else None,
        day=_day(parts["day"]) if parts["day"] else None,
        hour=_below(24, parts["hour"]) if parts["hour"] else None,
        minute=_below(60, parts["minute"]) if parts["minute"] else None,
        length=length,
    )


def _joined(parts: Mapping[str, str]) -> str:
    return ".".join(parts[name] for name in ("role", "day", "hour", "minute", "length"))


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise ChoiceNotOffered(text=text) from None
    # Sums with days at the ends of the calendar overflow.
    if not 2000 <= day.year < 3000:
        raise ChoiceNotOffered(text=text)
    return day


def _below(limit: int, text: str) -> int:
    if int(text) >= limit:
        raise ChoiceNotOffered(text=text)
    return int(text)


def picker_message(
    speak: Speaker,
    chosen: Choices,
    *,
    zone: str,
    now: datetime,
    busy: Sequence[Span],
    price: int,
    starts_at: datetime | None,
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return the picker as it stands: what is chosen, what is open, and hours that are taken marked."""
    embed = discord.Embed(title=speak("picker-title"), colour=discord.Colour.blurple())
    role = speak(f"role-{chosen.role.value}") if chosen.role else speak("picker-open")
    embed.add_field(name=speak("picker-role"), value=role)
    start = f"{timestamp(starts_at)} ({timestamp(starts_at, 'R')})" if starts_at else speak("picker-open")
    embed.add_field(name=speak("picker-start"), value=start)
    embed.add_field(name=speak("card-duration"), value=speak("minutes", minutes=chosen.length))
    if chosen.role is Role.INTERVIEWEE:
        embed.add_field(name=speak("card-cost"), value=speak("points", points=price))
    embed.set_footer(text=speak("picker-zone", zone=zone))
    state = chosen.encode()
    complete = chosen.role is not None and starts_at is not None
    items: list[discord.ui.Item[discord.ui.View]] = [
        _role_button(speak, Role.INTERVIEWER, chosen, state),
        _role_button(speak, Role.INTERVIEWEE, chosen, state),
        button(
            speak("picker-continue"),
            f"picker:details:{state}",
            discord.ButtonStyle.success,
            disabled=not complete,
            row=0,
        ),
        _menu("day", speak("picker-day"), state, _days(speak, chosen, zone, now, busy), row=1),
        _menu("hour", speak("picker-hour"), state, _hours(speak, chosen, zone, busy), row=2),
        _menu("minute", speak("picker-minute"), state, _minutes(chosen), row=3),
        _menu("length", speak("picker-length"), state, _lengths(speak, chosen), row=4),
    ]
    return embed, rows(items)


def _role_button(
    speak: Speaker, role: Role, chosen: Choices, state: str
) -> discord.ui.Button[discord.ui.View]:
    style = discord.ButtonStyle.primary if chosen.role is role else discord.ButtonStyle.secondary
    return button(speak(f"picker-as-{role.value}"), f"picker:role-{role.value}:{state}", style, row=0)


def _menu(
    field: str, placeholder: str, state: str, options: list[discord.SelectOption], *, row: int
) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=f"picker:{field}:{state}", placeholder=placeholder, options=options, row=row
    )


def _days(
    speak: Speaker, chosen: Choices, zone: str, now: datetime, busy: Sequence[Span]
) -> list[discord.SelectOption]:
    today = now.astimezone(ZoneInfo(zone)).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    return [
        discord.SelectOption(
            label=str(format_date(day, "EEEE d MMMM", locale=speak.language)),
            value=day.isoformat(),
            description=speak("picker-has-interviews") if _any_on(day, zone, busy) else None,
            default=day == chosen.day,
        )
        for day in days
    ]


def _hours(speak: Speaker, chosen: Choices, zone: str, busy: Sequence[Span]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=f"{hour:02}:00–{hour:02}:59",
            value=str(hour),
            description=speak("picker-busy") if _taken(chosen.day, hour, zone, busy) else None,
            default=hour == chosen.hour,
        )
        for hour in range(24)
    ]


def _minutes(chosen: Choices) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=f":{minute:02}", value=str(minute), default=minute == chosen.minute)
        for minute in MINUTES
    ]


def _lengths(speak: Speaker, chosen: Choices) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=speak("minutes", minutes=length), value=str(length), default=length == chosen.length
        )
        for length in sorted({*LENGTHS, chosen.length})
    ]


def _any_on(day: date, zone: str, busy: Sequence[Span]) -> bool:
    return any(start.astimezone(ZoneInfo(zone)).date() == day for start, _ in busy)


def _taken(day: date | None, hour: int, zone: str, busy: Sequence[Span]) -> bool:
    """Tell whether any part of an hour of the day is taken."""
    if day is None:
        return False
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))
    return any(start < starts + timedelta(hours=1) and end > starts for start, end in busy)


def suggested_times(
    speak: Speaker, chosen: Choices, starts: Sequence[datetime], zone: str
) -> discord.ui.View | None:
    """Return a button for each start, which goes on with it in a picker."""
    return rows(
        button(speak.wall_time(start, zone), f"picker:instead:{chosen.at(start, zone).encode()}")
        for start in starts
    )
