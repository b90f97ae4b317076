"""The private picker: role, day, hour, minute and length in one message. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import discord
from babel.dates import format_date

from cogs._shared.components import button, rows
from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker, timestamp
from cogs.interviews.picker.month import days_started, days_touched
from cogs.interviews.picker.state import PAGES, Choices, days_of
from services.availability import Outlook, Span
from services.drafts import Details
from services.interviews import Role
from services.people import ReadingZone
from services.times import wall_instants

MINUTES = (0, 15, 30, 45)
LENGTHS = (30, 45, 60, 75, 90, 120)
_BUTTONS_ROW = 4
_KEPT_MAXIMUM = 200
"""Characters that are shown of what waits for the form."""

Item = discord.ui.Item[discord.ui.View]


@dataclass(frozen=True)
class Scene:
    """What a picker shows besides the choices.

    Attributes:
        zone: In which days and hours are.
        today: The first day that is offered.
        outlook: When the member is taken, and what others offer.
        price: What the interviewee's seat costs.
        starts_at: The start, if it is complete and possible.
        bar: Why the member could not take the seat now, whenever it is, as a sentence.
        obstacle: Why the chosen start is not possible, as a sentence.
        details: What was typed already.
        previewed: Whether the next step is the preview again, not the form.
        waiting: How many are free who wait on the other side, for hours of the day in which enough are.
    """

    zone: ReadingZone
    today: date
    outlook: Outlook
    price: int
    starts_at: datetime | None
    bar: str | None
    obstacle: str | None
    details: Details
    previewed: bool
    waiting: Mapping[int, int] = field(default_factory=dict)


def picker_message(
    speak: Speaker, chosen: Choices, scene: Scene
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return the picker as it stands: what is chosen, what is open, and hours that are taken marked."""
    zone = scene.zone.name
    state = chosen.encode()
    items: list[Item] = [
        _menu("day", speak("picker-day"), state, _days(speak, chosen, scene), row=0),
        _menu("hour", speak("picker-hour"), state, _hours(speak, chosen, scene), row=1),
        _menu("minute", speak("picker-minute"), state, _minutes(speak, chosen, zone), row=2),
        _menu("length", speak("picker-length"), state, _lengths(speak, chosen), row=3),
        *_buttons(speak, chosen, scene),
    ]
    return _embed(speak, chosen, scene), rows(items)


def _embed(speak: Speaker, chosen: Choices, scene: Scene) -> discord.Embed:
    said_first = "\n".join(filter(None, (scene.bar, scene.obstacle)))
    embed = discord.Embed(
        title=speak("picker-title"), description=said_first or None, colour=discord.Colour.blurple()
    )
    role = speak(f"role-{chosen.role.value}") if chosen.role else speak("picker-open")
    embed.add_field(name=speak("picker-role"), value=role)
    embed.add_field(name=speak("picker-start"), value=_start(speak, chosen, scene))
    embed.add_field(name=speak("card-duration"), value=speak("minutes", minutes=chosen.length))
    if chosen.role is Role.INTERVIEWEE:
        embed.add_field(name=speak("card-cost"), value=speak("points", points=scene.price))
    if said := scene.details.said():
        kept = plain(shorten(" · ".join(said), _KEPT_MAXIMUM))
        embed.add_field(name=speak("picker-kept"), value=kept, inline=False)
    if scene.zone.is_own:
        embed.set_footer(text=speak("picker-zone", zone=scene.zone.name))
    elif _offers_zone(chosen, scene):
        embed.set_footer(text=speak.in_plain("picker-zone-offered", zone=scene.zone.name))
    else:
        embed.set_footer(text=speak.in_plain("picker-zone-of-the-server", zone=scene.zone.name))
    return embed


def _offers_zone(chosen: Choices, scene: Scene) -> bool:
    """Tell whether there is a place for the button with which a member without a zone chooses one.

    A row holds five: it takes the place of the button that would lead to a page before the first or after the
    last.
    """
    return not scene.zone.is_own and chosen.page_from(scene.today) in {0, PAGES - 1}


def _start(speak: Speaker, chosen: Choices, scene: Scene) -> str:
    """Return the start as everybody will read it and in the member's zone, or what there is of it."""
    if scene.starts_at is not None:
        in_zone = speak.wall_time(scene.starts_at, scene.zone.name)
        relative = timestamp(scene.starts_at, "R")
        return f"{timestamp(scene.starts_at)} ({relative})\n{in_zone} · {scene.zone.name}"
    clock = "" if chosen.hour is None else _clock(speak, chosen.hour, chosen.minute)
    day = "" if chosen.day is None else _day_name(speak, chosen.day)
    return " · ".join(part for part in (day, clock) if part) or speak("picker-open")


def _buttons(speak: Speaker, chosen: Choices, scene: Scene) -> list[Item]:
    """Return the row below the menus; the way on comes last."""
    complete = chosen.role is not None and scene.starts_at is not None
    return [
        _role_button(speak, Role.INTERVIEWER, chosen),
        _role_button(speak, Role.INTERVIEWEE, chosen),
        *_turning(speak, chosen, scene),
        button(
            speak("picker-continue"),
            f"picker:{'preview' if scene.previewed else 'details'}:{chosen.encode()}",
            discord.ButtonStyle.success,
            disabled=not complete,
            row=_BUTTONS_ROW,
        ),
    ]


