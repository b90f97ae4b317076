"""Who was erased and comes back is somebody new, whom it has brought nothing."""

from datetime import timedelta

import pytest

from models import ErasedMark, UserPoints
from services import absence, admin_acts, blocks, erased, feedback, people, publishing, server_settings
from services.people import Member
from services.privacy import erasing, leaving
from services.refusals import BeingErased, BlockedFromSeats
from services.settings import PointsChange, set_points
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    a_booking,
    a_draft,
    a_member,
    an_admin,
    balance,
)

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)


async def missed(who: Member, times: int = 2) -> list[int]:
    """Interviews to which somebody did not come, the last of them reported at `reported_at`."""
    numbers = []
    for number in range(times):
        played = await a_booking(starts_at=NOW + timedelta(hours=10 + 2 * number), host=who)
        await absence.report(played.guest.user_id, SERVER, played.id, "", played.ends_at)
        numbers.append(played.id)
    return numbers


REPORTED_AT = NOW + timedelta(hours=13)


async def test_a_pause_goes_on_and_is_told_as_before() -> None:
    who = await a_member()
    numbers = await missed(who)
    settings = await server_settings.read(SERVER)
    before = await blocks.block_of(settings, who.user_id, REPORTED_AT)
    assert before is not None

    for day in range(2):
        await erasing.erase(who.user_id, REPORTED_AT + day * DAY)
        assert await blocks.block_of(settings, who.user_id, REPORTED_AT + day * DAY) is None
        await people.meet(who, REPORTED_AT + day * DAY)
        assert await blocks.block_of(settings, who.user_id, REPORTED_AT + day * DAY) == before
    with pytest.raises(BlockedFromSeats) as refused:
        await publishing.publish(who, a_draft(starts_at=NOW + 3 * DAY), REPORTED_AT + DAY)
    assert refused.value.interviews == ", ".join(f"#{number}" for number in numbers)

    assert await blocks.block_of(settings, who.user_id, before.until) is None


async def test_a_pause_that_an_admin_lifts_is_over_for_good() -> None:
    who = await a_member()
    await missed(who)
    await an_admin()
    settings = await server_settings.read(SERVER)
    await erasing.erase(who.user_id, REPORTED_AT)
    await people.meet(who, REPORTED_AT)

    await admin_acts.lift_pause(ADMIN, SERVER, who.user_id, REPORTED_AT)

    assert await blocks.block_of(settings, who.user_id, REPORTED_AT) is None
    await erasing.erase(who.user_id, REPORTED_AT)
    await people.meet(who, REPORTED_AT)
    assert await blocks.block_of(settings, who.user_id, REPORTED_AT) is None


async def test_one_absence_short_of_a_pause_is_forgotten() -> None:
    who = await a_member()
    await missed(who, 1)

    await erasing.erase(who.user_id, REPORTED_AT)
    await people.meet(who, REPORTED_AT)
    await missed(who, 1)

    settings = await server_settings.read(SERVER)
    assert await blocks.block_of(settings, who.user_id, REPORTED_AT) is None


async def test_starting_points_come_once_and_after_half_a_year_again() -> None:
    await a_member()
    await set_points(SERVER, PointsChange(starting=5), NOW)
    who = await a_member()
    assert await balance(who) == 5

    for day in (0, 179):
        await erasing.erase(who.user_id, NOW + day * DAY)
        await people.meet(who, NOW + day * DAY)
        assert await balance(who) == 0
    await erasing.erase(who.user_id, NOW + 179 * DAY)
    await erased.remove_old(NOW + 180 * DAY)
    await people.meet(who, NOW + 180 * DAY)

    assert await balance(who) == 5


async def test_nothing_is_kept_of_whom_nothing_has_to_be() -> None:
    who = await a_member(7)

    await erasing.erase(who.user_id, NOW)

    assert await ErasedMark.all().count() == 0


async def test_what_is_kept_goes_when_it_does_not_matter_any_more() -> None:
    who = await a_member()
    await missed(who)
    await erasing.erase(who.user_id, REPORTED_AT)
    (mark,) = await ErasedMark.all()

    await erased.remove_old(mark.kept_until - timedelta(seconds=1))
    assert await ErasedMark.all().count() == 1
    await erased.remove_old(mark.kept_until)

    assert await ErasedMark.all().count() == 0


async def test_no_points_are_made_by_missing_each_other_and_being_erased_in_between() -> None:
    absent, reporter = await a_member(), await a_member(PRICE)
    held = []
    for number in range(3):
        await people.meet(absent, NOW)
        played = await a_booking(
            starts_at=NOW + timedelta(hours=10 + 2 * number), host=absent, guest=reporter
        )
        await absence.report(reporter.user_id, SERVER, played.id, "", played.ends_at)
        await erasing.erase(absent.user_id, played.ends_at)
        held.append(await balance(reporter))

    assert held == [PRICE + 1] * 3


async def test_no_points_are_made_by_being_erased_between_the_start_and_the_report() -> None:
    absent, reporter = await a_member(), await a_member(PRICE)
    held = []
    for number in range(4):
        await people.meet(absent, NOW)
        played = await a_booking(
            starts_at=NOW + timedelta(hours=10 + 2 * number), host=absent, guest=reporter
        )
        await erasing.erase(absent.user_id, played.starts_at + timedelta(minutes=1))
        await absence.report(reporter.user_id, SERVER, played.id, "", played.ends_at)
        held.append(await balance(reporter))

    assert held == [PRICE + 1] * 4, "made once, and not again as somebody new"


async def test_a_report_that_comes_as_late_as_it_can_makes_points_once() -> None:
    absent, reporter = await a_member(), await a_member(PRICE)
    first = await a_booking(starts_at=NOW + timedelta(hours=10), host=absent, guest=reporter)
    await erasing.erase(absent.user_id, first.starts_at + timedelta(minutes=1))
    reported_at = first.ends_at + timedelta(days=6, hours=23)
    await absence.report(reporter.user_id, SERVER, first.id, "", reported_at)
    held = []
    for days in (25, 35):
        await people.meet(absent, NOW)
        played = await a_booking(starts_at=reported_at + timedelta(days=days), host=absent, guest=reporter)
        await absence.report(reporter.user_id, SERVER, played.id, "", played.ends_at)
        held.append(await balance(reporter))

    assert held == [PRICE + 1, PRICE + 2], "30 days after it, points are made of absences again"


async def test_whoever_was_there_with_somebody_who_is_erased_makes_nothing_be_kept() -> None:
    there, alone = await a_booking(starts_at=NOW + timedelta(hours=10)), await a_booking()
    await feedback.leave(there.interviewer.user_id, SERVER, there.id, score=4, text=TEXT, now=there.ends_at)

    for played in (there, alone):
        await erasing.erase(played.host.user_id, there.ends_at)

    assert await ErasedMark.all().count() == 0, "nobody can be reported absent any more"


async def test_nothing_is_made_anew_while_the_rest_still_goes() -> None:
    who = await a_member(PRICE)
    begun = await leaving.begin(who.user_id, NOW)

    for again in (people.meet(who, NOW), people.meet_person(who.user_id, "x", "en", NOW)):
        with pytest.raises(BeingErased):
            await again
    await erasing.finish(begun, NOW)

    with pytest.raises(BeingErased):
        await publishing.publish(who, a_draft(), NOW)
    assert not await UserPoints.exists(user_id=who.user_id)
    await people.meet(who, NOW)
    assert await balance(who) == 0
