"""What one of two writes is passed on to the other, ten times at most, and kept no longer than that takes."""

import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import MockInterview, Notification, NotificationKind, NotificationState, WrittenCount
from services import booking, ending, housekeeping
from services.delivery import missed, outcomes, preparing, queue, standing
from services.delivery.kinds.written import Written
from services.delivery.standing import Standing
from services.finding import apart
from services.interviews import Role
from services.people import Member
from services.privacy import erasing
from services.refusals import InterviewNotFound, NotYourInterview, Refusal, TextTooLong
from services.writing import passing_on
from services.writing.refusals import NobodyToWriteTo, NothingWritten, TooLateToWrite, WrittenEnough
from tests.services.delivery.working import ME, NAME, claim, delivered, prepared, take
from tests.support.factories import (
    NOW,
    PRICE,
    SERVER,
    Played,
    a_booking,
    a_card,
    a_member,
    completed,
    everything,
    outbox,
    run,
)
from tests.support.recording import heard

pytestmark = pytest.mark.usefixtures("database")

HELLO = "Which editor do you use?"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


async def a_message(played: Played, text: str = HELLO, *, by: Member | None = None) -> Notification:
    """Have a host, or whoever is named, write to the other; return the row."""
    await passing_on.write((by or played.host).user_id, SERVER, played.id, text, NOW)
    return (await outbox(NotificationKind.WRITTEN))[-1]


async def is_nowhere(text: str) -> bool:
    """Tell whether a text stands in no row of the outbox."""
    rows = await run("SELECT CAST(payload AS TEXT) AS payload, error, dedupe_key, lane FROM notification")
    return not any(text in str(row) for row in rows)


async def test_what_is_written_is_told_to_the_other_with_how_often_one_still_can() -> None:
    played = await a_booking()

    done = await passing_on.write(played.guest.user_id, None, played.id, f"  {HELLO}\r\nThanks! ", NOW)

    assert (done.number, done.left) == (played.id, 9)
    (row,) = await outbox(NotificationKind.WRITTEN)
    assert row.recipient_id == played.host.user_id
    found = await prepared(row.id)
    assert found.message == Written(
        member_id=played.guest.user_id, seat=Role.INTERVIEWEE, place=1, text=f"{HELLO}\nThanks!"
    )


@pytest.mark.parametrize(
    ("text", "refusal"),
    [(" \n\u200b ", NothingWritten), ("", NothingWritten), ("x" * 501, TextTooLong)],
)
async def test_what_cannot_be_read_or_is_too_long_is_refused_and_counts_for_nothing(
    text: str, refusal: type[Refusal]
) -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(refusal):
        await passing_on.write(played.host.user_id, SERVER, played.id, text, NOW)

    assert await everything() == before
    assert await WrittenCount.all().count() == 0
    assert (await passing_on.write(played.host.user_id, SERVER, played.id, "x" * 500, NOW)).left == 9


async def test_it_ends_a_day_after_the_end_whatever_came_of_it() -> None:
    played = await completed()
    who = played.interviewer.user_id
    closed_at = played.ends_at + DAY

    await passing_on.write(who, SERVER, played.id, HELLO, closed_at - SECOND)
    with pytest.raises(TooLateToWrite) as refused:
        await passing_on.write(who, SERVER, played.id, HELLO, closed_at)

    assert refused.value.closed_at == closed_at


async def gave_back(played: Played) -> None:
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)


async def cancelled(played: Played) -> None:
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW)


@pytest.mark.parametrize(
    ("end", "status"), [(gave_back, "pending"), (cancelled, "cancelled")], ids=["given back", "cancelled"]
)
async def test_without_two_in_it_nobody_writes(end: Callable[[Played], Awaitable[None]], status: str) -> None:
    played = await a_booking()
    await end(played)

    with pytest.raises(NobodyToWriteTo) as refused:
        await passing_on.write(played.host.user_id, SERVER, played.id, HELLO, NOW)

    assert refused.value.status == status
    assert await outbox(NotificationKind.WRITTEN) == []


