"""Bookings a second with everything delivered, beside an ordinary good bot."""

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import discord

from benchmarks.clicks import Wish, check, click_all
from benchmarks.ordinary_bot import READY, BookButton, embed_of, tables
from benchmarks.ordinary_models import Account, Entry, Interview, Status
from benchmarks.ordinary_pages import PRICE
from benchmarks.stage import (
    TOPIC,
    A,
    Stage,
    a_local_discord,
    a_stage,
    booked_interviews,
    databases,
    environment,
    in_minutes,
    say,
)
from models import PointsEntry, PointsReason
from sandbox import Member, MessageView, Sandbox
from sandbox.posting.messages import Draft, post
from tests.acceptance.conftest import LINK
from tests.acceptance.processes import BotProcess
from tests.support.databases import Databases

BOUND = 0.7
MINUTES_AHEAD = 3 * 24 * 60


@dataclass(frozen=True)
class Round:
    """One measurement: bookings a second, calls by kind, and the bytes of a calendar file."""

    rate: float
    kinds: Counter[str]
    file_size: int


class OrdinaryProcess(BotProcess):
    """The ordinary bot as a process."""

    program: ClassVar[tuple[str, ...]] = ("-m", "benchmarks.ordinary_bot")


async def measure(engine: str, *, bookings: int, rounds: int, outstanding: int) -> bool:
    """Measure both bots in turn, print the figures, and tell whether the ratio is within its bound."""
    found: dict[str, list[Round]] = {"sparring": [], "ordinary": []}
    with databases(engine) as (fresh, folder):
        for number in range(1, rounds + 1):
            for name, run in (("ordinary", _ordinary), ("sparring", _sparring)):
                found[name].append(await run(fresh, folder, bookings, outstanding))
                say(f"  round {number}, {name}: {found[name][-1].rate:.1f} bookings/s")
    _compare_calls(found["ordinary"][-1], found["sparring"][-1], bookings)
    rates = {name: statistics.median(one.rate for one in runs) for name, runs in found.items()}
    ratio = rates["sparring"] / rates["ordinary"]
    say(
        f"bookings, {engine}: ordinary {rates['ordinary']:.1f}/s, Sparring {rates['sparring']:.1f}/s,"
        f" ratio {ratio:.2f} (bound: at least {BOUND})"
    )
    return ratio >= BOUND


async def _sparring(fresh: Databases, folder: Path, bookings: int, outstanding: int) -> Round:
    return await sparrings_round(fresh.migrated(), folder, bookings, outstanding)


async def sparrings_round(url: str, folder: Path, bookings: int, outstanding: int) -> Round:
    """Have Sparring's cards booked, on a database that has every table, and check what came of it."""
    async with a_stage(url, folder, members=2 * bookings) as stage:
        wishes = await sparrings_wishes(stage, bookings)
        found = await _round(stage.local, wishes, outstanding)
        await stage.quiet()
        assert await booked_interviews() == bookings  # noqa: S101 - otherwise it measured something else
        assert await PointsEntry.filter(reason=PointsReason.SEAT).count() == bookings  # noqa: S101
        return found


async def sparrings_wishes(stage: Stage, bookings: int) -> list[Wish]:
    """Publish Sparring's cards, start it, and wait until they stand on the board."""
    hosts, guests = stage.crowd[:bookings], stage.crowd[bookings : 2 * bookings]
    numbers = await stage.publish_all(hosts, in_minutes(stage.now(), MINUTES_AHEAD))
    await stage.meet_all(guests)
    await stage.start_bot()
    await stage.quiet()
    cards = stage.cards()
    return [
        Wish(host, guest, cards[number], f"interview:book:{number}")
        for host, guest, number in zip(hosts, guests, numbers, strict=True)
    ]


async def _ordinary(fresh: Databases, folder: Path, bookings: int, outstanding: int) -> Round:
    url = fresh.empty()
    async with a_local_discord(2 * bookings) as (local, crowd), tables(url, create=True):
        hosts, guests = crowd[:bookings], crowd[bookings:]
        wishes = await _ordinary_wishes(local, hosts, guests)
        process = OrdinaryProcess(folder, **environment(local, url, folder))
        try:
            await process.start()
            await process.says(READY)
            process.follow()
            found = await _round(local, wishes, outstanding)
            assert await Interview.filter(status=Status.BOOKED).count() == bookings  # noqa: S101
            assert await Entry.all().count() == bookings  # noqa: S101
            assert await Account.filter(balance=0).count() == bookings  # noqa: S101
        finally:
            await process.kill()
        return found


async def _ordinary_wishes(local: Sandbox, hosts: list[Member], guests: list[Member]) -> list[Wish]:
    """Publish the cards of the ordinary bot, and give each guest the points for one."""
    guild, channel = local.world.guild_named(A), local.channel("interviews", guild=A)
    guild_id, starts_at = int(guild.id), in_minutes(datetime.now(UTC), MINUTES_AHEAD)
    await Account.bulk_create(
        [Account(guild_id=guild_id, user_id=int(guest.id), balance=PRICE) for guest in guests]
    )
    wishes = []
    for number, (host, guest) in enumerate(zip(hosts, guests, strict=True), start=1):
        interview = Interview(
            id=number,
            guild_id=guild_id,
            interviewer_id=int(host.id),
            starts_at=starts_at,
            topic=TOPIC,
            link=LINK,
        )
        await interview.save(force_create=True)
        view = discord.ui.View(timeout=None).add_item(BookButton(number))
        body = {"embeds": [embed_of(interview).to_dict()], "components": view.to_components()}
        card = MessageView(post(local.backend, channel, local.world.bot, Draft(body)))
        wishes.append(Wish(host, guest, card, f"book:{number}"))
    return wishes


async def _round(local: Sandbox, wishes: list[Wish], outstanding: int) -> Round:
    """Have everybody click, check what came of it, and return the figures."""
    before = {one.id: len(one.dms()) for wish in wishes for one in (wish.host, wish.guest)}
    seconds, arrivals = await click_all(local, wishes, outstanding)
    check(wishes, arrivals, before)
    file_size = int(wishes[0].guest.dms()[-1].attachments[0]["size"])
    return Round(len(wishes) / seconds, arrivals.kinds, file_size)


def _compare_calls(ordinary: Round, sparring: Round, bookings: int) -> None:
    """Print the calls that a booking takes each of the bots, by kind."""
    for kind in sorted(ordinary.kinds | sparring.kinds):
        counts = [one.kinds[kind] / bookings for one in (ordinary, sparring)]
        say(f"    {kind}: ordinary {counts[0]:.2f}, Sparring {counts[1]:.2f} a booking")
    say(f"    calendar file: ordinary {ordinary.file_size} bytes, Sparring {sparring.file_size}")
