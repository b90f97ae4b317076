"""No sequence of clicks shows that somebody is kept apart: a cap that is hidden from them reads the same.

Three people: Boris hosts, in either seat, Ann is kept apart from him at his wish, Chen is not. Each sequence
is played in two worlds. In the other nobody is kept apart, and Boris, who has an interview in that seat in a
server of which the two know nothing, wants one a week in it whenever Ann clicks, and any number whenever Chen
does. What they read has to be the same, and so have the statements that it took.

`HYPOTHESIS_PROFILE=thorough` plays every sequence.
"""

import contextlib
import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import pytest

from models import Notification, NotificationKind, NotificationState
from services import booking, ending
from services.delivery.kinds import read
from services.delivery.kinds.wishes import Matching
from services.finding import alerts, apart, matching, weekly, wishes
from services.finding.refusals import NotAvailable
from services.finding.wishes import NewWish
from services.interviews import Role
from services.people import Member
from services.refusals import Refusal
from tests.support.factories import NOW, PRICE, SERVER, TOMORROW, a_booking, a_card, a_member, run
from tests.support.recording import heard

HOUR = timedelta(hours=1)
STARTS = (TOMORROW, TOMORROW + 2 * HOUR, TOMORROW + 4 * HOUR)
"""Of Boris's cards; at the time of the last Ann has another interview."""
CLICKS = 5
STRIDE = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 499
"""Of all sequences every so manieth is played; it shares no factor with their number."""


class Click(StrEnum):
    ANN_BOOKS = "Ann books"
    ANN_BOOKS_ANOTHER = "Ann books another"
    ANN_BOOKS_WHILE_BUSY = "Ann books what she has no time for"
    CHEN_BOOKS = "Chen books"
    ANN_WITHDRAWS = "Ann withdraws"
    CHEN_WITHDRAWS = "Chen withdraws"
    ANN_WISHES = "Ann wishes for what Boris has"
    ANN_HEARS = "Ann is told of cards that fit"
    BORIS_REPUBLISHES = "Boris cancels and publishes again"


async def nobody_has_left(_server_id: int, _user_id: int) -> bool:
    return False


