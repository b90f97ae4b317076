"""/questions, as members and admins meet it: a bank, drawing from it, asking, and what is seen of it."""

import json
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from models import Question
from sandbox import Answer, Member, MessageView, Upload
from services.questions.refusals import (
    ImportGone,
    NoQuestions,
    NothingToDrawFor,
    QuestionNotAtHand,
    QuestionNotFound,
    SuggestionGone,
)
from services.refusals import NotAnAdmin, OnlyInAServer, OnlyTheInterviewer
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import Witness, forge

SECRET = "What becomes of a goat behind the third door?"


def a_file(rows: list[dict[str, object]], name: str = "questions.json") -> Upload:
    """A file of questions."""
    return Upload(name, json.dumps(rows).encode())


def some_rows(many: int, **said: str) -> list[dict[str, object]]:
    """So many questions."""
    return [{"text": f"What is behind door number {number}?", **said} for number in range(many)]


async def a_log(town: Town) -> None:
    """Have the server have a log channel, and read English."""
    town.olga.locale = "en-US"
    board, log = town.local.channel("interviews"), town.local.channel("admin-log")
    await town.olga.at("general").run("settings board", channel=board, log=log)


async def import_rows(town: Town, rows: list[dict[str, object]]) -> Answer:
    """Have Olga import questions, and return what came of it."""
    dry = await town.olga.run("questions import", file=a_file(rows))
    return await town.olga.click(dry.message, "Import" if town.olga.locale == "en-US" else "Загрузить")


async def select(who: Member, message: MessageView | None, custom_id: str, value: str) -> Answer:
    """Choose in a menu that is named by how its custom_id begins."""
    assert message is not None
    menu = next(one for one in message.selects if one.custom_id.startswith(custom_id))
    return await who.select(message, menu.custom_id, [value])


async def test_a_file_is_looked_through_imported_and_drawn_from(town: Town, witness: Witness) -> None:
    await a_log(town)
    dry = await town.olga.run("questions import", file=a_file(some_rows(7)))
    assert dry.ephemeral
    assert "This file would bring: 7 new." in dry.text
    assert await Question.all().count() == 0

    done = await town.olga.click(dry.message, "Import")

    assert "Done: 7 new." in done.text
    assert await Question.all().count() == 7
    again = await town.olga.run("questions import", file=a_file(some_rows(7)))
    assert "All 7 questions in this file are here already" in again.text
    await town.until(lambda: any("added questions: 7 new" in one for one in town.log_lines()), "the line")
    assert "added questions" in (await town.olga.run("settings audit")).text
    assert witness.faults() == []


async def test_a_click_on_import_that_comes_twice_or_a_day_late_is_refused(
    town: Town, witness: Witness
) -> None:
    await a_log(town)
    dry = await town.olga.run("questions import", file=a_file(some_rows(1)))
    assert dry.message is not None
    number = dry.message.buttons[0].custom_id
    assert number is not None
    await town.olga.click(dry.message, "Import")
    await witness.refused(town.olga, lambda: forge(town.olga, number, dry.message), ImportGone())
    late = await town.olga.run("questions import", file=a_file(some_rows(2)))
    town.clock.advance(timedelta(days=1, minutes=1))
    assert late.message is not None
    waiting = late.message.buttons[0].custom_id
    assert waiting is not None
    await witness.refused(town.olga, lambda: forge(town.olga, waiting, late.message), ImportGone())


async def test_wrong_rows_are_named_and_nothing_is_imported(town: Town, witness: Witness) -> None:
    await a_log(town)
    rows: list[dict[str, object]] = [
        {"text": "Short"},
        *some_rows(1),
        {"text": "Is this one fine? It says so.", "level": "wizard"},
    ]
    said = await town.olga.run("questions import", file=a_file(rows))
    assert "2 rows need fixing" in said.text
    assert "Row 1" in said.text
    assert "Row 3" in said.text
    assert labels(said.message) == []
    many = await town.olga.run("questions import", file=a_file([{"text": "no"} for _ in range(30)]))
    assert many.message is not None
    assert [one["filename"] for one in many.message.attachments] == ["wrong-rows.csv"]
    assert witness.faults() == []


