"""A bot that uses what a bot can use; the sandbox's tests talk to it."""
# ruff: noqa: ARG002, ARG003 - discord.py decides on the parameters of callbacks

import asyncio
import io
from typing import Any

import discord
from discord import app_commands


class Locales(app_commands.Translator):
    """Gives every text marked `ping-like` a Russian version."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        return string.extras.get(locale.value)


class Form(discord.ui.Modal, title="Feedback"):
    score: discord.ui.Label["Form"] = discord.ui.Label(
        text="Score",
        component=discord.ui.RadioGroup(
            custom_id="score",
            options=[discord.RadioGroupOption(label=str(n), value=str(n)) for n in range(1, 6)],
        ),
    )
    text: discord.ui.Label["Form"] = discord.ui.Label(
        text="Text",
        component=discord.ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, min_length=5, max_length=100
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        score, text = self.score.component, self.text.component
        assert isinstance(score, discord.ui.RadioGroup)
        assert isinstance(text, discord.ui.TextInput)
        await interaction.response.send_message(f"{score.value}: {text.value}", ephemeral=True)


class Choices(discord.ui.Modal, title="Choices"):
    topics: discord.ui.Label["Choices"] = discord.ui.Label(
        text="Topics",
        component=discord.ui.CheckboxGroup(
            custom_id="topics",
            options=[discord.CheckboxGroupOption(label=name, value=name) for name in ("a", "b")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        topics = self.topics.component
        assert isinstance(topics, discord.ui.CheckboxGroup)
        await interaction.response.send_message(" and ".join(topics.values), ephemeral=True)


class Papers(discord.ui.Modal, title="Papers"):
    papers: discord.ui.Label["Papers"] = discord.ui.Label(
        text="Papers", component=discord.ui.FileUpload(custom_id="papers", min_values=2, max_values=3)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        papers = self.papers.component
        assert isinstance(papers, discord.ui.FileUpload)
        read = [f"{one.filename}: {(await one.read()).decode()}" for one in papers.values]
        await interaction.response.send_message(", ".join(read), ephemeral=True)


class Counter(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"count:(?P<n>\d+)"):
    def __init__(self, n: int) -> None:
        super().__init__(discord.ui.Button(label=f"Count {n}", custom_id=f"count:{n}"))
        self.n = n

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: object, match: object, /
    ) -> "Counter":
        return cls(int(match["n"]))  # type: ignore[index]

    async def callback(self, interaction: discord.Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(Counter(self.n + 1))
        await interaction.response.edit_message(content=f"Counted to {self.n + 1}", view=view)


class Buttons(discord.ui.View):
    @discord.ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content="Updated", view=None)

    @discord.ui.button(label="Form", custom_id="form", style=discord.ButtonStyle.primary)
    async def form(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Edited later")

    @discord.ui.button(label="Aside", custom_id="aside")
    async def aside(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.defer()
        await interaction.followup.send("Aside", ephemeral=True)

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.send_message("Never")

    @discord.ui.select(
        placeholder="Colours",
        custom_id="colours",
        min_values=1,
        max_values=2,
        options=[discord.SelectOption(label=name.title(), value=name) for name in ("red", "green", "blue")],
    )
    async def colours(self, interaction: discord.Interaction, select: discord.ui.Select["Buttons"]) -> None:
        await interaction.response.send_message(" and ".join(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who", custom_id="who")
    async def who(self, interaction: discord.Interaction, select: discord.ui.UserSelect["Buttons"]) -> None:
        await interaction.response.send_message(select.values[0].display_name, ephemeral=True)


class Tools(app_commands.Group):
    """A group with autocomplete and options of most kinds."""

    @app_commands.command(name="find")
    @app_commands.describe(thing="What to find", member="Whom to ask", times="How often")
    async def find(
        self,
        interaction: discord.Interaction,
        thing: str,
        member: discord.Member | None = None,
        times: app_commands.Range[int, 1, 5] = 1,
        channel: discord.TextChannel | None = None,
    ) -> None:
        who = "nobody" if member is None else member.display_name
        where = "nowhere" if channel is None else channel.name
        await interaction.response.send_message(f"{thing} for {who} in {where} x{times}")

    @find.autocomplete("thing")
    async def complete_thing(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        things = ("python", "pytest", "perl")
        return [app_commands.Choice(name=one.title(), value=one) for one in things if current in one]


class SampleBot(discord.Client):
    """The bot under test; `connected` is set once it is ready."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.connected = asyncio.Event()
        self.ready_again = asyncio.Event()
        self.hears = asyncio.Event()
        self.heard: list[discord.Message] = []
        self.errors: list[BaseException] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(Tools(name="tools", description="Tools"))
        commands: tuple[app_commands.Command[Any, ..., Any], ...] = (
            say,
            ping,
            slow,
            never,
            silent_defer,
            admin_only,
            upload,
            long_wait,
            choices,
            papers,
            look_at,
            rich,
        )
        for command in commands:
            self.tree.add_command(command)
        for menu in (greet, look_into):
            self.tree.add_command(menu)
        self.tree.error(self.note_error)

    async def note_error(self, interaction: discord.Interaction, error: Exception) -> None:
        self.errors.append(error)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Locales())
        self.add_view(Buttons(timeout=None))
        self.add_dynamic_items(Counter)
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.connected.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self.hears.set()

    async def on_resumed(self) -> None:
        self.ready_again.set()


