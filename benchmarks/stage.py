"""Where deliveries are measured: a local Discord and a database in this process, the bot in another."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from models import MockInterview, Notification, NotificationState, Server
from sandbox import Member, MessageView, Sandbox, SandboxClock, study_server
from sandbox.model.people import Member as Membership
from sandbox.model.places import Guild
from services import booking, people, points, publishing, settings
from services.interviews import Role
from services.people import Member as Acting
from services.publishing import NewCard
from services.settings import PointsChange
from tests.acceptance.conftest import LINK
from tests.acceptance.processes import ROOT, BotProcess, own_lines
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases, opened

P = TypeVar("P", bound=BotProcess)
T = TypeVar("T")

A = "Study Hall"
B = "Night School"
PRICE = 3
TOPIC = "Databases and their locks"
TOPICS = (
    TOPIC,
    "System design of a news feed",
    "Graphs: shortest paths",
    "Concurrency in Python",
    "Talking about your projects",
    "HTTP, caches and proxies",
    "Dynamic programming",
    "Reading other people's code",
    "Queues and backpressure",
    "Testing what is random",
)
STEP = timedelta(minutes=8)
"""How long it is from one of many cards to the next."""

LOOK_SECONDS = 0.02
"""How long it is until the next look into the outbox, of which nothing tells."""

QUIET_SECONDS = 600.0
"""How long a preparation may take the bot."""

A_DAY = 24 * 60
HANDS = 20
"""What is prepared at the same time: the connections of a pool."""


def say(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201 - it is what this is for


def beside(title: str, figure: float | None, bound: float, *, unit: str = "s", patience: float = 0.0) -> bool:
    """Print a figure beside the most that it may be, and tell whether it is within.

    None is one that was not known after `patience`.
    """
    found = f"more than {patience:.0f}" if figure is None else f"{figure:.2f}"
    say(f"  {title}: {found} {unit} (bound: at most {bound:g})")
    return figure is not None and figure <= bound


class ShiftedBot(BotProcess):
    """The bot on a clock that is ahead: its argument says by how many seconds."""

    program: ClassVar[tuple[str, ...]] = ("-m", "benchmarks.shifted_bot")


class Stage:
    """A local Discord with two servers, whose boards are set, and the bot if it was started.

    Args:
        local: The local Discord.
        crowd: Members of both servers, from whom a measurement takes whom it needs.
        database_url: The database, which is open in this process too.
        folder: The working folder of processes.
    """

    def __init__(self, local: Sandbox, crowd: list[Member], database_url: str, folder: Path) -> None:
        self.local = local
        self.crowd = crowd
        self._database_url = database_url
        self._folder = folder
        self._processes: list[BotProcess] = []

    def now(self) -> datetime:
        """Return the time in the local Discord, which is the bot's."""
        return self.local.clock.now()

    def guild(self, name: str) -> Guild:
        """Return a server."""
        return self.local.world.guild_named(name)

    def acting(self, member: Member, server: str = A) -> Acting:
        """Return a member as the services know them."""
        return Acting(int(self.guild(server).id), int(member.id), member.user.display_name, "en")

    async def prepare_servers(self) -> None:
        """Set up both servers: boards, and points with which everybody can pay for one seat."""
        for name in (A, B):
            server_id = int(self.guild(name).id)
            await people.meet_server(server_id, "en", self.now())
            await settings.set_points(server_id, PointsChange(price=PRICE, starting=PRICE), self.now())
            board = self.local.channel("interviews", guild=name)
            await settings.set_board(server_id, int(board.id), None, self.now())

    async def make_free(self, server: str) -> None:
        """Let seats of a server cost nothing."""
        change = PointsChange(price=0)
        await settings.set_points(int(self.guild(server).id), change, self.now())

    async def remind(self, *minutes: int) -> None:
        """Set so many minutes before the start members of both servers are reminded."""
        await Server.all().update(reminder_offsets=list(minutes))

    async def publish(self, host: Member, starts_at: datetime, server: str = A, *, topic: str = TOPIC) -> int:
        """Publish a card of an interviewer; return its number."""
        acting = self.acting(host, server)
        await people.meet(acting, self.now())
        card = NewCard(role=Role.INTERVIEWER, starts_at=starts_at, topic=topic, link=LINK)
        return (await publishing.publish(acting, card, self.now())).mine.interview.id

    async def publish_all(self, hosts: list[Member], starts_at: datetime) -> list[int]:
        """Publish a card of each host in server A; return the numbers in their order."""
        return await _by_hands([self.publish(host, starts_at) for host in hosts])

    async def fill_board(self, hosts: list[Member], count: int) -> None:
        """Have so many open cards in server A: one of each topic is published, the others are copies."""
        await self.meet_all(hosts)
        first = in_minutes(self.now(), A_DAY)
        for place, topic in enumerate(TOPICS):
            await self.publish(hosts[place], first + place * STEP, topic=topic)
        published = await MockInterview.all().order_by("id")
        copies = [
            _copy(published[place % len(TOPICS)], hosts[place % len(hosts)], first + place * STEP)
            for place in range(len(TOPICS), count)
        ]
        await MockInterview.bulk_create(copies, batch_size=1_000)

    async def book_all(self, pairs: list[tuple[Member, Member]], starts_at: datetime) -> None:
        """Have each host publish a card in server A and each guest book it, past Discord."""

        async def book(host: Member, guest: Member) -> None:
            number = await self.publish(host, starts_at)
            await people.meet(self.acting(guest), self.now())
            await booking.book(self.acting(guest), number, self.now())

        await _by_hands([book(host, guest) for host, guest in pairs])

    async def meet_all(self, members: list[Member], server: str = A) -> None:
        """Let members be known to the bot."""
        await _by_hands([people.meet(self.acting(one, server), self.now()) for one in members])

    async def grant_all(self, members: list[Member], times: int, amount: int, reason: str) -> None:
        """Have the admin of server A grant points to members, to each so many times."""
        server_id, olga = int(self.guild(A).id), self.local.member("Olga")
        await self.meet_all([olga, *members])
        for _ in range(times):
            await _by_hands(
                [
                    points.grant(
                        server_id, int(one.id), amount, reason, admin_id=int(olga.id), now=self.now()
                    )
                    for one in members
                ]
            )

    async def forget_what_is_due(self) -> None:
        """Take for sent what the preparation gave the bot to say."""
        due = Notification.filter(state=NotificationState.PENDING, due_at__lte=self.now())
        await due.update(state=NotificationState.SENT)

    def process(self, kind: type[P]) -> P:
        """Return a process of the bot, which is not started yet, on the clock of the local Discord."""
        ahead = (self.now() - datetime.now(UTC)).total_seconds()
        process = kind(
            self._folder,
            *([str(ahead)] if kind is ShiftedBot else []),
            **environment(self.local, self._database_url, self._folder),
        )
        self._processes.append(process)
        return process

    async def start_bot(self) -> BotProcess:
        """Start the bot, and wait until it is connected."""
        process = self.process(ShiftedBot)
        await process.start()
        await process.says("Invite me with")
        process.follow()
        return process

    async def end(self) -> None:
        """Stop every process that runs; say what they complained of."""
        for process in self._processes:
            await process.kill()
            complaints = [line for line in own_lines(process.said) if _is_complaint(line)]
            for line in complaints[:3]:
                say(f"    the bot said: {line[:200]}")
            if len(complaints) > 3:
                say(f"    … and {len(complaints) - 3} lines like that")

    async def quiet(self, seconds: float = QUIET_SECONDS) -> None:
        """Wait until everything that is due has been delivered.

        Raises:
            TimeoutError: It was not within `seconds`.
        """
        waiting = Notification.filter(state=NotificationState.PENDING)
        async with asyncio.timeout(seconds):
            while await waiting.filter(due_at__lte=self.now()).exists():  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(LOOK_SECONDS)

    def cards(self, server: str = A) -> dict[int, MessageView]:
        """Return the cards that stand on the board with their button, by the interviews' numbers."""
        channel = self.local.channel("interviews", guild=server)
        shown = [MessageView(one) for one in self.local.backend.messages.in_channel(channel.id)]
        mark = "interview:book:"
        return {
            int(button.custom_id.removeprefix(mark)): view
            for view in shown
            for button in view.buttons
            if button.custom_id is not None and button.custom_id.startswith(mark)
        }

    def move_to(self, moment: datetime) -> None:
        """Set the clock, before the bot is started."""
        self.local.clock.advance(moment - self.now())

    async def seconds_to_both(self, host: Member, guest: Member, number: int, patience: float) -> float:
        """Have a guest of server B book by command; return the seconds until both have their DM.

        Raises:
            NotAnswered: They had not within `patience` seconds.
        """
        before = {one.id: len(one.dms()) for one in (host, guest)}
        began = time.monotonic()
        answer = await guest.at("general", guild=B).run("book", interview=str(number))
        assert f"#{number}" in answer.text, answer.text  # noqa: S101 - otherwise there is nothing to measure
        await self.local.wait_until(
            lambda: all(len(one.dms()) > before[one.id] for one in (host, guest)), patience, "the two DMs"
        )
        return time.monotonic() - began


