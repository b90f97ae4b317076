"""Somebody is told of cards that fit their wishes: a few a day, by day, the others in one digest.

What was found waits in rows until it suits them (`services.finding.alert_times`). A row of the outbox looks
at all that waits for one person; whoever does so holds the person, so that nobody is told of more than they
want.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models import (
    DEFAULT_ALERTS_A_DAY,
    AlertState,
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    User,
    WishAlert,
)
from models.statements import run
from services import actions, booking, people, server_settings
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.wishes import Alerting, DigestLine, WishDigest
from services.delivery.kinds.wishes import WishAlert as WishAlertMessage
from services.delivery.outbox import Letter
from services.finding import fit
from services.finding.alert_times import Today, Turn, beginning_of_today, turn_of
from services.finding.free_time import people as free_time
from services.finding.refusals import AlertGone
from services.holding import is_number
from services.interviews import public
from services.refusals import SettingOutOfRange
from services.server_settings import ServerSettings
from services.transaction import use_case

ALERTS_RANGE = (0, 3)
"""Of how many cards a day somebody can be told at once; with 0 all of them are in the digest."""

PAUSE = timedelta(days=7)
"""For how long one click lets somebody hear of no card."""

KEPT = timedelta(days=62)
"""How long it is kept who was told of what: no card stands for longer."""

AT_ONCE = 500
"""Rows that are removed in one statement, so that nobody waits for it."""

LISTED_AT_MOST = 10
"""Cards that a digest names; of the others it says how many there are."""

LOOKED_AT = 50
"""Cards that wait for one person, the oldest, that one look takes into account."""

HasLeft = Callable[[int, int], Awaitable[bool]]
"""Tells of a server and a person whether they are no member any more; what they wish there is gone then."""

_TODAY = """
SELECT (SELECT COUNT(*) FROM wish_alert
        WHERE user_id = :person AND told_at >= :since AND told_at < :until AND state <> 'listed') AS told,
    (SELECT COUNT(*) FROM wish_alert
        WHERE user_id = :person AND told_at >= :since AND told_at < :until AND state = 'listed') AS listed
