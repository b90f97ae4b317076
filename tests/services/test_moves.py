"""The host proposes another time, the guest confirms it or withdraws (design, section 3)."""

from datetime import datetime, timedelta

import pytest

from models import InterviewStatus, MoveProposal, Notification, NotificationKind, NotificationState
from services import booking, editing, ending, moves, timetable, viewing
from services.delivery.kinds import read
from services.delivery.kinds.direct import Moved, MoveProposed, Reminder
from services.editing import AboutTime, Changes, Edited
from services.interviews import LAPSE_AFTER, Private, Role
from services.refusals import (
    AlreadyStarted,
    BusyAtProposedTime,
    DurationOutOfRange,
    GuestIsBusy,
    HostIsBusy,
    MovePassed,
    NoLongerProposed,
    NothingToChange,
    OnlyTheGuestConfirms,
    Overlap,
    Refusal,
    TooFar,
    TooSoon,
)
from tests.services.delivery.working import deliver_all, holds, prepared, said
from tests.support.factories import (
    ANOTHER_LINK,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    a_proposal,
    balance,
    everything,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATER = TOMORROW + 2 * HOUR
PROPOSED, TAKEN_BACK = NotificationKind.MOVE_PROPOSED, NotificationKind.MOVE_TAKEN_BACK


async def edit(played: Played, changes: Changes, now: datetime = NOW) -> Edited:
    return await editing.edit(played.host.user_id, SERVER, played.id, changes, now)


async def confirm(played: Played, proposal: int, now: datetime = NOW) -> moves.Moved:
    return await moves.confirm(played.guest.user_id, SERVER, proposal, now)


async def proposed(played: Played, now: datetime = NOW) -> list[tuple[datetime, int]]:
    """What both see proposed, and only the guest can confirm."""
    seen = []
    for who in (played.host, played.guest):
        mine = await viewing.view(played.id, SERVER, who.user_id, now)
        assert isinstance(mine, Private)
        if mine.proposal is not None:
            assert mine.proposal.is_mine_to_confirm is (who == played.guest)
            seen.append((mine.proposal.starts_at, mine.proposal.duration))
    assert len(seen) in {0, 2}
    return seen[:1]


async def planned_starts(played: Played) -> set[datetime]:
    """The starts that reminders are planned for."""
    live = [row for row in await outbox(NotificationKind.REMINDER) if row.state == "pending"]
    messages = [read(row.kind, row.payload) for row in live if row.interview_id == played.id]
    return {message.starts_at for message in messages if isinstance(message, Reminder)}


# --- propose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "starts_at", "duration"),
    [
        (Changes(starts_at=LATER), LATER, 60),
        (Changes(duration=90), TOMORROW, 90),
        (Changes(starts_at=LATER, duration=30), LATER, 30),
    ],
)
async def test_a_guest_is_asked_and_the_interview_keeps_its_time(
    changes: Changes, starts_at: datetime, duration: int
) -> None:
    played = await a_booking()
    before = await stored(played.id)

    edited = await edit(played, changes)

    assert edited.about_time is AboutTime.PROPOSED
    assert not edited.is_changed
    assert await proposed(played) == [(starts_at, duration)]
    row = await stored(played.id)
    assert vars(row) == vars(row) | {"scheduled_time": TOMORROW, "duration": 60, "revision": before.revision}
    assert await planned_starts(played) == {TOMORROW}
    (asked,) = await outbox(PROPOSED)
    assert asked.recipient_id == played.guest.user_id
    assert read(asked.kind, asked.payload) == MoveProposed(
        proposal=asked.payload["proposal"],
        before=TOMORROW,
        before_minutes=60,
        to=starts_at,
        to_minutes=duration,
    )
    assert await outbox(NotificationKind.MOVED) == []


async def test_what_is_not_about_the_time_holds_at_once() -> None:
    played = await a_booking()

    edited = await edit(played, Changes(starts_at=LATER, link=ANOTHER_LINK, wording={"topic": "Trees"}))

    assert (edited.is_changed, edited.is_link_told) == (True, True)
    row = await stored(played.id)
    assert (row.topic, row.meeting_link, row.scheduled_time) == ("Trees", ANOTHER_LINK, TOMORROW)
    kinds = [row.kind for row in await outbox(to=played.guest)]
    assert (kinds.count(NotificationKind.LINK_CHANGED), kinds.count(PROPOSED)) == (1, 1)


