"""A storm: many members click Book on several cards at once, in a town whose bot is two processes."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from models import InterviewStatus, MockInterview
from sandbox import Member, MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.crowd import Crowd, check_one_winner
from tests.acceptance.invariants import (
    each_message_arrived_once,
    nobody_is_in_two_places,
    the_board_is_true,
    the_database_verifies,
)
from tests.acceptance.steps import click_stale, publish

PRICE = 3
HANDS = 25
"""Members who do something at the same time before the storm."""


@dataclass(frozen=True)
class Figures:
    """How it went: seconds from a click to Discord's taking the bot's first response, and others."""

    acknowledged: list[float]
    unanswered: int
    sent_within: float
    answered_within: float
    calm_within: float

    @property
    def median(self) -> float:
        """The median of the acknowledgements."""
        return statistics.median(self.acknowledged)

    @property
    def slowest(self) -> float:
        """The last of them."""
        return max(self.acknowledged)


class Storm:
    """The cards and those who want them.

    Args:
        town: Where they are.
        members: How many click; a town has to have so many members, and one more for each card.
        cards: How many cards there are.

    Attributes:
        winners: Who got the seat of each card, in the order of the cards.
    """

    def __init__(self, town: Town, members: int, cards: int) -> None:
        self._town = town
        self._crowd = Crowd(town, members + cards)
        self._hosts = self._crowd.members[:cards]
        self._members = self._crowd.members[cards:]
        self.winners: list[Member] = []

    async def prepare(self) -> None:
        """Let everybody look at the points that they start with, and publish the cards."""
        await self._town.open_board()
        await self._town.olga.run("settings points", starting=PRICE)
        for some in self._in_turn(self._members):
            await asyncio.gather(*(member.run("points") for member in some))
        for some in self._in_turn(self._hosts):
            await asyncio.gather(*(publish(self._town, host) for host in some))
        await nothing_waits(self._town.now())

    async def break_out(self) -> Figures:
        """Have everybody click, in turn one on each card, as fast as clicks can be sent."""
        cards = {number: self._card(number) for number in range(1, len(self._hosts) + 1)}
        began = time.monotonic()
        clicks = []
        for member, number in zip(self._members, cycle(cards), strict=False):
            # The first may have the seat before the last clicks, who sees the card as it was.
            click = click_stale(member, cards[number], f"interview:book:{number}")
            clicks.append(asyncio.create_task(click))
            # Each click is on its way before the next is made.
            await asyncio.sleep(0)
        sent = time.monotonic()
        answers = await asyncio.gather(*clicks)
        answered = time.monotonic()
        await nothing_waits(self._town.now())
        calm = time.monotonic()
        self._answers = answers
        taken = [answer.interaction.acknowledged_after for answer in answers]
        return Figures(
            acknowledged=[seconds for seconds in taken if seconds is not None],
            unanswered=sum(answer.failed for answer in answers),
            sent_within=sent - began,
            answered_within=answered - began,
            calm_within=calm - began,
        )

    def check_answers(self) -> None:
        """Check that each card has one winner, and that everybody else heard who it was."""
        count = len(self._hosts)
        self.winners = [
            check_one_winner(self._members[place::count], self._answers[place::count], place + 1)
            for place in range(count)
        ]

    async def check_what_is_stored(self) -> None:
        """Check that those who were told so have the seats, and all that has to hold in the end."""
        rows = await MockInterview.all().order_by("id")
        assert {row.status for row in rows} == {InterviewStatus.BOOKED}
        assert [str(row.interviewee_id) for row in rows] == [winner.id for winner in self.winners]
        await the_database_verifies()
        await nobody_is_in_two_places()
        await each_message_arrived_once(self._town, self._crowd.members)
        await the_board_is_true(self._town)

    @staticmethod
    def _in_turn(members: list[Member]) -> Iterator[list[Member]]:
        for first in range(0, len(members), HANDS):
            yield members[first : first + HANDS]

    def _card(self, number: int) -> MessageView:
        card = self._town.card(number)
        assert card is not None
        return card
