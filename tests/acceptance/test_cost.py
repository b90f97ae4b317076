"""What members do, and doing nothing, takes the database few statements."""

import importlib
import json
from collections.abc import AsyncIterator, Awaitable, Iterator
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any, cast

import pytest

from models import Certificate, InterviewStatus, MockInterview, Server
from sandbox import Member, Upload
from services import feedback, people, points, publishing, settings
from services.people import Member as Acting
from services.rubrics import files
from services.transaction import clock_was_moved, look_again
from tests.acceptance import picker_steps
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import START, Town, a_town
from tests.acceptance.steps import publish
from tests.acceptance.witness import forge
from tests.support.factories import NOW, TEXT, a_booking, a_draft
from tests.support.recording import unrecorded
from tests.support.rubrics import GOOD, NEXT_STEP, a_content
from tests.support.statements import DELIVERING, RESTING, Statements, counted

BOUNDS = {
    "/points": 3,
    "/board": 3,
    "/board, the next page": 3,
    "suggestions of /book": 2,
    "suggestions of /book, something typed": 2,
    "/interview view, by a participant, with feedback": 3,
    "/interview view, by somebody else": 3,
    "/interview list": 4,
    "/interview create, until the card stands": 20,
    "booking, until both are told and the card shows it": 26,
    "the picker, where nobody wished": 9,
    "/questions draw": 11,
    "/questions draw, once more": 8,
    "another question": 14,
    "the form by a rubric": 2,
    "feedback by a rubric": 14,
    "/progress": 6,
    "/certificate show": 5,
    "/certificate check": 1,
    "a second in which nothing happens": 2,
}
"""How many statements each may take. BEGIN, COMMIT and SAVEPOINT do not count."""

OPEN_CARDS = 36
PAST = 5
GRANTS = 12
"""Rows of the ledger of whoever reads it; it shows ten."""

GATHERED_SECONDS = 0.5
TURN_SECONDS = 2 * GATHERED_SECONDS
"""What comes back within so long is noted, and looked after, together: on a slow machine too."""


class Scene:
    """A town with a history, and what its bot asks the database."""

    def __init__(self, town: Town, statements: Statements) -> None:
        self.town = town
        self.statements = statements

    async def prepare(self) -> None:
        """Let there be points, interviews that are over, and open cards, before the bot is started."""
        town = self.town
        members = town.alice, town.boris, town.chen, town.dina, town.olga
        alice, boris, chen, dina, olga = map(self._acting, members)
        await people.meet_server(alice.server_id, "en", NOW)
        board = town.local.channel("interviews")
        await settings.set_board(alice.server_id, int(board.id), None, NOW)
        for one in (alice, boris, chen, dina, olga):
            await people.meet(one, NOW)
        for _ in range(GRANTS):
            await points.grant(
                boris.server_id, boris.user_id, 3, "for a talk", admin_id=olga.user_id, now=NOW
            )
        for day in range(1, PAST + 1):
            played = await a_booking(starts_at=NOW + timedelta(days=day), host=alice, guest=boris)
            await feedback.leave(
                alice.user_id, alice.server_id, played.id, score=4, text=TEXT, now=played.ends_at
            )
        for number, host in zip(range(OPEN_CARDS), cycle((alice, chen, dina)), strict=False):
            draft = a_draft(starts_at=START + timedelta(hours=24 + number), topic=f"Trees, part {number}")
            await publishing.publish(host, draft, START)

    async def begin(self) -> None:
        """Start the bot, let it deliver what the history brings about, and have members click once."""
        town = self.town
        await town.start_bot()
        await self._until_delivered()
        for one in (town.alice, town.boris, town.chen):
            await one.run("points")

    async def asked_for(self, what: Awaitable[object]) -> list[str]:
        """Return what is asked for something that changes nothing."""
        assert self.town.bot is not None
        self.statements.clear()
        await what
        await self.town.bot.at_work.finish()
        return self.statements.answering

    async def asked_until_delivered(self, what: Awaitable[object]) -> list[str]:
        """Return what is asked for something, and until everything that it brings about is delivered."""
        self.statements.clear()
        await what
        await self._until_delivered()
        return self.statements.with_delivery

    def names_of_workers(self) -> set[str]:
        """Return the names of the tasks in which the bot works by itself."""
        assert self.town.bot is not None
        return {task.get_name() for task in cast("Any", self.town.bot.get_cog("DeliveryCog"))._tasks}

    async def _until_delivered(self) -> None:
        with unrecorded():
            await nothing_waits(self.town.now())
        await self.statements.until_delivered()

    def _acting(self, member: Member) -> Acting:
        member.locale = "en-US"
        server = self.town.local.world.guild_named("Study Hall")
        return Acting(int(server.id), int(member.id), member.name, "en")


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    """What the bot of the test asks the database."""
    with counted(monkeypatch) as found:
        yield found