@asynccontextmanager
async def a_stage(
    database_url: str,
    folder: Path,
    *,
    members: int = 0,
    rate_limits: float = 0.0,
    clock: SandboxClock | None = None,
) -> AsyncIterator[Stage]:
    """A stage whose servers are set up, without the bot; on the clock of this machine if none is given.

    `rate_limits` says by what the windows of Discord's limits are multiplied; there are none for 0.
    """
    async with (
        a_local_discord(members, rate_limits=rate_limits, clock=clock) as (local, crowd),
        opened(database_url),
    ):
        stage = Stage(local, crowd, database_url, folder)
        try:
            await stage.prepare_servers()
            yield stage
        finally:
            await stage.end()


@asynccontextmanager
async def a_local_discord(
    members: int, *, rate_limits: float = 0.0, clock: SandboxClock | None = None
) -> AsyncIterator[tuple[Sandbox, list[Member]]]:
    """A local Discord with two servers, and so many members without names, who are in both."""
    async with Sandbox(
        world=study_server(members, bot_name="Sparring"),
        clock=clock or SandboxClock(),
        rate_limits=rate_limits,
        answer_seconds=60.0,
        log_size=1_000_000,
    ) as local:
        yield local, _crowd(local, members)


def environment(local: Sandbox, database_url: str, folder: Path) -> dict[str, str]:
    """Return what a bot's process has to be told."""
    return {
        "DISCORD_TOKEN": local.bot_token,
        "DISCORD_API_URL": local.api_url,
        "DATABASE_URL": database_url,
        "LOG_LEVEL": "INFO",
        "PYTHONPATH": str(ROOT),
        # Each start would compile everything again where nothing compiled may lie beside the sources.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def _crowd(local: Sandbox, count: int) -> list[Member]:
    """Bring those without names into the second server too, and return them."""
    world = local.world
    second = world.guild_named(B)
    users = [user for user in world.users.values() if user.name.startswith("member_")][:count]
    for user in users:
        second.members[user.id] = Membership(user=user, joined_at=second.created_at)
    return [Member(local.backend, user, local.recent_requests) for user in users]


@contextmanager
def databases(engine: str) -> Iterator[tuple[Databases, Path]]:
    """Databases of an engine, `sqlite` or `postgres`, and a folder for processes."""
    with tempfile.TemporaryDirectory(prefix="sparring-") as name:
        if engine == "sqlite":
            yield SqliteDatabases(Path(name)), Path(name)
            return
        postgres = PostgresDatabases()
        try:
            yield postgres, Path(name)
        finally:
            postgres.stop()


async def booked_interviews() -> int:
    """Count the interviews that are booked."""
    return await MockInterview.filter(status="booked").count()


def in_minutes(moment: datetime, minutes: int) -> datetime:
    """Return the whole minute that is at least so many minutes after a moment."""
    return (moment + timedelta(minutes=minutes + 1)).replace(second=0, microsecond=0)


def _copy(row: MockInterview, host: Member, starts_at: datetime) -> MockInterview:
    """Return a card like another one, of another host at another time."""
    copy = row.clone()
    copy.host_id = copy.interviewer_id = int(host.id)
    copy.scheduled_time = copy.next_step_at = starts_at
    copy.ends_at = starts_at + timedelta(minutes=row.duration)
    return copy


async def _by_hands(works: list[Coroutine[Any, Any, T]]) -> list[T]:
    """Do everything, so much of it at the same time as there are connections; results in their order."""
    hands = asyncio.Semaphore(HANDS)

    async def do(work: Coroutine[Any, Any, T]) -> T:
        async with hands:
            return await work

    return await asyncio.gather(*(do(work) for work in works))


def _is_complaint(line: str) -> bool:
    return any(mark in line for mark in ("Traceback", "ERROR", "CRITICAL", "Error:"))
