"""The bot: a discord.py client that knows the clock and where raw interactions go."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, cast

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs import EXTENSIONS
from cogs._client import buckets
from cogs._client.answers_of_others import in_a_sentence, refuse_pages, wait_while_shut_out
from cogs._client.at_work import AtWork
from cogs._client.connections import Gateway, Reach
from cogs._client.first_answers import FirstAnswers
from cogs._client.gateway_guard import guard, log_dropped
from cogs._client.membership import Membership
from cogs._client.pulse import Pulse
from cogs._client.rate_limits import RateLimits
from cogs._client.registration import register_commands, register_later
from cogs._client.token_watch import TokenWatch
from cogs._client.twins import Twins
from cogs._shared.errors import OUTDATED, answer_error, not_mine, outcome_of
from cogs._shared.kept_text import give_back_after_fault
from cogs._shared.measured import Observer, ended_in, measured, named
from cogs._shared.permitted import PERMISSIONS
from cogs._shared.routing import ROUTED, Router
from cogs._shared.translation import CommandTranslator, unlink_commands
from services.google_meet import GoogleMeet

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

HELD_SECONDS = 30.0
"""How long discord.py holds a request for which a limit leaves no room: no less is possible (2.7)."""


class Tree(app_commands.CommandTree["SparringBot"]):
    """The commands, of members' menus too; every error in one is answered."""

    async def _call(self, interaction: discord.Interaction["SparringBot"]) -> None:
        try:
            with self.client.at_work.one(), measured(self.client.observer, interaction.type):
                self._check_is_in_use(interaction)
                await super()._call(interaction)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # What a command does wrong is an AppCommandError by now; this is what Discord sent.
            log_dropped(f"Command {interaction.id}", error)

    async def on_error(
        self, interaction: discord.Interaction["SparringBot"], error: app_commands.AppCommandError
    ) -> None:
        """Answer what a command did not; suggestions have no place for an answer."""
        if interaction.type is discord.InteractionType.autocomplete:
            ended_in(outcome_of(error))
            _log.info("No suggestions in interaction %s: %s", interaction.id, error)
            if isinstance(error, OUTDATED):
                # Without an answer Discord says for seconds that it is loading them.
                with contextlib.suppress(discord.HTTPException, aiohttp.ClientError):
                    await interaction.response.autocomplete([])
            return
        await answer_error(interaction, error)
        await give_back_after_fault(interaction, error)

    def _check_is_in_use(self, interaction: discord.Interaction["SparringBot"]) -> None:
        """Check that a command has all the options that were sent with it: discord.py would pass over others.

        Discord's client keeps an old form of a command for a while.

        Raises:
            app_commands.CommandNotFound, app_commands.CommandSignatureMismatch: It is no longer in use so.
        """
        data: Any = interaction.data
        kind = discord.AppCommandType(data.get("type", 1))
        if kind is not discord.AppCommandType.chat_input:
            # It has no options, and where there is no such command discord.py says so.
            if (menu := self.get_command(data["name"], type=kind)) is not None:
                named(menu.name)
            return
        command, options = self._get_app_command_options(data)
        named(command.qualified_name)
        known = {parameter.display_name for parameter in command.parameters}
        if any(option["name"] not in known for option in options):
            raise app_commands.CommandSignatureMismatch(command)


