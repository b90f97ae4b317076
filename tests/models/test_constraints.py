"""What must never happen (design, section 2) is stopped by the database itself, whoever writes to it."""

# ruff: noqa: S608 - the statements are made of this module's own words and numbers

from collections.abc import Awaitable, Callable

import pytest
from tortoise.exceptions import IntegrityError

from models import InterviewFeedback, Notification, PointsEntry, PointsReason, UserPoints
from services.interviews import Role
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    completed,
    everything,
    run,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")


async def is_stopped(statement: str) -> None:
    """Check that the database refuses a statement and stays as it was."""
    before = await everything()
    with pytest.raises(IntegrityError):
        await run(statement)
    assert await everything() == before


@pytest.mark.parametrize(
    "change",
    ["price = -1", "reward = -1", "starting_points = -1", "compensation = -1", "auto_accept_hours = 0"],
)
async def test_a_setting_has_a_sensible_amount(change: str) -> None:
    await a_member()

    await is_stopped(f"UPDATE server SET {change} WHERE id = {SERVER}")


@pytest.mark.parametrize("starts", ["interviewer", "interviewee"])
async def test_nobody_takes_both_seats(starts: str) -> None:
    card = await a_card(role=Role(starts))

    await is_stopped(
        f"UPDATE mock_interview SET interviewer_id = host_id, interviewee_id = host_id, status = 'booked'"
        f" WHERE id = {card.id}"
    )


async def test_a_host_never_loses_their_seat() -> None:
    card, stranger = await a_card(), await a_member()

    await is_stopped(f"UPDATE mock_interview SET interviewer_id = NULL WHERE id = {card.id}")
    await is_stopped(f"UPDATE mock_interview SET interviewer_id = {stranger.user_id} WHERE id = {card.id}")
    await is_stopped(f"UPDATE mock_interview SET host_id = {stranger.user_id} WHERE id = {card.id}")


@pytest.mark.parametrize("status", ["booked", "completed", "no_show", "lapsed"])
async def test_an_interview_with_a_free_seat_was_not_held(status: str) -> None:
    card = await a_card()

    await is_stopped(f"UPDATE mock_interview SET status = '{status}' WHERE id = {card.id}")


@pytest.mark.parametrize("status", ["pending", "expired"])
async def test_an_interview_without_a_free_seat_is_not_open(status: str) -> None:
    played = await a_booking()

    await is_stopped(f"UPDATE mock_interview SET status = '{status}' WHERE id = {played.id}")


async def test_an_unknown_status_is_refused() -> None:
    card = await a_card()

    await is_stopped(f"UPDATE mock_interview SET status = 'paused' WHERE id = {card.id}")


@pytest.mark.parametrize("change", ["duration = 0", "duration = -60", "ends_at = scheduled_time"])
async def test_an_interview_takes_some_time(change: str) -> None:
    card = await a_card()

    await is_stopped(f"UPDATE mock_interview SET {change} WHERE id = {card.id}")


async def test_an_interview_belongs_to_people_and_a_server_that_exist() -> None:
    card = await a_card()

    await is_stopped(f"UPDATE mock_interview SET interviewee_id = 5, status = 'booked' WHERE id = {card.id}")
    await is_stopped(f"UPDATE mock_interview SET server_id = 5 WHERE id = {card.id}")


async def test_a_person_or_interview_with_a_past_is_not_removed() -> None:
    played = await completed()

    await is_stopped(f'DELETE FROM "user" WHERE id = {played.host.user_id}')
    await is_stopped(f"DELETE FROM mock_interview WHERE id = {played.id}")
    await is_stopped(f"DELETE FROM server WHERE id = {SERVER}")
    await is_stopped(f"DELETE FROM user_points WHERE user_id = {played.interviewee.user_id}")


@pytest.mark.parametrize("score", [0, 6, -1])
async def test_a_score_is_1_to_5(score: int) -> None:
    played = await with_feedback()

    await is_stopped(
        f"UPDATE interview_feedback SET technical_score = {score} WHERE interview_id = {played.id}"
    )
    await is_stopped(
        f"UPDATE interview_feedback SET interviewer_rating = {score} WHERE interview_id = {played.id}"
    )


async def test_feedback_is_accepted_at_a_time() -> None:
    played = await with_feedback()

    await is_stopped(f"UPDATE interview_feedback SET is_accepted = TRUE WHERE interview_id = {played.id}")
    await is_stopped(
        f"UPDATE interview_feedback SET accepted_at = created_at WHERE interview_id = {played.id}"
    )


async def test_an_interview_has_one_feedback() -> None:
    played = await with_feedback()

    with pytest.raises(IntegrityError):
        await InterviewFeedback.create(
            interview_id=played.id, technical_score=5, feedback=TEXT, accept_by=TOMORROW, created_at=NOW
        )

    assert await InterviewFeedback.all().count() == 1


