"""Commands and a form that take files."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str


async def told(file: discord.Attachment) -> str:
    """Return what the bot was told of a file, and what it reads in it."""
    return f"{file.filename} ({file.size} bytes, {file.content_type}): {(await file.read())[:20]!r}"


class DemoPapers(discord.ui.Modal):
    """A form with files, and with choices that are explained."""

    def __init__(self, received: list[dict[str, Any]]) -> None:
        super().__init__(title="Papers", custom_id="demo:papers")
        self.received = received
        self.kind: discord.ui.RadioGroup[discord.ui.Modal] = discord.ui.RadioGroup(
            custom_id="kind",
            options=[
                discord.RadioGroupOption(label="Talk", value="talk", description="Half an hour, with slides"),
                discord.RadioGroupOption(label="Poster", value="poster", description="One large sheet"),
                discord.RadioGroupOption(label="Neither", value="neither"),
            ],
        )
        self.papers: discord.ui.FileUpload[discord.ui.Modal] = discord.ui.FileUpload(
            custom_id="papers", min_values=2, max_values=3
        )
        self.picture: discord.ui.FileUpload[discord.ui.Modal] = discord.ui.FileUpload(
            custom_id="picture", required=False
        )
        self.note: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id="note", required=False, max_length=100
        )
        inside: list[tuple[str, str | None, discord.ui.Item[discord.ui.Modal]]] = [
            ("Kind", "What you will show.", self.kind),
            ("Papers", "What the others may read before.", self.papers),
            ("Picture", None, self.picture),
            ("Note", None, self.note),
        ]
        for text, description, component in inside:
            self.add_item(discord.ui.Label(text=text, description=description, component=component))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = [await told(one) for one in (*self.papers.values, *self.picture.values)]
        self.received.append({"kind": self.kind.value, "files": files, "note": self.note.value})
        await interaction.response.send_message(f"Received {len(files)} files.", ephemeral=True)


def add_file_commands(tree: app_commands.CommandTree, received: list[dict[str, Any]]) -> None:
    """Give the bot its commands about files."""

    @tree.command(name=locale_str("paper"), description=locale_str("Hand in a paper"))
    @app_commands.rename(file=locale_str("file"), appendix=locale_str("appendix"))
    @app_commands.describe(file=locale_str("The paper itself"), appendix=locale_str("What belongs to it"))
    async def paper(
        interaction: discord.Interaction,
        file: discord.Attachment,
        appendix: discord.Attachment | None = None,
        topic: str = "",
    ) -> None:
        given = [await told(one) for one in (file, appendix) if one is not None]
        await interaction.response.send_message("\n".join([f"Topic: {topic or 'none'}", *given]))

    @paper.autocomplete("topic")
    async def topics(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in ("Graphs", "Trees") if typed in one]

    @tree.command(description="Hand in several papers")
    async def papers(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(DemoPapers(received))
