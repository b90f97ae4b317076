"""Having somebody looked for, for a wish, whenever something has changed that may help."""

import secrets
from datetime import datetime

from models import Wish, WishState
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.pairs import Pairing
from services.delivery.outbox import Letter


def letter(wish: Wish, mark: str = "", *, due_at: datetime | None = None) -> Letter:
    """Return what has somebody looked for, for a wish; what has the same `mark` is done once."""
    mark = mark or secrets.token_hex(8)
    return Letter(
        Pairing(wish=wish.id, mark=mark), Address(wish.server_id, recipient_id=wish.user_id), due_at
    )


async def look_for_all_of(user_id: int, now: datetime) -> None:
    """Have somebody looked for, for each wish of a person, within the caller's transaction."""
    open_wishes = Wish.filter(user_id=user_id, state=WishState.OPEN).order_by("id")
    await outbox.write([letter(wish) for wish in await open_wishes], now)
