"""The processes that deliver, and whose rows are free because they died.

Each beats, and the others watch whether it does: by their own clocks, so nobody's clock has to be right. Who
is on the same machine can simply look whether it is there.
"""

from dataclasses import dataclass

from tortoise.expressions import F

from models import BotProcess, Notification
from services.delivery import queue
from services.transaction import use_case


@dataclass(frozen=True)
class Identity:
    """What names a process: its machine, its number there, and when it was born (seconds, UTC)."""

    machine: str
    pid: int
    born: float


@dataclass(frozen=True)
class Peer:
    """A process as the others know it, and how often it has beaten."""

    id: int
    identity: Identity
    beats: int


async def register(identity: Identity) -> int:
    """Make a process known and return its number, by which the rows that it takes are its own."""
    process = await BotProcess.create(machine=identity.machine, pid=identity.pid, born=identity.born)
    return process.id


async def register_again(me: int, identity: Identity) -> None:
    """Make a process known once more, under its number, after it was taken for dead.

    What it took meanwhile is its own still; what was freed is delivered by whoever took that.
    """
    again = BotProcess(id=me, machine=identity.machine, pid=identity.pid, born=identity.born)
    await BotProcess.bulk_create([again], ignore_conflicts=True)


async def beat(me: int) -> None:
    """Show that a process lives."""
    await BotProcess.filter(id=me).update(beats=F("beats") + 1)


async def known() -> list[Peer]:
    """Return all processes that are not taken for dead."""
    return [
        Peer(row.id, Identity(row.machine, row.pid, row.born), row.beats)
        for row in await BotProcess.all().order_by("id")
    ]


async def bury(dead: int) -> int:
    """Free what a dead process had taken and forget it; return how many rows those were."""
    async with use_case():
        freed = await Notification.filter(owner=dead).count()
        await queue.release_all(dead)
        await BotProcess.filter(id=dead).delete()
        return freed


async def leave(me: int) -> None:
    """Give back what this process has and say goodbye."""
    await bury(me)
