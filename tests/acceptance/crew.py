"""Members who go on acting whatever becomes of the bot, and who remember what they were told."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from itertools import count

from models import InterviewFeedback, InterviewStatus, MockInterview, Notification, NotificationState
from sandbox import Answer, Member
from sandbox.json_types import JsonObject
from sandbox.model.interactions import InteractionKind
from tests.acceptance.conftest import LINK, Town

TEXT = "Calm and clear; practise complexity."
HANDS = 4
MOST_LIVE = 60
"""Interviews that are open or booked at the same time, so that nobody's days fill up."""

MOST_WAITING = 20
"""Rows of the outbox at which nobody begins anything more until some of them are delivered."""

PATIENCE_SECONDS = 60

FURTHEST_HOUR = 1400
"""How far ahead an interview is, at most: cards reach 60 days."""

PLACES_IN_THE_PAST = range(1, 130)
"""Of 70 minutes each; whatever ended more than seven days ago would lapse."""

Step = Callable[[], Coroutine[None, None, None]]
Deed = tuple[str, int, int]
"""What was done (`book`, `withdraw`, ...), by whom, and with which interview."""


class Crew:
    """Members who publish, book, withdraw, cancel, leave feedback and accept it, at random.

    Args:
        town: Where they live.
        members: Who they are.
        chance: What decides who does what.

    Attributes:
        tried: How often each deed was tried.
        confirmed: How often the member read that it was done.
        cut_off: How many attempts had no outcome that their member saw, since the bot died.
    """

    def __init__(self, town: Town, members: list[Member], chance: random.Random) -> None:
        self.town = town
        self.members = {int(member.id): member for member in members}
        self.tried: Counter[Deed] = Counter()
        self.confirmed: Counter[Deed] = Counter()
        self.cut_off = 0
        self._chance = chance
        self._hours = count()
        self._began_at = town.now()
        self._past: dict[int, set[int]] = {}
        self._death = asyncio.Event()
        self._unfinished: list[tuple[Deed, asyncio.Future[Answer], str]] = []
        self._resting = False

    def start(self, group: asyncio.TaskGroup) -> None:
        """Let several members act at the same time until they rest."""
        for _ in range(HANDS):
            group.create_task(self._work())

    def rest(self) -> None:
        """Let everybody finish what they are doing, and begin nothing more."""
        self._resting = True

    def somebody_died(self) -> None:
        """Let nobody wait any longer for an answer that may never come."""
        self._death.set()
        self._death = asyncio.Event()

    def look_back(self) -> None:
        """Look once more at what members no longer waited for: a survivor may have finished it."""
        for deed, trying, done in self._unfinished:
            if trying.done() and trying.exception() is None and done in trying.result().text:
                self.confirmed[deed] += 1
            else:
                self.cut_off += 1
                trying.cancel()

    async def _work(self) -> None:
        steps: list[Step] = [*[self._publish] * 2, *[self._book] * 4]
        steps += [self._withdraw, self._cancel, self._leave_feedback, self._accept]
        local = self.town.local
        while not self._resting:
            if local.gateway.online:
                await self._chance.choice(steps)()
                await self._let_it_be_told()
            else:
                await local.wait_until(
                    lambda: self._resting or local.gateway.online, PATIENCE_SECONDS, "the bot"
                )

    async def _let_it_be_told(self) -> None:
        """Wait until little waits in the outbox: the load is as steady as the bot can deliver it."""
        local = self.town.local
        waiting = Notification.filter(state=NotificationState.PENDING, due_at__lte=self.town.now())
        requests = local.request_count
        while await waiting.count() > MOST_WAITING:
            seen = requests
            await local.wait_until(lambda: local.request_count > seen, PATIENCE_SECONDS, "a delivery")  # noqa: B023
            requests = local.request_count

    async def _publish(self) -> None:
        live = MockInterview.filter(status__in=(InterviewStatus.PENDING, InterviewStatus.BOOKED))
        if await live.count() >= MOST_LIVE:
            return
        who = self._chance.choice(list(self.members.values()))
        starts_at = self.town.now() + timedelta(hours=2 + next(self._hours) % FURTHEST_HOUR)
        options = {"role": self._chance.choice(("interviewer", "interviewer", "interviewee")), "link": LINK}
        attempt = who.run("interview create", when=f"{starts_at:%Y-%m-%d %H:%M}Z", **options)
        await self._do(("publish", int(who.id), 0), attempt, "Your interview is live: #")

    async def _book(self) -> None:
        row = await self._any(InterviewStatus.PENDING)
        if row is not None:
            who = self._chance.choice([one for one in self.members if one != row.host_id])
            await self._click("book", who, row.id, f"You booked #{row.id}.")

    async def _withdraw(self) -> None:
        row = await self._any(InterviewStatus.BOOKED, scheduled_time__gt=self.town.now())
        if row is not None:
            seats = {row.interviewer_id, row.interviewee_id} - {row.host_id, None}
            await self._send("withdraw", int(str(seats.pop())), row.id, f"You've withdrawn from #{row.id},")

    async def _cancel(self) -> None:
        row = await self._any(
            InterviewStatus.PENDING, InterviewStatus.BOOKED, scheduled_time__gt=self.town.now()
        )
        if row is not None:
            await self._send("cancel", row.host_id, row.id, f"#{row.id} is canceled.")

    async def _leave_feedback(self) -> None:
        row = await self._any(InterviewStatus.BOOKED, interview_feedback__id__isnull=True)
        if row is None or row.interviewer_id is None:
            return
        # The bot has the real clock, so the interview is moved: to a time in the past that is nobody's.
        begin = self._free_time_in_the_past(row)
        if begin is None:
            return
        await MockInterview.filter(id=row.id, status=InterviewStatus.BOOKED).update(
            scheduled_time=begin, ends_at=begin + timedelta(minutes=row.duration)
        )
        fields = [("score", 3, "4"), ("text", 4, TEXT)]
        components: list[JsonObject] = [
            {
                "type": 18,
                "id": place,
                "component": {"type": 4, "id": 10 + place, "custom_id": name, "value": value},
            }
            for name, place, value in fields
        ]
        data: JsonObject = {"custom_id": f"interview:feedback:{row.id}", "components": components}
        attempt = self.members[row.interviewer_id].send_raw_interaction(InteractionKind.MODAL, data)
        await self._do(("feedback", row.interviewer_id, row.id), attempt, "is on its way")

    async def _accept(self) -> None:
        waiting = await InterviewFeedback.filter(is_accepted=False).select_related("interview")
        if waiting:
            row = self._chance.choice(waiting).interview
            await self._click(
                "accept", int(str(row.interviewee_id)), row.id, f"You accepted the feedback on #{row.id}."
            )

    async def _click(self, action: str, who: int, number: int, done: str) -> None:
        panel = self.town.board()[0]
        data: JsonObject = {"component_type": 2, "custom_id": f"interview:{action}:{number}", "id": 1}
        attempt = self.members[who].send_raw_interaction(InteractionKind.COMPONENT, data, message=panel)
        await self._do((action, who, number), attempt, done)

    async def _send(self, action: str, who: int, number: int, done: str) -> None:
        """Send the form that asks whether somebody is sure, as after a click on the button."""
        data: JsonObject = {"custom_id": f"interview:{action}:{number}", "components": []}
        attempt = self.members[who].send_raw_interaction(InteractionKind.MODAL, data)
        await self._do((action, who, number), attempt, done)

    async def _do(self, deed: Deed, attempt: Awaitable[Answer], done: str) -> None:
        """Try something, and remember whether the member read that it was done."""
        self.tried[deed] += 1
        trying, dying = asyncio.ensure_future(attempt), asyncio.ensure_future(self._death.wait())
        await asyncio.wait({trying, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not trying.done():
            self._unfinished.append((deed, trying, done))
            # That nothing came of it is known by then.
            trying.add_done_callback(lambda tried: tried.cancelled() or tried.exception())
        elif done in trying.result().text:
            self.confirmed[deed] += 1

    def _free_time_in_the_past(self, row: MockInterview) -> datetime | None:
        taken = [
            self._past.setdefault(person, set())
            for person in (row.interviewer_id, row.interviewee_id)
            if person is not None
        ]
        place = next((one for one in PLACES_IN_THE_PAST if not any(one in places for places in taken)), None)
        if place is None:
            return None
        for places in taken:
            places.add(place)
        return self._began_at - timedelta(minutes=70 * (place + 1))

    async def _any(self, *statuses: InterviewStatus, **more: object) -> MockInterview | None:
        found = await MockInterview.filter(status__in=statuses, **more).order_by("id")
        return self._chance.choice(found) if found else None
