"""Suggesting a question after an interview: who may, how many, and what admins decide."""

import asyncio
from datetime import timedelta

import pytest

from models import AdminAct, Notification, NotificationKind, Question, QuestionSuggestion, Server
from services.people import Member
from services.privacy import erasing
from services.questions import suggesting
from services.questions.new import NewQuestion
from services.questions.refusals import (
    NobodyReadsSuggestions,
    QuestionLength,
    SuggestedEnough,
    SuggestionGone,
    SuggestTooEarly,
)
from services.refusals import InterviewNotFound, NobodyHasBooked, NotYourInterview, TextTooLong
from tests.services.delivery.working import deliver_all
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    SERVER,
    Played,
    a_card,
    a_member,
    an_admin,
    outbox,
)
from tests.support.questions import an_interview, texts

pytestmark = pytest.mark.usefixtures("database")

LOG = 123


@pytest.fixture
async def played(database: object) -> Played:
    await an_admin()
    made = await an_interview()
    await Server.filter(id=SERVER).update(log_channel_id=LOG)
    return made


def typed(text: str = "Why do cats purr?", notes: str = "Nobody knows.") -> NewQuestion:
    return suggesting.question_of(text=text, notes=notes, topic="Cats", level="middle", language="en")


async def suggest(who: Member, played: Played, question: NewQuestion | None = None) -> None:
    await suggesting.suggest(who.user_id, SERVER, played.id, question or typed(), played.starts_at)


async def the_suggestion() -> int:
    return (await QuestionSuggestion.all().order_by("-id"))[0].id


async def test_a_line_that_asked_admins_keeps_none_of_the_words(played: Played) -> None:
    await suggest(played.interviewee, played)
    assert (NotificationKind.LOG_SUGGESTED, None) in await deliver_all(played.starts_at)
    line = await Notification.get(kind=NotificationKind.LOG_SUGGESTED)
    assert [line.payload[word] for word in ("text", "notes", "topic", "language")] == [""] * 4
    assert line.payload["level"] == "middle"


async def test_a_suggestion_is_asked_of_admins_in_the_log_channel(played: Played) -> None:
    await suggest(played.interviewee, played)
    (line,) = await outbox(NotificationKind.LOG_SUGGESTED)
    assert (line.payload["text"], line.payload["member_id"]) == (
        "Why do cats purr?",
        played.interviewee.user_id,
    )


async def test_what_is_taken_is_in_the_bank_without_a_name(played: Played) -> None:
    await suggest(played.interviewer, played)
    await suggesting.decide(ADMIN, SERVER, await the_suggestion(), NOW, takes=True)
    question = await Question.get()
    assert (question.text, question.topic, question.level, question.source) == (
        "Why do cats purr?", "Cats", "middle", "",
    )  # fmt: skip
    assert await Server.filter(id=SERVER, has_questions=True).exists()
    row = await QuestionSuggestion.get()
    assert (row.text, row.notes, row.topic, row.language) == ("", "", "", "")
    assert await AdminAct.filter(kind="log_suggestion").count() == 1


async def test_what_is_declined_is_not(played: Played) -> None:
    await suggest(played.interviewer, played)
    await suggesting.decide(ADMIN, SERVER, await the_suggestion(), NOW, takes=False)
    assert await texts() == []


async def test_a_suggestion_is_decided_once_by_whoever_is_first(played: Played) -> None:
    await suggest(played.interviewer, played)
    number, other = await the_suggestion(), await a_member()
    decisions = [
        suggesting.decide(ADMIN, SERVER, number, NOW, takes=True),
        suggesting.decide(other.user_id, SERVER, number, NOW, takes=False),
    ]
    results = await asyncio.gather(*decisions, return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "SuggestionGone"]


async def test_admins_of_another_server_decide_nothing_here(played: Played) -> None:
    await suggest(played.interviewer, played)
    for server_id, number in ((ANOTHER_SERVER, await the_suggestion()), (SERVER, 2**40), (SERVER, 0)):
        with pytest.raises(SuggestionGone):
            await suggesting.decide(ADMIN, server_id, number, NOW, takes=True)


async def test_a_question_that_the_bank_has_stays_as_it_is_when_it_is_taken(played: Played) -> None:
    for _ in range(2):
        await suggest(played.interviewer, played)
        await suggesting.decide(ADMIN, SERVER, await the_suggestion(), NOW, takes=True)
    assert await texts() == ["Why do cats purr?"]


