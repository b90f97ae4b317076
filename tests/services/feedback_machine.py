"""Feedback and reviews in the state machine: by rubrics or not, sealed or not, accepted, disputed."""

import contextlib
from collections import defaultdict
from enum import Enum, auto

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from models import (
    Degree,
    Dispute,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    PointsEntry,
    PointsReason,
    Review,
    Ruling,
    UserPoints,
)
from models.statements import run
from services import absence, booking, disputes, feedback, interviews, people, points, publishing, timetable
from services.interviews import NO_SHOW_AFTER, Action, Private, Role
from services.privacy import erasing
from services.privacy.contents import CONTENTS
from services.publishing import NewCard
from services.refusals import NothingKept
from services.reviews import reviewing
from services.reviews.reviewing import Answers
from services.reviews.rules import COUNTED_AT_MOST, COUNTED_BY, COUNTED_FROM, LINE_MAXIMUM, SEALED_FOR
from services.reviews.sums import Sums, sums_of
from services.rubrics.judging import LOW, NEXT_STEP_WANTED, Filled
from services.rubrics.standard import KEYS
from services.settings import FeedbackChange, set_feedback
from services.tombstones import is_erased
from tests.services.machine import HOURS, PEOPLE, SERVERS, Machine, numbers, servers, whose
from tests.support.factories import ADMIN, PRICE, SERVER, TEXT
from tests.support.reviews import SAID
from tests.support.rubrics import GOOD, NEXT_STEP

LINE = "They let me finish each thought."
OBJECTION = "That is not how it was."

early = st.integers(min_value=1, max_value=5)
"""The first interviews, of which two are there from the beginning."""
levels = st.lists(st.sampled_from((0, 1, 2, 3, 4, 5, 6, 2, 3, 4, 5)), min_size=3, max_size=3).map(tuple)
"""Some are refused."""
next_steps = st.sampled_from((NEXT_STEP, NEXT_STEP, NEXT_STEP, "Read on locks.", "Read.", "ababababababab"))
"""Long enough for any level, for a good one and for none, and filler."""
degrees = st.sampled_from((*Degree, *Degree, *Degree, None))
answers = st.builds(
    Answers, degrees, degrees, degrees, st.sampled_from(("", LINE, LINE, "o" * (LINE_MAXIMUM + 1)))
)
orders = st.permutations(PEOPLE)
turned = st.sampled_from((True, True, False, None))


class Stage(Enum):
    """How far the interviews have come with which an example begins."""

    AHEAD = auto()
    OVER = auto()
    TOLD = auto()


def is_opened_early(left: InterviewFeedback) -> bool:
    """Tell whether a seal was opened before its time, with a review or without."""
    return left.sealed_until is not None and left.sealed_until < left.created_at + SEALED_FOR


