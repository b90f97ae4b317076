"""How a question that a member suggests looks in the log channel, where admins decide about it."""

import discord

from cogs._shared.components import button, rows
from cogs._shared.discord_limits import EMBED_DESCRIPTION_MAXIMUM, EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.markup import plain, shorten, with_code
from cogs._shared.question_embeds import language_in_words
from cogs._shared.translation import Speaker
from services.delivery.kinds.log import QuestionSuggested


def suggested_embed(speak: Speaker, message: QuestionSuggested) -> discord.Embed:
    """Return the question with all that was said of it; nothing of it once its author was erased."""
    if not message.text:
        return discord.Embed(description=speak("words-erased"))
    text = shorten(with_code(message.text), EMBED_DESCRIPTION_MAXIMUM)
    embed = discord.Embed(description=text, colour=discord.Colour.blurple())
    if message.notes:
        notes = shorten(with_code(message.notes), EMBED_FIELD_VALUE_MAXIMUM)
        embed.add_field(name=speak("question-notes"), value=notes, inline=False)
    facts = [plain(message.topic), message.level, language_in_words(speak, message.language)]
    embed.add_field(
        name=speak("suggest-about"), value=" · ".join(filter(None, facts)) or speak("question-open")
    )
    return embed


def suggestion_buttons(speak: Speaker, message: QuestionSuggested) -> discord.ui.View | None:
    """Return the two answers; none where nothing is left to decide about."""
    if not message.text:
        return None
    number = message.suggestion
    take = button(speak("button-take"), f"questions:take:{number}", discord.ButtonStyle.success)
    return rows([take, button(speak("button-decline"), f"questions:decline:{number}")])
