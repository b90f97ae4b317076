"""How an interview looks: the public card, and what its participants see. Pure functions."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlencode

import discord

from cogs._shared.discord_limits import (
    BUTTON_ADDRESS_MAXIMUM,
    CHOICE_NAME_MAXIMUM,
    EMBED_AUTHOR_MAXIMUM,
    EMBED_DESCRIPTION_MAXIMUM,
    EMBED_FIELD_VALUE_MAXIMUM,
    EMBED_TITLE_MAXIMUM,
)
from cogs._shared.markup import (
    SOMEBODY,
    called,
    in_one_line,
    isolated,
    person,
    picture_of,
    plain,
    plain_within,
    shorten,
    shorten_line,
    words_of,
)
from cogs._shared.rubric_words import judged_lines, rubric_title
from cogs._shared.translation import Speaker, timestamp
from services.details import AskedQuestion
from services.interviews import (
    LIVE,
    Action,
    Feedback,
    Host,
    Interview,
    InterviewStatus,
    Private,
    Proposal,
    Role,
)
from services.listing import Line

_COLOURS = {
    InterviewStatus.PENDING: discord.Colour.green(),
    InterviewStatus.BOOKED: discord.Colour.blurple(),
    InterviewStatus.COMPLETED: discord.Colour.gold(),
    InterviewStatus.NO_SHOW: discord.Colour.red(),
}

_QUESTION_SHOWN = 120
"""Characters of a question that are shown at least, however many there are."""

_GOAL_SHOWN = 300
"""Characters of a goal: three of them have room in a field."""

_BESIDE_A_QUESTION = 30
"""Characters of its line beside it: how it went, and what is escaped in it."""

_ROOM_FOR_MORE = 30
"""Characters that say how many others there are."""

_SHORTEST_TITLE = 30
"""Characters of a calendar entry's title that are worth more than the link beside it."""


def card(
    speak: Speaker, interview: Interview, price: int, *, host: Host | None = None, reward: int = 0
) -> discord.Embed:
    """Return the card of an interview, as everybody may see it: without the link, without the feedback.

    Args:
        speak: The language of whoever reads it.
        interview: What is shown.
        price: Points that the interviewee's seat costs.
        host: Who published it, where that is not known with the interview.
        reward: Points that the interviewer's seat earns, where a reader could take it.
    """
    return _card(speak, interview, price, host=host, reward=reward, status=interview.status.value)


def _card(
    speak: Speaker, interview: Interview, price: int, *, host: Host | None, reward: int, status: str
) -> discord.Embed:
    """Return the card of an interview, with the id of the text that says how it stands."""
    said = speak(f"status-{status}")
    embed = discord.Embed(
        title=_title(speak, interview),
        description="\n".join(_card_lines(speak, interview, price, reward, said)),
        colour=_COLOURS.get(interview.status, discord.Colour.dark_grey()),
    )
    known = host or interview.host
    if known is not None:
        name = called(known.name) or speak.in_plain(SOMEBODY)
        author = speak("card-author", name=name, role=interview.host_role.value)
        embed.set_author(
            name=shorten_line(author, EMBED_AUTHOR_MAXIMUM),
            icon_url=picture_of(interview.host_id, known.avatar),
        )
    embed.set_footer(text=speak("card-footer", number=interview.id, status=said))
    return embed


def _card_lines(speak: Speaker, interview: Interview, price: int, reward: int, status: str) -> Iterator[str]:
    """Say when, what kind of interview, which seat is free or who has them, and what the host adds."""
    starts_at = interview.starts_at
    yield f"{timestamp(starts_at)} · {timestamp(starts_at, 'R')}"
    length = speak("minutes", minutes=interview.duration)
    yield " · ".join([length, *(plain(text) for text in (interview.level, interview.language) if text)])
    yield _seats(speak, interview, price, reward, status)
    if interview.open_role is not None and interview.held_until is not None:
        yield speak("card-held", until=timestamp(interview.held_until, "t"))
    if interview.notes:
        yield from (f"> {text}" for text in plain(interview.notes).splitlines())


def _seats(speak: Speaker, interview: Interview, price: int, reward: int, status: str) -> str:
    """Say which seat is free and what it costs or earns, or else how it stands and who is in it."""
    if interview.open_role is not None:
        is_paid = interview.open_role is Role.INTERVIEWEE
        return speak("card-open", role=interview.open_role.value, amount=price if is_paid else reward)
    status = status[:1].upper() + status[1:]
    interviewer, interviewee = interview.interviewer_id, interview.interviewee_id
    if interviewer is None or interviewee is None:
        return speak("card-over", status=status)
    return speak(
        "card-seats",
        status=status,
        interviewer=_sure(interview, interviewer, speak),
        interviewee=_sure(interview, interviewee, speak),
    )


