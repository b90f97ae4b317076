"""/rubrics import, template, list, retire."""

import asyncio

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import rubric_choices
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.markup import plain
from cogs._shared.patience import in_time
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog
from cogs.rubrics.file_message import answer_with_faults, fetched, template_file
from cogs.rubrics.list_message import list_embed
from services.rubrics import files, keeping, sets
from services.rubrics.standard import CODING
from services.rubrics.words import KEY_MAXIMUM, said

Interaction = discord.Interaction[SparringBot]
Rubric = app_commands.Range[str, 1, KEY_MAXIMUM]


class RubricsCog(RoutedCog):
    """By what interviewers judge."""

    rubrics = app_commands.Group(
        name="rubrics",
        description="Criteria for feedback, and your own",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @rubrics.command(name="import", description="Add criteria of your own from a file, or new words for them")
    @app_commands.describe(file="A table as in the template: three criteria with five levels each")
    async def import_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Import a rubric, or say all that is wrong with its file."""
        await acknowledge(interaction)
        by = await admin(interaction)
        read = await asyncio.to_thread(files.read, await fetched(file))
        if read.content is None:
            await answer_with_faults(interaction, by.speak, read.faults)
            return
        imported = await keeping.import_rubric(by.user_id, by.server_id, read.content, by.now)
        name, version = plain(said(imported.name, by.speak.language)), imported.version
        if not imported.is_changed:
            await answer(interaction, by.speak("rubric-import-same", name=name, version=version))
            return
        text = by.speak("rubric-imported", name=name, version=version)
        if not by.settings.uses_rubrics:
            text = f"{text} {by.speak('rubrics-are-off')}"
        await answer(interaction, text)

    @rubrics.command(description="A file to fill in with criteria of your own")
    @app_commands.describe(rubric="With whose words it is filled in; those for coding if left out")
    async def template(self, interaction: Interaction, rubric: Rubric = CODING) -> None:
        """Send a rubric as a file that can be changed and imported."""
        await acknowledge(interaction)
        by = await admin(interaction)
        found = await sets.named(by.server_id, rubric)
        version = await sets.version_of(by.server_id, found.key, found.version)
        assert version is not None  # noqa: S101 - versions are never removed
        file = template_file(by.speak, version, is_own=found.is_own)
        await answer(interaction, by.speak("rubric-template"), file=file)

    @rubrics.command(name="list", description="All criteria that interviewers of this server can judge by")
    async def list_all(self, interaction: Interaction) -> None:
        """Show the bot's rubrics and the server's own."""
        async with in_one_request(interaction):
            by = await admin(interaction)
            rubrics = await sets.offered(by.server_id)
            embed = list_embed(by.speak, rubrics, is_used=by.settings.uses_rubrics)
            await answer(interaction, embed=embed)

    @rubrics.command(description="Have criteria of your own chosen no more")
    @app_commands.describe(rubric="One of this server's own")
    async def retire(self, interaction: Interaction, rubric: Rubric) -> None:
        """Retire a rubric."""
        await acknowledge(interaction)
        by = await admin(interaction)
        retired = await keeping.retire(by.user_id, by.server_id, rubric, by.now)
        name = plain(said(retired.name, by.speak.language))
        await answer(interaction, by.speak("rubric-retired", name=name))

    @template.autocomplete("rubric")
    @in_time
    async def complete_any(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer all rubrics of the server."""
        by = asked(interaction)
        return rubric_choices.named(by.speak, await sets.offered(by.server_id or 0), current)

    @retire.autocomplete("rubric")
    @in_time
    async def complete_own(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the server's own."""
        by = asked(interaction)
        own = [one for one in await sets.offered(by.server_id or 0) if one.is_own]
        return rubric_choices.named(by.speak, own, current)
