"""/interview create, view, list, edit, cancel."""

import re

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices, rubric_choices
from cogs._shared.answers import acknowledge, acknowledge_update, answer, in_one_request
from cogs._shared.asking import REASON
from cogs._shared.components import action_buttons, participant_buttons, rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM
from cogs._shared.homes import ask_for_server, asked_about, asked_at, asked_in_chosen, asked_where
from cogs._shared.interview_embeds import card, private_card
from cogs._shared.kept_text import all_typed, answer_with_text
from cogs._shared.leaving_forms import cost_told
from cogs._shared.offered import interview_of_name
from cogs._shared.patience import in_time
from cogs._shared.people import Asked, asked, speaker_for
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs.interviews.cancelling import Told, ask_about_cancelling, cancel
from cogs.interviews.edit_form import words_button
from cogs.interviews.editing import chosen_rubric, edit_card
from cogs.interviews.own_list import reminders_switch, show_list
from cogs.interviews.publishing import ask_where_to_publish, create_typed
from services import actions, drafts, listing, people, server_settings, viewing
from services.bounds import DURATION_DEFAULT, DURATION_MAXIMUM, DURATION_MINIMUM
from services.drafts import Details, Seat
from services.editing import Changes
from services.interviews import Interview
from services.links import LINK_MAXIMUM
from services.listing import Label, Listed
from services.own_list import Half
from services.paging import Asked as AskedPage
from services.refusals import Refusal
from services.rubrics.words import KEY_MAXIMUM
from services.wording import LANGUAGE_MAXIMUM, NOTES_MAXIMUM, TOPIC_MAXIMUM

Interaction = discord.Interaction[SparringBot]

Duration = app_commands.Range[int, DURATION_MINIMUM, DURATION_MAXIMUM]
Topic = app_commands.Range[str, 1, TOPIC_MAXIMUM]
Language = app_commands.Range[str, 1, LANGUAGE_MAXIMUM]
Link = app_commands.Range[str, 1, LINK_MAXIMUM]
Notes = app_commands.Range[str, 1, NOTES_MAXIMUM]
Rubric = app_commands.Range[str, 1, KEY_MAXIMUM]
When = app_commands.Range[str, 1, 100]


