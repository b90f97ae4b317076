"""Saying yes to being thanked by name, and taking it back: one yes over all servers."""

import secrets
from datetime import datetime

from models import ThankYou, User
from models.statements import run
from services import erased
from services.thanks import standing
from services.transaction import use_case

_NAMED_IN = """
SELECT thank_you.id FROM user_points AS account
JOIN thank_you ON thank_you.server_id = account.server_id
WHERE account.user_id = :person AND NOT thank_you.is_gone AND EXISTS (
    SELECT 1 FROM mock_interview AS interview
    WHERE interview.interviewer_id = :person AND interview.status = 'completed'
      AND interview.scheduled_time >= thank_you.since AND interview.scheduled_time < thank_you.until
      AND interview.server_id = thank_you.server_id)
"""
"""The thank-yous of months in which somebody interviewed others."""


async def wants(user_id: int) -> bool:
    """Tell whether somebody wants to be thanked; who is not known has not said so."""
    return await User.exists(id=user_id, thanked_since__isnull=False)


async def say_yes(user_id: int, now: datetime) -> None:
    """Note that somebody who is known wants to be thanked from now on; what stands already stays as it is.

    Raises:
        BeingErased: what is kept of them is being erased.
    """
    async with use_case():
        await User.filter(id=user_id, thanked_since__isnull=True).update(thanked_since=now)
        # After it: an erasure holds their row when it begins, so it was begun by now or takes this back.
        await erased.check_not_being_erased(user_id)


async def take_back(user_id: int, now: datetime) -> None:
    """Note that somebody does not want to be thanked, and have their name taken from what stands."""
    mark = secrets.token_hex(8)
    async with use_case():
        yes = User.filter(id=user_id, thanked_since__isnull=False)
        if not await yes.update(thanked_since=None):
            return
        await _show_without(user_id, now, mark)
    # One that was stored while this was, before which it still counted, was not seen above.
    async with use_case(counts=False):
        await _show_without(user_id, now, mark)


async def _show_without(user_id: int, now: datetime, mark: str) -> None:
    numbers = [int(row["id"]) for row in await run(_NAMED_IN, {"person": user_id})]
    if numbers:
        await standing.show(await ThankYou.filter(id__in=numbers), now, mark=mark)
