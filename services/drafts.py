"""Interviews that a host is still preparing: what was chosen and typed is kept until it is published."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from models import InterviewDraft
from services import publishing
from services.holding import is_number
from services.interviews import Role
from services.links import LINK_MAXIMUM
from services.people import Asker, Member
from services.publishing import NewCard, Published
from services.refusals import DraftGone, LinkNotAccepted, Refusal
from services.rubrics.words import KEY_MAXIMUM
from services.text import clean_line
from services.transaction import use_case
from services.wording import Wording, cleaned, parts_of

KEPT_FOR = timedelta(days=1)
"""How long a draft is kept after it was last changed."""


@dataclass(frozen=True)
class Seat:
    """What the picker chooses: the host's own seat, the start (UTC) and the length in minutes."""

    role: Role | None
    starts_at: datetime | None
    duration: int


@dataclass(frozen=True, kw_only=True)
class Details(Wording):
    """What a host types about an interview; the link as it was typed, whether it can be taken or not.

    `rubric` is the key of the one that they have chosen, or what was typed in its place where its server is
    not known yet. The form has no place for it: where it is empty, a draft keeps its own.
    """

    link: str = ""
    rubric: str = ""

    def said(self) -> tuple[str, ...]:
        """Return what was typed, without what was left out."""
        return tuple(text for text in (self.topic, self.level, self.language, self.link, self.notes) if text)


@dataclass(frozen=True)
class Draft:
    """A draft as it is stored."""

    number: int
    seat: Seat
    details: Details
    server_id: int
    typed_time: str = ""

    @property
    def card(self) -> NewCard | None:
        """Return it as what can be published, once seat and start are chosen."""
        if self.seat.role is None or self.seat.starts_at is None:
            return None
        return new_card(self.seat.role, self.seat.starts_at, self.seat.duration, self.details)


def new_card(role: Role, starts_at: datetime, duration: int, details: Details) -> NewCard:
    """Return a card with what a host has typed about it; `starts_at` in UTC, `duration` in minutes."""
    return NewCard(
        role=role,
        starts_at=starts_at,
        duration=duration,
        link=details.link,
        rubric=details.rubric,
        **parts_of(details),
    )


async def keep(
    host: Member,
    seat: Seat,
    details: Details,
    now: datetime,
    *,
    number: int | None = None,
    typed_time: str = "",
) -> Draft:
    """Keep what a host has chosen and typed, in place of the draft `number` if that is still there.

    `typed_time` is a start as it was typed, where it cannot be read before the host's server is known.

    Raises:
        TextTooLong, LinkNotAccepted: a text is longer than can be kept.
    """
    typed = _cleaned(details)
    async with use_case():
        values = _chosen(seat) | _typed(typed) | {"typed_time": typed_time, "updated_at": now}
        if number is None or not await _draft_of(host.user_id, host.server_id, number).update(**values):
            row = InterviewDraft(server_id=host.server_id, host_id=host.user_id, **values)
            await row.save()
            number = row.id
    return Draft(number, seat, typed, host.server_id, typed_time)


async def find(user_id: int, server_id: int | None, number: int) -> Draft:
    """Return a draft of its host's.

    Raises:
        DraftGone: there is none: it is published, or it was too old.
    """
    row = await _draft_of(user_id, server_id, number).get_or_none()
    if row is None:
        raise DraftGone
    return _kept(row)


async def find_anywhere(user_id: int, number: int) -> Draft:
    """Return a draft of its host's, whichever server it is for.

    Raises:
        DraftGone: there is none: it is published, or it was too old.
    """
    known = number if is_number(number) else 0
    row = await InterviewDraft.get_or_none(id=known, host_id=user_id)
    if row is None:
        raise DraftGone
    return _kept(row)


async def remove(user_id: int, number: int) -> None:
    """Remove a draft whose words have gone on elsewhere."""
    async with use_case():
        await InterviewDraft.filter(id=number, host_id=user_id).delete()


async def choose(user_id: int, server_id: int | None, number: int, seat: Seat, now: datetime) -> Draft:
    """Change seat, start and length of a draft, and return it.

    Raises:
        DraftGone: there is none.
    """
    async with use_case():
        if not await _draft_of(user_id, server_id, number).update(**_chosen(seat), updated_at=now):
            raise DraftGone
        return await find(user_id, server_id, number)


async def describe(
    user_id: int, server_id: int | None, number: int, details: Details, now: datetime
) -> Draft:
    """Change what was typed of a draft, and return it.

    Raises:
        DraftGone: there is none: it is published, or it was too old.
        TextTooLong, LinkNotAccepted: a text is longer than can be kept.
    """
    typed = _cleaned(details)
    async with use_case():
        if not await _draft_of(user_id, server_id, number).update(**_typed(typed), updated_at=now):
            raise DraftGone
        return await find(user_id, server_id, number)


async def obstacle(asker: Asker, kept: Draft, now: datetime) -> Refusal | None:
    """Return what would keep a draft from being published now; None if nothing would."""
    if kept.card is None:
        return None
    try:
        await publishing.check(
            asker.settings, asker.member.user_id, asker.balance, asker.caps, kept.card, now
        )
    except Refusal as refusal:
        return refusal
    return None


async def publish(host: Member, number: int, now: datetime) -> Published:
    """Publish a draft, which is then gone: of two clicks one publishes. A draft that is refused stays.

    Raises:
        DraftGone: there is none, or seat or start are still open.
        Refusal: what `publishing.publish` raises.
    """
    async with use_case():
        row = await _draft_of(host.user_id, host.server_id, number).select_for_update().get_or_none()
        card = None if row is None else _kept(row).card
        if row is None or card is None:
            raise DraftGone
        await row.delete()
        return await publishing.publish_within(host, card, now)


async def forget_old(now: datetime) -> int:
    """Remove drafts that nobody went on with, meeting links and all; return how many."""
    old = InterviewDraft.filter(updated_at__lt=now - KEPT_FOR)
    # There is hardly ever any, and to remove nothing makes writers wait on SQLite all the same.
    return await old.delete() if await old.exists() else 0


def _draft_of(user_id: int, server_id: int | None, number: int) -> QuerySet[InterviewDraft]:
    """Return the query for a draft, which finds nothing for anybody but its host."""
    known = number if is_number(number) else 0
    return InterviewDraft.filter(id=known, host_id=user_id, server_id=server_id)


def _kept(row: InterviewDraft) -> Draft:
    role = None
    if row.is_interviewer is not None:
        role = Role.INTERVIEWER if row.is_interviewer else Role.INTERVIEWEE
    return Draft(
        number=row.id,
        seat=Seat(role, row.scheduled_time, row.duration),
        details=Details(link=row.meeting_link or "", rubric=row.rubric, **parts_of(row)),
        server_id=row.server_id,
        typed_time=row.typed_time,
    )


def _cleaned(details: Details) -> Details:
    if len(details.link) > LINK_MAXIMUM:
        raise LinkNotAccepted
    link = clean_line(details.link, "link", LINK_MAXIMUM)
    return Details(link=link, rubric=details.rubric[:KEY_MAXIMUM], **parts_of(cleaned(details)))


def _chosen(seat: Seat) -> dict[str, object]:
    return {
        "is_interviewer": None if seat.role is None else seat.role is Role.INTERVIEWER,
        "scheduled_time": seat.starts_at,
        "duration": seat.duration,
    }


def _typed(details: Details) -> dict[str, object]:
    chosen = {"rubric": details.rubric} if details.rubric else {}
    return {**parts_of(details), **chosen, "meeting_link": details.link or None}