"""
"""Of one day: what a clock that ran ahead has said on days to come is none of it."""

_STILL_WISHED = f"""
SELECT wish.id FROM wish
WHERE {fit.WISH_FITS_CARD} AND wish.user_id = :person AND wish.is_interviewer = :is_interviewer LIMIT 1
"""  # noqa: S608 - written out there

_REMOVE_OLD = (
    "DELETE FROM wish_alert WHERE id IN ("
    " SELECT id FROM wish_alert WHERE found_at <= :before ORDER BY found_at LIMIT :many) RETURNING id"
)


async def settle(user_id: int, server_id: int, has_left: HasLeft, now: datetime) -> None:
    """Tell a person of what waits for them, as far as it suits them now; the rest is looked at again.

    Before they are told, `has_left` is asked about the card's server, outside of any transaction. `server_id`
    is the server of the row that asks for it.
    """
    are_members: set[int] = set()
    while (server := await _step(user_id, server_id, are_members, now)) is not None:
        if not await has_left(server, user_id):
            are_members.add(server)


async def pass_on(user_id: int, number: int, now: datetime) -> None:
    """Let somebody hear no more of an interview that fitted their wish.

    Raises:
        AlertGone: they were not told of it.
    """
    if not is_number(number):
        raise AlertGone(number=number)
    async with use_case():
        await people.lock({user_id})
        told = WishAlert.filter(user_id=user_id, interview_id=number).exclude(state=AlertState.OVER)
        # Of what a digest named it stays known, so that there is no other that day.
        of_its_own = told.exclude(state=AlertState.LISTED)
        if not (
            await of_its_own.update(state=AlertState.PASSED) or await told.update(state=AlertState.PASSED)
        ):
            raise AlertGone(number=number)
        unsaid = Notification.filter(
            interview_id=number,
            recipient_id=user_id,
            kind=NotificationKind.WISH_ALERT,
            state=NotificationState.PENDING,
            owner__isnull=True,
        )
        await unsaid.update(state=NotificationState.DROPPED, finished_at=now)


async def alerts_a_day(user_id: int) -> int:
    """Return of how many cards a day that fit a wish a person is told at once."""
    user = await User.get_or_none(id=user_id)
    return DEFAULT_ALERTS_A_DAY if user is None else user.alerts_a_day


async def set_alerts_a_day(user_id: int, most: int) -> None:
    """Set of how many cards a day that fit a wish somebody is told at once.

    Raises:
        SettingOutOfRange: it is not between 0 and 3.
    """
    minimum, maximum = ALERTS_RANGE
    if not minimum <= most <= maximum:
        raise SettingOutOfRange(setting="alerts_a_day", minimum=minimum, maximum=maximum)
    async with use_case():
        await User.filter(id=user_id).update(alerts_a_day=most)


async def remove_old(now: datetime) -> int:
    """Remove some of what is older than any card that stands; return how many rows went."""
    return len(await run(_REMOVE_OLD, {"before": now - KEPT, "many": AT_ONCE}))


async def _step(user_id: int, server_id: int, are_members: set[int], now: datetime) -> int | None:
    """Go as far as is known; return of which server it has to be known whether they are a member."""
    async with use_case(counts=False):
        await people.lock({user_id})
        user = await User.get_or_none(id=user_id)
        waiting = await _waiting(user_id)
        if user is None or not waiting:
            return None
        if user.free_paused_until is not None and now < user.free_paused_until:
            await _set([alert for alert, _ in waiting], AlertState.OVER)
            return None
        settings = {
            number: await server_settings.read(number) for number in {row.server_id for _, row in waiting}
        }
        zone = user.timezone or settings[waiting[0][1].server_id].timezone
        look = _Look(user_id, zone, await _today(user, zone, now), are_members, now)
        for alert, row in waiting:
            unknown = await look.at(alert, row, settings[row.server_id])
            if unknown is not None:
                break
        else:
            await look.end(server_id)
        await outbox.write(look.letters, now)
        return unknown


class _Look:
    """A look at what waits for one person, one card after another; `letters` is what comes of it."""

    def __init__(self, user_id: int, zone: str, today: Today, are_members: set[int], now: datetime) -> None:
        self.letters: list[Letter] = []
        self._user_id, self._zone, self._today, self._now = user_id, zone, today, now
        self._are_members = are_members
        self._listed: list[MockInterview] = []
        self._later: datetime | None = None

    async def at(self, alert: WishAlert, row: MockInterview, settings: ServerSettings) -> int | None:
        """Decide about one card; return its server where it must first be known whether they are a member."""
        turn = turn_of(row.scheduled_time, self._today, self._zone, self._now)
        if not actions.is_open_to_all(public(row), settings.notice, self._now):
            await _set([alert], AlertState.OVER)
        elif isinstance(turn, datetime):
            self._later = turn if self._later is None else min(self._later, turn)
        elif row.server_id not in self._are_members:
            return row.server_id
        elif turn is Turn.LIST and len(self._listed) == LISTED_AT_MOST:
            # What a digest only counts need not be looked at.
            pass
        elif not await _suits(row, self._user_id, settings, self._now):
            await _set([alert], AlertState.OVER)
        elif turn is Turn.LIST:
            self._listed.append(row)
        else:
            await _set([alert], AlertState.TOLD, self._now)
            told = WishAlertMessage(alert=alert.id)
            self.letters.append(outbox.to_person(row, self._user_id, told))
            self._today = replace(self._today, told=self._today.told + 1)
        return None

    async def end(self, server_id: int) -> None:
        """Write the digest that is due, or have what waits looked at again; `server_id` is for that row."""
        if self._listed:
            self.letters.append(await _digest(self._user_id, self._listed, self._zone, self._now))
        elif self._later is not None and not await self._is_planned(self._later):
            # What was done by a clock that ran ahead is done once more.
            again = Alerting(mark=f"{self._later.isoformat()}:{self._now.isoformat()}")
            self.letters.append(
                Letter(again, Address(server_id, recipient_id=self._user_id), due_at=self._later)
            )

    async def _is_planned(self, moment: datetime) -> bool:
        return await Notification.exists(
            lane=Alerting(mark="").lane(Address(0, recipient_id=self._user_id)),
            kind=NotificationKind.ALERTING,
            state=NotificationState.PENDING,
            due_at=moment,
        )


async def _waiting(user_id: int) -> list[tuple[WishAlert, MockInterview]]:
    """Return what waits for a person with its interview, what was found first coming first.

    Of an interview that was found twice, since it was moved meanwhile, the last is meant.
    """
    found = WishAlert.filter(user_id=user_id, state=AlertState.WAITING).order_by("id").limit(LOOKED_AT)
    newest: dict[int, WishAlert] = {}
    for alert in await found:
        if (before := newest.pop(alert.interview_id, None)) is not None:
            await _set([before], AlertState.OVER)
        newest[alert.interview_id] = alert
    rows = {row.id: row for row in await MockInterview.filter(id__in=list(newest))} if newest else {}
    return [(alert, rows[number]) for number, alert in newest.items()]


async def _today(user: User, zone: str, now: datetime) -> Today:
    since = beginning_of_today(zone, now)
    (row,) = await run(_TODAY, {"person": user.id, "since": since, "until": since + timedelta(days=1)})
    return Today(told=int(row["told"]), most=user.alerts_a_day, had_digest=int(row["listed"]) > 0)


async def _suits(row: MockInterview, user_id: int, settings: ServerSettings, now: datetime) -> bool:
    """Tell whether a card still fits a wish of a person who is free then, and whether they could book it."""
    wished = await run(
        _STILL_WISHED,
        {
            **fit.values_of(row),
            "person": user_id,
            "is_interviewer": fit.is_for_interviewers(row),
            "now": now,
        },
    )
    if not wished:
        return False
    spans = await free_time.free_of(
        [user_id], row.scheduled_time, row.ends_at, zone_otherwise=settings.timezone
    )
    if not free_time.is_free(spans[user_id], row.scheduled_time, row.ends_at):
        return False
    return await booking.could_take(row, user_id, settings, now)


async def _digest(user_id: int, listed: Sequence[MockInterview], zone: str, now: datetime) -> Letter:
    """Return the digest of a day, which is about all that waits still, and names some of it."""
    waiting = WishAlert.filter(user_id=user_id, state=AlertState.WAITING)
    count = await waiting.update(state=AlertState.LISTED, told_at=now)
    soonest = sorted(listed, key=lambda row: (row.scheduled_time, row.id))
    cards = tuple(
        DigestLine(
            number=row.id,
            server_id=row.server_id,
            role=public(row).host_role.other,
            topic=row.topic,
            starts_at=row.scheduled_time,
        )
        for row in soonest
    )
    day = now.astimezone(ZoneInfo(zone)).date().isoformat()
    digest = WishDigest(day=day, cards=cards, more=count - len(cards))
    return Letter(digest, Address(soonest[0].server_id, recipient_id=user_id))


async def _set(alerts: Sequence[WishAlert], state: AlertState, told_at: datetime | None = None) -> None:
    waiting = WishAlert.filter(id__in=[alert.id for alert in alerts], state=AlertState.WAITING)
    await waiting.update(state=state, told_at=told_at)
