"""The buttons and forms for absence and disputes, and the admins' ruling in the log channel."""

import re
from datetime import datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import acknowledge, answer
from cogs._shared.asking import REASON
from cogs._shared.forms import Form, send_if_allowed, send_when_known
from cogs._shared.interview_embeds import private_card
from cogs._shared.kept_text import answer_with_text
from cogs._shared.people import asked, asked_in_server
from cogs._shared.reach import messages_of
from cogs._shared.routing import RoutedCog, on_component, on_form
from cogs._shared.sent import sent_fields
from cogs._shared.translation import Speaker, timestamp
from cogs.disputes.ruling import ACTIONS, ruling_form
from services import absence, disputes, people
from services.disputes import DisputeKind
from services.refusals import NotAnAdmin, Refusal

Interaction = discord.Interaction[SparringBot]

_RULINGS = {action: ruling for ruling, action in ACTIONS.items()}
_KINDS = "|".join(DisputeKind)


class DisputesCog(RoutedCog):
    """What happens when somebody did not come, or does not agree."""

    @on_component(r"interview:noshow:(?P<number>\d{1,10})")
    async def ask_about_absence(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form that reports the other absent, unless it is known in time that it is refused."""
        by, number = asked(interaction), int(match["number"])
        known = absence.check_may_report(by.user_id, by.server_id, number, by.now)
        await send_when_known(interaction, known, lambda here_at: _absence_form(by.speak, number, here_at))

    @on_form(r"interview:noshow:(?P<number>\d{1,10})")
    async def report_absence(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Report the other absent."""
        await acknowledge(interaction)
        by = asked(interaction)
        text = sent_fields(interaction).get("text", "")
        try:
            reported = await absence.report(by.user_id, by.server_id, int(match["number"]), text, by.now)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        sentence = by.speak(
            "noshow-reported",
            number=reported.mine.interview.id,
            refunded=reported.moved.refunded,
            compensated=reported.moved.compensated,
            full="yes" if reported.moved.compensated == reported.moved.due else "no",
        )
        absent_id = reported.mine.interview.other_than(by.user_id)
        if absent_id is not None and await people.is_unreachable(absent_id):
            sentence = f"{sentence}\n{messages_of(by.speak, absent_id)}"
        embed = private_card(by.speak, reported.mine, reported.settings.price)
        await answer(interaction, sentence, embed=embed)

    @on_component(r"interview:dispute:(?P<number>\d{1,10})")
    async def ask_why(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form for a dispute, unless it is known in time that it is refused."""
        by, number = asked(interaction), int(match["number"])
        form = Form(by.speak("dispute-form-title", number=number), f"interview:dispute:{number}")
        form.add_text(
            "text",
            by.speak("dispute-form-text"),
            minimum=disputes.TEXT_MINIMUM,
            maximum=disputes.TEXT_MAXIMUM,
            long=True,
            hint=by.speak("dispute-form-hint"),
        )
        allowed = disputes.check_may_dispute(by.user_id, by.server_id, number, by.now)
        await send_if_allowed(interaction, form, allowed)

    @on_form(r"interview:dispute:(?P<number>\d{1,10})")
    async def open_dispute(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open a dispute; what was typed comes back if it is refused."""
        await acknowledge(interaction)
        by = asked(interaction)
        text = sent_fields(interaction).get("text", "")
        try:
            opened = await disputes.open_dispute(by.user_id, by.server_id, int(match["number"]), text, by.now)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, text)
            return
        sentence = "dispute-opened" if opened.admins_can_see_it else "dispute-opened-no-log"
        await answer(interaction, by.speak(sentence, number=opened.mine.interview.id))

    @on_component(r"interview:(?P<answer>show|keep):(?P<number>\d{1,10})")
    async def let_be_read(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Let admins read the disputed feedback, or keep it from them, as its author says."""
        await acknowledge(interaction)
        by, number, wanted = asked(interaction), int(match["number"]), match["answer"] == "show"
        await disputes.let_be_read(by.user_id, by.server_id, number, by.now, wanted=wanted)
        await answer(interaction, by.speak("feedback-shown" if wanted else "feedback-kept", number=number))

    @on_component(r"interview:(?P<verdict>uphold|overturn):(?P<number>\d{1,10})")
    async def ask_about_ruling(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Open the form that decides a dispute, unless it is known in time that it is refused."""
        server_id = _administered(interaction)
        by, number, ruling = asked(interaction), int(match["number"]), _RULINGS[match["verdict"]]
        known = disputes.before_ruling(by.user_id, server_id, number)
        await send_when_known(interaction, known, lambda found: ruling_form(by.speak, number, ruling, found))

    @on_form(rf"interview:(?P<verdict>uphold|overturn):(?P<number>\d{{1,10}})(?::(?P<kind>{_KINDS}))?")
    async def rule(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Decide a dispute as an admin; the message in the log channel follows by itself."""
        await acknowledge(interaction)
        _administered(interaction)
        by, reason = await asked_in_server(interaction), sent_fields(interaction).get(REASON, "")
        number, ruling = int(match["number"]), _RULINGS[match["verdict"]]
        kind = None if match["kind"] is None else DisputeKind(match["kind"])
        try:
            await disputes.rule(by.user_id, by.server_id, number, ruling, by.now, reason=reason, kind=kind)
        except Refusal as refusal:
            await answer_with_text(interaction, refusal, reason)
            return
        await answer(interaction, by.speak("ruled", number=number))


def _administered(interaction: Interaction) -> int:
    """Return the server in which somebody decides as an admin.

    Raises:
        NotAnAdmin: they may not.
    """
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise NotAnAdmin
    return interaction.guild_id


def _absence_form(speak: Speaker, number: int, here_at: datetime | None) -> Form:
    """Return the form that reports the other; `here_at` is when they have said that they are there (UTC)."""
    form = Form(speak("noshow-form-title", number=number), f"interview:noshow:{number}")
    if here_at is not None:
        form.add_words(speak("noshow-form-here", at=timestamp(here_at, "t")))
    form.add_text(
        "text",
        speak("noshow-form-text"),
        minimum=None if here_at is None else absence.WORDS_MINIMUM,
        maximum=absence.TEXT_MAXIMUM,
        long=True,
        hint=speak("noshow-form-hint"),
    )
    return form
