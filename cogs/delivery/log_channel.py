"""The log channel: what admins must know, and the disputes that they decide."""

import logging
from functools import partial
from typing import assert_never

import discord

from cogs._client.bot import SparringBot
from cogs._shared.components import custom_ids
from cogs._shared.discord_limits import MESSAGE_MAXIMUM
from cogs._shared.log_lines import log_line
from cogs._shared.markup import channel, person, role, shorten
from cogs._shared.translation import Speaker, timestamp
from cogs.delivery.channels import Messages
from cogs.delivery.direct_messages import Message, is_same
from cogs.delivery.dispute_embeds import dispute_embed, ruling_buttons
from cogs.delivery.faults import REFUSED_FOR_ITSELF
from cogs.delivery.suggestions import suggested_embed, suggestion_buttons
from services import deleted, disputes
from services.delivery import outcomes
from services.delivery.kinds import others
from services.delivery.kinds.log import AnyLogLine, LogLine, QuestionSuggested, WrittenReported
from services.delivery.kinds.others import AnyForAdmins
from services.delivery.kinds.shown import DisputeCase
from services.delivery.preparing import Delivery
from services.disputes import Case

_log = logging.getLogger(__name__)


def admin_text(  # noqa: PLR0911 - one case for each kind
    speak: Speaker, row: Delivery, message: AnyForAdmins
) -> str:
    """Return what admins are told."""
    match message:
        case others.NoRooms():
            return speak("log-no-rooms", reason=speak(f"google-{message.reason}", **message.facts))
        case others.NoEvents():
            return speak(f"log-no-events-{message.obstacle}")
        case others.GivenUp():
            member = person(message.recipient_id, speak)
            if row.present.interview is None:
                return speak("log-given-up-points", member=member)
            return speak("log-given-up", number=row.number, member=member)
        case others.NotReached():
            return speak(
                "log-not-reached",
                number=row.number,
                member=person(message.recipient_id, speak),
                until=timestamp(message.dispute_by),
            )
        case others.BoardClosed(is_gone=True):
            return speak("log-board-gone")
        case others.BoardClosed():
            closed = message.channel_id
            return speak("log-board-closed", channel=channel(closed) if closed is not None else "")
        case others.ShutOut():
            return speak("log-shut-out", minutes=message.minutes)
        case others.RunningDry():
            return _running_dry(speak, message)
        case _:
            assert_never(message)


def quoted_words(speak: Speaker, message: AnyForAdmins | AnyLogLine) -> discord.Embed | None:
    """Return what a line quotes: a question, or what was reported, as it was shown to whom it was written."""
    if isinstance(message, QuestionSuggested):
        return suggested_embed(speak, message)
    if not isinstance(message, WrittenReported):
        return None
    return discord.Embed(description=message.text) if message.text else None


def _running_dry(speak: Speaker, message: others.RunningDry) -> str:
    if message.dry_at is None:
        return speak("log-nobody-can-pay", points=message.in_hand)
    when = timestamp(message.dry_at, "D")
    return speak("log-running-dry", points=message.in_hand, seats=message.seats, when=when)


class LogKeeper:
    """Tells admins what they must know."""

    def __init__(self, bot: SparringBot, messages: Messages) -> None:
        self._bot = bot
        self._messages = messages

    async def tell(self, row: Delivery, message: AnyForAdmins | AnyLogLine) -> None:
        """Tell the admins in the log channel, if there is one; what somebody did without a sound."""
        log_id = row.present.settings.log_channel_id
        if log_id is None:
            return
        speak = Speaker(row.present.settings.language)
        is_line = isinstance(message, LogLine)
        said = (
            log_line(speak, row.number, message)
            if isinstance(message, LogLine)
            else admin_text(speak, row, message)
        )
        text, embed = shorten(said, MESSAGE_MAXIMUM), quoted_words(speak, message)
        shown = Message(text, embed, quotes=True)
        view = suggestion_buttons(speak, message) if isinstance(message, QuestionSuggested) else None
        await self._messages.post(
            row, log_id, text, embed=embed, view=view, silent=is_line, same=partial(is_same, shown)
        )

    async def show_dispute(self, me: int, row: Delivery, message: DisputeCase) -> bool:
        """Ask the admins to decide, or show what was decided.

        Returns:
            Whether it is left to the caller to note that the row was delivered.
        """
        log_id = row.present.settings.log_channel_id
        if row.present.interview is None or log_id is None:
            # It is written again when the server gets a log channel.
            return True
        speak = Speaker(row.present.settings.language)
        case = await disputes.case(row.number, message.about)
        try:
            return await self._ask(me, row, message, log_id, case, dispute_embed(speak, case))
        except discord.HTTPException as error:
            if error.code not in REFUSED_FOR_ITSELF:
                raise
            _log.warning("Discord does not take what is said in the dispute about interview %s.", row.number)
        # Admins can decide it all the same.
        return await self._ask(me, row, message, log_id, case, dispute_embed(speak, case, quotes=False))

    async def _ask(
        self, me: int, row: Delivery, message: DisputeCase, log_id: int, case: Case, embed: discord.Embed
    ) -> bool:
        view, asked = ruling_buttons(Speaker(row.present.settings.language), case), case.message
        if asked is not None and asked.channel_id == log_id and await self._messages.edit(asked, embed, view):
            return True
        marks = {f"interview:{action}:{row.number}" for action in ("uphold", "overturn")}
        role_id = await self._role_to_ping(row) if case.dispute.ruling is None else None
        pinged = [] if role_id is None else [discord.Object(role_id)]
        number = await self._messages.post(
            row,
            log_id,
            None if role_id is None else role(role_id),
            embed=embed,
            view=view,
            mentions=discord.AllowedMentions(everyone=False, users=False, roles=pinged),
            same=lambda posted: bool(marks & custom_ids(posted)),
        )
        if asked is not None and asked.channel_id != log_id:
            await self._messages.remove(asked)
        await outcomes.dispute_posted(me, row, message.about, log_id, number, self._bot.clock())
        return False

    async def _role_to_ping(self, row: Delivery) -> int | None:
        """Return the role to ping; one that was deleted while the bot was away is noticed here."""
        role_id, guild = row.present.settings.log_role_id, self._bot.get_guild(row.server_id)
        # A server that was not announced yet has no roles here, not even that of everybody.
        if role_id is None or guild is None or not guild.roles or guild.get_role(role_id) is not None:
            return role_id
        await deleted.forget_role(row.server_id, role_id)
        return None
