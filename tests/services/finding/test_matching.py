"""A card and the wishes for its seat: who is found, in which order, and how many at a time."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import AlertState, MockInterview, Notification, NotificationKind, User, Wish, WishAlert
from models.folded import folded
from services import booking, editing, people, points, publishing
from services.delivery.kinds import read
from services.delivery.kinds.wishes import Matching
from services.editing import Changes
from services.finding import line, matching, offering, wishes
from services.finding.free_time import own
from services.finding.wishes import NewWish
from services.interviews import Interview, Role
from services.people import Member
from services.publishing import NewCard
from tests.support.factories import (
    ADMIN,
    LINK,
    NOW,
    PRICE,
    SERVER,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
    completed,
    outbox,
    stored,
)

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


async def wishing(
    *,
    since: datetime = NOW,
    points: int = PRICE,
    member: Member | None = None,
    seat: Role = Role.INTERVIEWEE,
    topic: str = "",
    level: str = "",
    language: str = "",
) -> Member:
    """Somebody who wishes for an interview, by default to be interviewed on anything."""
    member = member or await a_member(points)
    await wishes.add(
        member.user_id,
        SERVER,
        NewWish(seat=seat, topic=topic, level=level, language=language, days=60),
        since,
    )
    return member


async def a_fitting_card(
    starts_at: datetime = TOMORROW,
    now: datetime = NOW,
    host: Member | None = None,
    *,
    topic: str = "",
    level: str = "",
    language: str = "",
) -> Interview:
    """A card whose host interviews."""
    card = NewCard(
        role=Role.INTERVIEWER, starts_at=starts_at, link=LINK, topic=topic, level=level, language=language
    )
    return (await publishing.publish(host or await a_member(), card, now)).mine.interview


async def free_tomorrow(member: Member, from_minute: int, to_minute: int) -> None:
    """Have somebody whose clocks show UTC be free on that day of the week alone."""
    await people.set_zone(member.user_id, "UTC")
    await own.add(member.user_id, [TOMORROW.weekday()], from_minute, to_minute, NOW)


async def rows() -> list[tuple[Notification, Matching]]:
    """What holds cards against wishes, and has not been done."""
    found = []
    for row in await outbox(NotificationKind.MATCHING):
        message = read(row.kind, row.payload)
        assert isinstance(message, Matching)
        found.append((row, message))
    return found


async def found_by_all_waves(number: int, now: datetime = NOW) -> list[list[int]]:
    """Do all that a card's rows ask for; return who was found by each."""
    waves: list[list[int]] = []
    done: set[int] = set()
    while True:
        left = [(row, message) for row, message in await rows() if row.id not in done]
        if not left:
            return waves
        row, message = left[0]
        done.add(row.id)
        before = {one.id for one in await WishAlert.all()}
        await matching.match(number, message, max(now, row.due_at))
        alerts = [one for one in await WishAlert.all().order_by("id") if one.id not in before]
        waves.append([one.user_id for one in alerts])


async def found(number: int, now: datetime = NOW) -> list[int]:
    """Who is found in all."""
    return [one for wave in await found_by_all_waves(number, now) for one in wave]


async def test_a_server_in_which_nobody_wishes_is_as_it_was() -> None:
    await a_fitting_card()
    assert await rows() == []


async def test_the_longest_wait_comes_first_and_of_one_day_who_has_met_the_host_least() -> None:
    played = await completed()
    met, host = played.guest, played.host
    now = played.ends_at + DAY
    for _ in range(2):
        await a_member()
    since = now - DAY / 2
    await wishing(member=met, since=since)
    new = await wishing(since=since + MINUTE)
    old = await wishing(since=now - 3 * DAY)
    for one in (met, new, old):
        await points.grant(SERVER, one.user_id, PRICE, "more", admin_id=ADMIN, now=now)

    card = await a_fitting_card(now + DAY, now, host)

    assert await found(card.id, now) == [old.user_id, new.user_id, met.user_id]


async def test_ten_at_a_time_are_told_and_the_next_five_minutes_later() -> None:
    wishers = [await wishing(since=NOW - DAY + one * MINUTE) for one in range(23)]
    card = await a_fitting_card()

    waves = await found_by_all_waves(card.id)

    assert [len(wave) for wave in waves] == [10, 10, 3]
    assert [one for wave in waves for one in wave] == [one.user_id for one in wishers]
    due = [row.due_at for row, _ in await rows()]
    assert [later - earlier for earlier, later in pairwise(due)] == [
        matching.NEXT_AFTER,
        matching.NEXT_AFTER,
    ]


