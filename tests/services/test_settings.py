"""What an admin sets, and what follows from it."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationKind, NotificationState, Server
from services import boards, booking, editing, ending, people, server_settings, settings
from services.delivery import outbox as writing
from services.delivery import outcomes
from services.delivery.outbox import Letter
from services.editing import Changes
from services.refusals import Refusal, RemindersNotUnderstood, SettingOutOfRange, ZoneUnknown
from services.server_settings import ServerSettings
from services.settings import AbsenceChange, PointsChange, TimesChange
from tests.services.delivery.working import ME, deliver_all, prepared, take
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    a_booking,
    a_card,
    a_member,
    completed,
    everything,
    outbox,
)
from tests.support.races import done_or_blocked

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def server(database: str) -> None:
    """A server that is known."""
    await people.meet_server(SERVER, "en", NOW)


async def test_a_server_begins_with_the_settings_of_the_design() -> None:
    found = await server_settings.read(SERVER)

    assert found == ServerSettings(
        server_id=SERVER,
        board_channel_id=None,
        card_hours=24,
        log_channel_id=None,
        timezone="UTC",
        language="en",
        price=3,
        reward=1,
        starting_points=0,
        compensation=1,
        reminder_offsets=(1440, 60, 10),
        auto_accept_hours=72,
        notice_minutes=5,
        no_show_limit=2,
        no_show_days=30,
        block_days=7,
        open_cards_limit=0,
        seats_limit=0,
        given_back_limit=10,
        late_hours=0,
        late_keep=1,
        allows_other_links=False,
        makes_events=False,
    )


async def test_a_board_gets_its_panel_and_the_live_cards() -> None:
    played, card, cancelled = await a_booking(), await a_card(), await a_card()
    await ending.cancel(cancelled.host_id, SERVER, cancelled.id, NOW)
    over = await completed()
    seen = {row.id for row in await outbox()}

    found = await settings.set_board(SERVER, 11, None, LATER)

    assert (found.board_channel_id, found.log_channel_id) == (11, None)
    rows = [row for row in await outbox() if row.id not in seen]
    assert [row.kind for row in rows] == [NotificationKind.PANEL, *[NotificationKind.CARD] * 2]
    assert {row.interview_id for row in rows} == {None, played.id, card.id}
    assert over.id not in {row.interview_id for row in rows}


@pytest.mark.parametrize("mended", ["the channel was changed", "another channel", "the hourly look"])
async def test_a_card_that_was_given_up_is_shown_again_though_its_interview_is_over(mended: str) -> None:
    await settings.set_board(SERVER, 11, None, NOW)
    shown, given_up = await a_card(), await a_card()
    for card in (shown, given_up):
        await ending.cancel(card.host_id, SERVER, card.id, NOW)
    await Notification.filter(state=NotificationState.PENDING).update(state=NotificationState.SENT)
    last = (await outbox(NotificationKind.CARD))[-1]
    await Notification.filter(id=last.id).update(state=NotificationState.PENDING)
    await take(last.id)
    await outcomes.refused(ME, await prepared(last.id), "500", NOW)

    match mended:
        case "the channel was changed":
            await settings.show_again(SERVER, {11}, LATER)
        case "another channel":
            await settings.set_board(SERVER, 21, None, LATER)
        case _:
            await boards.show_given_up(SERVER, LATER)
            await boards.show_given_up(SERVER, LATER)

    (again,) = [row for row in await outbox(NotificationKind.CARD) if row.id > last.id]
    assert again.interview_id == given_up.id


async def test_a_new_board_keeps_the_log_channel_unless_one_is_given() -> None:
    await settings.set_board(SERVER, 11, 12, NOW)
    await settings.set_board(SERVER, 21, None, LATER)
    found = await server_settings.read(SERVER)
    assert (found.board_channel_id, found.log_channel_id) == (21, 12)

    await settings.set_board(SERVER, 21, 22, LATER + timedelta(seconds=1))
    assert (await server_settings.read(SERVER)).log_channel_id == 22
    assert len(await outbox(NotificationKind.PANEL)) == 3


async def test_amounts_change_one_by_one() -> None:
    await settings.set_points(SERVER, PointsChange(price=5), NOW)
    await settings.set_points(SERVER, PointsChange(reward=2, starting=0), NOW)
    found = await settings.set_points(SERVER, PointsChange(compensation=0), NOW)

    assert (found.price, found.reward, found.starting_points, found.compensation) == (5, 2, 0, 0)
    assert found == await server_settings.read(SERVER)


async def test_a_new_price_is_shown_on_the_live_cards() -> None:
    card = await a_card()

    await settings.set_points(SERVER, PointsChange(price=5), LATER)

    assert [row.interview_id for row in await outbox(NotificationKind.CARD)] == [card.id, card.id]


@pytest.mark.parametrize("name", ["price", "reward", "starting", "compensation"])
@pytest.mark.parametrize("amount", [-1, 101, 2**40])
async def test_an_amount_is_0_to_100(name: str, amount: int) -> None:
    before = await everything()

    with pytest.raises(SettingOutOfRange) as refusal:
        await settings.set_points(SERVER, PointsChange(**{name: amount}), NOW)

    assert refusal.value.facts() == {"setting": name, "minimum": 0, "maximum": 100}
    assert await everything() == before


@pytest.mark.parametrize("name", ["price", "reward", "starting", "compensation"])
@pytest.mark.parametrize("amount", [0, 100])
async def test_the_ends_of_the_range_are_allowed(name: str, amount: int) -> None:
    await settings.set_points(SERVER, PointsChange(**{name: amount}), NOW)


async def test_times_change_one_by_one() -> None:
    await settings.set_times(SERVER, TimesChange(zone="Europe/Berlin"), NOW)
    await settings.set_times(SERVER, TimesChange(language="ru"), NOW)
    found = await settings.set_times(SERVER, TimesChange(accept_hours=5), NOW)

    assert (found.timezone, found.language, found.auto_accept_hours) == ("Europe/Berlin", "ru", 5)
    assert found == await server_settings.read(SERVER)


async def test_a_new_language_is_shown_on_panel_and_cards() -> None:
    await a_card()

    await settings.set_times(SERVER, TimesChange(language="ru"), LATER)

    assert [row.kind for row in await outbox()] == [
        NotificationKind.CARD,
        NotificationKind.CARD_CLOSES,
        NotificationKind.PANEL,
        NotificationKind.CARD,
    ]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (TimesChange(zone="Mars/Olympus"), ZoneUnknown),
        (TimesChange(zone="Europe/Berlin", accept_hours=0), SettingOutOfRange),
        (TimesChange(accept_hours=721), SettingOutOfRange),
        (TimesChange(accept_hours=-1), SettingOutOfRange),
    ],
)
async def test_times_without_sense_are_refused(change: TimesChange, refusal: type[Refusal]) -> None:
    before = await everything()

    with pytest.raises(refusal):
        await settings.set_times(SERVER, change, NOW)

    assert await everything() == before
    assert (await Server.get(id=SERVER)).timezone == "UTC"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("24h, 1h, 10m", (1440, 60, 10)),
        ("10", (10,)),
        ("2d 30min", (2880, 30)),
        ("24ч; 1ч; 15мин", (1440, 60, 15)),
        ("10m 10", (10,)),
        ("0", ()),
        ("-", ()),
    ],
)
async def test_reminders_are_read_in_both_languages(text: str, minutes: tuple[int, ...]) -> None:
    assert (await settings.set_reminders(SERVER, text, NOW)).reminder_offsets == minutes


@pytest.mark.parametrize("text", ["soon", "8d", "1h 2h 3h 4h 5h 6h", "1.5h", "-1h", "0m 5m", ",", "99999d"])
async def test_reminders_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(RemindersNotUnderstood):
        await settings.set_reminders(SERVER, text, NOW)

    assert (await server_settings.read(SERVER)).reminder_offsets == (1440, 60, 10)


async def test_new_reminders_hold_for_what_is_booked_already() -> None:
    played = await a_booking(starts_at=NOW + timedelta(days=3))
    await settings.set_reminders(SERVER, "2h, 10m", NOW)

    await deliver_all(played.starts_at - timedelta(minutes=5))

    sent = [row for row in await outbox(NotificationKind.REMINDER) if row.state is NotificationState.SENT]
    assert {row.payload["minutes"] for row in sent} == {10}
    planned = {row.payload["minutes"] for row in await outbox(NotificationKind.REMINDER, to=played.guest)}
    assert planned == {1440, 120, 60, 10}


@pytest.mark.parametrize("engine", ["postgres"])
async def test_new_reminders_wait_for_a_booking_that_has_read_the_old_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card, guest = await a_card(), await a_member(PRICE)
    has_read = asyncio.Event()
    write = writing.write

    async def change_then() -> None:
        await has_read.wait()
        await settings.set_reminders(SERVER, "3h", NOW)

    async def let_others_on_and_write(letters: Iterable[Letter], now: datetime) -> None:
        monkeypatch.setattr(writing, "write", write)
        has_read.set()
        await done_or_blocked(changing)
        await write(letters, now)

    changing = asyncio.create_task(change_then())
    monkeypatch.setattr(writing, "write", let_others_on_and_write)
    await booking.book(guest, card.id, NOW)
    await changing

    planned = await outbox(NotificationKind.REMINDER, to=guest)
    assert card.starts_at - timedelta(hours=3) in {row.due_at for row in planned}


async def test_who_wants_no_reminders_gets_none_and_everything_else() -> None:
    played = await a_booking()
    await people.set_reminders(played.guest.user_id, False)  # noqa: FBT003 - it is what is set

    for moment in (NOW, played.starts_at - timedelta(minutes=5), played.ends_at):
        await deliver_all(moment)

    sent = [row for row in await outbox(to=played.guest) if row.state is NotificationState.SENT]
    assert NotificationKind.REMINDER not in {row.kind for row in sent}
    assert NotificationKind.BOOKED in {row.kind for row in sent}
    assert NotificationKind.REMINDER in {
        row.kind for row in await outbox(to=played.host) if row.state is NotificationState.SENT
    }


async def test_when_absence_blocks_changes_one_by_one() -> None:
    await settings.set_absence(SERVER, AbsenceChange(limit=0))
    await settings.set_absence(SERVER, AbsenceChange(within_days=10))
    found = await settings.set_absence(SERVER, AbsenceChange(block_days=3))

    assert (found.no_show_limit, found.no_show_days, found.block_days) == (0, 10, 3)


@pytest.mark.parametrize(
    "change", [AbsenceChange(limit=11), AbsenceChange(within_days=0), AbsenceChange(block_days=91)]
)
async def test_blocks_without_sense_are_refused(change: AbsenceChange) -> None:
    with pytest.raises(SettingOutOfRange):
        await settings.set_absence(SERVER, change)


async def test_new_reminders_leave_what_is_planned_already_alone_though_the_card_was_changed_since() -> None:
    played = await a_booking(starts_at=NOW + timedelta(days=3))
    await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording={"topic": "Trees"}), NOW)
    kinds = (NotificationKind.REMINDER, NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE)
    planned = [row.dedupe_key for row in await outbox(*kinds)]

    await settings.set_reminders(SERVER, "24h, 1h, 10m", NOW)
    assert [row.dedupe_key for row in await outbox(*kinds)] == planned
    await settings.set_reminders(SERVER, "24h, 1h, 10m, 5m", NOW)

    assert len(await outbox(*kinds)) == len(planned) + 2
