"""How a member's own free hours look: the week, the exceptions, and what was done. Pure functions."""

from collections.abc import Sequence
from datetime import date

import discord
from babel.dates import format_date

from cogs._shared.components import button, rows
from cogs._shared.translation import Speaker
from cogs._shared.weekdays import capitalised, week_from, weekday_name, weekday_within
from services.finding.free_time.dates import Exceptional
from services.finding.free_time.own import OwnException, OwnWeek, is_whole_day
from services.finding.free_time.week import DAY_MINUTES, Weekly, of_a_day

ADD = "free:add"
"""The custom_id of the button that opens the form, and of the form."""

EXCEPTIONS = "free:exceptions"
RESUME = "free:resume"

LISTED_AT_ONCE = 25
"""As many as one of Discord's menus takes."""

Item = discord.ui.Item[discord.ui.View]


def clock_of(speak: Speaker, minute: int) -> str:
    """Return a minute of the day, 0 to 1440, as clocks show it."""
    return speak.clock(minute // 60 % 24, minute % 60)


def hours_of(speak: Speaker, from_minute: int, to_minute: int) -> str:
    """Return hours of a day as words."""
    if (from_minute, to_minute) == (0, DAY_MINUTES):
        return speak("free-all-day")
    return f"{clock_of(speak, from_minute)}–{clock_of(speak, to_minute)}"


def lines_of(speak: Speaker, from_minute: int, to_minute: int) -> tuple[str, ...]:
    """Return hours of a day as lines for a narrow place."""
    if (from_minute, to_minute) == (0, DAY_MINUTES):
        return (speak("free-all-day"),)
    return clock_of(speak, from_minute), f"–{clock_of(speak, to_minute)}"


def in_order(week: OwnWeek, first: int) -> list[tuple[int, Weekly]]:
    """Return the spans with their numbers, in the order of a week that begins with a weekday."""
    places = {weekday: place for place, weekday in enumerate(week_from(first))}
    found = [(one.id, one.span) for one in week.spans]
    return sorted(found, key=lambda one: (places[one[1].weekday], one[1].from_minute))


def week_message(speak: Speaker, week: OwnWeek, first: int) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return the week without its picture, with a button to remove each span; it begins with `first`."""
    lines = []
    if week.paused_until is not None:
        lines.append(speak("free-paused", until=week.paused_until))
    if not week.spans:
        lines.append(speak("free-none"))
    embed = discord.Embed(
        title=speak("free-title"),
        description="\n\n".join(lines) or None,
        colour=discord.Colour.blurple(),
    )
    embed.set_footer(text=speak("free-footer", zone=week.zone) if week.zone else speak("free-footer-private"))
    items: list[Item] = [
        button(_remove_label(speak, span), f"free:remove:{number}") for number, span in in_order(week, first)
    ]
    items.append(button(speak("button-free-add"), ADD, discord.ButtonStyle.primary))
    if week.exceptions:
        label = speak("button-free-exceptions", count=len(week.exceptions))
        items.append(button(label, EXCEPTIONS))
    if week.paused_until is not None:
        items.append(resume_button(speak))
    return embed, rows(items)


def resume_button(speak: Speaker) -> discord.ui.Button[discord.ui.View]:
    """Return the button that ends a pause."""
    return button(speak("button-free-resume"), RESUME)


def add_button(speak: Speaker) -> discord.ui.Button[discord.ui.View]:
    """Return the button that opens the form for free hours."""
    return button(speak("button-free-add"), ADD, discord.ButtonStyle.primary)


def _remove_label(speak: Speaker, span: Weekly) -> str:
    name = weekday_name(span.weekday, speak.language, "abbreviated")
    return f"{name} {hours_of(speak, span.from_minute, span.to_minute)} ✕"


def week_words(speak: Speaker, week: OwnWeek, first: int) -> str:
    """Return the week in words, for whoever does not see its picture."""
    days: dict[str, list[str]] = {}
    for _, span in in_order(week, first):
        name = weekday_within(span.weekday, speak.language, "wide")
        days.setdefault(name, []).append(hours_of(speak, span.from_minute, span.to_minute))
    return speak("free-words", days="; ".join(f"{name} {', '.join(hours)}" for name, hours in days.items()))


def added(speak: Speaker, weekdays: Sequence[int], from_minute: int, to_minute: int) -> str:
    """Say what hours were added, also that they go over midnight."""
    names = ", ".join(weekday_within(day, speak.language, "wide") for day in weekdays)
    start, end = clock_of(speak, from_minute), clock_of(speak, to_minute)
    if of_a_day(from_minute, to_minute)[1] is None:
        return speak("free-added", days=names, hours=hours_of(speak, from_minute, to_minute or DAY_MINUTES))
    if len(weekdays) > 1:
        return speak("free-added-nights", days=names, start=start, end=end)
    following = weekday_within((weekdays[0] + 1) % 7, speak.language, "wide")
    return speak("free-added-night", day=names, start=start, next=following, end=end)


def excepted(speak: Speaker, day: date, from_minute: int, to_minute: int, *, is_free: bool) -> str:
    """Say what was set for a day."""
    answer = "yes" if is_free else "no"
    name = day_name(speak, day)
    if (from_minute, to_minute) == (0, DAY_MINUTES):
        return speak("free-excepted-day", day=name, free=answer)
    start, end = clock_of(speak, from_minute), clock_of(speak, to_minute)
    return speak("free-excepted", day=name, start=start, end=end, free=answer)


def exceptions_page(
    speak: Speaker, exceptions: Sequence[OwnException], page: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the exceptions, with a menu to take one back; one beyond the last is the last."""
    pages = max(1, -(-len(exceptions) // LISTED_AT_ONCE))
    page = min(page, pages - 1)
    shown = exceptions[page * LISTED_AT_ONCE : (page + 1) * LISTED_AT_ONCE]
    lines = [capitalised(_line(speak, one.exception)) for one in shown]
    embed = discord.Embed(
        title=speak("free-exceptions-title"),
        description="\n".join(lines) or speak("free-exceptions-none"),
        colour=discord.Colour.blurple(),
    )
    embed.set_footer(text=speak("free-footer-private"))
    items: list[Item] = []
    if shown:
        options = [
            discord.SelectOption(label=line, value=str(one.id))
            for one, line in zip(shown, lines, strict=True)
        ]
        placeholder = speak("free-exceptions-remove")
        items.append(
            discord.ui.Select(custom_id=f"free:back:{page}", placeholder=placeholder, options=options)
        )
    if page > 0:
        items.append(button(speak("button-previous"), f"{EXCEPTIONS}:{page - 1}"))
    if page < pages - 1:
        items.append(button(speak("button-next"), f"{EXCEPTIONS}:{page + 1}"))
    return embed, rows(items)


def _line(speak: Speaker, one: Exceptional) -> str:
    hours = speak("free-all-day") if is_whole_day(one) else hours_of(speak, one.from_minute, one.to_minute)
    answer = "yes" if one.is_free else "no"
    return speak("free-exception", day=day_name(speak, one.day), hours=hours, free=answer)


def day_name(speak: Speaker, day: date) -> str:
    """Return a date as words, with its weekday."""
    return str(format_date(day, "EEE d MMM y", locale=speak.language))
