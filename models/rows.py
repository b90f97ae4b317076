"""Rows of one table by a statement whose text is made once: for what is read with every click.

Tortoise 1.1 makes the text of a query anew each time, which costs several times what the database takes for
it. Here the columns are put together once, from the model's own, and the rows become the same instances as
Tortoise makes of them.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from tortoise.models import Model

from models.statements import is_postgres, run, run_for

Row = TypeVar("Row", bound=Model)


class Hold(StrEnum):
    """How rows are held until the caller's transaction ends; the value is PostgreSQL's word for it.

    On SQLite one transaction at a time writes anyway.
    """

    NOT = ""
    ALONE = " FOR NO KEY UPDATE"
    """Nobody else changes or holds it; rows that refer to it may be written."""


async def find(
    model: type[Row], condition: str, values: Mapping[str, Any], *, hold: Hold = Hold.NOT
) -> list[Row]:
    """Return the rows for which a condition holds; values stand in it as `:name` (`models.statements`)."""
    held = hold.value if hold and is_postgres() else ""
    return [instance(model, row) for row in await run(f"{_selecting(model)} WHERE {condition}{held}", values)]


async def find_one(
    model: type[Row], condition: str, values: Mapping[str, Any], *, hold: Hold = Hold.NOT
) -> Row | None:
    """Return the first of the rows for which a condition holds, or None."""
    return next(iter(await find(model, f"{condition} LIMIT 1", values, hold=hold)), None)


async def hold_all(model: type[Row], ids: set[int]) -> None:
    """Hold rows until the caller's transaction ends, always in the order of their ids.

    So two transactions that want the same two cannot block each other.
    """
    if is_postgres():
        await run_for(sorted(ids), _holding(model), {})


def listed(model: type[Model], alias: str) -> str:
    """Return the columns of a table that a statement calls by another name, as `joined_row` reads them."""
    return ", ".join(f'{alias}."{column}" AS {alias}__{column}' for column in columns(model))


def joined_row(model: type[Row], alias: str, row: Mapping[str, Any]) -> Row | None:
    """Return what a statement gave of one of its tables (`listed`), or None where there was no such row."""
    return None if row[f"{alias}__id"] is None else instance(model, row, f"{alias}__")


def instance(model: type[Row], row: Mapping[str, Any], prefix: str = "") -> Row:
    """Return a stored row as an instance; `prefix` stands before the names of its columns."""
    values = {column: row[f"{prefix}{column}"] for column in columns(model)}
    return model._init_from_db(**values)  # noqa: SLF001 - how Tortoise makes of a row what it is


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(sorted(model._meta.db_fields))  # noqa: SLF001 - the names that Tortoise itself asks for


@cache
def _selecting(model: type[Model]) -> str:
    listed = ", ".join(f'"{column}"' for column in columns(model))
    return f'SELECT {listed} FROM "{model._meta.db_table}"'  # noqa: S608, SLF001 - the model's own names


@cache
def _holding(model: type[Model]) -> str:
    table = model._meta.db_table  # noqa: SLF001 - as Tortoise itself
    return f'SELECT id FROM "{table}" WHERE id IN (:numbers) ORDER BY id{Hold.ALONE}'  # noqa: S608
