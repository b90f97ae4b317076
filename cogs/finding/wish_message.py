"""How wishes look to whoever made them. Pure functions."""

import re
from datetime import timedelta

import discord

from cogs._shared.components import button, rows
from cogs._shared.discord_limits import BUTTON_LABEL_MAXIMUM, CUSTOM_ID_MAXIMUM
from cogs._shared.entries import entries, open_entry
from cogs._shared.markup import shorten
from cogs._shared.translation import Speaker, timestamp
from cogs._shared.wishing import FEWER, book_button, wish_in_plain_words, wish_in_words
from services.finding.alerts import ALERTS_RANGE
from services.finding.refusals import WishTooLong
from services.finding.wishes import Added, NewWish, Wished, Wishes
from services.interviews import Role

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_LISTED_AT_ONCE = 8
"""As many fit into one message, whatever they say; there are more where bookings of several have ended."""


QUESTION = (
    r"server:wish:(?P<seat>interviewer|interviewee):(?P<days>\d{1,2}):(?P<level>[^:]{0,20})"
    r":(?P<length>\d{1,2}):(?P<texts>(?s:.{0,100}))"
)
"""The custom_id of the question in which server something is wished; the language stands before the topic."""


def question(new: NewWish) -> str:
    """Return the custom_id with which it is asked in which server something is wished for.

    Raises:
        WishTooLong: it has no room for what was typed.
    """
    asked = (
        f"server:wish:{new.seat.value}:{new.days}:{new.level}:{len(new.language)}:{new.language}{new.topic}"
    )
    if len(asked) > CUSTOM_ID_MAXIMUM:
        raise WishTooLong(maximum=len(new.language) + len(new.topic) - (len(asked) - CUSTOM_ID_MAXIMUM))
    return asked


def wish_in_question(match: re.Match[str]) -> NewWish:
    """Return what was wished for, from the parts of `QUESTION`."""
    length, texts = int(match["length"]), match["texts"]
    return NewWish(
        seat=Role(match["seat"]),
        days=int(match["days"]),
        level=match["level"],
        language=texts[:length],
        topic=texts[length:],
    )


def added(
    speak: Speaker, made: Added, advice: list[str]
) -> tuple[str, discord.Embed | None, discord.ui.View]:
    """Return what is said to whoever made a wish: what they can do for it, and which cards fit it already."""
    wish = made.wish
    how = "renewed" if made.is_renewed else "new"
    said = [
        speak("wish-added", how=how, wish=_words(speak, wish), until=timestamp(wish.until)),
        speak("wish-others", others=wish.others, seat=wish.seat.other.value),
        *advice,
    ]
    view, embed = rows([button(speak("button-fewer"), FEWER)]), None
    if made.cards:
        embed = discord.Embed(title=speak("wish-cards"), colour=discord.Colour.green())
        embed.description = entries(open_entry(speak, one) for one in made.cards)
        view = rows(book_button(speak, one.id) for one in made.cards)
    assert view is not None  # noqa: S101 - it has a button
    return "\n".join(said), embed, view


def listed(speak: Speaker, wishes: Wishes) -> tuple[str | None, discord.Embed | None, discord.ui.View | None]:
    """Return the wishes of a member, with a button each to let it go.

    Of very many these are the oldest: the others come up when some have gone.
    """
    if not wishes.rows:
        return speak("wish-none"), None, None
    shown = wishes.rows[:_LISTED_AT_ONCE]
    embed = discord.Embed(title=speak("wish-title"), colour=discord.Colour.blurple())
    embed.description = entries(_entry(speak, wish) for wish in shown)
    usual = [
        speak("wish-usual-wait", seat=seat.value, wait=_in_words(speak, wishes.waits[seat]))
        for seat in Role
        if seat in wishes.waits and any(wish.seat is seat for wish in wishes.rows)
    ]
    if usual:
        embed.add_field(name=speak("wish-usual-title"), value="\n".join(usual), inline=False)
    items = [_let_go(speak, wish) for wish in shown]
    return None, embed, rows([*items, button(speak("button-fewer"), FEWER)])


def asking(speak: Speaker, wish_id: int) -> tuple[str, discord.ui.View | None]:
    """Return the question whether a wish is to go, since whoever has waited for long comes first."""
    items = [
        button(speak("button-wish-drop"), f"wish:drop:{wish_id}", discord.ButtonStyle.danger),
        button(speak("button-wish-keep-it"), "wish:list"),
    ]
    return speak("wish-ask-drop"), rows(items)


def alerts(speak: Speaker, most: int, said: str | None = None) -> tuple[str, discord.ui.View | None]:
    """Return of how many cards a day a member is told, with a menu to change it, and a way to pause."""
    fewest, as_many = ALERTS_RANGE
    options = [
        discord.SelectOption(label=speak("alerts-choice", most=one), value=str(one), default=one == most)
        for one in range(as_many, fewest - 1, -1)
    ]
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id="wish:alerts", options=options, row=0
    )
    pause = button(speak("button-pause-week"), "wish:pause", row=1)
    text = speak("alerts-said", most=most)
    return f"{said}\n{text}" if said else text, rows([menu, pause])


def _entry(speak: Speaker, wish: Wished) -> str:
    return speak(
        "wish-entry",
        wish=_words(speak, wish),
        since=timestamp(wish.since, "R"),
        until=timestamp(wish.until),
        others=speak("wish-others", others=wish.others, seat=wish.seat.other.value),
    )


def _let_go(speak: Speaker, wish: Wished) -> discord.ui.Button[discord.ui.View]:
    words = wish_in_plain_words(speak, wish.seat, wish.topic, wish.level, wish.language)
    label = shorten(speak("wish-let-go", wish=words), BUTTON_LABEL_MAXIMUM)
    return button(label, f"wish:ask:{wish.id}")


def _words(speak: Speaker, wish: Wished) -> str:
    return wish_in_words(speak, wish.seat, wish.topic, wish.level, wish.language)


def _in_words(speak: Speaker, wait: timedelta) -> str:
    """Return how long it takes, as roughly as people say it."""
    if wait < 2 * _HOUR:
        return speak("wait-minutes", minutes=max(1, round(wait.total_seconds() / 60)))
    if wait < 2 * _DAY:
        return speak("wait-hours", hours=round(wait / _HOUR))
    return speak("wait-days", days=round(wait / _DAY))
