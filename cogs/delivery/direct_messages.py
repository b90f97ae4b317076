"""How a direct message looks: one function decides, for every kind that there is."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

import discord

from cogs._shared.components import (
    action_button,
    button,
    coming_buttons,
    link_button,
    offer_buttons,
    participant_buttons,
    rating_menu,
    rows,
)
from cogs._shared.entries import topic_of
from cogs._shared.interview_embeds import card, feedback_embed, google_calendar, private_card
from cogs._shared.markup import SOMEBODY, person, plain, words_of
from cogs._shared.pairing import time_buttons, times_in_lines
from cogs._shared.reliability import reliability_of
from cogs._shared.translation import Speaker, timestamp
from cogs._shared.wishing import alert_buttons, digest_buttons, expired_buttons, wish_in_words
from cogs._shared.written import written_buttons, written_embed
from cogs.delivery.calendar_files import calendar_file
from cogs.delivery.plans import plan_in_words
from cogs.delivery.wording_changes import changes
from services.actions import can_draw
from services.delivery.kinds import coming, direct, pairs, waiting, wishes
from services.delivery.kinds.direct import AnyDirect
from services.delivery.kinds.message import Present
from services.delivery.kinds.written import Written
from services.delivery.preparing import Delivery
from services.interviews import Action, InterviewStatus, Private
from services.tombstones import is_erased

Facts = dict[str, str | int]

_WITH_REASON = (direct.Withdrawn, direct.Cancelled, direct.Accepted, direct.Ruled)
"""What somebody may have said a reason for."""

_WITHOUT_INTERVIEW = (
    direct.SeatsFreed,
    direct.GuestLeft,
    direct.PointsGranted,
    direct.LogClosed,
    coming.SeatMayOpen,
    coming.LateReturned,
    coming.LateKept,
    waiting.WaitingMoved,
    waiting.WaitingOver,
    wishes.WishDigest,
    wishes.WishExpired,
    pairs.AboutAPair,
)
"""What is not about an interview in which the recipient has a seat, or about several."""

_WITH_FEEDBACK = (
    direct.FeedbackReceived,
    direct.FeedbackOpened,
    direct.Accepted,
    direct.Disputed,
    direct.Ruled,
)


@dataclass(frozen=True)
class Message:
    """What is sent. `may_change` tells that a link or a button is on it that one day is no longer right.

    One that `quotes` shows in its embed what somebody wrote: that alone tells it from others of the two.
    """

    content: str
    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    file: discord.File | None = None
    may_change: bool = False
    quotes: bool = False


async def direct_message(
    speak: Speaker, row: Delivery, message: AnyDirect, server_name: str | None
) -> Message:
    """Return the DM of a row, in its recipient's language; it says from which server it is.

    There is no name of a server in which the bot is no longer.
    """
    present = row.present
    content = content_of(speak, message, present, server_name)
    file = await calendar_file(speak, row, present.now)
    mine = present.mine
    if mine is None or isinstance(message, _WITHOUT_INTERVIEW):
        return Message(content, view=rows(_own_buttons(speak, message, present)), file=file)
    if isinstance(message, direct.RatingWanted):
        # Nothing about it becomes wrong: whoever has rated may rate anew.
        return Message(content, view=rows([rating_menu(speak, mine.interview.id)]))
    embed, view = interview_parts(speak, message, present, mine)
    can_change = may_change(message, embed, view, mine)
    return Message(content, embed, view, file, may_change=can_change, quotes=isinstance(message, Written))


def is_same(shown: Message, posted: discord.Message) -> bool:
    """Tell whether a message that stands is the one that is to be sent."""
    if posted.content != shown.content or not shown.quotes or shown.embed is None:
        return posted.content == shown.content
    return shown.embed.description in [embed.description for embed in posted.embeds]


def content_of(speak: Speaker, message: AnyDirect, present: Present, server_name: str | None) -> str:
    """Return what a message says in words, with the server that it comes from."""
    said = sentence(speak, message, present)
    return said if server_name is None else f"{said}\n{speak('dm-server', server=plain(server_name))}"


def interview_parts(
    speak: Speaker, message: AnyDirect, present: Present, mine: Private
) -> tuple[discord.Embed | None, discord.ui.View | None]:
    """Return what a message shows of the interview as it is now; it is brought up to date when that changes.

    Who has no seat any more sees what everybody sees: no link, and nothing to click.
    """
    if isinstance(message, direct.Withdrawn | direct.SeatFreed | direct.GuestErased):
        return None, rows([*_another_link(speak, message, mine), *card_button(speak, present)])
    if isinstance(message, waiting.ForWaiting):
        # Until when it is held is said above it.
        interview = replace(mine.interview, held_until=None)
        embed = card(speak, interview, present.settings.price, reward=present.settings.reward)
        return embed, rows([*_seat_buttons(speak, message, present), *card_button(speak, present)])
    recipient = present.recipient
    if isinstance(message, Written) and recipient is not None:
        writer_id = message.member_id
        buttons = written_buttons(speak, mine, writer_id, recipient.id)
        return written_embed(speak, message.text, writer_id), rows([*buttons, *card_button(speak, present)])
    if recipient is None or mine.interview.role_of(recipient.id) is None:
        return card(speak, mine.interview, present.settings.price), rows(card_button(speak, present))
    # Feedback stands where it is told of, and not once more in everything that was said before.
    shown = mine if isinstance(message, _WITH_FEEDBACK) else replace(mine, feedback=None)
    # That it is sealed, and until when, is said in words where it is told of; how it stands is not.
    is_sealed = isinstance(message, direct.FeedbackReceived) and mine.opens_at is not None
    shown = replace(shown, opens_at=None)
    embed = private_card(speak, shown, present.settings.price, now=present.now, is_sealed=is_sealed)
    if isinstance(message, direct.FeedbackReceived | direct.FeedbackOpened) and mine.feedback is not None:
        embed = feedback_embed(speak, mine.interview, mine.feedback)
    items: list[discord.ui.Item[discord.ui.View]] = [*participant_buttons(speak, mine)]
    is_coming = present.is_booked and not present.has_started
    if is_coming and present.is_other_unreachable:
        embed.add_field(name=speak("reach-title"), value=messages_of_the_other(speak, present), inline=False)
    if isinstance(message, direct.Booked | direct.Moved) and is_coming:
        items.append(link_button(speak("button-calendar"), google_calendar(speak, mine)))
    if is_asked_whether_they_come(message, present):
        items = [*coming_buttons(speak, mine.interview.id), *items]
    if isinstance(message, direct.Reminder):
        items += _reminder_buttons(speak, present, mine.interview.id, recipient.id)
    return embed, rows([*items, *card_button(speak, present)])


def is_asked_whether_they_come(message: AnyDirect, present: Present) -> bool:
    """Tell whether a message asks its recipient whether they come, and they have not said so."""
    return isinstance(message, direct.Reminder) and message.waits_for_answer(present)


def _reminder_buttons(
    speak: Speaker, present: Present, number: int, reader_id: int
) -> list[discord.ui.Item[discord.ui.View]]:
    """Return what a reminder offers beside the rest: questions to ask, and not to be reminded any more."""
    buttons: list[discord.ui.Item[discord.ui.View]] = []
    interview, has_questions = present.interview, present.settings.has_questions
    if interview is not None and has_questions and can_draw(interview, reader_id, present.now):
        buttons.append(button(speak("button-draw"), f"questions:draw:{number}"))
    if present.is_booked and not present.has_started:
        buttons.append(button(speak("button-reminders-off"), "reminders:off"))
    return buttons


def messages_of_the_other(speak: Speaker, present: Present) -> str:
    """Return what tells a participant that whoever sits across from them takes no direct messages."""
    return speak("reach-other", member=_other(speak, present))


def card_button(speak: Speaker, present: Present) -> list[discord.ui.Item[discord.ui.View]]:
    """Return the button that leads to the interview's card, if it stands on a board."""
    if present.card is None:
        return []
    place = f"{present.settings.server_id}/{present.card.channel_id}/{present.card.message_id}"
    return [link_button(speak("button-card"), f"https://discord.com/channels/{place}")]


