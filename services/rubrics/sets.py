"""The rubrics of a server: the bot's own and those of its admins, and which one an interview is judged by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from models import Rubric as StoredRubric
from models import RubricVersion
from models.folded import folded
from models.rows import joined_row, listed
from models.statements import run
from services.holding import is_number
from services.rubrics import standard
from services.rubrics.proposing import proposed
from services.rubrics.refusals import RubricNotOffered, RubricsOff
from services.rubrics.words import Rubric, Words, of_json
from services.server_settings import ServerSettings
from services.text import seen_of

PROPOSED = "auto"
"""What a host chooses to leave it to the topic."""

OWN_MAXIMUM = 20
"""Rubrics of its own that a server has at once: with the bot's they find room among the suggestions."""

_OWN = "s"
"""With what the key of a server's own rubric begins; its number follows."""


@dataclass(frozen=True)
class Offered:
    """A rubric that can be chosen, as lists show it; `is_own` tells the server's own from the bot's."""

    key: str
    name: Words
    version: int
    is_own: bool


def key_of(number: int) -> str:
    """Return the key of a server's own rubric by the number of its row."""
    return f"{_OWN}{number}"


def own_number(key: str) -> int:
    """Return the number of a server's own rubric by its key; 0, which none has, where it is none."""
    number = key.removeprefix(_OWN)
    if key == number or not (number.isascii() and number.isdecimal() and len(number) < 11):
        return 0
    return int(number) if is_number(int(number)) else 0


async def to_judge_by(server_id: int, chosen: str, topic: str) -> Rubric | None:
    """Return by what an interview is judged now, or None in a server that uses no rubrics (one statement).

    That is what the host has `chosen`, or else what the topic proposes; so too where the server has retired
    what was chosen.
    """
    values = {"server": server_id, "rubric": own_number(chosen)}
    (row,) = await run(_judging(), values)
    if not row["uses_rubrics"]:
        return None
    if chosen in standard.KEYS:
        return standard.latest(chosen)
    own = joined_row(RubricVersion, "version", row)
    return standard.latest(proposed(topic)) if own is None else _rubric(own)


async def version_of(server_id: int, key: str, number: int) -> Rubric | None:
    """Return one version of a rubric of a server, whether it is the latest, or retired; None if it never was.

    Those of the bot are known without the database.
    """
    if key in standard.KEYS or not own_number(key):
        return standard.version_of(key, number)
    values = {"server": server_id, "rubric": own_number(key), "version": number if is_number(number) else 0}
    rows = await run(_one_version(), values)
    found = joined_row(RubricVersion, "version", rows[0]) if rows else None
    return None if found is None else _rubric(found)


async def offered(server_id: int) -> list[Offered]:
    """Return what can be chosen in a server: the bot's own first, then the server's, the oldest first."""
    ours = [standard.latest(key) for key in standard.KEYS]
    theirs = await StoredRubric.filter(server_id=server_id, retired_at__isnull=True).order_by("id")
    return [
        *(Offered(one.key, one.name, one.version, is_own=False) for one in ours),
        *(Offered(key_of(row.id), row.name, row.version, is_own=True) for row in theirs),
    ]


async def latest(server_id: int, key: str) -> Rubric | None:
    """Return a rubric of a server as it is now, or None where there is none, or it was retired."""
    found = next((one for one in await offered(server_id) if one.key == key), None)
    return None if found is None else await version_of(server_id, key, found.version)


async def chosen(settings: ServerSettings, text: str) -> str:
    """Return the key of the rubric that somebody has chosen by its key or name; empty for what is proposed.

    Raises:
        RubricsOff: the server uses none.
        RubricNotOffered: there is none of that key or name there.
    """
    if not settings.uses_rubrics:
        raise RubricsOff
    return "" if text == PROPOSED else (await named(settings.server_id, text)).key


async def named(server_id: int, text: str) -> Offered:
    """Return the rubric of a server that has such a key, or such a name in any language.

    Raises:
        RubricNotOffered: there is none, or it was retired.
    """
    wanted = folded(seen_of(text))
    for one in await offered(server_id):
        if wanted in {one.key, *map(folded, one.name.values())}:
            return one
    raise RubricNotOffered(text=text)


def _rubric(version: RubricVersion) -> Rubric:
    content: Mapping[str, Any] = version.content
    return Rubric(key_of(version.rubric_id), version.number, of_json(content))


@cache
def _judging() -> str:
    return (
        f"SELECT server.uses_rubrics, {listed(RubricVersion, 'version')} FROM server"  # noqa: S608 - the models' names
        " LEFT JOIN rubric ON rubric.id = :rubric AND rubric.server_id = server.id"
        " AND rubric.retired_at IS NULL"
        " LEFT JOIN rubric_version AS version"
        " ON version.rubric_id = rubric.id AND version.number = rubric.version"
        " WHERE server.id = :server"
    )


@cache
def _one_version() -> str:
    return (
        f"SELECT {listed(RubricVersion, 'version')} FROM rubric"  # noqa: S608 - the models' names
        " JOIN rubric_version AS version ON version.rubric_id = rubric.id AND version.number = :version"
        " WHERE rubric.id = :rubric AND rubric.server_id = :server"
    )
