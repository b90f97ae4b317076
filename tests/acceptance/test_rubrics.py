"""Feedback by a rubric, as admins, hosts and both sides of the table meet it."""

from datetime import timedelta
from functools import partial
from typing import Any

import aiohttp
import pytest

from models import InterviewFeedback, MockInterview, Server
from sandbox import Answer, Member, MessageView, Upload
from services.refusals import NotAnAdmin
from services.rubrics import files, standard
from services.rubrics.refusals import (
    LevelsMissing,
    NextStepWanted,
    RubricFileTooLarge,
    RubricFormUnknown,
    RubricNotOffered,
    RubricNotRetirable,
    RubricsOff,
    TextRepeatsItself,
    TextWithoutLetters,
)
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.test_direct_messages import NIGHT, choose_server
from tests.acceptance.witness import Witness, forge_command, forge_form
from tests.support.rubrics import GOOD, NEXT_STEP, a_content

HIGH = {"level1": "5", "level2": "4", "level3": "3"}


async def turn_on(town: Town, *, wanted: bool = True) -> Answer:
    """Have Olga turn rubrics on, or off again."""
    return await town.olga.at("general").run("settings feedback", rubric=wanted)


async def over(town: Town, count: int = 1, **options: Any) -> None:  # noqa: ANN401 - options of the command
    """Have Alice interview Boris, and let the time of all the interviews pass."""
    await town.open_board(points_for=town.boris, points=9)
    for number in range(1, count + 1):
        await publish(town, town.alice, when=f"tomorrow {number:02}:00", duration=30, **options)
        await town.boris.run("book", interview=str(number))
        await town.card_shows(number, "booked")
    town.clock.advance(timedelta(days=2))
    await nothing_waits(town.now())


async def send(who: Member, opened: Answer, **fields: str) -> Answer:
    """Send the form that was opened, with all in it that is not said otherwise."""
    assert opened.modal is not None, opened.text
    return await who.submit(opened.modal, **{**HIGH, "good": GOOD, "next": NEXT_STEP, **fields})


def a_file(content: bytes | None = None, **said: Any) -> Upload:  # noqa: ANN401 - as in a_content
    """A rubric of the server's own as a file."""
    if content is None:
        ours = a_content(**said)
        content = files.written(ours, ours.name, "en")
    return Upload("ours.csv", content)


async def content_of(message: MessageView | None) -> bytes:
    """What the file of a message holds."""
    assert message is not None
    (attached,) = message.attachments

    async with aiohttp.ClientSession() as session, session.get(attached["url"]) as answer:
        return await answer.read()


# --- turning it on ---------------------------------------------------------------------------------------


async def test_a_server_as_it_is_keeps_the_form_it_has(town: Town, witness: Witness) -> None:
    await over(town)
    form = await town.alice.run("feedback")
    assert form.modal is not None
    assert form.modal.custom_id == "interview:feedback:1"
    assert set(form.modal.fields) == {"score", "text"}
    assert witness.faults() == []


async def test_an_admin_turns_it_on_and_sees_what_is_set(town: Town, witness: Witness) -> None:
    town.olga.locale = "en-US"
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    shown = await town.olga.run("settings feedback")
    assert "one score and a text" in shown.text
    assert not (await Server.get()).uses_rubrics

    done = await turn_on(town)

    assert "Interviewers now judge three criteria" in done.text
    assert "three criteria with levels in words" in done.text
    assert (await Server.get()).uses_rubrics
    said = "one score and a text → three criteria with levels in words"
    await town.until(lambda: any(said in line for line in town.log_lines()), "the line of the change")
    assert "three criteria" in (await town.olga.run("settings audit")).text
    town.olga.locale = "ru"
    off = await turn_on(town, wanted=False)
    assert "Интервьюеры ставят одну оценку" in off.text
    assert witness.faults() == []


