"""How the questions that an interviewer has at hand look: all in a line each, and one of them in full."""

import discord

from cogs._client.bot import SparringBot
from cogs._shared.answers import answer
from cogs._shared.components import button, rows
from cogs._shared.discord_limits import CHOICES_MAXIMUM, EMBEDS_MAXIMUM, MENU_OPTION_MAXIMUM
from cogs._shared.entries import topic_of
from cogs._shared.markup import in_one_line, isolated, plain, shorten
from cogs._shared.question_embeds import question_embeds
from cogs._shared.translation import Speaker
from services.questions.drawing import WENT
from services.questions.hand import AtHand, Hand

Interaction = discord.Interaction[SparringBot]

TEXT_IN_LINE = 140
"""Characters of a question that are shown in the list of all."""

_ROOM_FOR_ONE = 4000
"""Characters of the one that is shown in full, at most."""

_BESIDE_ONE = 400
"""More than what its title and its footer take."""


async def answer_with_hand(
    interaction: Interaction, speak: Speaker, hand: Hand, *, shown: int = 0, said: str | None = None
) -> None:
    """Answer with what is at hand, and what is `said` before it.

    `shown` is the draw that is shown in full, the first not asked if 0.
    """
    if not hand.questions:
        menu = _topic_menu(speak, hand)
        await answer(
            interaction,
            speak("draw-none-fit", number=hand.number, topic=topic_of(speak, hand.topic)),
            view=rows([] if menu is None else [menu]),
        )
        return
    one = hand.drawn(shown) or next((at for at in hand.questions if not at.is_asked), hand.questions[0])
    await answer(interaction, said, embeds=hand_embeds(speak, hand, one), view=rows(_items(speak, hand, one)))


def hand_embeds(speak: Speaker, hand: Hand, one: AtHand) -> list[discord.Embed]:
    """Return all that is at hand, and one of it in full, as far as both find room in a message."""
    listed = _all(speak, hand)
    room = min(_ROOM_FOR_ONE, EMBEDS_MAXIMUM - len(listed) - _BESIDE_ONE)
    title = speak("draw-question", place=one.place)
    return [listed, *question_embeds(speak, one, title=title, room=room)]


def _all(speak: Speaker, hand: Hand) -> discord.Embed:
    lines = [_line(speak, at) for at in hand.questions]
    if hand.is_used_up:
        lines.append(f"-# {speak('draw-used-up')}")
    lines.append(f"-# {speak('draw-private')}")
    return discord.Embed(
        title=speak("draw-title", number=hand.number),
        description="\n".join(lines),
        colour=discord.Colour.blurple(),
    )


def _line(speak: Speaker, at: AtHand) -> str:
    text = plain(shorten(in_one_line(at.text), TEXT_IN_LINE))
    marks = []
    if at.is_asked:
        marks.append(speak("draw-asked", went=at.went or 0))
    if at.is_again:
        marks.append(speak("draw-again"))
    return f"**{at.place}.** {text}" + "".join(f" · *{mark}*" for mark in marks)


def _items(speak: Speaker, hand: Hand, one: AtHand) -> list[discord.ui.Item[discord.ui.View]]:
    items: list[discord.ui.Item[discord.ui.View]] = [_question_menu(speak, hand, one)]
    if one.is_asked:
        items.append(button(speak("button-not-asked"), f"questions:unasked:{one.id}", row=1))
    elif hand.has_begun:
        style = discord.ButtonStyle.success
        items.append(button(speak("button-asked"), f"questions:asked:{one.id}", style, row=1))
    if not hand.has_ended:
        items.append(button(speak("button-another"), f"questions:another:{one.id}", row=1))
    if one.is_asked:
        items.append(_went_menu(speak, one))
    if not hand.has_ended and (topics := _topic_menu(speak, hand)) is not None:
        items.append(topics)
    return items


def _question_menu(speak: Speaker, hand: Hand, one: AtHand) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=f"questions:open:{hand.number}",
        placeholder=speak("draw-choose"),
        options=[
            discord.SelectOption(
                label=shorten(f"{at.place}. {isolated(in_one_line(at.text))}", MENU_OPTION_MAXIMUM),
                value=str(at.id),
                default=at.id == one.id,
            )
            for at in hand.questions
        ],
        row=0,
    )


def _went_menu(speak: Speaker, one: AtHand) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=f"questions:went:{one.id}",
        placeholder=speak("draw-how-it-went"),
        options=[
            discord.SelectOption(label=speak(f"went-{score}"), value=str(score), default=score == one.went)
            for score in reversed(WENT)
        ],
        row=2,
    )


def _topic_menu(speak: Speaker, hand: Hand) -> discord.ui.Select[discord.ui.View] | None:
    if not hand.topics:
        return None
    return discord.ui.Select(
        custom_id=f"questions:topic:{hand.number}",
        placeholder=speak("draw-other-topic"),
        options=[
            discord.SelectOption(
                label=shorten(isolated(topic.name), MENU_OPTION_MAXIMUM),
                description=speak("draw-topic-has", questions=topic.questions),
                value=topic.name,
            )
            for topic in hand.topics[:CHOICES_MAXIMUM]
        ],
        row=3,
    )