async def test_a_card_that_nobody_booked_moves_at_once() -> None:
    card = await a_card()

    edited = await editing.edit(card.host_id, SERVER, card.id, Changes(starts_at=LATER), NOW)

    assert (edited.is_changed, edited.about_time) == (True, None)
    assert (await stored(card.id)).scheduled_time == LATER
    assert await MoveProposal.all().count() == 0


async def test_another_proposal_replaces_the_open_one_under_a_new_number() -> None:
    played = await a_booking()
    first = await a_proposal(played, LATER)

    second = await a_proposal(played, LATER + HOUR)

    assert second != first
    assert await proposed(played) == [(LATER + HOUR, 60)]
    with pytest.raises(NoLongerProposed):
        await confirm(played, first)
    sent = [kind for kind, _ in await deliver_all(NOW)]
    assert sent.count(PROPOSED) == 1
    await confirm(played, second)


async def test_the_number_of_a_proposal_that_is_gone_is_never_given_again() -> None:
    played = await a_booking()
    numbers = []
    for hours in range(1, 5):
        numbers.append(await a_proposal(played, TOMORROW + hours * HOUR))
        await edit(played, Changes(starts_at=TOMORROW))

    assert len(set(numbers)) == len(numbers)


async def test_a_length_alone_is_for_the_start_that_is_proposed() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)

    await a_proposal(played, duration=90)

    assert await proposed(played) == [(LATER, 90)]


async def test_the_same_proposal_again_changes_nothing() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)
    before = await everything()

    with pytest.raises(NothingToChange):
        await edit(played, Changes(starts_at=LATER))

    assert await everything() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (Changes(starts_at=NOW + 9 * MINUTE), TooSoon),
        (Changes(starts_at=NOW + 61 * DAY), TooFar),
        (Changes(duration=10), DurationOutOfRange),
        (Changes(duration=300), DurationOutOfRange),
    ],
)
async def test_a_proposal_keeps_to_the_rules_of_a_card(changes: Changes, refusal: type[Refusal]) -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(refusal):
        await edit(played, changes)

    assert await everything() == before


@pytest.mark.parametrize(("who", "refusal"), [("host", Overlap), ("guest", GuestIsBusy)])
async def test_nothing_is_proposed_for_when_one_of_the_two_is_taken(who: str, refusal: type[Refusal]) -> None:
    played = await a_booking()
    await a_card(getattr(played, who), starts_at=LATER)
    await a_proposal(played, TOMORROW - HOUR)
    before = await everything()

    with pytest.raises(refusal):
        await edit(played, Changes(starts_at=LATER - 30 * MINUTE, wording={"topic": "Trees"}))

    assert await everything() == before


async def test_free_times_are_free_for_both() -> None:
    played = await a_booking()
    await a_card(played.host, starts_at=LATER)
    await a_card(played.guest, starts_at=LATER + HOUR)

    free = await moves.free_instead(played.host.user_id, None, played.id, LATER, None, NOW)

    assert free == [LATER - minutes * MINUTE for minutes in (60, 75, 90)]
    for start in free:
        await edit(played, Changes(starts_at=start, duration=45))


# --- take back -------------------------------------------------------------------------------------------


async def test_the_present_start_takes_a_proposal_back_and_who_was_asked_is_told() -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER, duration=90)
    assert (PROPOSED, played.guest.user_id) in await deliver_all(NOW)

    edited = await edit(played, Changes(starts_at=TOMORROW))

    assert (edited.about_time, edited.is_changed) == (AboutTime.TAKEN_BACK, False)
    assert await proposed(played) == []
    assert await said(NOW) == [(TAKEN_BACK, played.guest.user_id)]
    with pytest.raises(NoLongerProposed):
        await confirm(played, number)
    with pytest.raises(NothingToChange):
        await edit(played, Changes(starts_at=TOMORROW))


async def test_a_proposal_is_taken_back_also_right_before_the_start() -> None:
    played = await a_booking()
    soon = TOMORROW - 5 * MINUTE
    await a_proposal(played, LATER)

    edited = await edit(played, Changes(starts_at=TOMORROW), soon)

    assert edited.about_time is AboutTime.TAKEN_BACK


