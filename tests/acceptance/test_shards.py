"""Two processes that divide the servers between them on one database, as the README says."""

from pathlib import Path

import pytest

from sandbox import Sandbox, SandboxClock, study_server
from tests.acceptance.processes import BotProcess


async def test_each_server_is_served_by_the_process_of_its_shard(tmp_path: Path, database_url: str) -> None:
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as local:
        processes = [
            BotProcess(
                tmp_path,
                DISCORD_TOKEN=local.bot_token,
                DISCORD_API_URL=local.api_url,
                DATABASE_URL=database_url,
                SHARD_COUNT="2",
                SHARD_IDS=str(shard),
            )
            for shard in range(2)
        ]
        held = []
        for process in processes:
            await process.start()
            held.append(await process.says("I am sparring"))
            await process.says("Invite me with")

        alice = local.member("Alice")
        for guild in local.world.guilds.values():
            for member in (alice, local.member("Olga")):
                if int(member.id) in map(int, guild.members):
                    said = (await member.run("points", guild=guild.name)).text.casefold()
                    assert "points" in said or "балл" in said

        shards = sorted((int(guild_id) >> 22) % 2 for guild_id in local.world.guilds)
        expected = [f"in {shards.count(shard)} servers" for shard in range(2)]
        assert [line.rsplit(", ", 1)[1].rstrip(".") for line in held] == expected
        for process in processes:
            assert await process.stop() == 0
            assert not any("no longer mine" in line or "ERROR" in line for line in process.said)


@pytest.mark.parametrize(
    ("count", "ids", "named"),
    [
        ("", "0", "SHARD_IDS"),
        ("2", "2", "SHARD_IDS"),
        ("2", "one", "SHARD_IDS"),
        ("0", "", "SHARD_COUNT"),
        ("two", "", "SHARD_COUNT"),
    ],
)
async def test_shards_that_cannot_be_are_named(tmp_path: Path, count: str, ids: str, named: str) -> None:
    process = BotProcess(tmp_path, DISCORD_TOKEN="any", SHARD_COUNT=count, SHARD_IDS=ids)
    await process.start()

    assert await process.ends() == 2

    (complaint,) = process.said
    assert complaint.startswith(f"{named} is not right: ")
