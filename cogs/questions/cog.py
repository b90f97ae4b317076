"""/questions import, export, starter, list, retire, and draw."""

import asyncio

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.discord_limits import CHOICE_NAME_MAXIMUM, CHOICES_MAXIMUM
from cogs._shared.homes import asked_about
from cogs._shared.markup import isolated, shorten
from cogs._shared.offered import interview_of_name
from cogs._shared.patience import in_time
from cogs._shared.people import asked
from cogs._shared.routing import RoutedCog
from cogs._shared.sent import whole
from cogs.questions.bank_message import answer_with_one, answer_with_page, label_of
from cogs.questions.hand_message import answer_with_hand
from cogs.questions.import_message import answer_with_dry_run, exported_file, fetched
from services.listing import Label, Listed
from services.paging import FIRST_PAGE
from services.questions import drawing, importing, keeping
from services.questions.files import reading
from services.questions.keeping import Wanted
from services.questions.rules import TOPIC_MAXIMUM
from services.questions.spoken import language_of

Interaction = discord.Interaction[SparringBot]


class QuestionsCog(RoutedCog):
    """The bank of questions."""

    questions = app_commands.Group(name="questions", description="Questions for interviewers to ask")

    @questions.command(name="import", description="For admins: add questions from a CSV, JSON or YAML file")
    @app_commands.describe(file="A file with a row for each question; first I say what it would change")
    async def import_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Say what a file of questions would do, and offer to do it."""
        await acknowledge(interaction)
        by = await admin(interaction)
        content = await fetched(file)
        read = await asyncio.to_thread(reading.read, content, file.filename)
        await answer_with_dry_run(interaction, by, read)

    @questions.command(description="For admins: all questions of this server as a file")
    async def export(self, interaction: Interaction) -> None:
        """Send the bank as a table."""
        await acknowledge(interaction)
        by = await admin(interaction)
        content = await keeping.exported(by.server_id)
        if content is None:
            await answer(interaction, by.speak("questions-none"))
            return
        file = await asyncio.to_thread(exported_file, content)
        await answer(interaction, by.speak("questions-exported"), file=file)

    @questions.command(description="For admins: add the questions that come with me")
    @app_commands.describe(language="Only in this language; both if left out")
    @app_commands.choices(language=choices.LANGUAGES)
    async def starter(self, interaction: Interaction, language: str = "") -> None:
        """Add the starter questions."""
        await acknowledge(interaction)
        by = await admin(interaction)
        counts = await importing.load_starter(by.user_id, by.server_id, language, by.now)
        said = "starter-same" if counts.is_nothing else "starter-loaded"
        await answer(interaction, by.speak(said, new=counts.new, same=counts.same))

    @questions.command(name="list", description="For admins: the questions of this server, the latest first")
    @app_commands.describe(
        topic="Only with this topic", level="Only of this level", language="Only in this language"
    )
    @app_commands.choices(level=choices.LEVELS)
    async def list_all(
        self,
        interaction: Interaction,
        topic: app_commands.Range[str, 1, TOPIC_MAXIMUM] | None = None,
        level: str = "",
        language: app_commands.Range[str, 1, 40] = "",
    ) -> None:
        """Show the bank, page by page."""
        async with in_one_request(interaction):
            by = await admin(interaction)
            topic_of = 0 if topic is None else await keeping.with_topic(by.server_id, topic)
            if topic is not None and not topic_of:
                await answer(interaction, by.speak("questions-none-of-these"))
                return
            wanted = Wanted(topic_of, level, language_of(language))
            await answer_with_page(interaction, by, wanted, FIRST_PAGE)

    @list_all.autocomplete("topic")
    @in_time
    async def complete_topic(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the topics of the bank."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            return []
        return [
            app_commands.Choice(name=shorten(isolated(one.name), CHOICE_NAME_MAXIMUM), value=one.name)
            for one in await keeping.topics(interaction.guild_id, current)
        ]

    @questions.command(description="For admins: stop a question from being drawn")
    @app_commands.describe(question="Type a word of it")
    async def retire(self, interaction: Interaction, question: str) -> None:
        """Retire a question."""
        await acknowledge(interaction)
        by = await admin(interaction)
        retired = await keeping.retire(by.user_id, by.server_id, _number(question), by.now)
        await answer_with_one(interaction, by, retired)

    @retire.autocomplete("question")
    @in_time
    async def complete_question(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer questions in which something stands."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            return []
        return [
            app_commands.Choice(name=label_of(one, CHOICE_NAME_MAXIMUM), value=str(one.id))
            for one in await keeping.found(interaction.guild_id, current)
        ]

    @questions.command(description="Questions to ask when you are the interviewer")
    @app_commands.describe(interview="The interview; your next one if left out")
    async def draw(self, interaction: Interaction, interview: str | None = None) -> None:
        """Draw questions for an interview."""
        await acknowledge(interaction)
        by = asked(interaction)
        if interview is None:
            number = await drawing.interview_ahead(by.user_id, by.server_id, by.now)
        else:
            number = interview_of_name(interview)
        by = await asked_about(interaction, number)
        hand = await drawing.look(by.user_id, by.server_id, number, by.speak.language, by.now)
        await answer_with_hand(interaction, by.speak, hand)

    @draw.autocomplete("interview")
    @in_time
    async def complete_interview(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the interviews for which can be drawn."""
        by = asked(interaction)

        async def find(server_id: int, label: Label) -> list[Listed]:
            return await drawing.ahead(server_id, by.user_id, by.now, current, CHOICES_MAXIMUM, label)

        return await choices.interviews(interaction, find)


def _number(text: str) -> int:
    """Return a question's number as it was chosen or typed; 0, which none has, where it is none."""
    return whole(text.removeprefix("#").split(" ", 1)[0])