async def test_who_was_not_asked_yet_hears_nothing_of_a_proposal_taken_back() -> None:
    played = await a_booking()
    await deliver_all(NOW)
    await a_proposal(played, LATER)
    await edit(played, Changes(starts_at=TOMORROW))

    assert await said(NOW) == []


async def test_who_was_asked_of_one_time_is_told_when_the_next_is_taken_back_unheard() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)
    await deliver_all(NOW)
    await edit(played, Changes(starts_at=TOMORROW))
    await a_proposal(played, LATER + HOUR)
    await edit(played, Changes(starts_at=TOMORROW))

    assert [kind for kind, _ in await said(NOW)] == [TAKEN_BACK]
    await a_proposal(played, LATER + HOUR)
    await edit(played, Changes(starts_at=TOMORROW))
    assert await said(NOW) == []


# --- confirm ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_a_confirmed_interview_moves_with_its_reminders_and_the_host_is_told(role: Role) -> None:
    played = await a_booking(role)
    number = await a_proposal(played, LATER, duration=90)
    before = await stored(played.id)

    moved = await confirm(played, number, NOW + MINUTE)

    row = await stored(played.id)
    assert (row.status, row.scheduled_time, row.duration) == (InterviewStatus.BOOKED, LATER, 90)
    assert (row.ends_at, row.revision) == (LATER + 90 * MINUTE, before.revision + 1)
    assert (moved.mine.interview.starts_at, moved.mine.proposal) == (LATER, None)
    assert (moved.entry.sequence, moved.entry.interview.starts_at) == (row.revision, LATER)
    assert await proposed(played) == []
    assert await planned_starts(played) == {LATER}
    due = [one.due_at for one in await outbox(NotificationKind.FEEDBACK_DUE) if one.state == "pending"]
    assert due == [row.ends_at, row.ends_at + HOUR, row.ends_at + 24 * HOUR]
    (told,) = await outbox(NotificationKind.MOVED)
    assert told.recipient_id == played.host.user_id
    assert read(told.kind, told.payload) == Moved(before=TOMORROW)
    assert f"card:{row.id}:{row.revision}:posts" in {one.dedupe_key for one in await outbox()}
    assert await balance(played.interviewee) == 0


async def test_an_interview_may_move_within_its_own_time() -> None:
    played = await a_booking()

    await confirm(played, await a_proposal(played, TOMORROW + 15 * MINUTE))

    assert (await stored(played.id)).scheduled_time == TOMORROW + 15 * MINUTE


async def test_only_the_guest_confirms() -> None:
    played, stranger = await a_booking(), await a_member()
    number = await a_proposal(played, LATER)
    before = await everything()

    for who in (played.host, stranger):
        with pytest.raises(OnlyTheGuestConfirms):
            await moves.confirm(who.user_id, SERVER, number, NOW)
    for server_id in (None, ANOTHER_SERVER):
        with pytest.raises(NoLongerProposed):
            await moves.confirm(stranger.user_id, server_id, number, NOW)
    for guessed in (0, number + 1, 2**31, 10**30):
        with pytest.raises(NoLongerProposed):
            await confirm(played, guessed)

    assert await everything() == before
    await moves.confirm(played.guest.user_id, None, number, NOW)


async def test_a_time_is_confirmed_once() -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)
    await confirm(played, number)
    before = await everything()

    with pytest.raises(NoLongerProposed):
        await confirm(played, number)

    assert await everything() == before


@pytest.mark.parametrize(("who", "refusal"), [("guest", BusyAtProposedTime), ("host", HostIsBusy)])
async def test_both_have_to_be_free_still_when_it_is_confirmed(who: str, refusal: type[Refusal]) -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)
    other = await a_card(getattr(played, who), starts_at=LATER + 30 * MINUTE)
    before = await everything()

    with pytest.raises(refusal) as refused:
        await confirm(played, number)

    facts = refused.value.facts()
    assert facts in ({"member_id": played.host.user_id}, {"number": other.id, "starts_at": other.starts_at})
    assert await everything() == before
    await ending.cancel(other.host_id, SERVER, other.id, NOW)
    await confirm(played, number)


