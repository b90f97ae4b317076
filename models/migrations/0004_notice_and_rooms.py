"""The shortest notice of a booking, when a time was agreed on, and which links the bot made."""

from tortoise import fields, migrations
from models.moments import MomentField
from models.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("sparring", "0003_reach")]

    initial = False

    operations = [
        AddColumn(
            model_name="Server",
            name="notice_minutes",
            field=fields.IntField(default=5, db_default=5),
        ),
        AddColumn(
            model_name="MockInterview",
            name="agreed_at",
            field=MomentField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddColumn(
            model_name="MockInterview",
            name="link_is_made",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
