"""Servers without the bot: their rows wait for 30 days, in case it is invited again, and then go.

A server that is away because Discord has trouble is none of them: only what Discord says counts.
"""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import cache

from models import Erasure, MockInterview, Server, User, UserPoints
from models.moments import moment_of
from models.references import references_to
from models.statements import run, run_for
from services.transaction import use_case

KEPT = timedelta(days=30)
"""How long the rows of a server are kept after the bot was removed from it."""

AT_ONCE = 100
"""Interviews, lines of ledgers or accounts that go at a time: no click waits for more."""

COMPARED_AT_ONCE = 500
"""Servers that are read at a time to be compared with those that Discord names."""

DUE_AT_ONCE = 100
"""Servers that are read at a time to find one that is to go."""

_KNOWN = "SELECT id, left_at FROM server WHERE id > :after ORDER BY id LIMIT :many"

_DUE = """
SELECT id, left_at, is_being_removed FROM server
WHERE left_at <= :before AND (left_at, id) > (:since, :after) ORDER BY left_at, id LIMIT :many
"""

_BEGUN = "SELECT id FROM server WHERE left_at IS NOT NULL AND is_being_removed ORDER BY left_at LIMIT 1"

_GOING = "(SELECT id FROM server WHERE id = :server AND is_being_removed)"
"""The server, or none once another process has finished it: what is there then is new."""

_INTERVIEWS = f"SELECT id FROM mock_interview WHERE server_id = {_GOING} ORDER BY id LIMIT :many"  # noqa: S608

_ACCOUNTS = f"SELECT id, user_id FROM user_points WHERE server_id = {_GOING} ORDER BY id LIMIT :many"  # noqa: S608


async def note_removed(server_id: int, now: datetime) -> None:
    """Note that the bot was removed from a server."""
    await Server.filter(id=server_id, left_at__isnull=True).update(left_at=now)


async def note_invited(server_id: int) -> None:
    """Note that the bot is in a server; where its rows have not begun to go, all is as it was."""
    await Server.filter(id=server_id, left_at__isnull=False, is_being_removed=False).update(left_at=None)


async def compare(present: Collection[int], is_gone: Callable[[int], bool], now: datetime) -> set[int]:
    """Note what changed while nobody listened, and return the servers without the bot.

    Args:
        present: The servers in which the bot is, as Discord has just said.
        is_gone: Tells of a server whether this process looks after it, and the bot is not in it.
        now: The moment, in UTC.
    """
    gone: set[int] = set()
    last = 0
    while some := await run(_KNOWN, {"after": last, "many": COMPARED_AT_ONCE}):
        for server in some:
            last, is_noted = int(server["id"]), server["left_at"] is not None
            # First what holds now: one of those present may have removed the bot since.
            if is_gone(last):
                gone.add(last)
                if not is_noted:
                    await note_removed(last, now)
            elif last in present and is_noted:
                await note_invited(last)
    return gone


async def remove_due(is_gone: Callable[[int], bool], now: datetime) -> bool:
    """Remove what a server left behind from which the bot was removed 30 days ago, a part of it at a time.

    What is interrupted goes on with the next call, by any process: a row goes only after those that refer to
    it, and an account in one transaction with whom only it was known by. What was begun is finished, also
    where the bot is invited again meanwhile: half of it is of no use to anybody.

    Args:
        is_gone: Tells of a server whether this process looks after it, and the bot is not in it.
        now: The moment, in UTC.

    Returns:
        Whether there is more to remove.
    """
    server = await _one_that_goes(is_gone, now - KEPT)
    if server is None:
        return False
    # It may have been invited again since it was read: then it is not due any more, and keeps all.
    if not await Server.filter(id=server, left_at__lte=now - KEPT).update(is_being_removed=True):
        return True
    await _remove_a_part(server)
    return True


async def finish_begun() -> int:
    """Remove all that is left of servers whose removal was begun, and return how many these were."""
    finished = 0
    while begun := await run(_BEGUN, {}):
        server = int(begun[0]["id"])
        while not await _remove_a_part(server):
            pass
        finished += 1
    return finished


async def _remove_a_part(server: int) -> bool:
    """Remove a part of a server that is being removed; return whether that was the last, and it is gone."""
    if await _remove_interviews(server) or await _remove_ledgers(server):
        return False
    # After what comes in many parts: some of these tables have to be read whole for it.
    await _remove_what_else_is_there(server)
    if await _remove_accounts(server):
        return False
    await Server.filter(id=server, is_being_removed=True).delete()
    return True


async def _one_that_goes(is_gone: Callable[[int], bool], before: datetime) -> int | None:
    """Return a server to go on with, that left longest ago; those of processes that are away hold up none."""
    since, after = datetime.min.replace(tzinfo=UTC), 0
    while due := await run(_DUE, {"before": before, "since": since, "after": after, "many": DUE_AT_ONCE}):
        for row in due:
            since, after = moment_of(row["left_at"]), int(row["id"])
            if row["is_being_removed"] or is_gone(after):
                return after
    return None


async def _remove_interviews(server: int) -> bool:
    """Remove some interviews with all that refers to them; return whether there were any."""
    some = {"server": server, "many": AT_ONCE}
    for table, column in references_to(MockInterview):
        await run(f"DELETE FROM {table} WHERE {column} IN ({_INTERVIEWS})", some)  # noqa: S608 - the models' names
    return bool(await run(f"DELETE FROM mock_interview WHERE id IN ({_INTERVIEWS}) RETURNING id", some))  # noqa: S608


async def _remove_ledgers(server: int) -> bool:
    """Remove some of what refers to accounts; it goes before any of them, as it names admins too."""
    some = {"server": server, "many": AT_ONCE}
    for table, column in references_to(UserPoints):
        theirs = (
            f"SELECT entry.id FROM user_points JOIN {table} AS entry ON entry.{column} = user_points.id"  # noqa: S608
            f" WHERE user_points.server_id = {_GOING} LIMIT :many"
        )
        if await run(f"DELETE FROM {table} WHERE id IN ({theirs}) RETURNING id", some):  # noqa: S608 - as above
            return True
    return False


async def _remove_accounts(server: int) -> bool:
    """Remove some accounts, and people who are known nowhere else.

    Both in one transaction: nothing but their accounts says whom the server knew.
    """
    async with use_case(counts=False):
        accounts = await run(_ACCOUNTS, {"server": server, "many": AT_ONCE})
        numbers = [int(row["id"]) for row in accounts]
        await run_for(numbers, "DELETE FROM user_points WHERE id IN (:numbers)", {})
        await run_for([int(row["user_id"]) for row in accounts], _strangers(), {})
    return bool(accounts)


async def _remove_what_else_is_there(server: int) -> None:
    """Remove what belongs to a server, but its accounts; it goes before these, as it may refer to people."""
    for table, column in references_to(Server):
        if table != UserPoints._meta.db_table:  # noqa: SLF001 - the name that Tortoise itself asks for
            await run(f"DELETE FROM {table} WHERE {column} = {_GOING}", {"server": server})  # noqa: S608


@cache
def _strangers() -> str:
    """Return the statement that removes people, but those whom something refers to still.

    An erasure that is under way refers to who stands in somebody's place, by no foreign key: the rest of it
    needs that row.
    """
    nobody_refers = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.{column} = "user".id)'  # noqa: S608 - as above
        for table, column in (*references_to(User), (Erasure._meta.db_table, "tombstone_id"))  # noqa: SLF001 - as above
    )
    return f'DELETE FROM "user" WHERE id IN (:numbers) AND {nobody_refers}'  # noqa: S608 - as above
