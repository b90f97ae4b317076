"""Admins hear in time that points run dry, once a week at most (design, section 3)."""

import asyncio
from datetime import timedelta

import pytest

from models import NotificationKind, Server
from services import running_dry, server_settings
from services.delivery.kinds import read
from services.delivery.kinds.others import RunningDry
from services.economy import WINDOW, economy
from tests.support.factories import NOW, PRICE, SERVER, a_booking, a_member, outbox

pytestmark = pytest.mark.usefixtures("database")
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LOG = 5


async def told() -> list[RunningDry]:
    rows = [read(row.kind, row.payload) for row in await outbox(NotificationKind.RUNNING_DRY)]
    return [row for row in rows if isinstance(row, RunningDry)]


async def test_points_run_dry_at_the_pace_of_the_last_four_weeks_and_admins_give_no_pace() -> None:
    await a_member(10)
    await a_booking()
    settings = await server_settings.read(SERVER)

    found = await economy(settings, NOW + DAY)

    assert (found.in_hand, found.seats, found.granted, found.drained) == (10, 3, 10 + PRICE, PRICE)
    assert found.dry_at(NOW + DAY) == NOW + DAY + WINDOW * (10 / PRICE)
    assert not found.runs_dry(NOW + DAY)
    # What was longer ago is no pace any more.
    later = await economy(settings, NOW + WINDOW)
    assert (later.granted, later.drained, later.dry_at(NOW + WINDOW)) == (0, 0, None)


async def test_admins_are_told_once_a_week_while_points_run_dry() -> None:
    await a_member(PRICE)
    await a_booking()
    await Server.filter(id=SERVER).update(log_channel_id=LOG)
    await running_dry.look(NOW + 6 * DAY)
    assert await told() == []

    now = NOW + WEEK
    await asyncio.gather(running_dry.look(now), running_dry.look(now))
    for hours in (1, 24, 167):
        await running_dry.look(now + timedelta(hours=hours))

    dry_at = now + WINDOW * 1
    assert await told() == [RunningDry(in_hand=PRICE, seats=1, dry_at=dry_at, day="2026-11-30")]
    await running_dry.look(now + WEEK)
    assert len(await told()) == 2


async def test_where_nobody_can_pay_it_is_said_without_a_pace() -> None:
    await a_member(1)
    await Server.filter(id=SERVER).update(log_channel_id=LOG)

    await running_dry.look(NOW + WEEK)

    assert await told() == [RunningDry(in_hand=1, seats=0, dry_at=None, day="2026-11-30")]


async def test_a_server_that_has_enough_or_no_log_channel_is_looked_at_again_the_next_day() -> None:
    await a_member()
    await running_dry.look(NOW + WEEK)
    assert (await Server.get(id=SERVER)).economy_look_at == NOW + WEEK + DAY
    await Server.filter(id=SERVER).update(log_channel_id=LOG, price=0)
    await running_dry.look(NOW + WEEK + DAY)

    assert await told() == []
    assert (await Server.get(id=SERVER)).economy_look_at == NOW + WEEK + 2 * DAY


async def test_a_fault_with_one_server_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    await a_member(server_id=SERVER)
    await a_member(server_id=SERVER + 1)
    await Server.all().update(log_channel_id=LOG)
    looked_at = running_dry._look_at

    async def fails_for_one(server_id: int, now: object) -> None:
        if server_id == SERVER:
            raise ValueError("a fault")
        await looked_at(server_id, NOW + WEEK)

    monkeypatch.setattr(running_dry, "_look_at", fails_for_one)

    await running_dry.look(NOW + WEEK)

    assert [row.server_id for row in await outbox(NotificationKind.RUNNING_DRY)] == [SERVER + 1]
    assert (await Server.get(id=SERVER)).economy_look_at == NOW + WEEK + DAY
