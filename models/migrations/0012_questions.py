"""Questions: a bank for each server, files that wait to be imported, suggestions, and what was drawn and asked."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.drawn_question import DrawState
from models.folded import FoldedField
from models.moments import MomentField
from models.schema_changes import AddColumns

NEW_KINDS = "'log_suggested', 'log_suggestion', 'log_imported', 'log_retired'"

NEVER_AGAIN = (
    "CREATE UNIQUE INDEX drawn_question_never_again ON drawn_question (user_id, identity)"
    " WHERE state <> 'passed' AND NOT is_again"
)

NOT_ASKED = "CREATE INDEX drawn_question_not_asked ON drawn_question (drawn_at) WHERE state <> 'asked'"


def number() -> fields.IntField:
    return fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)


def moment(*, null: bool = False) -> MomentField:
    return MomentField(null=null, auto_now=False, auto_now_add=False)


def refers_to(model: str, name: str, related: str, *, null: bool = False) -> fields.ForeignKeyField:
    return fields.ForeignKeyField(
        f"sparring.{model}",
        source_field=f"{name}_id",
        null=null,
        db_constraint=True,
        to_field="id",
        related_name=related,
        on_delete=OnDelete.RESTRICT,
    )


def options(table: str, description: str) -> dict[str, str]:
    return {"table": table, "app": "sparring", "pk_attr": "id", "table_description": description}


class Migration(migrations.Migration):
    dependencies = [("sparring", "0011_writing")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Question",
            fields=[
                ("id", number()),
                ("server", refers_to("Server", "server", "questions")),
                ("text", fields.TextField(unique=False)),
                ("text_folded", FoldedField(default="", db_default="", of="text")),
                ("fingerprint", fields.CharField(max_length=32)),
                ("identity", fields.CharField(max_length=32)),
                ("topic", fields.CharField(default="", max_length=100)),
                ("topic_folded", FoldedField(default="", db_default="", of="topic")),
                ("subject", fields.CharField(default="", max_length=100)),
                ("level", fields.CharField(default="", max_length=20)),
                ("language", fields.CharField(default="", max_length=40)),
                ("notes", fields.TextField(default="", unique=False)),
                ("hints", fields.TextField(default="", unique=False)),
                ("source", fields.CharField(default="", max_length=300)),
                ("licence", fields.CharField(default="", max_length=100)),
                ("lot", fields.IntField()),
                ("added_at", moment()),
                ("changed_at", moment()),
                ("retired_at", moment(null=True)),
            ],
            options=options("question", "questions that interviewers ask"),
            bases=["Searched"],
        ),
        ops.CreateModel(
            name="QuestionImport",
            fields=[
                ("id", number()),
                ("server", refers_to("Server", "server", "question_imports")),
                ("admin", refers_to("User", "admin", "question_imports")),
                ("content", fields.TextField(unique=False)),
                ("made_at", moment()),
            ],
            options=options("question_import", "files of questions that wait to be imported"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QuestionSuggestion",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "question_suggestions")),
                ("user", refers_to("User", "user", "question_suggestions")),
                ("place", fields.SmallIntField()),
                ("text", fields.TextField(unique=False)),
                ("topic", fields.CharField(default="", max_length=100)),
                ("level", fields.CharField(default="", max_length=20)),
                ("language", fields.CharField(default="", max_length=40)),
                ("notes", fields.TextField(default="", unique=False)),
                ("suggested_at", moment()),
                ("is_taken", fields.BooleanField(null=True)),
                ("decided_by", refers_to("User", "decided_by", "question_suggestions_decided", null=True)),
            ],
            options=options("question_suggestion", "questions that members suggest"),
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DrawnQuestion",
            fields=[
                ("id", number()),
                ("interview", refers_to("MockInterview", "interview", "drawn_questions")),
                ("question", refers_to("Question", "question", "drawn")),
                ("user", refers_to("User", "user", "questions_drawn")),
                ("identity", fields.CharField(max_length=32)),
                ("place", fields.SmallIntField(null=True)),
                (
                    "state",
                    fields.CharEnumField(
                        default=DrawState.DRAWN,
                        description="what has become of it",
                        enum_type=DrawState,
                        max_length=8,
                    ),
                ),
                ("is_again", fields.BooleanField(default=False)),
                ("went", fields.SmallIntField(null=True)),
                ("drawn_at", moment()),
                ("asked_at", moment(null=True)),
            ],
            options=options("drawn_question", "questions that were drawn for an interview"),
            bases=["Model"],
        ),
        # On SQLite a check makes the table anew, and the index of a unique one is lost with the old table.
        ops.AddConstraint(
            model_name="DrawnQuestion",
            constraint=CheckConstraint(
                check="place BETWEEN 1 AND 5 OR place IS NULL", name="drawn_question_place"
            ),
        ),
        ops.AddConstraint(
            model_name="DrawnQuestion",
            constraint=CheckConstraint(
                check="went BETWEEN 1 AND 5 OR went IS NULL", name="drawn_question_went_1_to_5"
            ),
        ),
        ops.AddConstraint(
            model_name="DrawnQuestion",
            constraint=CheckConstraint(
                check="(state = 'asked') = (asked_at IS NOT NULL)", name="drawn_question_asked_has_a_time"
            ),
        ),
        ops.AddConstraint(
            model_name="Question",
            constraint=UniqueConstraint(fields=("server_id", "fingerprint"), name="question_once"),
        ),
        ops.AddConstraint(
            model_name="QuestionSuggestion",
            constraint=UniqueConstraint(
                fields=("interview_id", "user_id", "place"), name="question_suggestion_place"
            ),
        ),
        ops.AddConstraint(
            model_name="DrawnQuestion",
            constraint=UniqueConstraint(fields=("interview_id", "identity"), name="drawn_question_once"),
        ),
        ops.AddConstraint(
            model_name="DrawnQuestion",
            constraint=UniqueConstraint(
                fields=("interview_id", "place"), name="drawn_question_one_a_place"
            ),
        ),
        AddColumns("Server", has_questions=fields.BooleanField(default=False, db_default=False)),
        AddColumns(
            "InterviewFeedback",
            questions=fields.JSONField(default=list, db_default="[]", encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddIndex(model_name="Question", index=Index(fields=["server_id", "id"])),
        ops.AddIndex(model_name="Question", index=Index(fields=["server_id", "topic_folded", "id"])),
        ops.AddIndex(model_name="QuestionImport", index=Index(fields=["server_id"])),
        ops.AddIndex(model_name="QuestionImport", index=Index(fields=["admin_id"])),
        ops.AddIndex(model_name="QuestionImport", index=Index(fields=["made_at"])),
        ops.AddIndex(model_name="QuestionSuggestion", index=Index(fields=["user_id"])),
        ops.AddIndex(model_name="QuestionSuggestion", index=Index(fields=["decided_by_id"])),
        ops.AddIndex(model_name="QuestionSuggestion", index=Index(fields=["suggested_at"])),
        ops.AddIndex(model_name="DrawnQuestion", index=Index(fields=["interview_id"])),
        ops.AddIndex(model_name="DrawnQuestion", index=Index(fields=["user_id", "identity"])),
        ops.AddIndex(model_name="DrawnQuestion", index=Index(fields=["question_id"])),
        ops.RunSQL([NEVER_AGAIN], ["DROP INDEX drawn_question_never_again"]),
        ops.RunSQL([NOT_ASKED], ["DROP INDEX drawn_question_not_asked"]),
        ops.RunSQL([], [f"DELETE FROM notification WHERE kind IN ({NEW_KINDS})"]),
    ]
