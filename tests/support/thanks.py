"""Servers that give thanks, and interviews that were given in them."""

from datetime import datetime, timedelta
from typing import Any

from models import InterviewStatus, MockInterview, Notification, NotificationKind, Server, ThankYou, User
from services.people import Member
from tests.support.factories import NOW, SERVER, a_member, outbox

BOARD = 9_000
LENGTH = timedelta(hours=1)


async def thanks_due(due_at: datetime, *, server_id: int = SERVER, zone: str = "UTC") -> None:
    """Have a server that is known give thanks on its board, next at a moment."""
    changes = {"thanks_at": due_at, "timezone": zone, "board_channel_id": BOARD}
    await Server.filter(id=server_id).update(**changes)


async def a_willing_member(since: datetime = NOW, *, server_id: int = SERVER) -> Member:
    """Somebody who has said yes to being thanked."""
    member = await a_member(server_id=server_id)
    await User.filter(id=member.user_id).update(thanked_since=since)
    return member


async def gave(
    interviewer: Member,
    *starts: datetime,
    status: InterviewStatus = InterviewStatus.COMPLETED,
    server_id: int = SERVER,
) -> None:
    """Store interviews of an hour each that somebody has given, without what else there would be of them."""
    learner = await a_member(server_id=server_id)
    for start in starts:
        await MockInterview.create(
            server_id=server_id,
            host_id=interviewer.user_id,
            interviewer_id=interviewer.user_id,
            interviewee_id=learner.user_id,
            scheduled_time=start,
            ends_at=start + LENGTH,
            duration=60,
            status=status,
            created_at=start,
            updated_at=start,
        )


async def thank_you_of(interviewer: Member, made_at: datetime = NOW, **others: Any) -> ThankYou:  # noqa: ANN401 - any field
    """A thank-you that stands on the board, for a month of which somebody gave an interview a day before."""
    await gave(interviewer, made_at - timedelta(days=1), server_id=interviewer.server_id)
    return await a_thank_you(made_at, server_id=interviewer.server_id, **others)


async def a_thank_you(made_at: datetime = NOW, **others: Any) -> ThankYou:  # noqa: ANN401 - any field
    """A thank-you that stands on the board, for the 30 days before it was made."""
    row: dict[str, Any] = {
        "server_id": SERVER,
        "month": (made_at - timedelta(days=1)).date().replace(day=1),
        "since": made_at - timedelta(days=30),
        "until": made_at,
        "made_at": made_at,
        "seed": 1,
        "channel_id": BOARD,
        "message_id": BOARD + 1,
    }
    return await ThankYou.create(**(row | others))


async def shown() -> list[Notification]:
    """What has thank-yous posted or brought up to date, the oldest first."""
    return await outbox(NotificationKind.THANKS)
