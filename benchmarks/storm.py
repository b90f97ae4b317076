"""A storm: a thousand members click Book on fifty cards at once, two processes of the bot, PostgreSQL.

    uv run python -m benchmarks.storm [members] [cards]

The processes, the local Discord, those who click and the database share this machine. A click is answered in
time if Discord takes the bot's first response within 3 seconds.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.acceptance.busy_town import a_busy_town
from tests.acceptance.storm import Figures, Storm
from tests.support.databases import PostgresDatabases

MEMBERS = 1000
CARDS = 50
PATIENCE_SECONDS = 3.0


async def main(database_url: str, folder: Path, members: int, cards: int) -> None:
    """Let the storm break out, check what came of it, and print how it went."""
    async with a_busy_town(
        database_url, folder, extra_members=members + cards, answer_seconds=PATIENCE_SECONDS
    ) as town:
        storm = Storm(town, members, cards)
        await storm.prepare()
        figures = await storm.break_out()
        report(figures, members)
        if figures.unanswered:
            raise SystemExit("Discord gave up interactions: this machine is too slow, or too busy.")
        storm.check_answers()
        await storm.check_what_is_stored()
        say(f"{len(storm.winners)} winners on {cards} cards; everybody else heard who was faster")
    say("no error in the log of either process")


def report(figures: Figures, members: int) -> None:
    """Print the figures."""
    in_time = sum(seconds <= PATIENCE_SECONDS for seconds in figures.acknowledged)
    say(f"{members} clicks sent in {figures.sent_within:.2f} s")
    say(f"acknowledged within {PATIENCE_SECONDS:.0f} s: {in_time} ({in_time / members:.1%})")
    say(f"median {figures.median:.2f} s, slowest {figures.slowest:.2f} s, given up {figures.unanswered}")
    say(
        f"every answer after {figures.answered_within:.2f} s, every message after {figures.calm_within:.2f} s"
    )


def say(line: str) -> None:
    """Print a line of the result."""
    print(line, flush=True)  # noqa: T201 - it is what this is for


if __name__ == "__main__":
    postgres = PostgresDatabases()
    try:
        with tempfile.TemporaryDirectory() as name:
            sizes = [int(argument) for argument in sys.argv[1:]] or [MEMBERS, CARDS]
            asyncio.run(main(postgres.migrated(), Path(name), *sizes))
    finally:
        postgres.stop()