def _own_buttons(
    speak: Speaker, message: AnyDirect, present: Present
) -> list[discord.ui.Item[discord.ui.View]]:
    """Return the buttons of a message that is not about one interview in which the recipient has a seat."""
    if isinstance(message, wishes.WishDigest):
        return digest_buttons(speak, [card.number for card in message.cards])
    if isinstance(message, wishes.WishExpired):
        return expired_buttons(speak, message.wish)
    if isinstance(message, pairs.PairProposed):
        # A second click on a time takes it back, so what somebody has picked already is ticked.
        picked = message.mine if isinstance(message, pairs.PairDiffers) else ()
        return time_buttons(speak, message.pair, len(message.times), [number - 1 for number in picked])
    if isinstance(message, pairs.PairOver):
        return []
    return card_button(speak, present)


def _seat_buttons(
    speak: Speaker, message: waiting.ForWaiting, present: Present
) -> list[discord.ui.Item[discord.ui.View]]:
    """Return the buttons to take a seat that has come free and to pass it on, while there is one."""
    interview = present.interview
    if interview is None or not message.is_on(present):
        return []
    if isinstance(message, wishes.WishAlert):
        return alert_buttons(speak, interview.id)
    if not isinstance(message, waiting.SeatOffered):
        return [action_button(speak, Action.BOOK, interview.id)]
    return [*offer_buttons(speak, interview.id)]


