"""How the questions of a server look to its admins: a page of them, and one in full."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.discord_limits import MENU_OPTION_MAXIMUM
from cogs._shared.entries import entry, turning
from cogs._shared.markup import in_one_line, isolated, plain, shorten, shorten_line
from cogs._shared.people import AskedInServer
from cogs._shared.question_embeds import language_in_words, question_embeds
from cogs._shared.translation import Speaker
from services.paging import Asked, Part
from services.questions import keeping
from services.questions.bank import Counts
from services.questions.keeping import Stored, Wanted

Interaction = discord.Interaction[SparringBot]

TEXT_IN_ENTRY = 110
"""Characters of a question that are shown in a list."""


async def answer_with_page(interaction: Interaction, by: AskedInServer, wanted: Wanted, turn: Asked) -> None:
    """Answer with a page of the bank."""
    page = await keeping.page(by.server_id, wanted, turn)
    if not page.rows:
        said = "questions-none" if wanted == Wanted() else "questions-none-of-these"
        await answer(interaction, by.speak(said))
        return
    embed = discord.Embed(
        title=by.speak("questions-title"),
        description="\n".join(_entry(by.speak, one) for one in page.rows),
        colour=discord.Colour.blurple(),
    )
    await answer(interaction, embed=embed, view=rows(_page_items(by.speak, wanted, page)))


async def answer_with_one(
    interaction: Interaction, by: AskedInServer, question: Stored, *, is_back: bool = False
) -> None:
    """Answer with one question in full, and what can be done with it; `is_back`: it just came back."""
    said = None
    if question.is_retired or is_back:
        said = by.speak("question-back" if is_back else "question-retired", number=question.id)
    action, label = ("restore", "button-restore") if question.is_retired else ("retire", "button-retire")
    buttons = [
        button(by.speak(label), f"questions:{action}:{question.id}"),
        button(by.speak("button-to-list"), page_id(Wanted(), "first", 0)),
    ]
    embeds = question_embeds(by.speak, question, title=by.speak("question-title", number=question.id))
    await answer(interaction, said, embeds=embeds, view=rows(buttons))


def label_of(question: Stored, maximum: int) -> str:
    """Return a question where only plain text is shown, cut to so many characters."""
    return shorten_line(f"#{question.id} · {isolated(in_one_line(question.text))}", maximum)


def counts_in_words(speak: Speaker, counts: Counts) -> str:
    """Return what adding questions does, or would do: as much as is not nothing."""
    numbers = {"new": counts.new, "changed": counts.changed, "back": counts.back, "same": counts.same}
    return ", ".join(speak(f"questions-{name}", questions=many) for name, many in numbers.items() if many)


def page_id(wanted: Wanted, turn: str, beside: int) -> str:
    """Return the custom_id that leads to a page of the bank."""
    return f"{_page_prefix(wanted)}:{turn}:{beside}"


def _page_prefix(wanted: Wanted) -> str:
    return f"questions:list:{wanted.topic_of}:{wanted.level}:{wanted.language}"


def _page_items(speak: Speaker, wanted: Wanted, page: Part[Stored]) -> list[discord.ui.Item[discord.ui.View]]:
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id="questions:show",
        placeholder=speak("questions-show"),
        options=[
            discord.SelectOption(label=label_of(one, MENU_OPTION_MAXIMUM), value=str(one.id))
            for one in page.rows
        ],
        row=0,
    )
    return [menu, *turning(speak, _page_prefix(wanted), page, row=1)]


def _entry(speak: Speaker, one: Stored) -> str:
    text = plain(shorten(in_one_line(one.text), TEXT_IN_ENTRY))
    facts = [plain(one.topic), one.level, language_in_words(speak, one.language)]
    if one.is_retired:
        facts.append(speak("question-is-retired"))
    return entry(f"**#{one.id}** {text}", " · ".join(filter(None, facts)) or speak("question-open"))
