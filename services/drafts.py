"""Interviews that a host is still preparing: what was chosen and typed is kept until it is published."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from models import InterviewDraft
from services import publishing
from services.interviews import Role, is_number
from services.links import LINK_MAXIMUM
from services.people import Asker, Member
from services.publishing import (
    LANGUAGE_MAXIMUM,
    LEVEL_MAXIMUM,
    NOTES_MAXIMUM,
    TOPIC_MAXIMUM,
    Draft,
    Published,
)
from services.refusals import DraftGone, LinkNotAccepted, Refusal
from services.text import clean_line, clean_text
from services.transaction import use_case

KEPT_FOR = timedelta(days=1)
"""How long a draft is kept after it was last changed."""


@dataclass(frozen=True)
class Seat:
    """What the picker chooses: the host's own seat, the start (UTC) and the length in minutes."""

    role: Role | None
    starts_at: datetime | None
    duration: int


@dataclass(frozen=True)
class Details:
    """What a host types about an interview; the link as it was typed, whether it can be taken or not."""

    topic: str = ""
    level: str = ""
    language: str = ""
    notes: str = ""
    link: str = ""

    def said(self) -> tuple[str, ...]:
        """Return what was typed, without what was left out."""
        return tuple(text for text in (self.topic, self.level, self.language, self.link, self.notes) if text)


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is stored."""

    number: int
    seat: Seat
    details: Details

    @property
    def draft(self) -> Draft | None:
        """Return it as what can be published, once seat and start are chosen."""
        if self.seat.role is None or self.seat.starts_at is None:
            return None
        return Draft(
            role=self.seat.role,
            starts_at=self.seat.starts_at,
            duration=self.seat.duration,
            topic=self.details.topic,
            level=self.details.level,
            language=self.details.language,
            notes=self.details.notes,
            link=self.details.link,
        )


async def keep(
    host: Member, seat: Seat, details: Details, now: datetime, *, number: int | None = None
) -> KeptDraft:
    """Keep what a host has chosen and typed, in place of the draft `number` if that is still there.

    Raises:
        TextTooLong, LinkNotAccepted: a text is longer than can be kept.
    """
    cleaned = _cleaned(details)
    async with use_case():
        values = _chosen(seat) | _typed(cleaned) | {"updated_at": now}
        if number is None or not await _of(host.user_id, host.server_id, number).update(**values):
            row = InterviewDraft(server_id=host.server_id, host_id=host.user_id, **values)
            await row.save()
            number = row.id
    return KeptDraft(number, seat, cleaned)


async def find(user_id: int, server_id: int | None, number: int) -> KeptDraft:
    """Return a draft of its host's.

    Raises:
        DraftGone: there is none: it is published, or it was too old.
    """
    row = await _of(user_id, server_id, number).get_or_none()
    if row is None:
        raise DraftGone
    return _kept(row)


async def choose(user_id: int, server_id: int | None, number: int, seat: Seat, now: datetime) -> KeptDraft:
    """Change seat, start and length of a draft, and return it.

    Raises:
        DraftGone: there is none.
    """
    async with use_case():
        if not await _of(user_id, server_id, number).update(**_chosen(seat), updated_at=now):
            raise DraftGone
        return await find(user_id, server_id, number)


async def describe(
    user_id: int, server_id: int | None, number: int, details: Details, now: datetime
) -> KeptDraft:
    """Change what was typed of a draft, and return it.

    Raises:
        DraftGone, TextTooLong, LinkNotAccepted: as their names say.
    """
    cleaned = _cleaned(details)
    async with use_case():
        if not await _of(user_id, server_id, number).update(**_typed(cleaned), updated_at=now):
            raise DraftGone
        return await find(user_id, server_id, number)


async def obstacle(asker: Asker, kept: KeptDraft, now: datetime) -> Refusal | None:
    """Return what would keep a draft from being published now; None if nothing would."""
    if kept.draft is None:
        return None
    try:
        await publishing.check(asker.settings, asker.member.user_id, asker.balance, kept.draft, now)
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
        row = await _of(host.user_id, host.server_id, number).select_for_update().get_or_none()
        draft = None if row is None else _kept(row).draft
        if row is None or draft is None:
            raise DraftGone
        await row.delete()
        return await publishing.publish_within(host, draft, now)


async def forget_old(now: datetime) -> int:
    """Remove drafts that nobody went on with, meeting links and all; return how many."""
    old = InterviewDraft.filter(updated_at__lt=now - KEPT_FOR)
    # There is hardly ever any, and to remove nothing makes writers wait on SQLite all the same.
    return await old.delete() if await old.exists() else 0


def _of(user_id: int, server_id: int | None, number: int) -> QuerySet[InterviewDraft]:
    """Return the query for a draft, which finds nothing for anybody but its host."""
    known = number if is_number(number) else 0
    return InterviewDraft.filter(id=known, host_id=user_id, server_id=server_id)


def _kept(row: InterviewDraft) -> KeptDraft:
    role = None
    if row.is_interviewer is not None:
        role = Role.INTERVIEWER if row.is_interviewer else Role.INTERVIEWEE
    return KeptDraft(
        number=row.id,
        seat=Seat(role, row.scheduled_time, row.duration),
        details=Details(row.topic, row.level, row.language, row.notes, row.meeting_link or ""),
    )


def _cleaned(details: Details) -> Details:
    if len(details.link) > LINK_MAXIMUM:
        raise LinkNotAccepted
    return Details(
        topic=clean_line(details.topic, "topic", TOPIC_MAXIMUM),
        level=clean_line(details.level, "level", LEVEL_MAXIMUM),
        language=clean_line(details.language, "language", LANGUAGE_MAXIMUM),
        notes=clean_text(details.notes, "notes", NOTES_MAXIMUM),
        link=clean_line(details.link, "link", LINK_MAXIMUM),
    )


def _chosen(seat: Seat) -> dict[str, object]:
    return {
        "is_interviewer": None if seat.role is None else seat.role is Role.INTERVIEWER,
        "scheduled_time": seat.starts_at,
        "duration": seat.duration,
    }


def _typed(details: Details) -> dict[str, object]:
    return {
        "topic": details.topic,
        "level": details.level,
        "language": details.language,
        "notes": details.notes,
        "meeting_link": details.link or None,
    }