# --- the form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_the_form_has_five_parts_in_the_readers_language(
    town: Town, witness: Witness, language: str
) -> None:
    await turn_on(town)
    await over(town, topic="System design")
    town.alice.locale = {"en": "en-US", "ru": "ru"}[language]

    form = await town.alice.run("feedback")

    assert form.modal is not None
    assert form.modal.custom_id == "interview:rubric:1:system-design:1"
    assert list(form.modal.fields) == ["level1", "level2", "level3", "good", "next"]
    assert len(form.modal.raw["components"]) == 5
    rubric = standard.latest("system-design")
    for place, criterion in enumerate(rubric.criteria, start=1):
        field = form.modal.fields[f"level{place}"]
        assert field["label"] == criterion.title[language]
        assert [option["value"] for option in field["options"]] == ["5", "4", "3", "2", "1"]
        words = [criterion.words_of(level)[language] for level in (5, 4, 3, 2, 1)]
        assert [option["label"] for option in field["options"]] == words
    hint = {
        "en": "If you chose one of the two lowest",
        "ru": "Если выбран один из двух низших уровней",
    }
    assert form.modal.fields["next"]["description"].startswith(hint[language])
    assert witness.faults() == []


async def test_what_was_judged_is_shown_to_both_in_their_language(town: Town, witness: Witness) -> None:
    await turn_on(town)
    await over(town, topic="Algorithms")

    left = await send(town.alice, await town.alice.run("feedback"))

    assert "your feedback on #1 is on its way" in left.text
    for said in (
        "4 out of 5",
        "Rubric: Coding",
        "**Understanding the problem**: 5 out of 5",
        "Clarifies inputs, limits and edge cases before coding",
        "One next step",
        NEXT_STEP,
        "What was good",
        GOOD,
    ):
        assert said in left.text, said
    told = await town.dm_says(town.boris, "Критерии: Алгоритмы и код")
    for said in (
        "4 из 5",
        "**Понимание задачи**: 5 из 5",
        "До кода уточняет",
        "Один следующий шаг",
        NEXT_STEP,
    ):
        assert said in told.text, said
    received = await town.boris.run("feedback")
    assert "До кода уточняет" in received.text
    viewed = await town.boris.run("interview view", interview="1")
    assert "**Понимание задачи**: 5 из 5" in viewed.text
    accepted = await town.boris.click(received.message, "Принять #1")
    assert "Интервьюер получил 1 балл" in accepted.text
    row = await InterviewFeedback.get()
    assert (row.technical_score, row.feedback, row.next_step) == (4, GOOD, NEXT_STEP)
    assert witness.faults() == []


async def test_the_button_and_the_dm_open_the_same_form(town: Town, witness: Witness) -> None:
    await turn_on(town)
    await over(town, 2, topic="HR")
    due = await town.alice.run("feedback")
    form = await town.alice.click(due.message, "Leave feedback #2")
    assert form.modal is not None
    assert form.modal.custom_id == "interview:rubric:2:behavioral:1"
    await send(town.alice, form)
    form = await town.alice.at("dm").run("feedback", interview="1")
    assert form.modal is not None
    assert form.modal.custom_id == "interview:rubric:1:behavioral:1"
    left = await send(town.alice, form, good=f"{GOOD} Twice.", next=f"{NEXT_STEP} Twice.")
    assert "is on its way" in left.text
    assert witness.faults() == []


async def test_a_form_with_one_score_that_was_open_before_counts_still(town: Town, witness: Witness) -> None:
    await over(town)
    form = await town.alice.run("feedback")
    await turn_on(town)
    assert form.modal is not None
    left = await town.alice.submit(form.modal, score="4", text=GOOD)
    assert "is on its way" in left.text
    assert (await InterviewFeedback.get()).rubric is None
    assert witness.faults() == []


# --- what is refused, and comes back ---------------------------------------------------------------------


