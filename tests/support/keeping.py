"""Databases with something in every table, to be backed up, restored and moved; and what they hold."""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tortoise import connections

from hosting.failures import CannotStartError
from models import (
    BoardCall,
    BotProcess,
    Degree,
    Dispute,
    DisputeKind,
    DrawnQuestion,
    FreeException,
    FreeSpan,
    InterviewDraft,
    KeptApart,
    LateChange,
    LateState,
    MockInterview,
    NoShowReport,
    Notification,
    OfferState,
    Pair,
    PairSide,
    QuestionImport,
    QuestionSuggestion,
    Review,
    ScheduledEvent,
    SeatOffer,
    WishAlert,
    Withdrawal,
)
from models.backups.reading import OpenDatabase
from models.backups.tables import filled_in_order
from services import absence, certificates
from services.environment import Environment
from services.finding import line, wishes
from services.finding.wishes import NewWish
from services.interviews import Role
from tests.support.databases import opened
from tests.support.factories import NOW, SERVER, TEXT, Played, a_booking, a_member, a_proposal, completed
from tests.support.questions import a_bank, a_question, ask, draw
from tests.support.thanks import a_thank_you

Held = dict[str, list[dict[str, Any]]]
"""The rows of each table."""


def settings(database_url: str, **others: Any) -> Environment:  # noqa: ANN401 - any setting
    """The settings of a process that uses a database."""
    return Environment(_env_file=None, database_url=database_url, **others)


def options(**given: Any) -> argparse.Namespace:  # noqa: ANN401 - any option
    """What stands on a command line."""
    return argparse.Namespace(clock=lambda: NOW, **given)


async def fill(database_url: str) -> None:
    """Write rows into every table of a database that is migrated."""
    async with opened(database_url):
        for _ in range(2):
            done = await completed()
            await _reviewed(done)
        await certificates.issue(SERVER, done.host.user_id, NOW)
        reported = await a_booking()
        await absence.report(
            reported.interviewee.user_id, SERVER, reported.id, TEXT, reported.ends_at + timedelta(minutes=1)
        )
        await a_proposal(await a_booking(), duration=30)
        await _somebody_waits(await a_booking())
        report = await NoShowReport.get()
        await Dispute.create(
            interview_id=report.interview_id,
            kind=DisputeKind.NO_SHOW,
            opened_by_id=report.absent_id,
            text="Ich war da, 我在 \N{WAVING HAND SIGN} 'so'; --",
            opened_at=NOW,
            decide_by=NOW,
        )
        await BoardCall.create(
            server_id=SERVER, user_id=report.absent_id, channel_id=2**62, message_id=2**62 + 1, newest=3
        )
        await ScheduledEvent.create(interview_id=report.interview_id, event_id=2**62)
        await a_thank_you(channel_id=2**62, message_id=2**62 + 1)
        draft = await InterviewDraft.create(
            server_id=SERVER, host_id=report.absent_id, is_interviewer=None, duration=60, updated_at=NOW
        )
        await draft.delete()
        await InterviewDraft.create(
            server_id=SERVER, host_id=report.absent_id, is_interviewer=False, duration=45, updated_at=NOW
        )
        # One that is on its way, of a process that is gone.
        process = await BotProcess.create(machine="another", pid=1, born=1.5)
        first = await Notification.filter(state="pending").order_by("id").first()
        assert first is not None
        await Notification.filter(id=first.id).update(owner=process.id, attempts=1, tried_at=NOW)


async def _reviewed(played: Played) -> None:
    """Have an interviewee say something about the interviewer."""
    await Review.create(
        interview_id=played.id,
        interviewer_id=played.interviewer.user_id,
        turn=1,
        was_prepared=Degree.YES,
        had_useful_questions=Degree.PARTLY,
        can_be_acted_on=Degree.NO,
        line="Ёлки, 'so'; --",
        reviewed_at=NOW,
    )
    await MockInterview.filter(id=played.id).update(is_reviewed=True, agreed_sealed=True)


