"""The board channel: cards and the panel."""

import contextlib

import discord

from cogs._client.bot import SparringBot
from cogs._shared.components import START_BUTTON, action_buttons, button, custom_ids, rows
from cogs._shared.interview_embeds import card
from cogs._shared.translation import Speaker
from cogs.delivery.channels import Messages
from services.actions import actions_for_anybody
from services.delivery import outcomes
from services.delivery.kinds.shown import Card
from services.delivery.preparing import Delivery
from services.interviews import LIVE, Interview
from services.places import Place


class BoardKeeper:
    """Shows a server's board as it is now."""

    def __init__(self, bot: SparringBot, messages: Messages) -> None:
        self._bot = bot
        self._messages = messages

    async def show_card(self, me: int, row: Delivery, message: Card) -> bool:
        """Bring the card to the interview's state: change it where it stands, post it, or take it down.

        Where there is no board any more, the card leaves.

        Returns:
            Whether it is left to the caller to note that the row was delivered.
        """
        if message.leaves:
            return await self._take_down(me, row)
        board_id, interview = row.present.settings.board_channel_id, row.present.interview
        if interview is None:
            return True
        if board_id is None:
            return True if row.present.card is None else await self._take_down(me, row)
        if message.posts:
            return await self._put_up(me, row, message, interview, board_id)
        await self._change(row, interview, board_id)
        return True

    async def _change(self, row: Delivery, interview: Interview, board_id: int) -> None:
        """Change the card where it stands; where it does not, have it posted in its turn."""
        embed, view = self._card(row, interview)
        standing, old = row.present.card, row.present.card
        if standing is not None and standing.channel_id == board_id:
            if await self._messages.edit(standing, embed, view):
                await self._note_end(row, interview)
                return
            old = None
        if interview.status not in LIVE:
            await self._end(row, interview, board_id, old, embed, view)
            return
        gone = standing.message_id if standing is not None and old is None else 0
        await outcomes.to_be_posted(row, gone, self._bot.clock())

    async def _put_up(
        self, me: int, row: Delivery, message: Card, interview: Interview, board_id: int
    ) -> bool:
        """Post the card, unless a row before this one has; returns as `show_card` does."""
        standing, old = row.present.card, row.present.card
        if standing is not None and standing.channel_id == board_id:
            if standing.message_id != message.replaces:
                await outcomes.stands_already(row, self._bot.clock())
                return True
            old = None
        embed, view = self._card(row, interview)
        if interview.status not in LIVE:
            await self._end(row, interview, board_id, old, embed, view)
            return True
        number = await self._post_card(row, interview, board_id, embed, view)
        if old is not None:
            await self._messages.remove(old)
        await outcomes.card_posted(me, row, board_id, number, self._bot.clock())
        return False

    async def show_panel(self, me: int, row: Delivery) -> bool:
        """Post the panel, or bring its text up to date where it stands; returns as `show_card` does."""
        board_id, standing = row.present.settings.board_channel_id, row.present.panel
        if board_id is None:
            if standing is None:
                return True
            await self._messages.remove(standing)
            await outcomes.panel_taken_down(me, row, self._bot.clock())
            return False
        speak = Speaker(row.present.settings.language)
        embed = discord.Embed(
            title=speak("panel-title"), description=speak("panel-text"), colour=discord.Colour.blurple()
        )
        view = rows([button(speak("panel-button"), START_BUTTON, discord.ButtonStyle.primary)])
        if standing is not None and standing.channel_id == board_id:
            if await self._messages.edit(standing, embed, view):
                return True
            standing = None
        number = await self._messages.post(row, board_id, embed=embed, view=view, same=is_panel)
        if standing is not None:
            await self._messages.remove(standing)
        await outcomes.panel_posted(me, row, board_id, number, self._bot.clock())
        return False

    async def _end(
        self,
        row: Delivery,
        interview: Interview,
        board_id: int,
        standing: Place | None,
        embed: discord.Embed,
        view: discord.ui.View | None,
    ) -> None:
        """Show how an interview ended on what stands of it; what is over is not put onto the board again."""
        if standing is not None:
            # Where the board was before, if the bot may still write there.
            with contextlib.suppress(discord.Forbidden):
                if await self._messages.edit(standing, embed, view):
                    await self._note_end(row, interview)
        if row.tried_at is not None or row.present.card is None:
            ghost = await self._ghost(row, interview, board_id)
            if ghost is not None:
                await self._messages.remove(Place(board_id, ghost))

    async def _note_end(self, row: Delivery, interview: Interview) -> None:
        """Have a card leave after a while that shows how its interview ended."""
        if interview.status not in LIVE:
            await outcomes.card_shows_its_end(row, self._bot.clock())

    async def _take_down(self, me: int, row: Delivery) -> bool:
        """Take the card of an interview that is over off the board, whichever it stands on."""
        standing = row.present.card
        if standing is None:
            return True
        try:
            await self._messages.take_down(standing)
        except discord.Forbidden:
            if standing.channel_id == row.present.settings.board_channel_id:
                raise
        await outcomes.card_taken_down(me, row, self._bot.clock())
        return False

    async def _post_card(
        self,
        row: Delivery,
        interview: Interview,
        board_id: int,
        embed: discord.Embed,
        view: discord.ui.View | None,
    ) -> int:
        is_new_look = row.may_stand
        number = await self._messages.post(
            row,
            board_id,
            embed=embed,
            view=view,
            same=lambda message: is_card(message, interview.id),
        )
        if is_new_look:
            # One that an earlier try posted shows what was true then.
            await self._messages.edit(Place(board_id, number), embed, view)
        return number

    async def _ghost(self, row: Delivery, interview: Interview, board_id: int) -> int | None:
        """Return a card that an earlier try posted and did not note, or None."""
        if row.tried_at is None:
            return None
        return await self._messages.find(
            board_id, lambda message: is_card(message, interview.id), row.tried_at
        )

    def _card(self, row: Delivery, interview: Interview) -> tuple[discord.Embed, discord.ui.View | None]:
        settings = row.present.settings
        speak = Speaker(settings.language)
        offered = actions_for_anybody(interview, settings.notice, row.present.now)
        buttons = action_buttons(speak, offered, interview.id)
        if interview.status in LIVE:
            # However many cards there are, the way to publish is never out of sight.
            buttons.append(button(speak("card-publish"), START_BUTTON))
        return card(speak, interview, settings.price, reward=settings.reward), rows(buttons)


def is_panel(message: discord.Message) -> bool:
    """Tell whether a message is the panel: it has the button that cards have too, and is no card."""
    is_any_card = any((embed.footer.text or "").startswith("#") for embed in message.embeds)
    return START_BUTTON in custom_ids(message) and not is_any_card


def is_card(message: discord.Message, number: int) -> bool:
    """Tell whether a message is the card of an interview: its number stands in the footer."""
    footers = [embed.footer.text or "" for embed in message.embeds]
    return any(footer.startswith(f"#{number} ") for footer in footers)
