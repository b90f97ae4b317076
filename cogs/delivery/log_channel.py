"""The log channel: what admins must know, and the disputes that they decide."""

from typing import assert_never

from cogs._client.bot import SparringBot
from cogs._shared.markup import channel, person
from cogs._shared.translation import Speaker, timestamp
from cogs.delivery.channels import Messages, custom_ids
from cogs.delivery.dispute_embeds import dispute_embed, ruling_buttons
from services import disputes
from services.delivery import outcomes
from services.delivery.kinds import others
from services.delivery.kinds.others import AnyForAdmins
from services.delivery.kinds.shown import DisputeCase
from services.delivery.preparing import Delivery


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
            member = person(message.recipient_id)
            if row.present.interview is None:
                return speak("log-given-up-points", member=member)
            return speak("log-given-up", number=row.number, member=member)
        case others.NotReached():
            return speak(
                "log-not-reached",
                number=row.number,
                member=person(message.recipient_id),
                until=timestamp(message.dispute_by),
            )
        case others.BoardClosed():
            closed = message.channel_id
            return speak("log-board-closed", channel=channel(closed) if closed is not None else "")
        case others.ShutOut():
            return speak("log-shut-out", minutes=message.minutes)
        case others.RunningDry():
            return _running_dry(speak, message)
        case _:
            assert_never(message)


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

    async def tell(self, row: Delivery, message: AnyForAdmins) -> None:
        """Tell the admins in the log channel, if there is one."""
        log_id = row.present.settings.log_channel_id
        if log_id is None:
            return
        text = admin_text(Speaker(row.present.settings.language), row, message)
        await self._messages.post(row, log_id, text, same=lambda posted: posted.content == text)

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
        embed, view = dispute_embed(speak, case), ruling_buttons(speak, case)
        asked = case.message
        if asked is not None and asked.channel_id == log_id and await self._messages.edit(asked, embed, view):
            return True
        marks = {f"interview:{action}:{row.number}" for action in ("uphold", "overturn")}
        number = await self._messages.post(
            row, log_id, embed=embed, view=view, same=lambda posted: bool(marks & custom_ids(posted))
        )
        if asked is not None and asked.channel_id != log_id:
            await self._messages.remove(asked)
        await outcomes.dispute_posted(me, row, message.about, log_id, number, self._bot.clock())
        return False
