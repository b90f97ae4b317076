"""The bank: what adding questions does, all of them or none, and each text once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from models import AdminAct, Question, QuestionImport, Server
from services.paging import FIRST_PAGE, Asked, Turn
from services.questions import bank, importing, keeping
from services.questions.bank import Counts
from services.questions.fingerprints import fingerprint
from services.questions.keeping import Wanted
from services.questions.refusals import BankFull, ImportGone, QuestionNotFound
from tests.support.factories import ADMIN, ANOTHER_SERVER, NOW, SERVER, a_member, an_admin
from tests.support.questions import a_bank, a_question, some_questions, texts

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def _admin(database: object) -> None:
    await an_admin()


async def test_a_file_is_looked_through_first_and_changes_nothing_by_that() -> None:
    prepared = await importing.prepare(ADMIN, SERVER, some_questions(3), NOW)
    assert (prepared.counts, await texts()) == (Counts(new=3), [])


async def test_what_is_imported_is_drawn_from_and_said_in_the_log_channel() -> None:
    prepared = await importing.prepare(ADMIN, SERVER, some_questions(3), NOW)
    assert prepared.id is not None
    assert await importing.carry_out(ADMIN, SERVER, prepared.id, NOW + DAY / 2) == Counts(new=3)
    assert len(await texts()) == 3
    assert await Server.filter(id=SERVER, has_questions=True).exists()
    (act,) = await AdminAct.filter(server_id=SERVER)
    assert (act.kind, act.details["new"]) == ("log_imported", 3)


async def test_the_same_text_is_updated_and_never_doubled() -> None:
    one = a_question("Why is the sky blue?", topic="Physics")
    await a_bank([one])
    again = replace(one, text="Why  is the SKY blue?", topic="Weather")
    prepared = await importing.prepare(ADMIN, SERVER, [again, *some_questions(1)], NOW)
    assert prepared.counts == Counts(new=1, changed=1)
    assert prepared.id is not None
    await importing.carry_out(ADMIN, SERVER, prepared.id, NOW)
    assert sorted(row.topic for row in await Question.all()) == ["", "Weather"]


async def test_what_is_there_word_for_word_leaves_nothing_to_import() -> None:
    questions = some_questions(2)
    await a_bank(questions)
    prepared = await importing.prepare(ADMIN, SERVER, questions, NOW)
    assert (prepared.id, prepared.counts) == (None, Counts(same=2))


async def test_a_retired_question_that_is_imported_again_is_back() -> None:
    one = a_question()
    await a_bank([one])
    number = (await Question.get()).id
    assert (await keeping.retire(ADMIN, SERVER, number, NOW)).is_retired
    assert not await Server.filter(id=SERVER, has_questions=True).exists()
    prepared = await importing.prepare(ADMIN, SERVER, [one], NOW)
    assert prepared.id is not None
    assert await importing.carry_out(ADMIN, SERVER, prepared.id, NOW) == Counts(back=1)
    assert not (await keeping.one(SERVER, number)).is_retired
    assert await Server.filter(id=SERVER, has_questions=True).exists()


async def test_a_question_keeps_its_place_among_the_shuffled_when_it_is_changed() -> None:
    one = a_question()
    await a_bank([one])
    before = await Question.get()
    await a_bank([replace(one, notes="Two goats.")], now=NOW + DAY)
    after = await Question.get()
    assert (after.id, after.lot, after.added_at) == (before.id, before.lot, before.added_at)
    assert (after.notes, after.changed_at) == ("Two goats.", NOW + DAY)


async def test_a_file_waits_for_a_day_for_whoever_sent_it_in_that_server() -> None:
    prepared = await importing.prepare(ADMIN, SERVER, some_questions(1), NOW)
    assert prepared.id is not None
    other = await a_member()
    for who, server_id, at in (
        (other.user_id, SERVER, NOW),
        (ADMIN, ANOTHER_SERVER, NOW),
        (ADMIN, SERVER, NOW + DAY),
    ):
        with pytest.raises(ImportGone):
            await importing.carry_out(who, server_id, prepared.id, at)
    with pytest.raises(ImportGone):
        await importing.carry_out(ADMIN, SERVER, 2**40, NOW)
    assert await texts() == []


async def test_of_two_clicks_on_import_at_once_one_imports() -> None:
    prepared = await importing.prepare(ADMIN, SERVER, some_questions(5), NOW)
    assert prepared.id is not None
    clicks = [importing.carry_out(ADMIN, SERVER, prepared.id, NOW) for _ in range(2)]
    results = await asyncio.gather(*clicks, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Counts", "ImportGone"]
    assert await AdminAct.filter(server_id=SERVER).count() == 1


async def test_two_admins_who_import_the_same_at_once_double_nothing() -> None:
    questions = some_questions(40)
    other = await a_member()
    first = await importing.prepare(ADMIN, SERVER, questions, NOW)
    second = await importing.prepare(other.user_id, SERVER, questions[::-1], NOW)
    assert first.id is not None
    assert second.id is not None
    await asyncio.gather(
        importing.carry_out(ADMIN, SERVER, first.id, NOW),
        importing.carry_out(other.user_id, SERVER, second.id, NOW),
    )
    assert len(await texts()) == 40


async def test_a_bank_that_would_be_too_full_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "BANK_MAXIMUM", 4)
    await a_bank(some_questions(3))
    prepared = await importing.prepare(ADMIN, SERVER, some_questions(2), NOW)
    assert prepared.id is not None
    with pytest.raises(BankFull):
        await importing.carry_out(ADMIN, SERVER, prepared.id, NOW)
    assert len(await texts()) == 3
    assert await QuestionImport.exists(id=prepared.id)


async def test_files_that_nobody_imported_go_after_a_day() -> None:
    await importing.prepare(ADMIN, SERVER, some_questions(1), NOW)
    assert await importing.remove_old(NOW + DAY / 2) == 0
    assert await importing.remove_old(NOW + DAY) == 1


async def test_the_starter_questions_come_in_both_languages_or_in_one() -> None:
    russian = await importing.load_starter(ADMIN, SERVER, "ru", NOW)
    both = await importing.load_starter(ADMIN, SERVER, "", NOW)
    assert russian.new >= 120
    assert (both.new, both.same) == (russian.new, russian.new)
    assert (await importing.load_starter(ADMIN, SERVER, "", NOW)).is_nothing


async def test_a_starter_question_in_two_languages_is_one_question() -> None:
    await importing.load_starter(ADMIN, SERVER, "", NOW)
    rows = await Question.filter(server_id=SERVER)
    assert len({row.identity for row in rows}) * 2 == len(rows)
    assert len({row.fingerprint for row in rows}) == len(rows)


async def test_what_admins_have_made_of_a_starter_question_stays() -> None:
    await importing.load_starter(ADMIN, SERVER, "en", NOW)
    changed, retired, *_ = await Question.filter(server_id=SERVER).order_by("id")
    await Question.filter(id=changed.id).update(notes="Ours.")
    await keeping.retire(ADMIN, SERVER, retired.id, NOW)
    await importing.load_starter(ADMIN, SERVER, "", NOW)
    assert (await Question.get(id=changed.id)).notes == "Ours."
    assert (await Question.get(id=retired.id)).retired_at is not None


async def test_a_question_of_another_server_is_not_found_and_cannot_be_retired() -> None:
    await a_member(server_id=ANOTHER_SERVER)
    await a_bank([a_question()], server_id=ANOTHER_SERVER)
    number = (await Question.get()).id
    for asking in (keeping.one(SERVER, number), keeping.retire(ADMIN, SERVER, number, NOW)):
        with pytest.raises(QuestionNotFound):
            await asking
    assert (await Question.get()).retired_at is None


async def test_retiring_twice_is_said_once() -> None:
    await a_bank([a_question()])
    number = (await Question.get()).id
    for _ in range(2):
        assert (await keeping.retire(ADMIN, SERVER, number, NOW)).is_retired
    assert await AdminAct.filter(kind="log_retired").count() == 1


async def test_the_bank_is_read_page_by_page_in_both_directions() -> None:
    await a_bank(some_questions(20, topic="Go"))
    await a_bank(some_questions(3, topic="Rust"))
    topic_of = await keeping.with_topic(SERVER, "go")
    seen, page = [], await keeping.page(SERVER, Wanted(topic_of), FIRST_PAGE)
    seen += [one.id for one in page.rows]
    while page.has_next:
        page = await keeping.page(SERVER, Wanted(topic_of), Asked(Turn.NEXT, page.rows[-1].id))
        seen += [one.id for one in page.rows]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 20
    back = await keeping.page(SERVER, Wanted(topic_of), Asked(Turn.PREVIOUS, page.rows[0].id))
    assert [one.id for one in back.rows] == seen[8:16]


async def test_topics_are_counted_and_found_by_a_part_of_their_name() -> None:
    await a_bank([*some_questions(2, topic="Go"), *some_questions(3, topic="Базы данных")])
    assert [(one.name, one.questions) for one in await keeping.topics(SERVER)] == [
        ("Базы данных", 3),
        ("Go", 2),
    ]
    assert [one.name for one in await keeping.topics(SERVER, "ДАННЫХ")] == ["Базы данных"]


async def test_a_question_is_found_by_a_word_in_any_case() -> None:
    await a_bank([a_question("Почему небо синее?"), a_question()])
    assert [one.text for one in await keeping.found(SERVER, "НЕБО")] == ["Почему небо синее?"]


async def test_fingerprints_of_one_text_are_one() -> None:
    assert fingerprint("Why is the sky blue?") == fingerprint("why  is the Sky blue?")
    assert fingerprint("Why is the sky blue?") != fingerprint("Why is the sea blue?")
