"""What admins did is kept: who, when, about whom, and from what to what."""

import asyncio

import pytest

from models import AdminAct
from services import admin_acts, audit, disputes, points, settings
from services.delivery.kinds import log
from services.interviews import Role
from services.privacy import erasing
from services.refusals import GrantWouldGoNegative
from services.setting_changes import ChangedBy
from services.settings import PointsChange
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    SERVER,
    a_booking,
    a_member,
    an_admin,
    with_feedback,
)

pytestmark = pytest.mark.usefixtures("database")
BY = ChangedBy(ADMIN, NOW)


async def test_each_act_is_kept_with_who_did_it_and_about_whom() -> None:
    await an_admin()
    member = await a_member(name="Ann")
    await points.grant(SERVER, member.user_id, 2, "she helped", admin_id=ADMIN, now=NOW)
    freed, called_off, disputed = await a_booking(), await a_booking(Role.INTERVIEWEE), await with_feedback()
    await settings.set_points(SERVER, PointsChange(price=5), NOW, by=BY)
    await admin_acts.free_seat(ADMIN, SERVER, freed.id, "mistaken", NOW)
    await admin_acts.cancel(ADMIN, SERVER, called_off.id, "no rooms", NOW)
    await disputes.open_dispute(disputed.interviewee.user_id, SERVER, disputed.id, "x" * 20, disputed.ends_at)
    await disputes.rule(ADMIN, SERVER, disputed.id, disputes.Ruling.UPHELD, disputed.ends_at)

    acts = [act for act in await audit.latest(SERVER) if getattr(act.line, "reason", "") != "for a start"]

    assert [(type(act.line), act.number, act.about_id) for act in acts] == [
        (log.RulingMade, disputed.id, None),
        (log.AdminHasCancelled, called_off.id, None),
        (log.AdminFreedSeat, freed.id, freed.guest.user_id),
        (log.SettingsChanged, None, None),
        (log.Granted, None, member.user_id),
    ]
    assert {(act.admin_id, act.admin_name) for act in acts} == {(ADMIN, "Admin")}
    assert (acts[-1].about_name, acts[2].about_name) == ("Ann", "Guest")
    changed, granted = acts[3].line, acts[4].line
    assert isinstance(changed, log.SettingsChanged)
    assert isinstance(granted, log.Granted)
    assert changed.changes == {"price": [3, 5]}
    assert (granted.amount, granted.balance, granted.reason) == (2, 2, "she helped")


async def test_what_did_not_happen_and_what_nobody_did_is_not_kept() -> None:
    await an_admin()
    member = await a_member()
    with pytest.raises(GrantWouldGoNegative):
        await points.grant(SERVER, member.user_id, -1, "too much", admin_id=ADMIN, now=NOW)
    await settings.set_points(SERVER, PointsChange(price=3), NOW, by=BY)
    disputed = await with_feedback()
    await disputes.open_dispute(disputed.interviewee.user_id, SERVER, disputed.id, "x" * 20, disputed.ends_at)
    before = await AdminAct.all().count()
    await disputes.uphold_overdue(disputed.id, disputed.ends_at + disputes.DECIDE_TIME)

    assert await AdminAct.all().count() == before
    assert [act.line for act in await audit.latest(SERVER) if not isinstance(act.line, log.Granted)] == []


async def test_that_somebody_was_erased_is_kept_without_saying_who() -> None:
    member = await a_member(2, name="Ann")
    await erasing.erase(member.user_id, NOW)

    erased, granted = await audit.latest(SERVER)

    assert isinstance(erased.line, log.DataErased)
    assert isinstance(granted.line, log.Granted)
    assert (erased.admin_name, granted.about_name, granted.line.reason) == ("", "", "")
    assert all(one < 0 for one in (erased.admin_id, granted.line.member_id))


async def test_a_server_reads_its_own_latest_25_and_a_file_holds_more() -> None:
    await an_admin()
    await an_admin(ANOTHER_SERVER)
    stranger = await a_member(server_id=ANOTHER_SERVER)
    await points.grant(ANOTHER_SERVER, stranger.user_id, 1, "elsewhere", admin_id=ADMIN, now=NOW)
    member = await a_member()
    for number in range(1, 31):
        await points.grant(SERVER, member.user_id, number, f"reason {number}", admin_id=ADMIN, now=NOW)

    latest, whole = await asyncio.gather(audit.latest(SERVER), audit.up_to_a_file(SERVER))

    assert [act.line.reason for act in latest if isinstance(act.line, log.Granted)] == [
        f"reason {number}" for number in range(30, 5, -1)
    ]
    assert [act.id for act in whole[:25]] == [act.id for act in latest]
    assert len(whole) == 30


async def test_a_file_ends_somewhere_however_much_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    await an_admin()
    member = await a_member()
    monkeypatch.setattr(audit, "_READ_AT_ONCE", 3)
    monkeypatch.setattr(audit, "IN_A_FILE", 6)
    for number in range(1, 9):
        await points.grant(SERVER, member.user_id, number, "again", admin_id=ADMIN, now=NOW)

    acts = await audit.up_to_a_file(SERVER)

    assert [act.line.amount for act in acts if isinstance(act.line, log.Granted)] == [8, 7, 6, 5, 4, 3]
