"""Two processes at once, and any order of steps: of one lane one row at a time, in the order of the ids."""

import asyncio
import os
import threading
from collections import Counter, defaultdict
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from models import Notification, NotificationState, WaitsFor
from services import people
from services.delivery import outbox, queue
from services.delivery.kinds.message import Address
from services.delivery.kinds.shown import Panel
from services.delivery.outbox import Letter
from services.delivery.queue import Room
from tests.services.delivery.working import ME, OTHER, a_lane, room
from tests.support.databases import Databases, opened, run_apart
from tests.support.factories import NOW, SERVER

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
PROCESSES = (ME, OTHER, 3)
LANES = ("one", "two", "three")
ROUNDS = 20
Result = TypeVar("Result")


# --- two processes at once ---------------------------------------------------------------------------------


def on_two_connections(database_url: str, work: "Work") -> None:
    """Let two processes work at the same time, each in a thread and on a connection of its own."""

    async def alone(me: int) -> None:
        try:
            async with opened(database_url):
                await work.of(me)
        except BaseException:
            work.together.abort()
            raise

    with ThreadPoolExecutor(2) as threads:
        working = [threads.submit(asyncio.run, alone(me)) for me in (ME, OTHER)]
        for one in working:
            one.result()


class Work:
    """What each of two processes does, beside the other."""

    def __init__(self) -> None:
        self.together = threading.Barrier(2, timeout=25)
        self.taken: dict[int, list[int]] = {ME: [], OTHER: []}
        self.out: dict[str, list[int]] = defaultdict(list)

    async def of(self, me: int) -> None:
        raise NotImplementedError

    async def begin_together(self) -> None:
        """Wait for the other one."""
        await asyncio.to_thread(self.together.wait)


class ClaimOnce(Work):
    """Both claim in the same moment, again and again."""

    async def of(self, me: int) -> None:
        for _ in range(ROUNDS):
            await self.begin_together()
            self.taken[me] = await queue.claim(me, room(4), NOW)
            await self.begin_together()
            if me == ME:
                await self.look()
            await self.begin_together()
            await queue.release_all(me)

    async def look(self) -> None:
        owned = await Notification.filter(owner__isnull=False)
        assert sorted(row.id for row in owned) == sorted(self.taken[ME] + self.taken[OTHER])
        assert {row.id for row in owned if row.owner == ME} == set(self.taken[ME])
        assert max(Counter(row.lane for row in owned).values(), default=1) == 1
        waiting = await Notification.filter(state=NotificationState.PENDING).order_by("-id")
        first = {row.lane: row.id for row in waiting}
        assert all(row.id == first[row.lane] for row in owned)


class UntilAllIsDone(Work):
    """Both take and finish until nothing is left."""

    async def of(self, me: int) -> None:
        await self.begin_together()
        while await Notification.filter(state=NotificationState.PENDING).exists():
            claimed = await queue.claim(me, room(3), NOW)
            rows = {row.id: row for row in await Notification.filter(id__in=claimed)} if claimed else {}
            for number in claimed:
                # It is this process's own until it is finished: nobody else adds to the lane meanwhile.
                self.out[rows[number].lane].append(number)
                self.taken[me].append(number)
            if claimed:
                await queue.finish(me, claimed, NotificationState.SENT, NOW)


@pytest.mark.timeout(120)
def test_two_that_claim_at_once_never_take_two_rows_of_a_lane(database_url: str) -> None:
    async def write() -> None:
        async with opened(database_url):
            for lane in LANES:
                await a_lane(lane, 3)

    run_apart(write)

    on_two_connections(database_url, ClaimOnce())


@pytest.mark.timeout(120)
def test_two_that_work_side_by_side_deliver_each_row_once_and_each_lane_in_order(database_url: str) -> None:
    async def write() -> None:
        async with opened(database_url):
            for number in range(6):
                await a_lane(f"lane {number}", 12)

    run_apart(write)
    work = UntilAllIsDone()

    on_two_connections(database_url, work)

    assert {lane: sorted(rows) for lane, rows in work.out.items()} == dict(work.out)
    assert sorted(work.taken[ME] + work.taken[OTHER]) == list(range(1, 73))


# --- any order of steps ------------------------------------------------------------------------------------

processes = st.sampled_from(PROCESSES)
picks = st.integers(0, 50)


