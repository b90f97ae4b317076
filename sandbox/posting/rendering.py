"""How Discord gives embeds and components back: with what it adds to what was sent."""

import copy
from collections.abc import Iterator
from itertools import count

from sandbox.json_types import JsonObject, without_nulls

ACTION_ROW = 1
BUTTON = 2
STRING_SELECT = 3
TEXT_INPUT = 4
USER_SELECT = 5
ROLE_SELECT = 6
MENTIONABLE_SELECT = 7
CHANNEL_SELECT = 8
SECTION = 9
TEXT_DISPLAY = 10
THUMBNAIL = 11
MEDIA_GALLERY = 12
FILE = 13
SEPARATOR = 14
CONTAINER = 17
LABEL = 18
FILE_UPLOAD = 19
RADIO_GROUP = 21
CHECKBOX_GROUP = 22
CHECKBOX = 23

SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})


def walk_components(components: list[JsonObject]) -> Iterator[JsonObject]:
    """Yield every component with all those inside, in the order in which they are shown."""
    for component in components:
        yield component
        yield from walk_components(component.get("components") or [])
        for key in ("component", "accessory"):
            if isinstance(component.get(key), dict):
                yield from walk_components([component[key]])


def rendered_components(components: list[JsonObject] | None) -> list[JsonObject]:
    """Return components with ids and with the media fields that Discord fills in."""
    rendered: list[JsonObject] = [without_nulls(one) for one in components or []]
    taken = {one["id"] for one in walk_components(rendered) if one.get("id")}
    free = (number for number in count(1) if number not in taken)
    for component in walk_components(rendered):
        component["id"] = component.get("id") or next(free)
        if component["type"] == BUTTON:
            component.setdefault("disabled", False)
        if component["type"] == CONTAINER:
            component.setdefault("accent_color", None)
            component.setdefault("spoiler", False)
        for media in _media_of(component):
            media.setdefault("proxy_url", media.get("url"))
            media |= {"width": None, "height": None, "content_type": None, "loading_state": 2, "flags": 0}
            media.setdefault("placeholder", "")
    return rendered


def _media_of(component: JsonObject) -> Iterator[JsonObject]:
    items = [component, *component.get("items", [])]
    for item in items:
        for key in ("media", "file"):
            if isinstance(item.get(key), dict):
                yield item[key]


def rendered_embeds(embeds: list[JsonObject] | None) -> list[JsonObject]:
    """Return embeds with the fields that Discord fills in."""
    rendered = copy.deepcopy(embeds or [])
    for embed in rendered:
        embed["type"] = "rich"
        for key in ("image", "thumbnail"):
            if isinstance(embed.get(key), dict):
                embed[key].setdefault("proxy_url", embed[key].get("url"))
        for field in embed.get("fields", []):
            field.setdefault("inline", False)
    return rendered
