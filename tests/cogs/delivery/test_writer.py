"""Noting what became of rows: in order, many at once, and later where the database is away."""

import asyncio
from collections.abc import Collection, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from cogs.delivery import writer as writing
from cogs.delivery.writer import AT_ONCE, Writer
from services.delivery import outcomes, queue
from services.delivery.kinds.shown import Panel
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.delivery.queue import WaitsFor
from services.outages import OutageError
from tests.meta.test_kinds import NOW, a_delivery

ME = 7


class Database:
    """What was written, and whether it can be."""

    def __init__(self) -> None:
        self.is_away = False
        self.written: list[str | int] = []
        self.batches: list[int] = []
        self.tries: asyncio.Queue[None] = asyncio.Queue()

    async def until_written(self, count: int) -> None:
        """Wait until so much was written."""
        async with asyncio.timeout(20):
            while len(self.written) < count:
                await self.tries.get()

    async def note(self, what: str) -> None:
        self._check()
        self.written.append(what)

    async def sent(self, me: int, said: Sequence[Said], now: datetime) -> None:
        assert (me, now.tzinfo) == (ME, UTC)
        self._check()
        self.written += [one.row.id for one in said]
        if said:
            self.batches.append(len(said))

    async def put_off(
        self, me: int, ids: Collection[int], until: datetime, waits_for: WaitsFor, *, error: str
    ) -> None:
        assert (me, until > NOW, waits_for) == (ME, True, WaitsFor.TRY)
        self._check()
        self.written += [f"{number} is put off: {error}" for number in ids]

    def _check(self) -> None:
        self.tries.put_nowait(None)
        if self.is_away:
            raise OutageError


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    """Where what became of rows is noted."""
    found = Database()
    monkeypatch.setattr(outcomes, "sent", found.sent)
    monkeypatch.setattr(queue, "put_off", found.put_off)
    monkeypatch.setattr(writing, "PAUSE_SECONDS", 0.0)
    return found


@pytest.fixture
def heard() -> list[str]:
    """What the pool hears of."""
    return []


@pytest.fixture
def writer(heard: list[str]) -> Writer:
    """The writer of a process."""
    found = Writer(lambda: NOW, lambda: heard.append("noted"))
    found.me = ME
    return found


def row(number: int) -> Delivery:
    found = a_delivery(Panel())
    return Delivery(**(vars(found) | {"id": number}))


async def broken() -> None:
    raise RuntimeError("broken")


async def working(writer: Writer, meanwhile: Coroutine[Any, Any, None]) -> None:
    """Let a writer run while something happens."""
    running = asyncio.create_task(writer.run())
    try:
        await meanwhile
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_follows_from_a_row_is_written_before_the_note_that_it_is_done(
    database: Database, writer: Writer
) -> None:
    writer.said(Said(row(1)))
    writer.note(partial(database.note, "first"))
    writer.note(partial(database.note, "second"))

    await writer.flush()
    await writer.flush()

    assert database.written == ["first", "second", 1]


async def test_many_rows_are_noted_together_and_whoever_waits_hears_of_it(
    database: Database, writer: Writer, heard: list[str]
) -> None:
    for number in range(AT_ONCE + 3):
        writer.said(Said(row(number)))

    await writer.flush()

    assert database.written == list(range(AT_ONCE + 3))
    assert database.batches == [AT_ONCE, 3]
    assert heard


async def test_what_was_noted_while_the_database_was_away_is_written_in_its_order_once_it_is_back(
    database: Database, writer: Writer
) -> None:
    async def go_away_and_come_back() -> None:
        database.is_away = True
        writer.note(partial(database.note, "first"))
        writer.said(Said(row(1)))
        await database.tries.get()
        writer.note(partial(database.note, "second"))
        database.is_away = False
        await database.until_written(3)

    await working(writer, go_away_and_come_back())
    await writer.flush()

    assert database.written == ["first", "second", 1]


