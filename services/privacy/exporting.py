"""Having all that is kept of a person, in files that people and programs can read.

It is read a part at a time and outside of any transaction, and written in a thread: however much there is,
nobody waits for it.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from models import User
from models.moments import moment_of
from models.statements import run
from services import erased
from services.privacy.contents import AT_ONCE, CONTENTS, Contents, named
from services.privacy.registry import PEOPLE_IN_PAYLOADS
from services.privacy.writing import Files, archives
from services.ratings import SHOWN_FROM
from services.refusals import ExportedLately, NothingKept

AGAIN_AFTER = timedelta(days=1)
"""How long it is until somebody can have it all again."""

LIMIT_BYTES = 8_000_000
"""Of one archive: Discord takes attachments of 10 MB."""

_TAKE_TURN = (
    'UPDATE "user" SET exported_at = :now WHERE id = :me AND (exported_at IS NULL OR exported_at <= :before)'
    " RETURNING id"
)
_GIVE_TURN_BACK = 'UPDATE "user" SET exported_at = :before WHERE id = :me AND exported_at = :now'

_OF_MOMENTS = ("_at", "_time", "_until")
_MOMENTS = {"dispute_by", "decide_by"}
_AS_TYPED = {"typed_time"}
_OF_SWITCHES = ("is_", "wants_")


@asynccontextmanager
async def once_a_day(user_id: int, now: datetime) -> AsyncIterator[None]:
    """Let the body export what is kept of somebody, if they did not have it today; what fails does not count.

    Raises:
        NothingKept: they are not known.
        ExportedLately: they had it less than a day ago.
    """
    known = await User.get_or_none(id=user_id)
    if known is None:
        raise NothingKept
    values = {"me": user_id, "now": now}
    if not await run(_TAKE_TURN, {**values, "before": now - AGAIN_AFTER}):
        had_at = (await User.get(id=user_id)).exported_at or now
        raise ExportedLately(again_at=had_at + AGAIN_AFTER)
    try:
        yield
    except BaseException:
        await run(_GIVE_TURN_BACK, {**values, "before": known.exported_at})
        raise


async def export(user_id: int, readme: str, now: datetime, *, limit: int = LIMIT_BYTES) -> list[bytes]:
    """Return all that is kept of a person as zip archives, of at most `limit` bytes each; most are one.

    Feedback that is sealed for them at `now` (UTC) is left out.
    """
    with tempfile.TemporaryDirectory(prefix="sparring-export-") as name:
        folder = Path(name)
        for contents in CONTENTS:
            await _write(folder, contents, user_id, now)
        marks = Files(folder, "marks")
        await asyncio.to_thread(marks.add, await erased.marks_of(user_id))
        await asyncio.to_thread(marks.close)
        return await asyncio.to_thread(archives, folder, readme, limit)


async def _write(folder: Path, contents: Contents, user_id: int, now: datetime) -> None:
    files = Files(folder, contents.name)
    async for rows in _pages(contents, user_id, now):
        await asyncio.to_thread(_add, files, contents, rows, user_id)
    await asyncio.to_thread(files.close)


def _add(files: Files, contents: Contents, rows: Sequence[Mapping[str, Any]], user_id: int) -> None:
    files.add([_shown(contents, row, user_id) for row in rows])


async def _pages(contents: Contents, user_id: int, now: datetime) -> AsyncIterator[list[Mapping[str, Any]]]:
    values = {"me": user_id, "shown_from": SHOWN_FROM, "now": now}
    last = 0
    while rows := list(await run(contents.text, {**values, "last": last})):
        yield rows
        last = int(rows[-1]["id"])
        if len(rows) < AT_ONCE:
            return


def _shown(contents: Contents, row: Mapping[str, Any], user_id: int) -> dict[str, Any]:
    return {name: _value(contents, name, value, user_id) for name, value in dict(row).items()}


def _value(contents: Contents, name: str, value: Any, user_id: int) -> Any:  # noqa: ANN401 - of any column
    """Return what a statement gave as it is meant: SQLite keeps moments, switches and JSON as it can."""
    if name in contents.people:
        return named(value, user_id)
    if value is None:
        return None
    if name in contents.payloads:
        return _unnamed(orjson.loads(value) if isinstance(value, str) else value, user_id)
    if name in _MOMENTS or (name.endswith(_OF_MOMENTS) and name not in _AS_TYPED):
        return moment_of(value)
    return bool(value) if name.startswith(_OF_SWITCHES) else value


def _unnamed(payload: dict[str, Any], user_id: int) -> dict[str, Any]:
    return {
        name: named(value, user_id) if name in PEOPLE_IN_PAYLOADS else value
        for name, value in payload.items()
    }
