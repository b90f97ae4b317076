"""Counting the DMs that Discord has taken."""

from collections import Counter
from itertools import islice

from sandbox import Member, Sandbox

SEND = "/channels/{channel_id}/messages"


class SentDms:
    """The DMs to some members from now on; it looks at each request once, so that asking is cheap.

    A repeat that Discord dropped by its nonce is no DM more.
    """

    def __init__(self, local: Sandbox, members: list[Member]) -> None:
        self._local = local
        self._seen = len(local.requests)
        self._channels = {local.world.open_dm(member.user).id for member in members}
        self._messages: set[str] = set()
        self._by_channel: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many there are."""
        for record in islice(self._local.requests, self._seen, None):
            if (record.method, record.route, record.status) == ("POST", SEND, 200):
                self._note(str(record.response["channel_id"]), str(record.response["id"]))
        self._seen = len(self._local.requests)
        return len(self._messages)

    @property
    def most(self) -> int:
        """How many the member has who has most."""
        return max(self._by_channel.values(), default=0)

    def _note(self, channel_id: str, message_id: str) -> None:
        if channel_id in self._channels and message_id not in self._messages:
            self._messages.add(message_id)
            self._by_channel[channel_id] += 1