async def test_only_admins_reach_the_bank_and_only_in_their_server(town: Town, witness: Witness) -> None:
    await a_log(town)
    await import_rows(town, some_rows(2))
    number = (await Question.all().order_by("id"))[0].id
    shown = await town.olga.run("questions list")
    alice = town.alice
    for tried in (
        lambda: alice.run("questions import", file=a_file(some_rows(1))),
        lambda: alice.run("questions export"),
        lambda: alice.run("questions starter"),
        lambda: alice.run("questions list"),
        lambda: alice.run("questions retire", question=str(number)),
        lambda: forge(alice, f"questions:retire:{number}", shown.message),
        lambda: forge(alice, f"questions:restore:{number}", shown.message),
        lambda: forge(alice, "questions:import:1", shown.message),
        lambda: forge(alice, "questions:list:0:::first:0", shown.message),
        lambda: forge(alice, "questions:take:1", shown.message),
    ):
        await witness.refused(alice, tried, NotAnAdmin())
    assert await alice.complete("questions retire", "question") == []
    assert await alice.complete("questions list", "topic") == []
    await witness.refused(town.olga, lambda: town.olga.run("questions list", channel="dm"), OnlyInAServer())


async def test_the_bank_is_paged_shown_and_retired(town: Town, witness: Witness) -> None:
    await a_log(town)
    await import_rows(town, some_rows(10, topic="Doors", level="middle", notes="A ||goat||."))
    page = await town.olga.run("questions list", topic="doors", level="middle")
    assert page.message is not None
    assert "#10" in page.text
    assert "Doors · middle" in page.text
    second = await town.olga.click(page.message, "Next")
    assert "#1**" in second.text
    one = await select(town.olga, second.message, "questions:show", "1")
    assert "||A \\|\\|goat\\|\\|.||" in one.text
    retired = await town.olga.click(one.message, "Retire")
    assert "Question #1 is retired" in retired.text
    back = await town.olga.click(retired.message, "Bring back")
    assert "retired" not in back.text
    assert (await town.olga.click(back.message, "All questions")).text.startswith("Questions in this server")
    found = await town.olga.complete("questions retire", "question", "number 3")
    assert [choice.value for choice in found] == ["4"]
    gone = await town.olga.run("questions retire", question="4")
    assert "Question #4 is retired" in gone.text
    await witness.refused(
        town.olga, lambda: town.olga.run("questions retire", question="99"), QuestionNotFound()
    )
    assert witness.faults() == []


async def test_what_is_exported_can_be_imported_and_changes_nothing(town: Town, witness: Witness) -> None:
    await a_log(town)
    rows: list[dict[str, object]] = [
        *some_rows(3, topic="=1+1", notes="- one\n- two"),
        {"text": "Почему небо синее днём?"},
    ]
    await import_rows(town, rows)
    sent = await town.olga.run("questions export")
    assert sent.message is not None
    (file,) = sent.message.attachments
    stored = town.local.backend.files.get(file["id"])
    assert stored is not None
    assert stored.content.startswith(b"\xef\xbb\xbf")
    assert b"'=1+1" in stored.content
    back = Upload("questions.csv", stored.content)
    assert "All 4 questions" in (await town.olga.run("questions import", file=back)).text
    assert witness.faults() == []


async def test_the_starter_questions_are_ready_at_once_in_either_language(
    town: Town, witness: Witness
) -> None:
    said = await town.olga.run("questions starter", language="ru")
    assert "/questions draw" in said.text or "draw:" in said.text
    town.olga.locale = "ru"
    again = await town.olga.run("questions starter")
    assert "Готово 128 вопросов" in again.text
    assert "Ещё 128 уже были" in again.text or "Ещё 128 уже было" in again.text
    assert "ничего не изменилось" in (await town.olga.run("questions starter")).text
    assert witness.faults() == []


