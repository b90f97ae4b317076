"""What a server must not forget of somebody who was erased, and what it means when they come back.

It is kept under a hash of the ids of server and person, whose key is this database's own: a running pause,
and that no points are to be had by being erased (design, section 3, "People's data"). Under a hash of the
person alone it stands who does not want to be paired with them (section 13).
"""

import hashlib
import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from models import ErasedMark, Erasure, Installation, UserPoints
from models.statements import run
from services.refusals import BeingErased

STARTS_AGAIN_AFTER = timedelta(days=180)
"""How long nobody who had starting points in a server gets them anew by coming back."""

_NO_SERVER = 0
"""In place of a server's id, for what holds in all of them."""

_KNOWN_AGAIN = "UPDATE kept_apart SET other_id = :person, mark = '' WHERE mark = :mark"

_REMOVE_OLD = "DELETE FROM erased_mark WHERE kept_until <= :now"


@dataclass(frozen=True)
class Mark:
    """What is kept of a person in a server; moments in UTC, `missed` are numbers of interviews."""

    paused_until: datetime | None = None
    missed: tuple[int, ...] = ()
    starts_again_at: datetime | None = None
    mints_again_at: datetime | None = None

    @property
    def kept_until(self) -> datetime | None:
        """Return when none of it matters any more; None if there is nothing to keep."""
        moments = (self.paused_until, self.starts_again_at, self.mints_again_at)
        return max((moment for moment in moments if moment is not None), default=None)


async def check_not_being_erased(user_id: int) -> None:
    """Check that nobody's data is made anew while the rest of it goes.

    Raises:
        BeingErased: their erasure was begun and is not finished.
    """
    if await Erasure.exists(user_id=user_id):
        raise BeingErased


async def keep(server_id: int, user_id: int, mark: Mark) -> None:
    """Keep something of a person who is erased, beside what is kept already.

    The caller's transaction goes on.
    """
    hashed = await _hash(server_id, user_id)
    before = await _read(server_id, hashed)
    kept = mark if before is None else _both(before, mark)
    kept_until = kept.kept_until
    if kept_until is None:
        return
    if before is None:
        await ErasedMark.create(server_id=server_id, mark=hashed, kept_until=kept_until)
    await ErasedMark.filter(server_id=server_id, mark=hashed).update(
        paused_until=kept.paused_until,
        missed=numbers_text(kept.missed),
        starts_again_at=kept.starts_again_at,
        mints_again_at=kept.mints_again_at,
        kept_until=kept_until,
    )


async def come_back(server_id: int, user_id: int, now: datetime) -> bool:
    """Let a pause go on for somebody whose account was just opened, within the caller's transaction.

    Whoever did not want to be paired with them still is not.

    Returns:
        Whether they get starting points, as somebody new does.
    """
    await run(_KNOWN_AGAIN, {"person": user_id, "mark": await mark_of(user_id)})
    hashed = await _hash(server_id, user_id)
    mark = await _read(server_id, hashed)
    if mark is None:
        return True
    if mark.paused_until is not None and mark.paused_until > now:
        account = UserPoints.filter(server_id=server_id, user_id=user_id)
        await account.update(paused_until=mark.paused_until, paused_for=numbers_text(mark.missed))
    # From now on it is in the account, where an admin can lift it.
    await ErasedMark.filter(server_id=server_id, mark=hashed).update(paused_until=None, missed="")
    return mark.starts_again_at is None or mark.starts_again_at <= now


async def makes_no_points(server_id: int, user_ids: set[int], now: datetime) -> bool:
    """Tell whether nothing is made out of nothing for an absence between people: one was erased lately."""
    hashed = [await _hash(server_id, one) for one in user_ids]
    return await ErasedMark.filter(server_id=server_id, mark__in=hashed, mints_again_at__gt=now).exists()


async def mark_of(user_id: int) -> str:
    """Return by what somebody is known, in every server, who was erased and comes back."""
    return await _hash(_NO_SERVER, user_id)


async def marks_of(user_id: int) -> list[dict[str, object]]:
    """Return what is kept of somebody from before they were erased, of each server where they are back."""
    found: list[dict[str, object]] = []
    for account in await UserPoints.filter(user_id=user_id):
        mark = await _read(account.server_id, await _hash(account.server_id, user_id))
        if mark is not None:
            found.append({"server_id": account.server_id, **asdict(mark), "kept_until": mark.kept_until})
    return found


async def remove_old(now: datetime) -> None:
    """Forget what does not matter any more."""
    await run(_REMOVE_OLD, {"now": now})


def numbers_text(numbers: tuple[int, ...]) -> str:
    """Return numbers of interviews as they are stored."""
    return ",".join(map(str, numbers))


def numbers_of(text: str) -> tuple[int, ...]:
    """Return numbers of interviews that were stored."""
    return tuple(int(number) for number in text.split(",") if number)


async def _hash(server_id: int, user_id: int) -> str:
    (secret,) = await Installation.filter(id=1).values_list("secret", flat=True)
    return hmac.new(str(secret).encode(), f"{server_id}:{user_id}".encode(), hashlib.sha256).hexdigest()


async def _read(server_id: int, hashed: str) -> Mark | None:
    row = await ErasedMark.get_or_none(server_id=server_id, mark=hashed)
    if row is None:
        return None
    return Mark(row.paused_until, numbers_of(row.missed), row.starts_again_at, row.mints_again_at)


def _both(before: Mark, after: Mark) -> Mark:
    """Return what two erasures leave together: whichever holds for longer."""
    is_longer = (after.paused_until is not None) and (
        before.paused_until is None or after.paused_until >= before.paused_until
    )
    pause = after if is_longer else before
    return Mark(
        pause.paused_until,
        pause.missed,
        _later(before.starts_again_at, after.starts_again_at),
        _later(before.mints_again_at, after.mints_again_at),
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