async def test_a_low_level_wants_a_next_step_and_all_that_was_sent_comes_back(
    town: Town, witness: Witness
) -> None:
    await turn_on(town)
    await over(town)
    for locale, why, chosen in (
        (
            "en-US",
            "at least 40 characters (you have 16)",
            "Solution and code: 2 out of 5, “Gets part of the way",
        ),
        ("ru", "нужно от 40 знаков (сейчас 16)", "Решение и код: 2 из 5, «Решает часть задачи"),
    ):
        town.alice.locale = locale
        refused = await send(
            town.alice, await town.alice.run("feedback"), level2="2", next="Practice graphs."
        )
        assert why in refused.text
        assert refused.ephemeral
        assert GOOD in refused.text
        assert "Practice graphs." in refused.text
        assert chosen in refused.text
    assert await InterviewFeedback.all().count() == 0
    left = await send(town.alice, await town.alice.run("feedback"), level2="2")
    assert "уже в пути" in left.text
    assert witness.faults() == []


async def test_filler_is_refused_in_both_languages_and_nothing_is_stored(
    town: Town, witness: Witness
) -> None:
    await turn_on(town)
    await over(town)
    custom_id = "interview:rubric:1:coding:1"
    whole = {**HIGH, "good": GOOD, "next": NEXT_STEP}
    for changes, because in (
        ({"good": "a" * 30}, TextRepeatsItself(field="good")),
        ({"next": "лол лол лол лол"}, TextRepeatsItself(field="next")),
        ({"good": "👍" * 20}, TextWithoutLetters(field="good")),
        ({"next": "1234567890..."}, TextWithoutLetters(field="next")),
        ({"level3": ""}, LevelsMissing()),
        ({"level3": "6"}, LevelsMissing()),
        ({"level1": "1", "next": "Practice graphs."}, NextStepWanted(length=16, minimum=40)),
    ):
        sent = {**whole, **changes}
        attempt = partial(forge_form, town.alice, custom_id, **sent)
        await witness.refused(town.alice, attempt, because, keeps=sent["next"])
    assert await InterviewFeedback.all().count() == 0


async def test_the_same_text_as_last_time_is_refused(town: Town, witness: Witness) -> None:
    await turn_on(town)
    await over(town, 2)
    await send(town.alice, await town.alice.run("feedback", interview="1"))
    again = await send(
        town.alice, await town.alice.run("feedback", interview="2"), next="Something else, in words."
    )
    assert "word for word what you wrote" in again.text
    assert GOOD in again.text
    other = await send(town.alice, await town.alice.run("feedback", interview="2"), good=f"Better. {GOOD}")
    assert "The next step is word for word" in other.text
    assert witness.faults() == []


@pytest.mark.parametrize("form", ["coding:2", "coding:0", "nothing:1", "s99:1", "s1:1"])
async def test_a_version_that_never_was_is_refused(town: Town, witness: Witness, form: str) -> None:
    await turn_on(town)
    await over(town)
    whole = {**HIGH, "good": GOOD, "next": NEXT_STEP}
    attempt = partial(forge_form, town.alice, f"interview:rubric:1:{form}", **whole)
    await witness.refused(town.alice, attempt, RubricFormUnknown(), keeps=GOOD)


# --- which rubric ----------------------------------------------------------------------------------------


async def test_a_host_chooses_and_changes_the_rubric(town: Town, witness: Witness) -> None:
    await turn_on(town)
    offered = await town.alice.complete("interview create", "rubric")
    assert [choice.name for choice in offered] == [
        "What the topic suggests",
        "Coding",
        "System design",
        "Behavioral",
        "Language practice",
    ]
    town.boris.locale = "ru"
    found = await town.boris.complete("interview edit", "rubric", "языков")
    assert [(choice.name, choice.value) for choice in found] == [("Языковая практика", "language")]
    await town.open_board(points_for=town.boris)

    await publish(town, town.alice, topic="SQL", rubric="behavioral")

    assert (await MockInterview.get(id=1)).rubric == "behavioral"
    edited = await town.alice.run("interview edit", interview="1", rubric="Language practice")
    assert "Updated #1" in edited.text
    assert (await MockInterview.get(id=1)).rubric == "language"
    same = await town.alice.run("interview edit", interview="1", rubric="language")
    assert "nothing to change" in same.text
    await town.alice.run("interview edit", interview="1", rubric="auto")
    assert (await MockInterview.get(id=1)).rubric == ""
    assert witness.faults() == []