async def test_what_was_noted_while_others_were_being_written_is_written_in_its_order_too(
    database: Database, writer: Writer
) -> None:
    goes_on, has_begun = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        has_begun.set()
        await goes_on.wait()
        await database.note("slow")

    writer.note(slowly)
    writing_it = asyncio.create_task(writer.flush())
    await has_begun.wait()
    writer.note(partial(database.note, "meanwhile"))
    writer.said(Said(row(1)))
    goes_on.set()
    await writing_it

    assert database.written == ["slow", "meanwhile", 1]


async def test_of_two_who_write_at_once_each_note_is_written_by_one(
    database: Database, writer: Writer
) -> None:
    """As when a process is told to stop while the writer is at work."""
    goes_on, has_begun = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        has_begun.set()
        await goes_on.wait()
        await database.note("slow")

    writer.note(slowly)
    writer.said(Said(row(1)))
    both = asyncio.gather(writer.flush(), writer.flush())
    await has_begun.wait()
    goes_on.set()
    await both

    assert database.written == ["slow", 1]


async def test_what_is_noted_while_the_database_is_going_away_is_kept(
    database: Database, writer: Writer
) -> None:
    goes_on, has_begun = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        has_begun.set()
        await goes_on.wait()
        await database.note("slow")

    writer.note(slowly)
    writing_it = asyncio.create_task(writer.flush())
    await has_begun.wait()
    database.is_away = True
    writer.note(partial(database.note, "second"))
    writer.said(Said(row(1)))
    goes_on.set()
    with pytest.raises(OutageError):
        await writing_it
    assert database.written == []

    database.is_away = False
    goes_on.set()
    await writer.flush()

    assert database.written == ["slow", "second", 1]


async def test_a_note_that_cannot_be_written_holds_up_no_other(
    database: Database, writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    writer.note(broken)
    writer.note(partial(database.note, "second"))
    writer.said(Said(row(1)))

    await writer.flush()
    await writer.flush()

    assert database.written == ["second", 1]
    assert caplog.text.count("RuntimeError: broken") == 1


async def test_a_row_of_which_something_could_not_be_written_is_put_off_before_the_note_that_it_is_done(
    database: Database, writer: Writer
) -> None:
    writer.note(broken, row(1))
    writer.note(partial(database.note, "second"))
    writer.said(Said(row(1)))

    await writer.flush()

    assert database.written == ["1 is put off: RuntimeError('broken')", "second", 1]


async def test_a_row_is_put_off_also_where_the_database_goes_away_before_that_is_written(
    database: Database, writer: Writer
) -> None:
    async def go_away() -> None:
        database.is_away = True
        raise RuntimeError("broken")

    writer.note(go_away, row(1))
    with pytest.raises(OutageError):
        await writer.flush()
    assert database.written == []
    # Nobody may take the row before.
    assert writer.rows == {1}

    database.is_away = False
    await writer.flush()

    assert database.written == ["1 is put off: RuntimeError('broken')"]
    assert writer.rows == set()


async def test_a_row_that_cannot_even_be_put_off_holds_up_no_other(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def put_off(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken too")

    monkeypatch.setattr(queue, "put_off", put_off)
    writer.note(broken, row(1))
    writer.note(partial(database.note, "second"))

    await writer.flush()

    assert database.written == ["second"]
    assert writer.rows == set()


async def test_where_rows_cannot_be_noted_together_each_is_and_only_the_culprit_is_put_off(
    database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def sent(me: int, said: Sequence[Said], now: datetime) -> None:
        if 2 in {one.row.id for one in said}:
            raise RuntimeError("broken")
        await database.sent(me, said, now)

    async def say_three_and_wait() -> None:
        for number in (1, 2, 3):
            writer.said(Said(row(number)))
        # Nothing else happens that would have the writer look again.
        await database.until_written(3)

    monkeypatch.setattr(outcomes, "sent", sent)
    await working(writer, say_three_and_wait())

    assert database.written == [1, "2 is put off: RuntimeError('broken')", 3]
    assert "RuntimeError: broken" in caplog.text