async def test_strangers_and_whoever_has_given_the_seat_back_write_to_nobody() -> None:
    played, stranger = await a_booking(), await a_member()
    await gave_back(played)

    for who in (stranger, played.guest):
        with pytest.raises(NotYourInterview):
            await passing_on.write(who.user_id, SERVER, played.id, HELLO, NOW)
        with pytest.raises(InterviewNotFound):
            await passing_on.write(who.user_id, None, played.id, HELLO, NOW)
        with pytest.raises(InterviewNotFound):
            await passing_on.write(played.host.user_id, SERVER + 1, played.id, HELLO, NOW)


async def test_ten_of_each_and_not_of_both_and_a_new_guest_has_ten_of_their_own() -> None:
    played = await a_booking()
    host, guest = played.host.user_id, played.guest.user_id
    left = [(await passing_on.write(host, SERVER, played.id, HELLO, NOW)).left for _ in range(10)]
    assert left == list(range(9, -1, -1))
    for refused in (
        passing_on.write(host, SERVER, played.id, HELLO, NOW),
        passing_on.check_may_write(host, SERVER, played.id, NOW),
    ):
        with pytest.raises(WrittenEnough):
            await refused
    await passing_on.check_may_write(guest, SERVER, played.id, NOW)
    assert len(await outbox(NotificationKind.WRITTEN, to=played.guest)) == 10

    await gave_back(played)
    another = await a_member(PRICE)
    await booking.book(another, played.id, NOW)
    for who in (guest, another.user_id):
        await passing_on.write(another.user_id, SERVER, played.id, f"From {who}", NOW)
    assert len(await outbox(NotificationKind.WRITTEN, to=played.host)) == 2


async def test_the_first_messages_of_one_guest_and_of_the_next_both_reach_the_host() -> None:
    played = await a_booking()
    await a_message(played, "from the first", by=played.guest)
    await gave_back(played)
    another = await a_member(PRICE)
    await booking.book(another, played.id, NOW)
    await a_message(played, "from the second", by=another)

    rows = await outbox(NotificationKind.WRITTEN, to=played.host)

    assert [row.payload["text"] for row in rows] == ["from the first", "from the second"]


# --- it is not kept --------------------------------------------------------------------------------------


async def test_once_sent_its_text_is_gone_and_the_rest_of_the_row_stays() -> None:
    played = await a_booking()
    row = await a_message(played)
    assert not await is_nowhere(HELLO)

    sent = await delivered(NOW)

    assert HELLO in [one.message.text for one in sent if isinstance(one.message, Written)]
    assert await is_nowhere(HELLO)
    await row.refresh_from_db()
    assert row.state is NotificationState.SENT
    assert row.payload == {"member_id": played.host.user_id, "seat": "interviewer", "place": 1, "text": ""}
    others = await Notification.exclude(kind=NotificationKind.WRITTEN)
    assert all("text" not in one.payload for one in others)


async def test_many_that_are_sent_at_once_are_all_emptied() -> None:
    played = await a_booking()
    for _ in range(10):
        await a_message(played, by=played.guest)
        await a_message(played)

    await delivered(NOW)

    assert await is_nowhere(HELLO)


async def dropped(row: Notification) -> None:
    await queue.finish(ME, [row.id], NotificationState.DROPPED, NOW)


async def given_up(row: Notification) -> None:
    await outcomes.refused(ME, await prepared(row.id), "50001", NOW)


async def gone(row: Notification) -> None:
    await outcomes.unheard(ME, await prepared(row.id), "50278", NOW)


async def missed_and_read(row: Notification) -> None:
    await missed.note(ME, await prepared(row.id), "50007", NOW)
    assert not await is_nowhere(HELLO)
    waiting = await missed.waiting(SERVER, row.recipient_id or 0, NOW)
    assert [one.message.text for one in waiting if isinstance(one.message, Written)] == [HELLO]
    await missed.read(SERVER, row.recipient_id or 0, [row.id], NOW)


async def missed_until_it_helps_no_more(row: Notification) -> None:
    await missed.note(ME, await prepared(row.id), "50007", NOW)
    assert await missed.waiting(SERVER, row.recipient_id or 0, NOW + 8 * DAY) == ()