def _sure(interview: Interview, user_id: int, speak: Speaker) -> str:
    """Return a participant, ticked if they have said that they come to what is ahead."""
    return f"{person(user_id, speak)} ✓" if interview.is_sure(user_id) else person(user_id, speak)


def private_card(
    speak: Speaker,
    mine: Private,
    price: int,
    *,
    now: datetime | None = None,
    makes_links: bool = False,
    host: Host | None = None,
    reward: int = 0,
    is_sealed: bool = False,
) -> discord.Embed:
    """Return an interview as a participant sees it: with another time proposed, feedback, and quarrels.

    Its meeting link is a button (`cogs._shared.components.participant_buttons`); that there is none is said.
    `now` tells whether it has begun, and `makes_links` whether a link is made once it is booked. Where it
    `is_sealed`, there is feedback that is not shown.
    """
    status = mine.interview.status.value
    if now is not None:
        status = status_at(mine.interview, now, has_feedback=mine.has_feedback or is_sealed)
    embed = _card(speak, mine.interview, price, host=host, reward=reward, status=status)
    if mine.proposal is not None:
        what = "length" if mine.proposal.is_length else "time"
        name, text = speak("card-proposal", what=what), _proposal(speak, mine.proposal, what)
        embed.add_field(name=name, value=text, inline=False)
    if mine.link is None and mine.interview.status in LIVE:
        missing = speak("card-no-link", reader=_waits_for_link(mine, makes_links=makes_links))
        embed.add_field(name=speak("card-link"), value=missing, inline=False)
    if mine.goals:
        embed.add_field(name=speak("card-goals"), value=_goals(mine.goals), inline=False)
    if mine.interview.status is InterviewStatus.BOOKED and (here := here_lines(speak, mine.interview)):
        embed.add_field(name=speak("card-here"), value=here, inline=False)
    if mine.feedback is not None:
        _add_feedback(embed, speak, mine.feedback)
    if mine.opens_at is not None:
        text = speak("sealed-text", when=timestamp(mine.opens_at, "R"))
        embed.add_field(name=speak("card-feedback"), value=text, inline=False)
    for name, text in _quarrels(speak, mine):
        embed.add_field(name=name, value=text, inline=False)
    return embed


def _goals(goals: Sequence[str]) -> str:
    """Return what the interviewee wants to work on, a line each."""
    return "\n".join(f"- {plain_within(in_one_line(goal), _GOAL_SHOWN)}" for goal in goals)


def _add_feedback(embed: discord.Embed, speak: Speaker, feedback: Feedback) -> None:
    """Add what the interviewer said; for the words of levels there is room in `feedback_embed`."""
    embed.add_field(name=speak("card-score"), value=speak("score", score=feedback.score), inline=False)
    judged = feedback.judged
    if judged is not None:
        lines = judged_lines(speak, judged, with_words=False)
        embed.add_field(name=rubric_title(speak, judged), value=lines, inline=False)
    text = shorten(words_of(feedback.text, speak), EMBED_FIELD_VALUE_MAXIMUM)
    embed.add_field(name=_name_of_text(speak, feedback), value=text, inline=False)
    if judged is not None:
        _add_next_step(embed, speak, feedback)


def add_judged(embed: discord.Embed, speak: Speaker, feedback: Feedback, *, quotes: bool = True) -> None:
    """Add how somebody was judged by a rubric, and the next step; without `quotes` the levels alone."""
    if feedback.judged is None:
        return
    lines = judged_lines(speak, feedback.judged, with_words=quotes)
    embed.add_field(name=rubric_title(speak, feedback.judged), value=lines, inline=False)
    if quotes:
        _add_next_step(embed, speak, feedback)


def _add_next_step(embed: discord.Embed, speak: Speaker, feedback: Feedback) -> None:
    text = shorten(words_of(feedback.next_step, speak), EMBED_FIELD_VALUE_MAXIMUM)
    embed.add_field(name=speak("rubric-next-step"), value=text, inline=False)


def _name_of_text(speak: Speaker, feedback: Feedback) -> str:
    return speak("card-feedback" if feedback.judged is None else "rubric-good")


def here_lines(speak: Speaker, interview: Interview) -> str:
    """Return who of the two has said that they are there, and when; empty where nobody has."""
    seats = (interview.interviewer_id, interview.interviewee_id)
    here = [(one, interview.here_at(one)) for one in seats if one is not None]
    return "\n".join(f"{person(one, speak)} · {timestamp(at, 'T')}" for one, at in here if at is not None)


