"""Each server that gives thanks does so once a month, however many processes run (design, section 20)."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from models import NotificationKind, Server, ThankYou
from services import settings
from services.delivery.kinds import read
from services.delivery.kinds.shown import Thanks
from services.setting_changes import ChangedBy
from services.settings import FeedbackChange, TimesChange
from services.thanks import counting, giving
from services.thanks.counting import Thanked
from tests.support.factories import ADMIN, ANOTHER_SERVER, NOW, SERVER, a_member, an_admin, outbox
from tests.support.thanks import a_willing_member, gave, shown, thanks_due
from tests.support.workers import in_processes

pytestmark = pytest.mark.usefixtures("database")
DUE = datetime(2026, 12, 5, 12, tzinfo=UTC)
NEXT = datetime(2027, 1, 5, 12, tzinfo=UTC)
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
WORKER = "tests.services.thanks.worker"


async def due_of(server_id: int = SERVER) -> datetime | None:
    return (await Server.get(id=server_id)).thanks_at


async def somebody_to_thank(server_id: int = SERVER, zone: str = "UTC", due_at: datetime = DUE) -> None:
    """A server that gives thanks, and somebody who is to have them."""
    await gave(await a_willing_member(server_id=server_id), NOW, server_id=server_id)
    await thanks_due(due_at, server_id=server_id, zone=zone)


async def test_on_the_fifth_day_at_noon_the_month_before_is_thanked_for() -> None:
    await somebody_to_thank()
    await giving.look(DUE - SECOND)
    assert await shown() == []

    await giving.look(DUE)

    row = await ThankYou.get()
    assert (row.server_id, row.month, row.made_at) == (SERVER, date(2026, 11, 1), DUE)
    assert row.since == datetime(2026, 11, 1, tzinfo=UTC)
    assert row.until == datetime(2026, 12, 1, tzinfo=UTC)
    (told,) = await shown()
    message = read(told.kind, told.payload)
    assert isinstance(message, Thanks)
    assert (message.thanks, told.server_id, told.recipient_id) == (row.id, SERVER, None)
    assert await due_of() == NEXT
    await giving.look(DUE + MINUTE)
    assert len(await shown()) == 1


async def test_of_two_processes_at_once_one_gives_thanks(database: str) -> None:
    for server_id in (SERVER, ANOTHER_SERVER):
        await somebody_to_thank(server_id)

    await in_processes(WORKER, database, [DUE.isoformat()] * 2)

    assert sorted(row.server_id for row in await ThankYou.all()) == [SERVER, ANOTHER_SERVER]
    assert sorted(row.server_id for row in await shown()) == [SERVER, ANOTHER_SERVER]


async def test_of_two_tasks_at_once_one_gives_thanks() -> None:
    await somebody_to_thank()
    await asyncio.gather(giving.look(DUE), giving.look(DUE))
    assert len(await shown()) == 1


@pytest.mark.parametrize("missing", ["a yes", "an interview", "a board", "the bot"])
async def test_without_anybody_to_thank_or_a_place_for_it_nothing_is_said_and_nothing_piles_up(
    missing: str,
) -> None:
    member = await a_member() if missing == "a yes" else await a_willing_member()
    await thanks_due(DUE)
    if missing != "an interview":
        await gave(member, NOW)
    if missing == "a board":
        await Server.filter(id=SERVER).update(board_channel_id=None)
    if missing == "the bot":
        await Server.filter(id=SERVER).update(left_at=NOW)

    await giving.look(DUE)

    assert await shown() == []
    assert await ThankYou.all().count() == 0
    assert await due_of() == NEXT


@pytest.mark.parametrize(
    ("days", "month"), [(7, date(2026, 11, 1)), (8, None), (31 + 6, date(2026, 12, 1)), (31 + 8, None)]
)
async def test_after_an_outage_the_last_month_is_thanked_for_if_it_is_a_week_late_at_most(
    days: int, month: date | None
) -> None:
    await somebody_to_thank()
    await gave(await a_willing_member(), DUE + 5 * DAY)
    now = DUE + days * DAY

    await giving.look(now)

    assert [row.month for row in await ThankYou.all()] == ([] if month is None else [month])
    due = await due_of()
    assert due is not None
    assert now < due <= now + 31 * DAY
    await giving.look(now + MINUTE)
    assert len(await shown()) == (0 if month is None else 1)


async def test_a_server_that_gives_none_is_never_due() -> None:
    await gave(await a_willing_member(), NOW)
    await Server.filter(id=SERVER).update(board_channel_id=1)
    assert await due_of() is None
    await giving.look(DUE + 10 * DAY)
    assert await shown() == []


async def test_a_fault_with_one_server_holds_up_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for server_id in (SERVER, ANOTHER_SERVER):
        await somebody_to_thank(server_id)
    gives = giving._give

    async def fails_for_one(server: Server, now: datetime) -> None:
        if server.id == SERVER:
            raise ValueError("a fault")
        await gives(server, now)

    monkeypatch.setattr(giving, "_give", fails_for_one)
    await giving.look(DUE)
    assert [row.server_id for row in await shown()] == [ANOTHER_SERVER]
    monkeypatch.undo()

    await giving.look(DUE + giving.AGAIN_AFTER)

    assert [row.server_id for row in await shown()] == [ANOTHER_SERVER, SERVER]
    assert {row.month for row in await ThankYou.all()} == {date(2026, 11, 1)}


# --- turning it on and off -------------------------------------------------------------------------------


async def turn(*, wanted: bool, now: datetime) -> None:
    await settings.set_feedback(SERVER, FeedbackChange(thanks=wanted), now, by=ChangedBy(ADMIN, now))


async def test_a_server_is_asked_for_it_before_and_it_begins_with_the_running_month() -> None:
    await an_admin()
    await Server.filter(id=SERVER).update(timezone="Europe/Berlin")
    assert not (await settings.set_feedback(SERVER, FeedbackChange(rubric=True), NOW)).gives_thanks

    await turn(wanted=True, now=NOW)
    assert await due_of() == datetime(2026, 12, 5, 11, tzinfo=UTC)
    # Once more is no change, and moves nothing.
    await turn(wanted=True, now=NEXT)
    assert await due_of() == datetime(2026, 12, 5, 11, tzinfo=UTC)
    await turn(wanted=False, now=NOW)
    assert await due_of() is None

    changes = [row.payload["changes"] for row in await outbox(NotificationKind.LOG_SETTINGS)]
    assert changes == [{"gives_thanks": [False, True]}, {"gives_thanks": [True, False]}]


async def test_a_month_is_thanked_for_once_though_it_is_turned_off_and_on() -> None:
    await an_admin()
    await somebody_to_thank()
    await giving.look(DUE)
    await Server.filter(id=SERVER).update(thanks_at=DUE)

    await giving.look(DUE + MINUTE)

    assert len(await shown()) == 1
    assert await ThankYou.all().count() == 1
    assert await due_of() == NEXT


# --- another zone ----------------------------------------------------------------------------------------


async def to_zone(zone: str, now: datetime) -> None:
    await settings.set_times(SERVER, TimesChange(zone=zone), now)


async def test_another_zone_moves_the_moment_and_leaves_no_month_out() -> None:
    await somebody_to_thank(zone="UTC")
    # There it is evening already, and nobody was thanked yet.
    await to_zone("Asia/Tokyo", DUE - MINUTE)
    assert await due_of() == datetime(2026, 12, 5, 3, tzinfo=UTC)
    await giving.look(DUE)
    assert [row.month for row in await ThankYou.all()] == [date(2026, 11, 1)]

    # And there it is not noon yet, and everybody was.
    await to_zone("Pacific/Honolulu", DUE + MINUTE)
    assert await due_of() == datetime(2027, 1, 5, 22, tzinfo=UTC)
    await giving.look(DUE + DAY)
    assert len(await shown()) == 1


async def test_another_zone_turns_nothing_on_and_another_setting_moves_nothing() -> None:
    await a_member()
    await to_zone("Asia/Tokyo", NOW)
    assert await due_of() is None
    await thanks_due(DUE)
    await settings.set_times(SERVER, TimesChange(notice=10), NOW)
    assert await due_of() == DUE


async def test_a_zone_that_is_changed_while_thanks_are_given_is_that_by_which_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await somebody_to_thank(zone="UTC")
    counted = counting.thanked

    async def meanwhile(row: ThankYou) -> Thanked:
        monkeypatch.undo()
        await to_zone("Africa/Abidjan", DUE)
        return await counted(row)

    monkeypatch.setattr(counting, "thanked", meanwhile)
    await giving.look(DUE)
    # The same moment and another zone: it is left to the next pass.
    assert (await shown(), await due_of()) == ([], DUE)
    await giving.look(DUE)
    assert len(await shown()) == 1
