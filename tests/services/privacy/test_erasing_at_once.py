"""Erasures are finished whatever ends them midway, and meet what others do at the same moment."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from models import (
    Dispute,
    Erasure,
    InterviewStatus,
    NotificationKind,
    NotificationState,
    PointsReason,
    User,
    UserPoints,
)
from models.backups.reading import OpenDatabase
from services import (
    absence,
    admin_acts,
    booking,
    disputes,
    feedback,
    people,
    points,
    publishing,
    removed_servers,
)
from services.points import Account
from services.privacy import accounts, erasing, leaving, nameless, sweeping
from services.privacy.leaving import Leaving
from services.refusals import Refusal
from services.removed_servers import KEPT
from services.thanks import wanting
from services.tombstones import is_erased
from services.verification import broken
from tests.services.delivery.working import deliver_all
from tests.services.privacy.lives import GONE, LATER, WHO, a_life, balances, rows_with
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
    a_draft,
    a_member,
    an_admin,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")

STEPS = [
    (wanting, "take_back"),
    (accounts, "end_what_is_ahead"),
    (accounts, "close_all"),
    (nameless, "make_all_nameless"),
    (sweeping, "forget_notes"),
    (sweeping, "forget_reasons"),
    (sweeping, "forget_rulings"),
    (sweeping, "forget_calls"),
    (sweeping, "sweep_all"),
    (erasing, "empty_the_log"),
]


class CutOffError(Exception):
    """The process ended here."""


@pytest.mark.parametrize(("module", "name"), STEPS, ids=lambda step: getattr(step, "__name__", step))
@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_an_erasure_that_was_cut_off_is_finished_by_another_process(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, *, is_before: bool
) -> None:
    await a_life()
    step: Callable[..., Any] = getattr(module, name)

    async def cut_off(*given: object) -> None:
        if not is_before:
            await step(*given)
        raise CutOffError

    with monkeypatch.context() as patched:
        patched.setattr(module, name, cut_off)
        with pytest.raises(CutOffError):
            await erasing.erase(WHO, LATER)
    before = await balances()
    assert await broken(OpenDatabase()) == []

    await erasing.finish_begun(LATER + timedelta(minutes=1))
    assert await Erasure.all().count() == 1, "whoever began it may be at it still"
    await erasing.finish_begun(LATER + timedelta(minutes=3))

    assert await rows_with(*GONE) == []
    assert await Erasure.all().count() == 0
    after = await balances()
    assert all(after[person] >= held for person, held in before.items())
    assert await User.filter(id__lt=0).count() == 1


async def cut_off_between_two_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to erase `WHO`, whose account in `SERVER` is closed when the process ends; the other is not."""
    for server in (SERVER, ANOTHER_SERVER):
        await a_member(5, server_id=server, user_id=WHO)
    closed, close = list[Account](), points.close

    async def cut_off(account: Account, now: datetime) -> None:
        if closed:
            raise CutOffError
        closed.append(account)
        await close(account, now)

    with monkeypatch.context() as patched:
        patched.setattr(points, "close", cut_off)
        with pytest.raises(CutOffError):
            await erasing.erase(WHO, NOW)
    assert {row.server_id for row in await UserPoints.filter(user_id__lt=0)} == {SERVER}
    assert await broken(OpenDatabase()) == []


async def remove(server: int) -> None:
    """Remove what a server left behind that has had no bot for long."""
    await removed_servers.note_removed(server, NOW - KEPT)
    while await removed_servers.remove_due(lambda one: one == server, NOW):
        pass


