"""The buttons and forms for absence and disputes, and the admins' ruling in the log channel."""

import re

import discord

from cogs._shared.answers import acknowledge, answer
from cogs._shared.client import SparringBot
from cogs._shared.forms import Form, send_if_allowed
from cogs._shared.interview_embeds import private_card
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import member_of, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from services import absence, disputes, settings
from services.disputes import Ruling
from services.refusals import NotAnAdmin, Refusal

Interaction = discord.Interaction[SparringBot]

_RULINGS = {"uphold": Ruling.UPHELD, "overturn": Ruling.OVERTURNED}


class DisputesCog(RoutedCog):
    """What happens when somebody did not come, or does not agree."""

    @on_component(r"interview:noshow:(?P<number>\d{1,10})")
    async def ask_about_absence(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form that reports the other absent, unless it is known in time that it is refused."""
        number, now = int(match["number"]), interaction.client.clock()
        speak = speaker_for(interaction)
        form = Form(speak("noshow-form-title", number=number), f"interview:noshow:{number}")
        form.add_text(
            "text",
            speak("noshow-form-text"),
            maximum=absence.TEXT_MAXIMUM,
            long=True,
            hint=speak("noshow-form-hint"),
        )
        allowed = absence.check_may_report(interaction.user.id, interaction.guild_id, number, now)
        await send_if_allowed(interaction, form, allowed)

    @on_form(r"interview:noshow:(?P<number>\d{1,10})")
    async def report_absence(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Report the other absent."""
        await acknowledge(interaction)
        now = interaction.client.clock()
        text = sent_fields(interaction).get("text", "")
        try:
            reported = await absence.report(
                interaction.user.id, interaction.guild_id, int(match["number"]), text, now
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        speak = speaker_for(interaction)
        mine = reported.mine
        price = (await settings.get(mine.interview.server_id)).price
        sentence = speak(
            "noshow-reported",
            number=mine.interview.id,
            refunded=reported.refunded,
            compensated=reported.compensated,
        )
        await answer(interaction, sentence, embed=private_card(speak, mine, price))

    @on_component(r"interview:dispute:(?P<number>\d{1,10})")
    async def ask_why(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for a dispute, unless it is known in time that it is refused."""
        number, now = int(match["number"]), interaction.client.clock()
        speak = speaker_for(interaction)
        form = Form(speak("dispute-form-title", number=number), f"interview:dispute:{number}")
        form.add_text(
            "text",
            speak("dispute-form-text"),
            minimum=disputes.TEXT_MINIMUM,
            maximum=disputes.TEXT_MAXIMUM,
            long=True,
            hint=speak("dispute-form-hint"),
        )
        allowed = disputes.check_may_dispute(interaction.user.id, interaction.guild_id, number, now)
        await send_if_allowed(interaction, form, allowed)

    @on_form(r"interview:dispute:(?P<number>\d{1,10})")
    async def open_dispute(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open a dispute; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        now = interaction.client.clock()
        text = sent_fields(interaction).get("text", "")
        try:
            opened = await disputes.open_dispute(
                interaction.user.id, interaction.guild_id, int(match["number"]), text, now
            )
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        speak = speaker_for(interaction)
        sentence = "dispute-opened" if opened.admins_can_see_it else "dispute-opened-no-log"
        await answer(interaction, speak(sentence, number=opened.mine.interview.id))

    @on_component(r"interview:(?P<verdict>uphold|overturn):(?P<number>\d{1,10})")
    async def rule(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Decide a dispute as an admin; the message in the log channel follows by itself."""
        await acknowledge(interaction)
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise NotAnAdmin
        now = interaction.client.clock()
        admin = await member_of(interaction, now)
        number = int(match["number"])
        await disputes.rule(admin.user_id, interaction.guild_id, number, _RULINGS[match["verdict"]], now)
        await answer(interaction, speaker_for(interaction)("ruled", number=number))