def _turning(speak: Speaker, chosen: Choices, scene: Scene) -> list[Item]:
    """Return the buttons that turn the page, and the offer to choose a zone."""
    page = chosen.page_from(scene.today)
    earlier = _turn(speak("picker-earlier"), chosen, page - 1)
    later = _turn(speak("picker-later"), chosen, page + 1)
    if not _offers_zone(chosen, scene):
        return [earlier, later]
    zone = button(speak("zone-choose"), f"picker:zone:{chosen.encode()}", row=_BUTTONS_ROW)
    return [later if page == 0 else earlier, zone]


def _turn(label: str, chosen: Choices, page: int) -> Item:
    possible = 0 <= page < PAGES
    # A button that cannot be used still needs a custom_id of its own.
    target = chosen.turned(page if possible else 9)
    return button(label, f"picker:page:{target.encode()}", disabled=not possible, row=_BUTTONS_ROW)


def _role_button(speak: Speaker, role: Role, chosen: Choices) -> Item:
    style = discord.ButtonStyle.primary if chosen.role is role else discord.ButtonStyle.secondary
    custom_id = f"picker:role-{role.value}:{chosen.encode()}"
    return button(speak(f"picker-as-{role.value}"), custom_id, style, row=_BUTTONS_ROW)


def _menu(
    field: str, placeholder: str, state: str, options: list[discord.SelectOption], *, row: int
) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=f"picker:{field}:{state}", placeholder=placeholder, options=options, row=row
    )


def _days(speak: Speaker, chosen: Choices, scene: Scene) -> list[discord.SelectOption]:
    zone = scene.zone.name
    mine = days_touched(scene.outlook.mine, zone)
    offered = days_started((start for start, _ in scene.outlook.offered), zone)

    def about(day: date) -> str | None:
        if day in mine:
            return speak("picker-has-interviews")
        return speak("picker-has-offers") if day in offered else None

    return [
        discord.SelectOption(
            label=_day_name(speak, day),
            value=day.isoformat(),
            description=about(day),
            default=day == chosen.day,
        )
        for day in days_of(chosen.page_from(scene.today), scene.today)
    ]


def _hours(speak: Speaker, chosen: Choices, scene: Scene) -> list[discord.SelectOption]:
    zone = scene.zone.name

    def about(hour: int) -> str | None:
        if chosen.day is None:
            return None
        quarters = [found for minute in MINUTES for found in _instants(chosen.day, hour, minute, zone) or ()]
        if not quarters:
            return speak("picker-skipped")
        if _any_taken(quarters, scene.outlook.mine):
            return speak("picker-busy")
        return speak("picker-waiting", people=scene.waiting[hour]) if hour in scene.waiting else None

    return [
        discord.SelectOption(
            label=_clock(speak, hour, None),
            value=str(hour),
            description=about(hour),
            default=hour == chosen.hour,
        )
        for hour in range(24)
    ]


def _clock(speak: Speaker, hour: int, minute: int | None) -> str:
    """Return a time of day; without a minute all of the hour."""
    if minute is None:
        return f"{speak.clock(hour, 0)}–{speak.clock(hour, 59)}"
    return speak.clock(hour, minute)


def _minutes(speak: Speaker, chosen: Choices, zone: str) -> list[discord.SelectOption]:
    """Return the minutes of the hour: both where the clocks show one twice, none where they skip it."""
    offered = sorted({*MINUTES, *(() if chosen.minute is None else (chosen.minute,))})
    options = []
    for minute in offered:
        is_chosen = minute == chosen.minute
        found = _instants(chosen.day, chosen.hour, minute, zone)
        if found is not None and len(found) > 1:
            for which, instant in zip("ab", found, strict=True):
                offset = instant.astimezone(ZoneInfo(zone)).isoformat()[-6:]
                options.append(
                    discord.SelectOption(
                        label=f":{minute:02} (UTC{offset})",
                        value=f"{minute}{which}",
                        description=speak("picker-twice"),
                        default=is_chosen and chosen.second is (which == "b"),
                    )
                )
        elif found is None or found or is_chosen:
            options.append(discord.SelectOption(label=f":{minute:02}", value=str(minute), default=is_chosen))
    # A menu needs an option; that of an hour which the clocks skip is refused when it is chosen.
    return options or [discord.SelectOption(label=":00", value="0", description=speak("picker-skipped"))]


def _lengths(speak: Speaker, chosen: Choices) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=speak("minutes", minutes=length), value=str(length), default=length == chosen.length
        )
        for length in sorted({*LENGTHS, chosen.length})
    ]


def _instants(day: date | None, hour: int | None, minute: int, zone: str) -> tuple[datetime, ...] | None:
    """Return when the clocks show a time; None as long as day or hour are open."""
    if day is None or hour is None:
        return None
    return wall_instants(datetime(day.year, day.month, day.day, hour, minute), zone)  # noqa: DTZ001


def _any_taken(quarters: Sequence[datetime], busy: Sequence[Span]) -> bool:
    """Tell whether any part of some quarters of an hour is taken."""
    quarter = timedelta(minutes=15)
    return any(start < begin + quarter and end > begin for begin in quarters for start, end in busy)


def _day_name(speak: Speaker, day: date) -> str:
    return str(format_date(day, "EEEE d MMMM", locale=speak.language))


def suggested_times(
    speak: Speaker, chosen: Choices, starts: Sequence[datetime], zone: str
) -> discord.ui.View | None:
    """Return a button for each start, which goes on with it in a picker."""
    return rows(
        button(speak.wall_time(start, zone), f"picker:instead:{chosen.at(start, zone).encode()}")
        for start in starts
    )
