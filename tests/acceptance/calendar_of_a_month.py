"""Members who use a server for a month: who publishes, books and misses what, decided by chance."""

import heapq
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from tortoise.expressions import Q

from models import InterviewStatus, MockInterview, OfferState, SeatOffer
from services import absence, booking, disputes, editing, ending, feedback, moves, people, publishing
from services.disputes import Ruling
from services.editing import Changes
from services.finding import alerts, apart, line, offering, wishes
from services.finding.free_time import own
from services.finding.wishes import NewWish
from services.interviews import Role, public
from services.people import Member
from services.publishing import NewCard
from services.refusals import Refusal
from services.writing import passing_on
from tests.support.factories import LINK, TEXT

Step = Callable[[], Awaitable[object]]

FATES = (
    "nobody books",
    "the host thinks better of it",
    "the guest withdraws",
    "the host cancels",
    "the time is moved",
    "accepted",
    "accepted",
    "accepted",
    "accepted by itself",
    "no feedback",
    "the interviewer is absent",
    "the interviewee is absent",
    "a wrong report",
    "disputed feedback",
    "a dispute that nobody decides",
)
IN_LINE, PASSED = 4, 0.3
"""How many wait for a seat, and how often one is passed on."""

TOPICS = ("Trees and graphs", "Graphs", "Queues", "")
WORDS, APART = "Shall we use my editor?", "Are you there?"
"""What they write to each other, and to whom they are kept apart from."""

ZONES = ("Asia/Kathmandu", "America/New_York", "Pacific/Chatham", "Europe/Lisbon")
QUIET = 0.8
"""How seldom somebody who says when they are free wants to hear of nothing."""

WHY = "That is not how it was."
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass
class Booking:
    """Two people who expect an interview at a time, from a moment until another."""

    number: int
    people: frozenset[int]
    starts_at: datetime
    since: datetime
    until: datetime | None = None


