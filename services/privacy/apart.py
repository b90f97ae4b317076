"""Who is being erased and somebody they are not to be paired with, whichever of the two asked for it.

What they asked for goes. What somebody else asked for is that person's, and stays: in place of the id stands
a keyed hash, by which they are known if they come back (`services.erased`).
"""

from models import KeptApart
from services import erased
from services.privacy.leaving import Leaving
from services.transaction import use_case

AT_ONCE = 200
"""Rows that are changed in one transaction."""


async def forget(leaving: Leaving) -> None:
    """Remove whom they did not want to be paired with, and take their id out of what others want."""
    # These are 50 at most.
    await KeptApart.filter(user_id=leaving.user_id).delete()
    mark = await erased.mark_of(leaving.user_id)
    while True:
        about = KeptApart.filter(other_id=leaving.user_id).order_by("id").limit(AT_ONCE)
        numbers = [row.id for row in await about]
        if not numbers:
            return
        async with use_case(counts=False):
            await KeptApart.filter(id__in=numbers, other_id=leaving.user_id).update(other_id=None, mark=mark)