async def test_who_stands_behind_hundreds_that_it_does_not_suit_is_found_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of four at a time nobody is free, but the last."""
    monkeypatch.setattr(matching, "LOOKED_AT", 4)
    for _ in range(9):
        busy = await wishing()
        await free_tomorrow(busy, 0, 60)
    last = await wishing()
    card = await a_fitting_card()

    assert await found_by_all_waves(card.id) == [[], [], [last.user_id]]
    assert {row.due_at for row, _ in await rows()} == {NOW}


async def test_once_is_the_same_as_twice() -> None:
    await wishing()
    card = await a_fitting_card()
    ((row, message),) = await rows()
    for _ in range(2):
        await matching.match(card.id, message, NOW)
    assert await WishAlert.all().count() == 1
    assert len(await outbox(NotificationKind.ALERTING)) == 1
    assert row.recipient_id is None


async def test_who_cannot_or_does_not_want_to_is_not_found() -> None:
    """Paused, without points, the host, with other hours, and on the other side."""
    host = await wishing(points=2 * PRICE)
    paused = await wishing()
    await own.pause(paused.user_id, NOW + DAY, NOW)
    await wishing(points=0)
    elsewhen = await wishing()
    await free_tomorrow(elsewhen, 0, 60)
    await wishing(seat=Role.INTERVIEWER, points=0)
    able = await wishing()
    await free_tomorrow(able, 0, 24 * 60)

    card = await a_card(host, Role.INTERVIEWER, TOMORROW)

    assert await found(card.id) == [able.user_id]


async def test_the_interviewers_seat_costs_nothing() -> None:
    poor = await wishing(seat=Role.INTERVIEWER, points=0)
    host = await a_member(PRICE)
    card = await a_card(host, Role.INTERVIEWEE, TOMORROW)
    assert await found(card.id) == [poor.user_id]


TEXTS = st.text(st.sampled_from("abÄß %_'\\"), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(wished=st.tuples(TEXTS, TEXTS, TEXTS), said=st.tuples(TEXTS, TEXTS, TEXTS))
async def test_a_topic_fits_by_a_part_of_it_and_the_rest_as_it_is(
    wished: tuple[str, str, str], said: tuple[str, str, str]
) -> None:
    await Wish.all().delete()
    await Notification.all().delete()
    topic, level, language = wished
    member = await wishing(topic=topic, level=level, language=language)
    card = await a_fitting_card(topic=said[0], level=said[1], language=said[2])
    fits = (
        folded(topic) in folded(said[0])
        and folded(level) in {"", folded(said[1])}
        and folded(language) in {"", folded(said[2])}
    )

    assert await found(card.id) == ([member.user_id] if fits else [])
    # Whoever wishes for it now is shown it, and by the same rule.
    again = await wishes.add(
        member.user_id,
        SERVER,
        NewWish(seat=Role.INTERVIEWEE, topic=topic, level=level, language=language),
        NOW,
    )
    assert (card.id in {one.id for one in again.cards}) == fits
    await MockInterview.filter(id=card.id).update(scheduled_time=NOW - DAY)


async def test_a_seat_that_is_held_for_the_line_is_told_of_once_nobody_takes_it() -> None:
    played = await a_booking()
    first = await a_member(PRICE)
    await line.stand_or_leave(first.user_id, SERVER, played.id, NOW)
    await wishing()

    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    assert await rows() == []

    async def has_left(_: int) -> bool:
        return False

    await offering.settle(played.id, has_left, NOW, freed=(await stored(played.id)).revision)
    await offering.pass_on(first.user_id, SERVER, played.id, NOW)
    await offering.settle(played.id, has_left, NOW)

    ((_, message),) = await rows()
    assert message.revision == (await stored(played.id)).revision
    assert len(await found(played.id)) == 1


async def test_a_freed_seat_is_told_of_again_but_not_to_whoever_gave_it_back() -> None:
    guest = await wishing(points=2 * PRICE)
    other = await wishing()
    card = await a_fitting_card()
    assert await found(card.id) == [guest.user_id, other.user_id]
    await booking.book(guest, card.id, NOW)
    await Notification.all().delete()

    await booking.withdraw(guest.user_id, SERVER, card.id, NOW)

    assert await found(card.id) == [other.user_id]


async def test_a_card_that_moves_is_told_of_again_and_one_that_reads_otherwise_to_new_people_alone() -> None:
    python = await wishing(topic="python")
    both = await wishing()
    card = await a_fitting_card(topic="Go")
    assert await found(card.id) == [both.user_id]
    await Notification.all().delete()
    host = (await stored(card.id)).host_id

    await editing.edit(host, SERVER, card.id, Changes(wording={"topic": "Python"}), NOW)
    assert await found(card.id) == [python.user_id]
    await Notification.all().delete()
    await editing.edit(host, SERVER, card.id, Changes(wording={"notes": "Bring a pen"}), NOW)
    await editing.edit(host, SERVER, card.id, Changes(starts_at=TOMORROW + DAY), NOW)
    assert await found(card.id) == [python.user_id, both.user_id]


async def test_who_has_passed_a_card_is_not_found_for_it_again() -> None:
    one = await wishing()
    card = await a_fitting_card()
    assert await found(card.id) == [one.user_id]
    await WishAlert.all().update(state=AlertState.PASSED)
    await Notification.all().delete()

    host = (await stored(card.id)).host_id
    await editing.edit(host, SERVER, card.id, Changes(starts_at=TOMORROW + DAY), NOW)

    assert await found(card.id) == []


async def test_a_card_that_was_booked_or_has_begun_meanwhile_calls_nobody() -> None:
    await wishing()
    card = await a_fitting_card()
    ((_, message),) = await rows()
    await matching.match(card.id, message, TOMORROW)
    assert await WishAlert.all().count() == 0
    guest = await a_member(PRICE)
    await booking.book(guest, card.id, NOW)
    await matching.match(card.id, message, NOW)
    assert await WishAlert.all().count() == 0
    assert await User.filter(id=guest.user_id).exists()
