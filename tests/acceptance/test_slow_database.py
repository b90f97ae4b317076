"""A database that takes its time: every interaction is acknowledged before Discord gives it up."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tortoise import connections

from cogs._shared import patience
from cogs._shared.patience import within_patience
from sandbox import Fault, LocalGoogle
from sandbox.driver.answer import Answer
from tests.acceptance.conftest import LINK, Town, a_town
from tests.acceptance.witness import Witness, forge, forge_form
from tests.services.google_meet import client, credentials_file

DISCORDS_SECONDS = 3.0
ANSWER_SECONDS = 30.0
"""What Discord's 3 seconds are here. The database answers only once the interaction is acknowledged, however
long that takes; so what counts is how often the bot waits for it before."""

SHORT_PATIENCE_SECONDS, LONG_PATIENCE_SECONDS = 0.2, 10.0

STATEMENTS = ("execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script")


class Brake:
    """Holds every statement of the bot back while it is on, until it is released.

    Attributes:
        waits: How often the bot's patience has come to its end since the brake was put on.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._free = asyncio.Event()
        self.held = 0
        self.waits = 0
        self.release()

    def hold(self) -> None:
        """Hold statements back from now on."""
        self.held = 0
        self.waits = 0
        self._free.clear()
        self._monkeypatch.setattr(patience, "PATIENCE_SECONDS", SHORT_PATIENCE_SECONDS)

    def release(self) -> None:
        """Let all of them go."""
        self._free.set()
        self._monkeypatch.setattr(patience, "PATIENCE_SECONDS", LONG_PATIENCE_SECONDS)

    async def within_patience(self, asked: "asyncio.Future[Any]") -> bool:
        """Wait as the bot does, and count."""
        is_there = await within_patience(asked)
        self.waits += not is_there
        return is_there

    def on(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """Return a method that waits first."""

        async def braked(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever Tortoise passes
            if not self._free.is_set():
                self.held += 1
                await self._free.wait()
            return await method(*args, **kwargs)

        return braked


@pytest.fixture
def brake(database: str, monkeypatch: pytest.MonkeyPatch) -> Brake:
    """A brake on the connection of the test's database."""
    brake = Brake(monkeypatch)
    kind = type(connections.get("default"))
    for name in STATEMENTS:
        monkeypatch.setattr(kind, name, brake.on(getattr(kind, name)))
    for module in list(sys.modules.values()):
        if getattr(module, "within_patience", None) is within_patience and module.__name__ != __name__:
            monkeypatch.setattr(module, "within_patience", brake.within_patience)
    return brake


async def _while_held(town: Town, brake: Brake, attempt: Callable[[], Awaitable[Answer]]) -> Answer:
    """Make an attempt while the database does not answer; release it once Discord was answered."""
    known = town.local.backend.interactions.latest
    brake.hold()
    trying = asyncio.ensure_future(attempt())

    def acknowledged() -> bool:
        latest = town.local.backend.interactions.latest
        return (
            latest is not None
            and latest is not known
            and (latest.response is not None or latest.settled.is_set())
        )

    try:
        await town.until(acknowledged, "the acknowledgement")
        # Twice would be longer than Discord waits.
        assert brake.waits <= 1
    finally:
        brake.release()
    return await trying


def test_the_patience_with_the_database_is_half_of_discords_at_most() -> None:
    assert patience.PATIENCE_SECONDS <= DISCORDS_SECONDS / 2


@pytest.mark.usefixtures("discord_addresses")
async def test_every_interaction_is_acknowledged_while_the_database_does_not_answer(
    brake: Brake, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_town(answer_seconds=ANSWER_SECONDS) as town:
        await town.start_bot()
        witness = Witness(town, caplog)
        await town.open_board(points_for=town.boris)
        await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
        card = await town.card_shows(1, "#1")
        panel = town.board()[0]
        own = (await town.boris.run("points")).message
        alice, boris, olga = town.alice, town.boris, town.olga
        for attempt in (
            partial(boris.run, "points"),
            partial(boris.run, "board"),
            partial(boris.run, "feedback"),
            partial(boris.run, "timezone", zone="Europe/Moscow"),
            partial(boris.run, "interview list"),
            partial(boris.run, "interview view", interview="1"),
            partial(boris.run, "interview create"),
            partial(boris.run, "book", interview="7"),
            partial(alice.run, "interview edit", interview="1", topic="Graphs"),
            partial(alice.run, "interview create", role="interviewer", when="tomorrow 10am UTC", link=LINK),
            partial(alice.run, "interview cancel", interview="2"),
            partial(olga.run, "settings show"),
            partial(olga.run, "settings economy"),
            partial(olga.run, "settings points", price=3),
            partial(olga.run, "settings times", accept_hours=72),
            partial(olga.run, "settings grant", member=boris, amount=1, reason="slow"),
            partial(olga.run, "settings feedback", rubric=True),
            partial(olga.run, "rubrics list"),
            partial(olga.run, "rubrics template"),
            partial(olga.run, "rubrics retire", rubric="nothing"),
            partial(boris.run, "free set"),
            partial(boris.run, "free show"),
            partial(boris.run, "free pause", until="in 3 days"),
            partial(boris.run, "free except", when="tomorrow", free=False),
            partial(boris.click, panel, custom_id="interview:start"),
            partial(boris.click, card, "Book"),
            partial(forge, boris, "interview:withdraw:1", own),
            partial(forge_form, boris, "interview:withdraw:1", reason="Too slow"),
            partial(forge_form, alice, "interview:cancel:2:0"),
            partial(forge, olga, "interview:uphold:1", own),
            partial(forge_form, olga, "interview:uphold:1:no_show", reason="Too slow"),
            partial(forge, boris, "move:decline:1", own),
            partial(forge, alice, "interview:link:1", own),
            partial(forge, boris, "interview:accept:1", own),
            partial(forge, boris, "interview:feedback:1", own),
            partial(forge, boris, "interview:rate:1", own, values=["5"]),
            partial(forge, boris, "interview:nothing:1", own),
            partial(forge, boris, "board:pick", own, values=["1"]),
            partial(forge, boris, "board::0:", own),
            partial(forge, boris, "picker:role-interviewee:....60..", own),
            partial(forge, boris, "picker:details:interviewer.20270101.10.0.60..", own),
            partial(forge, alice, "interview:edit:1", own),
            partial(forge, alice, "interview:cancel:1", own),
            partial(forge_form, alice, "interview:edit:1", topic="Trees"),
            partial(forge_form, alice, "interview:feedback:1", score="4", text="Clear and calm throughout."),
            partial(forge_form, alice, "interview:rubric:1:coding:1", level1="4", good="Clear and calm."),
            partial(forge_form, boris, "picker:publish:interviewer.20270101.10.0.60..", topic="Late"),
            # The form for draft 1 cannot come in time: the member is asked to click again.
            partial(forge, boris, "preview:details:1", own),
            partial(forge, boris, "picker:details:interviewer.20270101.10.0.60..1", own),
            partial(forge_form, boris, "preview:change:1", topic="Later"),
            partial(forge, boris, "preview:time:1", own),
            partial(forge, boris, "picker:preview:interviewer.20270102.10.0.60..1", own),
            partial(forge, boris, "preview:publish:1", own),
            partial(forge, boris, "picker:zone:....60..", own),
            partial(forge_form, boris, "picker:zone:....60..", zone="Moscow"),
            partial(forge, boris, "picker:in:Europe/Moscow:....60..", own),
            partial(forge, boris, "zone:set:Europe/Moscow", own),
            partial(forge, boris, "free:add", own),
            partial(forge_form, boris, "free:add"),
            partial(forge, boris, "free:remove:1", own),
            partial(forge, boris, "free:exceptions", own),
            partial(forge, boris, "free:exceptions:0", own),
            partial(forge, boris, "free:back:0", own, values=["1"]),
            partial(forge, boris, "free:resume", own),
            partial(forge, boris, "free:in:Europe/Moscow", own),
        ):
            answer = await _while_held(town, brake, attempt)
            assert not answer.failed, attempt
            assert answer.text
        # By which rubric it would be is not known in time: the form with one score comes, and counts.
        form = await _while_held(town, brake, partial(forge, alice, "interview:feedback:1", own))
        assert form.modal is not None
        assert form.modal.custom_id == "interview:feedback:1"
        for command in ("book", "interview view", "interview edit", "interview cancel", "feedback"):
            brake.hold()
            assert await boris.complete(command, "interview", "") == []
            assert brake.waits == 1
            brake.release()
        assert witness.faults() == []


@pytest.mark.usefixtures("discord_addresses")
async def test_every_interaction_is_acknowledged_while_google_hangs_too(
    brake: Brake, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    async with LocalGoogle() as google, a_town(answer_seconds=ANSWER_SECONDS) as town:
        credentials = credentials_file(google, "authorized_user", tmp_path)
        async with client(google, credentials, patience=1.0) as meet:
            town.google_meet = meet
            await town.start_bot()
            await town.open_board(points_for=town.boris, points=9)
            hanging = google.faults.add(Fault("delay", path="/v2/spaces", times=None, seconds=60.0))
            for number, when in ((1, "tomorrow 18:00 UTC"), (2, "tomorrow 20:00 UTC")):
                await town.alice.run("interview create", role="interviewer", when=when)
                await town.card_shows(number, "open")
            await town.boris.run("book", interview="1")
            await town.until(lambda: hanging.hits > 0, "a room that is waited for")
            alice, boris = town.alice, town.boris
            for attempt in (
                partial(boris.run, "interview view", interview="1"),
                partial(boris.click, town.card(2), "Book"),
                partial(alice.run, "interview edit", interview="1", topic="Graphs"),
                partial(alice.run, "interview edit", interview="2", link=LINK),
                partial(alice.run, "interview create", role="interviewer", when="tomorrow 10am UTC"),
                partial(forge, boris, "interview:withdraw:1", (await boris.run("points")).message),
            ):
                answer = await _while_held(town, brake, attempt)
                assert not answer.failed, attempt
                assert answer.text
            # Who booked hears of it all the same, without a link.
            await town.dm_says(boris, "#2 с")
            await town.stop_bot()
        assert Witness(town, caplog).faults() == []
