"""What admins do from the page of a member: lift a pause, cancel an interview, free a seat."""

import re

import discord

from cogs._client.bot import SparringBot
from cogs._shared.admins import admin
from cogs._shared.answers import acknowledge_form, acknowledge_update, answer
from cogs._shared.components import button, rows
from cogs._shared.forms import Form
from cogs._shared.kept_text import answer_with_text
from cogs._shared.markup import person
from cogs._shared.people import speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields, sent_value
from cogs.settings.member_message import answer_with_member, back_button
from services import admin_acts
from services.interviews import InterviewStatus
from services.refusals import Refusal

Interaction = discord.Interaction[SparringBot]

_MEMBER = r"(?P<member>\d{1,20})"


class MemberCog(RoutedCog):
    """What an admin does for a member."""

    @on_component(rf"member:show:{_MEMBER}")
    async def show(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show the page again."""
        await acknowledge_update(interaction)
        await answer_with_member(interaction, await admin(interaction), int(match["member"]))

    @on_component(rf"member:lift:{_MEMBER}")
    async def ask_to_lift(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask whether the pause is to end."""
        await acknowledge_update(interaction)
        by, user_id = await admin(interaction), int(match["member"])
        confirm = button(by.speak("member-lift-now"), f"member:lifted:{user_id}", discord.ButtonStyle.primary)
        text = by.speak("member-lift-question", member=person(user_id, by.speak))
        await answer(interaction, text, view=rows([confirm, back_button(by.speak, user_id)]))

    @on_component(rf"member:lifted:{_MEMBER}")
    async def lift(self, interaction: Interaction, match: re.Match[str]) -> None:
        """End the pause."""
        await acknowledge_update(interaction)
        by, user_id = await admin(interaction), int(match["member"])
        await admin_acts.lift_pause(by.user_id, by.server_id, user_id, by.now)
        await answer_with_member(
            interaction, by, user_id, by.speak("member-lifted", member=person(user_id, by.speak))
        )

    @on_component(rf"member:interview:{_MEMBER}")
    async def ask_why(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask what is to become of an interview, and why."""
        number, _, status = sent_value(interaction).partition(":")
        speak = speaker_for(interaction)
        form = Form(speak("member-form-title", number=number), f"member:act:{match['member']}:{number}")
        if status == InterviewStatus.BOOKED.value:
            choices = [("cancel", speak("member-form-cancel")), ("free", speak("member-form-free"))]
            form.add_choice("act", speak("member-form-act"), choices)
        form.add_text(
            "reason",
            speak("member-form-reason"),
            minimum=1,
            maximum=admin_acts.REASON_MAXIMUM,
            hint=speak("member-form-hint"),
        )
        await interaction.response.send_modal(form)

    @on_form(rf"member:act:{_MEMBER}:(?P<number>\d{{1,10}})")
    async def act(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Cancel the interview, or free its guest's seat."""
        await acknowledge_form(interaction)
        by, user_id, number = await admin(interaction), int(match["member"]), int(match["number"])
        fields = sent_fields(interaction)
        reason, is_freeing = fields.get("reason", ""), fields.get("act") == "free"
        act = admin_acts.free_seat if is_freeing else admin_acts.cancel
        try:
            await act(by.user_id, by.server_id, number, reason, by.now)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, reason, rows([back_button(by.speak, user_id)]))
            return
        done = by.speak("member-freed" if is_freeing else "member-cancelled", number=number)
        await answer_with_member(interaction, by, user_id, done)