def _another_link(
    speak: Speaker, message: direct.Withdrawn | direct.SeatFreed | direct.GuestErased, mine: Private
) -> list[discord.ui.Item[discord.ui.View]]:
    """Return the button with which a host changes the link that a former guest knows, while they can."""
    if not message.knows_link or mine.link is None or Action.EDIT not in mine.actions:
        return []
    number = mine.interview.id
    return [button(speak("button-link"), f"interview:link:{number}", discord.ButtonStyle.primary)]


def may_change(
    message: AnyDirect,
    embed: discord.Embed | None,
    view: discord.ui.View | None,
    mine: Private,
) -> bool:
    """Tell whether what is shown of an interview can still become wrong; where its card stands cannot.

    What an interviewee shares goes once there is feedback. What the other wrote can be reported for good, and
    loses their name and words once they are erased.
    """
    if isinstance(message, Written):
        return True
    is_live = mine.interview.status in {InterviewStatus.PENDING, InterviewStatus.BOOKED}
    items = [] if view is None else view.children
    can_click = any(isinstance(item, discord.ui.Button) and item.custom_id is not None for item in items)
    shows_link = embed is not None and is_live and mine.link is not None
    return can_click or shows_link or bool(mine.goals)


def sentence(speak: Speaker, message: AnyDirect, present: Present) -> str:
    """Return what a message says before anything else."""
    if isinstance(message, direct.PointsGranted):
        return _points_granted(speak, message)
    number = present.interview.id if present.interview is not None else 0
    facts = {"number": number} | _facts(speak, message, present)
    if isinstance(message, direct.Withdrawn) and message.for_pause:
        return speak("dm-withdrawn-for-pause", **facts)
    if isinstance(message, direct.Cancelled) and message.for_pause:
        return speak("dm-cancelled-for-pause", **facts)
    if isinstance(message, direct.FeedbackReceived) and facts["when"]:
        return speak("dm-feedback-sealed", **facts)
    kind = message.KIND.value.replace("_", "-")
    said = speak(f"dm-{kind}", **facts)
    if is_asked_whether_they_come(message, present):
        said = f"{said}\n{speak('coming-ask')}"
    if isinstance(message, direct.Reminder) and message.has_plan(present) and present.interview is not None:
        said = f"{said}\n{plan_in_words(speak, present.interview)}"
    if isinstance(message, direct.Booked) and message.record is not None:
        said = f"{said}\n{reliability_of(speak, message.record, _partner(present) or 0)}"
    if isinstance(message, direct.Withdrawn) and message.kept:
        said = f"{said} {speak('late-left-to-host', points=message.kept)}"
    if isinstance(message, direct.Cancelled) and message.compensation:
        said = f"{said} {speak('late-got', points=message.compensation)}"
    reason = message.reason if isinstance(message, _WITH_REASON) else ""
    return f"{said}\n{speak('dm-reason', reason=plain(reason))}" if reason else said


