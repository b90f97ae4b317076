"""What stands between the bot and Discord: another network's page, an address that is shut out, an outage."""

import logging

import pytest
from discord.http import Route

from cogs._client.answers_of_others import in_a_sentence, spoken
from cogs._client.bot import SparringBot
from cogs._client.checkup import discord_findings
from hosting.failures import CannotStartError, failures_named
from sandbox import Fault, Sandbox
from tests.acceptance.conftest import Town, a_town

PAGE = "<!doctype html><html><body>Please sign in</body></html>"


async def _complaint(local: Sandbox) -> str:
    Route.BASE = local.api_url
    bot = SparringBot(local.clock.now)
    try:
        with pytest.raises(CannotStartError) as raised, failures_named(local.api_url):
            await bot.start(local.bot_token)
    finally:
        await bot.close()
    return str(raised.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("status", status=200, body=PAGE, times=None), "is not Discord (a page"),
        (Fault("status", status=200, body="{", times=None), "is not Discord (an answer that is cut off"),
        (
            Fault("status", status=200, body='{"hello": 1}', times=None),
            "is not Discord (an answer that is not",
        ),
        (
            Fault("status", status=503, body=PAGE, times=None),
            "Discord is out of order (503 Service Unavailable",
        ),
        (
            Fault("status", status=403, body=PAGE, times=None),
            "check the network and DISCORD_API_URL (403 Forbidden",
        ),
        (Fault("status", "GET", "^/gateway/bot$", status=503, times=None), "Discord is out of order (503"),
        (Fault("status", "GET", "^/gateway/bot$", status=401, times=None), "Discord refused the token"),
    ],
    ids=[
        "a page",
        "half an answer",
        "another service",
        "an outage",
        "forbidden by others",
        "no gateway",
        "a token that is reset meanwhile",
    ],
)
async def test_what_is_not_discords_answer_is_named_in_one_line(
    local: Sandbox, discord_addresses: None, fault: Fault, words: str
) -> None:
    local.faults.add(fault)
    said = await _complaint(local)
    assert words in said
    assert "\n" not in said
    assert "sign in</" not in said


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_bot_whose_address_is_shut_out_says_for_how_long_and_waits(
    local: Sandbox, database: str, discord_addresses: None, caplog: pytest.LogCaptureFixture
) -> None:
    """Being started anew every few seconds would make it longer."""
    caplog.set_level(logging.INFO)
    Route.BASE = local.api_url
    at_first = local.faults.add(Fault("ban", seconds=1.0))
    later = local.faults.add(Fault("ban", "GET", "^/gateway/bot$", seconds=1.0))
    findings = [one.sentence async for one in discord_findings(local.bot_token, [])]
    assert findings == [
        "Discord has shut out this address for 1 second, for too many requests: try again then."
    ]
    at_first.hits = 0
    town = Town(local, local.clock)
    await town.start_bot()
    await town.stop_bot()
    assert (at_first.hits, later.hits) == (1, 1)
    waits = [
        one for one in caplog.messages if one.startswith("Discord has shut out this address for 1 second,")
    ]
    assert len(waits) == 2
    assert "<" not in "".join(caplog.messages).replace("<@", "")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_no_page_gets_into_the_log_of_a_running_bot(
    database: str, discord_addresses: None, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_town() as town:
        await town.start_bot()
        refused = town.local.faults.add(Fault("status", "POST", "/messages$", status=503, body=PAGE))
        taken = town.local.faults.add(Fault("status", "POST", "/messages$", status=200, body=PAGE))
        await town.open_board()
        assert (refused.hits, taken.hits) == (1, 1)
    assert "sign in" not in caplog.text
    assert "a page in place of Discord's answer" in caplog.text


def test_a_failed_connection_is_one_line_of_the_log() -> None:
    try:
        raise ConnectionRefusedError(111, "Connect call failed, 100 %")
    except OSError as error:
        known = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "discord.shard", logging.ERROR, "", 0, "Failed to connect for shard_id: %s.", (0,), known
    )
    assert in_a_sentence(record)
    assert record.exc_info is None
    assert record.getMessage() == (
        "Failed to connect for shard_id: 0. ([Errno 111] Connect call failed, 100 %)"
    )


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.2, "1 second"), (59, "59 seconds"), (90, "2 minutes"), (3_420, "57 minutes")],
)
def test_a_wait_is_said_as_people_say_it(seconds: float, expected: str) -> None:
    assert spoken(seconds) == expected
