"""Which rows refer to which: told by the models themselves, so that a new one is never forgotten."""

from functools import cache

from tortoise.models import Model

import models


@cache
def references_to(target: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return the tables that refer to a model's rows, each with the column that does."""
    found: list[tuple[str, str]] = []
    for name in models.__all__:
        model = getattr(models, name)
        if not (isinstance(model, type) and issubclass(model, Model)):
            continue
        meta = model._meta  # noqa: SLF001 - where Tortoise says what it knows of a model
        for field in sorted(meta.fk_fields | meta.o2o_fields):
            relation = meta.fields_map[field]
            if relation.related_model is target:  # type: ignore[attr-defined] # of relations
                found.append((meta.db_table, f"{field}_id"))
    return tuple(found)
