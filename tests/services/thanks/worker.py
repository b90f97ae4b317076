"""A process of its own that gives thanks: `python -m tests.services.thanks.worker URL`.

Reads a moment as JSON, says "ready", waits for a line, gives what is due then, and writes null.
"""

import asyncio
import json
import sys
from datetime import datetime

from models.database import database
from services.thanks import giving


async def main(database_url: str) -> None:
    """Give thanks as of the moment that comes on the standard input."""
    now = datetime.fromisoformat(json.loads(await asyncio.to_thread(sys.stdin.readline)))
    async with database(database_url):
        print("ready", flush=True)  # noqa: T201 - this is how it speaks
        await asyncio.to_thread(sys.stdin.readline)
        await giving.look(now)
    print("null", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
