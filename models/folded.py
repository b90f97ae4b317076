"""Texts as they are searched: in any case, however their letters were typed.

The databases fold letters differently, and SQLite's LIKE leaves all but the Latin ones as they are. So a text
that is searched stands beside itself a second time, folded here, and what somebody looks for is folded the
same way.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.manager import Manager
from tortoise.models import Model
from tortoise.queryset import QuerySet, UpdateQuery

_NOT_STORED = re.compile("[\0\ud800-\udfff]")
"""What PostgreSQL takes in no text."""


def folded(text: str) -> str:
    """Return a text as it is searched: in no case, one space between its words, each letter in one form."""
    return unicodedata.normalize("NFC", " ".join(_NOT_STORED.sub("", text).split()).casefold())


class FoldedField(fields.TextField):
    """The text of another field as it is searched.

    Whenever a row of a `Searched` model is stored, it is made of what the other field then holds.

    Args:
        of: The name of the other field.
    """

    def __init__(self, of: str, **options: Any) -> None:  # noqa: ANN401 - as Tortoise has it
        # With the database's default alone Tortoise would leave the column out where a row is made.
        super().__init__(**{"default": "", "db_default": "", **options})
        self.of = of

    def to_db_value(self, value: Any, instance: Any) -> str:  # noqa: ANN401 - as Tortoise has it
        """Return what is stored; an update of many rows gives the text itself, and no instance."""
        return folded(getattr(instance, self.of) if isinstance(instance, Model) else value)


class Searched(Model):
    """A model with folded texts, which are stored whenever what they are made of is."""

    async def save(
        self,
        using_db: BaseDBAsyncClient | None = None,
        update_fields: Iterable[str] | None = None,
        force_create: bool = False,  # noqa: FBT001, FBT002 - as Tortoise has it
        force_update: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Store the row, or of some fields what they hold."""
        if update_fields is not None:
            given = list(update_fields)
            searched = (name for name, of in _folded_of(type(self)).items() if of in given)
            update_fields = list(dict.fromkeys((*given, *searched)))
        await super().save(using_db, update_fields, force_create, force_update)

    class Meta:
        abstract = True


class SearchedManager(Manager):
    """Gives the rows of a `Searched` model."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return all rows."""
        return _SearchedRows(self._model)


class _SearchedRows(QuerySet[Any]):
    def update(self, **changes: Any) -> UpdateQuery:  # noqa: ANN401 - as Tortoise has it
        model: type[Model] = self.model
        searched = {name: changes[of] for name, of in _folded_of(model).items() if of in changes}
        return super().update(**{**changes, **searched})


@cache
def _folded_of(model: type[Model]) -> Mapping[str, str]:
    """Return the folded fields of a model, and of which each is made."""
    fields_of = model._meta.fields_map.items()  # noqa: SLF001 - as Tortoise itself
    return {name: field.of for name, field in fields_of if isinstance(field, FoldedField)}
