"""/interview list: a member's own interviews, page by page."""

from datetime import datetime

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.entries import entries, own_entry, turning
from cogs._shared.people import AskedInServer, asked_in_server
from cogs._shared.translation import Speaker
from services.interviews import InterviewStatus
from services.listing import Listed
from services.own_list import Half, own_list
from services.paging import FIRST_PAGE, Asked, Part, Turn

Interaction = discord.Interaction[SparringBot]


async def show_list(interaction: Interaction, half: Half, asked: Asked = FIRST_PAGE) -> None:
    """Answer with a page of what is ahead, or of what is over, and with the ways to the others."""
    by = await asked_in_server(interaction)
    page = await own_list(by.server_id, by.user_id, by.now, half, asked)
    embed = discord.Embed(
        title=by.speak(f"list-{half.value}"),
        description=entries(own_entry(by.speak, one, by.user_id, _status(one, by.now)) for one in page.rows)
        or by.speak(f"list-none-{half.value}"),
        colour=discord.Colour.blurple(),
    )
    await answer(interaction, embed=embed, view=_buttons(by, half, page))


def reminders_switch(speak: Speaker, *, is_on: bool) -> discord.ui.Button[discord.ui.View]:
    """Return the button that switches a member's own reminders."""
    turn = "off" if is_on else "on"
    return button(speak(f"button-reminders-{turn}"), f"reminders:{turn}", row=1)


def _buttons(by: AskedInServer, half: Half, page: Part[Listed]) -> discord.ui.View | None:
    other = Half.PAST if half is Half.UPCOMING else Half.UPCOMING
    return rows(
        [
            *turning(by.speak, f"list:{half.value}", page, row=0),
            button(by.speak(f"button-list-{other.value}"), f"list:{other.value}:{Turn.FIRST.value}:0", row=1),
            reminders_switch(by.speak, is_on=by.asker.wants_reminders),
        ]
    )


def _status(interview: Listed, now: datetime) -> str:
    """Return how an interview stands; one that is booked and over waits for something."""
    if interview.status is not InterviewStatus.BOOKED or now < interview.ends_at:
        return interview.status.value
    return "to-accept" if interview.has_feedback else "to-review"