class Outbox(RuleBasedStateMachine):
    """Rows are written, taken, put off, finished and taken over in whatever order, by three processes."""

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.written = 0
        self.out: dict[str, list[int]] = defaultdict(list)
        self.cleanup = ExitStack()
        self.url = self.databases.migrated()
        self.cleanup.callback(self.databases.give_back, self.url)
        self.runner = self.cleanup.enter_context(asyncio.Runner())
        database = opened(self.url)
        self.run(database.__aenter__())
        self.cleanup.callback(lambda: self.run(database.__aexit__(None, None, None)))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def teardown(self) -> None:
        with self.cleanup:
            self.run(self.everything_gets_out())

    @initialize()
    def a_server(self) -> None:
        self.run(people.meet_server(SERVER, "en", NOW))

    # --- what happens ------------------------------------------------------------------------------------

    @rule(lane=st.sampled_from(LANES), count=st.integers(1, 3), minutes=st.sampled_from((0, 0, 0, 1, 30)))
    def rows_are_written(self, lane: str, count: int, minutes: int) -> None:
        for _ in range(count):
            self.run(self.write(lane, self.now + timedelta(minutes=minutes)))

    @rule(me=processes, free=st.integers(1, 4), oldest_first=st.booleans())
    def one_claims(self, me: int, free: int, oldest_first: bool) -> None:  # noqa: FBT001 - a drawn value
        self.run(queue.ready_what_is_due(self.now))
        waiting = self.run(self.pending())
        taken = self.run(queue.claim(me, Room(free, share=2, most=5), self.now, oldest_first=oldest_first))
        for number in taken:
            row = next(row for row in waiting if row.id == number)
            before = [other for other in waiting if other.lane == row.lane and other.id < row.id]
            # What is planned for later holds nothing up; what is ready or was put off does.
            assert all(other.waits_until is not None and other.waits_for is None for other in before)

    @rule(pick=picks, state=st.sampled_from([one for one in NotificationState if one != "pending"]))
    def one_is_finished(self, pick: int, state: NotificationState) -> None:
        row = self.run(self.pick_owned(pick))
        if row is not None and row.owner is not None:
            self.run(queue.finish(row.owner, [row.id], state, self.now))
            if row.due_at == row.created_at:
                self.out[row.lane].append(row.id)

    @rule(pick=picks, seconds=st.integers(0, 300), waits_for=st.sampled_from(WaitsFor))
    def one_is_put_off(self, pick: int, seconds: int, waits_for: WaitsFor) -> None:
        row = self.run(self.pick_owned(pick))
        if row is not None and row.owner is not None:
            until = self.now + timedelta(seconds=seconds)
            self.run(queue.put_off(row.owner, [row.id], until, waits_for))

    @rule(pick=picks)
    def one_is_given_back(self, pick: int) -> None:
        row = self.run(self.pick_owned(pick))
        if row is not None and row.owner is not None:
            self.run(queue.give_back(row.owner, [row.id], self.now + timedelta(seconds=1)))

    @rule(me=processes)
    def one_dies(self, me: int) -> None:
        self.run(queue.release_all(me))

    @rule(seconds=st.sampled_from((1, 60, 3600, -7200)))
    def the_clock_goes_on_or_is_set_back(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.run(queue.forgive_the_clock(self.now))

    @rule()
    def discord_answers_again(self) -> None:
        self.run(queue.wake_after_outage())

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def of_one_lane_one_row_is_out(self) -> None:
        owned = [row.lane for row in self.run(self.pending()) if row.owner is not None]
        assert len(owned) == len(set(owned))

    @invariant()
    def rows_of_one_lane_come_out_in_their_order(self) -> None:
        for rows in self.out.values():
            assert rows == sorted(rows)

    @invariant()
    def what_is_over_is_nobodys(self) -> None:
        over = self.run(self.finished())
        assert all(row.owner is None and row.finished_at is not None for row in over)

    # -----------------------------------------------------------------------------------------------------

    async def write(self, lane: str, due_at: datetime) -> None:
        self.written += 1
        key = f"{self.written}"
        await outbox.write([Letter(Panel(), Address(SERVER), due_at=due_at, key=key)], self.now)
        await Notification.filter(dedupe_key=f"panel:{key}").update(lane=lane)

    async def everything_gets_out(self) -> None:
        """Whatever happened, each row is taken in the end."""
        for me in PROCESSES:
            await queue.release_all(me)
        late = self.now + timedelta(days=1)
        while await self.pending():
            await queue.ready_what_is_due(late)
            taken = await queue.claim(ME, room(100), late)
            assert taken
            await queue.finish(ME, taken, NotificationState.SENT, late)

    @staticmethod
    async def pending() -> list[Notification]:
        return await Notification.filter(state=NotificationState.PENDING).order_by("id")

    @staticmethod
    async def finished() -> list[Notification]:
        return await Notification.exclude(state=NotificationState.PENDING)

    async def pick_owned(self, pick: int) -> Notification | None:
        owned = [row for row in await self.pending() if row.owner is not None]
        return owned[pick % len(owned)] if owned else None


@pytest.mark.timeout(3600 if THOROUGH else 300)
def test_in_whatever_order_rows_are_handled_each_lane_keeps_its_own(databases: Databases) -> None:
    machine = type("Machine", (Outbox,), {"databases": databases})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=400 if THOROUGH else 25,
            stateful_step_count=60 if THOROUGH else 30,
            suppress_health_check=list(HealthCheck),
        ),
    )
