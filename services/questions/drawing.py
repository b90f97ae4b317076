"""Drawing questions for an interview: what fits, and what its interviewee has never been asked.

Whoever draws holds the interviewee, so that of two who draw for the same person, for two interviews and in
two processes, the second sees what the first has taken. An index of the database holds it, too.
"""

import random
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models import HAND_SIZE, DrawnQuestion, DrawState, InterviewStatus, MockInterview
from models.folded import folded
from models.statements import insert, run
from services import actions, listing, people
from services.holding import find, find_held, is_number, whole_of
from services.interviews import public
from services.listing import Label, Listed
from services.questions import keeping
from services.questions.hand import AtHand, Hand, at_hand
from services.questions.levels import level_of
from services.questions.refusals import (
    DrawTooLate,
    NoOtherQuestion,
    NoQuestions,
    NothingToDrawFor,
    QuestionNotAtHand,
)
from services.questions.spoken import is_language, language_of
from services.refusals import ScoreOutOfRange
from services.subjects import SUBJECTS_MAXIMUM, subjects_in, words_of
from services.transaction import begun_anew, use_case
from services.viewing import progress_of

WENT = range(1, 6)
"""How it can have gone."""

AT_ONCE = 500
"""Rows that are removed in one statement."""

STAYS_AT_HAND = timedelta(days=1)
"""How long after the end what was not noted as asked can still be, and is drawn for nothing else."""

KEPT = timedelta(days=70)
"""How long at most what was drawn and not asked can matter: an interview is moved by 60 days at most."""

_NEAR = {"intern": "junior", "lead": "senior"}
"""Levels for which few have questions of their own, and those whose questions suit them too."""

_BETWEEN_LANGUAGES = re.compile(r"[,;/+&|()]+|\s(?:and|or|и|или)\s")

_PLACES = "abcdefgh"


def _is_part(text: str, of: str) -> str:
    """Say that a text stands in another, so that both databases understand it."""
    return f"REPLACE({of}, {text}, '') <> {of}"


_FITS = f"""
question.server_id = :server AND question.retired_at IS NULL
AND (:level = '' OR question.level IN ('', CAST(:level AS TEXT), CAST(:near AS TEXT)))
AND (:language = '' OR question.language IN ('', CAST(:language AS TEXT), CAST(:other AS TEXT)))
AND CASE WHEN :only <> '' THEN question.topic_folded = :only
    ELSE :words = '' OR question.subject = ''
        OR question.subject IN ({", ".join(f":subject_{one}" for one in _PLACES)})
        OR {_is_part("' ' || question.subject || ' '", "' ' || CAST(:words AS TEXT) || ' '")}
        OR {_is_part("' ' || CAST(:words AS TEXT) || ' '", "' ' || question.subject || ' '")} END
"""
"""Whether a question fits an interview: what either leaves open fits, and one topic may be in the other."""

_ORDER = "CASE WHEN question.language IN ('', CAST(:prefers AS TEXT)) THEN 0 ELSE 1 END"

_SHUFFLED = "(question.lot * CAST(:turn AS BIGINT)) % 2147483647, question.id"
"""An order that is another for each draw, of numbers that were drawn when the questions were added."""

_FRESH = f"""
SELECT question.id, question.identity, CASE WHEN EXISTS (SELECT 1 FROM drawn_question AS own
    WHERE own.user_id = :interviewer AND own.identity = question.identity AND own.state = 'asked')
    THEN 0 ELSE 1 END AS is_strange
FROM question WHERE {_FITS} AND NOT EXISTS (SELECT 1 FROM drawn_question AS earlier
    WHERE earlier.user_id = :interviewee AND earlier.identity = question.identity
        AND (earlier.state <> 'passed' OR earlier.interview_id = :interview))
ORDER BY {_ORDER}, is_strange, {_SHUFFLED} LIMIT :many
"""  # noqa: S608 - written out above
"""What the interviewee was never asked, and what the interviewer has answered themselves before the rest."""

_LONGEST_AGO = f"""
SELECT question.id, question.identity, MAX(earlier.asked_at) AS last_asked
FROM question JOIN drawn_question AS earlier
    ON earlier.user_id = :interviewee AND earlier.identity = question.identity AND earlier.state = 'asked'
WHERE {_FITS} AND NOT EXISTS (SELECT 1 FROM drawn_question AS here
    WHERE here.interview_id = :interview AND here.identity = question.identity)
GROUP BY question.id, question.identity, question.language
ORDER BY {_ORDER}, last_asked, question.id LIMIT :many
"""  # noqa: S608 - written out above

