"""Who acts: members of a server, made known to the database when they first appear."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from models import PointsReason, Server, User, UserPoints
from models.rows import hold_all, joined_row, listed
from models.statements import is_postgres, run
from services import erased, points, running_dry
from services.finding.weekly import WeeklyCaps
from services.points import Account
from services.refusals import BeingErased
from services.server_settings import ServerSettings, settings_of
from services.transaction import use_case
from services.zones import check_zone

NAME_MAXIMUM = 100
"""Characters of a name that are kept; Discord's own limit is lower."""

_READING_ZONE = (
    'SELECT (SELECT timezone FROM "user" WHERE id = :person) AS own,'
    " (SELECT timezone FROM server WHERE id = :server) AS of_server"
)

_FROM_ACCOUNT = (
    'FROM "user" AS person JOIN user_points AS account ON account.user_id = person.id'
    " JOIN server ON server.id = account.server_id WHERE person.id = :person AND account.server_id = :server"
)

_IS_BEING_ERASED = "EXISTS (SELECT 1 FROM erasure WHERE erasure.user_id = person.id) AS is_being_erased"

_SERVERS = "SELECT server_id FROM user_points WHERE user_id = :person ORDER BY server_id LIMIT 25"

_HOSTED = """
SELECT (SELECT COUNT(*) FROM (
        SELECT id FROM mock_interview WHERE interviewer_id = :person AND host_id = :person LIMIT 2) AS given)
     + (SELECT COUNT(*) FROM (
        SELECT id FROM mock_interview WHERE interviewee_id = :person AND host_id = :person LIMIT 2) AS taken)
    AS hosted
"""
"""How many interviews a person hosts, two of each seat at most: by the seats, which have indexes."""


@dataclass(frozen=True)
class Member:
    """A person in a server, as Discord told us with what they just did; `language` is `en` or `ru`.

    `avatar` is the hash of their picture, empty where they have none.
    """

    server_id: int
    user_id: int
    name: str
    language: str
    avatar: str = ""

    @property
    def as_seen(self) -> tuple[str, str, str]:
        """What is remembered of them: name, language and picture."""
        return self.name[:NAME_MAXIMUM], self.language, self.avatar


@dataclass(frozen=True)
class ReadingZone:
    """The IANA zone in which a person's times are read; `is_own` if they have chosen it themselves."""

    name: str
    is_own: bool


@dataclass(frozen=True)
class Asker:
    """A member who asks for something, and what is known of them and their server at this moment.

    `is_unreachable` tells that they take no direct messages, as far as is known, `caps` how many interviews a
    week they want in each seat.
    """

    member: Member
    zone: ReadingZone
    settings: ServerSettings
    balance: int
    caps: WeeklyCaps
    wants_reminders: bool
    is_unreachable: bool = False


@dataclass(frozen=True)
class Held:
    """A member's account, their server's settings, and how many interviews a week they want in each seat.

    These stay so until the caller's transaction ends.
    """

    account: Account
    settings: ServerSettings
    caps: WeeklyCaps


async def meet(member: Member, now: datetime, *, server_language: str = "en") -> Asker:
    """Make sure that server, person and account exist, and return what is known of them.

    The first time, the account is opened with the server's starting points (design, section 3), and a new
    server speaks `server_language`. Name, language and picture are remembered as last seen.

    Raises:
        BeingErased: what is kept of them is being erased.
    """
    row = await _known(member)
    if row is not None and row["is_being_erased"]:
        raise BeingErased
    if row is None or row["opened_at"] is None:
        await _introduce(member, now, server_language)
        row = await _known(member)
    elif (row["name"], row["language"], row["avatar"]) != member.as_seen:
        await _remember(member)
    assert row is not None  # noqa: S101 - introduced above
    return _asker(member, row)


async def meet_unseen(member: Member, now: datetime) -> None:
    """Make sure that somebody else's account exists; what they last told of themselves is left alone.

    Raises:
        BeingErased: what is kept of them is being erased.
    """
    if not await UserPoints.exists(
        server_id=member.server_id, user_id=member.user_id, opened_at__isnull=False
    ):
        await _introduce(member, now, "en")


async def meet_server(server_id: int, language: str, now: datetime) -> None:
    """Make sure that the server exists; `language` is Discord's, until an admin sets another."""
    server = Server(
        id=server_id, language=language, created_at=now, economy_look_at=now + running_dry.FIRST_LOOK_AFTER
    )
    await Server.bulk_create([server], ignore_conflicts=True)


async def servers_of(user_id: int) -> list[int]:
    """Return the servers in which a person has an account, at most 25, also those that they have left."""
    return [int(row["server_id"]) for row in await run(_SERVERS, {"person": user_id})]


async def meet_person(user_id: int, name: str, language: str, now: datetime) -> None:
    """Make sure that a person exists who acts in no server, as in a direct message.

    Raises:
        BeingErased: what is kept of them is being erased.
    """
    person = User(id=user_id, name=name[:NAME_MAXIMUM], language=language or None, created_at=now)
    async with use_case(counts=False):
        await erased.check_not_being_erased(user_id)
        await User.bulk_create([person], ignore_conflicts=True)


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
    (row,) = await run(_READING_ZONE, {"person": user_id, "server": server_id or 0})
    return _zone(row["own"], row["of_server"])


def _zone(own: str | None, of_server: str | None) -> ReadingZone:
    return ReadingZone(own, is_own=True) if own else ReadingZone(of_server or "UTC", is_own=False)