def _facts(  # noqa: C901, PLR0911, PLR0912 - one case for each kind, and the type checker sees to all
    speak: Speaker, message: AnyDirect, present: Present
) -> Facts:
    """Return what the sentence of a message needs to know."""
    other: Facts = {"other": _other(speak, present)}
    match message:
        case direct.Booked():
            return other | {"role": _role(present)}
        case direct.Withdrawn():
            return {
                "other": person(message.guest_id, speak),
                "card": _card_after(present),
                "link": _known_link(message),
            }
        case direct.GuestLeft():
            return {"other": person(message.guest_id, speak), "card": _card_after(present)}
        case direct.AdminCancelled():
            return _by_admin(speak, message.admin_id, message.reason, message.refund)
        case direct.SeatFreed():
            is_mine = present.recipient is not None and present.recipient.id == message.guest_id
            freed = _by_admin(speak, message.admin_id, message.reason, message.refund)
            guest: Facts = {"guest": "me" if is_mine else "other", "other": person(message.guest_id, speak)}
            return freed | guest | {"link": _known_link(message), "card": _card_after(present)}
        case direct.PauseLifted():
            return {"admin": person(message.admin_id, speak)}
        case direct.ChannelGone():
            return {"lost": message.lost}
        case direct.GuestErased():
            return {"link": _known_link(message), "card": _card_after(present)}
        case direct.Cancelled() | direct.HostLeft() | direct.HostErased() | direct.Expired():
            return {"refund": message.refund}
        case direct.MoveProposed():
            return other | _proposed(speak, message)
        case direct.MoveTakenBack() | direct.MoveDeclined():
            what = "length" if message.is_length else "time"
            return other | {"what": what, "when": _start(present)}
        case direct.MoveUnanswered():
            return other | {"when": _start(present)}
        case direct.Moved():
            return other | _moved(speak, message, present)
        case direct.DetailsChanged():
            interview = present.interview
            said = "" if interview is None else changes(speak, message, interview)
            # What was changed of the notes goes with the host, and then there may be nothing else.
            return other | {"changes": said or speak("words-erased")}
        case direct.Accepted():
            return {"reward": message.reward, "balance": message.balance}
        case direct.Lapsed():
            return other | {"role": _role(present), "refund": message.refund}
        case direct.NoShow():
            return other | _absence(message, present)
        case direct.SeatsFreed():
            return {
                "until": timestamp(message.until),
                "interviews": message.interviews,
                "refund": message.refund,
            }
        case direct.Ruled():
            return other | _ruling(speak, message, present)
        case direct.Reminder():
            # Read late, a relative time would say that it starts some minutes ago.
            state = "on" if present.is_booked else "off"
            return other | {"when": _start(present), "state": state}
        case direct.Started():
            return other | {"when": _start(present, "R")}
        case direct.ReviewWanted():
            is_asked = present.mine is not None and Action.REVIEW in present.mine.actions
            return other | {"asks": "yes" if is_asked else "no"}
        case direct.FeedbackReceived():
            mine = present.mine
            opens_at = None if mine is None else mine.opens_at
            return other | {"when": "" if opens_at is None else timestamp(opens_at, "R")}
        case direct.LinkWanted() | direct.LinkChanged() | direct.FeedbackOpened() | direct.RatingWanted():
            return other
        case direct.FeedbackDue():
            return other | {"erased": "yes" if is_erased(_partner(present) or 0) else "no"}
        case direct.Disputed():
            return other | {"about": _disputed(present)}
        case waiting.SeatOffered():
            return {"until": timestamp(message.until, "t"), "how": _after_offer(message, present)}
        case waiting.WaitingMoved():
            return {"when": _start(present), "place": "left" if message.leaves else "kept"}
        case waiting.WaitingOver():
            return {"how": "off" if message.is_off else "free" if message.was_free else "began"}
        case waiting.SeatOpen():
            return {"how": _after_offer(message, present)}
        case wishes.WishAlert() | wishes.WishDigest() | wishes.WishExpired():
            return _about_a_wish(speak, message, present)
        case Written():
            return {"other": person(message.member_id, speak)}
        case coming.Unconfirmed() | coming.SeatMayOpen() | coming.LateReturned() | coming.LateKept():
            return _about_coming(speak, message, present)
        case pairs.PairProposed() | pairs.PairOver():
            return _about_a_pair(speak, message, present)
        case direct.LogClosed() | direct.PointsGranted():
            return {}
        case _:
            assert_never(message)


def _about_a_wish(speak: Speaker, message: wishes.AnyForWishers, present: Present) -> Facts:
    match message:
        case wishes.WishAlert():
            return {"how": _after_offer(message, present), "role": _open_role(present)}
        case wishes.WishDigest():
            lines = [_digest_line(speak, card) for card in message.cards]
            return {"cards": "\n".join(lines), "more": message.more}
        case wishes.WishExpired():
            wish = wish_in_words(speak, message.role, message.topic, message.level, message.language)
            return {"wish": wish}


def _about_a_pair(speak: Speaker, message: pairs.AnyForPairs, present: Present) -> Facts:
    match message:
        case pairs.PairDiffers():
            theirs = ", ".join(f"**{number}**" for number in message.theirs)
            return _proposed_pair(speak, message, present) | {"theirs": theirs}
        case pairs.PairProposed():
            return _proposed_pair(speak, message, present)
        case pairs.PairOver():
            return {}


def _about_coming(speak: Speaker, message: coming.AnyAboutComing, present: Present) -> Facts:
    match message:
        case coming.Unconfirmed():
            return {"other": _other(speak, present), "when": _start(present), "said": _said_by_other(present)}
        case coming.SeatMayOpen():
            return {"when": _start(present)}
        case coming.LateReturned():
            return {"points": message.points, "why": message.why.value}
        case coming.LateKept():
            return {"points": message.points, "other": person(message.guest_id, speak)}