async def test_a_time_that_has_come_is_not_confirmed() -> None:
    earlier, later = await a_booking(), await a_booking()
    passed = await a_proposal(earlier, TOMORROW - HOUR)
    number = await a_proposal(later, LATER)

    with pytest.raises(MovePassed):
        await confirm(earlier, passed, TOMORROW - HOUR)
    with pytest.raises(AlreadyStarted):
        await confirm(later, number, TOMORROW)

    assert await proposed(earlier, TOMORROW - HOUR) == []
    assert await proposed(later, TOMORROW) == []
    await confirm(earlier, passed, TOMORROW - HOUR - MINUTE)


# --- decline ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "is_length"), [(Changes(starts_at=LATER), False), (Changes(duration=90), True)]
)
async def test_a_guest_declines_and_stays_booked_as_it_was_and_the_host_is_told(
    changes: Changes,
    is_length: bool,  # noqa: FBT001 - what is expected
) -> None:
    played = await a_booking()
    await edit(played, changes)
    await deliver_all(NOW)
    (proposal,) = await MoveProposal.all()
    before = await stored(played.id)

    declined = await moves.decline(played.guest.user_id, None, proposal.id, NOW)

    assert (declined.mine.proposal, declined.is_length) == (None, is_length)
    row = await stored(played.id)
    assert (row.status, row.scheduled_time, row.duration) == (InterviewStatus.BOOKED, TOMORROW, 60)
    assert (row.guest_was_asked, row.revision) == (False, before.revision)
    assert row.next_step_at == row.ends_at + LAPSE_AFTER
    assert await planned_starts(played) == {TOMORROW}
    assert await balance(played.interviewee) == 0
    assert await said(NOW) == [(NotificationKind.MOVE_DECLINED, played.host.user_id)]
    for answer in (moves.confirm, moves.decline):
        with pytest.raises(NoLongerProposed):
            await answer(played.guest.user_id, SERVER, proposal.id, NOW)
    await a_proposal(played, LATER + HOUR)


async def test_only_the_guest_declines_and_only_what_could_be_confirmed() -> None:
    played, stranger = await a_booking(), await a_member()
    number = await a_proposal(played, TOMORROW - HOUR)
    before = await everything()

    for who in (played.host, stranger):
        with pytest.raises(OnlyTheGuestConfirms):
            await moves.decline(who.user_id, SERVER, number, NOW)
    for server_id in (None, ANOTHER_SERVER):
        with pytest.raises(NoLongerProposed):
            await moves.decline(stranger.user_id, server_id, number, NOW)
    with pytest.raises(MovePassed):
        await moves.decline(played.guest.user_id, SERVER, number, TOMORROW - HOUR)

    assert await everything() == before


async def test_a_length_alone_is_told_as_a_length() -> None:
    played = await a_booking()
    await a_proposal(played, duration=90)
    await edit(played, Changes(starts_at=TOMORROW))
    moved = await confirm(played, await a_proposal(played, duration=30))

    assert moved.is_length
    (taken_back,) = await outbox(TAKEN_BACK)
    assert taken_back.payload["is_length"] is True
    (told,) = await outbox(NotificationKind.MOVED)
    assert read(told.kind, told.payload) == Moved(before=TOMORROW, before_minutes=60)


# --- what ends a booking ends what is proposed for it ----------------------------------------------------


@pytest.mark.parametrize("end", ["withdraw", "cancel"])
async def test_what_is_given_up_is_not_proposed_any_more(end: str) -> None:
    played = await a_booking()
    await deliver_all(NOW)
    number = await a_proposal(played, LATER)

    if end == "withdraw":
        await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    else:
        await ending.cancel(played.host.user_id, SERVER, played.id, NOW)

    assert await MoveProposal.all().count() == 0
    assert PROPOSED not in {kind for kind, _ in await deliver_all(NOW)}
    with pytest.raises(NoLongerProposed):
        await confirm(played, number)


async def test_another_guest_is_not_asked_what_the_first_one_was() -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    another = await a_member(PRICE)
    await booking.book(another, played.id, NOW)

    assert await MoveProposal.all().count() == 0
    for who in (played.guest, another):
        with pytest.raises(NoLongerProposed):
            await moves.confirm(who.user_id, SERVER, number, NOW)
    asked = [row for row in await outbox(PROPOSED, to=another) if row.state == "pending"]
    assert asked == []


