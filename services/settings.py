"""A server's settings, and what follows from changing them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models import Dispute, InterviewStatus, MockInterview, Server
from services import boards, setting_changes
from services.delivery import missed, outbox, planning, queue
from services.delivery.kinds.others import log_lane
from services.delivery.kinds.shown import dispute_lane
from services.delivery.outbox import Letter
from services.interviews import LIVE
from services.languages import LANGUAGES
from services.refusals import RemindersNotUnderstood, RoleIsEverybody, SetAndUnset, SettingOutOfRange
from services.server_settings import ServerSettings, settings_of
from services.setting_changes import ChangedBy
from services.thanks import months, standing
from services.transaction import use_case
from services.zones import check_zone

CARD_HOURS_RANGE = (0, 720)
PRICE_RANGE = (0, 100)
REWARD_RANGE = (0, 100)
STARTING_RANGE = (0, 100)
COMPENSATION_RANGE = (0, 100)
ACCEPT_HOURS_RANGE = (1, 720)
NOTICE_RANGE = (0, 1440)
NO_SHOW_LIMIT_RANGE = (0, 10)
NO_SHOW_DAYS_RANGE = (1, 365)
BLOCK_DAYS_RANGE = (1, 90)
LIMIT_RANGE = (0, 50)
LATE_HOURS_RANGE = (0, 72)
LATE_KEEP_RANGE = (0, 100)
REMINDER_MINUTES_RANGE = (1, 7 * 24 * 60)
REMINDERS_MAXIMUM = 5


_PLACES = (
    "board_channel_id",
    "board_is_gone",
    "log_channel_id",
    "log_is_gone",
    "log_role_id",
    "log_role_is_gone",
)
"""The fields that `set_board` sets."""

_REMINDER = re.compile(r"(?P<number>\d{1,5})(?P<unit>d|h|m|min|д|ч|м|мин)?")
_MINUTES_OF = {None: 1, "m": 1, "min": 1, "м": 1, "мин": 1, "h": 60, "ч": 60, "d": 1440, "д": 1440}


class Unset(StrEnum):
    """What `set_board` can leave without a value."""

    BOARD = "board"
    LOG = "log"
    ROLE = "role"


@dataclass(frozen=True)
class PointsChange:
    """New amounts; None leaves one as it is."""

    price: int | None = None
    reward: int | None = None
    starting: int | None = None
    compensation: int | None = None


PRESETS: Mapping[str, PointsChange] = {
    "plan": PointsChange(price=3, reward=1, starting=0),
    "balanced": PointsChange(price=2, reward=2, starting=4),
    "generous": PointsChange(price=1, reward=1, starting=3),
}
"""Amounts that go together, by the names under which admins choose them; the first is how a server begins."""


def with_preset(name: str | None, change: PointsChange) -> PointsChange:
    """Return a change filled up from a preset: what is given explicitly counts more."""
    preset = PRESETS.get(name or "", PointsChange())
    return PointsChange(
        price=preset.price if change.price is None else change.price,
        reward=preset.reward if change.reward is None else change.reward,
        starting=preset.starting if change.starting is None else change.starting,
        compensation=preset.compensation if change.compensation is None else change.compensation,
    )


@dataclass(frozen=True)
class TimesChange:
    """New time settings; None leaves one as it is."""

    zone: str | None = None
    language: str | None = None
    accept_hours: int | None = None
    notice: int | None = None


@dataclass(frozen=True)
class AbsenceChange:
    """When members who do not come take no new seat; None leaves one as it is, a limit of 0 blocks nobody."""

    limit: int | None = None
    within_days: int | None = None
    block_days: int | None = None


@dataclass(frozen=True)
class LimitsChange:
    """How much a member may have at once; None leaves one as it is, 0 is no limit."""

    open_cards: int | None = None
    seats: int | None = None
    given_back: int | None = None


@dataclass(frozen=True)
class LateRuleChange:
    """From how many hours before the start leaving is late, and what a guest then leaves, in points.

    None leaves one as it is; with 0 hours nothing is late.
    """

    hours: int | None = None
    keep: int | None = None


@dataclass(frozen=True)
class FeedbackChange:
    """How feedback is given, and whether interviewers are thanked once a month; None leaves one as it is.

    With a `rubric` feedback judges three criteria, else it has one score; where it is `sealed`, interviewees
    say something about the interviewer before they read it.
    """

    rubric: bool | None = None
    sealed: bool | None = None
    thanks: bool | None = None


@dataclass(frozen=True)
class Channels:
    """The channels that a server has set, and whether it wants events: where the bot needs permissions."""

    server_id: int
    board_channel_id: int | None
    log_channel_id: int | None
    makes_events: bool


async def all_channels() -> list[Channels]:
    """Return the channels of every server that is known."""
    return [
        Channels(server.id, server.board_channel_id, server.log_channel_id, server.makes_events)
        for server in await Server.all().order_by("id")
    ]


async def set_board(
    server_id: int,
    board_channel_id: int | None,
    log_channel_id: int | None,
    now: datetime,
    *,
    role_id: int | None = None,
    unset: Unset | None = None,
    by: ChangedBy | None = None,
) -> ServerSettings:
    """Set the board channel, the log channel and the role that is pinged there; None leaves one as it is.

    Panel and open cards move to another board, or leave where there is none any more; what waited for a log
    channel is said there.

    Raises:
        SetAndUnset: one is to be set and unset.
        RoleIsEverybody: the role is that of all members.
    """
    given = {Unset.BOARD: board_channel_id, Unset.LOG: log_channel_id, Unset.ROLE: role_id}
    if unset is not None and given[unset] is not None:
        raise SetAndUnset(setting=unset.value)
    if role_id == server_id:
        raise RoleIsEverybody
    changed = {one for one, value in given.items() if value is not None or one is unset}
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        if Unset.BOARD in changed:
            server.board_channel_id, server.board_is_gone = board_channel_id, False
        if Unset.LOG in changed:
            server.log_channel_id, server.log_is_gone = log_channel_id, False
        if Unset.ROLE in changed:
            server.log_role_id, server.log_role_is_gone = role_id, False
        await server.save(update_fields=_PLACES)
        if Unset.LOG in changed:
            await queue.wake_lane(log_lane(server_id))
            await show_open_disputes(server_id, now)
        if Unset.BOARD in changed:
            await boards.show_given_up(server_id, now)
            await outbox.show_panel(server_id, now)
            await _show_live_cards(server, now)
            await missed.show_all(server_id, now, moves=True)
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_card_hours(
    server_id: int, hours: int, now: datetime, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Set for how many hours cards of interviews that are over stay, 0 for ever.

    Those that stand count anew from now.

    Raises:
        SettingOutOfRange: the hours are not between 0 and 720.
    """
    _check_range("card_hours", hours, CARD_HOURS_RANGE)
    async with use_case():
        server = await Server.get(id=server_id)
        before = settings_of(server)
        server.card_hours = hours
        await server.save(update_fields=["card_hours"])
        over = MockInterview.filter(server_id=server_id, status__not_in=LIVE, card_message_id__isnull=False)
        await over.update(card_leaves_at=now + timedelta(hours=hours) if hours else None)
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def show_again(server_id: int, channel_ids: Collection[int], now: datetime) -> None:
    """Have panel, live cards and open disputes brought up to date in channels that were opened to the bot.

    What could not be shown while they were closed comes with it: also the end of interviews that are over by
    now.
    """
    async with use_case():
        server = await Server.get_or_none(id=server_id)
        if server is not None and server.board_channel_id in channel_ids:
            await boards.show_given_up(server_id, now)
            await outbox.show_panel(server_id, now)
            await _show_live_cards(server, now)
        if server is not None and server.log_channel_id in channel_ids:
            await show_open_disputes(server_id, now)
        # One may stand where the board was before.
        await standing.show_missed(server_id, channel_ids, now)