async def soon(town: Town, topic: str = "") -> None:
    """Have Boris book an interview of Alice's that begins in six hours, and both be told."""
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="welcome")
    await publish(town, town.alice, when="in 6 hours", topic=topic or "Python")
    await town.boris.run("book", interview="1")
    await town.dm_says(town.boris, "назначено")
    await nothing_waits(town.now())


async def a_hand(town: Town, many: int = 8) -> Answer:
    """Have Boris interviewed by Alice in six hours, and return what she draws."""
    await a_log(town)
    rows = some_rows(many, notes="A goat.")
    rows[0]["text"] = SECRET
    await import_rows(town, rows)
    await soon(town)
    return await town.alice.run("questions draw")


async def test_an_interviewer_draws_asks_and_the_interviewee_reads_it_with_the_feedback(
    town: Town, witness: Witness, caplog: pytest.LogCaptureFixture
) -> None:
    hand = await a_hand(town)
    assert hand.ephemeral
    assert hand.text.startswith("Questions for interview #1")
    assert "||A goat.||" in hand.text
    assert hand.message is not None
    menu = next(one for one in hand.message.selects if one.custom_id == "questions:open:1")
    assert len(menu.options) == 5
    other = list(menu.options)[2]
    shown = await select(town.alice, hand.message, "questions:open", other)
    assert "Question 3" in shown.text
    passed = menu.options[other]
    another = await town.alice.click(shown.message, "Another")
    assert another.message is not None
    labels_now = next(one for one in another.message.selects if one.custom_id == "questions:open:1").options
    assert passed not in labels_now.values()
    too_early = await town.alice.click(another.message, "Asked")
    assert "Mark what you asked once you've asked it." in too_early.text

    town.clock.advance(timedelta(hours=6, minutes=10))
    asked = await town.alice.click(another.message, "Asked")
    assert "· *asked*" in asked.text
    went = await select(town.alice, asked.message, "questions:went", "4")
    assert "asked, 4 out of 5" in went.text
    assert "Not asked after all" in labels(went.message)
    third = list(labels_now.values())[2].removeprefix("3. ")

    town.clock.advance(timedelta(hours=1))
    form = await town.alice.run("feedback", interview="1")
    left = await town.alice.submit(form.modal, score="4", text="A clear answer about goats, and doors too.")
    assert "What was asked" in left.text
    assert f"{third} (4 out of 5)" in left.text
    heard = await town.dm_says(town.boris, "О чём спрашивали")
    assert f"{third} (4 из 5)" in heard.text
    assert "A goat" not in heard.text
    await nothing_waits(town.now())
    assert "goat" not in caplog.text
    assert witness.faults() == []


async def test_the_reminder_has_the_button_for_the_interviewer_alone(town: Town, witness: Witness) -> None:
    await a_hand(town)
    town.clock.advance(timedelta(hours=5, minutes=1))
    mine = await town.dm_says(town.alice, "Interview #1")
    await town.until(lambda: any("questions:draw:1" in str(dm.raw) for dm in town.alice.dms()), "the button")
    reminder = next(dm for dm in town.alice.dms() if "questions:draw:1" in str(dm.raw))
    drawn = await town.alice.click(reminder, "Draw questions")
    assert drawn.text.startswith("Questions for interview #1")
    assert mine is not None
    town.clock.advance(timedelta(minutes=50))
    plan = await town.dm_says(town.alice, "A plan, if you like one:")
    assert plan.text.count(" min) ") == 5
    await nothing_waits(town.now())
    for dm in town.boris.dms():
        assert "questions:draw" not in str(dm.raw)
        assert "План" not in dm.text
    assert witness.faults() == []


