"""What somebody wrote is reported to the admins by whom it was written to, once."""

from datetime import timedelta

import pytest

from models import Notification, NotificationKind, Server, User
from services import booking, people, settings
from services.delivery.kinds.log import WrittenReported
from services.privacy import erasing
from services.refusals import InterviewNotFound, Refusal
from services.writing import reporting
from services.writing.refusals import NobodyReadsReports, NotWrittenToYou, WriterErased
from services.writing.reporting import Shown
from tests.services.delivery.working import delivered
from tests.support.factories import NOW, SERVER, Played, a_booking, a_member, outbox, run

pytestmark = pytest.mark.usefixtures("database")

RUDE = "You are \\*not\\* welcome here."
BOARD, LOG = 11, 12


@pytest.fixture(autouse=True)
async def a_log(database: str) -> None:
    await people.meet_server(SERVER, "en", NOW)
    await settings.set_board(SERVER, BOARD, LOG, NOW)


def shown(played: Played, message_id: int = 5, text: str = RUDE) -> Shown:
    """What the host wrote to the guest."""
    return Shown(played.id, played.host.user_id, played.guest.user_id, message_id, text)


async def test_admins_read_who_wrote_what_to_whom_about_which_interview() -> None:
    played = await a_booking()

    await reporting.check_may_report(played.guest.user_id, shown(played))
    await reporting.report(played.guest.user_id, shown(played), NOW)

    (row,) = await outbox(NotificationKind.LOG_WRITTEN)
    assert row.lane == f"log:{SERVER}"
    (told,) = [one for one in await delivered(NOW) if isinstance(one.message, WrittenReported)]
    assert told.number == played.id
    assert told.message == WrittenReported(
        reporter_id=played.guest.user_id, member_id=played.host.user_id, message_id=5, text=RUDE
    )
    await row.refresh_from_db()
    assert row.payload["text"] == RUDE, "what is reported is kept as other lines are"


async def test_a_message_is_reported_once_and_another_is_another() -> None:
    played = await a_booking()

    for message_id in (5, 5, 6):
        await reporting.report(played.guest.user_id, shown(played, message_id), NOW)

    assert len(await outbox(NotificationKind.LOG_WRITTEN)) == 2


async def test_nobody_but_who_it_was_written_to_reports_it() -> None:
    played, stranger = await a_booking(), await a_member()

    for who in (played.host, stranger):
        with pytest.raises(NotWrittenToYou):
            await reporting.report(who.user_id, shown(played), NOW)
    with pytest.raises(NotWrittenToYou):
        await reporting.report(played.guest.user_id, shown(played, text=""), NOW)
    assert await outbox(NotificationKind.LOG_WRITTEN) == []


async def test_it_is_reported_also_when_the_seat_is_somebody_elses_by_then() -> None:
    played = await a_booking()
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    await reporting.report(played.guest.user_id, shown(played), NOW)

    (row,) = await outbox(NotificationKind.LOG_WRITTEN)
    assert row.payload["member_id"] == played.host.user_id


@pytest.mark.parametrize("lacks", ["a log channel", "the bot"])
async def test_where_no_admin_would_read_it_that_is_said(lacks: str) -> None:
    played = await a_booking()
    change = {"log_channel_id": None} if lacks == "a log channel" else {"left_at": NOW}
    await Server.filter(id=SERVER).update(**change)

    for refused in (
        reporting.check_may_report(played.guest.user_id, shown(played)),
        reporting.report(played.guest.user_id, shown(played), NOW),
    ):
        with pytest.raises(NobodyReadsReports):
            await refused
    assert await outbox(NotificationKind.LOG_WRITTEN) == []


@pytest.mark.parametrize(("erased", "refusal"), [("host", WriterErased), ("guest", InterviewNotFound)])
async def test_nothing_is_noted_of_somebody_who_was_erased(erased: str, refusal: type[Refusal]) -> None:
    played = await a_booking()
    who = played.host if erased == "host" else played.guest
    await erasing.erase(who.user_id, played.ends_at)

    with pytest.raises(refusal):
        await reporting.report(played.guest.user_id, shown(played), played.ends_at)

    assert not await User.exists(id=who.user_id)
    assert await outbox(NotificationKind.LOG_WRITTEN) == []


@pytest.mark.parametrize("erased", ["host", "guest"])
async def test_what_was_reported_goes_with_who_wrote_it_and_with_who_read_it(erased: str) -> None:
    played = await a_booking()
    await reporting.report(played.guest.user_id, shown(played), NOW)
    await delivered(NOW)
    who = played.host if erased == "host" else played.guest

    await erasing.erase(who.user_id, NOW + timedelta(hours=1))

    (row,) = await Notification.filter(kind=NotificationKind.LOG_WRITTEN)
    assert row.payload["text"] == ""
    rows = await run("SELECT * FROM notification")
    assert not any(str(who.user_id) in str(one) for one in rows)
