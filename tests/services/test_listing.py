"""The board's pages, a person's own interviews, and what is suggested while they type."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise import connections

from models import InterviewStatus, MockInterview, Server, User
from services import editing, ending, feedback, listing, people
from services.editing import Changes
from services.interviews import LIVE, Role
from services.listing import Listed, Page
from services.people import Member
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    a_booking,
    a_card,
    a_member,
)
from tests.support.plans import scans
from tests.support.recording import recorded

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)
STRANGER = 5


Find = Callable[[int | None, int, datetime, str, int, Callable[[Listed], str]], Awaitable[list[Listed]]]


def label(one: Listed) -> str:
    """How an interview reads as a choice."""
    return f"#{one.id} · {one.starts_at:%a %H:%M} · {one.topic} · {one.host_name}"


async def board(
    *, role: Role | None = None, topic: str = "", page: int = 0, size: int = 8, now: datetime = NOW
) -> Page:
    return await listing.board(SERVER, now, role=role, topic=topic, page=page, size=size)


def ids(found: tuple[Listed, ...] | list[Listed]) -> list[int]:
    return [one.id for one in found]


async def on_board(*, role: Role | None = None, topic: str = "") -> list[int]:
    return ids((await board(role=role, topic=topic)).rows)


async def open_to(typed: str, user_id: int = STRANGER, limit: int = 25) -> list[int]:
    return ids(await listing.open_to(SERVER, user_id, NOW, typed, limit, label))


async def test_the_board_shows_the_open_cards_of_the_server_soonest_first() -> None:
    later, sooner = await a_card(starts_at=TOMORROW + HOUR), await a_card()
    await a_booking()
    cancelled = await a_card()
    await ending.cancel(cancelled.host_id, SERVER, cancelled.id, NOW)
    await a_card(await a_member(server_id=ANOTHER_SERVER))

    assert await on_board() == [sooner.id, later.id]
    assert ids((await board(now=TOMORROW)).rows) == [later.id]


async def test_a_line_says_of_an_interview_what_is_shown_and_who_hosts_it() -> None:
    card = await a_card(await a_member(PRICE, name="Анна"), Role.INTERVIEWEE, topic="Trees", duration=45)

    (line,) = (await board()).rows

    assert line == Listed(
        id=card.id,
        host_id=card.host_id,
        host_name="Анна",
        host_role=Role.INTERVIEWEE,
        interviewer_id=None,
        interviewee_id=card.host_id,
        starts_at=TOMORROW,
        duration=45,
        topic="Trees",
        status=InterviewStatus.PENDING,
    )
    assert line.open_role is Role.INTERVIEWER


async def test_the_board_is_filtered_by_the_free_seat() -> None:
    gives, takes = await a_card(), await a_card(role=Role.INTERVIEWEE)

    assert await on_board(role=Role.INTERVIEWEE) == [gives.id]
    assert await on_board(role=Role.INTERVIEWER) == [takes.id]


async def test_the_board_is_filtered_by_a_part_of_the_topic_in_any_case() -> None:
    trees = await a_card(topic="Binary Trees")
    russian = await a_card(topic="Базы ДАННЫХ", starts_at=TOMORROW + HOUR)

    assert await on_board(topic=" bINARY ") == [trees.id]
    assert await on_board(topic="зы  данн") == [russian.id]
    assert await on_board(topic="trees", role=Role.INTERVIEWEE) == [trees.id]
    assert await on_board(topic="trees", role=Role.INTERVIEWER) == []
    assert await on_board(topic=" ") == [trees.id, russian.id]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "*", "?", "[a]", ":server", "$1"])
async def test_a_sign_in_a_topic_is_nothing_but_itself(sign: str) -> None:
    card = await a_card(topic=f"at {sign} last")
    await a_card(topic="at all last", starts_at=TOMORROW + HOUR)

    assert await on_board(topic=f"t {sign} l") == [card.id]
    assert await open_to(sign) == [card.id]


@pytest.mark.parametrize("typed", ["\0", "\ud83d", "x" * 6000, "\u202e"])
async def test_what_no_topic_can_hold_finds_nothing_and_harms_nothing(typed: str) -> None:
    await a_card()

    assert await on_board(topic=f"x{typed}") == []
    assert await open_to(f"x{typed}") == []


async def test_a_topic_that_was_changed_is_found_by_the_new_one_alone() -> None:
    card = await a_card(topic="Databases")

    await editing.edit(card.host_id, SERVER, card.id, Changes(wording={"topic": "ГРАФЫ"}), NOW)

    assert await on_board(topic="графы") == [card.id]
    assert await on_board(topic="data") == []


async def cards(count: int) -> list[int]:
    """Open cards, an hour after one another."""
    return [(await a_card(starts_at=TOMORROW + at * HOUR)).id for at in range(count)]


async def test_the_board_comes_in_pages_and_says_how_many_there_are() -> None:
    found = await cards(5)

    first, last = await board(size=2), await board(size=2, page=2)

    assert (ids(first.rows), first.number, first.pages, first.count, first.is_more) == (
        found[:2],
        0,
        3,
        5,
        False,
    )
    assert (ids(last.rows), last.number, last.pages, last.count, last.is_more) == (found[4:], 2, 3, 5, False)


@pytest.mark.parametrize("page", [2, 3, 998])
async def test_a_page_that_no_longer_exists_is_the_last_that_does(page: int) -> None:
    found = await cards(4)

    shown = await board(size=2, page=page)

    assert shown == await board(size=2, page=1)
    assert ids(shown.rows) == found[2:]


@pytest.mark.parametrize("page", [0, 3])
async def test_an_empty_board_has_one_page_without_a_row(page: int) -> None:
    assert await board(page=page) == Page((), 0, 1, 0, is_more=False)


async def test_the_board_is_counted_some_pages_ahead_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "COUNTED_AHEAD", 2)
    await cards(5)

    def counted(page: Page) -> tuple[int, int, bool]:
        return page.pages, page.count, page.is_more

    assert counted(await board(size=1)) == (2, 2, True)
    assert counted(await board(size=1, page=2)) == (4, 4, True)
    assert counted(await board(size=1, page=3)) == (5, 5, False)
    assert counted(await board(size=2)) == (2, 4, True)
    assert counted(await board(size=3)) == (2, 5, False)


async def test_what_is_suggested_are_the_soonest_cards_of_others() -> None:
    me = await a_member()
    mine, first, second = (
        await a_card(me),
        await a_card(),
        await a_card(starts_at=TOMORROW + HOUR),
    )
    await a_booking()
    await a_card(await a_member(server_id=ANOTHER_SERVER))

    assert await open_to("", me.user_id) == [first.id, second.id]
    assert await open_to(" ", me.user_id, limit=1) == [first.id]
    assert await open_to("databases", me.user_id) == [first.id, second.id]
    assert await open_to(f"#{mine.id}", me.user_id) == []


async def test_a_card_is_found_by_topic_and_host_however_far_ahead_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "READ_IN_FULL", 1)
    await cards(3)
    far = TOMORROW + 10 * HOUR
    trees = await a_card(topic="Деревья", starts_at=far)
    ann = await a_card(await a_member(name="ÉMILE Ё."), starts_at=far + HOUR)

    assert await open_to("ДЕРЕВ") == [trees.id]
    assert await open_to("émile ё") == [ann.id]
    assert await open_to("émile е") == []


async def a_numbered_card(number: int, hours: int, topic: str = "") -> int:
    """An open card with this number, so many hours after the others."""
    host = await a_member()
    starts_at = TOMORROW + hours * HOUR
    row = await MockInterview.create(
        id=number,
        server_id=SERVER,
        host_id=host.user_id,
        interviewer_id=host.user_id,
        scheduled_time=starts_at,
        ends_at=starts_at + HOUR,
        duration=60,
        topic=topic,
        created_at=NOW,
        updated_at=NOW,
    )
    return row.id


async def test_a_number_comes_first_and_then_those_that_begin_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "READ_IN_FULL", 1)
    titled = await a_numbered_card(7, 0, "12 questions")
    longer, named = await a_numbered_card(120, 1), await a_numbered_card(12, 2)
    await a_numbered_card(212, 3)

    assert await open_to("12") == [named, titled, longer]
    assert await open_to(" #12 ") == await open_to("#012") == [named, longer]
    assert await open_to("#12", limit=1) == [named]
    assert await open_to("#12 · Tue 12:00 · ") == [named]
    assert await open_to("12 q") == [titled]


@pytest.mark.parametrize(
    "typed", ["0", "#", "#0", "999999999", "9999999999", "#99999999999999999999", "-1", "²"]
)
async def test_a_number_that_no_card_has_finds_none(typed: str) -> None:
    await a_numbered_card(7, 0)

    assert await listing.open_to(SERVER, STRANGER, NOW, typed, 25, lambda _: "") == []


async def test_of_the_soonest_cards_the_whole_label_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "READ_IN_FULL", 2)
    found = await cards(3)

    assert await open_to("TUE  1") == found[:2]
    assert await open_to("11:00") == [found[1]]
    assert await open_to("12:00") == []
    assert await open_to("tue 11:00 · data") == [found[1]]


async def test_what_the_database_finds_comes_before_what_a_label_shows() -> None:
    by_label, by_topic = await cards(2)
    await MockInterview.filter(id=by_topic).update(topic="At 10:00 sharp")

    assert await open_to("10:00") == [by_topic, by_label]
    assert await open_to("10:00", limit=1) == [by_topic]


async def test_a_member_is_found_by_the_name_they_have_now() -> None:
    host = await a_member(name="Ann")
    card = await a_card(host)

    await people.meet(Member(SERVER, host.user_id, "ЖАННА", "en"), NOW)

    assert await open_to("жанна") == [card.id]
    assert await open_to("ann") == []


async def mine(server_id: int | None, user_id: int, now: datetime) -> tuple[list[int], list[int]]:
    found = await listing.mine(server_id, user_id, now)
    return ids(found.upcoming), ids(found.past)


async def test_my_interviews_are_upcoming_soonest_first_and_past_latest_first() -> None:
    me = await a_member(3 * PRICE)
    second = await a_card(me, starts_at=TOMORROW + 2 * HOUR)
    first = await a_booking(guest=me)
    cancelled = await a_card(me, starts_at=TOMORROW + 4 * HOUR)
    await ending.cancel(me.user_id, SERVER, cancelled.id, NOW)
    await a_booking()

    assert await mine(SERVER, me.user_id, NOW) == ([first.id, second.id], [cancelled.id])
    assert await mine(None, me.user_id, TOMORROW + HOUR) == ([second.id], [cancelled.id, first.id])
    assert await mine(ANOTHER_SERVER, me.user_id, NOW) == ([], [])


async def test_my_own_are_suggested_upcoming_first_and_by_their_labels() -> None:
    me = await a_member(3 * PRICE, name="Me")
    second = await a_card(me, starts_at=TOMORROW + 2 * HOUR, topic="ГРАФЫ")
    first = await a_booking(guest=me)
    cancelled = await a_card(me, starts_at=TOMORROW + 4 * HOUR, topic="Graphs")
    await ending.cancel(me.user_id, SERVER, cancelled.id, NOW)

    async def own(typed: str, limit: int = 25, server_id: int | None = SERVER) -> list[int]:
        return ids(await listing.own(server_id, me.user_id, NOW, typed, limit, label))

    assert await own("") == [first.id, second.id, cancelled.id]
    assert await own("", limit=2) == [first.id, second.id]
    assert await own("Me ") == [second.id, cancelled.id]
    assert await own("графы") == [second.id]
    assert await own("14:00") == [cancelled.id]
    assert await own("", server_id=None) == [first.id, second.id, cancelled.id]
    assert await own("", server_id=ANOTHER_SERVER) == []


async def test_to_change_or_cancel_those_are_suggested_that_i_host_and_that_are_not_over() -> None:
    me = await a_member(3 * PRICE)
    card = await a_card(me, Role.INTERVIEWEE, TOMORROW + 2 * HOUR, topic="Graphs")
    booked = await a_booking(host=me)
    await a_booking(guest=me, starts_at=TOMORROW + 6 * HOUR)
    cancelled = await a_card(me, starts_at=TOMORROW + 4 * HOUR)
    await ending.cancel(me.user_id, SERVER, cancelled.id, NOW)

    async def hosted(typed: str, server_id: int | None = SERVER, now: datetime = NOW) -> list[int]:
        return ids(await listing.hosted(server_id, me.user_id, now, typed, 25, label))

    assert await hosted("") == [booked.id, card.id]
    assert await hosted("graphs") == [card.id]
    assert await hosted("", now=TOMORROW + HOUR) == [card.id]
    assert await hosted("", server_id=None) == [booked.id, card.id]
    assert await hosted("", server_id=ANOTHER_SERVER) == []


async def test_the_twenty_sixth_of_my_own_is_found_by_number_topic_and_name() -> None:
    me, other = await a_member(), await a_member()
    cards = [
        await a_card(me, starts_at=TOMORROW + number * HOUR, topic=f"Trees, part {number}.")
        for number in range(30)
    ]
    (foreign,) = [await a_card(other, starts_at=TOMORROW, topic="Trees")]
    last = cards[-1]
    for find in (listing.own, listing.hosted):

        async def found(typed: str, find: Find = find) -> list[int]:
            return ids(await find(SERVER, me.user_id, NOW, typed, 25, label))

        assert len(await found("")) == 25
        for typed in (f"{last.id}", f"#{last.id}", f"#{last.id} · Wed 18:00 · renamed since"):
            assert (await found(typed))[0] == last.id, typed
        assert await found("part 29.") == [last.id]
        assert len(await found("trees")) == 25
        assert foreign.id not in await found(f"{foreign.id}")


async def test_feedback_of_long_ago_is_found_by_its_number() -> None:
    me, other = await a_member(), await a_member(100)
    first = await a_booking(host=me, guest=other, starts_at=TOMORROW)
    for number in range(1, 28):
        await a_booking(host=me, guest=other, starts_at=TOMORROW + number * HOUR)
    later = TOMORROW + timedelta(days=2)
    newest = await a_booking(host=me, guest=other, starts_at=TOMORROW + 30 * HOUR)
    soonest = ids(await listing.with_feedback(SERVER, me.user_id, later, "", 25, label))
    assert soonest[0] == first.id
    assert newest.id not in soonest
    for typed in (str(newest.id), f"#{newest.id}"):
        found = await listing.with_feedback(SERVER, me.user_id, later, typed, 25, label)
        assert found[0].id == newest.id


async def test_of_feedback_what_is_owed_comes_first_then_what_waits_and_what_was_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    me = await a_member(4 * PRICE)
    received = [await a_booking(guest=me, starts_at=TOMORROW + at * HOUR) for at in range(4)]
    owed = [await a_booking(host=me, starts_at=TOMORROW + at * HOUR) for at in (5, 6)]
    await a_booking(host=me, starts_at=TOMORROW + 20 * HOUR)
    now = owed[-1].ends_at
    for one in received:
        await feedback.leave(one.host.user_id, SERVER, one.id, score=4, text=TEXT, now=now)
    for one in received[:2]:
        await feedback.accept(me.user_id, SERVER, one.id, now)

    async def suggested(typed: str, server_id: int | None = SERVER) -> list[int]:
        return ids(await listing.with_feedback(server_id, me.user_id, now, typed, 25, label))

    first, second, third, fourth = (one.id for one in received)
    assert await suggested("") == [*(one.id for one in owed), fourth, third, second, first]
    assert await suggested("", None) == await suggested("")
    assert await suggested("11:00") == [second]
    assert await suggested("", ANOTHER_SERVER) == []
    monkeypatch.setattr(listing, "LIST_MAXIMUM", 1)
    assert await suggested("") == [owed[0].id, fourth, second]


@dataclass(frozen=True)
class Drawn:
    """An interview as Hypothesis draws it: `starts` in hours from now."""

    server: int
    host: int
    guest: int
    is_interviewer: bool
    status: InterviewStatus
    starts: int
    topic: str

    def row(self) -> MockInterview:
        has_guest = self.status not in {InterviewStatus.PENDING, InterviewStatus.EXPIRED}
        seats = [self.host, (self.host + self.guest) % 3 or 3 if has_guest else None]
        interviewer, interviewee = seats if self.is_interviewer else reversed(seats)
        starts_at = NOW + self.starts * HOUR
        return MockInterview(
            server_id=(SERVER, ANOTHER_SERVER)[self.server],
            host_id=self.host,
            interviewer_id=interviewer,
            interviewee_id=interviewee,
            scheduled_time=starts_at,
            ends_at=starts_at + HOUR,
            duration=60,
            topic=self.topic,
            status=self.status,
            created_at=NOW,
            updated_at=NOW,
        )


TOPICS = ("", "SQL", "Базы ДАННЫХ", "100% sql", "a_b")
drawn = st.lists(
    st.builds(
        Drawn,
        server=st.sampled_from((0, 0, 0, 1)),
        host=st.integers(1, 3),
        guest=st.integers(1, 2),
        is_interviewer=st.booleans(),
        status=st.sampled_from((*LIVE, *LIVE, *InterviewStatus)),
        starts=st.integers(-3, 6),
        topic=st.sampled_from(TOPICS),
    ),
    max_size=14,
)
checked = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def stored(interviews: list[Drawn]) -> list[MockInterview]:
    """Store nothing but these interviews, and return them soonest first."""
    await MockInterview.all().delete()
    servers = [Server(id=number, created_at=NOW) for number in (SERVER, ANOTHER_SERVER)]
    await Server.bulk_create(servers, ignore_conflicts=True)
    persons = [User(id=number, name=f"Person {number}", created_at=NOW) for number in (1, 2, 3)]
    await User.bulk_create(persons, ignore_conflicts=True)
    await MockInterview.bulk_create([one.row() for one in interviews])
    return await MockInterview.all().order_by("scheduled_time", "id")


@given(
    interviews=drawn,
    role=st.sampled_from((None, *Role)),
    topic=st.sampled_from(("", "sql", "% S", "_", "базы", "zz")),
    page=st.integers(0, 4),
    size=st.integers(1, 4),
)
@checked
async def test_a_page_of_the_board_is_what_its_rules_say(
    monkeypatch: pytest.MonkeyPatch,
    interviews: list[Drawn],
    role: Role | None,
    topic: str,
    page: int,
    size: int,
) -> None:
    free = {None: "", Role.INTERVIEWER: "interviewer_id", Role.INTERVIEWEE: "interviewee_id"}[role]
    found = [
        row.id
        for row in await stored(interviews)
        if (row.server_id, row.status) == (SERVER, InterviewStatus.PENDING)
        and row.scheduled_time > NOW
        and (not free or getattr(row, free) is None)
        and topic.casefold().strip() in row.topic.casefold()
    ]
    number = min(page, max(0, (len(found) - 1) // size))
    ahead = (number + 2) * size

    with monkeypatch.context() as patch:
        patch.setattr(listing, "COUNTED_AHEAD", 2)
        shown = await board(role=role, topic=topic, page=page, size=size)

    assert ids(shown.rows) == found[number * size : (number + 1) * size]
    assert shown.number == number
    assert (shown.count, shown.is_more) == (min(len(found), ahead), len(found) > ahead)
    assert shown.pages == max(1, -(-shown.count // size))


@given(interviews=drawn, server_id=st.sampled_from((SERVER, ANOTHER_SERVER, None)))
@checked
async def test_a_persons_own_interviews_are_what_their_rules_say(
    monkeypatch: pytest.MonkeyPatch, interviews: list[Drawn], server_id: int | None
) -> None:
    rows = [row for row in await stored(interviews) if server_id in {row.server_id, None}]
    own = [row for row in rows if 1 in {row.interviewer_id, row.interviewee_id}]
    ahead = [row for row in own if row.status in LIVE and row.ends_at > NOW]
    over = [row for row in reversed(own) if row not in ahead]

    with monkeypatch.context() as patch:
        patch.setattr(listing, "LIST_MAXIMUM", 3)
        assert await mine(server_id, 1, NOW) == ([row.id for row in ahead[:3]], [row.id for row in over[:3]])
        hosted = await listing.hosted(server_id, 1, NOW, "", 25, label)
        assert ids(hosted) == [row.id for row in ahead if row.host_id == 1][:3]


Call = Callable[[], Awaitable[object]]
CALLS: dict[str, Call] = {
    "the board": board,
    "the board by seat": lambda: board(role=Role.INTERVIEWER),
    "the board by topic": lambda: board(topic="data"),
    "the board by seat and topic": lambda: board(role=Role.INTERVIEWEE, topic="data"),
    "suggestions": lambda: open_to(""),
    "suggestions for what was typed": lambda: open_to("data"),
    "my own": lambda: listing.mine(SERVER, STRANGER, NOW),
    "my own of all servers": lambda: listing.mine(None, STRANGER, NOW),
    "suggestions of my own": lambda: listing.own(SERVER, STRANGER, NOW, "data", 25, label),
    "suggestions of what I host": lambda: listing.hosted(SERVER, STRANGER, NOW, "", 25, label),
    "suggestions of what I host anywhere": lambda: listing.hosted(None, STRANGER, NOW, "", 25, label),
    "suggestions of feedback": lambda: listing.with_feedback(SERVER, STRANGER, NOW, "", 25, label),
    "suggestions of feedback anywhere": lambda: listing.with_feedback(None, STRANGER, NOW, "", 25, label),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_each_is_one_statement(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    await cards(2)

    with recorded(monkeypatch) as recorder:
        await call()

    assert len(recorder.statements) == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_each_finds_interviews_by_an_index_that_history_does_not_make_longer(
    call: Call, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without statistics, which SQLite does not collect by itself, it may take another index instead."""
    with recorded(monkeypatch) as recorder:
        await call()

    assert await scans(database, recorder.statements) == []
    (statement,) = recorder.statements
    client = connections.get("default")
    _, rows = await client.execute_query(f"EXPLAIN QUERY PLAN {statement.text}", list(statement.values))
    plans = [row["detail"] for row in rows if "mock_interview" in row["detail"]]
    by = re.compile(
        r"\(server_id=\? AND status=\? AND scheduled_time>\?\)"
        r"|\(intervie(wer|wee)_id=\? AND status=\?( AND scheduled_time<\?)?\)"
        r"|PRIMARY KEY \(rowid=\?\)"
    )
    assert plans
    assert [plan for plan in plans if not by.search(plan)] == []
