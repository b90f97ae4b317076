"""`bot.py erase ID`: what somebody asks of whoever hosts the bot is done, and what cannot be is said why."""

import io
import sys
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hosting import exit_statuses
from hosting.erasing import erase
from models import User
from services.environment import Environment
from tests.acceptance.conftest import Town
from tests.acceptance.processes import BotProcess
from tests.acceptance.steps import booked
from tests.acceptance.witness import Witness
from tests.services.privacy.lives import rows_with
from tests.support.databases import opened
from tests.support.factories import NOW, a_member


class Terminal(io.StringIO):
    """A keyboard at which somebody has typed something."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_command_erases_beside_a_running_bot_which_tells_the_others(
    town: Town, witness: Witness, database: str, tmp_path: Path
) -> None:
    # The command lives by the machine's clock: by that the interview is ahead, too.
    town.clock.advance(max(datetime.now(UTC) - town.now(), timedelta()))
    await town.open_board(points_for=town.boris)
    await booked(town)
    await town.card_shows(1, "booked")

    async def run(*arguments: str) -> tuple[int, str]:
        process = BotProcess(tmp_path, "erase", *arguments, DATABASE_URL=database)
        await process.start()
        return await process.ends(), "\n".join(process.said)

    status, said = await run(town.boris.id)
    assert (status, "--yes" in said) == (1, True), "nobody can be asked there"
    status, said = await run(town.boris.id, "--yes")
    assert (status, "Done: their data is erased" in said) == (0, True), said
    assert town.boris.id not in said
    assert await rows_with(town.boris.id) == []
    # Another process has written it; the bot looks by itself before long.
    heard = await town.dm_says(town.alice, "Your guest has had their data erased")
    assert "open again" in heard.text
    status, said = await run(town.boris.id, "--yes")
    assert (status, "Nothing is kept of that person" in said) == (1, True)
    assert "Traceback" not in said
    assert witness.faults() == []


@pytest.mark.parametrize(
    ("typed", "answer", "said"),
    [
        ("boris", "", "boris is no id of a person"),
        ("-5", "", "-5 is no id of a person"),
        ("99999999999999999999", "", "is no id of a person"),
        ("123456789012345678", "", "Nothing is kept of that person"),
        ("345678901234567890", "no\n", "Nothing was erased."),
        ("345678901234567890", " erase\n", "Done: their data is erased."),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_is_wrong_is_said_and_it_asks_first(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    answer: str,
    said: str,
) -> None:
    async with opened(database_url):
        await a_member(7, user_id=345_678_901_234_567_890)
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    environment = Environment(database_url=database_url)

    status = await erase(environment, Namespace(id=typed, yes=False, clock=lambda: NOW))

    printed = capsys.readouterr()
    assert said in printed.out + printed.err
    assert ("Points that are lost: 7" in printed.out) is bool(answer)
    assert (status == exit_statuses.OK) is ("Done" in said)
    async with opened(database_url):
        assert await User.exists(id=345_678_901_234_567_890) is (status != exit_statuses.OK)