@app_commands.command(
    name=app_commands.locale_str("ping", ru="пинг"),
    description=app_commands.locale_str("Answers", ru="Отвечает"),
)
async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"Pong in {interaction.locale.value}", ephemeral=True)


@app_commands.context_menu(name=app_commands.locale_str("Say hello", ru="Поздороваться"))
async def greet(interaction: discord.Interaction, target: discord.Member | discord.User) -> None:
    roles = len(target.roles) if isinstance(target, discord.Member) else "no"
    await interaction.response.send_message(f"Hello {target.display_name}, {roles} roles")


@app_commands.context_menu(name="Look into")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def look_into(interaction: discord.Interaction, target: discord.Member) -> None:
    await interaction.response.send_modal(Form())


@app_commands.command(description="Says something with buttons")
async def say(interaction: discord.Interaction, text: str, ephemeral: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
    embed = discord.Embed(title="Title", description="Description").add_field(name="Field", value="Value")
    view = Buttons(timeout=None)
    view.add_item(Counter(1))
    await interaction.response.send_message(text, embed=embed, view=view, ephemeral=ephemeral)


@app_commands.command(description="Thinks first")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="Thought")
    await interaction.followup.send("And more", ephemeral=True)


@app_commands.command(description="Never answers")
async def never(interaction: discord.Interaction) -> None:
    return


@app_commands.command(description="Thinks, then sends a followup")
async def silent_defer(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send("Followed up")


@app_commands.command(description="For admins")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def admin_only(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Admin", ephemeral=True)


@app_commands.command(description="Sends a file")
async def upload(interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
    content = b"hello" if file is None else await file.read()
    sent = discord.File(io.BytesIO(content), filename="hello.txt", description="A greeting")
    await interaction.response.send_message("A file", file=sent)


@app_commands.command(description="Answers too late")
async def long_wait(interaction: discord.Interaction) -> None:
    await asyncio.sleep(0.7)
    await interaction.response.send_message("Too late")


@app_commands.command(description="A layout of components")
async def rich(interaction: discord.Interaction) -> None:
    view = discord.ui.LayoutView()
    section: discord.ui.Section[discord.ui.LayoutView] = discord.ui.Section(
        "In a section", accessory=discord.ui.Button(label="Side", custom_id="side")
    )
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("In a box"), discord.ui.Separator(), section))
    await interaction.response.send_message(view=view)


@app_commands.command(description="Asks for choices")
async def choices(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Choices())


@app_commands.command(description="Asks for papers")
async def papers(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Papers())


@app_commands.command(description="Tells what a file is")
async def look_at(interaction: discord.Interaction, file: discord.Attachment) -> None:
    told = [file.filename, file.size, file.content_type, file.ephemeral, len(await file.read()), file.url]
    await interaction.response.send_message(repr(told), ephemeral=True)