async def test_who_withdraws_for_the_time_is_paid_back() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)

    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    assert (withdrawn.refunded, await balance(played.guest)) == (PRICE, PRICE)


async def test_a_time_that_passes_unanswered_is_forgotten_and_the_host_is_told() -> None:
    played = await a_booking()
    await a_proposal(played, TOMORROW - HOUR)
    await deliver_all(NOW)
    assert await timetable.next_due(TOMORROW - 61 * MINUTE) == TOMORROW - HOUR

    await timetable.run_due(TOMORROW - HOUR - MINUTE)
    assert await MoveProposal.all().count() == 1
    await timetable.run_due(TOMORROW - HOUR)

    assert await MoveProposal.all().count() == 0
    sent = await deliver_all(TOMORROW - HOUR)
    assert (NotificationKind.MOVE_UNANSWERED, played.host.user_id) in sent
    assert (await stored(played.id)).scheduled_time == TOMORROW


async def test_an_interview_that_starts_at_its_old_time_has_no_other() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)
    assert await timetable.next_due(TOMORROW - MINUTE) == TOMORROW

    await timetable.run_due(TOMORROW)

    assert await MoveProposal.all().count() == 0
    assert await outbox(NotificationKind.MOVE_UNANSWERED) == []


# --- never what is no longer true ------------------------------------------------------------------------


async def test_a_question_that_is_late_is_not_asked_when_its_time_has_come() -> None:
    played = await a_booking()
    await deliver_all(NOW)
    await a_proposal(played, TOMORROW - HOUR)

    assert PROPOSED not in {kind for kind, _ in await deliver_all(TOMORROW - HOUR)}


async def test_a_host_who_proposes_again_does_not_hear_that_the_last_time_passed() -> None:
    played = await a_booking()
    await a_proposal(played, TOMORROW - HOUR)
    await deliver_all(TOMORROW - 2 * HOUR)
    await timetable.run_due(TOMORROW - HOUR)
    await a_proposal(played, LATER, now=TOMORROW - HOUR)

    kinds = {kind for kind, _ in await deliver_all(TOMORROW - HOUR)}
    assert PROPOSED in kinds
    assert NotificationKind.MOVE_UNANSWERED not in kinds


# --- calendars -------------------------------------------------------------------------------------------


async def test_of_all_files_that_a_host_gets_the_one_of_the_last_change_counts() -> None:
    """Booked, given back and booked by another, all before anything was delivered."""
    played = await a_booking()
    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    await booking.book(await a_member(PRICE), played.id, NOW)

    entries = {}
    for row in await outbox(NotificationKind.BOOKED, NotificationKind.WITHDRAWN, to=played.host):
        if await holds(row.id):
            entry = (await prepared(row.id)).entry
            assert entry is not None
            entries[row.id, row.kind] = entry.sequence
    revision = (await stored(played.id)).revision
    assert withdrawn.entry.sequence == revision - 1
    # The first booking is not announced any more.
    assert [entries[key] for key in sorted(entries)] == [revision - 1, revision]


async def test_the_guest_who_withdraws_takes_out_what_they_were_given() -> None:
    played = await a_booking()
    (row,) = await outbox(NotificationKind.BOOKED, to=played.guest)
    given = (await prepared(row.id)).entry
    assert given is not None

    withdrawn = await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)

    taken = withdrawn.entry
    assert (taken.role, taken.created_at) == (given.role, given.created_at)
    assert taken.sequence > given.sequence
    assert (taken.interview.id, taken.interview.starts_at) == (given.interview.id, given.interview.starts_at)


async def test_the_host_who_cancels_takes_it_out_with_a_later_change() -> None:
    played = await a_booking()
    number = await a_proposal(played, LATER)
    moved = await confirm(played, number)

    cancelled = await ending.cancel(played.host.user_id, SERVER, played.id, NOW)

    assert cancelled.entry is not None
    assert cancelled.entry.sequence > moved.entry.sequence
    assert cancelled.entry.interview.starts_at == LATER


async def test_no_row_of_the_outbox_is_left_waiting_for_ever() -> None:
    played = await a_booking()
    await a_proposal(played, LATER)
    await deliver_all(NOW)
    await timetable.run_due(played.ends_at + 30 * DAY)
    await deliver_all(played.ends_at + 30 * DAY)

    assert await Notification.filter(state=NotificationState.PENDING).count() == 0
