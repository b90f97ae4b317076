"""Progress: which next steps are done, and which goals an interviewee shares with whoever interviews them."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS

from models.moments import MomentField
from models.schema_changes import AddColumns


class Migration(migrations.Migration):
    dependencies = [("sparring", "0016_thanks")]

    initial = False

    operations = [
        AddColumns(
            "MockInterview",
            shared_goals=fields.JSONField(default=list, db_default="[]", encoder=JSON_DUMPS, decoder=loads),
        ),
        AddColumns(
            "InterviewFeedback", step_done_at=MomentField(null=True, auto_now=False, auto_now_add=False)
        ),
    ]
