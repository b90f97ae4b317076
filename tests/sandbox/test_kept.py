"""What was said and done in the local Discord is there again after a restart."""

import asyncio
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from sandbox import Sandbox, study_server
from tests.sandbox.conftest import StartBot


@pytest.fixture
async def file(tmp_path: Path, start_bot: StartBot) -> Path:
    """Where a first run has kept its state, in which things were said, read, moved and set."""
    kept_in = tmp_path / "local.discord.json"
    async with Sandbox(world=study_server(), answer_seconds=10.0, kept_in=kept_in) as first:
        await start_bot(first)
        alice, boris = first.member("alice"), first.member("boris")
        await alice.run("upload")
        await alice.run("say", text="psst", ephemeral=True)
        said = await alice.run("say", text="for all")
        await boris.click(said.message, "Update")
        boris.locale = "fr"
        boris.close_dms()
        first.member("chen").leave("Study Hall")
        first.clock.advance(timedelta(days=3))
        await first.member("emil").at("general", guild="Night School").run("say", text="three days later")
    return kept_in


async def test_messages_settings_and_the_moved_clock_survive_a_restart(
    file: Path, start_bot: StartBot
) -> None:
    async with Sandbox(world=study_server(), answer_seconds=10.0, kept_in=file) as second:
        alice, boris = second.member("alice"), second.member("boris")
        uploaded, said = alice.messages("general")
        assert (uploaded.content, said.content) == ("A file", "Updated")
        assert boris.locale == "fr"
        assert not second.world.user_named("boris").dms_open
        assert "chen" not in [
            one.user.name for one in second.world.guild_named("Study Hall").members.values()
        ]
        ahead = second.clock.now() - Sandbox(world=study_server()).clock.now()
        assert timedelta(days=3) - timedelta(minutes=1) < ahead <= timedelta(days=3)
        await start_bot(second)
        new = await alice.run("say", text="new")
        assert new.message is not None
        assert int(new.message.id) > int(said.id)
        assert [one.content for one in alice.messages("general")] == ["A file", "Updated", "new"]
        await boris.click(new.message, "Update")


async def test_files_are_served_at_the_address_of_the_new_run(file: Path) -> None:
    async with Sandbox(world=study_server(), kept_in=file) as second, aiohttp.ClientSession() as session:
        url = second.member("alice").messages("general")[0].attachments[0]["url"]
        assert url.startswith(second.page_url)
        async with session.get(url) as response:
            assert await response.read() == b"hello"


async def test_it_is_written_while_the_run_goes_on_so_that_a_kill_loses_nothing(
    tmp_path: Path, start_bot: StartBot
) -> None:
    kept_in = tmp_path / "local.discord.json"
    async with Sandbox(world=study_server(), answer_seconds=10.0, kept_in=kept_in) as first:
        await start_bot(first)
        await first.member("alice").run("say", text="before the end")
        async with asyncio.timeout(60):
            while not (kept_in.exists() and "before the end" in kept_in.read_text(encoding="utf-8")):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.05)
        as_it_was = kept_in.read_text(encoding="utf-8")
    kept_in.write_text(as_it_was, encoding="utf-8")
    async with Sandbox(world=study_server(), kept_in=kept_in) as second:
        assert [one.content for one in second.member("alice").messages("general")] == ["before the end"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"format": 0}', '{"format": 1, "base_url": "x"}'])
async def test_a_file_that_cannot_be_read_is_left_aside(
    tmp_path: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept_in = tmp_path / "local.discord.json"
    kept_in.write_text(broken, encoding="utf-8")
    async with Sandbox(world=study_server(), kept_in=kept_in) as running:
        assert running.member("alice").messages("general") == []
    assert "cannot be read" in caplog.text
