"""Telling admins which settings somebody has changed: from what, to what."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from services import audit
from services.delivery.kinds.log import SettingsChanged
from services.delivery.kinds.message import Address
from services.server_settings import ServerSettings

NOT_SET_BY_ADMINS = {
    "server_id",
    "board_is_gone",
    "log_is_gone",
    "log_role_is_gone",
    "has_wishes",
    "has_questions",
}
"""What belongs to the settings, and is no setting."""


@dataclass(frozen=True)
class ChangedBy:
    """Which admin changes something, and when (UTC)."""

    admin_id: int
    at: datetime


async def tell(before: ServerSettings, after: ServerSettings, by: ChangedBy | None) -> None:
    """Have the log channel say what an admin has changed, within the caller's transaction.

    Where nothing is different, or no admin did it, nothing is said.
    """
    was, now_is = asdict(before), asdict(after)
    changes = {
        name: [was[name], now_is[name]]
        for name in was
        if name not in NOT_SET_BY_ADMINS and was[name] != now_is[name]
    }
    if changes and by is not None:
        said = SettingsChanged(admin_id=by.admin_id, changes=changes, mark=secrets.token_hex(8))
        await audit.note(said, Address(after.server_id), by.at)