class SparringBot(commands.AutoShardedBot):
    """Sparring on Discord. `clock` gives the time in UTC, and everything asks it.

    `google_meet` makes meeting rooms; without it hosts are asked for a link. `shards` are those of
    `shard_count` that this process holds; without them Discord says how many there should be, and the
    process holds all. What was delivered is kept for `keeps_notifications_days`. `observer` hears how
    interactions and deliveries go. `proxy` is the address of a proxy for all that goes to Discord. `is_wary`
    is a bot that looks for another process with its token.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        google_meet: GoogleMeet | None = None,
        shards: Sequence[int] = (),
        shard_count: int | None = None,
        guild_ready_timeout: float = 2.0,
        keeps_notifications_days: int = 30,
        observer: Observer | None = None,
        proxy: str | None = None,
        is_wary: bool = False,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        self.rate_limits = RateLimits()
        self.keeps_notifications_days = keeps_notifications_days
        self.observer = observer or Observer()
        self.at_work = AtWork()
        self.pulse = Pulse()
        self.reach = Reach()
        self.token_watch = TokenWatch()
        self.twins = Twins(is_wary=is_wary, shares_work=bool(shards))
        self._beside: set[asyncio.Task[None]] = set()
        self._is_starting = True
        trace = aiohttp.TraceConfig()
        self.rate_limits.watch(trace)
        self.token_watch.watch(trace)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_ready_timeout,
            http_trace=trace,
            proxy=proxy,
            # A request that Discord wants to have later goes back to the outbox instead of being held.
            max_ratelimit_timeout=HELD_SECONDS,
            # The types of discord.py ask for a list; without one it holds all shards.
            shard_ids=cast("list[int]", list(shards) if shards else None),
            shard_count=shard_count,
        )
        self.clock = clock
        self.membership = Membership(self, clock)
        self.google_meet = google_meet
        self.routes = Router()
        self.gateway = Gateway(self)
        guard(self)
        buckets.mend(self.http)
        refuse_pages(self.http)
        wait_while_shut_out(self.http, self.rate_limits, lambda: self._is_starting)
        logging.getLogger("discord.shard").addFilter(in_a_sentence)
        logging.getLogger("discord.app_commands.tree").addFilter(_is_news)

    async def setup_hook(self) -> None:
        """Load the features, register the commands if they changed, and ask for the gateway's address."""
        self.rate_limits.base_url = Route.BASE
        if self.application_id is None:
            raise RuntimeError("this is called after the login")
        FirstAnswers(self.application_id, self.twins).install()
        await self.tree.set_translator(CommandTranslator())
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        wait = await register_commands(self.tree)
        if wait is not None:
            self._do_beside(register_later(self.tree, wait))
        # discord.py connects to a fixed address, also where the API is another one (DISCORD_API_URL).
        _, address, limit = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        self.twins.hear(limit["remaining"])
        self._do_beside(self.twins.watch(self.http.get_bot_gateway))

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Count the connections that this process begins."""
        await super().before_identify_hook(shard_id, initial=initial)
        self.twins.begins()

    async def on_connect(self) -> None:
        """Take note that the start is over: from now on whoever sends something is told what hinders it."""
        self._is_starting = False

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def has_lost(self, server_id: int) -> bool:
        """Tell whether Discord would have named a server to this process, by its shard, and has not."""
        would_know = self.is_ready() and (server_id >> 22) % (self.shard_count or 1) in self.shards
        return would_know and self.get_guild(server_id) is None

    async def close(self) -> None:
        """Close the connection; the commands may have other ids when there is one again."""
        for task in self._beside:
            task.cancel()
        unlink_commands()
        await super().close()

    async def on_ready(self) -> None:
        """Say in the log who the bot is and how to invite it."""
        if self.user is None or self.application_id is None:
            return
        invite = discord.utils.oauth_url(
            self.application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )
        _log.info("I am %s (%s), in %s servers.", self.user, self.user.id, len(self.guilds))
        _log.info("Invite me with %s", invite)

    async def on_interaction(self, interaction: discord.Interaction["SparringBot"]) -> None:
        """Hand buttons, selects and forms to their routes; the command tree takes the rest."""
        if interaction.type not in ROUTED:
            return
        with self.at_work.one(), measured(self.observer, interaction.type):
            await self.routes.dispatch(interaction)


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether an error that discord.py logs is one: suggestions may come late, or from two processes."""
    return record.exc_info is None or not not_mine(record.exc_info[1])