_FORGET_FORMER = "DELETE FROM drawn_question WHERE interview_id = :interview AND user_id <> :interviewee"
"""What was drawn for a guest who is gone."""

_FORGET_OVER = """
DELETE FROM drawn_question WHERE user_id = :interviewee AND state <> 'asked' AND NOT EXISTS (
    SELECT 1 FROM mock_interview AS interview WHERE interview.id = drawn_question.interview_id
        AND interview.status IN ('booked', 'no_show')
        AND interview.interviewee_id = drawn_question.user_id AND interview.ends_at > :before)
"""
"""What was not asked in interviews that are over. A report of absence may be overturned."""

_LET_GO = (
    "DELETE FROM drawn_question WHERE interview_id = :interview AND state = 'drawn' AND place IS NOT NULL"
)

_NEXT = """
SELECT id FROM mock_interview WHERE interviewer_id = :person AND status = 'booked' AND ends_at > :before
    AND (CAST(:server AS BIGINT) = 0 OR server_id = :server)
ORDER BY CASE WHEN ends_at > :now THEN 0 ELSE 1 END, scheduled_time LIMIT 1
"""

_REMOVE_OLD = (
    "DELETE FROM drawn_question WHERE id IN (SELECT id FROM drawn_question"
    " WHERE state <> 'asked' AND drawn_at <= :before ORDER BY drawn_at LIMIT :many) RETURNING id"
)

_COLUMNS = ("interview_id", "question_id", "user_id", "identity", "place", "state", "is_again", "drawn_at")


@dataclass(frozen=True)
class _For:
    """An interview for which is drawn, and its two; `prefers` is the language where it says none."""

    row: MockInterview
    interviewer_id: int
    interviewee_id: int
    prefers: str
    now: datetime
    only: str = ""

    def values(self, many: int) -> dict[str, object]:
        """Return what the statements of a draw are asked with."""
        row = self.row
        subjects = [*subjects_in(row.topic), *[""] * SUBJECTS_MAXIMUM][:SUBJECTS_MAXIMUM]
        level, (language, other) = level_of(row.level) or "", _languages_of(row.language)
        return {
            "server": row.server_id,
            "interview": row.id,
            "interviewer": self.interviewer_id,
            "interviewee": self.interviewee_id,
            "level": level,
            "near": _NEAR.get(level, level),
            "language": language,
            "other": other,
            "prefers": self.prefers,
            "only": self.only,
            "words": words_of(row.topic),
            "turn": random.randrange(1, 2**31 - 1),  # noqa: S311 - it shuffles
            "many": many,
            # No question has a space for a subject.
            **{f"subject_{place}": one or " " for place, one in zip(_PLACES, subjects, strict=True)},
        }


def _languages_of(text: str) -> tuple[str, str]:
    """Return the languages that the free text of an interview names, two at most; what names none is open.

    "English or Russian" leaves both, and "B2" says nothing of which.
    """
    named = [code for part in _BETWEEN_LANGUAGES.split(text) if is_language(code := language_of(part))]
    first = named[0] if named else ""
    return first, next((code for code in named if code != first), first)


@dataclass(frozen=True)
class _Chosen:
    question_id: int
    identity: str
    is_again: bool


async def interview_ahead(user_id: int, server_id: int | None, now: datetime) -> int:
    """Return the next interview in which somebody is the interviewer, in a server or in any.

    Where none is ahead, it is one that ended within a day: what was asked can still be noted.

    Raises:
        NothingToDrawFor: there is none.
    """
    values = {"person": user_id, "server": server_id or 0, "now": now, "before": now - STAYS_AT_HAND}
    found = await run(_NEXT, values)
    if not found:
        raise NothingToDrawFor
    return int(found[0]["id"])


async def ahead(
    server_id: int, user_id: int, now: datetime, typed: str, limit: int, label: Label
) -> list[Listed]:
    """Return the interviews of a server for which somebody can draw, or will, as `listing.own` does."""
    mine = await listing.own(server_id, user_id, now, typed, limit, label)
    return [
        one
        for one in mine
        if one.status is InterviewStatus.BOOKED and one.interviewer_id == user_id and one.ends_at > now
    ]


