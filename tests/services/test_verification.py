"""Whatever does not hold together in a database is found, and nothing else."""

import contextlib
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from tortoise.transactions import in_transaction

from models import UserPoints
from models.backups import schema
from models.backups.reading import OpenDatabase, sqlite_file
from models.database import database
from services import removed_servers
from services.privacy import accounts, leaving
from services.removed_servers import KEPT
from services.verification import broken
from tests.services.privacy.lives import LATER, WHO, a_life
from tests.services.test_removed_servers import a_busy_server
from tests.support.databases import Databases, opened
from tests.support.factories import ANOTHER_SERVER, NOW, SERVER, a_member, run
from tests.support.keeping import fill, past_the_guards

BREAKING = {
    "UPDATE user_points SET balance = balance + 1 WHERE id = 1": ("not the sum of the ledger", "#1."),
    "UPDATE user_points SET balance = balance + 1": ("not the sum of the ledger", " more."),
    "UPDATE points_entry SET balance_after = balance_after + 1 WHERE id = 2": ("does not follow",),
    "UPDATE points_entry SET amount = amount + 1 WHERE id = 1": ("not the sum", "does not follow"),
    "UPDATE mock_interview SET status = 'cancelled' WHERE status = 'booked'": ("paid for the seat",),
    "UPDATE mock_interview SET status = 'lapsed' WHERE id = 1": ("paid for", "The reward"),
    "UPDATE mock_interview SET agreed_reward = 2 WHERE id = 1": ("The reward does not fit", "#1."),
    "UPDATE points_entry SET interview_id = 2 WHERE reason = 'reward' AND interview_id = 1": ("The reward",),
    "DELETE FROM interview_feedback WHERE interview_id = 1": ("What ended it is missing", "#1."),
    "DELETE FROM no_show_report": ("What ended it is missing",),
    "UPDATE mock_interview SET host_id = first.person, interviewer_id = first.person, status = 'no_show' FROM"
    " (SELECT MIN(interviewer_id) AS person FROM mock_interview) AS first": ("Somebody is in two at once",),
    "UPDATE user_points SET ratings = ratings + 1 WHERE id = 3": ("The ratings do not add up", "#3."),
    "UPDATE mock_interview SET held_until = ends_at WHERE id = 1": ("Seat and waiting list", "#1."),
    "UPDATE wish SET state = 'done', done_at = since, waited_minutes = 0, interview_id = 1": (
        "Their owners do not sit",
    ),
    "UPDATE pair SET state = 'declined'": ("Its two are asked still",),
    "UPDATE mock_interview SET is_waited_for = FALSE": ("Seat and waiting list",),
    "UPDATE waiting_entry SET user_id = (SELECT interviewer_id FROM mock_interview"
    " WHERE mock_interview.id = interview_id)": ("Seat and waiting list",),
    "DELETE FROM installation": ("no name, or more than one",),
    "INSERT INTO installation (id, name) VALUES (2, 'another')": ("no name, or more than one",),
}
"""What breaks a database, and what is said then."""


class EnoughError(Exception):
    """What was done is taken back."""


async def said_after(statement: str) -> list[str]:
    """What is wrong once a statement was run, which is then undone."""
    said: list[str] = []
    with contextlib.suppress(EnoughError):
        async with in_transaction():
            await past_the_guards(statement)
            said = await broken(OpenDatabase())
            raise EnoughError
    return said


async def test_what_does_not_hold_together_is_found(database_url: str) -> None:
    await fill(database_url)
    async with opened(database_url):
        assert await broken(OpenDatabase()) == []
        for statement, words in BREAKING.items():
            said = await said_after(statement)
            assert all(any(word in one for one in said) for word in words), (statement, said)
        assert await broken(OpenDatabase()) == []


async def test_a_server_whose_removal_was_cut_off_is_no_fault_and_hides_none(
    database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removed_servers, "AT_ONCE", 1)
    await a_busy_server()
    member = await a_member(7, server_id=ANOTHER_SERVER)
    await removed_servers.note_removed(SERVER, NOW)
    assert await broken(OpenDatabase()) == []
    account = await UserPoints.get(server_id=ANOTHER_SERVER, user_id=member.user_id)
    elsewhere = f"UPDATE user_points SET balance = balance + 1 WHERE id = {account.id}"  # noqa: S608 - a number

    while await removed_servers.remove_due(lambda server: server == SERVER, NOW + KEPT):
        assert await broken(OpenDatabase()) == []

    assert await said_after(elsewhere) == [
        f"The balance is not the sum of the ledger in accounts #{account.id}."
    ]


async def test_what_is_wrong_with_a_server_that_is_not_being_removed_yet_is_found(database: None) -> None:
    await a_busy_server()
    await removed_servers.note_removed(SERVER, NOW)

    assert await said_after("UPDATE user_points SET balance = balance + 1") != []


async def test_an_erasure_that_was_cut_off_hides_no_fault(database: None) -> None:
    life = await a_life()
    begun = await leaving.begin(WHO, LATER)
    await accounts.close_all(begun, LATER)
    assert await broken(OpenDatabase()) == []
    given, received = life.played["given"], life.played["received"]
    other, nobody = life.others[-1].user_id, begun.tombstone_id
    wrong = {
        f"mock_interview SET interviewee_id = {other} WHERE id = {received}": "paid for the seat",
        f"mock_interview SET host_id = {other}, interviewer_id = {other} WHERE id = {given}": "The reward",
        f"user_points SET ratings = ratings + 1 WHERE user_id = {nobody}": "The ratings",
    }

    for change, words in wrong.items():
        assert any(words in one for one in await said_after(f"UPDATE {change}")), change


async def test_numbers_that_would_be_given_twice_are_found(database_url: str) -> None:
    statement = (
        "SELECT setval('notification_id_seq', 1)"
        if database_url.startswith("postgres")
        else "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'notification'"
    )
    await fill(database_url)
    async with opened(database_url):
        await run(statement)

        assert await broken(OpenDatabase()) == ["The next number belongs to a row already in: notification."]


async def lacking_in(database_url: str) -> list[str] | None:
    """What a database lacks."""
    async with AsyncExitStack() as stack:
        if database_url.startswith("sqlite"):
            file = Path(database_url.removeprefix("sqlite://"))
            return await schema.lacking(await stack.enter_async_context(sqlite_file(file)))
        await stack.enter_async_context(opened(database_url))
        return await schema.lacking(OpenDatabase())


async def test_what_the_schema_lacks_is_found(databases: Databases, engine: str) -> None:
    # Not a migrated one, which others are given after this test.
    database_url = databases.empty()
    async with database(database_url):
        pass
    on = " ON points_entry" if engine == "postgres" else ""
    assert await lacking_in(database_url) == []

    async with opened(database_url):
        await run(f"DROP TRIGGER points_entry_fits_the_balance{on}")
        await run("DROP INDEX notification_one_of_a_lane")
        await run(
            "CREATE UNIQUE INDEX notification_one_of_a_lane ON notification (lane) WHERE owner IS NOT NULL"
        )
        await run("ALTER TABLE board_call DROP COLUMN newest")
        if engine == "postgres":
            await run("ALTER TABLE user_points DROP CONSTRAINT user_points_balance_not_negative")

    found = await lacking_in(database_url)
    assert found is not None
    assert len(found) == (3 if engine == "sqlite" else 4)
    assert "the trigger points_entry_fits_the_balance" in found
    assert "the column board_call.newest" in found