def status_at(interview: Line, now: datetime, *, has_feedback: bool) -> str:
    """Return the id of how an interview stands; one that is booked and has begun waits for something."""
    if interview.status is not InterviewStatus.BOOKED or now < interview.starts_at:
        return interview.status.value
    return "to-accept" if has_feedback else "to-review"


def _waits_for_link(mine: Private, *, makes_links: bool) -> str:
    if Action.EDIT not in mine.actions:
        return "guest"
    return "later" if makes_links and mine.interview.status is InterviewStatus.PENDING else "host"


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
            "card-absence-text",
            reporter=person(absence.reporter_id, speak),
            absent=person(absence.absent_id, speak),
        )
        if dispute is None:
            text = f"{text} {speak('card-absence-until', when=timestamp(absence.dispute_by))}"
        yield speak("card-absence"), text
    if dispute is None:
        return
    if dispute.ruling is None:
        yield speak("card-dispute"), speak("card-dispute-open", opener=person(dispute.opened_by_id, speak))
        return
    kind = dispute.kind.value.replace("_", "-")
    yield speak("card-dispute"), speak(f"ruling-{kind}-{dispute.ruling.value}")


def feedback_embed(speak: Speaker, interview: Interview, feedback: Feedback) -> discord.Embed:
    """Return the feedback in full, for the two participants only."""
    text = words_of(feedback.text, speak)
    if feedback.judged is not None:
        text = f"**{speak('rubric-good')}**\n{text}"
    embed = discord.Embed(
        title=speak("feedback-title", number=interview.id),
        description=shorten(text, EMBED_DESCRIPTION_MAXIMUM),
        colour=discord.Colour.gold(),
    )
    embed.add_field(name=speak("card-score"), value=speak("score", score=feedback.score))
    if interview.interviewer_id is not None:
        embed.add_field(name=speak("role-interviewer"), value=person(interview.interviewer_id, speak))
    if not feedback.is_accepted:
        embed.add_field(name=speak("feedback-accepts-itself"), value=timestamp(feedback.accept_by, "R"))
    add_judged(embed, speak, feedback)
    if feedback.questions:
        asked = _asked_lines(speak, feedback.questions)
        embed.add_field(name=speak("feedback-asked"), value=asked, inline=False)
    return embed


def _asked_lines(speak: Speaker, questions: Sequence[AskedQuestion]) -> str:
    """Return what was asked, a line each, as many as a field of an embed holds."""
    lines: list[str] = []
    room = max(EMBED_FIELD_VALUE_MAXIMUM // len(questions) - _BESIDE_A_QUESTION, _QUESTION_SHOWN)
    for one in questions:
        text = plain(shorten(in_one_line(one.text), room))
        line = "- " + speak("feedback-asked-line", question=text, went=one.went or 0)
        if sum(len(shown) + 1 for shown in lines) + len(line) > EMBED_FIELD_VALUE_MAXIMUM - _ROOM_FOR_MORE:
            lines.append(speak("feedback-asked-more", more=len(questions) - len(lines)))
            break
        lines.append(line)
    return "\n".join(lines)


def choice_label(speak: Speaker, interview: Line, zone: str, host: str) -> str:
    """Return an interview as a choice of an autocomplete, where only plain text is shown."""
    topic = isolated(interview.topic) or speak("no-topic")
    when = speak.wall_time(interview.starts_at, zone)
    role = speak(f"role-{interview.host_role.value}")
    who = isolated(host) or speak.in_plain(SOMEBODY)
    return shorten_line(f"#{interview.id} · {when} · {topic} · {role} {who}", CHOICE_NAME_MAXIMUM)


def google_calendar(speak: Speaker, mine: Private) -> str:
    """Return the address at which Google Calendar offers to add the interview.

    A Cyrillic letter is six characters of it, so a long title is shortened; a link that would leave hardly
    any title is left out.
    """
    interview = mine.interview
    title = speak("calendar-title", topic=interview.topic or speak("no-topic"))
    span = f"{interview.starts_at:%Y%m%dT%H%M%SZ}/{interview.ends_at:%Y%m%dT%H%M%SZ}"
    addresses = (
        "https://calendar.google.com/calendar/render?"
        + urlencode({"action": "TEMPLATE", "text": shorten(title, length), "dates": span} | place)
        for place, shortest in (({"location": mine.link} if mine.link else {}, _SHORTEST_TITLE), ({}, 1))
        for length in range(len(title), min(len(title), shortest) - 1, -1)
    )
    return next(address for address in addresses if len(address) <= BUTTON_ADDRESS_MAXIMUM)


def _title(speak: Speaker, interview: Interview) -> str:
    return shorten(plain(interview.topic), EMBED_TITLE_MAXIMUM) or speak("card-no-topic")