async def missed_by_who_leaves(row: Notification) -> None:
    await missed.note(ME, await prepared(row.id), "50007", NOW)
    await missed.forget(SERVER, row.recipient_id or 0, NOW)


ENDS = [dropped, given_up, gone, missed_and_read, missed_until_it_helps_no_more, missed_by_who_leaves]


@pytest.mark.parametrize("end", ENDS, ids=[end.__name__ for end in ENDS])
async def test_however_it_ends_its_text_is_gone_with_it(
    end: Callable[[Notification], Awaitable[None]],
) -> None:
    row = await a_message(await a_booking())
    await take(row.id)

    await end(row)

    assert await is_nowhere(HELLO)
    await row.refresh_from_db()
    assert row.finished_at is not None
    assert row.owner is None


async def test_while_it_is_tried_again_its_text_waits_with_it() -> None:
    row = await a_message(await a_booking())
    await take(row.id)

    await outcomes.failed(ME, await prepared(row.id), "503", NOW)

    await row.refresh_from_db()
    assert row.state is NotificationState.PENDING
    assert row.payload["text"] == HELLO
    assert HELLO not in row.error


async def test_a_message_that_stands_and_is_brought_up_to_date_has_no_text_to_show() -> None:
    played = await a_booking()
    row = await a_message(played)
    await take(row.id)
    await outcomes.sent(ME, [outcomes.Said(await prepared(row.id), 77)], NOW)

    (stands,) = await standing.standing(played.id, played.guest.user_id)
    assert stands == Standing(
        row.id, Written(member_id=played.host.user_id, seat=Role.INTERVIEWER, place=1, text=""), 77
    )


async def test_how_often_each_wrote_is_removed_once_nobody_can_write_any_more() -> None:
    over, ahead = await a_booking(), await a_booking(starts_at=NOW + 20 * DAY)
    for played in (over, ahead):
        await a_message(played)

    await housekeeping.remove_old(over.ends_at + DAY - SECOND)
    assert await WrittenCount.all().count() == 2
    await housekeeping.remove_old(over.ends_at + DAY)

    assert [row.interview_id for row in await WrittenCount.all()] == [ahead.id]


# --- who is kept apart -----------------------------------------------------------------------------------


async def keeps_away(one: Member, other: Member) -> None:
    await apart.keep_apart(one.user_id, other.user_id, NOW)


async def nobody_keeps_away(one: Member, other: Member) -> None:
    pass