async def _somebody_waits(played: Played) -> None:
    """Have somebody wait for a seat of a booked interview, who has passed it and given it back before."""
    waiting = await a_member()
    await line.stand_or_leave(waiting.user_id, SERVER, played.id, NOW)
    who = waiting.user_id
    await SeatOffer.create(
        interview_id=played.id, user_id=who, state=OfferState.PASSED, offered_at=NOW, until=NOW
    )
    await Withdrawal.create(interview_id=played.id, user_id=who, at=NOW)
    await LateChange.create(
        interview_id=played.id, user_id=who, at=NOW, points=0, is_free=True, state=LateState.UNDONE
    )
    await FreeSpan.create(user_id=who, weekday=4, from_minute=1080, to_minute=1440)
    await FreeException.create(user_id=who, day=NOW.date(), from_minute=0, to_minute=1440, is_free=False)
    await KeptApart.create(user_id=who, other_id=played.host.user_id, since=NOW)
    await wishes.add(who, SERVER, NewWish(seat=Role.INTERVIEWER, topic="Ёлки, 'so'; --"), NOW)
    pair = await Pair.create(
        server_id=SERVER, times=[NOW.isoformat()], duration=60, proposed_at=NOW, until=NOW
    )
    await PairSide.create(pair_id=pair.id, user_id=who, is_interviewer=True, wish_number=1, picks=1)
    await WishAlert.create(interview_id=played.id, user_id=who, revision=0, found_at=NOW)
    await _questions(played, who)


async def _questions(played: Played, who: int) -> None:
    """Have a question drawn for a booked interview, one suggested after it, and a file of some that waits."""
    await a_bank([a_question("Ёлки, 'so'; --?", topic="Ёлки"), a_question()])
    await draw(played, played.starts_at)
    await ask(played, (await DrawnQuestion.all())[0].id, went=4)
    await QuestionSuggestion.create(
        interview_id=played.id, user_id=who, place=1, text="Is it so?", suggested_at=NOW, is_taken=False
    )
    await QuestionImport.create(server_id=SERVER, admin_id=who, content='[{"text": "Ё"}]', made_at=NOW)


async def held_in(database_url: str) -> Held:
    """What a database holds, in a form that is the same on both engines."""
    async with opened(database_url):
        reader = OpenDatabase()
        return {
            table.name: [
                dict(zip(table.columns, table.read([row[column] for column in table.columns]), strict=True))
                for row in await reader.rows(f'SELECT * FROM "{table.name}" ORDER BY id')  # noqa: S608
            ]
            for table in filled_in_order()
        }


def names_in(folder: Path) -> set[str]:
    """The names of the files in a folder."""
    return {file.name for file in folder.iterdir()}


def ledger_in(file: Path) -> list[tuple[int, int, int, int]]:
    """The ledger that a backup of SQLite holds: id, account, amount, balance after it."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return list(
            connection.execute("SELECT id, account_id, amount, balance_after FROM points_entry ORDER BY id")
        )


async def past_the_guards(statement: str) -> None:
    """Run a statement, in a transaction, as if the database refused nothing."""
    client = connections.get("default")
    if client.capabilities.dialect == "postgres":
        await client.execute_query("SET LOCAL session_replication_role = replica")
        await client.execute_query(statement)
        await client.execute_query("SET LOCAL session_replication_role = DEFAULT")
        return
    _, guards = await client.execute_query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for guard in guards:
        await client.execute_query(f"DROP TRIGGER {guard['name']}")
    await client.execute_query(statement)
    for guard in guards:
        await client.execute_query(guard["sql"])


@contextmanager
def refused(*words: str) -> Iterator[pytest.ExceptionInfo[CannotStartError]]:
    """Expect a sentence in which these words stand."""
    with pytest.raises(CannotStartError) as refusal:
        yield refusal
    said = str(refusal.value)
    assert all(word in said for word in words), said
    assert "Error(" not in said
