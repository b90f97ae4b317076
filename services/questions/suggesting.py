"""Suggesting a question for the bank after an interview, and what admins decide about it."""

from datetime import datetime, timedelta

from models import SUGGESTIONS_MAXIMUM, QuestionSuggestion, Server
from models.statements import run
from services import actions, audit, people
from services.delivery import outbox
from services.delivery.kinds.log import QuestionSuggested, SuggestionDecided
from services.delivery.outbox import Letter, address
from services.holding import find, find_held, is_number, stored
from services.interviews import Interview, public
from services.questions import bank
from services.questions.levels import level_of
from services.questions.new import NewQuestion
from services.questions.refusals import (
    NobodyReadsSuggestions,
    QuestionLength,
    SuggestedEnough,
    SuggestionGone,
)
from services.questions.rules import (
    LANGUAGE_MAXIMUM,
    NOTES_MAXIMUM,
    TEXT_MAXIMUM,
    TEXT_MINIMUM,
    TOPIC_MAXIMUM,
)
from services.questions.spoken import language_of
from services.server_settings import ServerSettings
from services.text import clean_line, clean_text_with_code
from services.transaction import begun_anew, use_case

KEPT = timedelta(days=180)
"""How long it is kept that something was suggested."""

AT_ONCE = 500
"""Rows that are removed in one statement."""

_REMOVE_OLD = (
    "DELETE FROM question_suggestion WHERE id IN (SELECT id FROM question_suggestion"
    " WHERE suggested_at <= :before ORDER BY suggested_at LIMIT :many) RETURNING id"
)


def question_of(text: str, notes: str, topic: str, level: str, language: str) -> NewQuestion:
    """Return a question as it was typed into a form.

    Raises:
        QuestionLength: what can be seen of it has not 10 to 1,000 characters.
        TextTooLong: the notes, the topic or the language are too long.
    """
    cleaned = clean_text_with_code(text, "question", 4 * TEXT_MAXIMUM)
    if not TEXT_MINIMUM <= len(cleaned) <= TEXT_MAXIMUM:
        raise QuestionLength(length=len(cleaned), minimum=TEXT_MINIMUM, maximum=TEXT_MAXIMUM)
    return NewQuestion(
        text=cleaned,
        notes=clean_text_with_code(notes, "notes", NOTES_MAXIMUM),
        topic=clean_line(topic, "topic", TOPIC_MAXIMUM),
        level=level_of(level) or "",
        language=clean_line(language_of(language), "language", LANGUAGE_MAXIMUM),
    )


def is_glad_of_one(settings: ServerSettings) -> bool:
    """Tell whether members of a server are asked for questions: it has a bank, and admins who read them."""
    return settings.has_questions and settings.log_channel_id is not None


async def check_may_suggest(user_id: int, server_id: int | None, number: int, now: datetime) -> Interview:
    """Return the interview after which a person could suggest a question, before they are asked which.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_suggest` raises.
        NobodyReadsSuggestions: no admin would read it.
        SuggestedEnough: they have suggested as many as one can.
    """
    interview = public(await find(number, server_id, user_id))
    actions.check_may_suggest(interview, user_id, now)
    await _check_is_read(interview.server_id)
    await _place_of(number, user_id)
    return interview


async def suggest(
    user_id: int, server_id: int | None, number: int, question: NewQuestion, now: datetime
) -> None:
    """Have admins asked whether a question is to be in the bank.

    Raises:
        Refusal: what `check_may_suggest` raises.
    """
    async with use_case():
        row = await find_held(number, server_id, user_id)
        actions.check_may_suggest(public(row), user_id, now)
        # Nobody is erased meanwhile without what is written here being found.
        await people.lock({user_id})
        await _check_is_read(row.server_id)
        made = await QuestionSuggestion.create(
            interview_id=row.id,
            user_id=user_id,
            place=await _place_of(row.id, user_id),
            text=question.text,
            topic=question.topic,
            level=question.level,
            language=question.language,
            notes=question.notes,
            suggested_at=now,
        )
        line = QuestionSuggested(
            suggestion=made.id,
            member_id=user_id,
            text=question.text,
            notes=question.notes,
            topic=question.topic,
            level=question.level,
            language=question.language,
        )
        await outbox.write([Letter(line, address(row))], now)


@begun_anew
async def decide(admin_id: int, server_id: int, suggestion_id: int, now: datetime, *, takes: bool) -> None:
    """Take a question that was suggested into the bank, or decline it.

    Raises:
        SuggestionGone: an admin has decided already, or whoever suggested it was erased.
        BankFull: the server would have more questions than it can.
    """
    found = await QuestionSuggestion.get_or_none(id=suggestion_id if is_number(suggestion_id) else 0)
    row = None if found is None else await stored(found.interview_id)
    if found is None or found.is_taken is not None or row is None or row.server_id != server_id:
        raise SuggestionGone
    question = NewQuestion(
        text=found.text, notes=found.notes, topic=found.topic, level=found.level, language=found.language
    )
    # What the bank has stays as its admins have it.
    compared = await bank.compare(server_id, [question], only_adds=True)
    async with use_case():
        open_one = QuestionSuggestion.filter(id=found.id, is_taken__isnull=True)
        nothing = dict.fromkeys(("text", "notes", "topic", "language"), "")
        if not await open_one.update(is_taken=takes, decided_by_id=admin_id, **nothing):
            raise SuggestionGone
        if takes and not compared.counts.is_nothing:
            await bank.store(server_id, compared, now)
        line = SuggestionDecided(
            admin_id=admin_id, member_id=found.user_id, suggestion=found.id, is_taken=takes
        )
        await audit.note(line, address(row), now)


async def remove_old(now: datetime) -> int:
    """Remove some of what was suggested long ago; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE}))


async def _place_of(number: int, user_id: int) -> int:
    """Return which of their suggestions the next is.

    Raises:
        SuggestedEnough: they have suggested as many as one can.
    """
    made = {row.place for row in await QuestionSuggestion.filter(interview_id=number, user_id=user_id)}
    # Old ones go one by one, so that those that are left need not be the first.
    free = [place for place in range(1, SUGGESTIONS_MAXIMUM + 1) if place not in made]
    if not free:
        raise SuggestedEnough(number=number, most=SUGGESTIONS_MAXIMUM)
    return free[0]


async def _check_is_read(server_id: int) -> None:
    if not await Server.filter(id=server_id, log_channel_id__not_isnull=True, left_at=None).exists():
        raise NobodyReadsSuggestions
