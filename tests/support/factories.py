"""Members, cards and interviews with defaults, made by the services themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tortoise import connections
from tortoise.models import Model

from models import (
    InterviewFeedback,
    MockInterview,
    MoveProposal,
    Notification,
    NotificationKind,
    PointsEntry,
    PointsReason,
    Server,
    User,
    UserPoints,
)
from services import booking, editing, feedback, people, points, publishing, server_settings
from services.editing import Changes
from services.interviews import Interview, InterviewStatus, Role
from services.people import Member
from services.points import PointsOverview
from services.publishing import NewCard

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday."""
TOMORROW = NOW + timedelta(days=1)
SERVER = 100_000_000_000_000_000
ANOTHER_SERVER = SERVER + 1
ADMIN = 200_000_000_000_000_000
LINK = "https://meet.google.com/abc-defg-hij"
ANOTHER_LINK = "https://meet.google.com/xyz-wvut-srq"
TEXT = "A clear answer on indexes, a shaky one on locks."
PRICE = 3
"""Points that the interviewee's seat costs where no admin changed it."""

_people = count(300_000_000_000_000_000)


@dataclass(frozen=True)
class Played:
    """An interview with both seats taken, and who sits where."""

    id: int
    host: Member
    guest: Member
    interviewer: Member
    interviewee: Member
    starts_at: datetime
    ends_at: datetime


async def a_member(
    balance: int = 0,
    *,
    server_id: int = SERVER,
    user_id: int | None = None,
    name: str = "Ann",
    language: str = "en",
    now: datetime = NOW,
) -> Member:
    """A member who holds `balance` points that an admin granted."""
    member = Member(server_id, user_id or next(_people), name, language)
    await people.meet(member, now)
    if balance:
        await an_admin(server_id)
        await points.grant(server_id, member.user_id, balance, "for a start", admin_id=ADMIN, now=now)
    return member


async def an_admin(server_id: int = SERVER) -> Member:
    """The one who grants points."""
    admin = Member(server_id, ADMIN, "Admin", "en")
    await people.meet(admin, NOW)
    return admin


def a_draft(
    role: Role = Role.INTERVIEWER,
    starts_at: datetime = TOMORROW,
    *,
    duration: int = 60,
    topic: str = "Databases",
    link: str | None = LINK,
) -> NewCard:
    """A card of an interviewer tomorrow, with a link."""
    return NewCard(role=role, starts_at=starts_at, duration=duration, topic=topic, link=link)


def an_interview(starts_at: datetime = TOMORROW, **changes: Any) -> Interview:  # noqa: ANN401 - any field
    """What everybody may see of a booked interview of 45 minutes that is stored nowhere."""
    seen = Interview(
        id=7,
        server_id=SERVER,
        host_id=1,
        interviewer_id=1,
        interviewee_id=2,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        duration=45,
        topic="Python",
        level="middle",
        language="English",
        status=InterviewStatus.BOOKED,
    )
    return replace(seen, **changes)


async def a_card(
    host: Member | None = None,
    role: Role = Role.INTERVIEWER,
    starts_at: datetime = TOMORROW,
    *,
    duration: int = 60,
    topic: str = "Databases",
    link: str | None = LINK,
) -> Interview:
    """A published card; a host who is to be interviewed can pay for it."""
    host = host or await a_member(PRICE if role is Role.INTERVIEWEE else 0)
    draft = a_draft(role, starts_at, duration=duration, topic=topic, link=link)
    return (await publishing.publish(host, draft, NOW)).mine.interview


async def a_booking(
    role: Role = Role.INTERVIEWER,
    starts_at: datetime = TOMORROW,
    *,
    host: Member | None = None,
    guest: Member | None = None,
    link: str | None = LINK,
) -> Played:
    """A booked interview, whose host sits in the seat of `role`; the interviewee had the price, no more."""
    is_interviewer = role is Role.INTERVIEWER
    host = host or await a_member(0 if is_interviewer else PRICE, name="Host")
    guest = guest or await a_member(PRICE if is_interviewer else 0, name="Guest")
    card = await a_card(host, role, starts_at, link=link)
    await booking.book(guest, card.id, NOW)
    interviewer, interviewee = (host, guest) if is_interviewer else (guest, host)
    return Played(card.id, host, guest, interviewer, interviewee, card.starts_at, card.ends_at)


async def a_proposal(
    played: Played, starts_at: datetime | None = None, *, duration: int | None = None, now: datetime = NOW
) -> int:
    """Another time that the host of a booked interview proposes; its number."""
    changes = Changes(starts_at=starts_at, duration=duration)
    mine = (await editing.edit(played.host.user_id, SERVER, played.id, changes, now)).mine
    assert mine.proposal is not None
    return mine.proposal.id


async def with_feedback(role: Role = Role.INTERVIEWER, *, score: int = 4) -> Played:
    """A booked interview that is over, with the interviewer's feedback not yet accepted."""
    played = await a_booking(role)
    who = played.interviewer
    await feedback.leave(who.user_id, SERVER, played.id, score=score, text=TEXT, now=played.ends_at)
    return played


async def completed(role: Role = Role.INTERVIEWER) -> Played:
    """An interview whose feedback was accepted."""
    played = await with_feedback(role)
    await feedback.accept(played.interviewee.user_id, SERVER, played.id, played.ends_at)
    return played


async def balance(member: Member) -> int:
    """What a member holds."""
    return (await UserPoints.get(server_id=member.server_id, user_id=member.user_id)).balance


async def overview(member: Member, *, asked_by: Member | None = None, now: datetime = NOW) -> PointsOverview:
    """What somebody, by default they themselves, is shown of a member's points."""
    settings = await server_settings.read(member.server_id)
    return await points.overview(settings, member.user_id, asked_by=(asked_by or member).user_id, now=now)


async def ledger(member: Member) -> list[tuple[PointsReason, int]]:
    """Why and by how much a member's points moved, oldest first."""
    rows = PointsEntry.filter(account__server_id=member.server_id, account__user_id=member.user_id)
    return [(row.reason, row.amount) for row in await rows.order_by("id")]


async def outbox(*kinds: NotificationKind, to: Member | None = None) -> list[Notification]:
    """The rows of the outbox of these kinds (all without any), to somebody or to all, oldest first."""
    rows = Notification.all().order_by("id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if to is not None:
        rows = rows.filter(recipient_id=to.user_id)
    return await rows


async def stored(number: int) -> MockInterview:
    """An interview as it is stored now."""
    return await MockInterview.get(id=number)


async def everything() -> dict[str, list[dict[str, Any]]]:
    """All that is stored, to tell that nothing changed."""
    tables: Sequence[type[Model]] = (
        Server, User, UserPoints, PointsEntry, MockInterview, InterviewFeedback, MoveProposal,
        Notification,
    )  # fmt: skip
    return {table.__name__: list(await table.all().order_by("id").values()) for table in tables}


async def run(statement: str) -> Sequence[dict[str, Any]]:
    """Run SQL past the models, as anybody with access to the database could, and return the rows."""
    _, rows = await connections.get("default").execute_query(statement)
    return [dict(row) for row in rows]
