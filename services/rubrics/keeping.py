"""A server's own rubrics: importing one, under a new name or as the next version of one, and retiring one."""

from dataclasses import dataclass
from datetime import datetime

from models import Rubric, RubricVersion, Server
from models.folded import folded
from services import audit
from services.delivery.kinds.log import RubricImported, RubricRetired
from services.delivery.kinds.message import Address
from services.rubrics import sets, standard
from services.rubrics.refusals import RubricNotOffered, RubricNotRetirable, RubricsFull
from services.rubrics.sets import OWN_MAXIMUM, Offered, key_of, own_number
from services.rubrics.words import Content, Words, as_json
from services.transaction import use_case


@dataclass(frozen=True)
class Imported:
    """A rubric that was imported; where `is_changed` is false it was there already, word for word."""

    key: str
    name: Words
    version: int
    is_changed: bool = True


async def import_rubric(admin_id: int, server_id: int, content: Content, now: datetime) -> Imported:
    """Store a rubric: as the next version of the server's own that has such a name, or else as a new one.

    One that was retired is chosen again from then on.

    Raises:
        RubricsFull: the server has 20 of its own that are not retired.
    """
    async with use_case():
        # Held, so that of two files of one name the second is the next version of the first.
        await Server.filter(id=server_id).select_for_update(no_key=True).get()
        rows = await Rubric.filter(server_id=server_id).order_by("id")
        row = next((one for one in rows if _named_alike(one.name, content.name)), None)
        if row is not None and row.retired_at is None and await _reads_so(row, content):
            return Imported(key_of(row.id), row.name, row.version, is_changed=False)
        if row is None or row.retired_at is not None:
            _check_room(rows)
        if row is None:
            row = await Rubric.create(server_id=server_id, name=dict(content.name), version=1)
        else:
            row.name, row.version, row.retired_at = dict(content.name), row.version + 1, None
            await row.save(update_fields=["name", "version", "retired_at"])
        await RubricVersion.create(
            rubric_id=row.id, number=row.version, content=as_json(content), made_at=now
        )
        line = RubricImported(admin_id=admin_id, rubric=row.id, name=row.name, version=row.version)
        await audit.note(line, Address(server_id), now)
        return Imported(key_of(row.id), row.name, row.version)


async def retire(admin_id: int, server_id: int, text: str, now: datetime) -> Offered:
    """Have a server's own rubric, of that key or name, chosen no more; feedback by it stays as it is.

    Raises:
        RubricNotOffered: there is none, or it was retired already.
        RubricNotRetirable: it is one of the bot's own.
    """
    async with use_case():
        found = await sets.named(server_id, text)
        if found.key in standard.KEYS:
            raise RubricNotRetirable
        waiting = Rubric.filter(id=own_number(found.key), server_id=server_id, retired_at__isnull=True)
        if not await waiting.update(retired_at=now):
            raise RubricNotOffered(text=text)
        line = RubricRetired(
            admin_id=admin_id, rubric=own_number(found.key), name=dict(found.name), version=found.version
        )
        await audit.note(line, Address(server_id), now)
        return found


def _named_alike(one: Words, other: Words) -> bool:
    return not {folded(text) for text in one.values()}.isdisjoint(folded(text) for text in other.values())


async def _reads_so(row: Rubric, content: Content) -> bool:
    stored = await RubricVersion.get(rubric_id=row.id, number=row.version)
    return bool(stored.content == as_json(content))


def _check_room(rows: list[Rubric]) -> None:
    if sum(row.retired_at is None for row in rows) >= OWN_MAXIMUM:
        raise RubricsFull(maximum=OWN_MAXIMUM)
