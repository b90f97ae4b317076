"""Having somebody looked for, for a wish, whenever something has changed that may help."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from models import PairSide, Wish, WishState
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.pairs import PairEnding, Pairing
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


async def end_pairs_of(wishes: Mapping[int, int], now: datetime) -> None:
    """Have the open pairs end that came of wishes which hold no more, within the caller's transaction.

    `wishes` are their numbers, with whose they were. It is done by rows of the outbox: whoever answers a pair
    holds it before the people.
    """
    if not wishes:
        return
    sides = PairSide.filter(user_id__in=set(wishes.values()), is_open=True).select_related("pair")
    ending = [side.pair for side in await sides.order_by("id") if side.wish_number in wishes]
    letters = [
        Letter(PairEnding(pair=pair.id, mark=secrets.token_hex(8)), Address(pair.server_id))
        for pair in ending
    ]
    await outbox.write(letters, now)
