"""What is said of somebody's progress, beside the picture and in place of it. Pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from cogs._shared.components import button, rows
from cogs._shared.days import day_in_words
from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.markup import in_one_line, plain_within
from cogs._shared.translation import Speaker
from services.progress.comparing import Comparison
from services.progress.goals import Ahead
from services.progress.received import Received, Step, latest_steps
from services.progress.rules import MEDIAN_OF
from services.progress.scores import Group, Middle, criteria_of, middles_of, topics_of
from services.reviews.sums import Sum, Sums
from services.rubrics.words import said

_STEP_SHOWN = 310
_LINE_SHOWN = 330
_LATEST_IN_WORDS = 10
"""Characters of a step and of a line, and scores that the words for a picture name one by one."""


@dataclass(frozen=True)
class Own:
    """Somebody's progress as it is shown to them."""

    received: tuple[Received, ...]
    ahead: tuple[Ahead, ...]
    sums: Sums | None
    comparison: Comparison | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The latest next steps, the latest first."""
        return latest_steps(self.received)

    @property
    def scores(self) -> list[int]:
        """The scores, the oldest first."""
        return [one.score for one in self.received]

    @property
    def middles(self) -> tuple[Middle, ...]:
        """Of each score the middle of the latest five up to it."""
        return middles_of(self.scores)


def progress_embed(speak: Speaker, own: Own) -> discord.Embed:
    """Return what stands around the picture."""
    embed = discord.Embed(
        title=speak("progress-title"),
        description=_summary(speak, own) if own.received else speak("progress-none"),
        colour=discord.Colour.blurple(),
    )
    if own.steps:
        lines = "\n".join(_step(speak, step) for step in own.steps)
        embed.add_field(name=speak("progress-steps"), value=lines, inline=False)
    if _shareable(own):
        embed.add_field(name=speak("progress-share"), value=_sharing(speak, own.ahead), inline=False)
    interviewing = "\n".join(_as_interviewer(speak, own))
    embed.add_field(name=speak("progress-as-interviewer"), value=interviewing, inline=False)
    if own.sums is not None and own.sums.lines:
        value = _lines(own.sums.lines)
        embed.add_field(name=speak("progress-said-lines"), value=value, inline=False)
    embed.set_footer(text=speak.in_plain("progress-private"))
    return embed


def progress_view(speak: Speaker, own: Own) -> discord.ui.View | None:
    """Return a button for each next step, and for each booking in which goals can be shared."""
    buttons = []
    for step in own.steps:
        label = speak("button-goal-open" if step.is_done else "button-goal-done", number=step.number)
        custom_id = f"progress:{'open' if step.is_done else 'done'}:{step.number}"
        buttons.append(button(label, custom_id, row=0))
    for ahead in _shareable(own):
        label = speak("button-goals-keep" if ahead.is_shared else "button-goals-share", number=ahead.number)
        custom_id = f"progress:{'keep' if ahead.is_shared else 'share'}:{ahead.number}"
        buttons.append(button(label, custom_id, row=1))
    return rows(buttons)


def progress_words(speak: Speaker, own: Own) -> str:
    """Return what the picture shows, for whoever does not see it."""
    first, last = (day_in_words(speak, one.at, is_short=True) for one in (own.received[0], own.received[-1]))
    if len(own.received) == 1:
        return speak.in_plain("progress-alt-first", score=own.scores[0], day=last)
    middle = own.middles[-1]
    lines = [
        speak.in_plain(
            "progress-alt-scores",
            count=len(own.received),
            first=first,
            last=last,
            latest=", ".join(str(score) for score in own.scores[-_LATEST_IN_WORDS:]),
            median=middle.median,
            lowest=middle.lowest,
            highest=middle.highest,
        )
    ]
    for group in (*criteria_of(own.received), *topics_of(own.received)):
        name = name_of(speak, group)
        lines.append(speak.in_plain("progress-alt-group", name=name, median=group.median, count=group.count))
    return " ".join(lines)


def name_of(speak: Speaker, group: Group) -> str:
    """Return what a criterion or a topic is called, in plain words."""
    return in_one_line(group.topic if group.title is None else said(group.title, speak.language))


def _summary(speak: Speaker, own: Own) -> str:
    middles = own.middles
    if len(middles) == 1:
        return speak("progress-first", score=own.scores[0])
    before = middles[-1 - MEDIAN_OF].median if len(middles) > MEDIAN_OF else None
    return speak(
        "progress-summary",
        count=len(middles),
        median=middles[-1].median,
        before="none" if before is None else before,
    )


def _step(speak: Speaker, step: Step) -> str:
    text = plain_within(in_one_line(step.text), _STEP_SHOWN)
    said = "progress-step-done" if step.is_done else "progress-step-open"
    return speak(said, number=step.number, step=text)


def _shareable(own: Own) -> tuple[Ahead, ...]:
    """Return the bookings for which there is something to decide: goals to share, or some that are."""
    has_goals = any(not step.is_done for step in own.steps)
    return tuple(one for one in own.ahead if one.is_shared or has_goals)


def _sharing(speak: Speaker, ahead: Sequence[Ahead]) -> str:
    shared = [f"#{one.number}" for one in ahead if one.is_shared]
    if not shared:
        return speak("progress-share-text")
    return speak("progress-shared-with", numbers=", ".join(shared))


def _as_interviewer(speak: Speaker, own: Own) -> Iterator[str]:
    if own.sums is not None:
        yield speak("progress-said", count=own.sums.count)
        for question, found in (
            ("review-prepared", own.sums.was_prepared),
            ("review-useful", own.sums.had_useful_questions),
            ("review-actionable", own.sums.can_be_acted_on),
        ):
            yield _sum(speak, speak(question), found)
    if own.comparison is not None:
        beside, people = own.comparison.beside.value, own.comparison.people
        yield speak("progress-beside", beside=beside, people=people)
    if own.sums is None and own.comparison is None:
        yield speak("progress-said-none")


def _lines(said_of_them: Sequence[str]) -> str:
    """Return what interviewees added, in the order in which it comes, as many lines as have room."""
    shown, room = [], EMBED_FIELD_VALUE_MAXIMUM
    for text in said_of_them:
        line = f"- {plain_within(in_one_line(text), _LINE_SHOWN)}"
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    return "\n".join(shown)


def _sum(speak: Speaker, question: str, found: Sum) -> str:
    return speak("progress-said-line", question=question, yes=found.yes, partly=found.partly, no=found.no)