async def test_a_choice_goes_along_through_picker_and_preview(town: Town, witness: Witness) -> None:
    await turn_on(town)
    town.alice.locale = "en-US"
    await town.open_board()
    previewed = await town.alice.run(
        "interview create", role="interviewer", when="tomorrow 18:00", topic="SQL", rubric="System design"
    )
    form = await town.alice.click(previewed.message, "Change details")
    assert form.modal is not None
    changed = await town.alice.submit(form.modal, topic="Joins")
    await town.alice.click(changed.message, "Publish")
    row = await MockInterview.get(id=1)
    assert (row.topic, row.rubric) == ("Joins", "system-design")
    assert witness.faults() == []


async def test_a_choice_from_a_direct_message_is_one_of_the_server_that_is_chosen(
    town: Town, witness: Witness
) -> None:
    emil, alice = town.local.member("Emil"), town.alice.at("dm")
    for guild in ("Study Hall", NIGHT):
        await town.alice.run("points", guild=guild)
    await emil.run("settings feedback", rubric=True)
    done = await emil.run("rubrics import", file=a_file(name="Owls"))
    assert "“Owls en” is imported" in done.text
    assert "Owls en" not in [one.name for one in await alice.complete("interview create", "rubric")]
    asked = await alice.run(
        "interview create", role="interviewer", when="2026-12-03 18:00 UTC", topic="SQL", rubric="owls EN"
    )

    published = await choose_server(town, alice, asked, NIGHT)

    assert "Your interview is live: #1" in published.text
    assert (await MockInterview.get(id=1)).rubric == "s1"
    asked = await alice.run(
        "interview create", role="interviewer", when="2026-12-04 18:00 UTC", topic="Joins", rubric="owls EN"
    )
    refused = await choose_server(town, alice, asked, "Study Hall")
    assert "This server doesn't use rubrics" in refused.text
    assert "Joins" in refused.text
    assert witness.faults() == []


async def test_where_rubrics_are_off_or_unknown_a_choice_is_refused_and_comes_back(
    town: Town, witness: Witness
) -> None:
    await town.open_board()
    await publish(town, town.alice)
    create = partial(
        town.alice.run,
        "interview create",
        role="interviewer",
        when="in 30 hours",
        topic="Graph theory",
        rubric="coding",
    )
    await witness.refused(town.alice, create, RubricsOff(), keeps="Graph theory")
    edit = partial(town.alice.run, "interview edit", interview="1", topic="Graph theory", rubric="coding")
    await witness.refused(town.alice, edit, RubricsOff(), keeps="Graph theory")
    await turn_on(town)
    edit = partial(town.alice.run, "interview edit", interview="1", topic="Graph theory", rubric="whatever")
    await witness.refused(town.alice, edit, RubricNotOffered(text="whatever"), keeps="Graph theory")


# --- a server's own --------------------------------------------------------------------------------------


async def test_an_admin_fills_in_a_template_imports_it_and_members_judge_by_it(
    town: Town, witness: Witness
) -> None:
    town.olga.locale = "en-US"
    await turn_on(town)
    await town.olga.run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    template = await town.olga.run("rubrics template", rubric="language")
    assert "change the words, and save it as CSV" in template.text
    content = (await content_of(template.message)).decode("utf-8-sig")
    assert "Language practice (ours)" in content

    done = await town.olga.run(
        "rubrics import", file=a_file(content.replace("(ours)", "club").replace("(наши)", "club").encode())
    )

    assert "“Language practice club” is imported as version 1" in done.text
    said = "imported the rubric “Language practice club”, version 1"
    await town.until(lambda: any(said in line for line in town.log_lines()), "the line of the import")
    listed = await town.olga.run("rubrics list")
    assert "Coding · version 1" in listed.text
    assert "Language practice club · version 1" in listed.text
    audited = await town.olga.run("settings audit")
    assert "imported the rubric “Language practice club”, version 1" in audited.text
    table = await town.olga.click(audited.message, "Download as CSV")
    assert 'rubric,,,,,,,,"Language practice club, version 1"' in (await content_of(table.message)).decode()
    await over(town, topic="SQL", rubric="Языковая практика club")
    form = await town.alice.run("feedback")
    assert form.modal is not None
    assert form.modal.custom_id == "interview:rubric:1:s1:1"
    assert form.modal.fields["level1"]["label"] == "Being understood"
    await send(town.alice, form)
    told = await town.dm_says(town.boris, "Критерии: Языковая практика club")
    assert "**Понятность речи**: 5 из 5" in told.text
    assert witness.faults() == []


