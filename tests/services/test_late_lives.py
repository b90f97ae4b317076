"""Interviews live and end in every way, and each time the points are where a simpler reckoning has them.

`LATE_LIVES=10000 LATE_SEED=2` lives as many, and others.
"""

import os
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from models import Coming, LateChange, LateState, MockInterview
from models.backups.reading import OpenDatabase
from services import booking, ending, points, publishing, settings, verification
from services.coming.late import NOT_LATE
from services.interviews import Role
from services.people import Member
from services.publishing import NewCard
from services.refusals import NobodyHasPoints, NotEnoughPoints
from services.settings import LateRuleChange, LimitsChange, PointsChange
from tests.support.factories import ADMIN, LINK, NOW, SERVER, a_member, balance

LIVES = int(os.environ.get("LATE_LIVES", "100"))
SEED = int(os.environ.get("LATE_SEED", "1"))
PEOPLE = 4
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOTICE = 5 * MINUTE
AHEAD = 80
"""Hours from the publishing to the start; the next is published days after that."""

pytestmark = pytest.mark.timeout(300 if LIVES <= 1000 else 7200)


@dataclass
class Rules:
    """What a server has set."""

    price: int = 3
    compensation: int = 1
    hours: int = 24
    keep: int = 1


@dataclass
class Reckoning:
    """The points of each, and when each had a change for free, as the rules in words have it."""

    points: dict[int, int]
    forgiven: dict[int, list[tuple[datetime, int]]] = field(default_factory=dict)

    def cost(self, person: int, due: int, life: int, now: datetime) -> int:
        """Return what a late change costs a person who owes `due`, and note one that is free."""
        if not due:
            return 0
        mine = self.forgiven.setdefault(person, [])
        if any(at > now - timedelta(days=90) for at, _ in mine):
            return due
        mine.append((now, life))
        return 0


