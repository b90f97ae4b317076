"""Clicking Book on many cards at once, and counting what arrives for it."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sandbox import InteractionKind, Member, MessageView, Sandbox

SEND = "/channels/{channel_id}/messages"
EDIT = "/channels/{channel_id}/messages/{message_id}"
PATIENCE_SECONDS = 600.0


@dataclass(frozen=True)
class Wish:
    """A card, the button on it, its host, and the guest who will click."""

    host: Member
    guest: Member
    card: MessageView
    custom_id: str


class Arrivals:
    """What has arrived for some wishes: it looks at each request of the bot once, so that asking is cheap."""

    def __init__(self, local: Sandbox, wishes: list[Wish]) -> None:
        self._local = local
        self._seen = len(local.requests)
        people = {one.user.id: one.user for wish in wishes for one in (wish.host, wish.guest)}
        self._dm_channels = {local.world.open_dm(user).id for user in people.values()}
        self._cards = {wish.card.id for wish in wishes}
        self._edited: set[str] = set()
        self.dms: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        """How many calls of each kind there were."""

    def complete(self) -> bool:
        """Tell whether each person has a DM and each card was edited."""
        for record in islice(self._local.requests, self._seen, None):
            with_file = " with a file" if record.files else ""
            self.kinds[f"{record.method} {record.route}{with_file}"] += 1
            if record.status != 200:
                continue
            if record.method == "POST" and record.route == SEND:
                self.dms[str(record.response["channel_id"])] += 1
            elif record.method == "PATCH" and record.route == EDIT:
                self._edited.add(str(record.response["id"]))
        self._seen = len(self._local.requests)
        return self._edited >= self._cards and self.dms.keys() >= self._dm_channels


async def click_all(local: Sandbox, wishes: list[Wish], outstanding: int) -> tuple[float, Arrivals]:
    """Have all guests click, so many waiting for an answer at any time.

    Returns:
        The seconds from the first click until everything has arrived, and what it was.
    """
    arrivals = Arrivals(local, wishes)
    waiting = iter(wishes)
    began = time.monotonic()
    await asyncio.gather(*(click_in_turn(waiting) for _ in range(outstanding)))
    await local.wait_until(arrivals.complete, PATIENCE_SECONDS, "all DMs and cards")
    return time.monotonic() - began, arrivals


async def click_in_turn(waiting: Iterator[Wish]) -> None:
    """Have guests click one after the other, each once the one before has an answer."""
    for wish in waiting:
        data = {"component_type": 2, "custom_id": wish.custom_id, "id": 1}
        answer = await wish.guest.send_raw_interaction(InteractionKind.COMPONENT, data, message=wish.card)
        assert "You booked" in answer.text, answer.text  # noqa: S101 - it would measure something else


def check(wishes: list[Wish], arrivals: Arrivals, dms_before: dict[str, int]) -> None:
    """Check that each person has one more DM, with a calendar file, and that no card can be booked any more.

    Raises:
        AssertionError: It is not so.
    """
    assert set(arrivals.dms.values()) == {1}, arrivals.dms.most_common(3)  # noqa: S101 - the check itself
    for wish in wishes:
        assert all(one.custom_id != wish.custom_id for one in wish.card.buttons), wish.card  # noqa: S101
        for one in (wish.host, wish.guest):
            assert len(one.dms()) == dms_before[one.id] + 1, one  # noqa: S101
            assert [file["filename"][-4:] for file in one.dms()[-1].attachments] == [".ics"]  # noqa: S101
