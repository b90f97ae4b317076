"""What a state machine of members stands on: its database, its clock, and how a step is taken."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from tortoise.models import Model

from models import (
    Dispute,
    InterviewFeedback,
    InterviewStatus,
    KeptApart,
    LateChange,
    MockInterview,
    MoveProposal,
    NoShowReport,
    Notification,
    Pair,
    PairSide,
    PointsEntry,
    Review,
    SeatOffer,
    UserPoints,
    WaitingEntry,
    Wish,
    WishAlert,
    WrittenCount,
)
from models.backups.reading import OpenDatabase
from models.statements import run
from services import people, verification, viewing
from services.finding.free_time import own
from services.interviews import Interview, Private
from services.people import Member
from services.refusals import Refusal
from tests.support.databases import Databases, opened
from tests.support.factories import ADMIN, ANOTHER_SERVER, NOW, SERVER

T = TypeVar("T")
Row = TypeVar("Row", bound=Model)

Seen = dict[tuple[int, int], Interview | Private]
"""Interviews as people see them, by the numbers of both."""

PEOPLE = range(1_000_001, 1_000_005)
"""No number of anything else is theirs: an erasure takes an id out of whatever holds it."""
SERVERS = (SERVER, SERVER, SERVER, ANOTHER_SERVER)
HOURS = timedelta(hours=1)
LIVE = {InterviewStatus.PENDING, InterviewStatus.BOOKED}

servers = st.sampled_from(SERVERS)
whose = st.sampled_from(PEOPLE)
numbers = st.integers(min_value=1, max_value=8)
"""Interviews are few, so that steps meet; some numbers are nobody's."""


class Machine(RuleBasedStateMachine):
    """Four people in two servers, to whom nothing happens yet."""

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.read: dict[type[Model], Sequence[Model]] = {}
        self.views: Seen = {}
        self.runner = asyncio.Runner()
        self.database_url = self.databases.migrated()
        self.database = opened(self.database_url)
        self.run(self.database.__aenter__())
        self.run(self.set_up())

    async def set_up(self) -> None:
        for server_id in sorted(set(SERVERS)):
            for person in (*PEOPLE, ADMIN):
                await people.meet(self.member(server_id, person), self.now)
        for person in PEOPLE:
            await self.be_free(person)

    async def be_free(self, person: int) -> None:
        """Have somebody be free at any time, so that they can be paired."""
        await people.set_zone(person, "UTC")
        await own.add(person, range(7), 0, 24 * 60, self.now)

    def teardown(self) -> None:
        try:
            assert self.run(self.broken_rules()) == []
        finally:
            self.run(self.database.__aexit__(None, None, None))
            self.runner.close()
            self.databases.give_back(self.database_url)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something that may change what is stored."""
        self.read.clear()
        self.views.clear()
        return self.runner.run(work)

    def attempt(self, work: Coroutine[Any, Any, object]) -> None:
        """Take a step; one that is refused leaves everything as it was."""
        before = self.runner.run(self.all_rows())
        read, views = self.read.copy(), self.views.copy()
        try:
            self.run(work)
        except Refusal:
            assert self.runner.run(self.all_rows()) == before
            # So what was read before need not be read anew.
            self.read, self.views = read, views

    async def all_rows(self) -> list[list[dict[str, Any]]]:
        tables = (
            MockInterview,
            MoveProposal,
            InterviewFeedback,
            KeptApart,
            Review,
            NoShowReport,
            Dispute,
            UserPoints,
            PointsEntry,
            Notification,
            WaitingEntry,
            SeatOffer,
            Wish,
            WishAlert,
            Pair,
            PairSide,
            LateChange,
            WrittenCount,
        )
        return [
            [dict(row) for row in await run(f"SELECT * FROM {table._meta.db_table} ORDER BY id", {})]  # noqa: S608 - no value
            for table in tables
        ]

    @staticmethod
    def member(server_id: int, person: int) -> Member:
        return Member(server_id, person, f"Member {person}", "en")

    def live(self) -> list[MockInterview]:
        return [row for row in self.rows(MockInterview) if row.status in LIVE]

    def booked(self) -> list[MockInterview]:
        return [row for row in self.live() if row.status is InterviewStatus.BOOKED]

    def rows(self, table: type[Row]) -> list[Row]:
        """Return the rows of a table, read once a step."""
        if table not in self.read:
            self.read[table] = self.runner.run(self.read_rows(table))
        return cast("list[Row]", self.read[table])

    def seen(self) -> Seen:
        """Return each interview as each of the four sees it now, asked for once a step."""
        if not self.views:
            self.views = self.runner.run(self.look(self.rows(MockInterview)))
        return self.views

    async def look(self, rows: Sequence[MockInterview]) -> Seen:
        return {
            (row.id, person): await viewing.view(row.id, row.server_id, person, self.now)
            for row in rows
            for person in PEOPLE
        }

    @staticmethod
    async def broken_rules() -> list[str]:
        # Only in here is this database the one that is open.
        return await verification.broken(OpenDatabase())

    @staticmethod
    async def read_rows(table: type[Row]) -> list[Row]:
        return await table.all().order_by("id")