async def test_a_rubric_in_one_language_is_read_by_all_in_that(town: Town, witness: Witness) -> None:
    await turn_on(town)
    ours = a_content("Тест", languages=("ru",))
    town.olga.locale = "ru"
    done = await town.olga.at("general").run(
        "rubrics import", file=a_file(files.written(ours, ours.name, "ru"))
    )
    assert "Набор «Тест ru» загружен, версия 1" in done.text
    await over(town, rubric="Тест ru")
    form = await town.alice.run("feedback")
    assert form.modal is not None
    assert form.modal.fields["level2"]["label"] == "Criterion 2 ru"
    left = await send(town.alice, form)
    assert "**Criterion 2 ru**: 4 out of 5" in left.text
    assert witness.faults() == []


async def test_a_form_that_is_open_counts_as_it_is_whatever_the_admin_does(
    town: Town, witness: Witness
) -> None:
    town.olga.locale = "en-US"
    await turn_on(town)
    await town.olga.at("general").run("rubrics import", file=a_file())
    await over(town, 2, rubric="Ours en")
    changed = await town.alice.run("feedback", interview="1")
    switched_off = await town.alice.run("feedback", interview="2")
    again = await town.olga.run("rubrics import", file=a_file(mark=" changed"))
    assert "as version 2" in again.text
    left = await send(town.alice, changed)
    assert "**Criterion 1 en**: 5 out of 5" in left.text
    assert "Level 5 of 1 en" in left.text
    assert "changed" not in left.text
    retired = await town.olga.run("rubrics retire", rubric="Ours en")
    assert "“Ours en” can't be chosen anymore" in retired.text
    await turn_on(town, wanted=False)
    assert switched_off.modal is not None
    whole = {**HIGH, "good": f"{GOOD} Again.", "next": f"{NEXT_STEP} Again."}
    forged = partial(forge_form, town.alice, switched_off.modal.custom_id)
    refused = await forged(**{**whole, "good": "Too short."})
    assert "Criterion 1 en: 5 out of 5, “Level 5 of 1 en”" in refused.text
    assert "Too short." in refused.text
    left = await forged(**whole)
    assert "is on its way" in left.text
    assert [row.rubric["version"] for row in await InterviewFeedback.all() if row.rubric] == [1, 1]
    assert witness.faults() == []