@begun_anew
async def draw(
    user_id: int, server_id: int | None, number: int, language: str, now: datetime, *, only: str = ""
) -> Hand:
    """Return what an interviewer has at hand, with what is missing drawn.

    `language` is the one that they speak with the bot: preferred where the interview says none. With `only`,
    a topic, all that was not asked is laid aside for questions about that.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `actions.check_may_draw` raises.
        NoQuestions: there is nothing to draw from.
        NoOtherQuestion: nothing about that topic fits; what is at hand stays.
    """
    async with use_case(counts=False):
        one = await _held(user_id, server_id, number, language, now)
        one = replace(one, only=folded(only))
        if one.only:
            await run(_LET_GO, {"interview": one.row.id})
        held = await _at_hand_of(one)
        taken = {at.place for at in held}
        free = [place for place in range(1, HAND_SIZE + 1) if place not in taken]
        chosen = await _choose(one, len(free)) if free else []
        if chosen:
            await _lay(one, dict(zip(free, chosen, strict=False)), now)
            held = await _at_hand_of(one)
        elif one.only and free:
            raise NoOtherQuestion(number=number)
        return await _hand(one, held)


async def look(user_id: int, server_id: int | None, number: int, language: str, now: datetime) -> Hand:
    """Return what an interviewer has at hand, also once it is over and they note what they have asked.

    Raises:
        InterviewNotFound: there is none that they may know of.
        Refusal: what `draw` raises, and after the end what `actions.check_may_mark_asked` raises.
        DrawTooLate: it is over, and nothing is there any more.
    """
    row = await find(number, server_id, user_id)
    if now < row.ends_at:
        return await draw(user_id, server_id, number, language, now)
    async with use_case(counts=False):
        one = await _markable(user_id, server_id, row.id, language, now)
        hand = await _hand(one, await _at_hand_of(one))
        if not hand.questions:
            raise DrawTooLate(number=number, ended_at=row.ends_at)
        return hand


@dataclass(frozen=True)
class Another:
    """What is at hand with another question in the place of one; `drawn` is its draw.

    Where the one before it `was_asked`, that is kept: the interviewee reads it with the feedback.
    """

    hand: Hand
    drawn: int
    was_asked: bool


@begun_anew
async def another(user_id: int, server_id: int | None, draw_id: int, language: str, now: datetime) -> Another:
    """Lay another question into the place of one.

    Raises:
        QuestionNotAtHand: it is not there any more, or was not drawn for them.
        Refusal: what `actions.check_may_draw` raises.
        NoOtherQuestion: nothing else fits; the question stays.
    """
    async with use_case(counts=False):
        number = await _interview_of(draw_id)
        one = await _held(user_id, server_id, number, language, now)
        old = await _at_hand(one, draw_id)
        topic = (await keeping.one(one.row.server_id, old.question_id)).topic
        chosen = await _choose(replace(one, only=folded(topic)), 1) if topic else []
        if not chosen or chosen[0].is_again:
            others = await _choose(one, 1)
            chosen = others if not chosen or (others and not others[0].is_again) else chosen
        if not chosen:
            raise NoOtherQuestion(number=one.row.id)
        place, old.place = old.place, None
        if old.state is DrawState.DRAWN:
            old.state = DrawState.PASSED
        await old.save(update_fields=["place", "state"])
        assert place is not None  # noqa: S101 - it is at hand
        await _lay(one, {place: chosen[0]}, now)
        hand = await _hand(one, await _at_hand_of(one))
        drawn = next(at.id for at in hand.questions if at.place == place)
        return Another(hand, drawn, was_asked=old.state is DrawState.ASKED)


async def mark_asked(
    user_id: int,
    server_id: int | None,
    draw_id: int,
    now: datetime,
    *,
    is_asked: bool = True,
    language: str = "",
) -> Hand:
    """Note that a question was asked, or that it was not; return what is at hand.

    Raises:
        QuestionNotAtHand: it is not there any more, or was not drawn for them.
        Refusal: what `actions.check_may_mark_asked` raises.
    """
    async with use_case():
        one = await _markable(user_id, server_id, await _interview_of(draw_id), language, now)
        drawn = await _at_hand(one, draw_id)
        if (drawn.state is DrawState.ASKED) != is_asked:
            drawn.state = DrawState.ASKED if is_asked else DrawState.DRAWN
            drawn.asked_at = now if is_asked else None
            drawn.went = None
            await drawn.save(update_fields=["state", "asked_at", "went"])
        return await _hand(one, await _at_hand_of(one))


async def note_how_it_went(
    user_id: int, server_id: int | None, draw_id: int, went: int, now: datetime, *, language: str = ""
) -> Hand:
    """Note how a question went that was asked, from 1 to 5; one that was not noted as asked is by that.

    Raises:
        ScoreOutOfRange: it is not from 1 to 5.
        QuestionNotAtHand: it is not there any more, or was not drawn for them.
        Refusal: what `actions.check_may_mark_asked` raises.
    """
    if went not in WENT:
        raise ScoreOutOfRange
    async with use_case():
        one = await _markable(user_id, server_id, await _interview_of(draw_id), language, now)
        drawn = await _at_hand(one, draw_id)
        drawn.state, drawn.asked_at, drawn.went = DrawState.ASKED, drawn.asked_at or now, went
        await drawn.save(update_fields=["state", "asked_at", "went"])
        return await _hand(one, await _at_hand_of(one))