async def test_an_interviewer_gets_the_plan_where_the_server_reminds_at_other_times(
    town: Town, witness: Witness
) -> None:
    await a_log(town)
    await town.olga.run("settings reminders", before="2h")
    await import_rows(town, some_rows(5))
    await soon(town)
    town.clock.advance(timedelta(hours=5, minutes=51))
    await town.dm_says(town.alice, "A plan, if you like one:")
    await nothing_waits(town.now())
    assert not any("10" in dm.text and "План" in dm.text for dm in town.boris.dms())
    assert witness.faults() == []


async def test_a_server_without_questions_is_as_it_was(town: Town, witness: Witness) -> None:
    await a_log(town)
    await soon(town)
    await witness.refused(town.alice, lambda: town.alice.run("questions draw"), NoQuestions())
    town.alice.locale = "en-US"
    town.clock.advance(timedelta(hours=5, minutes=51))
    await town.dm_says(town.alice, "Interview #1")
    await nothing_waits(town.now())
    for dm in town.alice.dms():
        assert "questions:" not in str(dm.raw)
        assert "A plan" not in dm.text
    town.clock.advance(timedelta(hours=2))
    form = await town.alice.run("feedback", interview="1")
    left = await town.alice.submit(form.modal, score="4", text="A clear answer about goats, and doors too.")
    assert "Suggest a question" not in labels(left.message)


async def test_nobody_else_draws_and_nobody_too_early_or_too_late(town: Town, witness: Witness) -> None:
    hand = await a_hand(town)
    draw_id = next(one for one in labels_and_ids(hand) if one.startswith("questions:asked:"))
    only = OnlyTheInterviewer(number=1)
    for who in (town.boris, town.chen):
        for tried in (
            partial(who.run, "questions draw", interview="1"),
            partial(forge, who, draw_id, hand.message),
            partial(forge, who, "questions:open:1", hand.message, values=["1"]),
        ):
            await witness.refused(who, tried, only)
    await witness.refused(town.chen, lambda: town.chen.run("questions draw"), NothingToDrawFor())
    alice = town.alice
    gone = partial(forge, alice, "questions:asked:99", hand.message)
    await witness.refused(alice, gone, QuestionNotAtHand())
    town.clock.advance(timedelta(hours=7, minutes=1))
    late = await alice.run("questions draw", interview="1")
    assert "закончилось" in late.text
    alice.locale = "en-US"
    await publish(town, alice, when="in 72 hours")
    await town.olga.run("settings grant", member=town.chen, amount=3, reason="welcome")
    await town.chen.run("book", interview="2")
    early = await alice.run("questions draw")
    assert "can be drawn from a day before it starts" in early.text
    assert witness.faults() == []


async def test_questions_are_drawn_in_a_direct_message_too(town: Town, witness: Witness) -> None:
    await a_hand(town)
    said = await town.alice.run("questions draw", channel="dm")
    assert said.text.startswith("Questions for interview #1")
    assert witness.faults() == []


async def test_where_nothing_fits_another_topic_can_be_chosen(town: Town, witness: Witness) -> None:
    await a_log(town)
    await import_rows(town, some_rows(6, topic="Doors"))
    await soon(town, "Windows")
    none = await town.alice.run("questions draw")
    assert "Nothing in this server's questions fits #1 (Windows)" in none.text
    chosen = await select(town.alice, none.message, "questions:topic", "Doors")
    assert chosen.text.startswith("Questions for interview #1")
    assert witness.faults() == []