@dataclass
class World:
    """A server with the three, and what was read there."""

    server: int
    seat: Role
    is_blocked: bool
    said: list[tuple[object, ...]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    people: dict[int, str] = field(default_factory=dict)
    cards: list[int] = field(default_factory=list)

    async def prepare(self) -> None:
        self.ann, self.boris, self.chen = [await self._somebody(name) for name in ("Ann", "Boris", "Chen")]
        elsewhere = await a_member(PRICE, server_id=self.server + 1, user_id=self.boris.user_id)
        guest = await a_member(PRICE, server_id=self.server + 1)
        await a_booking(self.seat, host=elsewhere, guest=guest, starts_at=TOMORROW + 9 * HOUR)
        if self.is_blocked:
            await apart.keep_apart(self.boris.user_id, self.ann.user_id, NOW)
        for starts_at in STARTS:
            self.cards.append((await a_card(self.boris, self.seat, starts_at)).id)
        self.open = list(self.cards)
        busy = await a_card(await self._somebody("Dina"), starts_at=STARTS[-1])
        await booking.book(self.ann, busy.id, NOW)
        self.cards.append(busy.id)

    async def play(self, clicks: Sequence[Click]) -> None:
        steps = {
            Click.ANN_BOOKS: lambda: self._book(self.ann, 0),
            Click.ANN_BOOKS_ANOTHER: lambda: self._book(self.ann, 1),
            Click.ANN_BOOKS_WHILE_BUSY: lambda: self._book(self.ann, 2),
            Click.CHEN_BOOKS: lambda: self._book(self.chen, 0),
            Click.ANN_WITHDRAWS: lambda: self._withdraw(self.ann),
            Click.CHEN_WITHDRAWS: lambda: self._withdraw(self.chen),
            Click.ANN_WISHES: lambda: self._wish(self.ann),
            Click.ANN_HEARS: lambda: self._hear(self.ann),
            Click.BORIS_REPUBLISHES: self._republish,
        }
        for click in clicks:
            await steps[click]()

    async def _republish(self) -> None:
        await ending.cancel(self.boris.user_id, self.server, self.open[0], NOW)
        self.open[0] = (await a_card(self.boris, self.seat, STARTS[0])).id
        self.cards.append(self.open[0])

    async def _book(self, who: Member, place: int) -> None:
        if not self.is_blocked:
            await set_cap(self.boris, self.seat, 1 if who is self.ann else 0)
        self.statements.append(f"-- {who.name}")
        try:
            booked = await booking.book(who, self.open[place], NOW)
        except Refusal as refusal:
            self._read(who, refusal)
        else:
            self.said.append((who.name, self._named(booked.mine.interview.id), booked.balance, booked.met))
        self.statements.append("-- somebody else")
        if not self.is_blocked:
            await set_cap(self.boris, self.seat, 0)

    async def _withdraw(self, who: Member) -> None:
        self.statements.append(f"-- {who.name}")
        try:
            given = await booking.withdraw(who.user_id, self.server, self.open[0], NOW)
        except Refusal as refusal:
            self._read(who, refusal)
        else:
            self.said.append((who.name, self._named(given.number), given.refunded))
        self.statements.append("-- somebody else")

    async def _wish(self, who: Member) -> None:
        self.statements.append(f"-- {who.name}")
        made = await wishes.add(who.user_id, self.server, NewWish(seat=self.seat.other), NOW)
        cards = [self._named(card.id) for card in made.cards]
        self.said.append((who.name, made.is_renewed, made.wish.others, cards))
        self.statements.append("-- somebody else")

    async def _hear(self, who: Member) -> None:
        """Have the worker hold all cards against wishes, and tell somebody of those that fit."""
        if not self.is_blocked:
            await set_cap(self.boris, self.seat, 1)
        rows = Notification.filter(
            server_id=self.server, kind=NotificationKind.MATCHING, state=NotificationState.PENDING
        )
        for row in await rows.order_by("id"):
            message = read(row.kind, row.payload)
            assert isinstance(message, Matching)
            await matching.match(row.interview_id or 0, message, NOW)
        await rows.update(state=NotificationState.SENT)
        await alerts.settle(who.user_id, self.server, nobody_has_left, NOW)
        told = Notification.filter(recipient_id=who.user_id, kind=NotificationKind.WISH_ALERT)
        self.said.append(
            (who.name, [self._named(row.interview_id or 0) for row in await told.order_by("id")])
        )
        if not self.is_blocked:
            await set_cap(self.boris, self.seat, 0)

    def _read(self, who: Member, refusal: Refusal) -> None:
        facts = {name: self._named(value) for name, value in refusal.facts().items()}
        self.said.append((who.name, type(refusal), facts))

    def _named(self, value: str | int | datetime) -> object:
        """Return a value without the numbers that are another world's."""
        if value in self.cards:
            return f"card {self.cards.index(int(str(value)))}"
        return self.people.get(value, value) if isinstance(value, int) else value

    async def _somebody(self, name: str) -> Member:
        member = await a_member(20 * PRICE, server_id=self.server, name=name)
        self.people[member.user_id] = name
        return member

    @property
    def asked(self) -> list[list[str]]:
        """What the clicks of Ann and Chen asked the database, each by itself."""
        found: list[list[str]] = []
        is_theirs = False
        for text in self.statements:
            if text.startswith("-- "):
                is_theirs = text != "-- somebody else"
                found += [[]] if is_theirs else []
            elif is_theirs:
                found[-1].append(text)
        return found


def sequences() -> Iterator[tuple[Click, ...]]:
    """Some of the sequences, or all, evenly spread."""
    every = list(itertools.product(Click, repeat=CLICKS))
    return (every[place] for place in range(0, len(every), STRIDE))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("seat", list(Role))
async def test_no_sequence_of_five_clicks_by_three_people_shows_a_block(
    seat: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = itertools.count(SERVER + 100, 2)
    refused = 0
    for clicks in sequences():
        worlds = [World(next(servers), seat, is_blocked=one) for one in (True, False)]
        for world in worlds:
            await world.prepare()

            def note(_method: str, text: str, _values: object, world: World = world) -> None:
                world.statements.append(text)

            with heard(monkeypatch, note):
                await world.play(clicks)
        with_block, without = worlds
        assert with_block.said == without.said, clicks
        assert with_block.asked == without.asked, clicks
        refused += sum(NotAvailable in one for one in with_block.said)
        assert ("Chen", NotAvailable) not in [one[:2] for one in with_block.said]
    assert refused > 20, "Ann is refused too rarely to tell anything"
    assert await run("SELECT 1 FROM kept_apart")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("seat", list(Role))
async def test_a_booking_takes_one_statement_for_it_at_the_same_place_whatever_is_set(
    seat: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    for prepares in (nothing, blocks, caps):
        host, guest = await a_member(2 * PRICE), await a_member(PRICE)
        await a_booking(seat, host=host, starts_at=STARTS[1])
        card = await a_card(host, seat, STARTS[0])
        await prepares(host, guest, seat)
        texts: list[str] = []

        def note(_method: str, text: str, _values: object, texts: list[str] = texts) -> None:
            texts.append(text)

        with heard(monkeypatch, note), contextlib.suppress(NotAvailable):
            await booking.book(guest, card.id, NOW)
        asked.append(texts)
    places = [[place for place, text in enumerate(texts) if "kept_apart" in text] for texts in asked]
    assert places == [places[0]] * 3
    assert len(places[0]) == 1
    free, blocked, full = asked
    assert blocked == full
    assert free[: len(full)] == full


async def nothing(_host: Member, _guest: Member, _seat: Role) -> None:
    """Neither has set anything."""


async def blocks(host: Member, guest: Member, _seat: Role) -> None:
    await apart.keep_apart(host.user_id, guest.user_id, NOW)


async def caps(host: Member, _guest: Member, seat: Role) -> None:
    await set_cap(host, seat, 1)


async def set_cap(host: Member, seat: Role, cap: int) -> None:
    """Set the cap of whoever hosts in a seat, and of the other seat none."""
    is_given = seat is Role.INTERVIEWER
    await weekly.set_caps(host.user_id, given=cap if is_given else 0, taken=0 if is_given else cap)