class Calendar:
    """What members do and when; most of it follows from what they did before.

    Args:
        members: Who they are.
        admin_id: Who decides disputes.
        chance: What decides all else.
        begin: When the month begins.

    Attributes:
        bookings: Who expected which interview, for those who check the reminders.
        done: How often each kind of step succeeded.
        refused: How often each refusal was met.
    """

    def __init__(self, members: list[Member], admin_id: int, chance: random.Random, begin: datetime) -> None:
        self.bookings: list[Booking] = []
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._members = members
        self._admin_id = admin_id
        self._chance = chance
        self._now = begin
        self._order = count()
        self._steps: list[tuple[datetime, int, str, Step]] = []

    def fill(self, interviews: int, days: int) -> None:
        """Let so many cards be published within so many days, each fate as often as the others."""
        for number in range(interviews):
            moment = self._now + self._chance.random() * timedelta(days=days)
            self._at(moment, "publish", partial(self._publish, FATES[number % len(FATES)]))
        # Decided apart, so that the rest of the month is the same with and without.
        apart = random.Random(interviews)  # noqa: S311 - it has to be the same month again
        for step, what, share in (
            ("wish", self._wish, 1),
            ("say when they are free", self._say_when_free, 6),
            ("want fewer alerts", self._want_fewer, 4),
            ("write to the other", self._write, 1),
        ):
            for _ in range(interviews // share):
                moment = self._now + apart.random() * timedelta(days=days)
                self._at(moment, step, partial(what, apart.choice(self._members), apart.random()))

    @property
    def next(self) -> datetime | None:
        """When somebody does something next."""
        return self._steps[0][0] if self._steps else None

    async def act(self, now: datetime) -> None:
        """Do all that is to be done by now; what the rules do not allow is left."""
        self._now = now
        while self._steps and self._steps[0][0] <= now:
            _, _, name, step = heapq.heappop(self._steps)
            try:
                await step()
                self.done[name] += 1
            except Refusal as refusal:
                self.refused[f"{name}: {type(refusal).__name__}"] += 1

    def _at(self, moment: datetime, name: str, step: Step) -> None:
        """Have something done at a full minute."""
        minute = moment.replace(second=0, microsecond=0) + MINUTE
        heapq.heappush(self._steps, (minute, next(self._order), name, step))

    def _within(self, begin: datetime, end: datetime) -> datetime:
        return begin + self._chance.random() * (end - begin)

    async def _publish(self, fate: str) -> None:
        half_hours = self._chance.randint(6, 240)
        starts_at = self._now.replace(minute=0) + half_hours * timedelta(minutes=30)
        draft = NewCard(
            role=self._chance.choice(tuple(Role)),
            starts_at=starts_at,
            duration=self._chance.choice((30, 60, 90)),
            link=LINK,
            topic=TOPICS[half_hours % len(TOPICS)],
        )
        published = await publishing.publish(self._chance.choice(self._members), draft, self._now)
        number = published.mine.interview.id
        soon = self._within(self._now, starts_at - HOUR)
        if fate == "the host thinks better of it":
            self._at(soon, "cancel a card", partial(self._cancel, number))
        elif fate != "nobody books":
            self._at(soon, "book", partial(self._book, number, fate))

    async def _wish(self, who: Member, chance: float) -> None:
        """Look for an interview, for some days, on something or on anything."""
        seat = Role.INTERVIEWER if chance < 0.5 else Role.INTERVIEWEE
        days, topic = 1 + int(chance * 20), TOPICS[int(chance * 100) % len(TOPICS)]
        await wishes.add(
            who.user_id, who.server_id, NewWish(seat=seat, topic=topic[:4].lower(), days=days), self._now
        )

    async def _say_when_free(self, who: Member, chance: float) -> None:
        """Be free in some hours of some days, also over midnight; or hear of nothing for a while."""
        await people.set_zone(who.user_id, ZONES[int(chance * 100) % len(ZONES)])
        first = int(chance * 1000) % 24
        days = range(int(chance * 7), 7)
        await own.add(who.user_id, days, first * 60, (first + 9) % 24 * 60, self._now)
        if chance > QUIET:
            await own.pause(who.user_id, self._now + 2 * timedelta(days=1), self._now)

    async def _want_fewer(self, who: Member, chance: float) -> None:
        await alerts.set_alerts_a_day(who.user_id, int(chance * 2))

    async def _write(self, who: Member, chance: float) -> None:
        """Write to somebody with whom one has an interview, some times on end, whatever has become of it."""
        mine = MockInterview.filter(Q(interviewer_id=who.user_id) | Q(interviewee_id=who.user_id))
        rows = await mine.order_by("-ends_at").limit(8)
        if not rows:
            return
        row = rows[int(chance * len(rows))]
        other_id = public(row).other_than(who.user_id)
        is_apart = chance > QUIET and other_id is not None and other_id > 0
        if is_apart:
            await apart.keep_apart(other_id or 0, who.user_id, self._now)
        try:
            for _ in range(1 + int(chance * 100) % 6):
                words = APART if is_apart else WORDS
                await passing_on.write(who.user_id, None, row.id, words, self._now)
        finally:
            # For this moment only: who books whom is another story.
            await apart.let_together(other_id or 0, who.user_id)

    async def _book(self, number: int, fate: str, tries: int = 3) -> None:
        row = await MockInterview.get(id=number)
        guest = self._chance.choice([one for one in self._members if one.user_id != row.host_id])
        try:
            await booking.book(guest, number, self._now)
        except Refusal:
            if tries:
                self._at(self._now, "book", partial(self._book, number, fate, tries - 1))
            raise
        row = await self._begin(number)
        before = self._within(self._now, row.scheduled_time - 5 * MINUTE)
        if fate == "the guest withdraws":
            self._at(before, "withdraw", partial(self._withdraw, number, guest.user_id))
            for _ in range(IN_LINE if number % 2 else 0):
                self._at(self._within(self._now, before), "wait", partial(self._wait, number))
        elif fate == "the host cancels":
            self._at(before, "cancel a booking", partial(self._cancel, number))
        elif fate == "the time is moved":
            self._at(before, "propose", partial(self._move, number))
        else:
            self._go_on(row, fate)

    async def _withdraw(self, number: int, guest_id: int) -> None:
        await booking.withdraw(guest_id, None, number, self._now)
        self._end(number)
        self._at(self._now + 2 * MINUTE, "take a freed seat", partial(self._take, number))

    async def _wait(self, number: int) -> None:
        """Stand in the line for a seat, or go if one stands there."""
        row = await MockInterview.get(id=number)
        who = self._chance.choice(self._members)
        await line.stand_or_leave(who.user_id, row.server_id, number, self._now)

    async def _take(self, number: int) -> None:
        """Take a seat that is offered, or pass it on; where it is offered to nobody, somebody books again."""
        offer = await SeatOffer.get_or_none(interview_id=number, state=OfferState.LIVE)
        if offer is None:
            self._at(self._now, "book again", partial(self._book, number, "accepted"))
            return
        guest = next(one for one in self._members if one.user_id == offer.user_id)
        if self._chance.random() < PASSED:
            self._at(self._now + MINUTE, "take a freed seat", partial(self._take, number))
            await offering.pass_on(guest.user_id, guest.server_id, number, self._now)
            return
        await booking.book(guest, number, self._now)
        self._go_on(await self._begin(number), "accepted")

    async def _cancel(self, number: int) -> None:
        row = await MockInterview.get(id=number)
        await ending.cancel(row.host_id, row.server_id, number, self._now)
        self._end(number)

    async def _move(self, number: int, tries: int = 3) -> None:
        """Propose a later time; most guests confirm it, and some never answer."""
        row = await MockInterview.get(id=number)
        later = Changes(starts_at=row.scheduled_time + self._chance.randint(1, 60) * HOUR)
        try:
            edited = await editing.edit(row.host_id, row.server_id, number, later, self._now)
        except Refusal:
            if tries:
                self._at(self._now, "propose", partial(self._move, number, tries - 1))
            raise
        assert edited.mine.proposal is not None
        if self._chance.random() < 0.7:
            soon = self._within(self._now, row.scheduled_time - 2 * MINUTE)
            self._at(soon, "confirm", partial(self._confirm, number, edited.mine.proposal.id))
        else:
            self._go_on(row, "accepted")

    async def _confirm(self, number: int, proposal: int) -> None:
        row = await MockInterview.get(id=number)
        try:
            await moves.confirm(public(row).guest_id or 0, None, proposal, self._now)
        except Refusal:
            self._go_on(row, "accepted")
            raise
        self._end(number)
        self._go_on(await self._begin(number), "accepted")

    def _go_on(self, row: MockInterview, fate: str) -> None:
        """Plan what follows the start of an interview that both expect."""
        number = row.id
        if fate in {"the interviewer is absent", "the interviewee is absent", "a wrong report"}:
            moment = self._within(row.scheduled_time + 10 * MINUTE, row.ends_at)
            reporter = Role.INTERVIEWER if fate == "the interviewee is absent" else Role.INTERVIEWEE
            self._at(
                moment, "report", partial(self._report, number, reporter, wrong=fate == "a wrong report")
            )
        elif fate != "no feedback":
            moment = self._within(row.scheduled_time + 20 * MINUTE, row.ends_at + 30 * HOUR)
            self._at(moment, "leave feedback", partial(self._leave_feedback, number, fate))

    async def _leave_feedback(self, number: int, fate: str) -> None:
        row = await MockInterview.get(id=number)
        score = self._chance.randint(1, 5)
        await feedback.leave(row.interviewer_id or 0, None, number, score=score, text=TEXT, now=self._now)
        self._end(number)
        soon = self._within(self._now, self._now + 70 * HOUR)
        interviewee = row.interviewee_id or 0
        if fate == "accepted":
            self._at(soon, "accept", lambda: feedback.accept(interviewee, None, number, self._now))
        elif fate in {"disputed feedback", "a dispute that nobody decides"}:
            decided = fate == "disputed feedback"
            self._at(soon, "dispute feedback", partial(self._dispute, number, interviewee, decided=decided))

    async def _report(self, number: int, reporter: Role, *, wrong: bool) -> None:
        interview = public(await MockInterview.get(id=number))
        seats = {Role.INTERVIEWER: interview.interviewer_id, Role.INTERVIEWEE: interview.interviewee_id}
        await absence.report(seats[reporter] or 0, None, number, "", self._now)
        self._end(number)
        await self._end_what_a_pause_freed()
        if wrong:
            soon = self._within(self._now, self._now + 20 * HOUR)
            accused = seats[reporter.other] or 0
            self._at(soon, "dispute a report", partial(self._dispute, number, accused, decided=True))

    async def _dispute(self, number: int, who: int, *, decided: bool) -> None:
        await disputes.open_dispute(who, None, number, WHY, self._now)
        if decided:
            soon = self._within(self._now, self._now + 24 * HOUR)
            self._at(soon, "rule", partial(self._rule, number))

    async def _rule(self, number: int) -> None:
        row = await MockInterview.get(id=number)
        wrong_report = row.status is InterviewStatus.NO_SHOW
        ruling = Ruling.OVERTURNED if wrong_report else self._chance.choice(tuple(Ruling))
        await disputes.rule(self._admin_id, row.server_id, number, ruling, self._now)
        await self._end_what_a_pause_freed()
        if wrong_report:
            soon = self._within(self._now, self._now + 24 * HOUR)
            self._at(soon, "leave feedback", partial(self._leave_feedback, number, "accepted"))

    async def _begin(self, number: int) -> MockInterview:
        """Note that two people expect the interview from now on."""
        row = await MockInterview.get(id=number)
        people = frozenset(person for person in (row.interviewer_id, row.interviewee_id) if person)
        self.bookings.append(Booking(number, people, row.scheduled_time, self._now))
        return row

    async def _end_what_a_pause_freed(self) -> None:
        """Note that nobody expects the later interviews of who is paused since this moment."""
        expected = {one.number for one in self.bookings if one.until is None}
        freed = MockInterview.filter(
            id__in=expected, status__in=(InterviewStatus.PENDING, InterviewStatus.CANCELLED)
        )
        for number in await freed.values_list("id", flat=True):
            self._end(int(str(number)))

    def _end(self, number: int) -> None:
        """Note that nobody expects the interview any more."""
        for one in self.bookings:
            if one.number == number and one.until is None:
                one.until = self._now
