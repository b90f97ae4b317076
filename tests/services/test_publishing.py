"""What a host does with a card (design, section 3)."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from models import InterviewStatus, MockInterview, NotificationKind, PointsReason, Server
from services import editing, ending, publishing, viewing
from services.editing import Changes
from services.interviews import Action, Role
from services.publishing import NewCard
from services.refusals import (
    AlreadyOver,
    AlreadyStarted,
    DurationOutOfRange,
    GuestIsBusy,
    InterviewNotFound,
    LinkNotAccepted,
    NobodyHasPoints,
    NotEnoughPoints,
    NothingToChange,
    OnlyTheHost,
    Overlap,
    Refusal,
    TextTooLong,
    TooFar,
    TooSoon,
)
from tests.support.factories import (
    ANOTHER_LINK,
    ANOTHER_SERVER,
    LINK,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_draft,
    a_member,
    balance,
    completed,
    everything,
    ledger,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


# --- publish ---------------------------------------------------------------------------------------------


async def test_an_interviewer_publishes_for_nothing() -> None:
    host = await a_member()

    published = await publishing.publish(host, a_draft(), NOW)

    card = published.mine.interview
    assert (card.status, card.interviewer_id, card.interviewee_id) == ("pending", host.user_id, None)
    assert (card.starts_at, card.ends_at, card.duration) == (TOMORROW, TOMORROW + HOUR, 60)
    assert (card.open_role, card.guest_id) == (Role.INTERVIEWEE, None)
    assert (published.cost, published.balance) == (0, 0)
    assert published.mine.link == LINK
    assert published.mine.actions == (Action.EDIT, Action.CANCEL)
    assert await ledger(host) == []


async def test_an_interviewee_pays_the_price_when_publishing() -> None:
    host = await a_member(PRICE + 2)

    published = await publishing.publish(host, a_draft(Role.INTERVIEWEE), NOW)

    assert published.mine.interview.open_role is Role.INTERVIEWER
    assert (published.cost, published.balance) == (PRICE, 2)
    assert await ledger(host) == [(PointsReason.GRANT, PRICE + 2), (PointsReason.SEAT, -PRICE)]


async def test_an_interviewee_publishes_for_nothing_where_the_price_is_0() -> None:
    host = await a_member()
    await Server.filter(id=SERVER).update(price=0)

    published = await publishing.publish(host, a_draft(Role.INTERVIEWEE), NOW)

    assert (published.cost, published.balance) == (0, 0)
    assert await ledger(host) == []


async def test_publishing_asks_for_the_card_and_tells_nobody() -> None:
    card = await a_card()

    rows = await outbox()
    assert [(row.kind, row.due_at) for row in rows] == [
        (NotificationKind.CARD, NOW),
        (NotificationKind.CARD_CLOSES, TOMORROW - timedelta(minutes=5)),
    ]
    assert [(row.interview_id, row.recipient_id, row.lane) for row in rows] == [
        # New cards of a board go up one after another.
        (card.id, None, f"cards:{SERVER}"),
        (card.id, None, f"card:{card.id}"),
    ]


async def test_an_interviewee_without_points_hears_the_price_and_what_they_have() -> None:
    host, _rich = await a_member(PRICE - 1), await a_member(PRICE)
    before = await everything()

    with pytest.raises(NotEnoughPoints) as refusal:
        await publishing.publish(host, a_draft(Role.INTERVIEWEE), NOW)

    assert refusal.value.facts() == {"price": PRICE, "balance": PRICE - 1}
    assert await everything() == before


async def test_where_nobody_could_pay_that_is_said() -> None:
    host, _rich_elsewhere = await a_member(PRICE - 1), await a_member(PRICE, server_id=ANOTHER_SERVER)

    with pytest.raises(NobodyHasPoints) as refusal:
        await publishing.publish(host, a_draft(Role.INTERVIEWEE), NOW)

    assert refusal.value.facts() == {"price": PRICE, "balance": PRICE - 1}
    assert await MockInterview.all().count() == 0


@pytest.mark.parametrize(
    ("ahead", "refusal"),
    [
        (10 * MINUTE, None),
        (10 * MINUTE - timedelta(seconds=1), TooSoon),
        (timedelta(0), TooSoon),
        (-DAY, TooSoon),
        (60 * DAY, None),
        (60 * DAY + timedelta(seconds=1), TooFar),
        (365 * DAY, TooFar),
    ],
)
async def test_a_card_starts_in_10_minutes_to_60_days(
    ahead: timedelta, refusal: type[Refusal] | None
) -> None:
    host = await a_member()
    draft = a_draft(starts_at=NOW + ahead)

    if refusal is None:
        assert (await publishing.publish(host, draft, NOW)).mine.interview.starts_at == NOW + ahead
    else:
        with pytest.raises(refusal):
            await publishing.publish(host, draft, NOW)
        assert await MockInterview.all().count() == 0


async def test_a_card_starts_at_a_whole_minute() -> None:
    draft = a_draft(starts_at=TOMORROW + timedelta(seconds=59, microseconds=5))

    assert (await publishing.publish(await a_member(), draft, NOW)).mine.interview.starts_at == TOMORROW


@pytest.mark.parametrize(
    ("duration", "fits"), [(15, True), (240, True), (14, False), (241, False), (-1, False)]
)
async def test_a_card_lasts_15_to_240_minutes(duration: int, fits: bool) -> None:  # noqa: FBT001 - a parameter
    host, draft = await a_member(), a_draft(duration=duration)

    if fits:
        assert (await publishing.publish(host, draft, NOW)).mine.interview.duration == duration
    else:
        with pytest.raises(DurationOutOfRange) as refusal:
            await publishing.publish(host, draft, NOW)
        assert refusal.value.facts() == {"minimum": 15, "maximum": 240}


@pytest.mark.parametrize(
    ("field", "maximum"), [("topic", 100), ("level", 20), ("language", 40), ("notes", 1000)]
)
async def test_a_text_of_the_card_has_a_limit(field: str, maximum: int) -> None:
    host = await a_member()

    def draft(text: str) -> NewCard:
        texts = {"topic": "", "level": "", "language": "", "notes": ""} | {field: text}
        return NewCard(role=Role.INTERVIEWER, starts_at=TOMORROW, **texts)  # type: ignore[arg-type]

    with pytest.raises(TextTooLong) as refusal:
        await publishing.publish(host, draft("ж" * (maximum + 1)), NOW)
    assert refusal.value.facts() == {"field": field, "length": maximum + 1, "maximum": maximum}
    card = (await publishing.publish(host, draft("🙂" * maximum), NOW)).mine.interview
    assert getattr(card, field) == "🙂" * maximum


async def test_a_link_to_elsewhere_is_refused() -> None:
    host = await a_member()

    with pytest.raises(LinkNotAccepted):
        await publishing.publish(host, a_draft(link="https://example.org/abc-defg-hij"), NOW)

    assert await MockInterview.all().count() == 0


async def test_a_card_may_come_without_a_link() -> None:
    published = await publishing.publish(await a_member(), a_draft(link=None), NOW)

    assert published.mine.link is None


@pytest.mark.parametrize("shift", [timedelta(0), 59 * MINUTE, -59 * MINUTE])
async def test_nobody_publishes_two_cards_for_overlapping_times(shift: timedelta) -> None:
    host = await a_member(2 * PRICE)
    first = await a_card(host)

    with pytest.raises(Overlap) as refusal:
        await publishing.publish(host, a_draft(Role.INTERVIEWEE, TOMORROW + shift), NOW)

    assert refusal.value.facts() == {"number": first.id, "starts_at": TOMORROW}
    assert await balance(host) == 2 * PRICE


@pytest.mark.parametrize("shift", [HOUR, -HOUR])
async def test_one_interview_may_begin_when_another_ends(shift: timedelta) -> None:
    host = await a_member()
    await a_card(host)

    await a_card(host, starts_at=TOMORROW + shift)

    assert await MockInterview.all().count() == 2


async def test_interviews_of_another_server_take_time_too() -> None:
    host = await a_member()
    await a_card(host)
    there = await a_member(server_id=ANOTHER_SERVER, user_id=host.user_id)

    with pytest.raises(Overlap):
        await publishing.publish(there, a_draft(), NOW)


async def test_a_guest_publishes_nothing_for_the_time_of_their_interview() -> None:
    played = await a_booking()

    with pytest.raises(Overlap):
        await publishing.publish(played.guest, a_draft(), NOW)


@pytest.mark.parametrize("status", ["cancelled", "expired"])
async def test_what_does_not_take_place_takes_no_time(status: str) -> None:
    host = await a_member()
    card = await a_card(host)
    await MockInterview.filter(id=card.id).update(status=status)

    await a_card(host)


# --- edit ------------------------------------------------------------------------------------------------


async def test_a_host_changes_everything_of_a_card() -> None:
    card = await a_card()
    changes = Changes(
        starts_at=TOMORROW + HOUR,
        duration=90,
        link=ANOTHER_LINK,
        wording={"topic": "Trees", "level": "middle", "language": "French", "notes": "Bring tea"},
    )

    mine = (await editing.edit(card.host_id, SERVER, card.id, changes, NOW)).mine

    new = mine.interview
    assert (new.starts_at, new.ends_at, new.duration) == (TOMORROW + HOUR, TOMORROW + 2.5 * HOUR, 90)
    assert (new.topic, new.level, new.language, new.notes) == ("Trees", "middle", "French", "Bring tea")
    assert mine.link == ANOTHER_LINK
    assert await viewing.view(card.id, SERVER, card.host_id, NOW) == mine


async def test_an_edit_leaves_the_rest_as_it_is() -> None:
    card = await a_card()

    mine = (await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)).mine

    assert (mine.interview.starts_at, mine.interview.duration, mine.link) == (TOMORROW, 60, LINK)


async def test_a_topic_and_a_link_can_be_emptied() -> None:
    card = await a_card()

    mine = (
        await editing.edit(card.host_id, SERVER, card.id, Changes(link="", wording={"topic": ""}), NOW)
    ).mine

    assert (mine.interview.topic, mine.link) == ("", None)


async def test_an_edited_card_is_shown_anew() -> None:
    card = await a_card()

    await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "Trees"}), NOW)

    closes, shown = NotificationKind.CARD_CLOSES, NotificationKind.CARD
    assert [row.kind for row in await outbox()] == [shown, closes, shown]


async def test_a_guest_hears_of_a_new_link() -> None:
    played = await a_booking()

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(link=ANOTHER_LINK), NOW)

    (row,) = await outbox(NotificationKind.LINK_CHANGED)
    assert row.recipient_id == played.guest.user_id
    assert ANOTHER_LINK not in str(row.payload)


async def test_an_edit_keeps_who_sits_where_and_what_they_paid() -> None:
    played = await a_booking()

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(starts_at=TOMORROW + HOUR), NOW)

    row = await stored(played.id)
    assert (row.status, row.interviewee_id) == (InterviewStatus.BOOKED, played.guest.user_id)
    assert await balance(played.guest) == 0


@pytest.mark.parametrize(
    "changes",
    [
        Changes(),
        Changes(starts_at=TOMORROW),
        Changes(wording={"topic": " Databases "}),
        Changes(link="meet.google.com/abcdefghij"),
    ],
)
async def test_an_edit_without_anything_new_is_refused(changes: Changes) -> None:
    card = await a_card()
    before = await everything()

    with pytest.raises(NothingToChange):
        await editing.edit(card.host_id, SERVER, card.id, changes, NOW)

    assert await everything() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (Changes(starts_at=NOW + 9 * MINUTE), TooSoon),
        (Changes(starts_at=NOW + 61 * DAY), TooFar),
        (Changes(duration=10), DurationOutOfRange),
        (Changes(wording={"topic": "x" * 101}), TextTooLong),
        (Changes(wording={"level": "x" * 21}), TextTooLong),
        (Changes(wording={"notes": "x" * 1001}), TextTooLong),
        (Changes(link="http://meet.google.com/abc-defg-hij"), LinkNotAccepted),
    ],
)
async def test_an_edit_keeps_to_the_rules_of_a_card(changes: Changes, refusal: type[Refusal]) -> None:
    card = await a_card()
    before = await everything()

    with pytest.raises(refusal):
        await editing.edit(card.host_id, SERVER, card.id, changes, NOW)

    assert await everything() == before


async def test_a_host_moves_no_card_onto_another_interview_of_theirs() -> None:
    host = await a_member()
    first, second = await a_card(host), await a_card(host, starts_at=TOMORROW + HOUR)

    with pytest.raises(Overlap) as refusal:
        await editing.edit(host.user_id, SERVER, second.id, Changes(starts_at=TOMORROW + 30 * MINUTE), NOW)

    assert refusal.value.facts()["number"] == first.id


async def test_a_host_prolongs_no_interview_into_the_guests_next() -> None:
    played = await a_booking()
    await a_card(played.guest, starts_at=TOMORROW + HOUR)
    before = await everything()

    with pytest.raises(GuestIsBusy) as refusal:
        await editing.edit(played.host.user_id, SERVER, played.id, Changes(duration=61), NOW)

    assert refusal.value.facts() == {"member_id": played.guest.user_id}
    assert await everything() == before


async def test_an_interview_may_move_within_its_own_time() -> None:
    played = await a_booking()

    await editing.edit(played.host.user_id, SERVER, played.id, Changes(starts_at=TOMORROW + 15 * MINUTE), NOW)


# --- who may edit and cancel, and when -------------------------------------------------------------------


async def edit(user_id: int, server_id: int | None, number: int, now: datetime) -> object:
    return await editing.edit(user_id, server_id, number, Changes(wording={"topic": "Trees"}), now)


Step = Callable[[int, int | None, int, datetime], Awaitable[object]]
STEPS: list[Step] = [edit, ending.cancel]


@pytest.mark.parametrize("step", STEPS)
async def test_only_the_host_changes_or_cancels(step: Step) -> None:
    played, stranger = await a_booking(), await a_member()
    before = await everything()

    for who in (played.guest, stranger):
        with pytest.raises(OnlyTheHost):
            await step(who.user_id, SERVER, played.id, NOW)

    assert await everything() == before


@pytest.mark.parametrize("step", STEPS)
async def test_nothing_changes_once_it_has_started(step: Step) -> None:
    played = await a_booking()
    before = await everything()

    with pytest.raises(AlreadyStarted):
        await step(played.host.user_id, SERVER, played.id, played.starts_at)

    assert await everything() == before


@pytest.mark.parametrize("step", STEPS)
async def test_what_is_over_stays_so(step: Step) -> None:
    played, card = await completed(), await a_card()
    await ending.cancel(card.host_id, SERVER, card.id, NOW)
    before = await everything()

    with pytest.raises(AlreadyOver) as completed_refusal:
        await step(played.host.user_id, SERVER, played.id, NOW)
    with pytest.raises(AlreadyOver) as cancelled_refusal:
        await step(card.host_id, SERVER, card.id, NOW)

    assert completed_refusal.value.facts() == {"number": played.id, "status": "completed"}
    assert cancelled_refusal.value.facts() == {"number": card.id, "status": "cancelled"}
    assert await everything() == before


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63, 10**30])
async def test_a_number_that_is_no_interviews_is_refused(step: Step, number: int) -> None:
    host = await a_member()

    with pytest.raises(InterviewNotFound):
        await step(host.user_id, SERVER, number, NOW)


@pytest.mark.parametrize("step", STEPS)
async def test_a_card_of_another_server_does_not_exist_here(step: Step) -> None:
    card = await a_card()

    with pytest.raises(InterviewNotFound):
        await step(card.host_id, ANOTHER_SERVER, card.id, NOW)


@pytest.mark.parametrize("step", STEPS)
async def test_in_a_dm_a_host_reaches_their_own_cards(step: Step) -> None:
    card, stranger = await a_card(), await a_member()

    with pytest.raises(InterviewNotFound):
        await step(stranger.user_id, None, card.id, NOW)
    await step(card.host_id, None, card.id, NOW)


async def test_times_are_stored_and_come_back_in_utc() -> None:
    card = await a_card()

    row = await stored(card.id)

    assert (row.scheduled_time, row.scheduled_time.utcoffset()) == (TOMORROW, timedelta(0))
