"""How a running bot is: what it says over HTTP to Prometheus, to `bot.py health`, and in its log."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from cogs._client.pulse import Pulse
from cogs._shared.measured import Kind, Outcome
from hosting.seeing.server import READY_SECONDS, SCRAPE_SECONDS, Seeing
from models import NotificationKind
from sandbox import Fault, Sandbox, SandboxClock, study_server
from services.transaction import clock_was_moved
from tests.acceptance.conftest import Town, a_town
from tests.acceptance.processes import BotProcess
from tests.acceptance.steps import count_dms, publish, sure
from tests.support.exposition import Family, read
from tests.support.outages import Outage
from tests.support.patience import come_back_at_once
from tests.support.ports import a_free_port

CALLBACK = ("POST", r"^/interactions/\d+/[^/]+/callback$")


async def test_a_process_says_how_it_is_without_naming_anybody(tmp_path: Path, database_url: str) -> None:
    port = a_free_port()
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as local:
        told = {
            "DISCORD_TOKEN": local.bot_token,
            "DISCORD_API_URL": local.api_url,
            "DATABASE_URL": database_url,
            "METRICS_PORT": str(port),
        }
        process = BotProcess(tmp_path, **told, LOG_FORMAT="json")
        await process.start()
        try:
            await process.says("Invite me with")
            process.follow()
            town = Town(local, local.clock)
            await a_varied_story(town)
            metrics = read(await scraped(port))
            check_counts(metrics, local)
            check_labels(metrics, town)

            assert await health(tmp_path, port) == (0, ["ok    gateway", "ok    database", "ok    worker"])
            assert await taken(tmp_path, told) == f"Port {port} of 127.0.0.1 is taken"
            assert await process.stop() == 0
        finally:
            await process.kill()
    status, said = await health(tmp_path, port)
    assert status == 1
    assert said == ["No bot answers"]
    check_log([json.loads(line) for line in process.said])


async def a_varied_story(town: Town) -> None:
    """Have two interviews booked and one given back, with refusals, suggestions and a fault on the way."""
    await town.open_board(points_for=town.boris, points=9)
    await publish(town, town.alice)
    await publish(town, town.alice, when="tomorrow 20:00 UTC", topic="Café ☕")
    for number in (1, 2):
        card = await town.card_shows(number, "open")
        assert (await town.alice.click(card, "Book")).ephemeral
        assert "Вы записаны" in (await town.boris.click(card, "Book")).text
        await town.card_shows(number, "booked")
    assert len(await town.boris.complete("interview view", "interview")) == 2
    await town.until(
        lambda: count_dms(town.boris, "назначено") == count_dms(town.alice, "is booked") == 2, "DMs"
    )
    seen = (await town.boris.run("interview view", interview="2")).message
    town.local.faults.add(Fault("status", *CALLBACK, status=403, code=50001))
    await town.boris.click(seen, "Отказаться")
    await sure(town.boris, await town.boris.click(seen, "Отказаться"))
    await town.card_shows(2, "open")
    await town.dm_says(town.alice, "withdr")


def check_counts(metrics: dict[str, Family], local: Sandbox) -> None:
    """Check that what has happened was counted."""
    interactions = metrics["sparring_interactions_total"]
    assert metrics["sparring_bookings_total"].value() == 2
    assert metrics["sparring_completed_interviews_total"].value() == 0
    assert interactions.value(kind="component", command="interview:book", outcome="answered") == 2
    assert interactions.value(kind="component", command="interview:book", outcome="refused") == 2
    assert interactions.value(kind="component", command="interview:withdraw", outcome="failed") == 1
    assert interactions.value(kind="form", command="interview:withdraw", outcome="answered") == 1
    assert interactions.value(kind="command", command="interview create", outcome="answered") == 2
    assert interactions.value(kind="suggestions", command="interview view", outcome="answered") == 1
    sent = sum(request.path.endswith("/callback") for request in local.requests)
    for name in ("acknowledgement", "answer"):
        times = metrics[f"sparring_{name}_seconds"]
        assert times.type == "histogram"
        taken = [value for (sample, _), value in times.samples.items() if sample.endswith("_count")]
        assert 0 < sum(taken) <= sent
    assert metrics["sparring_deliveries_total"].value(kind="booked") == 4
    assert metrics["sparring_deliveries_total"].value(kind="withdrawn") == 1
    assert metrics["sparring_outbox_rows"].value(urgency="timed", waiting="planned") > 0
    assert metrics["sparring_shards_connected"].value() == metrics["sparring_shards"].value() == 1
    assert metrics["sparring_database_up"].value() == metrics["sparring_discord_up"].value() == 1
    assert metrics["sparring_ready"].total() == 3
    assert metrics["process_resident_memory_bytes"].value() > 1_000_000
    assert {"0", "1", "2"} == metrics["python_gc_collections_total"].labels()["generation"]


def check_labels(metrics: dict[str, Family], town: Town) -> None:
    """Check that each label has one of few values, and none that tells of a person, a server or a text."""
    commands = {f"{one.get('name')}" for one in town.olga.commands()}
    sets = {
        "outcome": {one.value for one in Outcome},
        "part": {"gateway", "database", "worker"},
        "waiting": {"planned", "due", "put_off"},
        "urgency": {"clicked", "timed", "changed", "redrawn"},
        "limit": {"open", "send", "edit", "other", "everything", "address"},
        "loop": {"heart", "delivery", "timetable"},
    }
    kinds = {one.value for one in Kind}, {one.value for one in NotificationKind}
    for family in metrics.values():
        for label, values in family.labels().items():
            assert not any(value.isdecimal() and len(value) >= 5 for value in values), family.name
            assert values <= sets.get(label, values), (family.name, label)
            if label == "kind":
                assert values <= kinds["deliver" in family.name], family.name
            if label == "command":
                known = {value for value in values if value in commands or value.split()[0] in commands}
                assert all(value in known or ":" in value for value in values), values
    everything = str([family.labels() for family in metrics.values()])
    for name in ("alice", "boris", "study", "python", "caf"):
        assert name not in everything.casefold().replace("'python': {'3", "").replace("cpython", "")


def check_log(lines: list[dict[str, str]]) -> None:
    """Check the lines of a log, each of which was one JSON object."""
    assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
    assert all(line["time"].endswith("+00:00") for line in lines)
    (fault,) = [line for line in lines if line["level"] == "ERROR"]
    assert "Traceback" in fault["error"]
    assert "\n" in fault["error"]
    assert lines[-1]["message"] == "Shutting down."


async def health(folder: Path, port: int) -> tuple[int, list[str]]:
    """Run `bot.py health`; return its status and how its lines begin."""
    process = BotProcess(folder, "health", METRICS_PORT=str(port))
    await process.start()
    return await process.ends(), [line.partition(":")[0].partition(" at ")[0] for line in process.said]


async def taken(folder: Path, told: dict[str, str]) -> str:
    """Start another process at the same port; return how the sentence begins with which it ends."""
    process = BotProcess(folder, **told)
    await process.start()
    assert await process.ends() == 2
    (complaint,) = process.said
    return complaint.partition(":")[0]


async def scraped(port: int) -> str:
    """Return the metrics of the process at a port."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return await answer.text()


