"""What buttons and forms are called where they are counted."""

import importlib
import inspect
import re
from collections.abc import Iterator

import pytest

import cogs
from cogs._shared.action_names import name_of, names_of
from cogs._shared.routing import _ROUTE


@pytest.mark.parametrize(
    ("pattern", "custom_id", "name"),
    [
        (r"interview:book:(?P<number>\d{1,10})", "interview:book:17", "interview:book"),
        (r"interview:(?P<verdict>uphold|overturn):(?P<number>\d+)", "interview:uphold:1", "interview:uphold"),
        (r"setup:(?P<place>board|log):(?P<where>board|show)", "setup:log:board", "setup:log"),
        (r"picker:(?:page|show):(?P<role>a|b|)\.(?P<day>\d{8}|)", "picker:show:a.20261130", "picker:show"),
        (r"board:(?P<role>a|b|):(?P<topic>.{0,60})", "board:a:C++ for 1234567", "board"),
        (r"list:(?:at:(?P<server>\d{1,20}):)?(?P<turn>first|next)", "list:at:1234567:next", "list"),
        (r"zone:ask", "zone:ask", "zone:ask"),
    ],
)
def test_a_name_is_what_it_is_about_and_what_is_done(pattern: str, custom_id: str, name: str) -> None:
    assert re.fullmatch(pattern, custom_id)
    assert name_of(pattern, custom_id) == name


def patterns() -> Iterator[str]:
    """Give the patterns of all buttons and forms that there are."""
    for extension in cogs.EXTENSIONS:
        importlib.import_module(extension)
    for _, cog in inspect.getmembers(importlib.import_module("cogs._shared.routing"), inspect.isclass):
        for feature in cog.__subclasses__():
            for _, method in inspect.getmembers(feature, inspect.isfunction):
                yield from (pattern for _, pattern in getattr(method, _ROUTE, ()))


def test_every_name_is_made_of_words() -> None:
    found = {name for pattern in patterns() for name in names_of(pattern)}

    assert len(found) > 50
    assert [name for name in found if not re.fullmatch(r"[a-z]+(?::[a-z-]+)?", name)] == []