def _digest_line(speak: Speaker, card: wishes.DigestLine) -> str:
    return speak(
        "wish-digest-line",
        number=card.number,
        topic=topic_of(speak, card.topic),
        when=timestamp(card.starts_at),
        role=card.role.value,
    )


def _proposed_pair(speak: Speaker, message: pairs.PairProposed, present: Present) -> Facts:
    return {
        "role": message.role.value,
        "topic": topic_of(speak, message.topic),
        "length": speak("minutes", minutes=message.minutes),
        "times": times_in_lines(message.times),
        "until": timestamp(message.until),
        "price": present.settings.price,
    }


def _open_role(present: Present) -> str:
    """Return the seat of a card that its host does not have."""
    return "" if present.interview is None else present.interview.host_role.other.value


def _after_offer(message: waiting.ForWaiting, present: Present) -> str:
    """Return what became of a seat that somebody was offered: they can take it, have it, or it is over."""
    recipient, interview = present.recipient, present.interview
    has_it = recipient is not None and interview is not None and interview.guest_id == recipient.id
    return "on" if message.is_on(present) else "taken" if has_it else "over"


def _card_after(present: Present) -> str:
    """Return how a card stands of which a guest has just gone."""
    interview = present.interview
    if interview is None or interview.status is not InterviewStatus.PENDING:
        return "other"
    return "held" if interview.is_held(present.now) else "open"


def _known_link(message: direct.Withdrawn | direct.SeatFreed | direct.GuestErased) -> str:
    return "known" if message.knows_link else "none"


def _by_admin(speak: Speaker, admin_id: int, reason: str, refund: int) -> Facts:
    return {"admin": person(admin_id, speak), "reason": words_of(reason, speak), "refund": refund}


def _moved(speak: Speaker, message: direct.Moved, present: Present) -> Facts:
    length = 0 if present.interview is None else present.interview.duration
    return {
        "what": "time" if message.before_minutes is None else "length",
        "before": timestamp(message.before),
        "length": speak("minutes", minutes=length),
        "length_before": speak("minutes", minutes=message.before_minutes or 0),
    }


def _proposed(speak: Speaker, message: direct.MoveProposed) -> Facts:
    return {
        "what": "length" if message.is_length else "time",
        "when": timestamp(message.to),
        "before": timestamp(message.before),
        "length": speak("minutes", minutes=message.to_minutes),
        "length_before": speak("minutes", minutes=message.before_minutes),
    }


def _absence(message: direct.NoShow, present: Present) -> Facts:
    until = message.blocked_until
    return {
        "role": _role(present),
        "blocked": "yes" if until else "no",
        "until": timestamp(until) if until else "",
        "refunded": message.refunded,
        "compensated": message.compensated,
        "taken": message.taken,
    }


def _ruling(speak: Speaker, message: direct.Ruled, present: Present) -> Facts:
    return {
        "role": _role(present),
        "ruling": speak(f"ruling-{message.about.value.replace('_', '-')}-{message.ruling.value}"),
        "decided": "dropped" if message.was_dropped else "admin" if message.by_admin else "nobody",
    }


def _disputed(present: Present) -> str:
    """Return what is disputed; of feedback its author is asked whether admins may read it."""
    dispute = present.mine.dispute if present.mine is not None else None
    return dispute.kind.value if dispute is not None else ""


def _points_granted(speak: Speaker, message: direct.PointsGranted) -> str:
    return speak(
        "dm-points-given" if message.amount > 0 else "dm-points-taken",
        amount=abs(message.amount),
        balance=message.balance,
        reason=words_of(message.reason, speak),
        admin=person(message.admin_id, speak),
    )


def _start(present: Present, style: str = "F") -> str:
    start: datetime | None = present.interview.starts_at if present.interview is not None else None
    return timestamp(start, style) if start is not None else ""


def _other(speak: Speaker, present: Present) -> str:
    if present.interview is None or present.recipient is None:
        return ""
    other = _partner(present)
    return person(other, speak) if other is not None else speak(SOMEBODY)


def _said_by_other(present: Present) -> str:
    """Return whether the other has said that they come to what is booked; "off" where it is not any more."""
    interview = present.interview
    if interview is None or not present.is_booked:
        return "off"
    return "sure" if interview.is_sure(_partner(present)) else "open"


def _partner(present: Present) -> int | None:
    if present.interview is None or present.recipient is None:
        return None
    return present.interview.other_than(present.recipient.id)


def _role(present: Present) -> str:
    if present.interview is None or present.recipient is None:
        return ""
    role = present.interview.role_of(present.recipient.id)
    return role.value if role is not None else ""
