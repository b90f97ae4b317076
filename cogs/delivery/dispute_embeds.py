"""How a dispute looks to admins. The link, and feedback that its author keeps private, are not in it."""

import discord

from cogs._shared.components import button, rows
from cogs._shared.discord_limits import (
    EMBED_DESCRIPTION_MAXIMUM,
    EMBED_FIELD_VALUE_MAXIMUM,
    EMBEDS_MAXIMUM,
)
from cogs._shared.interview_embeds import add_judged, here_lines
from cogs._shared.markup import person, plain, shorten, words_of
from cogs._shared.translation import Speaker, timestamp
from services.disputes import Case, Ruling
from services.interviews import DisputeKind, DisputeView, Role

_VERDICTS = ((Ruling.UPHELD, "uphold"), (Ruling.OVERTURNED, "overturn"))


def dispute_embed(speak: Speaker, case: Case, *, quotes: bool = True) -> discord.Embed:
    """Return a dispute as it is shown in the log channel; without `quotes` without what the two have said."""
    interview, dispute = case.interview, case.dispute
    kind = dispute.kind.value
    embed = discord.Embed(
        title=speak("dispute-title", number=interview.id),
        colour=discord.Colour.orange() if dispute.ruling is None else discord.Colour.dark_grey(),
    )
    embed.add_field(name=speak("card-when"), value=timestamp(interview.starts_at))
    for role, holder in (
        (Role.INTERVIEWER, interview.interviewer_id),
        (Role.INTERVIEWEE, interview.interviewee_id),
    ):
        if holder is not None:
            embed.add_field(name=speak(f"role-{role.value}"), value=person(holder, speak))
    if case.absence is not None:
        here = here_lines(speak, interview) or speak("dispute-nobody-here")
        embed.add_field(name=speak("card-here"), value=here, inline=False)
        said = _said(speak, plain(case.absence.text), quotes=quotes) or speak("dispute-no-words")
        said = shorten(f"{person(case.absence.reporter_id, speak)}: {said}", EMBED_FIELD_VALUE_MAXIMUM)
        embed.add_field(name=speak("dispute-reporter-says"), value=said, inline=False)
    if case.feedback is not None:
        add_judged(embed, speak, case.feedback, quotes=quotes)
    said = shorten(_said(speak, words_of(dispute.text, speak), quotes=quotes), EMBED_FIELD_VALUE_MAXIMUM)
    embed.add_field(name=speak("dispute-opener-says"), value=said, inline=False)
    before = "\n".join(
        speak("dispute-reported", member=person(member, speak), times=times)
        for member, times in case.reported_before.items()
    )
    embed.add_field(name=speak("dispute-reported-before"), value=before, inline=False)
    if dispute.ruling is None:
        effect = speak(f"dispute-effect-{kind.replace('_', '-')}", when=timestamp(dispute.decide_by, "R"))
        embed.add_field(name=speak("dispute-to-decide"), value=effect, inline=False)
    else:
        embed.add_field(name=speak("dispute-decided"), value=ruling_text(speak, dispute), inline=False)
    # Of who disputes what, feedback included, as much as the rest leaves room for.
    room = min(EMBED_DESCRIPTION_MAXIMUM, EMBEDS_MAXIMUM - len(embed))
    embed.description = shorten(_about(speak, case, quotes=quotes), room)
    return embed


def _said(speak: Speaker, words: str, *, quotes: bool) -> str:
    return words if quotes or not words else speak("dispute-words-refused")


def _about(speak: Speaker, case: Case, *, quotes: bool) -> str:
    """Say who disputes what; disputed feedback follows in full, where its author lets it be read."""
    dispute, opener = case.dispute, person(case.dispute.opened_by_id, speak)
    if dispute.kind is DisputeKind.NO_SHOW:
        return speak("dispute-about-no-show", opener=opener)
    read = {True: "yes", False: "no", None: "asked"}[dispute.may_be_read]
    about = speak("dispute-about-feedback", opener=opener, read=read)
    if case.feedback is None:
        return about
    score = speak("score", score=case.feedback.score)
    said = _said(speak, words_of(case.feedback.text, speak), quotes=quotes)
    if case.feedback.judged is not None:
        said = f"**{speak('rubric-good')}**\n{said}"
    return f"{about}\n\n**{speak('card-feedback')}**: {score}\n{said}"


def ruling_text(speak: Speaker, dispute: DisputeView) -> str:
    """Return what was decided, and by whom."""
    verdict = dispute.ruling.value if dispute.ruling is not None else ""
    sentence = speak(f"ruling-{dispute.kind.value.replace('_', '-')}-{verdict}")
    decided_by = dispute.decided_by_id
    who = person(decided_by, speak) if decided_by is not None else speak("dispute-nobody-decided")
    return f"{sentence} ({who})"


def ruling_buttons(speak: Speaker, case: Case) -> discord.ui.View | None:
    """Return the buttons with which admins decide; None once they have."""
    if case.dispute.ruling is not None:
        return None
    kind = case.dispute.kind.value.replace("_", "-")
    return rows(
        button(speak(f"button-{kind}-{verdict.value}"), f"interview:{action}:{case.interview.id}")
        for verdict, action in _VERDICTS
    )