# --- what is not as it should be -------------------------------------------------------------------------


class Visitor:
    """Somebody who looks at the pages of a bot."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session = session
        self._url = f"http://127.0.0.1:{port}"

    async def status(self, path: str, method: str = "GET") -> int:
        """Return with which status a page answers."""
        async with self._session.request(method, self._url + path) as answer:
            return answer.status

    async def metrics(self) -> dict[str, Family]:
        """Return the metrics."""
        async with self._session.get(f"{self._url}/metrics") as answer:
            return read(await answer.text())

    async def not_ready(self) -> dict[str, str]:
        """Return which parts are not ready, and what is said of them."""
        async with self._session.get(f"{self._url}/readyz") as answer:
            said = await answer.json()
        parts = {name: part["state"] for name, part in said["parts"].items() if not part["ready"]}
        assert set(said["parts"]) == {"gateway", "database", "worker"}
        assert answer.status == (503 if parts else 200)
        assert said["ready"] is not parts
        return parts

    async def sees(self, *parts: str) -> dict[str, str]:
        """Wait until these parts are not ready, and no others; return what is said of them."""
        async with asyncio.timeout(60):
            while set(found := await self.not_ready()) != set(parts):  # noqa: ASYNC110 - HTTP tells nothing
                await asyncio.sleep(0.05)
        return found


class Hands:
    """A clock that goes when the test says so."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@asynccontextmanager
async def visited(town: Town) -> AsyncIterator[Visitor]:
    """Serve the pages of the town's bot; each look is a long time after the one before."""
    assert town.bot is not None
    port, looks = a_free_port(), itertools.count(step=100)
    async with (
        Seeing("127.0.0.1", port).of(town.bot, seconds=lambda: float(next(looks))),
        aiohttp.ClientSession() as session,
    ):
        yield Visitor(session, port)


@pytest.mark.parametrize("outage", ["silent", "locked"], indirect=True)
async def test_each_part_that_is_not_ready_is_named(
    outage: Outage, discord_addresses: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back_at_once(monkeypatch)
    async with a_town() as town:
        await town.start_bot()
        assert town.bot is not None
        async with visited(town) as visitor:
            await visitor.sees()
            assert await visitor.status("/") == await visitor.status("/metrics/x") == 404
            assert await visitor.status("/metrics", "POST") == 405

            town.local.gateway.accepting = False
            town.local.gateway.drop()
            assert (await visitor.sees("gateway"))["gateway"] == "0 of 1 shards connected"
            assert (await visitor.metrics())["sparring_shards_connected"].value() == 0
            town.local.gateway.accepting = True
            await visitor.sees()
            assert (await visitor.metrics())["sparring_gateway_disconnects_total"].value() == 1

            await outage.begin()
            await visitor.sees("database")
            away = await visitor.metrics()
            assert away["sparring_database_up"].value() == 0
            assert away["sparring_database_outages_total"].value() == 1
            assert await visitor.status("/healthz") == 200
            await outage.end()
            await visitor.sees()
            assert (await visitor.metrics())["sparring_database_up"].value() == 1

            hands = Hands()
            town.bot.pulse = Pulse(hands)
            assert (await visitor.sees("worker"))["worker"].startswith("has not begun yet: ")
            clock_was_moved()
            await visitor.sees()
            hands.seconds = 61.0
            assert (await visitor.sees("worker"))["worker"].startswith("last turn 61 s ago ")
            clock_was_moved()
            await visitor.sees()


def test_nobody_waits_for_a_silent_database_longer_than_two_seconds() -> None:
    assert SCRAPE_SECONDS < READY_SECONDS <= 2
