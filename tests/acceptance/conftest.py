"""The real bot, over real sockets, in the local Discord, on a real database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs._client.bot import SparringBot
from models import MockInterview, Server
from sandbox import Member, MessageView, Sandbox, SandboxClock, study_server
from services.google_meet import GoogleMeet
from services.transaction import clock_was_moved
from tests.acceptance.calm import is_stored
from tests.acceptance.witness import Witness
from tests.support.discord_api_description import DESCRIPTION, violations
from tests.support.patience import until_servers_are_known
from tests.support.russian import moments_behind_prepositions

START = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
"""When every test begins, a Monday: what a test types as a time means the same whenever it is run."""

PATIENT_SECONDS = 15.0
"""How long Discord waits for an acknowledgement where the test is not about that: machines may be slow."""

LINK = "https://meet.google.com/abc-defg-hij"

EPHEMERAL, SILENT = 1 << 6, 1 << 12
"""Flags of messages."""


class Town:
    """A local Discord with the bot in it, and what tests often do there.

    Attributes:
        bot: The bot, while there is one.
        running: The task in which it runs.
    """

    def __init__(self, local: Sandbox, clock: SandboxClock) -> None:
        self.local = local
        self.clock = clock
        self.bot: SparringBot | None = None
        self.google_meet: GoogleMeet | None = None
        self.running: asyncio.Task[None] | None = None
        self.olga = local.member("Olga")
        self.alice = local.member("Alice")
        self.boris = local.member("Boris")
        self.chen = local.member("Chen")
        self.dina = local.member("Dina")

    async def start_bot(self, *, knows_servers: bool = True) -> None:
        """Start the bot and wait until it is connected, and until it knows its servers."""
        Route.BASE = self.local.api_url
        self.bot = SparringBot(self.clock.now, google_meet=self.google_meet, guild_ready_timeout=0.05)
        ready = asyncio.Event()

        async def note() -> None:
            ready.set()

        self.bot.add_listener(note, "on_ready")
        self.running = asyncio.create_task(self.bot.start(self.local.bot_token))
        connected = asyncio.create_task(ready.wait())
        await asyncio.wait({self.running, connected}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
        connected.cancel()
        if self.running.done():
            self.running.result()
        if knows_servers:
            await asyncio.wait_for(until_servers_are_known(self.bot), 60)

    async def stop_bot(self) -> None:
        """Shut the bot down as a signal does."""
        if self.bot is None or self.running is None:
            return
        await self.bot.remove_cog("DeliveryCog")
        await self.bot.close()
        with contextlib.suppress(asyncio.CancelledError, discord.DiscordException):
            await self.running
        self.bot = None

    async def open_board(self, *, points_for: Member | None = None, points: int = 3) -> None:
        """Have the admin set the board channel and grant points, and wait until the panel stands."""
        await self.olga.at("general").run("settings board", channel=self.local.channel("interviews"))
        await self.until(lambda: bool(self.board()), "the panel")
        await is_stored(Server, panel_message_id=int(self.board()[0].id))
        if points_for is not None:
            await self.olga.run("settings grant", member=points_for, amount=points, reason="welcome")

    async def until(self, condition: Callable[[], bool], reason: str) -> None:
        """Wait until something is so in the local Discord."""
        await self.local.wait_until(condition, reason=reason)

    def board(self, member: Member | None = None) -> list[MessageView]:
        """Return the bot's public messages in the board channel, as a member sees them; first the panel."""
        seen = (member or self.chen).messages("interviews")
        return [message for message in seen if not message.flags & 64]

    def card(self, number: int) -> MessageView | None:
        """Return the card of an interview, if it stands on the board."""
        cards = [message for message in self.board() if f"#{number} ·" in message.text]
        return cards[-1] if cards else None

    async def card_shows(self, number: int, text: str) -> MessageView:
        """Return the card of an interview once it shows a text and the bot knows where it stands."""
        await self.until(
            lambda: (card := self.card(number)) is not None and text in card.text,
            f"{text!r} on card {number}",
        )
        card = self.card(number)
        assert card is not None
        await is_stored(MockInterview, id=number, card_message_id=int(card.id))
        return card

    async def dm_says(self, member: Member, text: str) -> MessageView:
        """Wait until a member has a DM with a text, and return it."""
        await self.until(lambda: any(text in dm.text for dm in member.dms()), f"{text!r} for {member.name}")
        return next(dm for dm in reversed(member.dms()) if text in dm.text)

    def log(self) -> list[MessageView]:
        """Return what needs admins in the log channel, without the quiet lines."""
        return [one for one in self._in_the_log() if not one.flags & SILENT]

    def log_lines(self) -> list[str]:
        """Return the quiet lines in the log channel."""
        return [one.text for one in self._in_the_log() if one.flags & SILENT]

    def _in_the_log(self) -> list[MessageView]:
        return [one for one in self.olga.messages("admin-log") if not one.flags & EPHEMERAL]

    def now(self) -> datetime:
        """Return the time in the local Discord."""
        return self.clock.now()


StartTown = Callable[[], Awaitable[Town]]


@contextlib.asynccontextmanager
async def a_town(
    *, extra_members: int = 0, answer_seconds: float = PATIENT_SECONDS, clock: SandboxClock | None = None
) -> AsyncIterator[Town]:
    """A fresh local Discord without the bot; in the end it is looked at what the bot said to it.

    Its requests are held against Discord's API, and its Russian against what Discord writes for a moment.
    """
    clock = clock or SandboxClock(start=START)
    clock.on_jump(lambda _now: clock_was_moved())
    local = Sandbox(
        world=study_server(extra_members, bot_name="Sparring"),
        clock=clock,
        rate_limits=False,
        answer_seconds=answer_seconds,
    )
    await local.start(port=0)
    running = Town(local, clock)
    try:
        yield running
        await running.stop_bot()
        assert moments_behind_prepositions(local.requests) == []
        if DESCRIPTION.exists():
            assert violations(list(local.requests)) == []
    finally:
        await running.stop_bot()
        await local.stop()


@pytest.fixture
def discord_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot of a test talk to the local Discord, and the next test's to its own."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def town(database: str, discord_addresses: None) -> AsyncIterator[Town]:
    """A running bot in a fresh local Discord."""
    async with a_town() as running:
        await running.start_bot()
        yield running


@pytest.fixture
async def frozen_town(database: str, discord_addresses: None) -> AsyncIterator[Town]:
    """A running bot in a fresh local Discord whose clock stands still until the test moves it."""
    async with a_town(clock=SandboxClock(START, frozen=True)) as running:
        await running.start_bot()
        yield running


@pytest.fixture
def witness(town: Town, caplog: pytest.LogCaptureFixture) -> Witness:
    """Somebody who watches whether what is refused is refused well."""
    return Witness(town, caplog)