async def show_open_disputes(server_id: int, now: datetime) -> None:
    """Have admins asked about what is not decided, within the caller's transaction, wherever that is now."""
    for dispute in await Dispute.filter(interview__server_id=server_id, ruling__isnull=True).select_related(
        "interview"
    ):
        await queue.wake_lane(dispute_lane(dispute.interview_id))
        await outbox.show_dispute(dispute.interview, dispute.kind, now)


async def set_points(
    server_id: int, change: PointsChange, now: datetime, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Change what things cost and earn from now on; what was paid stays as it was.

    Raises:
        SettingOutOfRange: an amount is not between 0 and 100.
    """
    _check_range("price", change.price, PRICE_RANGE)
    _check_range("reward", change.reward, REWARD_RANGE)
    _check_range("starting", change.starting, STARTING_RANGE)
    _check_range("compensation", change.compensation, COMPENSATION_RANGE)
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        server.price = server.price if change.price is None else change.price
        server.reward = server.reward if change.reward is None else change.reward
        server.starting_points = server.starting_points if change.starting is None else change.starting
        server.compensation = server.compensation if change.compensation is None else change.compensation
        await server.save(update_fields=["price", "reward", "starting_points", "compensation"])
        await _show_live_cards(server, now)
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_times(
    server_id: int, change: TimesChange, now: datetime, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Change time zone, language, the hours until feedback is accepted by itself, and the shortest notice.

    The notice, in minutes, holds for the cards that are open too.

    Raises:
        ZoneUnknown: there is no such zone.
        SettingOutOfRange: the hours are not between 1 and 720, or the notice is over a day.
    """
    _check_range("accept_hours", change.accept_hours, ACCEPT_HOURS_RANGE)
    _check_range("notice", change.notice, NOTICE_RANGE)
    zone = None if change.zone is None else check_zone(change.zone)
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        if zone is not None and server.thanks_at is not None:
            server.thanks_at = months.same_in(server.thanks_at, server.timezone, zone)
        server.timezone = zone or server.timezone
        server.language = change.language if change.language in LANGUAGES else server.language
        server.auto_accept_hours = change.accept_hours or server.auto_accept_hours
        server.notice_minutes = server.notice_minutes if change.notice is None else change.notice
        await server.save(
            update_fields=["timezone", "thanks_at", "language", "auto_accept_hours", "notice_minutes"]
        )
        if change.language is not None:
            await outbox.show_panel(server_id, now)
        if change.language is not None or change.notice is not None:
            await _show_live_cards(server, now)
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_absence(
    server_id: int, change: AbsenceChange, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Change how many missed interviews block a member, and for how long.

    Raises:
        SettingOutOfRange: a number is not in its range.
    """
    _check_range("limit", change.limit, NO_SHOW_LIMIT_RANGE)
    _check_range("within_days", change.within_days, NO_SHOW_DAYS_RANGE)
    _check_range("block_days", change.block_days, BLOCK_DAYS_RANGE)
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        server.no_show_limit = server.no_show_limit if change.limit is None else change.limit
        server.no_show_days = change.within_days or server.no_show_days
        server.block_days = change.block_days or server.block_days
        await server.save(update_fields=["no_show_limit", "no_show_days", "block_days"])
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_limits(server_id: int, change: LimitsChange, *, by: ChangedBy | None = None) -> ServerSettings:
    """Change how much a member may have at once; what they have already they keep.

    Raises:
        SettingOutOfRange: a limit is not between 0 and 50.
    """
    _check_range("open_cards", change.open_cards, LIMIT_RANGE)
    _check_range("seats", change.seats, LIMIT_RANGE)
    _check_range("given_back", change.given_back, LIMIT_RANGE)
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        if change.open_cards is not None:
            server.open_cards_limit = change.open_cards
        if change.seats is not None:
            server.seats_limit = change.seats
        if change.given_back is not None:
            server.given_back_limit = change.given_back
        await server.save(update_fields=["open_cards_limit", "seats_limit", "given_back_limit"])
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_late(server_id: int, change: LateRuleChange, *, by: ChangedBy | None = None) -> ServerSettings:
    """Change what leaving shortly before the start costs, in interviews that are booked from now on.

    Raises:
        SettingOutOfRange: the hours are not between 0 and 72, or the points not between 0 and 100.
    """
    _check_range("late_hours", change.hours, LATE_HOURS_RANGE)
    _check_range("late_keep", change.keep, LATE_KEEP_RANGE)
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        server.late_hours = server.late_hours if change.hours is None else change.hours
        server.late_keep = server.late_keep if change.keep is None else change.keep
        await server.save(update_fields=["late_hours", "late_keep"])
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_links(
    server_id: int,
    others_allowed: bool,  # noqa: FBT001 - it is what is set
    *,
    by: ChangedBy | None = None,
) -> ServerSettings:
    """Set whether links of other providers than Google Meet are taken from now on."""
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        server.allows_other_links = others_allowed
        await server.save(update_fields=["allows_other_links"])
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_feedback(
    server_id: int, change: FeedbackChange, now: datetime, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Change how feedback is given from now on; a form that is open counts as it is.

    Whether it is sealed holds from the next booking on, as both agreed on it then. Where interviewers are to
    be thanked, that begins with the running month.
    """
    async with use_case():
        server = await Server.filter(id=server_id).select_for_update(no_key=True).get()
        before = settings_of(server)
        server.uses_rubrics = server.uses_rubrics if change.rubric is None else change.rubric
        server.seals_feedback = server.seals_feedback if change.sealed is None else change.sealed
        if change.thanks is not None and change.thanks is not before.gives_thanks:
            server.thanks_at = months.next_due(server.timezone, now) if change.thanks else None
        await server.save(update_fields=["uses_rubrics", "seals_feedback", "thanks_at"])
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


async def set_reminders(
    server_id: int, text: str, now: datetime, *, by: ChangedBy | None = None
) -> ServerSettings:
    """Change when both are reminded before the start, of interviews that are booked already too.

    `text` lists times such as `24h, 1h, 10m`; a bare number is minutes, and nothing but `-` or `0` means
    no reminders.

    Raises:
        RemindersNotUnderstood: it does not, or lists more than 5, or one is over 7 days.
    """
    offsets = _reminder_offsets(text)
    async with use_case():
        # Held against whatever writes a notification of this server, not only against other settings: a
        # booking is either seen below, or is made after this and reads what is set.
        server = await Server.filter(id=server_id).select_for_update().get()
        before = settings_of(server)
        server.reminder_offsets = offsets
        await server.save(update_fields=["reminder_offsets"])
        for interview in await MockInterview.filter(
            server_id=server_id, status=InterviewStatus.BOOKED, scheduled_time__gt=now
        ):
            await planning.plan(interview, now)
        await setting_changes.tell(before, settings_of(server), by)
        return settings_of(server)


def _reminder_offsets(text: str) -> list[int]:
    parts = [part for part in re.split(r"[\s,;]+", text.strip().lower()) if part]
    if parts in (["-"], ["0"]):
        return []
    found = []
    for part in parts:
        match = _REMINDER.fullmatch(part)
        if match is None:
            raise RemindersNotUnderstood(text=text, maximum=REMINDERS_MAXIMUM)
        found.append(int(match["number"]) * _MINUTES_OF[match["unit"]])
    minimum, maximum = REMINDER_MINUTES_RANGE
    if not 0 < len(set(found)) <= REMINDERS_MAXIMUM or not all(minimum <= one <= maximum for one in found):
        raise RemindersNotUnderstood(text=text, maximum=REMINDERS_MAXIMUM)
    return sorted(set(found), reverse=True)


async def _show_live_cards(server: Server, now: datetime) -> None:
    letters: list[Letter] = []
    for interview in await MockInterview.filter(server_id=server.id, status__in=LIVE).order_by("id"):
        if interview.card_channel_id not in (None, server.board_channel_id):
            # It moves to another board, and keeps its place among the others there.
            letters.append(outbox.post_letter(interview, change=f":{now.isoformat()}"))
            continue
        letters += await outbox.card_letters(
            interview, change=f":{now.isoformat()}", is_redrawn=True, makes_events=server.makes_events
        )
        letters += planning.closing_letters(interview, settings_of(server).notice, now)
    await outbox.write(letters, now)


def _check_range(setting: str, value: int | None, allowed: tuple[int, int]) -> None:
    minimum, maximum = allowed
    if value is not None and not minimum <= value <= maximum:
        raise SettingOutOfRange(setting=setting, minimum=minimum, maximum=maximum)
