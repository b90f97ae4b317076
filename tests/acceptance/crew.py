"""Members who go on acting whatever becomes of the bot, and who remember what they were told."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from itertools import count

from models import InterviewFeedback, InterviewStatus, MockInterview
from sandbox import Answer, Member
from sandbox.json_types import JsonObject
from sandbox.model.interactions import InteractionKind
from tests.acceptance.conftest import LINK, Town

TEXT = "Calm and clear; practise complexity."
HANDS = 4

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
        cut_off: How many attempts had no outcome, since the bot died.
    """

    def __init__(self, town: Town, members: list[Member], chance: random.Random) -> None:
        self.town = town
        self.members = {int(member.id): member for member in members}
        self.tried: Counter[Deed] = Counter()
        self.confirmed: Counter[Deed] = Counter()
        self.cut_off = 0
        self._chance = chance
        self._slots = count(2)
        self._dead = asyncio.Event()
        self._resting = False
        self._working: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Let several members act at the same time until they rest."""
        self._working = [asyncio.create_task(self._work()) for _ in range(HANDS)]

    async def rest(self) -> None:
        """Let everybody finish what they are doing."""
        self._resting = True
        await asyncio.gather(*self._working)

    def the_bot_died(self) -> None:
        """Let nobody wait any longer for an answer that cannot come."""
        self._dead.set()

    def the_bot_is_back(self) -> None:
        """Let everybody go on."""
        self._dead = asyncio.Event()

    async def _work(self) -> None:
        steps: list[Step] = [*[self._publish] * 2, *[self._book] * 4]
        steps += [self._withdraw, self._cancel, self._leave_feedback, self._accept]
        while not self._resting:
            if self.town.local.gateway.online:
                await self._chance.choice(steps)()
            else:
                await self.town.until(lambda: self._resting or self.town.local.gateway.online, "the bot")

    async def _publish(self) -> None:
        who = self._chance.choice(list(self.members.values()))
        starts_at = self.town.now() + timedelta(hours=next(self._slots))
        options = {"role": self._chance.choice(("interviewer", "interviewer", "interviewee")), "link": LINK}
        attempt = who.run("interview create", when=f"{starts_at:%Y-%m-%d %H:%M}", **options)
        await self._do(("publish", int(who.id), 0), attempt, "Published as #")

    async def _book(self) -> None:
        row = await self._any(InterviewStatus.PENDING)
        if row is not None:
            who = self._chance.choice([one for one in self.members if one != row.host_id])
            await self._click("book", who, row.id, f"You have booked #{row.id}.")

    async def _withdraw(self) -> None:
        row = await self._any(InterviewStatus.BOOKED, scheduled_time__gt=self.town.now())
        if row is not None:
            seats = {row.interviewer_id, row.interviewee_id} - {row.host_id, None}
            await self._click(
                "withdraw", int(str(seats.pop())), row.id, f"You have withdrawn from #{row.id};"
            )

    async def _cancel(self) -> None:
        row = await self._any(
            InterviewStatus.PENDING, InterviewStatus.BOOKED, scheduled_time__gt=self.town.now()
        )
        if row is not None:
            await self._click("cancel", row.host_id, row.id, f"#{row.id} is cancelled.")

    async def _leave_feedback(self) -> None:
        row = await self._any(InterviewStatus.BOOKED, interview_feedback__id__isnull=True)
        if row is None or row.interviewer_id is None:
            return
        # The bot has the real clock, so the interview is moved: to a time in the past that is nobody's.
        begin = self.town.now() - timedelta(minutes=70 * next(self._slots))
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

    async def _do(self, deed: Deed, attempt: Awaitable[Answer], done: str) -> None:
        """Try something, and remember whether the member read that it was done."""
        self.tried[deed] += 1
        trying, dying = asyncio.ensure_future(attempt), asyncio.ensure_future(self._dead.wait())
        await asyncio.wait({trying, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not trying.done():
            self.cut_off += 1
            trying.cancel()
        elif done in trying.result().text:
            self.confirmed[deed] += 1

    async def _any(self, *statuses: InterviewStatus, **more: object) -> MockInterview | None:
        found = await MockInterview.filter(status__in=statuses, **more).order_by("id")
        return self._chance.choice(found) if found else None
