"""`bot.py check`: what is wrong with the settings, in sentences that say what to do."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hosting import checking, checking_database
from models.database import is_sqlite
from models.outages import DatabaseGoneError
from sandbox import Fault, LocalGoogle, Sandbox, SandboxClock, study_server
from services import events, people, settings
from services.environment import Environment
from services.settings import Channels
from tests.acceptance.processes import BotProcess
from tests.support.databases import opened

GUILD = ("GET", r"^/guilds/\d+$")


async def check(folder: Path, **environment: str) -> tuple[int, list[str]]:
    """Run the check; return its exit status and what it printed."""
    process = BotProcess(folder, "check", **environment)
    await process.start()
    status = await process.ends()
    assert "Traceback" not in "\n".join(process.said)
    return status, [line for line in process.said if line.startswith(("ok ", "WRONG "))]


async def test_where_all_is_well_it_says_so_and_ends_with_0(tmp_path: Path, database_url: str) -> None:
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock()) as local, LocalGoogle() as google:
        await set_board(local, database_url)

        status, said = await check(
            tmp_path,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=local.api_url,
            DATABASE_URL=database_url,
            GOOGLE_APPLICATION_CREDENTIALS=str(google.write_authorized_user(tmp_path)),
            GOOGLE_MEET_API_URL=google.api_url,
        )

        assert {line[:5] for line in said} == {"ok   "}
        assert any("#interviews (board) is open to the bot" in line for line in said)
        assert any("is due in the outbox" in line for line in said), "the panel, which no bot shows"
        assert any("the server lets in" in line for line in said) is not is_sqlite(database_url)
        assert google.spaces == []
    assert status == 0


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path, database_url: str) -> None:
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock()) as local, LocalGoogle() as google:
        await set_board(local, database_url)
        local.deny("interviews", "embed_links")
        local.forbid("create_events", guild="Study Hall")
        google.project.is_revoked = True

        status, said = await check(
            tmp_path,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=local.api_url,
            DATABASE_URL=database_url,
            GOOGLE_APPLICATION_CREDENTIALS=str(google.write_authorized_user(tmp_path)),
            GOOGLE_MEET_API_URL=google.api_url,
        )

    assert status == 1
    wrong = [line for line in said if line.startswith("WRONG")]
    assert len(wrong) == 3
    assert "in #interviews (board) the bot lacks: embed links" in wrong[0]
    assert "the bot lacks Create Events" in wrong[1]
    assert "sign in again and replace the file" in wrong[2]


async def test_a_bare_machine_hears_what_to_do_about_each_part(tmp_path: Path) -> None:
    status, said = await check(tmp_path, DATABASE_URL="postgres://nobody:secret@127.0.0.1:9/nothing")

    assert status == 1
    assert [line[:5] for line in said] == ["WRONG", "WRONG", "ok   ", "ok   "]
    assert "Nobody answers at 127.0.0.1:9: check host and port in DATABASE_URL" in said[0]
    assert "DISCORD_TOKEN is not set" in said[1]
    assert "secret" not in "".join(said)


async def test_a_refused_token_is_named(tmp_path: Path) -> None:
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock()) as local:
        status, said = await check(
            tmp_path,
            DISCORD_TOKEN="wrong",
            DISCORD_API_URL=local.api_url,
            DATABASE_URL=f"sqlite://{tmp_path}/x.sqlite3",
        )

    assert status == 1
    assert [line for line in said if line.startswith("WRONG")] == [
        "WRONG Discord refuses DISCORD_TOKEN: reset it on the page Bot of the developer portal."
    ]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("status", *GUILD, times=None, status=404), ["the bot is not in it any more"]),
        (Fault("status", *GUILD, times=None, status=403), ["the bot is not in it any more"]),
        (Fault("status", *GUILD, times=None, status=503), ["could not be looked at: 503", "Try again"]),
        (Fault("drop", *GUILD, times=None), ["could not be looked at: Server disconnected", "Try again"]),
    ],
    ids=["unknown", "forbidden", "out of order", "cut off"],
)
async def test_a_server_is_called_left_only_where_discord_says_so(
    tmp_path: Path, database_url: str, fault: Fault, words: list[str]
) -> None:
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock()) as local:
        await set_board(local, database_url)
        local.faults.add(fault)

        status, said = await check(
            tmp_path,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=local.api_url,
            DATABASE_URL=database_url,
        )

    assert status == 1
    wrong = [line for line in said if line.startswith("WRONG")]
    assert len(wrong) == 1
    assert [word for word in words if word not in wrong[0]] == []
    assert ("any more" in wrong[0]) == (fault.status in {403, 404})


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_database_that_goes_away_after_it_was_opened_is_a_finding(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone() -> list[Channels]:
        raise DatabaseGoneError("disk I/O error")

    monkeypatch.setattr(checking_database, "all_channels", gone)
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    environment = Environment(_env_file=None, database_url=database_url)

    findings = [finding async for finding in checking._findings(environment, datetime.now(UTC))]

    assert [finding.is_fine for finding in findings] == [False, False, True, True]
    assert "disk I/O error" in findings[0].sentence
    assert "again" in findings[0].sentence


async def set_board(local: Sandbox, database_url: str) -> None:
    server_id = int(next(iter(local.world.guilds)))
    async with opened(database_url):
        now = datetime.now(UTC)
        await people.meet_server(server_id, "en", now)
        channel = local.channel("interviews")
        log = local.channel("admin-log")
        await settings.set_board(server_id, int(channel.id), int(log.id), now)
        await events.switch(server_id, now, wanted=True)
