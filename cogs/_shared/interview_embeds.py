"""How an interview looks: the public card, and what its participants see. Pure functions."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

import discord

from cogs._shared.discord_limits import (
    BUTTON_ADDRESS_MAXIMUM,
    CHOICE_NAME_MAXIMUM,
    EMBED_DESCRIPTION_MAXIMUM,
    EMBED_FIELD_VALUE_MAXIMUM,
    EMBED_TITLE_MAXIMUM,
)
from cogs._shared.markup import isolated, person, plain, shorten, shorten_line
from cogs._shared.translation import Speaker, timestamp
from services.interviews import LIVE, Action, Feedback, Interview, InterviewStatus, Private, Proposal, Role
from services.listing import Line

_COLOURS = {
    InterviewStatus.PENDING: discord.Colour.green(),
    InterviewStatus.BOOKED: discord.Colour.blurple(),
    InterviewStatus.COMPLETED: discord.Colour.gold(),
}


_SHORTEST_TITLE = 30
"""Characters of a calendar entry's title that are worth more than the link beside it."""


def card(speak: Speaker, interview: Interview, price: int) -> discord.Embed:
    """Return the card of an interview, as everybody may see it: without the link, without the feedback."""
    embed = discord.Embed(
        title=_title(speak, interview),
        description=plain(interview.notes) or None,
        colour=_COLOURS.get(interview.status, discord.Colour.dark_grey()),
    )
    when = f"{timestamp(interview.starts_at)}\n{timestamp(interview.starts_at, 'R')}"
    embed.add_field(name=speak("card-when"), value=when)
    embed.add_field(name=speak("card-duration"), value=speak("minutes", minutes=interview.duration))
    if interview.level:
        embed.add_field(name=speak("card-level"), value=plain(interview.level))
    if interview.language:
        embed.add_field(name=speak("card-language"), value=plain(interview.language))
    for role, holder in (
        (Role.INTERVIEWER, interview.interviewer_id),
        (Role.INTERVIEWEE, interview.interviewee_id),
    ):
        embed.add_field(
            name=speak(f"role-{role.value}"), value=person(holder) if holder else speak("card-free")
        )
    if interview.open_role is Role.INTERVIEWEE:
        embed.add_field(name=speak("card-cost"), value=speak("points", points=price))
    embed.set_footer(
        text=speak("card-footer", number=interview.id, status=speak(f"status-{interview.status.value}"))
    )
    return embed


def private_card(
    speak: Speaker, mine: Private, price: int, *, now: datetime | None = None, makes_links: bool = False
) -> discord.Embed:
    """Return an interview as a participant sees it, with link, feedback and another time proposed.

    `now` tells whether it has begun, and `makes_links` whether a link is made once it is booked.
    """
    embed = card(speak, mine.interview, price)
    if (
        now is not None
        and mine.interview.status is InterviewStatus.BOOKED
        and now >= mine.interview.starts_at
    ):
        status = speak("status-to-review" if mine.feedback is None else "status-to-accept")
        embed.set_footer(text=speak("card-footer", number=mine.interview.id, status=status))
    if mine.proposal is not None:
        what = "length" if mine.proposal.is_length else "time"
        name, text = speak("card-proposal", what=what), _proposal(speak, mine.proposal, what)
        embed.add_field(name=name, value=text, inline=False)
    link = mine.link or speak("card-no-link", reader=_waits_for_link(mine, makes_links=makes_links))
    embed.add_field(name=speak("card-link"), value=link, inline=False)
    if mine.feedback is not None:
        embed.add_field(
            name=speak("card-score"), value=speak("score", score=mine.feedback.score), inline=False
        )
        text = shorten(plain(mine.feedback.text), EMBED_FIELD_VALUE_MAXIMUM)
        embed.add_field(name=speak("card-feedback"), value=text, inline=False)
    for name, text in _quarrels(speak, mine):
        embed.add_field(name=name, value=text, inline=False)
    return embed


def _waits_for_link(mine: Private, *, makes_links: bool) -> str:
    if Action.EDIT in mine.actions:
        if makes_links and mine.interview.status is InterviewStatus.PENDING:
            return "later"
        return "host"
    return "guest" if mine.interview.status in LIVE else "nobody"


