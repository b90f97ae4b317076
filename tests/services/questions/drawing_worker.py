"""A process of its own that draws: `python -m tests.services.questions.drawing_worker URL`.

Reads one JSON list of interviews with their interviewers, says "ready", waits for a line, draws for all of
them, some at once, takes another for each question, notes all as asked, and writes how many were drawn.
"""

import asyncio
import json
import sys
from datetime import datetime

from models.database import database
from services.questions import drawing
from services.questions.refusals import NoOtherQuestion

AT_ONCE = 4


async def interview(user_id: int, server_id: int, number: int, now: datetime, start: datetime) -> int:
    """Draw for one interview until all is asked; return how many questions were drawn."""
    hand = await drawing.draw(user_id, server_id, number, "en", now)
    drawn = len(hand.questions)
    for one in hand.questions:
        try:
            hand = (await drawing.another(user_id, server_id, one.id, "en", now)).hand
        except NoOtherQuestion:
            continue
        drawn += 1
    for one in hand.questions:
        await drawing.mark_asked(user_id, server_id, one.id, start)
    return drawn


async def main(database_url: str) -> None:
    """Draw for the interviews that come on the standard input."""
    interviews = json.loads(await asyncio.to_thread(sys.stdin.readline))
    some = asyncio.Semaphore(AT_ONCE)

    async def one_of_them(user_id: int, server_id: int, number: int, now: str, start: str) -> int:
        async with some:
            return await interview(
                user_id, server_id, number, datetime.fromisoformat(now), datetime.fromisoformat(start)
            )

    async with database(database_url):
        print("ready", flush=True)  # noqa: T201 - this is how it speaks
        await asyncio.to_thread(sys.stdin.readline)
        drawn = await asyncio.gather(*(one_of_them(*one) for one in interviews))
    print(json.dumps(sum(drawn)), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
