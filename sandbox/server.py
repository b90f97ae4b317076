"""The sandbox: the local Discord with its server, its members and its faults."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.backend import Backend, Settings
from sandbox.clock import SandboxClock, Snowflakes, iso
from sandbox.driver.member import Member
from sandbox.faults import ExtraFault, Faults
from sandbox.files import add_file_routes
from sandbox.gateway.connection import Connection
from sandbox.gateway.gateway import Alteration, Gateway
from sandbox.hub import Hub
from sandbox.interactions.outcome import fail_forgotten
from sandbox.json_types import JsonObject
from sandbox.kept import Keeper
from sandbox.live import add_page_routes
from sandbox.live.context import NextEvent, PageContext
from sandbox.live.faults import announce_faults
from sandbox.live.socket import LiveSockets
from sandbox.model.places import Channel, Overwrite
from sandbox.model.world import World
from sandbox.permissions import permission_named
from sandbox.places.changes import add_bot, remove_bot, remove_channel, set_overwrite
from sandbox.places.closures import Closures
from sandbox.places.events import let_time_pass
from sandbox.places.roles import forbid, permit
from sandbox.request_log import RequestLog, RequestRecord
from sandbox.rest.rate_limits import RateLimiter
from sandbox.rest.server import API_PREFIX, RestApi
from sandbox.serving import LocalServer
from sandbox.tour.guide import Guide

BOT_TOKEN = "sandbox-bot-token"  # noqa: S105 - it opens nothing but this sandbox

_LOG_LINES = 15


class Sandbox:
    """A stand-in for Discord on this machine, in which a bot lives unchanged.

    Args:
        world: The people and places to start with.
        clock: The clock; one that starts at the real time if left out.
        answer_seconds: How long the bot has for the first response to an interaction, in real time.
        rate_limits: Whether requests are limited; a number multiplies the windows of the limits.
        granted_intents: The privileged gateway intents that the bot may ask for.
        shards: How many gateway shards Discord recommends to the bot.
        tour: Steps of a guided tour for the page, each with a title, a text and when it is done.
        log_size: How many requests are kept in the log.
        kept_in: A file from which the state of the last run is read, and in which this one's is kept.
    """

    def __init__(
        self,
        world: World,
        clock: SandboxClock | None = None,
        *,
        answer_seconds: float = 3.0,
        rate_limits: bool | float = True,
        granted_intents: int = 0,
        shards: int = 1,
        tour: list[JsonObject] | None = None,
        log_size: int = 10_000,
        kept_in: Path | None = None,
    ) -> None:
        self.clock = clock or SandboxClock()
        self.world = world
        snowflakes = Snowflakes(self.clock)
        self.gateway = Gateway(world, snowflakes, token=BOT_TOKEN, granted_intents=granted_intents)
        self.backend = Backend(
            world=world,
            clock=self.clock,
            settings=Settings(BOT_TOKEN, answer_seconds, granted_intents, shards),
            snowflakes=snowflakes,
            gateway=self.gateway,
            hub=Hub(),
        )
        self._log = RequestLog(log_size, self._announce_request)
        self.faults = Faults()
        guide = Guide(self.backend, tour or [])
        self._page = PageContext(self.backend, self._log, self.faults, Closures(self.backend), guide)
        self._keeper = None if kept_in is None else Keeper(self.backend, guide, kept_in)
        self._keeping: asyncio.Task[None] | None = None
        self._live = LiveSockets(self._page)
        self.faults.on_change = partial(announce_faults, self._page)
        self._limiter = RateLimiter(float(rate_limits))
        self._connections: set[Connection] = set()
        self._server = LocalServer(shutdown_timeout=1.0)
        self.gateway.on_presence = self._announce_presence
        self.clock.on_jump(self._announce_clock)

    @property
    def api_url(self) -> str:
        """The base address of the REST API."""
        return self.backend.base_url + API_PREFIX

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return self.gateway.url

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return self.backend.base_url + "/"

    @property
    def bot_token(self) -> str:
        """The token with which the bot logs in."""
        return self.backend.settings.bot_token

    @property
    def application_id(self) -> str:
        """The id of the bot's application."""
        return self.world.application_id

    @property
    def requests(self) -> list[RequestRecord]:
        """The latest REST calls of the bot, the oldest first."""
        return self._log.records

    @property
    def request_count(self) -> int:
        """How many REST calls the bot has made, those included that are no longer kept."""
        return self._log.total

    @property
    def tour(self) -> Guide:
        """The guided tour, and where it stands."""
        return self._page.tour

    @property
    def next_event(self) -> NextEvent | None:
        """The owner's hook that says when the next thing will happen; the page's clock uses it."""
        return self._page.next_event

    @next_event.setter
    def next_event(self, hook: NextEvent | None) -> None:
        self._page.next_event = hook

    def offer_fault(self, fault: ExtraFault) -> None:
        """Let the page switch a fault of the owner's own."""
        self._page.extra_faults[fault.kind] = fault

    def limit_rates(self, scale: float) -> None:
        """Limit requests from now on, in windows `scale` times as long as Discord's; not at all for 0."""
        self._limiter.scale = scale

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on any free port for 0."""
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway", self._serve_gateway)
        RestApi(self.backend, self._log, self.faults, self._limiter).add_routes(app)
        add_file_routes(app, self.backend)
        add_page_routes(app, self._page)
        self._live.add_routes(app)
        await self._server.start(app, port)
        self.backend.base_url = f"http://{self._server.address}"
        self.gateway.url = f"ws://{self._server.address}/gateway"
        if self._keeper is not None:
            self._keeper.read()
            self._keeping = asyncio.create_task(self._keeper.keep())

    async def stop(self) -> None:
        """Close all connections and stop listening."""
        self.backend.interactions.cancel_deadlines()
        for connection in list(self._connections):
            await connection.close_for_good()
        await self._live.close()
        await self._server.stop()
        if self._keeper is not None and self._keeping is not None:
            self._keeping.cancel()
            self._keeper.write()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def member(self, name: str) -> Member:
        """Return a driver for a member, by user name in any case."""
        return Member(self.backend, self.world.user_named(name), self.recent_requests)

    async def wait_until(
        self,
        condition: Callable[[], object],
        timeout: float = 60.0,  # noqa: ASYNC109 - the error says more than a bare TimeoutError
        reason: str = "the condition",
    ) -> None:
        """Return as soon as a condition over the sandbox's state holds.

        Raises:
            NotAnswered: It did not hold in time.
        """
        await self.backend.hub.wait_until(
            condition,
            seconds=timeout,
            reason=lambda: f"Waited {timeout} s in vain for {reason}.\n{self.recent_requests()}",
        )

    def relay(self, address: str) -> None:
        """Be reached through a relay too, at a host and port, and name it to the bot as the gateway's."""
        self._server.relays.add(address)
        self.gateway.url = f"ws://{address}/gateway"

    def alter_next(self, event: str, alteration: Alteration) -> None:
        """Change the data of the next gateway event of a name, such as `INTERACTION_CREATE`.

        `alteration` gets a copy of the data, which is sent as it leaves it; what it returns does not count.
        """
        self.gateway.alter_next(event, alteration)

    def send_frame(self, payload: bytes, *, is_event: bool = False) -> None:
        """Send the bot a frame over the gateway that need not even be JSON.

        Args:
            payload: What the frame holds, before it is compressed.
            is_event: Whether it is sent in the place of an event, and so again to a session that is resumed.
        """
        self.gateway.send_frame(payload, is_event=is_event)

    def hold_back(self, guild: str) -> None:
        """Leave a server unavailable to a bot that connects from now on, until it is announced."""
        self.gateway.hold_back(self.world.guild_named(guild))

    def announce(self, guild: str) -> None:
        """Announce a server that was held back."""
        self.gateway.announce_guild(self.world.guild_named(guild))

    def reset_token(self, token: str = "another-bot-token", *, gateway: bool = True) -> None:  # noqa: S107
        """Let the bot's token not count any more, as the developer portal does.

        Args:
            token: The one that counts from now on.
            gateway: Whether the gateway turns the bot away at once, and not only the REST API.
        """
        self.backend.settings = replace(self.backend.settings, bot_token=token)
        if gateway:
            self.gateway.change_token(token)

    def deny(self, channel: str, permission: str, *, guild: str | None = None) -> None:
        """Take a permission such as `send_messages` from the bot in a channel."""
        self._overwrite(channel, permission, guild, allowed=False)

    def allow(self, channel: str, permission: str, *, guild: str | None = None) -> None:
        """Give the bot a permission in a channel."""
        self._overwrite(channel, permission, guild, allowed=True)

    def forbid(self, permission: str, *, guild: str) -> None:
        """Take a permission such as `create_events` from the bot in a whole server."""
        forbid(self.backend, self.world.guild_named(guild), permission_named(permission))

    def permit(self, permission: str, *, guild: str) -> None:
        """Give the bot's role a permission in a whole server."""
        permit(self.backend, self.world.guild_named(guild), permission_named(permission))

    def delete_channel(self, channel: str, *, guild: str | None = None) -> None:
        """Delete a channel, as an admin does."""
        place = self.channel(channel, guild=guild)
        owner = self.world.guild_of(place)
        if owner is not None:
            remove_channel(self.backend, owner, place)

    def remove_bot(self, guild: str) -> None:
        """Take the bot out of a server, as an admin does."""
        remove_bot(self.backend, self.world.guild_named(guild))

    def add_bot(self, guild: str) -> None:
        """Bring the bot back into a server."""
        add_bot(self.backend, self.world.guild_named(guild))

    def channel(self, name: str, *, guild: str | None = None) -> Channel:
        """Return a channel by name; in the first server that has one if none is given."""
        return self.world.channel_named(name, None if guild is None else self.world.guild_named(guild))

    def recent_requests(self) -> str:
        """Return the last lines of the log, one request each."""
        lines = [str(record) for record in self.requests[-_LOG_LINES:]]
        return "The bot's last requests:\n  " + "\n  ".join(lines or ["none"])

    def _overwrite(
        self, channel_name: str, permission: str, guild_name: str | None, *, allowed: bool
    ) -> None:
        channel = self.channel(channel_name, guild=guild_name)
        guild = self.world.guild_of(channel)
        if guild is None:
            return
        bit, bot_id = permission_named(permission), self.world.bot.id
        present = channel.overwrites.get(bot_id, Overwrite(bot_id, 1))
        allow = present.allow | bit if allowed else present.allow & ~bit
        deny = present.deny & ~bit if allowed else present.deny | bit
        set_overwrite(self.backend, guild, channel, Overwrite(bot_id, 1, int(allow), int(deny)))

    async def _serve_gateway(self, request: web.Request) -> web.StreamResponse:
        if not self.gateway.accepting:
            raise web.HTTPServiceUnavailable
        connection = Connection(self.gateway, self.world, request)
        self._connections.add(connection)
        try:
            return await connection.run()
        finally:
            self._connections.discard(connection)

    def _announce_request(self, record: RequestRecord) -> None:
        hub = self.backend.hub
        data: JsonObject = record.to_json() if hub.watched else {}
        hub.publish("request", data)

    def _announce_presence(self) -> None:
        self.backend.hub.publish("bot", {"online": self.gateway.online})

    def _announce_clock(self, moment: datetime) -> None:
        fail_forgotten(self.backend)
        let_time_pass(self.backend)
        self.backend.hub.publish("clock", {"now": iso(moment)})
