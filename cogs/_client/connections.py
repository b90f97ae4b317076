"""Whether Discord can be reached: by the shards of this process on its gateway, and with deliveries."""

import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from discord.ext import commands


@dataclass(frozen=True)
class Shards:
    """How many shards this process holds, as far as that is known yet, and how many of them are connected.

    `latency` is how long the slowest of these took to answer a heartbeat (seconds); None where that is not
    known yet.
    """

    held: int
    connected: int
    latency: float | None

    @property
    def are_connected(self) -> bool:
        """Whether all are connected that there should be."""
        return 0 < self.held == self.connected


class Gateway:
    """Follows which shards are connected: discord.py calls one open that is only about to log in again.

    Args:
        bot: Whose shards they are.
    """

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self.losses = 0
        self._bot = bot
        self._connected: set[int] = set()
        for event, listener in self._listeners().items():
            bot.add_listener(listener, event)

    def look(self) -> Shards:
        """Return how the shards are."""
        bot, latencies = self._bot, []
        for number, shard in bot.shards.items():
            if number in self._connected and not shard.is_closed():
                latencies.append(shard.latency)
        known = [one for one in latencies if math.isfinite(one)]
        held = len(bot.shard_ids) if bot.shard_ids is not None else bot.shard_count or 0
        return Shards(held, len(latencies), max(known, default=None))

    def _listeners(self) -> dict[str, Callable[[int], Coroutine[Any, Any, None]]]:
        async def gained(number: int) -> None:
            self._connected.add(number)

        async def lost(number: int) -> None:
            self.losses += number in self._connected
            self._connected.discard(number)

        return {"on_shard_connect": gained, "on_shard_resumed": gained, "on_shard_disconnect": lost}


class Reach:
    """Whether Discord answers what is sent to it by itself, and how often it has ceased to.

    Attributes:
        outages: How often it has ceased to.
        is_away: Whether the latest delivery met no answer.
    """

    def __init__(self) -> None:
        self.outages = 0
        self.is_away = False

    def failed(self) -> None:
        """Note that Discord did not answer."""
        self.outages += not self.is_away
        self.is_away = True

    def worked(self) -> None:
        """Note that Discord answered."""
        self.is_away = False