class InterviewsCog(RoutedCog):
    """A host's and a guest's own interviews."""

    interview = app_commands.Group(
        name="interview", description="Publish, see, change and cancel mock interviews"
    )

    @interview.command(description="Publish an interview; without role and time, a picker opens")
    @app_commands.describe(
        role="Your own seat",
        when="Start in your time zone, such as: tomorrow 18:00, fri 7pm, in 3 hours, 2026-12-01 18:30",
        topic="What it is about",
        duration="Length in minutes",
        level="Level of the interview",
        language="Language of the interview",
        link="Google Meet link; only the two of you see it",
        notes="Anything that the other should know",
        rubric="By which criteria feedback is given; the topic proposes one",
    )
    @app_commands.choices(role=choices.ROLES, level=choices.LEVELS)
    async def create(
        self,
        interaction: Interaction,
        role: str | None = None,
        when: When | None = None,
        topic: Topic = "",
        duration: Duration = DURATION_DEFAULT,
        level: str = "",
        language: Language = "",
        link: Link | None = None,
        notes: Notes = "",
        rubric: Rubric = "",
    ) -> None:
        """Publish a card, or open the picker if role or time are missing."""
        await acknowledge(interaction)
        details = Details(
            topic=topic, level=level, language=language, notes=notes, link=link or "", rubric=rubric
        )
        seat = Seat(choices.role(role) if role is not None else None, None, duration)
        by = await asked_where(interaction)
        if isinstance(by, list):
            await ask_where_to_publish(interaction, by, seat, when or "", details)
        else:
            await create_typed(interaction, by, seat, when or "", details)

    @on_component(r"server:create:(?P<number>\d{1,10})")
    async def create_in_server(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Go on with a command of a direct message in the server that was chosen."""
        await acknowledge_update(interaction)
        kept = await drafts.find_anywhere(interaction.user.id, int(match["number"]))
        by = await asked_in_chosen(interaction)
        await create_typed(interaction, by, kept.seat, kept.typed_time, kept.details)
        await drafts.remove(by.user_id, kept.number)

    @interview.command(description="One interview, with what you can do now")
    @app_commands.describe(interview="Choose from yours, or type a number")
    async def view(self, interaction: Interaction, interview: str) -> None:
        """Show an interview: all of it to its participants, the card to others."""
        async with in_one_request(interaction):
            await _show(interaction, interview_of_name(interview))

    @interview.command(name="list", description="Your interviews, upcoming and past")
    async def list_mine(self, interaction: Interaction) -> None:
        """Show the member's interviews."""
        async with in_one_request(interaction):
            by = await asked_where(interaction)
            if isinstance(by, list):
                await ask_for_server(interaction, by, "server:list")
            else:
                await show_list(interaction, by, Half.UPCOMING)

    @on_component(r"server:list")
    async def list_in_server(self, interaction: Interaction, _match: re.Match[str]) -> None:
        """Show the member's interviews in the server that was chosen in a direct message."""
        async with in_one_request(interaction, updates=True):
            await show_list(interaction, await asked_in_chosen(interaction), Half.UPCOMING)

    @on_component(
        r"list:(?:at:(?P<server>\d{1,20}):)?(?P<half>upcoming|past)"
        r":(?P<turn>first|next|previous):(?P<beside>\d{1,10})"
    )
    async def turn_list(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show another page of the member's interviews."""
        async with in_one_request(interaction, updates=True):
            by = await asked_at(interaction, match["server"])
            page = AskedPage.of(match["turn"], match["beside"])
            await show_list(interaction, by, Half(match["half"]), page)

    @interview.command(description="Change the time, link, topic or length of your interview")
    @app_commands.describe(
        interview="Choose from yours, or type a number",
        when="New start in your time zone",
        topic="New topic",
        duration="New length in minutes",
        level="New level",
        language="New language",
        link="New Google Meet link",
        notes="New notes",
        rubric="By which criteria feedback is given",
    )
    @app_commands.choices(level=choices.LEVELS)
    async def edit(
        self,
        interaction: Interaction,
        interview: str,
        when: When | None = None,
        topic: Topic | None = None,
        duration: Duration | None = None,
        level: str | None = None,
        language: Language | None = None,
        link: Link | None = None,
        notes: Notes | None = None,
        rubric: Rubric | None = None,
    ) -> None:
        """Change a card."""
        await acknowledge(interaction)
        by = await asked_about(interaction, interview_of_name(interview))
        starts_at = zone = None
        if when is not None:
            zone = (await people.reading_zone(by.user_id, by.server_id)).name
            starts_at = by.read_start(when, zone)
        parts = {"topic": topic, "level": level, "language": language, "notes": notes}
        wording = {name: text for name, text in parts.items() if text is not None}
        typed = "\n".join(filter(None, (topic, level, language, link, notes)))
        try:
            chosen = None if rubric is None else await chosen_rubric(by, rubric)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, typed)
            return
        changes = Changes(
            starts_at=starts_at,
            duration=duration,
            wording=wording,
            link=(link or "").strip() or None,
            rubric=chosen,
        )
        await edit_card(interaction, by, interview_of_name(interview), changes, typed, zone)

    @interview.command(description="Cancel your interview before it starts")
    @app_commands.describe(interview="Choose from yours, or type a number")
    async def cancel(self, interaction: Interaction, interview: str) -> None:
        """Ask whether to cancel a card."""
        await ask_about_cancelling(interaction, interview_of_name(interview))

    @create.autocomplete("when")
    @edit.autocomplete("when")
    @in_time
    async def complete_when(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Show how a time is understood before it is sent."""
        return await choices.times(asked(interaction), current)

    @view.autocomplete("interview")
    @edit.autocomplete("interview")
    @cancel.autocomplete("interview")
    @in_time
    async def complete_interview(
        self, interaction: Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the member's interviews, upcoming first; to change or cancel, those that they host."""
        by = asked(interaction)
        is_view = interaction.command is not None and interaction.command.name == "view"
        listed = listing.own if is_view else listing.hosted

        async def find(server_id: int, label: Label) -> list[Listed]:
            return await listed(server_id, by.user_id, by.now, current, CHOICES_MAXIMUM, label)

        return await choices.interviews(interaction, find)

    @create.autocomplete("rubric")
    @edit.autocomplete("rubric")
    @in_time
    async def complete_rubric(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the rubrics of the server."""
        return await rubric_choices.to_choose(asked(interaction), current)

    @on_component(r"interview:cancel:(?P<number>\d{1,10})")
    async def cancel_by_button(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Ask whether to cancel the card whose button was clicked."""
        await ask_about_cancelling(interaction, int(match["number"]))

    @on_form(r"interview:cancel:(?P<number>\d{1,10})(?::(?P<guest>\d{1,20})(?::(?P<cost>\d{1,4}))?)?")
    async def cancel_by_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Cancel a card."""
        await acknowledge(interaction)
        guest_id = None if match["guest"] is None else int(match["guest"])
        reason = sent_fields(interaction).get(REASON, "")
        told = Told(guest_id, cost_told(match["cost"]))
        await cancel(interaction, asked(interaction), int(match["number"]), reason, told)

    @on_form(r"interview:edit:(?P<number>\d{1,10})")
    async def edit_by_form(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Change an interview as the form said that `interview:edit` opened before; empty is as it is."""
        await acknowledge(interaction)
        by = asked(interaction)
        fields = sent_fields(interaction)
        zone = None
        if fields.get("when", "").strip():
            zone = (await people.reading_zone(by.user_id, by.server_id)).name
        try:
            changes = _changes(by, fields, zone)
            await edit_card(interaction, by, int(match["number"]), changes, all_typed(fields), zone)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, all_typed(fields))

    @on_component(r"reminders:(?P<wanted>on|off)")
    async def set_reminders(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Switch the member's own reminders on or off."""
        await acknowledge(interaction)
        wanted = match["wanted"] == "on"
        await people.set_reminders(interaction.user.id, wanted)
        speak = speaker_for(interaction)
        switch = rows([reminders_switch(speak, is_on=wanted)])
        await answer(interaction, speak(f"reminders-{match['wanted']}"), view=switch)


async def _show(interaction: Interaction, number: int) -> None:
    by = await asked_about(interaction, number)
    seen = await viewing.view(number, by.server_id, by.user_id, by.now)
    interview = seen if isinstance(seen, Interview) else seen.interview
    settings = await server_settings.read(interview.server_id)
    if isinstance(seen, Interview):
        offered = actions.actions_for_anybody(seen, settings.notice, by.now)
        buttons = action_buttons(by.speak, offered, number)
        embed = card(by.speak, seen, settings.price, reward=settings.reward)
    else:
        buttons = [*participant_buttons(by.speak, seen), *words_button(by.speak, seen)]
        embed = private_card(
            by.speak,
            seen,
            settings.price,
            now=by.now,
            makes_links=interaction.client.google_meet is not None,
            reward=settings.reward,
        )
    await answer(interaction, embed=embed, view=rows(buttons))


def _changes(by: Asked, fields: dict[str, str], zone: str | None) -> Changes:
    """Return what a form wants to change, a time read in the zone; empty fields leave things as they are.

    Raises:
        Refusal: the time cannot be read.
    """
    return Changes(
        starts_at=None if zone is None else by.read_start(fields["when"], zone),
        link=fields.get("link") or None,
        wording={name: text for name in ("topic", "notes") if (text := fields.get(name))},
    )
