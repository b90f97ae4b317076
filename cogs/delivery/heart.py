"""The heart of a process: it shows that it lives, and notices which of the others do not."""

import logging
import os
import socket
import time
from pathlib import Path

import psutil

from services.delivery import processes
from services.delivery.processes import Identity, Peer

_log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often a process looks which others there are."""

LOOKS_A_BEAT = 3
"""Of so many looks one comes with a beat: others wait much longer for it, and each is a write."""

DEAD_AFTER_SECONDS = 10.0
"""How long a process on another machine may miss its beats: a database or a machine that is busy for a moment
must not make it look dead."""

BIRTHS_MAY_DIFFER = 2.0
"""Seconds: how exactly a machine knows when a process was born."""

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = Path("/proc/self/ns/pid")


def identity() -> Identity:
    """Return what names this process.

    Machines are told apart by their boot where it has a name (Linux), and containers by what they number
    their processes in: the same number means another process there.
    """
    boot = _BOOT.read_text().strip() if _BOOT.exists() else ""
    namespace = str(_NAMESPACE.readlink()) if _NAMESPACE.exists() else ""
    machine = f"{socket.gethostname()[:40]}:{boot}:{namespace}"
    return Identity(machine[:120], os.getpid(), psutil.Process().create_time())


class Heart:
    """Beats for one process, and buries what died."""

    def __init__(self, mine: Identity) -> None:
        self.me = 0
        self._mine = mine
        self._looks = 0
        self._seen: dict[int, tuple[int, float]] = {}

    async def begin(self) -> int:
        """Make this process known, free what dead ones of this machine had, and return its number."""
        self.me = await processes.register(self._mine)
        await self._look_around()
        return self.me

    async def look(self) -> None:
        """Look around, and now and then beat; come back if the others took this process for dead."""
        if self._looks % LOOKS_A_BEAT == 0:
            await processes.beat(self.me)
        self._looks += 1
        await self._look_around()

    async def _look_around(self) -> None:
        """Free what processes had that are dead."""
        known = await processes.known()
        if all(one.id != self.me for one in known):
            _log.warning("This process was taken for dead; others deliver what it had, and it goes on.")
            await processes.register_again(self.me, self._mine)
        peers = [one for one in known if one.id != self.me]
        self._seen = {peer.id: self._seen.get(peer.id, (-1, 0.0)) for peer in peers}
        for peer in peers:
            if self._is_dead(peer):
                freed = await processes.bury(peer.id)
                _log.info("Process %s is gone; %s notifications of its are taken over.", peer.id, freed)

    def _is_dead(self, peer: Peer) -> bool:
        if peer.identity.machine == self._mine.machine:
            return not is_there(peer.identity)
        beats, since = self._seen[peer.id]
        now = time.monotonic()
        if peer.beats != beats:
            self._seen[peer.id] = (peer.beats, now)
            return False
        return now - since > DEAD_AFTER_SECONDS


def is_there(named: Identity) -> bool:
    """Tell whether a process of this machine lives; another one may have got its number since."""
    try:
        process = psutil.Process(named.pid)
        is_same = abs(process.create_time() - named.born) < BIRTHS_MAY_DIFFER
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