async def test_feedback_does_not_move_to_an_interview_that_has_one() -> None:
    played, other = await with_feedback(), await with_feedback()

    await is_stopped(
        f"UPDATE interview_feedback SET interview_id = {played.id} WHERE interview_id = {other.id}"
    )


async def test_a_notification_is_written_once() -> None:
    await a_booking()
    first = await Notification.all().order_by("id").first()
    assert first is not None

    await is_stopped(f"UPDATE notification SET dedupe_key = '{first.dedupe_key}' WHERE id <> {first.id}")


# --- points ----------------------------------------------------------------------------------------------


async def account_of(balance: int) -> UserPoints:
    member = await a_member(balance)
    return await UserPoints.get(server_id=SERVER, user_id=member.user_id)


async def entry(account: UserPoints, amount: int, after: int, **more: object) -> None:
    await PointsEntry.create(
        account_id=account.id,
        amount=amount,
        balance_after=after,
        reason=more.get("reason", PointsReason.CORRECTION),
        interview_id=more.get("interview_id"),
        created_at=NOW,
    )


async def test_a_member_has_one_account_in_a_server() -> None:
    account = await account_of(0)

    await is_stopped(f"INSERT INTO user_points (server_id, user_id) VALUES ({SERVER}, {account.user_id})")


async def test_an_account_does_not_become_somebody_elses_second_one() -> None:
    one, two = await account_of(1), await account_of(1)

    await is_stopped(f"UPDATE user_points SET user_id = {one.user_id} WHERE id = {two.id}")


async def test_an_account_opens_at_0() -> None:
    account = await account_of(0)
    await a_member(server_id=ANOTHER_SERVER)

    await is_stopped(
        f"INSERT INTO user_points (server_id, user_id, balance)"
        f" VALUES ({ANOTHER_SERVER}, {account.user_id}, 5)"
    )


@pytest.mark.parametrize("balance", [-1, 0, 2, 4])
async def test_a_balance_moves_only_by_its_ledger(balance: int) -> None:
    account = await account_of(3)

    await is_stopped(f"UPDATE user_points SET balance = {balance} WHERE id = {account.id}")


async def test_a_balance_is_never_negative() -> None:
    account = await account_of(3)

    with pytest.raises(IntegrityError):
        await entry(account, -4, -1)

    await account.refresh_from_db()
    assert account.balance == 3


async def test_an_entry_moves_the_balance() -> None:
    account = await account_of(3)

    await entry(account, -2, 1)

    await account.refresh_from_db()
    assert account.balance == 1


@pytest.mark.parametrize(("amount", "after"), [(1, 5), (1, 3), (-1, 3), (0, 3)])
async def test_an_entry_fits_the_balance_it_found(amount: int, after: int) -> None:
    account = await account_of(3)

    with pytest.raises(IntegrityError):
        await entry(account, amount, after)

    assert await PointsEntry.filter(account_id=account.id).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE points_entry SET amount = 4, balance_after = 4",
        "UPDATE points_entry SET note = 'nothing to see'",
        "UPDATE points_entry SET actor_id = NULL",
        "DELETE FROM points_entry",
    ],
)
async def test_the_ledger_is_not_rewritten(statement: str) -> None:
    await account_of(3)

    await is_stopped(statement)


async def test_an_entry_does_not_go_to_another_account() -> None:
    one, two = await account_of(3), await account_of(3)

    await is_stopped(f"UPDATE points_entry SET account_id = {two.id} WHERE account_id = {one.id}")


async def test_starting_points_come_once() -> None:
    account = await account_of(0)
    await entry(account, 2, 2, reason=PointsReason.STARTING)

    with pytest.raises(IntegrityError):
        await entry(account, 2, 4, reason=PointsReason.STARTING)


async def test_an_interview_is_rewarded_once() -> None:
    played = await completed()
    account = await UserPoints.get(server_id=SERVER, user_id=played.interviewer.user_id)

    with pytest.raises(IntegrityError):
        await entry(account, 1, 2, reason=PointsReason.REWARD, interview_id=played.id)


async def test_a_price_above_the_balance_cannot_be_paid_past_the_rules() -> None:
    account = await account_of(PRICE - 1)
    card = await a_card()

    with pytest.raises(IntegrityError):
        await entry(account, -PRICE, -1, reason=PointsReason.SEAT, interview_id=card.id)


Factory = Callable[[], Awaitable[object]]


@pytest.mark.parametrize("factory", [a_card, a_booking, with_feedback, completed])
async def test_what_the_services_write_fits_every_constraint(factory: Factory) -> None:
    await factory()

    for account in await UserPoints.all():
        amounts = await PointsEntry.filter(account_id=account.id).values_list("amount", flat=True)
        assert account.balance == sum(int(str(amount)) for amount in amounts)
    assert await UserPoints.filter(user_id=ADMIN).count() <= 1
