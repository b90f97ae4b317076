"""Any sequence of steps by anybody keeps what design 2 promises; Hypothesis looks for one that does not.

`HYPOTHESIS_PROFILE=thorough` looks longer.
"""

import contextlib
import os
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from models import (
    WRITTEN_MAXIMUM,
    AlertState,
    Dispute,
    DisputeKind,
    InterviewFeedback,
    InterviewStatus,
    KeptApart,
    LateChange,
    LateState,
    MockInterview,
    MoveProposal,
    NoShowReport,
    Notification,
    NotificationKind,
    NotificationState,
    OfferState,
    Pair,
    PairSide,
    PairState,
    PointsEntry,
    PointsReason,
    Ruling,
    SeatOffer,
    Server,
    User,
    UserPoints,
    WaitingEntry,
    Wish,
    WishAlert,
    WishState,
    WrittenCount,
)
from services import (
    absence,
    booking,
    editing,
    ending,
    interviews,
    listing,
    moves,
    points,
    publishing,
    server_settings,
)
from services.coming import checking_in, confirming
from services.delivery import outcomes, preparing, queue
from services.delivery.kinds import read
from services.delivery.kinds.coming import ComingCheck
from services.delivery.kinds.direct import MoveProposed, Reminder
from services.delivery.kinds.pairs import PairEnding, Pairing
from services.delivery.kinds.waiting import Waiting
from services.delivery.kinds.wishes import Alerting, Matching
from services.delivery.outcomes import Said
from services.delivery.preparing import Delivery
from services.economy import WINDOW, economy
from services.editing import Changes
from services.finding import alerts, apart, line, matching, offering, wishes
from services.finding.pairs import answering, proposing
from services.finding.wishes import NewWish
from services.interviews import Interview, Role
from services.publishing import NewCard
from services.refusals import Refusal
from services.settings import (
    AbsenceChange,
    LateRuleChange,
    PointsChange,
    set_absence,
    set_late,
    set_points,
)
from services.writing import passing_on
from tests.services.delivery.working import ME, NAME, drop, room
from tests.services.feedback_machine import FeedbackSteps, is_opened_early
from tests.services.machine import HOURS, LIVE, PEOPLE, SERVERS, Machine, numbers, servers, whose
from tests.support.databases import Databases
from tests.support.factories import ADMIN, SERVER

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
HELLO = "Which editor do you use?"
ENDED = {InterviewStatus.CANCELLED, InterviewStatus.EXPIRED}
PAID_FOR = LIVE | {InterviewStatus.COMPLETED, InterviewStatus.NO_SHOW}

hours_ahead = st.integers(min_value=0, max_value=6)
half_hours = st.sampled_from((30, 60, 90))