def today_in(zone: str, now: datetime) -> date:
    """Return the date that it is in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


async def zone_is_to_be_offered(asker: Asker) -> bool:
    """Tell whether to offer a person to set a time zone: with their first card, if they have none.

    Offered once, never demanded (design, section 3).
    """
    if asker.zone.is_own:
        return False
    (row,) = await run(_HOSTED, {"person": asker.member.user_id})
    return int(row["hosted"]) <= 1


async def set_reminders(user_id: int, wanted: bool) -> None:  # noqa: FBT001 - it is what is set
    """Set whether a person is reminded before interviews, in every server."""
    async with use_case():
        await User.filter(id=user_id).update(wants_reminders=wanted)


async def is_unreachable(user_id: int) -> bool:
    """Tell whether a person takes no direct messages, as far as is known."""
    return await User.exists(id=user_id, dms_closed_at__isnull=False)


async def names(user_ids: set[int]) -> dict[int, str]:
    """Return what people were called when last seen."""
    return {user.id: user.name for user in await User.filter(id__in=user_ids)}


async def lock(user_ids: set[int]) -> None:
    """Hold people's rows until the transaction ends, so that nobody else seats them meanwhile."""
    await hold_all(User, user_ids)


async def hold(server_id: int, user_id: int, *, beside: int | None = None) -> Held:
    """Hold a person, their server's settings and their account until the transaction ends, in this order.

    So nobody else seats them or moves their points meanwhile. What follows from a setting is decided by it,
    and whoever changes the setting sees what was decided. `beside` is somebody else who is held with them,
    the two in the order of their ids.

    Raises:
        BeingErased: they had an account when they began, and it was closed since.
    """
    values = {"server": server_id, "person": user_id, "beside": user_id if beside is None else beside}
    found = await run(_holding(locks_rows=is_postgres()), values)
    if not found:
        raise BeingErased
    (row,) = found
    return Held(Account(row["id"], row["balance"]), _settings(row), _caps(row))


async def _known(member: Member) -> Mapping[str, Any] | None:
    found = await run(_knowing(), {"server": member.server_id, "person": member.user_id})
    return found[0] if found else None


def _asker(member: Member, row: Mapping[str, Any]) -> Asker:
    settings = _settings(row)
    return Asker(
        member=member,
        zone=_zone(row["timezone"], settings.timezone),
        settings=settings,
        balance=row["balance"],
        caps=_caps(row),
        wants_reminders=bool(row["wants_reminders"]),
        is_unreachable=row["dms_closed_at"] is not None,
    )


def _caps(row: Mapping[str, Any]) -> WeeklyCaps:
    return WeeklyCaps(row["weekly_given_cap"], row["weekly_taken_cap"], row["timezone"])


def _settings(row: Mapping[str, Any]) -> ServerSettings:
    server = joined_row(Server, "server", row)
    assert server is not None  # noqa: S101 - held by foreign keys of the account
    return settings_of(server)


@cache
def _knowing() -> str:
    return (
        "SELECT person.name, person.language, person.avatar, person.timezone, person.wants_reminders,"
        " person.weekly_given_cap, person.weekly_taken_cap, person.dms_closed_at, account.opened_at,"
        f" account.balance, {_IS_BEING_ERASED}, {listed(Server, 'server')} {_FROM_ACCOUNT}"
    )


@cache
def _holding(*, locks_rows: bool) -> str:
    selecting = (
        "SELECT account.id, account.balance, person.weekly_given_cap, person.weekly_taken_cap,"
        f" person.timezone, {listed(Server, 'server')} {_FROM_ACCOUNT}"
    )
    # On SQLite one transaction at a time writes anyway.
    if not locks_rows:
        return selecting
    # All of them are held before anything else is read: to count them takes each. And each is held once, and
    # read as it was then: to hold a row again that somebody has changed since this statement began,
    # PostgreSQL queues behind those who wait for who holds it, and they wait for each other.
    people = (
        "WITH held AS MATERIALIZED ("
        'SELECT id, weekly_given_cap, weekly_taken_cap, timezone FROM "user" WHERE id IN (:person, :beside)'
        " ORDER BY id FOR NO KEY UPDATE)"
    )
    of_held = selecting.replace('FROM "user" AS person', "FROM held AS person")
    locks = " FOR SHARE OF server FOR NO KEY UPDATE OF account"
    return f"{people} {of_held} AND (SELECT COUNT(*) FROM held) > 0{locks}"  # noqa: S608 - written out here and above


async def _introduce(member: Member, now: datetime, server_language: str) -> None:
    async with use_case(counts=False):
        await erased.check_not_being_erased(member.user_id)
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
                    avatar=member.avatar,
                    created_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        await UserPoints.bulk_create(
            [UserPoints(server_id=member.server_id, user_id=member.user_id)], ignore_conflicts=True
        )
        account = UserPoints.filter(server_id=member.server_id, user_id=member.user_id)
        if not await account.filter(opened_at__isnull=True).update(opened_at=now):
            return
        if await erased.come_back(member.server_id, member.user_id, now) and server.starting_points:
            await points.move(
                member.server_id, member.user_id, server.starting_points, PointsReason.STARTING, now
            )


async def _remember(member: Member) -> None:
    async with use_case(counts=False):
        name, language, avatar = member.as_seen
        await User.filter(id=member.user_id).update(name=name, language=language, avatar=avatar)
