"""Of which version of Sparring a database is: the migrations that it has seen."""

from collections.abc import Collection
from enum import StrEnum
from functools import cache
from pathlib import Path

from models import migrations
from models.backups.reading import Reader
from models.database import APP
from models.statements import run

_SEEN = f"SELECT name FROM tortoise_migrations WHERE app = '{APP}'"  # noqa: S608 - a name of this project

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgres": "SELECT relname AS name FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY (current_schemas(false)))",
}

_PLACES = """
    SELECT named.name, to_regnamespace(quote_ident(named.name)) IS NOT NULL AS is_there
    FROM unnest(string_to_array(current_setting('search_path'), ',')) WITH ORDINALITY AS path (part, place)
        CROSS JOIN LATERAL (SELECT trim(BOTH ' "' FROM part) AS said) AS bare
        CROSS JOIN LATERAL (SELECT CASE said WHEN '$user' THEN current_user ELSE said END AS name) AS named
    ORDER BY place"""


class Version(StrEnum):
    """How a database's version compares to this one."""

    NOTHING = "nothing"
    """It has no table at all."""
    NOT_OURS = "not ours"
    OLDER = "older"
    SAME = "same"
    NEWER = "newer"


@cache
def known_migrations() -> frozenset[str]:
    """Return the names of the migrations that this version has."""
    folder = Path(migrations.__file__).parent
    return frozenset(file.stem for file in folder.glob("[0-9]*.py"))


def version_of(seen: Collection[str]) -> Version:
    """Return of which version a database is that has seen these migrations."""
    known = known_migrations()
    if not seen:
        return Version.NOT_OURS
    if not known.issuperset(seen):
        return Version.NEWER
    return Version.SAME if known == set(seen) else Version.OLDER


async def read_version(reader: Reader) -> Version:
    """Return of which version a database is."""
    found = await tables(reader)
    if "tortoise_migrations" not in found:
        return Version.NOT_OURS if found else Version.NOTHING
    return version_of({str(row["name"]) for row in await reader.rows(_SEEN)})


async def tables(reader: Reader) -> set[str]:
    """Return the names of a database's tables."""
    return {str(row["name"]) for row in await reader.rows(_TABLES[reader.dialect])}


async def schemas_looked_in() -> dict[str, bool]:
    """Return in which schemas of the open PostgreSQL database tables are looked for, and which are there."""
    return {str(row["name"]): bool(row["is_there"]) for row in await run(_PLACES, {})}
