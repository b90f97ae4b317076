"""What the tables hold of people is said in one place, and people are told the same of it everywhere."""

from collections.abc import Iterator
from typing import cast

import pytest
from tortoise import Tortoise, fields
from tortoise.models import Model

from hosting.privacy_page import DOCUMENTS, document
from models.database import PROJECT
from services.delivery.kinds import CLASSES
from services.privacy.registry import PEOPLE_IN_PAYLOADS, TABLES, Fate, Table, Topic
from tests.meta.complaints import nothing_is_amiss

WHERE = "services/privacy/registry.py"
NO_PEOPLE_IN_PAYLOADS = {"channel_id", "message_id"}
"""Ids in messages that are nobody's."""


def models() -> list[type[Model]]:
    apps = Tortoise.apps
    assert apps is not None
    return [cast("type[Model]", model) for model in apps["sparring"].values()]


def columns(model: type[Model]) -> dict[str, fields.Field[object]]:
    """The columns of a table, by their names in the database."""
    meta = model._meta
    return {column: meta.fields_map[name] for name, column in meta.fields_db_projection.items()}


def people_of(model: type[Model]) -> set[str]:
    """The columns that refer to a person by a foreign key."""
    found = [
        field
        for field in model._meta.fields_map.values()
        if isinstance(field, fields.relational.ForeignKeyFieldInstance)
    ]
    return {str(field.source_field) for field in found if field.related_model.__name__ == "User"}


def left_out(table: Table) -> Iterator[str]:
    """Say which columns of a table nothing is said of."""
    name, thought_of = table.model.__name__, {*table.people, *table.payloads, *table.others, *table.texts}
    relations = {
        str(field.source_field)
        for field in table.model._meta.fields_map.values()
        if isinstance(field, fields.relational.ForeignKeyFieldInstance)
    }
    for column in people_of(table.model) - set(table.people):
        yield f"{WHERE} does not name {name}.{column} among its people."
    for column, field in columns(table.model).items():
        might = (fields.BigIntField, fields.JSONField, fields.CharField, fields.TextField)
        is_word = not isinstance(field, fields.data.CharEnumFieldInstance)
        if isinstance(field, might) and is_word and column not in thought_of | relations:
            yield (
                f"{WHERE} does not say what {name}.{column} holds: somebody's id (people, payloads), an id of"
                " something else (others), or words (texts)."
            )
    for column in thought_of - columns(table.model).keys():
        yield f"{WHERE} names {name}.{column}, and there is no such column."


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_every_table_holds_of_people_is_said() -> None:
    known = {table.model for table in TABLES}
    missing = [
        f"{WHERE} does not name {model.__name__}: add a Table." for model in models() if model not in known
    ]
    nothing_is_amiss("\n".join([*missing, *(line for table in TABLES for line in left_out(table))]))


def test_what_is_kept_of_people_has_a_topic_and_is_exported_or_is_gone() -> None:
    for table in TABLES:
        assert table.topic is not None or table.fate is Fate.OF_NOBODY, table.model.__name__
        assert table.exports or not table.people or table.topic is Topic.MARKS, table.model.__name__
    assert {table.topic for table in TABLES} - {None} == set(Topic)


def test_ids_in_messages_are_those_of_people_or_of_channels() -> None:
    found = {name for message in CLASSES.values() for name in message.model_fields if name.endswith("_id")}
    nothing_is_amiss(
        "\n".join(
            f"{WHERE}: a message carries {name}. Add it to PEOPLE_IN_PAYLOADS, or here to NO_PEOPLE…."
            for name in found - PEOPLE_IN_PAYLOADS - NO_PEOPLE_IN_PAYLOADS
        )
    )
    assert found >= PEOPLE_IN_PAYLOADS


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_documents_say_what_privacy_show_says(language: str) -> None:
    written = (PROJECT / DOCUMENTS[language]).read_text(encoding="utf-8")
    assert written == document(language), "write it anew: uv run python -m hosting.privacy_page"