class Members(FeedbackSteps):
    """Four people in two servers, who do whatever they can."""

    # --- steps -------------------------------------------------------------------------------------------

    @initialize(rich=st.sets(whose, min_size=1))
    def some_hold_points(self, rich: set[int]) -> None:
        for person in sorted(rich):
            self.run(points.grant(SERVER, person, 7, "for a start", admin_id=ADMIN, now=self.now))

    @rule(server_id=servers, person=whose, amount=st.integers(-4, 6))
    def an_admin_grants(self, server_id: int, person: int, amount: int) -> None:
        self.attempt(points.grant(server_id, person, amount, "because", admin_id=ADMIN, now=self.now))

    @rule(server_id=servers, price=st.integers(0, 4), reward=st.integers(0, 3))
    def an_admin_sets_prices(self, server_id: int, price: int, reward: int) -> None:
        self.attempt(set_points(server_id, PointsChange(price=price, reward=reward), self.now))

    @rule(server_id=servers, person=whose, role=st.sampled_from(Role), hours=hours_ahead, duration=half_hours)
    def somebody_publishes(self, server_id: int, person: int, role: Role, hours: int, duration: int) -> None:
        draft = NewCard(role=role, starts_at=self.now + hours * HOURS, duration=duration)
        self.attempt(publishing.publish(self.member(server_id, person), draft, self.now))

    @rule(server_id=servers, person=whose, number=numbers)
    def somebody_books(self, server_id: int, person: int, number: int) -> None:
        self.attempt(booking.book(self.member(server_id, person), number, self.now))

    @rule(person=whose, pick=numbers)
    def somebody_books_from_the_board(self, person: int, pick: int) -> None:
        found = listing.board(SERVER, self.now, role=None, topic="", page=0, size=25)
        cards = self.run(found).rows
        if cards:
            card = cards[pick % len(cards)]
            self.attempt(booking.book(self.member(SERVER, person), card.id, self.now))

    @rule(server_id=st.one_of(st.none(), servers), person=whose, number=numbers)
    def somebody_withdraws(self, server_id: int | None, person: int, number: int) -> None:
        self.attempt(booking.withdraw(person, server_id, number, self.now))

    @rule(server_id=st.one_of(st.none(), servers), person=whose, number=numbers)
    def somebody_cancels(self, server_id: int | None, person: int, number: int) -> None:
        self.attempt(ending.cancel(person, server_id, number, self.now))

    @precondition(lambda self: self.booked())
    @rule(pick=numbers)
    def a_guest_withdraws(self, pick: int) -> None:
        booked = self.booked()
        row = booked[pick % len(booked)]
        guest = interviews.public(row).guest_id
        assert guest is not None
        self.attempt(booking.withdraw(guest, row.server_id, row.id, self.now))

    @precondition(lambda self: self.live())
    @rule(pick=numbers)
    def a_host_cancels(self, pick: int) -> None:
        live = self.live()
        row = live[pick % len(live)]
        self.attempt(ending.cancel(row.host_id, row.server_id, row.id, self.now))

    @precondition(lambda self: self.live())
    @rule(person=whose, pick=numbers)
    def somebody_waits_or_waits_no_more(self, person: int, pick: int) -> None:
        live = self.live()
        row = live[pick % len(live)]
        self.attempt(line.stand_or_leave(person, row.server_id, row.id, self.now))

    @precondition(lambda self: any(row.state is OfferState.LIVE for row in self.rows(SeatOffer)))
    @rule(takes=st.booleans())
    def who_is_offered_a_seat_decides(self, takes: bool) -> None:  # noqa: FBT001 - a drawn value
        for offer in self.rows(SeatOffer):
            if offer.state is OfferState.LIVE:
                row = next(row for row in self.rows(MockInterview) if row.id == offer.interview_id)
                member = self.member(row.server_id, offer.user_id)
                passes = offering.pass_on(offer.user_id, row.server_id, row.id, self.now)
                self.attempt(booking.book(member, row.id, self.now) if takes else passes)
                if takes:
                    passes.close()
                return

    @rule(server_id=servers, person=whose, seat=st.sampled_from(Role), days=st.integers(1, 9))
    def somebody_wishes(self, server_id: int, person: int, seat: Role, days: int) -> None:
        self.attempt(wishes.add(person, server_id, NewWish(seat=seat, days=days), self.now))

    @precondition(lambda self: self.rows(Wish))
    @rule(pick=numbers, keeps=st.booleans())
    def somebody_keeps_a_wish_or_lets_it_go(self, pick: int, keeps: bool) -> None:  # noqa: FBT001 - a drawn value
        found = self.rows(Wish)
        wish = found[pick % len(found)]
        keeping = wishes.keep(wish.user_id, wish.id, self.now)
        self.attempt(keeping if keeps else wishes.drop(wish.user_id, wish.id, self.now))
        if not keeps:
            keeping.close()

    @precondition(lambda self: self.asked())
    @rule(pick=numbers, place=st.integers(0, 2), suits=st.booleans())
    def somebody_picks_a_time_of_a_pair(self, pick: int, place: int, suits: bool) -> None:  # noqa: FBT001 - drawn
        sides = self.asked()
        side = sides[pick % len(sides)]
        # What the other cannot ends it, so that it does not leave all as it was.
        with contextlib.suppress(Refusal):
            self.run(answering.pick(side.user_id, side.pair_id, place, self.now, suits=suits))

    @precondition(lambda self: self.asked())
    @rule(pick=numbers)
    def somebody_says_no_to_a_pair(self, pick: int) -> None:
        sides = self.asked()
        side = sides[pick % len(sides)]
        self.attempt(answering.decline(side.user_id, side.pair_id, self.now))

    @rule(person=whose, number=numbers, hours=st.one_of(st.none(), hours_ahead), duration=half_hours)
    def somebody_edits(self, person: int, number: int, hours: int | None, duration: int) -> None:
        starts_at = None if hours is None else self.now + hours * HOURS
        changes = Changes(starts_at=starts_at, duration=duration)
        self.attempt(editing.edit(person, SERVER, number, changes, self.now))

    @precondition(lambda self: self.booked())
    @rule(pick=numbers, hours=hours_ahead, duration=half_hours)
    def a_host_proposes_another_time(self, pick: int, hours: int, duration: int) -> None:
        booked = self.booked()
        row = booked[pick % len(booked)]
        changes = Changes(starts_at=self.now + hours * HOURS, duration=duration)
        self.attempt(editing.edit(row.host_id, row.server_id, row.id, changes, self.now))

    @precondition(lambda self: self.rows(MoveProposal))
    @rule(pick=numbers)
    def a_host_takes_a_proposal_back(self, pick: int) -> None:
        proposals = self.rows(MoveProposal)
        number = proposals[pick % len(proposals)].interview_id
        row = next(row for row in self.rows(MockInterview) if row.id == number)
        changes = Changes(starts_at=row.scheduled_time)
        self.attempt(editing.edit(row.host_id, None, number, changes, self.now))

    @rule(server_id=st.one_of(st.none(), servers), person=whose, number=numbers)
    def somebody_confirms(self, server_id: int | None, person: int, number: int) -> None:
        self.attempt(moves.confirm(person, server_id, number, self.now))

    @precondition(lambda self: self.rows(MoveProposal))
    @rule(pick=numbers)
    def a_guest_confirms(self, pick: int) -> None:
        proposals = self.rows(MoveProposal)
        proposal = proposals[pick % len(proposals)]
        row = next(row for row in self.rows(MockInterview) if row.id == proposal.interview_id)
        guest = interviews.public(row).guest_id
        assert guest is not None
        self.attempt(moves.confirm(guest, None, proposal.id, self.now))

    @rule(person=whose, number=numbers)
    def somebody_reports_absence(self, person: int, number: int) -> None:
        self.attempt(absence.report(person, None, number, "Nobody came.", self.now))

    @precondition(lambda self: self.live())
    @rule(person=whose, pick=numbers)
    def somebody_says_that_they_come_or_are_there(self, person: int, pick: int) -> None:
        live = self.live()
        row = live[pick % len(live)]
        self.attempt(confirming.confirm(person, row.server_id, row.id, self.now))
        self.attempt(checking_in.check_in(person, row.server_id, row.id, self.now))

    @precondition(lambda self: self.taken())
    @rule(person=whose, pick=numbers, times=st.integers(1, 6))
    def somebody_writes_to_the_other(self, person: int, pick: int, times: int) -> None:
        booked = self.taken()
        row = booked[pick % len(booked)]
        for _ in range(times):
            self.attempt(passing_on.write(person, row.server_id, row.id, HELLO, self.now))

    @precondition(lambda self: self.booked())
    @rule(pick=numbers, times=st.integers(1, 11))
    def a_host_writes_to_the_guest(self, pick: int, times: int) -> None:
        booked = self.booked()
        row = booked[pick % len(booked)]
        for _ in range(times):
            self.attempt(passing_on.write(row.host_id, None, row.id, HELLO, self.now))

    @rule(person=whose, other=whose, lifts=st.sampled_from((True, True, False)))
    def somebody_keeps_away_from_somebody(self, person: int, other: int, lifts: bool) -> None:  # noqa: FBT001 - drawn
        with contextlib.suppress(Refusal):
            if lifts:
                self.run(apart.let_together(person, other))
            elif self.run(self.are_known(person, other)):
                self.run(apart.keep_apart(person, other, self.now))

    @staticmethod
    async def are_known(*people: int) -> bool:
        return await User.filter(id__in=people).count() == len(set(people))

    @rule(limit=st.integers(0, 3))
    def an_admin_sets_how_much_absence_is_too_much(self, limit: int) -> None:
        self.run(set_absence(SERVER, AbsenceChange(limit=limit)))

    @rule(server_id=servers, hours=st.sampled_from((0, 2, 24, 72)), keep=st.integers(0, 4))
    def an_admin_sets_what_is_late(self, server_id: int, hours: int, keep: int) -> None:
        self.run(set_late(server_id, LateRuleChange(hours=hours, keep=keep)))

    @rule(dies=st.booleans())
    def what_is_due_is_delivered(self, dies: bool) -> None:  # noqa: FBT001 - a drawn value
        self.run(self.deliver(dies=dies))

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def the_ledger_adds_up(self) -> None:
        for account in self.rows(UserPoints):
            entries = [entry for entry in self.rows(PointsEntry) if entry.account_id == account.id]
            assert account.balance == sum(entry.amount for entry in entries)
            assert account.balance >= 0
            assert all(two.balance_after == one.balance_after + two.amount for one, two in pairwise(entries))
            assert not entries or entries[0].balance_after == entries[0].amount
            assert not entries or entries[-1].balance_after == account.balance

    @invariant()
    def every_point_is_accounted_for(self) -> None:
        entries = self.rows(PointsEntry)
        held = sum(account.balance for account in self.rows(UserPoints))
        came = sum(
            entry.amount for entry in entries if entry.reason not in {PointsReason.SEAT, PointsReason.REFUND}
        )
        paid: Counter[tuple[int | None, int]] = Counter()
        for entry in entries:
            if entry.reason in {PointsReason.SEAT, PointsReason.REFUND}:
                paid[(entry.interview_id, entry.account_id)] -= entry.amount
        assert held == came - sum(paid.values())
        self.a_seat_is_paid_while_it_is_held(paid)

    def a_seat_is_paid_while_it_is_held(self, paid: Counter[tuple[int | None, int]]) -> None:
        accounts = {account.id: account for account in self.rows(UserPoints)}
        by_number = {row.id: row for row in self.rows(MockInterview)}
        for (number, account_id), amount in paid.items():
            assert number is not None
            row = by_number[number]
            account = accounts[account_id]
            assert account.server_id == row.server_id
            keeps = row.status in PAID_FOR and row.interviewee_id == account.user_id
            assert amount >= 0 if keeps else amount == 0

    @invariant()
    def what_was_left_late_is_with_nobody_only_while_its_seat_is_free(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        left: Counter[int] = Counter()
        for entry in self.rows(PointsEntry):
            if entry.reason is PointsReason.LATE and entry.interview_id is not None:
                left[entry.interview_id] -= entry.amount
        held = {row.interview_id: row for row in self.rows(LateChange) if row.state is LateState.HELD}
        assert {number for number, row in by_number.items() if row.has_late_change} == held.keys()
        assert all(by_number[number].status is InterviewStatus.PENDING for number in held)
        waiting = {number: change.points for number, change in held.items() if change.points}
        assert {number: amount for number, amount in left.items() if amount} == waiting

    @invariant()
    def nobody_has_two_changes_for_free_within_ninety_days(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        free: dict[tuple[int, int], list[datetime]] = {}
        for row in self.rows(LateChange):
            if row.is_free and row.state is not LateState.UNDONE and row.user_id > 0:
                whose = (by_number[row.interview_id].server_id, row.user_id)
                free.setdefault(whose, []).append(row.at)
        for moments in free.values():
            assert all(two - one >= timedelta(days=90) for one, two in pairwise(sorted(moments)))

    @invariant()
    def the_account_of_nobody_holds_nothing(self) -> None:
        assert all(row.balance == 0 for row in self.rows(UserPoints) if row.user_id < 0)

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        taken: dict[int, list[tuple[datetime, datetime]]] = {}
        for row in self.rows(MockInterview):
            assert row.ends_at == row.scheduled_time + timedelta(minutes=row.duration)
            for person in {row.interviewer_id, row.interviewee_id} - {None}:
                if row.status in LIVE and person is not None:
                    taken.setdefault(person, []).append((row.scheduled_time, row.ends_at))
        for spans in taken.values():
            assert all(one[1] <= two[0] for one, two in pairwise(sorted(spans)))

    @invariant()
    def another_time_is_proposed_for_what_is_booked_and_was_asked_of_its_guest(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        asked = {
            row.payload["proposal"]: row
            for row in self.rows(Notification)
            if row.kind is NotificationKind.MOVE_PROPOSED
        }
        for proposal in self.rows(MoveProposal):
            row = by_number[proposal.interview_id]
            assert row.status is InterviewStatus.BOOKED
            assert proposal.ends_at == proposal.scheduled_time + timedelta(minutes=proposal.duration)
            assert (proposal.scheduled_time, proposal.duration) != (row.scheduled_time, row.duration)
            assert asked[proposal.id].recipient_id == interviews.public(row).guest_id
            question = read(asked[proposal.id].kind, asked[proposal.id].payload)
            assert isinstance(question, MoveProposed)
            assert question.before == row.scheduled_time

    @invariant()
    def a_seat_is_offered_to_one_who_waits_while_it_is_free(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        waiting = {(row.interview_id, row.user_id) for row in self.rows(WaitingEntry)}
        live = [row for row in self.rows(SeatOffer) if row.state is OfferState.LIVE]
        assert len({row.interview_id for row in live}) == len(live)
        for offer in live:
            row = by_number[offer.interview_id]
            assert row.status is InterviewStatus.PENDING
            assert row.held_until == offer.until
            assert (row.id, offer.user_id) in waiting
        for number, person in waiting:
            row = by_number[number]
            assert row.is_waited_for
            assert person not in {row.interviewer_id, row.interviewee_id}
        # Whoever waits is told how it ends, for there is something that does so.
        settled_later = {
            row.interview_id
            for row in self.rows(Notification)
            if row.kind is NotificationKind.WAITING and row.state is NotificationState.PENDING
        }
        assert {number for number, _ in waiting} <= settled_later

    @invariant()
    def what_is_written_is_passed_on_ten_times_at_most_and_kept_no_longer_than_that_takes(self) -> None:
        assert all(row.times <= WRITTEN_MAXIMUM for row in self.rows(WrittenCount))
        apart_now = {frozenset((row.user_id, row.other_id)) for row in self.rows(KeptApart)}
        for row in self.rows(Notification):
            if row.kind is not NotificationKind.WRITTEN:
                continue
            is_finished = row.finished_at is not None
            assert is_finished is (row.state not in {NotificationState.PENDING, NotificationState.MISSED})
            assert row.payload["text"] == "" or not is_finished
            if row.recipient_id is None:
                assert row.payload["text"] == ""
            elif not is_finished:
                assert frozenset((row.recipient_id, row.payload["member_id"])) not in apart_now

    @invariant()
    def a_wish_that_came_true_is_that_of_who_has_the_seat(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        for wish in self.rows(Wish):
            if wish.state is WishState.DONE:
                row = by_number[wish.interview_id or 0]
                assert wish.user_id == (row.interviewer_id if wish.is_interviewer else row.interviewee_id)

    @invariant()
    def two_are_asked_as_long_as_their_pair_is_open(self) -> None:
        is_open = {pair.id: pair.state is PairState.OPEN for pair in self.rows(Pair)}
        asked = [side.user_id for side in self.rows(PairSide) if side.is_open]
        assert len(asked) == len(set(asked))
        assert all(side.is_open is is_open[side.pair_id] for side in self.rows(PairSide))
        assert len(asked) == 2 * sum(is_open.values())

    @invariant()
    def nobody_is_told_of_more_than_three_cards_a_day(self) -> None:
        told = Counter(
            (alert.user_id, alert.told_at.date())
            for alert in self.rows(WishAlert)
            if alert.told_at is not None and alert.state is not AlertState.LISTED
        )
        assert all(count <= 3 for count in told.values())

    @invariant()
    def the_outbox_tells_of_what_is_so(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        rows = self.rows(Notification)
        assert len({row.dedupe_key for row in rows}) == len(rows)
        for row in rows:
            if row.kind is NotificationKind.REMINDER and row.state is NotificationState.PENDING:
                assert row.interview_id is not None
                interview = by_number[row.interview_id]
                assert interview.status is InterviewStatus.BOOKED
                assert row.recipient_id in {interview.interviewer_id, interview.interviewee_id}
                reminder = read(row.kind, row.payload)
                assert isinstance(reminder, Reminder)
                assert reminder.starts_at == interview.scheduled_time

    @invariant()
    def what_was_said_can_be_read_again(self) -> None:
        for row in self.rows(Notification):
            read(row.kind, row.payload)

    @invariant()
    def what_lives_has_its_next_step(self) -> None:
        for row in self.rows(MockInterview):
            if row.status in LIVE:
                assert row.next_step_at is not None
            elif row.status is not InterviewStatus.NO_SHOW:
                assert row.next_step_at is None
            if row.status not in ENDED:
                assert (row.booking is None) is (row.status is InterviewStatus.PENDING)

    @invariant()
    def a_card_that_changed_is_shown_anew(self) -> None:
        # What puts a new card onto the board shows it as well as what changes one.
        shown = {row.dedupe_key.removesuffix(":posts") for row in self.rows(Notification)}
        feedback_left = {row.interview_id for row in self.rows(InterviewFeedback)}
        opened = {row.interview_id for row in self.rows(InterviewFeedback) if is_opened_early(row)}
        disputed = {row.interview_id for row in self.rows(Dispute) if row.ruling is None}
        for row in self.rows(MockInterview):
            # Feedback, opening it, a review and an open dispute are between the two participants; the card
            # looks as before. But one that has lost a name is shown then, too.
            silent = [row.id in disputed]
            if row.status is InterviewStatus.BOOKED:
                silent += [row.id in feedback_left, row.is_reviewed or row.id in opened]
            first = row.revision - sum(silent)
            assert shown & {f"card:{row.id}:{revision}" for revision in range(first, row.revision + 1)}

    @invariant()
    def absence_is_what_was_reported_and_not_overturned(self) -> None:
        reports = {row.interview_id: row for row in self.rows(NoShowReport)}
        overturned = {
            row.interview_id
            for row in self.rows(Dispute)
            if row.kind is DisputeKind.NO_SHOW and row.ruling is Ruling.OVERTURNED
        }
        for row in self.rows(MockInterview):
            is_no_show = row.status is InterviewStatus.NO_SHOW
            assert is_no_show is (row.id in reports and row.id not in overturned)
            if row.id in reports:
                report = reports[row.id]
                assert {report.reporter_id, report.absent_id} == {row.interviewer_id, row.interviewee_id}

    @invariant()
    def an_open_dispute_is_about_what_still_stands(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        stands = {DisputeKind.FEEDBACK: InterviewStatus.BOOKED, DisputeKind.NO_SHOW: InterviewStatus.NO_SHOW}
        for row in self.rows(Dispute):
            if row.ruling is None:
                assert by_number[row.interview_id].status is stands[row.kind]

    @invariant()
    def the_link_and_feedback_are_for_participants(self) -> None:
        for row in self.rows(MockInterview):
            for person in PEOPLE:
                participant = person in {row.interviewer_id, row.interviewee_id}
                assert isinstance(self.seen()[row.id, person], Interview) is not participant

    @invariant()
    def the_economy_agrees_with_the_accounts(self) -> None:
        for server_id in sorted(set(SERVERS)):
            settings = self.runner.run(server_settings.read(server_id))
            found = self.runner.run(economy(settings, self.now))
            accounts = [row for row in self.rows(UserPoints) if row.server_id == server_id]
            price = self.runner.run(self.price(server_id))
            assert found.in_hand == sum(row.balance for row in accounts)
            of_server = {row.id for row in accounts}
            lately = [
                row.amount
                for row in self.rows(PointsEntry)
                if row.account_id in of_server and row.created_at > self.now - WINDOW
            ]
            assert found.given + found.earned - found.spent - found.erased == sum(lately)
            assert found.seats == sum(row.balance // price for row in accounts if price)
            members = [row for row in accounts if row.user_id > 0]
            assert found.members == len(members)
            assert found.can_pay == len([row for row in members if row.balance >= price])

    # -----------------------------------------------------------------------------------------------------

    async def deliver(self, *, dies: bool) -> None:
        """Deliver some of what is due; a process that dies does so with all of it in its hands."""
        await queue.ready_what_is_due(self.now)
        claimed = await queue.claim(ME, room(5), self.now)
        found = await preparing.prepare(claimed, NAME, self.now)
        assert found.unreadable == ()
        if dies:
            await queue.release_all(ME)
            return
        await drop(found.overtaken, self.now)
        for row in found.deliveries:
            await self.bring_together(row)
        await outcomes.sent(ME, [Said(row, 1_000 + row.id) for row in found.deliveries], self.now)

    async def bring_together(self, row: Delivery) -> None:
        """Do what the worker does for those who wait, wish, or are asked for a common time."""
        message = row.message
        if isinstance(message, Waiting):
            await offering.settle(row.number, self.nobody_has_left, self.now, freed=message.freed)
        elif isinstance(message, Matching):
            await matching.match(row.number, message, self.now)
        elif isinstance(message, Alerting) and row.present.recipient is not None:
            await alerts.settle(row.present.recipient.id, row.server_id, self.nobody_has_left, self.now)
        elif isinstance(message, Pairing):
            await proposing.propose(message.wish, self.nobody_has_left, self.now)
        elif isinstance(message, ComingCheck):
            await confirming.look(row.number, message.starts_at, self.now)
        elif isinstance(message, PairEnding):
            await answering.expire(message.pair, self.now)

    @staticmethod
    async def nobody_has_left(*_: int) -> bool:
        return False

    def asked(self) -> list[PairSide]:
        """Return the sides of pairs of which somebody has not answered."""
        return [side for side in self.rows(PairSide) if side.is_open]

    def taken(self) -> list[MockInterview]:
        return [row for row in self.rows(MockInterview) if row.status is not InterviewStatus.PENDING]

    @staticmethod
    async def price(server_id: int) -> int:
        return (await Server.get(id=server_id)).price


@pytest.mark.timeout(3600 if THOROUGH else 900)
@pytest.mark.parametrize(("steps", "examples"), [(FeedbackSteps, 8), (Members, 16)])
def test_no_sequence_of_steps_breaks_a_promise(
    databases: Databases, steps: type[Machine], examples: int
) -> None:
    machine = type("Machine", (steps,), {"databases": databases})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25 * examples if THOROUGH else examples,
            stateful_step_count=60 if THOROUGH else 30,
            suppress_health_check=list(HealthCheck),
        ),
    )
