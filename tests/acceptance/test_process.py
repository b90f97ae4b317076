"""The bot as a process: killed and started anew, told to stop, and unable to start."""

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from sandbox import Fault, Sandbox, SandboxClock, study_server
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.processes import BOT, ROOT, BotProcess, without_settings
from tests.acceptance.steps import count_dms, publish, sure
from tests.models.test_migrations import rows, schema
from tests.support.databases import Databases, opened

NOTES = "Only for whoever comes"

Start = Callable[..., Awaitable[BotProcess]]


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord without a bot."""
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as running:
        yield running


@pytest.fixture
async def start(local: Sandbox, database_url: str, tmp_path: Path) -> AsyncIterator[Start]:
    """Start processes of the bot on one database; each is up when it has said how to invite it."""
    started: list[BotProcess] = []

    async def start_one(**environment: str) -> BotProcess:
        process = BotProcess(
            tmp_path,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=local.api_url,
            DATABASE_URL=database_url,
            **environment,
        )
        started.append(process)
        await process.start()
        await process.says("Invite me with")
        return process

    yield start_one
    for process in started:
        await process.kill()


async def test_a_killed_bot_goes_on_where_it_was(local: Sandbox, start: Start, database_url: str) -> None:
    town = Town(local, local.clock)
    first = await start()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await town.boris.click(card, "Book")
    told = await town.dm_says(town.alice, "is booked")
    await town.dm_says(town.boris, "назначено")
    await town.card_shows(1, "booked")
    edit = await town.alice.click(told, "Change")
    # What a killed process had begun to send is the next test.
    async with opened(database_url):
        await nothing_waits(town.now())
    await first.kill()
    await start()
    changed = await town.alice.submit(edit.modal, topic="Rust")
    assert "Updated #1." in changed.text
    await town.card_shows(1, "Rust")
    withdrawn = await sure(
        town.boris, await town.boris.click(await town.dm_says(town.boris, "назначено"), "Отказаться")
    )
    assert "Вам вернулись 3 балла" in withdrawn.text
    await town.card_shows(1, "open")
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1
    assert len(town.board()) == 2
    assert sum(request.method == "PUT" and "commands" in request.path for request in local.requests) == 1


async def test_what_a_killed_bot_had_begun_to_tell_is_told_once_by_the_next(
    local: Sandbox, start: Start, database_url: str
) -> None:
    town = Town(local, local.clock)
    first = await start()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    await town.dm_says(town.boris, "welcome")
    stuck = local.faults.add(Fault("delay", "POST", r"^/channels/\d+/messages", times=None, seconds=60.0))
    assert "Вы записаны на #1" in (await town.boris.click(card, "Book")).text
    await town.until(lambda: stuck.hits > 0, "a message that does not get through")
    await first.kill()
    local.faults.clear()
    await start()
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    await town.card_shows(1, "booked")
    assert count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_signal_ends_the_bot_cleanly(start: Start, number: signal.Signals) -> None:
    process = await start()
    assert await process.stop(number) == 0
    assert "Traceback" not in "\n".join(process.said)
    assert any("Shutting down." in line for line in process.said)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_log_says_who_the_bot_is_and_how_to_invite_it(local: Sandbox, start: Start) -> None:
    process = await start()
    assert any("I am Sparring" in line or "I am sparring" in line for line in process.said)
    assert any("in 2 servers" in line for line in process.said)
    assert all(local.bot_token not in line for line in process.said)
    invite = next(line for line in process.said if "Invite me with" in line).split()[-1]
    query = parse_qs(urlsplit(invite).query)
    assert query["client_id"] == [local.application_id]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
    assert discord.Permissions(int(query["permissions"][0])) == discord.Permissions(
        view_channel=True, send_messages=True, embed_links=True, read_message_history=True
    )


async def test_the_most_talkative_log_holds_no_secret(local: Sandbox, start: Start) -> None:
    """No token with which messages can be sent, no meeting link, and nothing of what members typed."""
    town = Town(local, local.clock)
    process = await start(LOG_LEVEL="DEBUG")
    process.follow()
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice, notes=NOTES)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")

    await process.stop()

    said = "\n".join(process.said)
    assert " DEBUG " in said
    tokens = [
        request.path.split("/")[3] for request in local.requests if request.path.startswith("/interactions/")
    ]
    assert len(tokens) > 2
    assert [secret for secret in (local.bot_token, LINK, NOTES, *tokens) if secret in said] == []


async def test_a_database_that_cannot_be_brought_up_to_date_is_not_called_away(
    tmp_path: Path, databases: Databases
) -> None:
    url = databases.empty()
    await rows(url, "CREATE TABLE server (somebody_elses INTEGER)")
    before = await schema(url)
    process = BotProcess(tmp_path, DISCORD_TOKEN="any", DATABASE_URL=url)
    await process.start()
    assert await process.ends() == 2
    assert process.said[-1].startswith("The database could not be brought up to date (OperationalError).")
    assert "Traceback" in "\n".join(process.said[:-1])
    assert await schema(url) == before


async def _complaint(folder: Path, **environment: str) -> str:
    """Return the one sentence with which a bot that cannot start ends."""
    process = BotProcess(folder, **environment)
    await process.start()
    assert await process.ends() == 2
    assert "Traceback" not in "\n".join(process.said)
    complaints = [line for line in process.said if not line[:4].isdecimal()]
    assert len(complaints) == 1, process.said
    return complaints[0]


async def test_without_a_token_the_bot_says_how_to_get_one(tmp_path: Path) -> None:
    complaint = await _complaint(tmp_path)
    assert "https://discord.com/developers/applications" in complaint
    assert "--sandbox" in complaint


async def test_a_refused_token_is_named(local: Sandbox, tmp_path: Path) -> None:
    complaint = await _complaint(tmp_path, DISCORD_TOKEN="wrong", DISCORD_API_URL=local.api_url)
    assert complaint.startswith("Discord refused the token in DISCORD_TOKEN")
    assert "wrong" not in complaint


async def test_an_unreachable_discord_is_named(tmp_path: Path) -> None:
    complaint = await _complaint(tmp_path, DISCORD_TOKEN="any", DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    assert complaint.startswith("Discord does not answer at http://127.0.0.1:9/api/v10")


async def test_a_database_that_cannot_be_opened_is_named_without_its_password(tmp_path: Path) -> None:
    """What each fault is called is in `tests/hosting/test_opening.py`."""
    url = "postgres://nobody:secret@127.0.0.1:9/nothing"
    complaint = await _complaint(tmp_path, DISCORD_TOKEN="any", DATABASE_URL=url)
    assert complaint.startswith("Nobody answers at 127.0.0.1:9: check host and port in DATABASE_URL")
    assert "secret" not in complaint


async def test_the_settings_and_the_database_are_beside_the_bot_wherever_it_is_started(
    tmp_path: Path,
) -> None:
    project, elsewhere = tmp_path / "C# & more", tmp_path / "elsewhere"
    project.mkdir()
    elsewhere.mkdir()
    shutil.copy(BOT, project)
    for package in ("cogs", "hosting", "locales", "models", "services"):
        (project / package).symlink_to(ROOT / package)
    (project / ".env").write_text("GOOGLE_APPLICATION_CREDENTIALS=/nowhere/key.json\nDATABASE_URL=\n")
    (elsewhere / ".env").write_text("LOG_LEVEL=loud\n")

    async def says(action: str) -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(project / "bot.py"),
            action,
            cwd=elsewhere,
            env=without_settings(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return (await process.communicate())[0].decode()

    assert "/nowhere/key.json" in await says("check")
    assert f"no database at {project}/data/sparring.sqlite3" in await says("verify")
    assert [file.name for file in elsewhere.iterdir()] == [".env"]


async def test_a_log_level_that_is_none_is_named(tmp_path: Path) -> None:
    complaint = await _complaint(tmp_path, LOG_LEVEL="loud")
    assert complaint.startswith("LOG_LEVEL is not right")
    assert ".env.example" in complaint