async def test_what_is_wrong_with_a_file_is_said_in_a_sentence_each(town: Town, witness: Witness) -> None:
    lines = a_file().content.decode("utf-8-sig").splitlines()
    lines[1] = "name,Coding,"
    lines[3] = f"criterion 1 level 5,{'x' * 101},Слова"
    wrong = a_file("\n".join([*lines, "criterion 7,one,два"]).encode())
    olga = town.olga.at("general")
    for locale, said in (
        (
            "en-US",
            (
                "because of 4 things",
                "Row 21: I don't know what “criterion 7” is",
                "“name” has no text in Russian",
                "“criterion 1 level 5” has 101 characters in English; up to 100 fit",
                "“Coding” is a name of mine",
            ),
        ),
        (
            "ru",
            (
                "нужно исправить 4 места",
                "Строка 21: непонятно, что такое «criterion 7»",
                "«название»: нет текста, язык: русский",
                "«критерий 1 уровень 5»: длина 101, помещается до 100 знаков",
                "«Coding» — название готового набора",
            ),
        ),
    ):
        town.olga.locale = locale
        answer = await olga.run("rubrics import", file=wrong)
        for sentence in said:
            assert sentence in answer.text, sentence
    assert (
        "can't read this as a table"
        in (
            await witness.survived(
                town.olga, partial(olga.run, "rubrics import", file=a_file(b"\x89PNG\r\n\x00"))
            )
        )[0].text
    )
    many = await witness.survived(
        town.olga,
        partial(olga.run, "rubrics import", file=a_file("\n".join([lines[0], *["x,y,z"] * 99]).encode())),
    )
    assert "100 things" in many[0].text
    named = (await content_of(many[0].message)).decode("utf-8-sig").splitlines()
    assert len(named) == 100
    assert "Row 100: I don't know what “x” is" in named[-2]
    large = partial(olga.run, "rubrics import", file=a_file(b"x" * 102_401))
    await witness.refused(town.olga, large, RubricFileTooLarge(maximum=100))


async def test_what_reads_the_same_is_said_to_and_the_bots_own_stay(town: Town, witness: Witness) -> None:
    town.olga.locale = "en-US"
    olga = town.olga.at("general")
    first = await olga.run("rubrics import", file=a_file())
    assert "This server doesn't use rubrics yet" in first.text
    same = await olga.run("rubrics import", file=a_file())
    assert "“Ours en” already reads like this: it's still version 1" in same.text
    own = await olga.run("rubrics template", rubric="Ours en")
    assert await content_of(own.message) == a_file().content
    assert [choice.value for choice in await olga.complete("rubrics retire", "rubric")] == ["s1"]
    assert [choice.value for choice in await olga.complete("rubrics template", "rubric", "beh")] == [
        "behavioral"
    ]
    await witness.refused(
        town.olga, partial(olga.run, "rubrics retire", rubric="coding"), RubricNotRetirable()
    )
    await witness.refused(
        town.olga, partial(olga.run, "rubrics template", rubric="none"), RubricNotOffered(text="none")
    )


async def test_only_admins_reach_the_rubrics_of_a_server(town: Town, witness: Witness) -> None:
    await town.open_board()
    for command, options in (
        ("rubrics list", {}),
        ("rubrics template", {}),
        ("rubrics retire", {"rubric": "coding"}),
        ("settings feedback", {"rubric": True}),
    ):
        attempt = partial(forge_command, town.alice, command, **options)
        await witness.refused(town.alice, attempt, NotAnAdmin())


# --- disputes --------------------------------------------------------------------------------------------


async def test_admins_read_of_disputed_feedback_what_its_author_lets_them(
    town: Town, witness: Witness
) -> None:
    town.olga.locale = "en-US"
    await turn_on(town)
    await town.olga.at("general").run(
        "settings board", channel=town.local.channel("interviews"), log=town.local.channel("admin-log")
    )
    await over(town, topic="Algorithms")
    await send(town.alice, await town.alice.run("feedback"), level1="1")
    told = await town.dm_says(town.boris, "Критерии")
    form = await town.boris.click(told, "Оспорить")
    assert form.modal is not None
    await town.boris.submit(form.modal, text="Задача была решена полностью.")
    await town.until(lambda: bool(town.log()), "the dispute")
    assert "Understanding the problem" not in town.log()[-1].text
    asked = await town.dm_says(town.alice, "They can't read your feedback")
    assert "Let admins read it" in labels(asked)
    await town.alice.click(asked, "Let admins read it")
    await town.until(lambda: "Rubric: Coding" in town.log()[-1].text, "the feedback in the dispute")
    shown = town.log()[-1].text
    for said in (
        "3 out of 5",
        "**Understanding the problem**: 1 out of 5",
        "Solves a different problem than the one asked",
        "What was good",
        GOOD,
        "One next step",
        NEXT_STEP,
    ):
        assert said in shown, said
    assert witness.faults() == []
