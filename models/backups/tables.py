"""The bot's tables in an order in which they can be filled, and their rows as either database takes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from tortoise import Tortoise, fields
from tortoise.models import Model

from models.database import APP
from models.moments import MomentField, day_of, moment_of
from models.process import BotProcess
from models.rows import columns

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: its columns, and how stored values are read so that both databases take them.

    Attributes:
        name: Its name.
        columns: The names of its columns.
        reading: By the place of a column what makes of a stored value the same on both databases.
    """

    name: str
    columns: tuple[str, ...]
    reading: Mapping[int, Callable[[Any], Any]]

    def read(self, stored: Sequence[Any]) -> Row:
        """Return a stored row as it is the same on both databases, and either takes it."""
        row = list(stored)
        for place, change in self.reading.items():
            if row[place] is not None:
                row[place] = change(row[place])
        return tuple(row)


def filled_in_order() -> list[Table]:
    """Return the tables, each after those that it refers to.

    Processes are left out: those of one database are none of another.
    """
    models = [model for model in Tortoise.apps[APP].values() if model is not BotProcess]
    ordered: list[type[Model]] = []
    while models:
        ready = [model for model in models if not any(other in models for other in _referred_to(model))]
        ordered += sorted(ready, key=lambda model: model._meta.db_table)  # noqa: SLF001 - as Tortoise itself
        models = [model for model in models if model not in ready]
    return [_table(model) for model in ordered]


def _referred_to(model: type[Model]) -> list[type[Model]]:
    meta = model._meta  # noqa: SLF001 - as Tortoise itself
    names = meta.fk_fields | meta.o2o_fields
    return [meta.fields_map[name].related_model for name in names]  # type: ignore[attr-defined] # of a relation


def _table(model: type[Model]) -> Table:
    meta = model._meta  # noqa: SLF001 - as Tortoise itself
    names = columns(model)
    reading: dict[int, Callable[[Any], Any]] = {}
    for place, column in enumerate(names):
        field = meta.fields_map[meta.fields_db_projection_reverse[column]]
        if isinstance(field, fields.BooleanField):
            reading[place] = bool
        elif isinstance(field, MomentField):
            reading[place] = _in_utc
        elif isinstance(field, fields.DateField):
            reading[place] = day_of
        elif isinstance(field, fields.JSONField):
            reading[place] = _in_one_order
    return Table(meta.db_table, names, reading)


def _in_utc(stored: object) -> datetime:
    return moment_of(stored).astimezone(UTC)


def _in_one_order(stored: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON holds as text, the same whichever database had it."""
    held = orjson.loads(stored) if isinstance(stored, str | bytes) else stored
    return orjson.dumps(held, option=orjson.OPT_SORT_KEYS).decode()