async def test_each_suggests_three_after_one_interview(played: Played) -> None:
    for _ in range(3):
        await suggest(played.interviewer, played)
    with pytest.raises(SuggestedEnough):
        await suggest(played.interviewer, played)
    with pytest.raises(SuggestedEnough):
        await suggesting.check_may_suggest(played.interviewer.user_id, SERVER, played.id, played.starts_at)
    await suggest(played.interviewee, played)


async def test_of_many_at_once_three_are_kept(played: Played) -> None:
    attempts = [suggest(played.interviewer, played) for _ in range(8)]
    results = await asyncio.gather(*attempts, return_exceptions=True)
    assert [type(one) for one in results].count(SuggestedEnough) == 5
    assert await QuestionSuggestion.all().count() == 3


async def test_only_the_two_suggest_once_it_has_begun(played: Played) -> None:
    stranger = await a_member()
    with pytest.raises(NotYourInterview):
        await suggest(stranger, played)
    with pytest.raises(InterviewNotFound):
        await suggesting.check_may_suggest(stranger.user_id, None, played.id, played.starts_at)
    early = played.starts_at - timedelta(seconds=1)
    with pytest.raises(SuggestTooEarly):
        await suggesting.check_may_suggest(played.interviewer.user_id, SERVER, played.id, early)
    card = await a_card()
    with pytest.raises(NobodyHasBooked):
        await suggesting.check_may_suggest(card.host_id, SERVER, card.id, card.starts_at)


async def test_where_no_admin_would_read_it_nothing_is_asked(played: Played) -> None:
    await Server.filter(id=SERVER).update(log_channel_id=None)
    with pytest.raises(NobodyReadsSuggestions):
        await suggest(played.interviewer, played)


@pytest.mark.parametrize("text", ["", "   ", "Why?", "a" * 1001, "\u200b" * 50])
def test_a_question_has_ten_to_a_thousand_characters_that_can_be_seen(text: str) -> None:
    with pytest.raises(QuestionLength):
        typed(text)


def test_notes_are_not_longer_than_they_may_be() -> None:
    with pytest.raises(TextTooLong):
        typed(notes="a" * 1501)


async def test_who_is_erased_takes_what_they_suggested_along(played: Played) -> None:
    await suggest(played.interviewee, played)
    number = await the_suggestion()
    await erasing.erase(played.interviewee.user_id, played.ends_at)
    with pytest.raises(SuggestionGone):
        await suggesting.decide(ADMIN, SERVER, number, played.ends_at, takes=True)
    for line in await outbox(NotificationKind.LOG_SUGGESTED):
        assert {line.payload[name] for name in ("text", "notes", "topic", "language")} == {""}


async def test_suggestions_are_forgotten_after_half_a_year(played: Played) -> None:
    await suggest(played.interviewer, played)
    assert await suggesting.remove_old(played.starts_at + suggesting.KEPT / 2) == 0
    assert await suggesting.remove_old(played.starts_at + suggesting.KEPT) == 1


async def test_when_the_first_is_forgotten_another_can_be_suggested(played: Played) -> None:
    who, later = played.interviewer.user_id, played.starts_at + timedelta(days=1)
    await suggest(played.interviewer, played)
    await suggesting.suggest(who, SERVER, played.id, typed(), later)
    await suggesting.remove_old(played.starts_at + suggesting.KEPT)
    await suggesting.suggest(who, SERVER, played.id, typed(), played.starts_at + suggesting.KEPT)
    assert await QuestionSuggestion.all().count() == 2


async def test_an_admin_who_is_erased_takes_along_nothing_that_others_suggested(played: Played) -> None:
    for _ in range(2):
        await suggest(played.interviewer, played)
    first = (await QuestionSuggestion.all().order_by("id"))[0].id
    await suggesting.decide(ADMIN, SERVER, first, NOW, takes=False)
    await erasing.erase(ADMIN, NOW)
    decided = await QuestionSuggestion.get(id=first)
    assert decided.user_id == played.interviewer.user_id
    assert decided.decided_by_id is not None
    assert decided.decided_by_id < 0
    await suggest(played.interviewer, played)


def test_a_language_is_not_longer_than_it_may_be() -> None:
    with pytest.raises(TextTooLong):
        suggesting.question_of(text="Why do cats purr?", notes="", topic="", level="", language="ß" * 21)
