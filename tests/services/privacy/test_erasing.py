"""What is kept of somebody goes when they want it to, and nobody else loses by it."""

import logging
from datetime import timedelta

import pytest

from models import (
    Dispute,
    Erasure,
    InterviewFeedback,
    NoShowReport,
    NotificationKind,
    PointsEntry,
    PointsReason,
    User,
    UserPoints,
)
from models.database import is_sqlite
from services import booking, editing, timetable
from services.editing import Changes
from services.interviews import InterviewStatus, Ruling
from services.privacy import erasing
from services.refusals import EraseWordWrong, NothingKept
from services.tombstones import is_erased
from tests.services.delivery.working import deliver_all
from tests.services.privacy.lives import (
    BY_THEM,
    GONE,
    LATER,
    THEIR_LINK,
    WHO,
    a_life,
    balances,
    bytes_with,
    rows_with,
)
from tests.support.factories import NOW, PRICE, SERVER, TOMORROW, a_booking, outbox, stored

pytestmark = pytest.mark.usefixtures("database")


async def test_nothing_is_left_of_somebody_who_was_erased(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    for ours in ("services", "models"):
        caplog.set_level(logging.DEBUG, ours)
    await a_life()
    await deliver_all(LATER)
    assert await rows_with(*GONE)
    assert bytes_with(database, *GONE) or not is_sqlite(database)

    await erasing.erase(WHO, LATER)

    assert await rows_with(*GONE, THEIR_LINK) == []
    assert bytes_with(database, *GONE, THEIR_LINK) == []
    assert not [line for line in caplog.messages if any(text in line for text in GONE)]
    assert await Erasure.all().count() == 0
    (nobody,) = await User.filter(id__lt=0)
    assert (nobody.name, nobody.avatar, nobody.timezone, nobody.dm_channel_id) == ("", "", None, None)


async def test_what_they_wrote_about_others_stays_under_nobodys_name() -> None:
    life = await a_life()

    await erasing.erase(WHO, LATER)

    given = await InterviewFeedback.get(interview_id=life.played["given"])
    assert (given.feedback, given.technical_score, given.interviewer_rating) == (BY_THEM, 4, 5)
    assert is_erased((await stored(life.played["given"])).interviewer_id or 0)
    assert (
        await NoShowReport.get(interview_id=life.played["missed by the other"])
    ).text == "Nobody was there."
    decided = await Dispute.get(decided_by_id__lt=0, interview__interviewee_id__gt=0)
    assert decided.ruling is Ruling.UPHELD


async def test_what_is_open_is_settled_by_the_usual_rules_and_the_others_are_told() -> None:
    life = await a_life()
    before = await balances()

    await erasing.erase(WHO, LATER)

    status = {name: (await stored(number)).status for name, number in life.played.items()}
    assert status == {
        "given": InterviewStatus.COMPLETED,
        "received": InterviewStatus.COMPLETED,
        "waits for them": InterviewStatus.COMPLETED,
        "waits for the other": InterviewStatus.BOOKED,
        "disputed by them": InterviewStatus.COMPLETED,
        "disputed by the other": InterviewStatus.BOOKED,
        "missed by them": InterviewStatus.NO_SHOW,
        "missed by the other": InterviewStatus.NO_SHOW,
        "goes on": InterviewStatus.BOOKED,
        "has ended": InterviewStatus.BOOKED,
        "hosted and booked": InterviewStatus.CANCELLED,
        "booked": InterviewStatus.PENDING,
        "booked to interview": InterviewStatus.PENDING,
        "open": InterviewStatus.CANCELLED,
        "upheld": InterviewStatus.COMPLETED,
        "overturned": InterviewStatus.LAPSED,
        "canceled by an admin": InterviewStatus.CANCELLED,
        "freed by an admin": InterviewStatus.CANCELLED,
    }
    after = await balances()
    moved = {person: after[person] - before[person] for person in before if after[person] != before[person]}
    refunded = await stored(life.played["hosted and booked"])
    rewarded = [await stored(life.played[name]) for name in ("waits for them", "disputed by them")]
    assert moved == {
        (SERVER, refunded.interviewee_id): PRICE,
        **{(SERVER, row.interviewer_id): 1 for row in rewarded},
    }
    told = await outbox(NotificationKind.HOST_ERASED, NotificationKind.GUEST_ERASED)
    assert [row.interview_id for row in told] == [
        life.played[name] for name in ("hosted and booked", "booked", "booked to interview")
    ]
    (dropped,) = [row for row in await outbox(NotificationKind.RULED) if row.payload.get("was_dropped")]
    assert dropped.interview_id == life.played["missed by them"]


async def test_the_balance_is_closed_by_the_ledger() -> None:
    await a_life()
    held = {row.server_id: row.balance for row in await UserPoints.filter(user_id=WHO)}

    await erasing.erase(WHO, LATER)

    assert not await UserPoints.filter(user_id=WHO)
    closed = await UserPoints.filter(user_id__lt=0)
    assert {row.server_id for row in closed} == set(held)
    assert all(row.balance == 0 for row in closed)
    entries = await PointsEntry.filter(reason=PointsReason.ERASED)
    # Two seats of theirs that were ahead are paid back first.
    held[SERVER] += 2 * PRICE
    assert sorted(-entry.amount for entry in entries) == sorted(held.values())


async def test_it_is_done_twice_as_once_and_finished_by_whoever_comes_after() -> None:
    await a_life()

    await erasing.erase(WHO, LATER)
    with pytest.raises(NothingKept):
        await erasing.erase(WHO, LATER)
    await erasing.finish_begun(LATER + timedelta(hours=1))

    assert await rows_with(*GONE) == []


async def test_what_is_still_to_come_of_it_runs_out_by_the_usual_rules() -> None:
    life = await a_life()
    await erasing.erase(WHO, LATER)
    waits, disputed = (life.played[name] for name in ("waits for the other", "disputed by the other"))

    for day in range(1, 12):
        while await timetable.run_due(LATER + timedelta(days=day)):
            pass
        await deliver_all(LATER + timedelta(days=day))

    assert (await stored(waits)).status is InterviewStatus.COMPLETED
    assert (await stored(disputed)).status is InterviewStatus.COMPLETED
    assert (await stored(life.played["goes on"])).status is InterviewStatus.LAPSED
    assert all(row.balance == 0 for row in await UserPoints.filter(user_id__lt=0))
    assert not (await Dispute.get(interview_id=disputed)).text
    assert await rows_with(*GONE) == []


async def test_of_what_a_host_changed_the_notes_go_and_the_rest_is_told_as_it_was() -> None:
    kept = await a_booking(starts_at=TOMORROW)
    alone = await a_booking(starts_at=TOMORROW + timedelta(hours=3))
    for played in (kept, alone):
        for number, wording in enumerate(
            ({"topic": "Parrots", "notes": "Bring tea."}, {"level": "Senior", "notes": "Bring cake."})
        ):
            at = NOW + timedelta(minutes=2 * number)
            await editing.edit(played.host.user_id, SERVER, played.id, Changes(wording=wording), at)
            await deliver_all(at + timedelta(minutes=1))
    await booking.withdraw(alone.guest.user_id, SERVER, alone.id, NOW + timedelta(minutes=4))

    for played in (kept, alone):
        await erasing.erase(played.host.user_id, NOW + timedelta(minutes=5))

    told = await outbox(NotificationKind.DETAILS_CHANGED)
    assert [row.payload for row in told if row.interview_id == kept.id] == [
        {"topic": "Databases"},
        {"topic": "Parrots", "notes": ""},
    ]
    assert [row.payload for row in told if row.interview_id == alone.id] == [{}, {}], "its topic is gone too"


def test_the_word_is_taken_in_either_language_and_any_case() -> None:
    for typed in ("ERASE", " erase ", "стереть", "СТЕРЕТЬ\n"):
        erasing.check_word(typed, "ERASE")
    for typed in ("", "erase it", "стеретьь"):
        with pytest.raises(EraseWordWrong):
            erasing.check_word(typed, "ERASE")
