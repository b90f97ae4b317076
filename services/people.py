"""Who acts: members of a server, made known to the database when they first appear."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from models import MockInterview, PointsReason, Server, User, UserPoints
from models.rows import hold_all
from models.statements import run
from services import points
from services.transaction import use_case
from services.zones import check_zone

NAME_MAXIMUM = 100
"""Characters of a name that are kept; Discord's own limit is lower."""


_KNOWN = (
    "SELECT person.name, person.language, account.opened_at FROM user_points AS account"
    ' JOIN "user" AS person ON person.id = account.user_id'
    " WHERE account.server_id = :server AND account.user_id = :person"
)


@dataclass(frozen=True)
class Member:
    """A person in a server, as Discord told us with what they just did; `language` is `en` or `ru`."""

    server_id: int
    user_id: int
    name: str
    language: str


@dataclass(frozen=True)
class ReadingZone:
    """The IANA zone in which a person's times are read; `is_own` if they have chosen it themselves."""

    name: str
    is_own: bool


async def meet(member: Member, now: datetime, *, server_language: str = "en") -> None:
    """Make sure that server, person and account exist, and remember the name and language last seen.

    The first time, the account is opened with the server's starting points (design, section 3), and a new
    server speaks `server_language`.
    """
    known = await run(_KNOWN, {"server": member.server_id, "person": member.user_id})
    if not known or known[0]["opened_at"] is None:
        await _introduce(member, now, server_language)
    elif (known[0]["name"], known[0]["language"]) != (member.name[:NAME_MAXIMUM], member.language):
        await _remember(member)


async def meet_unseen(member: Member, now: datetime) -> None:
    """Make sure that somebody else's account exists; what they last told of themselves is left alone."""
    if not await UserPoints.exists(
        server_id=member.server_id, user_id=member.user_id, opened_at__isnull=False
    ):
        await _introduce(member, now, "en")


async def meet_server(server_id: int, language: str, now: datetime) -> None:
    """Make sure that the server exists; `language` is Discord's, until an admin sets another."""
    await Server.bulk_create([Server(id=server_id, language=language, created_at=now)], ignore_conflicts=True)


async def set_zone(user_id: int, zone: str) -> str:
    """Set a person's time zone and return its canonical name.

    Raises:
        ZoneUnknown: there is no such zone.
    """
    name = check_zone(zone)
    async with use_case():
        await User.filter(id=user_id).update(timezone=name)
    return name


async def reading_zone(user_id: int, server_id: int | None) -> ReadingZone:
    """Return the zone in which a person's typed times are read: their own, else the server's, else UTC."""
    user = await User.get_or_none(id=user_id)
    if user is not None and user.timezone:
        return ReadingZone(user.timezone, is_own=True)
    server = await Server.get_or_none(id=server_id) if server_id is not None else None
    return ReadingZone(server.timezone if server is not None else "UTC", is_own=False)


def today_in(zone: str, now: datetime) -> date:
    """Return the date that it is in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


async def zone_of(user_id: int, server_id: int | None) -> str:
    """Return the name of the zone in which a person's typed times are read."""
    return (await reading_zone(user_id, server_id)).name


async def zone_is_to_be_offered(user_id: int) -> bool:
    """Tell whether to offer a person to set a time zone: with their first card, if they have none.

    Offered once, never demanded (design, section 3).
    """
    if await User.filter(id=user_id, timezone__isnull=False).exists():
        return False
    # By the seats, which have indexes: a host has one of them.
    seated = Q(interviewer_id=user_id) | Q(interviewee_id=user_id)
    return await MockInterview.filter(seated, host_id=user_id).count() <= 1


async def wants_reminders(user_id: int) -> bool:
    """Tell whether a person is reminded before interviews; everybody is, until they say no."""
    user = await User.get_or_none(id=user_id)
    return user is None or user.wants_reminders


async def set_reminders(user_id: int, wanted: bool) -> None:  # noqa: FBT001 - it is what is set
    """Set whether a person is reminded before interviews, in every server."""
    async with use_case():
        await User.filter(id=user_id).update(wants_reminders=wanted)


async def names(user_ids: set[int]) -> dict[int, str]:
    """Return what people were called when last seen."""
    return {user.id: user.name for user in await User.filter(id__in=user_ids)}


async def lock(user_ids: set[int]) -> None:
    """Hold people's rows until the transaction ends, so that nobody else seats them meanwhile."""
    await hold_all(User, user_ids)


async def _introduce(member: Member, now: datetime, server_language: str) -> None:
    async with use_case(counts=False):
        server = await Server.get_or_none(id=member.server_id)
        if server is None:
            await meet_server(member.server_id, server_language, now)
            server = await Server.get(id=member.server_id)
        await User.bulk_create(
            [
                User(
                    id=member.user_id,
                    name=member.name[:NAME_MAXIMUM],
                    language=member.language or None,
                    created_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        await UserPoints.bulk_create(
            [UserPoints(server_id=member.server_id, user_id=member.user_id)], ignore_conflicts=True
        )
        account = UserPoints.filter(server_id=member.server_id, user_id=member.user_id)
        if await account.filter(opened_at__isnull=True).update(opened_at=now) and server.starting_points:
            await points.move(
                member.server_id, member.user_id, server.starting_points, PointsReason.STARTING, now
            )


async def _remember(member: Member) -> None:
    async with use_case(counts=False):
        await User.filter(id=member.user_id).update(name=member.name[:NAME_MAXIMUM], language=member.language)