class Life:
    """One interview, from its publishing to its end, and the same in the reckoning."""

    def __init__(
        self, chance: random.Random, people: list[Member], reckoning: Reckoning, rules: Rules
    ) -> None:
        self.chance, self.people, self.reckoning, self.rules = chance, people, reckoning, rules
        self.host = chance.choice(people)
        self.role = chance.choice(list(Role))
        self.guest: Member | None = None
        self.number = 0
        self.paid = 0
        self.left_by: Member | None = None
        self.left, self.was_free, self.was_left_late = 0, False, False
        self.booked_at = NOW
        self.agreed = rules
        self.silent: Member | None = None
        self.is_over = False

    async def live(self, begin: datetime) -> None:
        self.start = begin + AHEAD * HOUR
        host_pays = self.role is Role.INTERVIEWEE
        if host_pays and self.reckoning.points[self.host.user_id] < self.rules.price:
            self.role, host_pays = Role.INTERVIEWER, False
        draft = NewCard(role=self.role, starts_at=self.start, duration=60, link=LINK)
        self.number = (await publishing.publish(self.host, draft, begin)).mine.interview.id
        if host_pays:
            self.paid = self.rules.price
            self.reckoning.points[self.host.user_id] -= self.paid
        moments = sorted(self.chance.choice((1, 30, 55, 60, 70, 76, 78, 79)) * HOUR for _ in range(6))
        for place, moment in enumerate(moments):
            now = begin + moment + place * self.chance.choice((3, 9, 10, 11)) * MINUTE
            if not self.is_over and now < self.start - NOTICE:
                await self.step(now)
        if not self.is_over:
            await self.end()

    async def step(self, now: datetime) -> None:
        if self.guest is None:
            await (self.book(now) if self.chance.random() < 0.9 else self.cancel(now))
        elif self.chance.random() < 0.2:
            self.silent = self.chance.choice((self.host, self.guest))
            whose = "host_coming" if self.silent is self.host else "guest_coming"
            other = "guest_coming" if self.silent is self.host else "host_coming"
            said = {whose: Coming.ASKED, other: Coming.YES}
            await MockInterview.filter(id=self.number).update(**said)
        else:
            await (self.withdraw(now) if self.chance.random() < 0.7 else self.cancel(now))

    async def book(self, now: datetime) -> None:
        guest = self.chance.choice([one for one in self.people if one is not self.host])
        price = self.rules.price if self.role is Role.INTERVIEWER else 0
        has = self.reckoning.points[guest.user_id] + (self.left if guest is self.left_by else 0)
        try:
            await booking.book(guest, self.number, now)
        except (NotEnoughPoints, NobodyHasPoints):
            assert has < price
            return
        assert has >= price
        self.give_back_what_was_left()
        self.reckoning.points[guest.user_id] -= price
        self.guest, self.booked_at, self.agreed, self.silent = guest, now, self.rules, None
        if price or self.role is Role.INTERVIEWER:
            self.paid = price

    async def withdraw(self, now: datetime) -> None:
        guest = self.guest
        assert guest is not None
        is_late = self.is_late(now, across=self.host)
        is_payer = self.role is Role.INTERVIEWER
        back = self.paid if is_payer else 0
        due = min(self.agreed.keep, back) if is_late else 0
        before = len(self.reckoning.forgiven.get(guest.user_id, []))
        cost = self.reckoning.cost(guest.user_id, due, self.number, now)
        known = await booking.before_withdrawing(guest.user_id, SERVER, self.number, now)
        told = cost if is_late else NOT_LATE
        done = await booking.withdraw(guest.user_id, SERVER, self.number, now, known_cost=told)
        assert (known.refund, known.late is not None) == (back, is_late)
        assert (done.refunded, done.late) == (back, known.late)
        assert cost == (0 if known.late is None else known.late.points)
        self.reckoning.points[guest.user_id] += back - cost
        self.guest = None
        if is_late:
            self.left_by, self.left, self.was_left_late = guest, cost, True
            self.was_free = len(self.reckoning.forgiven.get(guest.user_id, [])) > before
        if is_payer:
            self.paid = 0

    async def cancel(self, now: datetime) -> None:
        is_late = self.guest is not None and self.is_late(now, across=self.guest)
        owed = self.reckoning.cost(
            self.host.user_id, self.agreed.compensation if is_late else 0, self.number, now
        )
        told = owed if is_late else NOT_LATE
        done = await ending.cancel(self.host.user_id, SERVER, self.number, now, known_cost=told)
        self.give_back_the_price()
        moved = min(owed, self.reckoning.points[self.host.user_id])
        assert done.compensated == moved
        if self.guest is not None:
            self.reckoning.points[self.host.user_id] -= moved
            self.reckoning.points[self.guest.user_id] += moved
        self.is_over = True
        self.give_back_what_was_left()

    async def end(self) -> None:
        if self.guest is None:
            await ending.expire(self.number, self.start)
            self.give_back_the_price()
            self.reckoning.points[self.host.user_id] += self.left
            self.is_over = True
        else:
            await self.cancel(self.start - NOTICE)

    def is_late(self, now: datetime, *, across: Member) -> bool:
        hours = self.agreed.hours
        if not hours or now < self.start - hours * HOUR:
            return False
        if now < self.booked_at + 10 * MINUTE and not (across is self.host and self.was_left_late):
            return False
        return not (self.silent is across and now >= self.start - 3 * HOUR)

    def give_back_the_price(self) -> None:
        payer = self.host if self.role is Role.INTERVIEWEE else self.guest
        if payer is not None:
            self.reckoning.points[payer.user_id] += self.paid

    def give_back_what_was_left(self) -> None:
        if self.left_by is not None:
            self.reckoning.points[self.left_by.user_id] += self.left
            if self.was_free:
                self.reckoning.forgiven[self.left_by.user_id].pop()
        self.left_by, self.left, self.was_free = None, 0, False


@pytest.mark.usefixtures("database")
async def test_the_points_are_where_a_simpler_reckoning_has_them() -> None:
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same again
    people = [await a_member(points_, now=NOW) for points_ in (0, 1, 4, 40)]
    await settings.set_limits(SERVER, LimitsChange(given_back=0))
    reckoning = Reckoning({one.user_id: await balance(one) for one in people})
    rules, begin = Rules(), NOW
    for life in range(LIVES):
        if life % 10 == 0:
            rules = Rules(
                price=chance.choice((0, 1, 3)),
                compensation=chance.choice((0, 1, 2)),
                hours=chance.choice((0, 2, 24, 72)),
                keep=chance.choice((0, 1, 2, 9)),
            )
            change = PointsChange(price=rules.price, compensation=rules.compensation)
            await settings.set_points(SERVER, change, begin)
            await settings.set_late(SERVER, LateRuleChange(hours=rules.hours, keep=rules.keep))
        await Life(chance, people, reckoning, rules).live(begin)
        begin += timedelta(days=chance.choice((4, 5, 20)))
        assert {one.user_id: await balance(one) for one in people} == reckoning.points, f"life {life}"
        if life % 50 == 0:
            poor = chance.choice(people)
            await points.grant(SERVER, poor.user_id, 1, "for a start", admin_id=ADMIN, now=begin)
            reckoning.points[poor.user_id] += 1
    assert await LateChange.filter(state=LateState.HELD).count() == 0
    assert await verification.broken(OpenDatabase()) == []
