"""A small bot with one of everything that a bot can show; the page's tests look at it."""
# ruff: noqa: ARG002 - discord.py decides on the parameters of callbacks

import asyncio
import io
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from tests.page.demo_files import add_file_commands
from tests.page.demo_form import DemoForm, DemoQuestion
from tests.page.demo_views import EventView, GalleryView, LayoutView
from tests.page.pictures import gradient

RUSSIAN = {
    "event": "встреча",
    "plan": "назначить",
    "Meetings": "Встречи",
    "Plan a meeting": "Назначить встречу",
    "kind": "вид",
    "What kind of meeting": "Какая это встреча",
    "when": "когда",
    "When it begins": "Когда начало",
    "guest": "гость",
    "Who is invited": "Кто приглашён",
    "seats": "места",
    "How many may come": "Сколько человек может прийти",
    "Lecture": "Лекция",
    "Practice": "Практика",
    "form": "форма",
    "Open a form": "Открыть форму",
    "paper": "доклад",
    "Hand in a paper": "Сдать доклад",
    "file": "файл",
    "The paper itself": "Сам доклад",
    "appendix": "приложение",
    "What belongs to it": "Что к нему относится",
    "Say hello": "Поздороваться",
    "Invite to a meeting": "Пригласить на встречу",
}

DAYS = ("monday 18:00", "tuesday 18:00", "tuesday 20:00", "friday 19:00")


class Russian(app_commands.Translator):
    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        return RUSSIAN.get(string.message) if locale is discord.Locale.russian else None


def event_embed(author: discord.abc.User, kind: str, when: str) -> discord.Embed:
    """Return a card with fields in columns, a time and a picture."""
    begins = discord.utils.utcnow() + timedelta(hours=2)
    embed = discord.Embed(
        title=f"{kind}: graphs", description=f"Planned by {author.mention}.", color=0x5865F2
    )
    embed.add_field(name="When", value=f"{when}, {discord.utils.format_dt(begins, 'R')}", inline=False)
    embed.add_field(name="Level", value="Middle")
    embed.add_field(name="Length", value="60 min")
    embed.add_field(name="Language", value="English")
    embed.set_footer(text="Open to everyone")
    return embed


class DemoBot(discord.Client):
    """Answers its commands in every way that Discord knows.

    Attributes:
        synced: Set once the commands are registered.
        release: What a deferred answer waits for.
        forms: The values of the forms that arrived.
    """

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = app_commands.CommandTree(self)
        self.synced = asyncio.Event()
        self.release = asyncio.Event()
        self.forms: list[dict[str, Any]] = []
        self.options: list[dict[str, Any]] = []

    async def setup_hook(self) -> None:
        add_commands(self)
        await self.tree.set_translator(Russian())
        await self.tree.sync()
        self.synced.set()


def add_commands(bot: DemoBot) -> None:
    """Give the bot its commands."""
    event = app_commands.Group(name=locale_str("event"), description=locale_str("Meetings"))

    @event.command(name=locale_str("plan"), description=locale_str("Plan a meeting"))
    @app_commands.rename(kind=locale_str("kind"), when=locale_str("when"), guest=locale_str("guest"))
    @app_commands.rename(seats=locale_str("seats"))
    @app_commands.describe(
        kind=locale_str("What kind of meeting"),
        when=locale_str("When it begins"),
        guest=locale_str("Who is invited"),
        seats=locale_str("How many may come"),
    )
    @app_commands.choices(
        kind=[
            app_commands.Choice(name=locale_str("Lecture"), value="lecture"),
            app_commands.Choice(name=locale_str("Practice"), value="practice"),
        ]
    )
    async def plan(
        interaction: discord.Interaction,
        kind: str,
        when: str,
        guest: discord.Member | None = None,
        seats: app_commands.Range[int, 1, 20] = 2,
    ) -> None:
        bot.options.append({"kind": kind, "when": when, "guest": guest and guest.name, "seats": seats})
        embed = event_embed(interaction.user, kind.capitalize(), when)
        await interaction.response.send_message(embed=embed, view=EventView())
        if guest is not None:
            await guest.send(f"{interaction.user.display_name} invites you: {when}.")

    @plan.autocomplete("when")
    async def days(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{day} (free)", value=day) for day in DAYS if typed.lower() in day]

    bot.tree.add_command(event)
    _add_answers(bot)
    _add_shows(bot)
    _add_menus(bot)
    add_file_commands(bot.tree, bot.forms)


def _add_menus(bot: DemoBot) -> None:
    @bot.tree.context_menu(name=locale_str("Say hello"))
    async def greet(interaction: discord.Interaction, target: discord.Member | discord.User) -> None:
        said = f"{interaction.user.display_name} says hello to {target.display_name}."
        await interaction.response.send_message(said)

    @bot.tree.context_menu(name=locale_str("Invite to a meeting"))
    @app_commands.guild_only()
    async def invite(interaction: discord.Interaction, target: discord.Member) -> None:
        await interaction.response.send_modal(DemoForm(bot.forms))


def _add_answers(bot: DemoBot) -> None:
    @bot.tree.command(name="secret", description="Say something only to you")
    async def secret(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Nobody else reads this.", ephemeral=True)

    @bot.tree.command(name="slow", description="Think first")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await bot.release.wait()
        await interaction.edit_original_response(content="Thought through.")

    @bot.tree.command(name="silent", description="Never answer")
    async def silent(interaction: discord.Interaction) -> None:
        pass

    @bot.tree.command(name=locale_str("form"), description=locale_str("Open a form"))
    async def form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(DemoForm(bot.forms))

    @bot.tree.command(description="Ask whether you are sure")
    async def sure(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(DemoQuestion())


def _add_shows(bot: DemoBot) -> None:
    @bot.tree.command(name="gallery", description="Show every component")
    async def gallery(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("One of each:", view=GalleryView())

    @bot.tree.command(name="layout", description="Show a layout")
    async def layout(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=LayoutView())

    @bot.tree.command(name="files", description="Show files")
    async def files(interaction: discord.Interaction) -> None:
        embed = discord.Embed(title="With a picture").set_image(url="attachment://wide.png")
        await interaction.response.send_message(
            embed=embed,
            files=[
                discord.File(io.BytesIO(gradient(120, 60)), "wide.png"),
                discord.File(io.BytesIO(gradient(40, 40)), "square.png", description="A blue square"),
                discord.File(io.BytesIO(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"), "meeting.ics"),
            ],
        )

    @bot.tree.command(name="words", description="Show markdown")
    async def words(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"# Heading\n**1**, **bold** *slanted* ~~struck~~ `code` ||hidden|| {interaction.user.mention}\n"
            "> quoted\n- one\n- two\n```py\nprint(1)\n```\n<t:1800000000:F> https://example.org/a_b_c\n"
            "Notes: ||first line\n```py\nprint(2)\n```\nlast line||",
        )
