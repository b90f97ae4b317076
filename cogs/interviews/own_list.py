"""/interview list: a member's own interviews, page by page."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.entries import entries, own_entry, turning
from cogs._shared.interview_embeds import status_at
from cogs._shared.markup import plain, shorten
from cogs._shared.people import AskedInServer
from cogs._shared.translation import Speaker, timestamp
from services.finding import line
from services.finding.line import Standing
from services.listing import Listed
from services.own_list import Half, own_list
from services.paging import FIRST_PAGE, Asked, Part, Turn

Interaction = discord.Interaction[SparringBot]


async def show_list(
    interaction: Interaction, by: AskedInServer, half: Half, asked: Asked = FIRST_PAGE
) -> None:
    """Answer with a page of what is ahead, or of what is over, and with the ways to the others."""
    page = await own_list(by.server_id, by.user_id, by.now, half, asked)
    found = [
        own_entry(by.speak, one, by.user_id, status_at(one, by.now, has_feedback=one.has_feedback))
        for one in page.rows
    ]
    embed = discord.Embed(
        title=by.speak(f"list-{half.value}"),
        description=entries(found) or by.speak(f"list-none-{half.value}"),
        colour=discord.Colour.blurple(),
    )
    if half is Half.UPCOMING:
        _add_lines(by, embed, await line.lines_of(by.user_id, by.server_id))
    # A direct message does not say itself in which server the list is meant.
    at = "list" if interaction.guild_id is not None else f"list:at:{by.server_id}"
    await answer(interaction, embed=embed, view=_buttons(by, at, half, page))


def _add_lines(by: AskedInServer, embed: discord.Embed, waiting: list[Standing]) -> None:
    """Say for which seats the reader waits."""
    if waiting:
        said = [
            by.speak(
                "waiting-line",
                number=one.number,
                topic=plain(one.topic) or by.speak("no-topic"),
                when=timestamp(one.starts_at),
                place=one.place,
            )
            for one in waiting
        ]
        value = shorten("\n".join(said), EMBED_FIELD_VALUE_MAXIMUM)
        embed.add_field(name=by.speak("waiting-title"), value=value, inline=False)


def reminders_switch(speak: Speaker, *, is_on: bool) -> discord.ui.Button[discord.ui.View]:
    """Return the button that switches a member's own reminders."""
    turn = "off" if is_on else "on"
    return button(speak(f"button-reminders-{turn}"), f"reminders:{turn}", row=1)


def _buttons(by: AskedInServer, at: str, half: Half, page: Part[Listed]) -> discord.ui.View | None:
    other = Half.PAST if half is Half.UPCOMING else Half.UPCOMING
    return rows(
        [
            *turning(by.speak, f"{at}:{half.value}", page, row=0),
            button(by.speak(f"button-list-{other.value}"), f"{at}:{other.value}:{Turn.FIRST.value}:0", row=1),
            reminders_switch(by.speak, is_on=by.asker.wants_reminders),
        ]
    )