def _proposal(speak: Speaker, proposal: Proposal, what: str) -> str:
    return speak(
        "card-proposal-text",
        what=what,
        when=timestamp(proposal.starts_at),
        length=speak("minutes", minutes=proposal.duration),
        waits="me" if proposal.is_mine_to_confirm else "other",
    )


def _quarrels(speak: Speaker, mine: Private) -> Iterator[tuple[str, str]]:
    """Say who was reported absent, and what is disputed or was decided."""
    absence, dispute = mine.absence, mine.dispute
    if absence is not None:
        text = speak(
            "card-absence-text", reporter=person(absence.reporter_id), absent=person(absence.absent_id)
        )
        if dispute is None:
            text = f"{text} {speak('card-absence-until', when=timestamp(absence.dispute_by))}"
        yield speak("card-absence"), text
    if dispute is None:
        return
    if dispute.ruling is None:
        yield speak("card-dispute"), speak("card-dispute-open", opener=person(dispute.opened_by_id))
        return
    kind = dispute.kind.value.replace("_", "-")
    yield speak("card-dispute"), speak(f"ruling-{kind}-{dispute.ruling.value}")


def feedback_embed(speak: Speaker, interview: Interview, feedback: Feedback) -> discord.Embed:
    """Return the feedback in full, for the two participants only."""
    embed = discord.Embed(
        title=speak("feedback-title", number=interview.id),
        description=shorten(plain(feedback.text), EMBED_DESCRIPTION_MAXIMUM),
        colour=discord.Colour.gold(),
    )
    embed.add_field(name=speak("card-score"), value=speak("score", score=feedback.score))
    if interview.interviewer_id is not None:
        embed.add_field(name=speak("role-interviewer"), value=person(interview.interviewer_id))
    if not feedback.is_accepted:
        embed.add_field(name=speak("feedback-accepts-itself"), value=timestamp(feedback.accept_by, "R"))
    return embed


def line(speak: Speaker, interview: Line) -> str:
    """Return an interview as one line of a list."""
    topic = plain(interview.topic) or speak("no-topic")
    return speak(
        "list-line",
        number=interview.id,
        when=timestamp(interview.starts_at, "f"),
        topic=topic,
        minutes=interview.duration,
        state=interview.status.value,
        status=speak(f"status-{interview.status.value}"),
        host=person(interview.host_id),
        role=speak(f"role-{(interview.open_role or Role.INTERVIEWEE).value}"),
    )


def choice_label(speak: Speaker, interview: Line, zone: str, host: str) -> str:
    """Return an interview as a choice of an autocomplete, where only plain text is shown."""
    topic = isolated(interview.topic) or speak("no-topic")
    when = speak.wall_time(interview.starts_at, zone)
    role = speak(f"role-{interview.host_role.value}")
    return shorten_line(f"#{interview.id} · {when} · {topic} · {role} {isolated(host)}", CHOICE_NAME_MAXIMUM)


def google_calendar(speak: Speaker, mine: Private) -> str:
    """Return the address at which Google Calendar offers to add the interview.

    A Cyrillic letter is six characters of it, so a long title is shortened; a link that would leave hardly
    any title is left out.
    """
    interview = mine.interview
    title = speak("card-title", topic=interview.topic or speak("no-topic"))
    span = f"{interview.starts_at:%Y%m%dT%H%M%SZ}/{interview.ends_at:%Y%m%dT%H%M%SZ}"
    addresses = (
        "https://calendar.google.com/calendar/render?"
        + urlencode({"action": "TEMPLATE", "text": shorten(title, length), "dates": span} | place)
        for place, shortest in (({"location": mine.link} if mine.link else {}, _SHORTEST_TITLE), ({}, 1))
        for length in range(len(title), min(len(title), shortest) - 1, -1)
    )
    return next(address for address in addresses if len(address) <= BUTTON_ADDRESS_MAXIMUM)


def _title(speak: Speaker, interview: Interview) -> str:
    topic = plain(interview.topic) or speak("no-topic")
    return shorten(speak("card-title", topic=topic), EMBED_TITLE_MAXIMUM)
