"""When servers and people were first met is what the code says, no longer the system's clock."""

from tortoise import fields, migrations

from models.schema_changes import AlterInCode


class Migration(migrations.Migration):
    dependencies = [("sparring", "0005_written_ahead")]

    initial = False

    operations = [
        AlterInCode(
            model_name=model,
            name="created_at",
            field=fields.DatetimeField(auto_now=False, auto_now_add=False),
        )
        for model in ("Server", "User")
    ]
