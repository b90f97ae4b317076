"""The bot as `bot.py` runs it, on a clock that is ahead of this machine's.

What was prepared for a moment comes due when the measurement is ready for it.

    python -m benchmarks.shifted_bot SECONDS      with the settings of bot.py in the environment
"""

import logging
import sys
from datetime import UTC, datetime, timedelta

from hosting.running import run_bot, run_to_end
from models.database import database
from services.environment import Environment


async def main(ahead: timedelta) -> None:
    """Run the bot until a signal stops it."""
    environment = Environment()
    logging.basicConfig(level=environment.log_level.upper())
    logging.getLogger("tortoise").setLevel(logging.WARNING)
    async with database(environment.database_url):
        await run_bot(environment, lambda: datetime.now(UTC) + ahead)


if __name__ == "__main__":
    run_to_end(main(timedelta(seconds=float(sys.argv[1]))))
