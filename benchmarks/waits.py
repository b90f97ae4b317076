"""How long the DMs of a booking in one server wait for what happens in another, under Discord's limits."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.bookings import sparrings_wishes
from benchmarks.clicks import Arrivals, click_in_turn
from benchmarks.stage import A_DAY, A, B, Stage, a_stage, beside, databases, in_minutes, say
from sandbox import Fault, Member, NotAnswered
from services import points
from tests.support.databases import Databases

BOUND_SECONDS = 3.0
NO_TIME = 0.001
"""What a preparation multiplies the windows of the limits with: the bot sees limits and hardly waits."""

LEAD = timedelta(seconds=30)
REMINDED_BEFORE = timedelta(minutes=10)
CARDS = 60
REMINDED_PAIRS = 100
ROWS_OF_ONE = 260


@dataclass(frozen=True)
class Scene:
    """A stage on which the bot runs under Discord's limits, with two members of server B and their card."""

    stage: Stage
    host: Member
    guest: Member
    number: int
    others: list[Member]

    def dm(self, member: Member) -> str:
        """Return a pattern for the address to which DMs of a member are posted."""
        return f"^/channels/{self.stage.local.world.open_dm(member.user).id}/messages$"

    async def grant(self, member: Member) -> None:
        """Have the admin of server A grant a point, which a DM tells."""
        olga = self.stage.local.member("Olga").at("general", guild=A)
        await olga.run("settings grant", member=member, amount=1, reason="a DM")


Prepare = Callable[[Stage, list[Member]], Awaitable[None]]
Disturb = Callable[[Scene], Awaitable[None]]


async def _nothing(_stage: Stage, _others: list[Member]) -> None:
    pass


@dataclass(frozen=True)
class Case:
    """What happens in server A before somebody books in server B.

    Attributes:
        title: What the figure is called.
        disturb: Lets it happen.
        prepare: What it needs, before the bot is started.
        members: How many members of server A that takes.
        is_known: Whether the two of server B had a DM from the bot before, in this life of it.
    """

    title: str
    disturb: Disturb
    prepare: Prepare = _nothing
    members: int = 1
    is_known: bool = True


async def _met_with_limit(scene: Scene, seconds: float) -> None:
    await _struck(scene, Fault("rate_limit", "POST", scene.dm(scene.others[0]), retry_after=seconds))


async def _struck(scene: Scene, fault: Fault) -> None:
    """Have one DM in server A meet a fault."""
    scene.stage.local.faults.add(fault)
    await scene.grant(scene.others[0])
    await scene.stage.local.wait_until(lambda: fault.hits, reason="the DM that meets the fault")


async def _limited_for_45(scene: Scene) -> None:
    await _met_with_limit(scene, 45.0)


async def _limited_for_429(scene: Scene) -> None:
    await _met_with_limit(scene, 429.0)


async def _silence(scene: Scene) -> None:
    await _struck(scene, Fault("delay", "POST", scene.dm(scene.others[0]), seconds=40.0))


async def _publish_cards(stage: Stage, others: list[Member]) -> None:
    await stage.publish_all(others, in_minutes(stage.now(), A_DAY))


async def _change_price(scene: Scene) -> None:
    olga = scene.stage.local.member("Olga").at("general", guild=A)
    await olga.run("settings points", price=7)