@pytest.fixture
async def scene(statements: Statements, database: str, discord_addresses: None) -> AsyncIterator[Scene]:
    """A running bot in a town with a history, which has delivered all that there was."""
    async with a_town() as town:
        running = Scene(town, statements)
        await running.prepare()
        await running.begin()
        yield running


@pytest.fixture
async def patient_scene(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The same, whose bot gathers for longer what it has to note and to look after, and looks only then."""
    # Each bot loads its extensions anew.
    pool, writer = map(importlib.import_module, ("cogs.delivery.pool", "cogs.delivery.writer"))
    monkeypatch.setattr(pool, "LONGEST_SLEEP_SECONDS", 600.0)
    scene.statements.clear()
    look_again()
    await scene.statements.until_delivered()
    monkeypatch.setattr(pool, "TURN_SECONDS", TURN_SECONDS)
    monkeypatch.setattr(writer, "GATHERED_SECONDS", GATHERED_SECONDS)
    return scene


async def test_what_changes_nothing_is_answered_by_few_statements(scene: Scene) -> None:
    boris, chen = scene.town.boris, scene.town.chen
    board = await boris.run("board")
    asked = {
        "/points": await scene.asked_for(boris.run("points")),
        "/board": await scene.asked_for(boris.run("board")),
        "/board, the next page": await scene.asked_for(boris.click(board.message, "Next")),
        "suggestions of /book": await scene.asked_for(boris.complete("book", "interview")),
        "suggestions of /book, something typed": await scene.asked_for(
            boris.complete("book", "interview", "tr")
        ),
        "/interview view, by a participant, with feedback": await scene.asked_for(
            boris.run("interview view", interview="1")
        ),
        "/interview view, by somebody else": await scene.asked_for(chen.run("interview view", interview="1")),
        "/interview list": await scene.asked_for(boris.run("interview list")),
    }
    assert all(asked.values()), "what is asked is not counted"
    assert not (found := excesses(asked)), "\n\n".join(found)


async def test_questions_are_drawn_by_few_statements_however_many_there_are(scene: Scene) -> None:
    town, number = scene.town, str(PAST + 1)
    await town.boris.run("book", interview=number)
    rows = [{"text": f"What is behind tree number {one}?", "topic": "Trees"} for one in range(500)]
    dry = await town.olga.run("questions import", file=Upload("trees.json", json.dumps(rows).encode()))
    await town.olga.click(dry.message, "Import")
    draw = partial(town.alice.run, "questions draw", interview=number)
    asked = {
        "/questions draw": await scene.asked_for(draw()),
        "/questions draw, once more": await scene.asked_for(draw()),
    }
    hand = await draw()
    asked["another question"] = await scene.asked_for(town.alice.click(hand.message, "Another question"))
    assert hand.text.startswith("Questions for interview")
    assert all(asked.values()), "what is asked is not counted"
    assert not (found := excesses(asked)), "\n\n".join(found)


async def test_a_rubric_costs_feedback_few_statements_more(scene: Scene) -> None:
    town, number = scene.town, str(PAST + 1)
    ours = a_content()
    file = Upload("ours.csv", files.written(ours, ours.name, "en"))
    await town.olga.run("settings feedback", rubric=True)
    await town.olga.run("rubrics import", file=file)
    await town.alice.run("interview edit", interview=number, rubric="Ours en")
    await town.boris.run("book", interview=number)
    town.clock.advance(timedelta(hours=36))
    with unrecorded():
        await nothing_waits(town.now())
    opened = partial(
        forge, town.alice, f"interview:feedback:{number}", (await town.alice.run("points")).message
    )
    asked = {"the form by a rubric": await scene.asked_for(opened())}
    form = (await opened()).modal
    assert form is not None
    assert form.custom_id == f"interview:rubric:{number}:s1:1"
    sent = town.alice.submit(form, level1="3", level2="4", level3="5", good=GOOD, next=NEXT_STEP)
    asked["feedback by a rubric"] = await scene.asked_for(sent)
    assert not (found := excesses(asked)), "\n\n".join(found)


async def test_progress_takes_few_statements_however_much_there_is(scene: Scene) -> None:
    boris = scene.town.boris
    with unrecorded():
        await MockInterview.filter(id=1).update(status=InterviewStatus.COMPLETED)
    asked = {"/progress": await scene.asked_for(boris.run("progress"))}
    assert all(asked.values()), "what is asked is not counted"
    assert not (found := excesses(asked)), "\n\n".join(found)


async def test_a_certificate_is_issued_and_checked_by_few_statements(scene: Scene) -> None:
    boris = scene.town.boris
    with unrecorded():
        await MockInterview.filter(id=1).update(status=InterviewStatus.COMPLETED)
    asked = {"/certificate show": await scene.asked_for(boris.run("certificate show"))}
    with unrecorded():
        number = (await Certificate.get()).number
    asked["/certificate check"] = await scene.asked_for(boris.run("certificate check", number=number))
    assert all(asked.values()), "what is asked is not counted"
    assert not (found := excesses(asked)), "\n\n".join(found)


async def test_the_picker_asks_once_more_where_members_wish_for_interviews(scene: Scene) -> None:
    alice, server = scene.town.alice, scene.town.local.world.guild_named("Study Hall")
    picker = await alice.run("interview create", role="interviewer")
    what = partial(picker_steps.choose, alice, picker, "Day", picker_steps.day(scene.town, 5))
    without = await scene.asked_for(what())
    assert not (found := excesses({"the picker, where nobody wished": without})), found[0]
    with unrecorded():
        await Server.filter(id=int(server.id)).update(has_wishes=True)

    with_wishes = await scene.asked_for(what())

    assert len(with_wishes) == len(without) + 1, "\n".join(with_wishes)


async def test_a_card_is_published_and_shown_by_few_statements(patient_scene: Scene) -> None:
    town = patient_scene.town
    asked = await patient_scene.asked_until_delivered(publish(town, town.chen, when="2026-12-20 18:00 UTC"))
    assert town.card(PAST + OPEN_CARDS + 1) is not None
    assert not (found := excesses({"/interview create, until the card stands": asked})), found[0]


async def test_a_booking_is_made_and_told_by_few_statements(patient_scene: Scene) -> None:
    town, number = patient_scene.town, PAST + 1
    card = await town.card_shows(number, "open")
    asked = await patient_scene.asked_until_delivered(town.boris.click(card, "Book"))
    assert "booked" in card.text
    assert all(f"#{number} " in one.dms()[-1].text for one in (town.alice, town.boris))
    assert not (found := excesses({"booking, until both are told and the card shows it": asked})), found[0]


async def test_a_bot_with_nothing_to_do_asks_little(
    scene: Scene, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    # After a rest that takes no time it would not look for what is due, as it does after one of seconds.
    monkeypatch.setattr(importlib.import_module("cogs.delivery.pool"), "READIED_EVERY_SECONDS", 0.0)
    statements.clear()
    await statements.let_a_minute_pass(clock_was_moved)
    assert statements.answering == []
    assert scene.names_of_workers() == RESTING | DELIVERING, "somebody is not counted"
    asked = {task: statements.in_a_second(task) for task in RESTING}
    found = [
        f"{rate:.2f} a second by {task}:\n  " + "\n  ".join(statements.passes[task][-1].texts)
        for task, rate in asked.items()
    ]
    assert sum(asked.values()) <= BOUNDS["a second in which nothing happens"], "\n".join(found)


def excesses(asked: dict[str, list[str]]) -> list[str]:
    """Return what took more statements than it may, with these."""
    return [
        f"{what}: {len(texts)} statements, and not at most {BOUNDS[what]}:\n  " + "\n  ".join(texts)
        for what, texts in asked.items()
        if len(texts) > BOUNDS[what]
    ]
