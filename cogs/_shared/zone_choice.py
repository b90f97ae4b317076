"""Choosing one's time zone where one stands: a form with one field, answered by the best readings."""

from collections.abc import Callable, Sequence

import discord

from cogs._shared.components import button
from cogs._shared.discord_limits import BUTTON_LABEL_MAXIMUM
from cogs._shared.forms import Form
from cogs._shared.markup import plain, shorten
from cogs._shared.people import Asked
from cogs._shared.translation import Speaker
from services.zones import ZoneChoice, find_zones

READINGS = 3

ASK = "zone:ask"
"""The custom_id of the button that opens the form, and of the form."""

ZONE = r"(?P<zone>[A-Za-z0-9_+/-]{1,40})"
"""A zone's name in a custom_id."""


def zone_button(speak: Speaker) -> discord.ui.Button[discord.ui.View]:
    """Return the button with which somebody who has no zone chooses one."""
    return button(speak("zone-choose"), ASK)


def zone_form(speak: Speaker, custom_id: str) -> Form:
    """Return the form that asks for a zone by whatever the member knows of it."""
    form = Form(speak("zone-form-title"), custom_id)
    form.add_text("zone", speak("zone-form-field"), minimum=1, maximum=100, hint=speak("zone-form-hint"))
    return form


def zone_readings(by: Asked, typed: str) -> list[ZoneChoice]:
    """Return the zones that fit what was typed best."""
    return find_zones(typed, language=by.speak.language, now=by.now, limit=READINGS)


def zone_question(
    speak: Speaker, typed: str, found: Sequence[ZoneChoice], custom_id_of: Callable[[str], str], again: str
) -> tuple[str, list[discord.ui.Item[discord.ui.View]]]:
    """Return the question which of the zones is meant, with a button for each and one to type again."""
    shown = plain(shorten(typed, 100))
    text = speak("zone-which", text=shown) if found else speak("zone-none", text=shown)
    items: list[discord.ui.Item[discord.ui.View]] = [
        button(shorten(zone.label, BUTTON_LABEL_MAXIMUM), custom_id_of(zone.name), row=0) for zone in found
    ]
    items.append(button(speak("zone-again"), again, row=1))
    return text, items