async def test_a_question_is_suggested_and_admins_decide_in_the_log_channel(
    town: Town, witness: Witness
) -> None:
    await a_hand(town)
    town.clock.advance(timedelta(hours=7, minutes=1))
    form = await town.alice.run("feedback", interview="1")
    left = await town.alice.submit(form.modal, score="4", text="A clear answer about goats, and doors too.")
    asked = await town.alice.click(left.message, "Suggest a question")
    assert asked.modal is not None
    text = "Why does `goat || None` give *a* goat? @everyone"
    said = await town.alice.submit(asked.modal, text=text, notes="It is true.", topic="Goats", level="middle")
    assert "Thank you!" in said.text

    await town.until(lambda: any("suggests a question" in one for one in town.log_lines()), "the line")
    line = next(one for one in town.olga.messages("admin-log") if "suggests a question" in one.text)
    assert "`goat || None` give \\*a\\* goat? @\u200beveryone" in line.text
    assert "Goats · middle" in line.text
    await witness.refused(town.boris, lambda: forge(town.boris, "questions:take:1", line), NotAnAdmin())
    taken = await town.olga.click(line, "Take")
    assert labels(taken.message) == []
    assert (await Question.filter(topic="Goats").get()).text == text
    await town.until(lambda: any("took the question" in one for one in town.log_lines()), "the decision")
    await witness.refused(town.olga, lambda: forge(town.olga, "questions:decline:1", line), SuggestionGone())
    accepted = await forge(town.boris, "interview:accept:1", line)
    assert "Предложить вопрос" in labels(accepted.message)
    assert witness.faults() == []


async def test_a_suggestion_that_is_refused_comes_back_whole(town: Town, witness: Witness) -> None:
    await a_hand(town)
    town.clock.advance(timedelta(hours=7, minutes=1))
    form = await town.alice.run("feedback", interview="1")
    left = await town.alice.submit(form.modal, score="4", text="A clear answer about goats, and doors too.")
    asked = await town.alice.click(left.message, "Suggest a question")
    said = await town.alice.submit(
        asked.modal, text="\u2800" * 12, notes="My very best notes.", topic="Goats"
    )
    assert "A question has 10 to 1,000 characters" in said.text
    assert "My very best notes." in said.text
    assert "Goats" in said.text


def labels_and_ids(answer: Answer) -> list[str]:
    """The custom_ids of the buttons of an answer."""
    assert answer.message is not None
    return [one.custom_id for one in answer.message.buttons if one.custom_id]


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n" for before, after in pairwise("abcdefghi")
)
"""Of nine lines as many texts as stars in a galaxy."""

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bomb.yaml", ALIASES.encode(), "alias"),
        ("picture.csv", PNG, "picture"),
        ("large.csv", b"text\n" + b"a" * 5_000_000, "larger than 1 MB"),
        ("deep.json", b"[" * 100_000, "lists inside lists"),
        ("empty.csv", b"", "nothing in this file"),
        ("no-head.csv", "Почему небо синее?;Физика\n".encode("cp1251"), "text"),
        ("cut.json", b'[{"text": "Why is the sky', "JSON"),
        ("many.csv", b"text\n" + b"What is behind this door?\n" * 2_001, "2,000"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_file_that_cannot_be_read_is_refused_with_what_is_wrong(
    town: Town, witness: Witness, name: str, content: bytes, said: str
) -> None:
    town.olga.locale = "en-US"
    answer = await town.olga.run("questions import", file=Upload(name, content))
    assert said in answer.text, answer.text
    assert labels(answer.message) == []
    assert await Question.all().count() == 0
    assert witness.faults() == []


async def test_a_formula_is_a_question_like_any_other(town: Town, witness: Witness) -> None:
    await a_log(town)
    rows = b'text,topic\n"=HYPERLINK(""http://a.example"",""What is this?"")",=1+1\n'
    dry = await town.olga.run("questions import", file=Upload("formula.csv", rows))
    await town.olga.click(dry.message, "Import")
    assert (await Question.get()).text == '=HYPERLINK("http://a.example","What is this?")'
    sent = await town.olga.run("questions export")
    assert sent.message is not None
    stored = town.local.backend.files.get(sent.message.attachments[0]["id"])
    assert stored is not None
    assert b"\"'=HYPERLINK" in stored.content
    assert witness.faults() == []