async def _book_for_reminders(stage: Stage, others: list[Member]) -> None:
    """Have bookings whose reminders come due a little after the bot is started."""
    await stage.remind(int(REMINDED_BEFORE.total_seconds() // 60))
    starts_at = in_minutes(stage.now(), A_DAY)
    await stage.book_all(list(zip(others[::2], others[1::2], strict=True)), starts_at)
    await stage.forget_what_is_due()
    stage.move_to(starts_at - REMINDED_BEFORE - LEAD)


async def _reminders_come_due(scene: Scene) -> None:
    """Wait until a second after the moment, which is a whole minute."""
    now = scene.stage.now()
    await asyncio.sleep(60 - now.second - now.microsecond / 1e6 + 1.0)


async def _many_rows_of_one(scene: Scene) -> None:
    stage, member = scene.stage, scene.others[0]
    olga = stage.local.member("Olga")
    server_id = int(stage.guild(A).id)
    await stage.meet_all([member, olga])
    for number in range(ROWS_OF_ONE):
        await points.grant(
            server_id, int(member.id), 1, f"row {number}", admin_id=int(olga.id), now=stage.now()
        )


CASES = {
    "a45": Case("one DM of A meets 429 for 45 s", _limited_for_45),
    "a429": Case("one DM of A meets 429 for 429 s", _limited_for_429),
    "b": Case("one DM of A meets 40 s of silence", _silence),
    "c": Case(f"the price of {CARDS} open cards of A changes", _change_price, _publish_cards, CARDS),
    "d": Case(
        f"{2 * REMINDED_PAIRS} reminders of A came due a second ago",
        _reminders_come_due,
        _book_for_reminders,
        2 * REMINDED_PAIRS,
    ),
    "d-new": Case(
        f"{2 * REMINDED_PAIRS} reminders of A came due a second ago, and the two never had a DM",
        _reminders_come_due,
        _book_for_reminders,
        2 * REMINDED_PAIRS,
        is_known=False,
    ),
    "e": Case(f"{ROWS_OF_ONE} rows of one member of A are due", _many_rows_of_one),
}


async def measure(engine: str, *, cases: list[str], patience: float, bookings: int) -> bool:
    """Measure the cases (all if none is named), print each, and tell whether all are within the bound."""
    fine = True
    with databases(engine) as (fresh, folder):
        for name in cases or [*CASES, "f"]:
            if name == "f":
                await _empty_after_a_row(fresh, folder, bookings)
            else:
                fine = await _measure_case(fresh, folder, name, patience) and fine
    return fine


async def _measure_case(fresh: Databases, folder: Path, name: str, patience: float) -> bool:
    case = CASES[name]
    async with _a_scene(fresh.migrated(), folder, case) as scene:
        await case.disturb(scene)
        try:
            seconds = await scene.stage.seconds_to_both(scene.host, scene.guest, scene.number, patience)
        except NotAnswered:
            seconds = None
        return beside(f"({name}) {case.title}", seconds, BOUND_SECONDS, patience=patience)


@asynccontextmanager
async def _a_scene(database_url: str, folder: Path, case: Case) -> AsyncIterator[Scene]:
    """Prepare a case, start the bot, and let Discord's limits hold."""
    async with a_stage(database_url, folder, members=case.members + 2, rate_limits=NO_TIME) as stage:
        host, guest, *others = stage.crowd
        await case.prepare(stage, others)
        await stage.make_free(B)
        await stage.meet_all([guest], B)
        starts_at = in_minutes(stage.now(), 5 * A_DAY)
        first = await stage.publish(host, starts_at, B)
        second = await stage.publish(host, starts_at + timedelta(days=1), B)
        await stage.start_bot()
        await stage.quiet()
        if case.is_known:
            await stage.seconds_to_both(host, guest, first, 60.0)
            await stage.quiet()
        stage.local.limit_rates(1.0)
        yield Scene(stage, host, guest, second, others)


async def _empty_after_a_row(fresh: Databases, folder: Path, bookings: int) -> None:
    """Print how long after many bookings in a row everything is said, where Discord sets no limits."""
    async with a_stage(fresh.migrated(), folder, members=2 * bookings) as stage:
        wishes = await sparrings_wishes(stage, bookings)
        arrivals = Arrivals(stage.local, wishes)
        began = time.monotonic()
        await click_in_turn(iter(wishes))
        booked = time.monotonic()
        await stage.quiet()
        assert arrivals.complete()  # noqa: S101 - that the outbox is empty says it
        say(
            f"  (f) {bookings} bookings in a row, without limits: made in {booked - began:.1f} s,"
            f" outbox empty {time.monotonic() - booked:.2f} s after the last"
        )
