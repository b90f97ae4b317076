"""A process of its own that runs service calls on a database: `python -m tests.services.worker URL`.

Reads one JSON list of calls, says "ready", waits for a line, makes all the calls at once, and writes what
became of each: null, or the name of the refusal.
"""

import asyncio
import json
import sys
from datetime import datetime

from models.database import database
from services import booking, ending, feedback, moves
from services.people import Member
from services.refusals import Refusal
from services.writing import passing_on


async def call(kind: str, user_id: int, server_id: int, number: int, now: datetime) -> str | None:
    """Make one call as a member; return the name of the refusal, if any."""
    try:
        if kind == "book":
            await booking.book(Member(server_id, user_id, "Somebody", "en"), number, now)
        elif kind == "cancel":
            await ending.cancel(user_id, server_id, number, now)
        elif kind == "withdraw":
            await booking.withdraw(user_id, server_id, number, now)
        elif kind == "write":
            await passing_on.write(user_id, server_id, number, "See you there.", now)
        elif kind == "confirm":
            await moves.confirm(user_id, server_id, number, now)
        else:
            await feedback.accept(user_id, server_id, number, now)
    except Refusal as refusal:
        return type(refusal).__name__
    return None


async def main(database_url: str) -> None:
    """Make the calls that come on the standard input."""
    calls = json.loads(await asyncio.to_thread(sys.stdin.readline))
    async with database(database_url):
        print("ready", flush=True)  # noqa: T201 - this is how it speaks
        await asyncio.to_thread(sys.stdin.readline)
        results = await asyncio.gather(
            *(
                call(kind, user_id, server_id, number, datetime.fromisoformat(now))
                for kind, user_id, server_id, number, now in calls
            )
        )
    print(json.dumps(results), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
