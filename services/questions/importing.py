"""Importing questions: first it is said what a file would do, and then it is done whole, or not at all."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import orjson

from models import QuestionImport
from models.statements import run
from services import audit
from services.delivery.kinds.log import QuestionsImported
from services.delivery.kinds.message import Address
from services.holding import is_number
from services.questions import bank, starter
from services.questions.bank import Counts
from services.questions.new import NewQuestion
from services.questions.refusals import ImportGone
from services.transaction import begun_anew, use_case

WAITS_FOR = timedelta(days=1)
"""How long a file waits for [Import]."""

AT_ONCE = 20
"""Files that are removed in one statement: each may be large."""

_REMOVE_OLD = (
    "DELETE FROM question_import WHERE id IN (SELECT id FROM question_import"
    " WHERE made_at <= :before ORDER BY made_at LIMIT :many) RETURNING id"
)


@dataclass(frozen=True)
class Prepared:
    """What importing a file would do; `id` is None where nothing would be different."""

    id: int | None
    counts: Counts


async def prepare(admin_id: int, server_id: int, questions: Sequence[NewQuestion], now: datetime) -> Prepared:
    """Say what importing questions would do, and keep them for a day."""
    counts = (await bank.compare(server_id, questions)).counts
    if counts.is_nothing:
        return Prepared(None, counts)
    content = await asyncio.to_thread(_written, questions)
    kept = await QuestionImport.create(server_id=server_id, admin_id=admin_id, content=content, made_at=now)
    return Prepared(kept.id, counts)


@begun_anew
async def carry_out(admin_id: int, server_id: int, import_id: int, now: datetime) -> Counts:
    """Import the questions of a file that waits, all of them, and return what that did.

    Raises:
        ImportGone: it has waited for more than a day, is imported already, or was not this admin's.
        BankFull: the server would have more questions than it can.
    """
    waiting = QuestionImport.filter(
        id=import_id if is_number(import_id) else 0,
        server_id=server_id,
        admin_id=admin_id,
        made_at__gt=now - WAITS_FOR,
    )
    kept = await waiting.first()
    if kept is None:
        raise ImportGone
    compared = await bank.compare(server_id, await asyncio.to_thread(_read, kept.content))
    async with use_case():
        if not await waiting.delete():
            raise ImportGone
        await _store(admin_id, server_id, compared, now)
    return compared.counts


@begun_anew
async def load_starter(admin_id: int, server_id: int, language: str, now: datetime) -> Counts:
    """Add the questions that come with the bot, in one language or, for an empty text, in all.

    What the server has of them stays as its admins have changed it.

    Raises:
        BankFull: the server would have more questions than it can.
    """
    questions = await asyncio.to_thread(starter.in_language, language)
    compared = await bank.compare(server_id, questions, only_adds=True)
    if not compared.counts.is_nothing:
        async with use_case():
            await _store(admin_id, server_id, compared, now)
    return compared.counts


async def remove_old(now: datetime) -> int:
    """Remove some files that have waited for too long; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - WAITS_FOR, "many": AT_ONCE}))


async def _store(admin_id: int, server_id: int, compared: bank.Compared, now: datetime) -> None:
    await bank.store(server_id, compared, now)
    counts = compared.counts
    line = QuestionsImported(
        admin_id=admin_id,
        new=counts.new,
        changed=counts.changed,
        back=counts.back,
        mark=secrets.token_hex(8),
    )
    await audit.note(line, Address(server_id), now)


def _written(questions: Sequence[NewQuestion]) -> str:
    return orjson.dumps([asdict(one) for one in questions]).decode()


def _read(content: str) -> list[NewQuestion]:
    return [NewQuestion(**{**one, "hints": tuple(one["hints"])}) for one in orjson.loads(content)]
