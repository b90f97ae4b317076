"""Many members on many cards at the same moment, two processes of the bot, one PostgreSQL."""

from pathlib import Path

from tests.acceptance.busy_town import a_busy_town
from tests.acceptance.storm import Storm
from tests.support.databases import PostgresDatabases

CARDS = 6
MEMBERS = 120
"""As many as a small machine answers in time beside other tests; `benchmarks.storm` takes a thousand."""

ANSWER_SECONDS = 3.0
"""Discord's own: the local one gives an interaction up that is not acknowledged by then."""


async def test_each_card_has_one_winner_and_everybody_is_answered_in_time(
    postgres_databases: PostgresDatabases, tmp_path: Path
) -> None:
    database_url = postgres_databases.migrated()
    async with a_busy_town(
        database_url, tmp_path, extra_members=MEMBERS + CARDS, answer_seconds=ANSWER_SECONDS
    ) as town:
        storm = Storm(town, MEMBERS, CARDS)
        await storm.prepare()
        figures = await storm.break_out()
        assert figures.unanswered == 0
        storm.check_answers()
        await storm.check_what_is_stored()
