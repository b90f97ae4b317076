"""What admins did: said in the log channel, and kept, for whoever asks later who set or granted what."""

from dataclasses import dataclass
from datetime import datetime

from models import AdminAct
from services.delivery import kinds, outbox
from services.delivery.kinds.log import AdminLine, AnyAdminLine
from services.delivery.kinds.message import Address
from services.delivery.outbox import Letter

SHOWN = 25
"""Acts that are shown at once."""

IN_A_FILE = 5_000
"""Acts that a file holds at most, the latest."""

_READ_AT_ONCE = 250
"""Acts that are read in one statement, so that no click waits while a file is made."""


@dataclass(frozen=True)
class Act:
    """What an admin did, as the line in the log channel says it; `number` is the interview's, if any.

    The names are those that people had when last seen.
    """

    id: int
    at: datetime
    line: AnyAdminLine
    number: int | None
    admin_id: int
    admin_name: str
    about_id: int | None
    about_name: str


async def note(line: AdminLine, to: Address, now: datetime) -> None:
    """Have the log channel say what an admin did, and keep it, within the caller's transaction."""
    await outbox.write([Letter(line, to)], now)
    if line.admin_id is None:
        return
    details = line.payload()
    del details["admin_id"]
    await AdminAct.create(
        server_id=to.server_id,
        kind=line.KIND,
        admin_id=line.admin_id,
        about_id=details.pop(line.ABOUT, None),
        interview_id=to.interview_id,
        details=details,
        happened_at=now,
    )


async def latest(server_id: int) -> list[Act]:
    """Return the last 25 acts of a server's admins, the latest first."""
    return await _read(server_id, SHOWN)


async def up_to_a_file(server_id: int) -> list[Act]:
    """Return the last 5,000 acts of a server's admins, the latest first."""
    found: list[Act] = []
    while len(found) < IN_A_FILE:
        some = await _read(server_id, _READ_AT_ONCE, before=found[-1].id if found else None)
        found += some
        if len(some) < _READ_AT_ONCE:
            break
    return found


async def _read(server_id: int, many: int, *, before: int | None = None) -> list[Act]:
    wanted = AdminAct.filter(server_id=server_id)
    if before is not None:
        wanted = wanted.filter(id__lt=before)
    return [_act(row) for row in await wanted.order_by("-id").limit(many).select_related("admin", "about")]


def _act(row: AdminAct) -> Act:
    line_class = kinds.CLASSES[row.kind]
    assert issubclass(line_class, AdminLine)  # noqa: S101 - nothing else is noted
    fields = {**row.details, "admin_id": row.admin_id}
    if line_class.ABOUT:
        fields[line_class.ABOUT] = row.about_id
    line: AnyAdminLine = line_class.model_validate(fields)  # type: ignore[assignment]  # one of the union
    about = row.about
    return Act(
        id=row.id,
        at=row.happened_at,
        line=line,
        number=row.interview_id,
        admin_id=row.admin_id,
        admin_name=row.admin.name,
        about_id=row.about_id,
        about_name="" if about is None else about.name,
    )
