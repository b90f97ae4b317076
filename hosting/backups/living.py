"""Whether the bot runs on a database: by the processes that it knows of, and whether their hearts beat."""

import asyncio

from cogs.delivery.heart import DEAD_AFTER_SECONDS, identity, is_there
from models.backups.faults import BackupError
from services.delivery import processes
from services.delivery.processes import Peer

LOOK_SECONDS = 0.5

RUNNING = (
    "The bot runs on this database (process {pid}): stop it first, all of its processes. What it would"
    " store from now on would not be in the other."
)


async def check_nobody_lives() -> None:
    """Check that no process of the bot uses the open database.

    One of this machine is looked for; for one of another it takes some seconds to know that it is gone.

    Raises:
        BackupError: One does.
    """
    here = identity().machine
    known = await processes.known()
    for peer in known:
        if peer.identity.machine == here and is_there(peer.identity):
            raise _running(peer)
    elsewhere = {peer.id: peer.beats for peer in known if peer.identity.machine != here}
    loop = asyncio.get_running_loop()
    until = loop.time() + (DEAD_AFTER_SECONDS if elsewhere else 0)
    while loop.time() < until:
        await asyncio.sleep(LOOK_SECONDS)
        for peer in await processes.known():
            if peer.identity.machine != here and peer.beats != elsewhere.get(peer.id):
                raise _running(peer)


def _running(peer: Peer) -> BackupError:
    return BackupError(RUNNING.format(pid=peer.identity.pid))
