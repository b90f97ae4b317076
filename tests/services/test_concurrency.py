"""Many at once: exactly one wins, and points move once (design, section 3)."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import datetime, timedelta

import pytest

from models import (
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    MoveProposal,
    NotificationKind,
    NotificationState,
    PointsEntry,
    PointsReason,
    Server,
    UserPoints,
    WrittenCount,
)
from services import booking, editing, ending, feedback, moves, people, points, publishing, timetable
from services.delivery.kinds import read
from services.delivery.kinds.direct import MoveProposed
from services.editing import Changes
from services.interviews import Role
from services.people import Member
from services.refusals import (
    AlreadyAccepted,
    AlreadyOver,
    AlreadyYours,
    BookedMeanwhile,
    BusyAtProposedTime,
    HostIsBusy,
    NoLongerProposed,
    NotEnoughPoints,
    NotOpen,
    Overlap,
    Refusal,
    SeatTaken,
)
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_draft,
    a_member,
    a_proposal,
    balance,
    ledger,
    outbox,
    stored,
    with_feedback,
)
from tests.support.workers import in_processes

MANY, MANY_MESSAGES = 50, 20
LATER = TOMORROW + timedelta(hours=2)
WORKER = "tests.services.worker"
Call = tuple[str, int, int, int, str]


async def at_once(*attempts: Awaitable[object]) -> list[type[Refusal] | None]:
    """Make the attempts together and return the refusal of each, if any; any other error is raised."""
    results = await asyncio.gather(*attempts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refusal):
            raise result
    return [type(result) if isinstance(result, Refusal) else None for result in results]


async def the_ledger_adds_up() -> None:
    for account in await UserPoints.all():
        entries = await PointsEntry.filter(account_id=account.id)
        assert account.balance == sum(entry.amount for entry in entries) >= 0


async def nothing_is_planned(played: Played) -> None:
    timed = (NotificationKind.REMINDER, NotificationKind.STARTED, NotificationKind.FEEDBACK_DUE)
    planned = [row.state for row in await outbox(*timed) if row.interview_id == played.id]
    assert set(planned) == {NotificationState.DROPPED}


# --- in one process --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", list(Role))
async def test_of_fifty_members_who_book_one_card_one_wins(role: Role) -> None:
    card = await a_card(role=role)
    guests = [await a_member(PRICE) for _ in range(MANY)]

    results = await at_once(*(booking.book(guest, card.id, NOW) for guest in guests))

    assert Counter(results) == {None: 1, SeatTaken: MANY - 1}
    winner = guests[results.index(None)]
    pays = role is Role.INTERVIEWER
    row = await stored(card.id)
    assert row.status is InterviewStatus.BOOKED
    assert winner.user_id == (row.interviewee_id if pays else row.interviewer_id)
    assert await balance(winner) == (0 if pays else PRICE)
    assert [await balance(guest) for guest in guests if guest != winner] == [PRICE] * (MANY - 1)
    assert await PointsEntry.filter(reason=PointsReason.SEAT).count() == 1
    told = {row.recipient_id for row in await outbox(NotificationKind.BOOKED)}
    assert told == {winner.user_id, card.host_id}
    assert len(await outbox(NotificationKind.CARD)) == 2


@pytest.mark.usefixtures("database")
async def test_of_two_clicks_of_one_member_one_counts() -> None:
    card, guest = await a_card(), await a_member(2 * PRICE)

    results = await at_once(*(booking.book(guest, card.id, NOW) for _ in range(2)))

    assert Counter(results) == {None: 1, AlreadyYours: 1}
    assert await balance(guest) == PRICE


@pytest.mark.usefixtures("database")
async def test_a_member_who_books_overlapping_cards_at_once_gets_one() -> None:
    guest = await a_member(10 * PRICE)
    cards = [await a_card(starts_at=TOMORROW + timedelta(minutes=5 * number)) for number in range(10)]

    results = await at_once(*(booking.book(guest, card.id, NOW) for card in cards))

    assert Counter(results) == {None: 1, Overlap: 9}
    assert await balance(guest) == 9 * PRICE
    assert await MockInterview.filter(status=InterviewStatus.PENDING).count() == 9


@pytest.mark.usefixtures("database")
async def test_a_member_who_books_and_publishes_for_one_time_gets_one() -> None:
    guest, card = await a_member(PRICE), await a_card()

    results = await at_once(booking.book(guest, card.id, NOW), publishing.publish(guest, a_draft(), NOW))

    assert Counter(results) == {None: 1, Overlap: 1}


@pytest.mark.usefixtures("database")
async def test_a_member_who_publishes_twice_for_one_time_gets_one_card() -> None:
    host = await a_member(5 * PRICE)

    results = await at_once(*(publishing.publish(host, a_draft(Role.INTERVIEWEE), NOW) for _ in range(5)))

    assert Counter(results) == {None: 1, Overlap: 4}
    assert await balance(host) == 4 * PRICE


@pytest.mark.usefixtures("database")
async def test_a_member_spends_the_same_points_once() -> None:
    guest, _rich = await a_member(PRICE), await a_member(PRICE)
    cards = [await a_card(starts_at=TOMORROW + timedelta(hours=2 * number)) for number in range(5)]

    results = await at_once(*(booking.book(guest, card.id, NOW) for card in cards))

    assert Counter(results) == {None: 1, NotEnoughPoints: 4}
    assert await balance(guest) == 0


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", list(Role))
async def test_a_host_who_cancels_while_a_guest_books_pays_nobody_twice(role: Role) -> None:
    for _ in range(5):
        host, guest = await a_member(PRICE), await a_member(PRICE)
        card = await a_card(host, role)

        booked, cancelled = await at_once(
            booking.book(guest, card.id, NOW), ending.cancel(host.user_id, SERVER, card.id, NOW)
        )

        assert cancelled is None
        assert booked in {None, NotOpen}
        assert (await stored(card.id)).status is InterviewStatus.CANCELLED
        assert (await balance(host), await balance(guest)) == (PRICE, PRICE)


@pytest.mark.usefixtures("database")
async def test_a_guest_who_withdraws_while_the_host_cancels_is_paid_back_once() -> None:
    for _ in range(5):
        played = await a_booking()

        await at_once(
            booking.withdraw(played.guest.user_id, SERVER, played.id, NOW),
            ending.cancel(played.host.user_id, SERVER, played.id, NOW),
        )

        assert await balance(played.guest) == PRICE


@pytest.mark.usefixtures("database")
async def test_a_seat_given_back_twice_is_paid_back_once() -> None:
    played = await a_booking()

    results = await at_once(
        *(booking.withdraw(played.guest.user_id, SERVER, played.id, NOW) for _ in range(3))
    )

    assert results.count(None) == 1
    assert await balance(played.guest) == PRICE


@pytest.mark.usefixtures("database")
async def test_a_guest_who_confirms_twice_at_once_moves_it_once() -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)

    results = await at_once(*(moves.confirm(played.guest.user_id, SERVER, number, NOW) for _ in range(5)))

    assert Counter(results) == {None: 1, NoLongerProposed: 4}
    row = await stored(played.id)
    assert (row.scheduled_time, row.revision) == (LATER, 2)
    assert len(await outbox(NotificationKind.MOVED)) == 1


@pytest.mark.usefixtures("database")
async def test_a_guest_who_confirms_and_withdraws_at_once_is_out_in_the_end() -> None:
    for _ in range(5):
        played = await a_booking()
        number = await a_proposal(played, LATER)

        confirmed, withdrawn = await at_once(
            moves.confirm(played.guest.user_id, SERVER, number, NOW),
            booking.withdraw(played.guest.user_id, SERVER, played.id, NOW),
        )

        assert withdrawn is None
        assert confirmed in {None, NoLongerProposed}
        row = await stored(played.id)
        assert row.status is InterviewStatus.PENDING
        assert row.scheduled_time == (LATER if confirmed is None else TOMORROW)
        assert await balance(played.guest) == PRICE
        assert await MoveProposal.filter(interview_id=played.id).count() == 0
        await nothing_is_planned(played)


@pytest.mark.usefixtures("database")
async def test_of_confirming_and_declining_at_once_one_counts_and_of_two_declines_one() -> None:
    for _ in range(5):
        played, other = await a_booking(), await a_booking()
        number, another = await a_proposal(played, LATER), await a_proposal(other, LATER)

        confirmed, declined, *twice = await at_once(
            moves.confirm(played.guest.user_id, SERVER, number, NOW),
            moves.decline(played.guest.user_id, SERVER, number, NOW),
            *(moves.decline(other.guest.user_id, SERVER, another, NOW) for _ in range(2)),
        )

        assert {confirmed, declined} == {None, NoLongerProposed}
        assert Counter(twice) == {None: 1, NoLongerProposed: 1}
        assert (await stored(played.id)).scheduled_time == (LATER if confirmed is None else TOMORROW)
        assert (await stored(other.id)).scheduled_time == TOMORROW
        told = [row.kind for row in await outbox(to=played.host)]
        moved, kept = (told.count(kind) for kind in (NotificationKind.MOVED, NotificationKind.MOVE_DECLINED))
        assert (moved, kept) == ((1, 0) if confirmed is None else (0, 1))
        assert len(await outbox(NotificationKind.MOVE_DECLINED, to=other.host)) == 1


@pytest.mark.usefixtures("database")
async def test_a_host_who_cancels_an_open_card_while_somebody_books_it_cancels_on_nobody_unasked() -> None:
    for _ in range(5):
        card, guest = await a_card(), await a_member(PRICE)

        cancelled, booked, again = await at_once(
            ending.cancel(card.host_id, SERVER, card.id, NOW, known_guest_id=0),
            booking.book(guest, card.id, NOW),
            ending.cancel(card.host_id, SERVER, card.id, NOW, known_guest_id=0),
        )

        row = await stored(card.id)
        if booked is None:
            assert (cancelled, again, row.status) == (
                BookedMeanwhile,
                BookedMeanwhile,
                InterviewStatus.BOOKED,
            )
        else:
            assert Counter([cancelled, again]) == {None: 1, AlreadyOver: 1}
            assert (booked, row.status) == (NotOpen, InterviewStatus.CANCELLED)
        assert await balance(guest) == (0 if booked is None else PRICE)


@pytest.mark.usefixtures("database")
async def test_changes_of_the_wording_at_once_are_told_once_from_what_the_guest_knew() -> None:
    played = await a_booking()
    parts = ({"topic": "Trees"}, {"level": "senior"}, {"notes": "Bring tea"})

    results = await at_once(
        *(
            editing.edit(played.host.user_id, SERVER, played.id, Changes(wording=wording), NOW)
            for wording in parts
        )
    )

    assert results == [None] * len(parts)
    rows = await outbox(NotificationKind.DETAILS_CHANGED)
    (told,) = [row for row in rows if row.state is NotificationState.PENDING]
    assert told.payload == {"topic": "Databases"}


@pytest.mark.usefixtures("database")
async def test_a_guest_who_confirms_while_the_host_cancels_finds_it_cancelled() -> None:
    for _ in range(5):
        played = await a_booking()
        number = await a_proposal(played, LATER)

        confirmed, cancelled = await at_once(
            moves.confirm(played.guest.user_id, SERVER, number, NOW),
            ending.cancel(played.host.user_id, SERVER, played.id, NOW),
        )

        assert cancelled is None
        assert confirmed in {None, NoLongerProposed}
        assert (await stored(played.id)).status is InterviewStatus.CANCELLED
        assert await balance(played.guest) == PRICE
        assert await MoveProposal.filter(interview_id=played.id).count() == 0
        await nothing_is_planned(played)


@pytest.mark.usefixtures("database")
async def test_of_proposals_made_at_once_the_last_one_is_open() -> None:
    played = await a_booking()
    wanted = [LATER + timedelta(hours=hours) for hours in range(5)]

    results = await at_once(
        *(
            editing.edit(played.host.user_id, SERVER, played.id, Changes(starts_at=start), NOW)
            for start in wanted
        )
    )

    assert results == [None] * len(wanted)
    (proposal,) = await MoveProposal.all()
    questions = [read(row.kind, row.payload) for row in await outbox(NotificationKind.MOVE_PROPOSED)]
    asked = {one.proposal: one.to for one in questions if isinstance(one, MoveProposed)}
    assert len(questions) == len(wanted)
    assert sorted(asked.values()) == wanted
    assert max(asked) == proposal.id
    assert asked[proposal.id] == proposal.scheduled_time


@pytest.mark.usefixtures("database")
async def test_who_confirms_while_the_host_proposes_again_confirms_what_they_saw_or_nothing() -> None:
    for _ in range(5):
        played = await a_booking()
        number = await a_proposal(played, LATER)
        again = Changes(starts_at=LATER + timedelta(hours=3))

        confirmed, proposed = await at_once(
            moves.confirm(played.guest.user_id, SERVER, number, NOW),
            editing.edit(played.host.user_id, SERVER, played.id, again, NOW),
        )

        assert proposed is None
        assert confirmed in {None, NoLongerProposed}
        assert (await stored(played.id)).scheduled_time == (LATER if confirmed is None else TOMORROW)
        (open_one,) = await MoveProposal.filter(interview_id=played.id)
        assert open_one.scheduled_time == again.starts_at


@pytest.mark.usefixtures("database")
async def test_an_interview_confirmed_onto_what_one_of_the_two_is_taking_leaves_them_in_one() -> None:
    for hour in range(5):
        start = TOMORROW + timedelta(hours=6 * hour)
        played = await a_booking(starts_at=start)
        await points.grant(SERVER, played.guest.user_id, PRICE, "more", admin_id=ADMIN, now=NOW)
        number = await a_proposal(played, start + timedelta(hours=2))
        card = await a_card(starts_at=start + timedelta(hours=2))
        mine = a_draft(starts_at=start + timedelta(minutes=150))

        confirmed, booked, published = await at_once(
            moves.confirm(played.guest.user_id, SERVER, number, NOW),
            booking.book(played.guest, card.id, NOW),
            publishing.publish(played.host, mine, NOW),
        )

        if confirmed is None:
            assert (booked, published) == (Overlap, Overlap)
        else:
            assert confirmed in {BusyAtProposedTime, HostIsBusy}
            assert None in {booked, published}


@pytest.mark.usefixtures("database")
async def test_two_interviews_of_the_same_two_confirmed_for_one_time_do_not_block_each_other() -> None:
    for day in range(5):
        one, two = await a_member(PRICE), await a_member(PRICE)
        start = TOMORROW + timedelta(days=day)
        ones = await a_booking(starts_at=start, host=one, guest=two)
        twos = await a_booking(starts_at=start + timedelta(hours=2), host=two, guest=one)
        wanted = start + timedelta(hours=4)
        proposals = [await a_proposal(played, wanted) for played in (ones, twos)]

        results = await at_once(
            moves.confirm(two.user_id, SERVER, proposals[0], NOW),
            moves.confirm(one.user_id, SERVER, proposals[1], NOW),
        )

        assert Counter(results) == {None: 1, BusyAtProposedTime: 1}


@pytest.mark.usefixtures("database")
async def test_feedback_sent_twice_is_stored_once() -> None:
    played = await a_booking()

    results = await at_once(
        *(
            feedback.leave(played.host.user_id, SERVER, played.id, score=score, text=TEXT, now=played.ends_at)
            for score in (3, 4, 5)
        )
    )

    assert results.count(None) == 1
    assert await InterviewFeedback.filter(interview_id=played.id).count() == 1
    assert len(await outbox(NotificationKind.FEEDBACK_RECEIVED)) == 1


@pytest.mark.usefixtures("database")
async def test_feedback_accepted_twice_is_rewarded_once() -> None:
    played = await with_feedback()
    who = played.interviewee.user_id
    when = played.ends_at + timedelta(hours=72)

    results = await at_once(
        feedback.accept(who, SERVER, played.id, when),
        feedback.accept(who, SERVER, played.id, when),
        timetable.run_due(when),
        timetable.run_due(when),
    )

    assert set(results[:2]) <= {None, AlreadyAccepted}
    assert await ledger(played.interviewer) == [(PointsReason.REWARD, 1)]
    assert len(await outbox(NotificationKind.ACCEPTED)) == 1


@pytest.mark.usefixtures("database")
async def test_a_member_who_appears_twice_at_once_gets_the_starting_points_once() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await Server.filter(id=SERVER).update(starting_points=2)
    members = [Member(SERVER, 7, f"Name {number}", "en") for number in range(10)]

    await at_once(*(people.meet(member, NOW) for member in members))

    assert await ledger(members[0]) == [(PointsReason.STARTING, 2)]


@pytest.mark.usefixtures("database")
async def test_admins_who_take_points_at_once_take_no_more_than_there_are() -> None:
    member = await a_member(10)

    results = await at_once(
        *(points.grant(SERVER, member.user_id, -4, "too many", admin_id=ADMIN, now=NOW) for _ in range(5))
    )

    assert results.count(None) == 2
    assert await balance(member) == 2


@pytest.mark.usefixtures("database")
async def test_two_who_book_each_others_cards_do_not_block_each_other() -> None:
    for day in range(5):
        one, two = await a_member(PRICE), await a_member(PRICE)
        start = TOMORROW + timedelta(days=day)
        ones = await a_card(one, starts_at=start)
        twos = await a_card(two, starts_at=start)

        results = await at_once(booking.book(one, twos.id, NOW), booking.book(two, ones.id, NOW))

        assert results == [Overlap, Overlap]
    await the_ledger_adds_up()


@pytest.mark.usefixtures("database")
async def test_everything_at_once_leaves_the_books_in_order() -> None:
    members = [await a_member(2 * PRICE) for _ in range(8)]
    cards = [
        await a_card(member, Role.INTERVIEWEE if number % 2 else Role.INTERVIEWER)
        for number, member in enumerate(members)
    ]
    others = [await a_member(PRICE) for _ in range(8)]

    await at_once(
        *(booking.book(guest, card.id, NOW) for guest in others for card in cards),
        *(ending.cancel(card.host_id, SERVER, card.id, NOW) for card in cards[::3]),
        *(
            editing.edit(card.host_id, SERVER, card.id, Changes(starts_at=TOMORROW + timedelta(hours=2)), NOW)
            for card in cards[1::3]
        ),
        *(points.grant(SERVER, guest.user_id, 1, "bonus", admin_id=ADMIN, now=NOW) for guest in others),
    )

    await the_ledger_adds_up()
    held = await MockInterview.filter(status__in=("pending", "booked"), interviewee_id__isnull=False)
    total = sum(account.balance for account in await UserPoints.filter(server_id=SERVER))
    assert total == 8 * 2 * PRICE + 8 * PRICE + 8 - PRICE * len(held)


# --- in two processes ------------------------------------------------------------------------------------


def a_call(kind: str, who: Member, number: int, now: datetime = NOW) -> Call:
    return (kind, who.user_id, who.server_id, number, now.isoformat())


async def test_of_forty_messages_of_two_people_from_two_processes_ten_of_each_are_passed_on(
    database: str,
) -> None:
    played = await a_booking()
    mine = [a_call("write", played.host, played.id)] * MANY_MESSAGES
    theirs = [a_call("write", played.guest, played.id)] * MANY_MESSAGES

    halves = await in_processes(WORKER, database, [[*mine[::2], *theirs[::2]], [*theirs[1::2], *mine[1::2]]])

    results = Counter(result for half in halves for result in half)
    assert results == {None: 20, "WrittenEnough": 2 * MANY_MESSAGES - 20}
    for one, other in ((played.host, played.guest), (played.guest, played.host)):
        assert (await WrittenCount.get(user_id=one.user_id)).times == 10
        assert len(await outbox(NotificationKind.WRITTEN, to=other)) == 10


async def test_of_fifty_members_in_two_processes_one_wins(database: str) -> None:
    card = await a_card()
    guests = [await a_member(PRICE) for _ in range(MANY)]

    halves = await in_processes(
        WORKER,
        database,
        [[a_call("book", guest, card.id) for guest in guests[start::2]] for start in (0, 1)],
    )

    assert Counter(halves[0] + halves[1]) == {None: 1, SeatTaken.__name__: MANY - 1}
    assert await PointsEntry.filter(reason=PointsReason.SEAT).count() == 1
    assert sum([await balance(guest) for guest in guests]) == (MANY - 1) * PRICE
    await the_ledger_adds_up()


async def test_two_processes_seat_a_member_once_at_a_time(database: str) -> None:
    guest = await a_member(10 * PRICE)
    cards = [await a_card() for _ in range(10)]

    halves = await in_processes(
        WORKER, database, [[a_call("book", guest, card.id) for card in cards[start::2]] for start in (0, 1)]
    )

    assert Counter(halves[0] + halves[1]) == {None: 1, Overlap.__name__: 9}
    assert await balance(guest) == 9 * PRICE


async def test_two_processes_cancel_and_book_and_accept_without_losing_a_point(database: str) -> None:
    played = await with_feedback()
    host, guest = await a_member(PRICE), await a_member(PRICE)
    card = await a_card(host, Role.INTERVIEWEE, TOMORROW + timedelta(days=1))
    accept = a_call("accept", played.interviewee, played.id, played.ends_at)

    one, two = await in_processes(
        WORKER,
        database,
        [[accept, a_call("book", guest, card.id)], [accept, a_call("cancel", host, card.id)]],
    )

    assert Counter([one[0], two[0]]) == {None: 1, AlreadyAccepted.__name__: 1}
    assert one[1] in {None, NotOpen.__name__}
    assert two[1] is None
    assert await balance(played.interviewer) == 1
    assert (await balance(host), await balance(guest)) == (PRICE, PRICE)


async def test_two_processes_confirm_and_withdraw_without_losing_a_point(database: str) -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)

    (one,), (two,) = await in_processes(
        WORKER,
        database,
        [[a_call("confirm", played.guest, number)], [a_call("withdraw", played.guest, played.id)]],
    )

    assert one in {None, NoLongerProposed.__name__}
    assert two is None
    row = await stored(played.id)
    assert row.status is InterviewStatus.PENDING
    assert row.scheduled_time == (LATER if one is None else TOMORROW)
    assert await balance(played.guest) == PRICE
    assert await MoveProposal.all().count() == 0