@pytest.mark.parametrize("writes", ["host", "guest"])
@pytest.mark.parametrize("blocks", ["host", "guest", "both"])
async def test_whoever_writes_is_told_the_same_whether_or_not_they_are_kept_apart(
    writes: str, blocks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, asked = [], []
    for is_blocked in (True, False):
        played = await a_booking()
        writer, reader = (played.host, played.guest) if writes == "host" else (played.guest, played.host)
        for who, other in itertools.permutations((played.host, played.guest)):
            if is_blocked and blocks in {"both", "host" if who is played.host else "guest"}:
                await keeps_away(who, other)
        statements: list[str] = []

        def note(_method: str, text: str, _values: object, statements: list[str] = statements) -> None:
            statements.append(text)

        answers: list[object] = []
        with heard(monkeypatch, note):
            for _ in range(11):
                try:
                    mine, to_id = (writer.user_id, SERVER, played.id), reader.user_id
                    await passing_on.check_may_write(*mine, NOW, to_id=to_id)
                    answers.append((await passing_on.write(*mine, HELLO, NOW, to_id=to_id)).left)
                except Refusal as refusal:
                    answers.append(type(refusal))
        said.append(answers)
        asked.append(statements)
        told = await outbox(NotificationKind.WRITTEN, to=reader)
        assert len(told) == (0 if is_blocked else 10)
        if is_blocked:
            assert await is_nowhere(HELLO)
        await delivered(NOW)
    assert said[0] == said[1] == [*range(9, -1, -1), WrittenEnough]
    assert asked[0] == asked[1]
    assert await is_nowhere(HELLO)


@pytest.mark.parametrize("blocker", ["writer", "reader"])
@pytest.mark.parametrize("state", [NotificationState.PENDING, NotificationState.MISSED])
async def test_what_has_not_been_read_is_passed_on_no_more_once_one_keeps_the_other_away(
    blocker: str, state: NotificationState
) -> None:
    played, others = await a_booking(), await a_booking()
    row, untouched = await a_message(played), await a_message(others)
    if state is NotificationState.MISSED:
        await take(row.id)
        await missed.note(ME, await prepared(row.id), "50007", NOW)

    both = (played.host, played.guest)
    await keeps_away(*(both if blocker == "writer" else both[::-1]))

    await row.refresh_from_db()
    assert (row.state, row.payload["text"]) == (NotificationState.DROPPED, "")
    await untouched.refresh_from_db()
    assert (untouched.state, untouched.payload["text"]) == (NotificationState.PENDING, HELLO)


# --- who is erased ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("erased", ["writer", "reader"])
@pytest.mark.parametrize("state", [NotificationState.PENDING, NotificationState.MISSED])
async def test_nothing_that_was_written_outlasts_the_erasure_of_either(
    erased: str, state: NotificationState
) -> None:
    played = await a_booking()
    row = await a_message(played)
    if state is NotificationState.MISSED:
        await take(row.id)
        await missed.note(ME, await prepared(row.id), "50007", NOW)
    who = played.host if erased == "writer" else played.guest

    await erasing.erase(who.user_id, NOW)

    assert await is_nowhere(HELLO)
    assert await WrittenCount.filter(user_id=who.user_id).count() == 0
    found = await preparing.prepare([row.id], NAME, NOW)
    assert found.deliveries == ()


async def test_nobody_writes_to_who_was_erased_after_the_start() -> None:
    played = await a_booking()
    now = played.starts_at + SECOND
    await erasing.erase(played.guest.user_id, now)

    with pytest.raises(NobodyToWriteTo) as refused:
        await passing_on.write(played.host.user_id, SERVER, played.id, HELLO, now)

    assert refused.value.status == "erased"


# --- whatever comes --------------------------------------------------------------------------------------

DEEDS = st.lists(st.sampled_from(("host", "guest", "block", "unblock", "deliver", "drop")), max_size=40)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=DEEDS)
async def test_whatever_the_two_do_nobody_writes_more_than_ten_and_nothing_is_kept(deeds: list[str]) -> None:
    played = await a_booking(host=await a_member(), guest=await a_member(PRICE))
    people = {"host": played.host, "guest": played.guest}
    written = dict.fromkeys(people, 0)
    are_apart = False
    for deed in deeds:
        if deed in people:
            reader = played.guest if deed == "host" else played.host
            before = len(await outbox(NotificationKind.WRITTEN, to=reader))
            try:
                done = await passing_on.write(people[deed].user_id, SERVER, played.id, HELLO, NOW)
            except WrittenEnough:
                assert written[deed] == 10
                continue
            written[deed] += 1
            assert done.left == 10 - written[deed]
            after = len(await outbox(NotificationKind.WRITTEN, to=reader))
            assert after - before == (0 if are_apart else 1)
        elif deed in {"block", "unblock"}:
            are_apart = deed == "block"
            if are_apart:
                await keeps_away(played.host, played.guest)
            else:
                await apart.let_together(played.host.user_id, played.guest.user_id)
        elif deed == "deliver":
            await delivered(NOW)
        else:
            await queue.finish(ME, await claim(), NotificationState.DROPPED, NOW)
        mine = Notification.filter(interview_id=played.id, kind=NotificationKind.WRITTEN)
        for row in await mine:
            assert row.finished_at is None or row.payload["text"] == ""
            assert not (are_apart and row.finished_at is None and row.recipient_id)
    assert max(written.values()) <= 10


async def test_a_card_that_nobody_has_booked_offers_nobody_to_write_to() -> None:
    card = await a_card()
    row = await MockInterview.get(id=card.id)

    with pytest.raises(NobodyToWriteTo):
        await passing_on.check_may_write(row.host_id, SERVER, row.id, NOW)