async def remove_old(now: datetime) -> int:
    """Remove some of what was drawn long ago and not asked; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE}))


async def _held(user_id: int, server_id: int | None, number: int, language: str, now: datetime) -> _For:
    """Return an interview for which somebody may draw; it and its interviewee are held."""
    row = await find_held(number, server_id, user_id)
    actions.check_may_draw(public(row), user_id, now)
    one = _for(row, language, now)
    await people.lock({one.interviewee_id})
    before = now - STAYS_AT_HAND
    await run(_FORGET_FORMER, {"interview": row.id, "interviewee": one.interviewee_id})
    await run(_FORGET_OVER, {"interviewee": one.interviewee_id, "before": before})
    return one


async def _markable(user_id: int, server_id: int | None, number: int, language: str, now: datetime) -> _For:
    row = await find_held(number, server_id, user_id)
    actions.check_may_mark_asked(progress_of(await whole_of(row)), user_id, now)
    one = _for(row, language, now)
    await people.lock({one.interviewee_id})
    return one


def _for(row: MockInterview, language: str, now: datetime) -> _For:
    assert row.interviewer_id is not None  # noqa: S101 - held by a constraint of booked interviews
    assert row.interviewee_id is not None  # noqa: S101 - as well
    return _For(row, row.interviewer_id, row.interviewee_id, language, now)


async def _interview_of(draw_id: int) -> int:
    drawn = await DrawnQuestion.get_or_none(id=draw_id if is_number(draw_id) else 0)
    if drawn is None:
        raise QuestionNotAtHand
    return drawn.interview_id


async def _at_hand(one: _For, draw_id: int) -> DrawnQuestion:
    """Return a question that is at hand, of an interview that is held.

    What was drawn for a guest who is gone is noted as asked for nobody: not them, and not who came after.
    """
    drawn = await DrawnQuestion.get_or_none(id=draw_id, user_id=one.interviewee_id, place__isnull=False)
    if drawn is None:
        raise QuestionNotAtHand
    return drawn


async def _choose(one: _For, many: int) -> list[_Chosen]:
    """Choose so many questions that fit: those that were never asked, and then those of the longest ago."""
    # The same question in two languages is one; as there are two, twice as many are enough.
    fresh = await run(_FRESH, one.values(2 * many))
    chosen: dict[str, _Chosen] = {}
    for row in fresh:
        chosen.setdefault(row["identity"], _Chosen(row["id"], row["identity"], is_again=False))
    if len(chosen) < many:
        for row in await run(_LONGEST_AGO, one.values(2 * many)):
            chosen.setdefault(row["identity"], _Chosen(row["id"], row["identity"], is_again=True))
    return list(chosen.values())[:many]


async def _lay(one: _For, chosen: dict[int, _Chosen], now: datetime) -> None:
    await insert(
        "drawn_question",
        _COLUMNS,
        [
            (
                one.row.id,
                question.question_id,
                one.interviewee_id,
                question.identity,
                place,
                DrawState.DRAWN.value,
                question.is_again,
                now,
            )
            for place, question in chosen.items()
        ],
    )


async def _at_hand_of(one: _For) -> tuple[AtHand, ...]:
    return await at_hand(one.row.id, one.interviewee_id)


async def _hand(one: _For, questions: tuple[AtHand, ...]) -> Hand:
    """Return what is at hand, with the topics of which others could be drawn.

    Of a topic that is there in several languages, that of the interview's, or of its interviewer, is offered.

    Raises:
        NoQuestions: there is nothing to draw from.
    """
    spoken = _languages_of(one.row.language)
    languages = spoken if spoken[0] else (one.prefers, one.prefers)
    topics = await keeping.topics(one.row.server_id, languages=languages)
    if not topics and languages[0]:
        topics = await keeping.topics(one.row.server_id)
    if not questions and not await keeping.count(one.row.server_id):
        raise NoQuestions
    return Hand(
        one.row.id,
        one.row.topic,
        questions,
        tuple(topics),
        is_used_up=any(at.is_again for at in questions),
        has_begun=one.now >= one.row.scheduled_time,
        has_ended=one.now >= one.row.ends_at,
    )
