"""The database lets an erasure take a name out of the ledger, and lets nothing else through."""

# ruff: noqa: S608 - the statements are made of this module's own words and numbers

import pytest
from tortoise.exceptions import IntegrityError

from models import PointsEntry, PointsReason, User, UserPoints
from models.rows import columns
from services import points
from tests.support.factories import ADMIN, ANOTHER_SERVER, NOW, SERVER, a_member, everything, run

pytestmark = pytest.mark.usefixtures("database")

NOBODY, ANOTHER = -5_000_000_000, -6_000_000_000

ANOTHER_VALUE = {
    "id": "id + 1000",
    "account_id": "account_id + 1",
    "amount": "amount + 1",
    "balance_after": "balance_after + 1",
    "reason": "'reward'",
    "note": "'another'",
    "interview_id": "1",
    "actor_id": str(ANOTHER),
    "created_at": "'2020-01-01 00:00:00.000000+00:00'",
}
"""For each column of the ledger something else than what stands there."""

OTHERS_OF_AN_ACCOUNT = {
    "id": "id + 1000",
    "server_id": str(ANOTHER_SERVER),
    "balance": "balance + 1",
    "ratings": "ratings + 1",
    "rating_sum": "rating_sum + 1",
    "opened_at": "'2020-01-01 00:00:00.000000+00:00'",
}


async def is_stopped(statement: str) -> None:
    before = await everything()
    with pytest.raises(IntegrityError):
        await run(statement)
    assert await everything() == before


@pytest.fixture
async def entry(database: str) -> int:
    """A row of a member's ledger, written by an admin; what stands in their place is there already."""
    assert database
    member = await a_member(3)
    await a_member(server_id=ANOTHER_SERVER)
    for nobody in (NOBODY, ANOTHER):
        await User.create(id=nobody, created_at=NOW)
    return (await PointsEntry.get(account__user_id=member.user_id)).id


async def closed(entry: int) -> int:
    """Close the account of the row, and return it."""
    account = (await PointsEntry.get(id=entry)).account_id
    member = (await UserPoints.get(id=account)).user_id
    await points.move(SERVER, member, -3, PointsReason.ERASED, NOW)
    return account


async def test_a_name_is_taken_out_of_the_ledger(entry: int) -> None:
    await run(f"UPDATE points_entry SET actor_id = {NOBODY} WHERE id = {entry}")

    assert (await PointsEntry.get(id=entry)).actor_id == NOBODY


async def test_it_is_never_put_in_again_or_replaced_by_another(entry: int) -> None:
    await is_stopped(f"UPDATE points_entry SET actor_id = NULL WHERE id = {entry}")
    await is_stopped(f"UPDATE points_entry SET actor_id = account_id WHERE id = {entry}")
    await run(f"UPDATE points_entry SET actor_id = {NOBODY} WHERE id = {entry}")

    for actor in (ADMIN, "NULL", ANOTHER, NOBODY):
        await is_stopped(f"UPDATE points_entry SET actor_id = {actor} WHERE id = {entry}")


@pytest.mark.parametrize("column", [name for name in ANOTHER_VALUE if name != "actor_id"])
async def test_with_a_name_goes_nothing_else(entry: int, column: str) -> None:
    change = f"{column} = {ANOTHER_VALUE[column]}"
    await is_stopped(f"UPDATE points_entry SET {change} WHERE id = {entry}")
    await is_stopped(f"UPDATE points_entry SET actor_id = {NOBODY}, {change} WHERE id = {entry}")
    await is_stopped(f"UPDATE points_entry SET actor_id = {NOBODY}, note = '' WHERE id = {entry}")
    await is_stopped(f"DELETE FROM points_entry WHERE id = {entry}")


async def test_what_was_said_of_somebody_goes_once_their_account_is_nobodys(entry: int) -> None:
    await is_stopped(f"UPDATE points_entry SET note = '' WHERE id = {entry}")
    account = await closed(entry)
    await is_stopped(f"UPDATE points_entry SET note = '' WHERE id = {entry}")
    await run(f"UPDATE user_points SET user_id = {NOBODY} WHERE id = {account}")

    for column in ANOTHER_VALUE.keys() - {"actor_id"}:
        change = f"{column} = {ANOTHER_VALUE[column]}"
        await is_stopped(f"UPDATE points_entry SET {change} WHERE id = {entry}")
    await run(f"UPDATE points_entry SET note = '' WHERE id = {entry}")

    assert (await PointsEntry.get(id=entry)).note == ""


async def test_an_account_is_nobodys_once_it_is_closed_and_never_somebodys_again(entry: int) -> None:
    account = (await PointsEntry.get(id=entry)).account_id
    change = f"UPDATE user_points SET user_id = {NOBODY}"
    await is_stopped(f"{change} WHERE id = {account}")
    await closed(entry)
    for column, value in OTHERS_OF_AN_ACCOUNT.items():
        await is_stopped(f"{change}, {column} = {value} WHERE id = {account}")
    await is_stopped(f"UPDATE user_points SET user_id = {ADMIN + 1} WHERE id = {account}")

    await run(f"{change} WHERE id = {account}")

    for somebody in (ADMIN, ANOTHER):
        await is_stopped(f"UPDATE user_points SET user_id = {somebody} WHERE id = {account}")
    await is_stopped(f"UPDATE user_points SET server_id = {ANOTHER_SERVER} WHERE id = {account}")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_column_of_an_account_is_thought_of() -> None:
    of_erasures = {"user_id", "paused_until", "paused_for"}
    assert set(columns(UserPoints)) == OTHERS_OF_AN_ACCOUNT.keys() | of_erasures
    assert set(columns(PointsEntry)) == ANOTHER_VALUE.keys()