async def test_a_server_that_is_removed_midway_leaves_who_stands_in_the_place_of_the_erased(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await cut_off_between_two_servers(monkeypatch)

    await remove(SERVER)

    assert await User.filter(id__lt=0).count() == 1
    await erasing.finish_begun(LATER)
    assert await rows_with(str(WHO)) == []
    assert await Erasure.all().count() == 0
    (closed,) = await UserPoints.filter(user_id__lt=0)
    assert (closed.server_id, closed.balance) == (ANOTHER_SERVER, 0)
    await remove(ANOTHER_SERVER)
    assert await User.filter(id__lt=0).count() == 0, "it is kept only while it is needed"


async def test_an_erasure_whose_stand_in_is_gone_makes_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    await cut_off_between_two_servers(monkeypatch)
    await remove(SERVER)
    await User.filter(id__lt=0).delete()

    await erasing.finish_begun(LATER)

    assert await rows_with(str(WHO)) == []
    assert await Erasure.all().count() == 0
    assert await User.filter(id__lt=0).count() == 1


async def test_however_many_erasures_cannot_be_finished_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people_who_ask = [await a_member() for _ in range(22)]
    begun = [await leaving.begin(one.user_id, NOW) for one in people_who_ask]
    stuck, end = begun[:-1], accounts.end_what_is_ahead

    async def fail(one: Leaving, now: datetime) -> None:
        if one in stuck:
            raise CutOffError
        await end(one, now)

    monkeypatch.setattr(accounts, "end_what_is_ahead", fail)

    await erasing.finish_begun(LATER)

    assert {row.user_id for row in await Erasure.all()} == {one.user_id for one in stuck}
    assert not await User.exists(id=begun[-1].user_id)


async def test_several_processes_erase_one_person_at_once() -> None:
    await a_life()
    before = await balances()

    done = await asyncio.gather(*(erasing.erase(WHO, LATER) for _ in range(3)), return_exceptions=True)

    assert [one for one in done if one is not None and not isinstance(one, Refusal)] == []
    assert await rows_with(*GONE) == []
    after = await balances()
    assert sum(after.values()) - sum(before.values()) == PRICE + 2, (
        "a seat is paid back, two rewards are earned"
    )


async def test_several_processes_take_a_name_out_of_the_ledger_at_once() -> None:
    await a_member(5, user_id=WHO)
    other = await a_member()
    for _ in range(20):
        for person in (WHO, other.user_id):
            await points.grant(SERVER, person, 1, "for a talk", admin_id=WHO, now=NOW)

    done = await asyncio.gather(*(erasing.erase(WHO, LATER) for _ in range(4)), return_exceptions=True)

    assert [one for one in done if one is not None and not isinstance(one, Refusal)] == []
    assert await rows_with(str(WHO)) == []


async def test_two_who_stand_in_the_same_messages_are_erased_at_once() -> None:
    await an_admin()
    for number in range(6):
        played = await a_booking(
            starts_at=TOMORROW + timedelta(hours=2 * number),
            guest=await a_member(PRICE, user_id=WHO),
        )
        await admin_acts.free_seat(ADMIN, SERVER, played.id, "They asked for it.", NOW)

    await asyncio.gather(*(erasing.erase(person, LATER) for person in (WHO, ADMIN)))

    assert await rows_with(str(WHO), str(ADMIN), "They asked for it.") == []


@pytest.mark.parametrize("is_report", [True, False], ids=["report", "feedback"])
async def test_a_dispute_that_is_shown_while_a_name_still_stands_in_it_is_shown_once_more(
    *, is_report: bool
) -> None:
    played = await a_booking()
    who, other, then = played.interviewee.user_id, played.interviewer.user_id, played.ends_at
    if is_report:
        await absence.report(other, SERVER, played.id, "", then)
    else:
        await feedback.leave(other, SERVER, played.id, score=1, text=TEXT, now=then)
    await disputes.open_dispute(who, SERVER, played.id, "This is not so.", then)
    await Dispute.filter(interview_id=played.id).update(message_channel_id=11, message_id=12)
    now = then + timedelta(days=2)
    begun = await leaving.begin(who, now)
    await accounts.close_all(begun, now)
    await deliver_all(now)

    await erasing.finish(begun, now)

    dispute = await Dispute.get(interview_id=played.id)
    assert is_erased(dispute.opened_by_id)
    assert dispute.decided_by_id is None if is_report else is_erased(dispute.decided_by_id or 0)
    (*_, shown) = await outbox(NotificationKind.DISPUTE)
    assert shown.state is NotificationState.PENDING


@pytest.mark.parametrize("_", range(8))
async def test_what_others_do_at_the_same_moment_is_done_or_refused(_: int) -> None:
    """Several times: on PostgreSQL one in fifteen once found two bookings that waited for each other."""
    who = await a_member(4 * PRICE)
    cards = [await a_card(who, starts_at=TOMORROW + timedelta(hours=2 * number)) for number in range(4)]
    others = [await a_member(PRICE) for _ in cards]
    open_cards = [await a_card(starts_at=TOMORROW + timedelta(hours=20 + 2 * number)) for number in range(4)]
    total = await points_held()

    done = await asyncio.gather(
        *(booking.book(other, card.id, NOW) for other, card in zip(others, cards, strict=True)),
        *(booking.book(who, card.id, NOW) for card in open_cards),
        *(publishing.publish(who, a_draft(starts_at=TOMORROW + timedelta(days=2)), NOW) for _ in range(2)),
        erasing.erase(who.user_id, NOW),
        return_exceptions=True,
    )

    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, Refusal)] == []
    assert not await User.exists(id=who.user_id)
    assert await rows_with(str(who.user_id)) == []
    for card in (*cards, *open_cards):
        assert (await stored(card.id)).status in {InterviewStatus.CANCELLED, InterviewStatus.PENDING}
    assert all(
        row.balance == PRICE for row in await UserPoints.filter(user_id__in=[one.user_id for one in others])
    )
    assert await points_held() == total - 4 * PRICE


async def points_held() -> int:
    return sum(row.balance for row in await UserPoints.all())


async def test_a_long_history_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "WINDOW", 50)
    monkeypatch.setattr(nameless, "AT_ONCE", 5)
    who, other = await a_member(user_id=WHO), await a_member()
    for number in range(12):
        played = await a_booking(starts_at=NOW + timedelta(hours=2 + 2 * number), host=who)
        await feedback.leave(WHO, SERVER, played.id, score=3, text=TEXT, now=played.ends_at)
        await feedback.accept(played.guest.user_id, SERVER, played.id, played.ends_at)
    for number in range(120):
        reason = PointsReason.CORRECTION
        await points.move(SERVER, WHO if number % 2 else other.user_id, 1, reason, NOW)
        await points.grant(SERVER, other.user_id, 1, "for nothing", admin_id=WHO, now=NOW)

    await erasing.erase(WHO, LATER)

    assert await rows_with(str(WHO)) == []
    assert await points_of(other.user_id) == 180


async def points_of(user_id: int) -> int:
    return (await UserPoints.get(user_id=user_id)).balance


async def test_somebody_who_comes_back_at_once_is_somebody_new() -> None:
    who = await a_member(5)
    begun = await leaving.begin(who.user_id, NOW)
    done = await asyncio.gather(
        erasing.finish(begun, NOW), *(people.meet(who, NOW) for _ in range(5)), return_exceptions=True
    )
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, Refusal)] == []

    await people.meet(who, NOW)

    assert await points_of(who.user_id) == 0
    assert await User.filter(id__lt=0).count() == 1