class FeedbackSteps(Machine):
    """What follows interviews, and what always holds of it."""

    # --- steps -------------------------------------------------------------------------------------------

    @initialize(
        rubric=st.booleans(),
        sealed=st.sampled_from((True, True, False)),
        order=orders,
        reviews=st.sampled_from((0, 0, 0, 2, 3)),
        stage=st.sampled_from(Stage),
    )
    def some_have_met(
        self,
        rubric: bool,  # noqa: FBT001 - a drawn value
        sealed: bool,  # noqa: FBT001 - a drawn value
        order: list[int],
        reviews: int,
        stage: Stage,
    ) -> None:
        for server_id in sorted(set(SERVERS)):
            self.run(set_feedback(server_id, FeedbackChange(rubric=rubric, sealed=sealed), self.now))
        for guest in order[1::2]:
            self.run(points.grant(SERVER, guest, 5 * PRICE, "for a start", admin_id=ADMIN, now=self.now))
        for _ in range(reviews):
            self.two_agree(order[0], order[1])
            self.a_booked_interview_ends(0)
            self.an_interviewee_reviews(-1, SAID)  # the latest
        if reviews:
            self.time_passes(24 * COUNTED_FROM.days)
        for host, guest in zip(order[::2], order[1::2], strict=True):
            self.two_agree(host, guest)
        if stage is not Stage.AHEAD:
            self.a_booked_interview_ends(0)
        if stage is Stage.TOLD:
            for row in self.to_judge():
                self.somebody_leaves_feedback(row.interviewer_id or 0, row.id, 4)

    @rule(server_id=servers, rubric=turned, sealed=turned)
    def an_admin_sets_how_feedback_is_given(
        self,
        server_id: int,
        rubric: bool | None,  # noqa: FBT001 - a drawn value
        sealed: bool | None,  # noqa: FBT001 - a drawn value
    ) -> None:
        self.attempt(set_feedback(server_id, FeedbackChange(rubric=rubric, sealed=sealed), self.now))

    @rule(person=whose, other=whose, role=st.sampled_from(Role))
    def two_agree_to_meet(self, person: int, other: int, role: Role) -> None:
        self.two_agree(person, other, role)

    @precondition(lambda self: self.ahead())
    @rule(pick=numbers)
    def a_booked_interview_ends(self, pick: int) -> None:
        ahead = self.ahead()
        self.now = ahead[pick % len(ahead)].ends_at
        self.run(timetable.run_due(self.now))

    @rule(person=whose, number=early, score=st.integers(0, 6))
    def somebody_leaves_feedback(self, person: int, number: int, score: int) -> None:
        self.attempt(feedback.leave(person, None, number, score=score, text=TEXT, now=self.now))

    @precondition(lambda self: self.to_judge())
    @rule(pick=numbers, rubric=st.sampled_from(KEYS), said=levels, next_step=next_steps, mark=numbers)
    def an_interviewer_judges_by_a_rubric(
        self, pick: int, rubric: str, said: tuple[int, ...], next_step: str, mark: int
    ) -> None:
        waiting = self.to_judge()
        row = waiting[pick % len(waiting)]
        assert row.interviewer_id is not None
        # Where the mark was theirs before, they have said the same before.
        filled = Filled(rubric, 1, said, f"{GOOD} ({mark})", f"{next_step} ({mark})")
        self.attempt(feedback.leave_by_rubric(row.interviewer_id, None, row.id, filled, self.now))

    @rule(person=whose, number=early, said=answers)
    def somebody_reviews(self, person: int, number: int, said: Answers) -> None:
        self.attempt(reviewing.review(person, None, number, said, self.now))

    @precondition(lambda self: self.to_review())
    @rule(pick=numbers, said=answers)
    def an_interviewee_reviews(self, pick: int, said: Answers) -> None:
        number, interviewee = self.one_of(self.to_review(), pick)
        self.attempt(reviewing.review(interviewee, None, number, said, self.now))

    @rule(person=whose, number=early)
    def somebody_opens_without_a_review(self, person: int, number: int) -> None:
        self.attempt(reviewing.open_unreviewed(person, None, number, self.now))

    @precondition(lambda self: self.to_read())
    @rule(pick=numbers)
    def an_interviewee_opens_without_a_review(self, pick: int) -> None:
        number, interviewee = self.one_of(self.to_read(), pick)
        self.attempt(reviewing.open_unreviewed(interviewee, None, number, self.now))

    @rule(person=whose, number=early)
    def somebody_accepts(self, person: int, number: int) -> None:
        self.attempt(feedback.accept(person, None, number, self.now))

    @precondition(lambda self: self.to_read())
    @rule(pick=numbers)
    def an_interviewee_accepts(self, pick: int) -> None:
        number, interviewee = self.one_of(self.to_read(), pick)
        self.attempt(feedback.accept(interviewee, None, number, self.now))

    @rule(person=whose, number=early)
    def somebody_disputes(self, person: int, number: int) -> None:
        self.attempt(disputes.open_dispute(person, None, number, OBJECTION, self.now))

    @precondition(lambda self: self.to_read())
    @rule(pick=numbers)
    def an_interviewee_disputes(self, pick: int) -> None:
        number, interviewee = self.one_of(self.to_read(), pick)
        self.attempt(disputes.open_dispute(interviewee, None, number, OBJECTION, self.now))

    @rule(person=whose, number=early, rating=st.integers(0, 6))
    def somebody_rates(self, person: int, number: int, rating: int) -> None:
        self.attempt(feedback.rate(person, None, number, rating))

    @rule(person=whose)
    def somebody_does_what_is_due(self, person: int) -> None:
        due = self.run(feedback.due(None, person, self.now))
        for interview in due.to_write:
            self.run(feedback.leave(person, None, interview.id, score=3, text=TEXT, now=self.now))
        for mine in due.to_accept:
            if mine.opens_at is not None:
                self.run(reviewing.open_unreviewed(person, None, mine.interview.id, self.now))
            self.run(feedback.accept(person, None, mine.interview.id, self.now))

    @rule(person=whose, pick=numbers)
    def an_absence_of_now_is_reported(self, person: int, pick: int) -> None:
        started = [row for row in self.rows(MockInterview) if row.scheduled_time + NO_SHOW_AFTER <= self.now]
        mine = [row for row in started if interviews.public(row).role_of(person) is not None]
        if mine:
            number = mine[pick % len(mine)].id
            self.attempt(absence.report(person, None, number, "Nobody came.", self.now))

    @precondition(lambda self: self.rows(Dispute))
    @rule(pick=numbers, ruling=st.sampled_from(Ruling))
    def an_admin_rules(self, pick: int, ruling: Ruling) -> None:
        known = self.rows(Dispute)
        number = known[pick % len(known)].interview_id
        self.attempt(disputes.rule(ADMIN, SERVER, number, ruling, self.now))

    @rule(hours=st.sampled_from((1, 2, 26, 80, 200)))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOURS
        self.run(timetable.run_due(self.now))

    @rule(person=whose, comes_back=st.booleans())
    def somebody_is_erased(self, person: int, comes_back: bool) -> None:  # noqa: FBT001 - a drawn value
        known = {entry.id for entry in self.rows(PointsEntry)}
        with contextlib.suppress(NothingKept):
            self.run(erasing.erase(person, self.now))
        nobodys = {account.id for account in self.rows(UserPoints) if account.user_id < 0}
        moved = [
            row for row in self.rows(PointsEntry) if row.id not in known and row.account_id not in nobodys
        ]
        assert {row.reason for row in moved} <= {PointsReason.REFUND, PointsReason.REWARD}
        for server_id in sorted(set(SERVERS)) if comes_back else ():
            self.run(people.meet(self.member(server_id, person), self.now))
        if comes_back:
            self.run(self.be_free(person))

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def feedback_is_there_for_its_reader_exactly_when_it_is_open(self) -> None:
        for row, left in self.with_feedback():
            seen = self.seen().get((row.id, row.interviewee_id or 0))
            if not isinstance(seen, Private):
                continue
            is_sealed = self.is_sealed(row, left)
            assert (seen.feedback is None) is is_sealed
            assert (seen.opens_at is not None) is is_sealed
            if is_sealed:
                assert not {Action.ACCEPT, Action.DISPUTE} & set(seen.actions)
                assert not [text for text in (left.feedback, left.next_step) if text and text in repr(seen)]

    @invariant()
    def feedback_is_always_there_for_its_author(self) -> None:
        for row, left in self.with_feedback():
            seen = self.seen().get((row.id, row.interviewer_id or 0))
            if isinstance(seen, Private):
                assert seen.feedback is not None
                assert (seen.feedback.text, seen.feedback.next_step) == (left.feedback, left.next_step)

    @invariant()
    def an_export_holds_the_feedback_that_is_open(self) -> None:
        for person in {row.interviewee_id or 0 for row, left in self.with_feedback() if left.sealed_until}:
            if person in PEOPLE:
                of_theirs = [both for both in self.with_feedback() if both[0].interviewee_id == person]
                is_open = {row.id for row, left in of_theirs if not self.is_sealed(row, left)}
                assert self.runner.run(self.received_in_an_export(person)) == is_open

    @invariant()
    def feedback_is_sealed_from_when_it_is_left_and_for_a_day_at_most(self) -> None:
        reviewed_at = {review.interview_id: review.reviewed_at for review in self.rows(Review)}
        for row, left in self.with_feedback():
            if left.sealed_until is None:
                was_reviewed = row.id in reviewed_at and reviewed_at[row.id] <= left.created_at
                assert not row.agreed_sealed or was_reviewed or is_erased(row.interviewee_id or 0)
            else:
                assert row.agreed_sealed
                assert left.created_at <= left.sealed_until <= left.created_at + SEALED_FOR

    @invariant()
    def no_feedback_waits_for_somebody_who_was_erased(self) -> None:
        waiting = [row for row, left in self.with_feedback() if not left.is_accepted]
        assert not [
            row
            for row in waiting
            if row.status is InterviewStatus.BOOKED and is_erased(row.interviewee_id or 0)
        ]

    @invariant()
    def feedback_by_a_rubric_keeps_to_its_rules(self) -> None:
        for row, left in self.with_feedback():
            if left.rubric is None:
                assert left.next_step == ""
                continue
            given = left.rubric["levels"]
            assert left.technical_score == round(sum(given) / len(given))
            if is_erased(row.interviewee_id or 0):
                assert (left.feedback, left.next_step, left.rubric["words"]) == ("", "", "")
            else:
                assert min(given) > LOW or len(left.next_step) >= NEXT_STEP_WANTED

    @invariant()
    def an_interviewer_is_reviewed_where_the_interview_says_so(self) -> None:
        reviewed = {row.id: row.interviewer_id for row in self.rows(MockInterview) if row.is_reviewed}
        assert {review.interview_id: review.interviewer_id for review in self.rows(Review)} == reviewed
        assert all(row.agreed_sealed for row in self.rows(MockInterview) if row.is_reviewed)

    @invariant()
    def the_reviews_of_an_interviewer_have_their_turns_without_a_gap(self) -> None:
        turns: dict[int, list[int]] = defaultdict(list)
        for review in self.rows(Review):
            turns[review.interviewer_id].append(review.turn)
        assert all(taken == list(range(1, len(taken) + 1)) for taken in turns.values())

    @invariant()
    def interviewers_see_sums_of_three_people_each_and_no_others(self) -> None:
        by_number = {row.id: row for row in self.rows(MockInterview)}
        for person in {review.interviewer_id for review in self.rows(Review)}:
            theirs = [review for review in self.rows(Review) if review.interviewer_id == person]
            old = [one.turn for one in theirs if one.reviewed_at <= self.now - COUNTED_FROM]
            groups: dict[int, set[int | None]] = {}
            for one in theirs:
                row = by_number[one.interview_id]
                if one.turn <= max(old, default=0) // COUNTED_BY * COUNTED_BY and (
                    row.status is not InterviewStatus.NO_SHOW
                ):
                    groups.setdefault((one.turn - 1) // COUNTED_BY, set()).add(row.interviewee_id)
            whole = [people for people in groups.values() if len(people) == COUNTED_BY]
            sums = self.runner.run(self.sums(person))
            assert (sums is None) is (not whole)
            assert sums is None or sums.count == min(COUNTED_BY * len(whole), COUNTED_AT_MOST)

    @invariant()
    def nobody_is_shown_a_review(self) -> None:
        reviewed = {review.interview_id for review in self.rows(Review) if review.line}
        assert not [one for one, seen in self.seen().items() if one[0] in reviewed and LINE in repr(seen)]

    @invariant()
    def rewards_follow_accepted_feedback(self) -> None:
        accepted = {row.interview_id for row in self.rows(InterviewFeedback) if row.is_accepted}
        complete = {row.id for row in self.rows(MockInterview) if row.status is InterviewStatus.COMPLETED}
        rewards = [row.interview_id for row in self.rows(PointsEntry) if row.reason == PointsReason.REWARD]
        assert accepted == complete
        assert len(rewards) == len(set(rewards))
        assert set(rewards) <= complete

    # -----------------------------------------------------------------------------------------------------

    def is_sealed(self, row: MockInterview, left: InterviewFeedback) -> bool:
        """Tell, by what is stored alone, whether feedback is sealed now (design, section 17)."""
        if not row.agreed_sealed or row.is_reviewed or row.status is not InterviewStatus.BOOKED:
            return False
        if left.is_accepted or is_erased(row.interviewer_id or 0):
            return False
        return left.sealed_until is not None and self.now < left.sealed_until

    def left(self) -> dict[int, InterviewFeedback]:
        """Return feedback by the interview that it is about."""
        return {row.interview_id: row for row in self.rows(InterviewFeedback)}

    def with_feedback(self) -> list[tuple[MockInterview, InterviewFeedback]]:
        left = self.left()
        return [(row, left[row.id]) for row in self.rows(MockInterview) if row.id in left]

    def two_agree(self, host: int, guest: int, role: Role = Role.INTERVIEWER) -> None:
        """Have somebody publish what begins in an hour, and another book it."""
        draft = NewCard(role=role, starts_at=self.now + HOURS, duration=30)
        self.attempt(publishing.publish(self.member(SERVER, host), draft, self.now))
        for row in self.live():
            if row.host_id == host and row.scheduled_time == draft.starts_at:
                self.attempt(booking.book(self.member(SERVER, guest), row.id, self.now))

    def ahead(self) -> list[MockInterview]:
        """Return what is booked and has not ended."""
        return [row for row in self.booked() if row.ends_at > self.now]

    def to_judge(self) -> list[MockInterview]:
        """Return what has started and waits for its interviewer's feedback."""
        left = self.left()
        return [
            row
            for row in self.booked()
            if row.scheduled_time <= self.now and row.id not in left and row.interviewer_id in PEOPLE
        ]

    def to_review(self) -> list[MockInterview]:
        """Return what is over, or has feedback, and has not been accepted."""
        left = self.left()
        over = [row for row in self.booked() if row.ends_at <= self.now or row.id in left]
        return [row for row in over if row.interviewee_id in PEOPLE]

    def to_read(self) -> list[MockInterview]:
        """Return what has feedback that waits for the interviewee."""
        left = self.left()
        return [row for row in self.to_review() if row.id in left]

    @staticmethod
    def one_of(rows: list[MockInterview], pick: int) -> tuple[int, int]:
        """Return the number of one of these, and its interviewee."""
        row = rows[pick % len(rows)]
        assert row.interviewee_id is not None
        return row.id, row.interviewee_id

    async def sums(self, person: int) -> Sums | None:
        return await sums_of(person, self.now)

    async def received_in_an_export(self, person: int) -> set[int]:
        (received,) = [one for one in CONTENTS if one.name == "feedback_received"]
        return {row["id"] for row in await run(received.text, {"me": person, "now": self.now, "last": 0})}
