"""What finding each other, writing, asking questions and giving thanks leave behind goes after its time.

Some rows go at once: nobody waits for it.
"""

from datetime import datetime

from services.coming import late
from services.finding import alerts, given_back, wishes
from services.finding.free_time import own as free_time
from services.finding.pairs import proposing
from services.questions import drawing, importing, suggesting
from services.thanks import standing
from services.writing import counting


async def remove_old(now: datetime) -> bool:
    """Remove some of what nobody needs any more; return whether there may be more of it."""
    removed = (
        (await given_back.remove_old(now), given_back.AT_ONCE),
        (await late.remove_old(now), late.AT_ONCE),
        (await alerts.remove_old(now), alerts.AT_ONCE),
        (await proposing.remove_old(now), proposing.AT_ONCE),
        (await wishes.remove_old(now), wishes.AT_ONCE),
        (await free_time.remove_old(now), free_time.AT_ONCE),
        (await counting.remove_old(now), counting.AT_ONCE),
        (await importing.remove_old(now), importing.AT_ONCE),
        (await drawing.remove_old(now), drawing.AT_ONCE),
        (await suggesting.remove_old(now), suggesting.AT_ONCE),
        (await standing.remove_old(now), standing.AT_ONCE),
    )
    return any(rows >= at_once for rows, at_once in removed)
