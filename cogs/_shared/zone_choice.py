"""Choosing one's time zone where one stands: a form with one field, and the question which zone is meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from cogs._shared.components import button, rows
from cogs._shared.discord_limits import BUTTON_LABEL_MAXIMUM, MENU_OPTION_MAXIMUM
from cogs._shared.forms import Form
from cogs._shared.markup import plain, shorten
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from services.zones import ZoneChoice, ZoneReading, read_zone

ASK = "zone:ask"
"""The custom_id of the button that opens the form, and of the form."""

ZONE = r"(?P<zone>[A-Za-z0-9_+/-]{1,40})"
"""A zone's name in a custom_id."""

_BUTTONS = 3
"""As many of the zones that could be meant get a button; the others stand in a menu."""


@dataclass(frozen=True)
class ZoneWays:
    """Where the question which zone is meant leads, as custom_ids.

    Attributes:
        take: Of the button that takes a zone.
        menu: Of the menu whose value is a zone.
        again: Of the button that opens the form.
        back: Of the button that leaves all as it is, if there is one.
    """

    take: Callable[[str], str]
    menu: str
    again: str
    back: str | None = None


def zone_button(speak: Speaker, custom_id: str = ASK) -> discord.ui.Button[discord.ui.View]:
    """Return the button with which somebody who has no zone chooses one."""
    return button(speak("zone-choose"), custom_id)


def zone_form(speak: Speaker, custom_id: str) -> Form:
    """Return the form that asks for a zone by whatever the member knows of it."""
    form = Form(speak("zone-form-title"), custom_id)
    form.add_text("zone", speak("zone-form-field"), minimum=1, maximum=100, hint=speak("zone-form-hint"))
    return form


def read_typed_zone(by: Asked, typed: str) -> ZoneReading:
    """Return which zone was typed, or which could be meant."""
    return read_zone(typed, language=by.speak.language, now=by.now)


def zone_question(
    speak: Speaker, typed: str, found: Sequence[ZoneChoice], ways: ZoneWays
) -> tuple[str, discord.ui.View | None]:
    """Return the question which of the zones is meant, with a way to take each and one to type again."""
    shown = plain(shorten(typed, 100))
    text = speak("zone-which", text=shown) if found else speak("zone-none", text=shown)
    items: list[discord.ui.Item[discord.ui.View]] = [
        button(shorten(zone.label, BUTTON_LABEL_MAXIMUM), ways.take(zone.name), row=0)
        for zone in found[:_BUTTONS]
    ]
    if found[_BUTTONS:]:
        items.append(_menu(speak, found[_BUTTONS:], ways.menu))
    items.append(button(speak("zone-again"), ways.again, row=2))
    if ways.back is not None:
        items.append(button(speak("zone-back"), ways.back, row=2))
    return text, rows(items)


def _menu(speak: Speaker, found: Sequence[ZoneChoice], custom_id: str) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=shorten(zone.label, MENU_OPTION_MAXIMUM), value=zone.name)
        for zone in found
    ]
    return discord.ui.Select(custom_id=custom_id, placeholder=speak("zone-more"), options=options, row=1)
