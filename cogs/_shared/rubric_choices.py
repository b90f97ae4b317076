"""Rubrics as suggestions, called as whoever types reads them."""

from collections.abc import Iterable

from discord import app_commands

from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM, CHOICES_MAXIMUM
from cogs._shared.markup import isolated, shorten_line
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from services.languages import LANGUAGES
from services.rubrics import sets
from services.rubrics.sets import PROPOSED, Offered
from services.rubrics.words import said
from services.text import seen_of


async def to_choose(by: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Return what a host can choose; in a direct message, where the server is open, what each server has."""
    proposed = by.speak.in_plain("rubric-proposed")
    found = named(by.speak, await sets.offered(by.server_id or 0), typed)
    if seen_of(typed).casefold() in proposed.casefold():
        found = [app_commands.Choice(name=proposed, value=PROPOSED), *found]
    return found[:CHOICES_MAXIMUM]


def named(speak: Speaker, rubrics: Iterable[Offered], typed: str) -> list[app_commands.Choice[str]]:
    """Return those of some rubrics that are called so, in whichever language."""
    looked_for = seen_of(typed).casefold()
    return [
        app_commands.Choice(
            name=shorten_line(isolated(said(one.name, speak.language)), CHOICE_NAME_MAXIMUM), value=one.key
        )
        for one in rubrics
        if any(looked_for in name.casefold() for name in one.name.values())
    ][:CHOICES_MAXIMUM]


def meant(text: str) -> str:
    """Return what was chosen, as a value: what leaves it to the topic may come back by its name."""
    names = {Speaker(language).in_plain("rubric-proposed") for language in LANGUAGES}
    return PROPOSED if text in names else text
