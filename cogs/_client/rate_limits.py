"""What Discord lets the bot ask for, read from its answers, so that nobody waits behind a held request.

discord.py keeps to the limits by itself: it holds a request until there is room, and whoever made it waits.
Here one can ask beforehand. Every answer tells how its bucket stands; what is less urgent leaves some of each
bucket to what is more so. Where answers tell nothing of limits, as behind a proxy that keeps to them itself,
there are none.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import NamedTuple

import aiohttp

from services.delivery.kinds.message import Urgency

LEFT_FREE = {Urgency.CLICKED: 0.0, Urgency.TIMED: 0.2, Urgency.CHANGED: 0.2, Urgency.REDRAWN: 0.4}
"""Which part of a bucket is left to what is more urgent."""

FIRST_AT_ONCE = 4
"""Requests that are under way at once in a bucket of which no answer has told yet."""

LOOK_AGAIN_SECONDS = 0.25
"""How long what has no room waits in a bucket of which no answer has told yet."""

EVERYTHING = 50
"""Requests a second that a bot may make in all (Discord's documentation, "Global Rate Limit")."""

SHUT_OUT_SECONDS = 60.0
"""For how long an address is shut out where the answer does not say it."""

_OPENS = re.compile(r"/users/@me/channels$")
_SENDS = re.compile(r"/channels/(\d+)/messages$")
_EDITS = re.compile(r"/channels/(\d+)/messages/\d+$")
_NOT_COUNTED = re.compile(r"/(?:interactions|webhooks)/")


LIMITS = ("open", "send", "edit", "other", "everything", "address")
"""The kinds of limits: of a kind of request (`Bucket.request`) or of others, of the bot as a whole, and the
one that shuts an address out."""


class Bucket(NamedTuple):
    """What shares a limit: a kind of request, and for messages their channel."""

    request: str
    channel_id: int = 0


OPENING = Bucket("open")
"""The opening of channels for direct messages, of all people together."""


def sending(channel_id: int) -> Bucket:
    """Return the bucket of new messages in a channel."""
    return Bucket("send", channel_id)


def editing(channel_id: int) -> Bucket:
    """Return the bucket of changes to messages in a channel."""
    return Bucket("edit", channel_id)


class AddressShutOutError(aiohttp.ClientConnectionError):
    """Discord has shut out this address for a while, and no request is made meanwhile."""


@dataclass
class _Window:
    """One bucket as far as it is known; `limit` is None until an answer tells, or where there is none."""

    limit: int | None = None
    is_told: bool = False
    seconds: float = 1.0
    resets_at: float = 0.0
    used: int = 0
    promised_at: float = 0.0
    promised: int = 0

    def roll(self, now: float) -> None:
        """Begin a new window if the present one is over."""
        if now >= self.resets_at:
            self.used, self.resets_at = 0, now + self.seconds

    def room(self, urgency: Urgency) -> int:
        """Return how many requests of an urgency the present window has room for."""
        return self.capacity(urgency) - self.used

    def capacity(self, urgency: Urgency) -> int:
        """Return how many requests of an urgency a window has room for, at least one."""
        limit = self.limit or FIRST_AT_ONCE
        return max(1, limit - round(limit * LEFT_FREE[urgency]))

    def promise(self, urgency: Urgency, now: float) -> float:
        """Return how long until a window in which there is room for one more, and hold that place."""
        first = max(self.resets_at, now)
        if self.promised_at < first:
            self.promised_at, self.promised = first, 0
        if self.promised >= self.capacity(urgency):
            self.promised_at, self.promised = self.promised_at + self.seconds, 0
        self.promised += 1
        return self.promised_at - now


class RateLimits:
    """Knows how the buckets stand.

    Args:
        seconds: The clock by which they are measured.

    Attributes:
        met: How often a request was turned away, by the kind of limit (`LIMITS`).
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._windows: dict[Bucket, _Window] = {}
        self._everything = _Window(limit=EVERYTHING)
        self._limits_are_told = False
        self._all_rest_until = 0.0
        self._shut_out_until = 0.0
        self.met: Counter[str] = Counter()
        self.base_url = ""

    def watch(self, trace: aiohttp.TraceConfig) -> None:
        """Hear of every request and answer of the client that is made with a trace (`http_trace`)."""
        trace.on_request_start.append(self._on_start)
        trace.on_request_end.append(self._on_end)
        trace.on_request_exception.append(self._on_exception)

    def wait_for(self, bucket: Bucket, urgency: Urgency) -> float:
        """Take a place in a bucket, and return 0; or return in how many seconds to ask again."""
        now = self._seconds()
        self._forget_old(now)
        window = self._windows.setdefault(bucket, _Window())
        if window.is_told and window.limit is None:
            return 0.0
        if not window.is_told:
            # Places that were taken and never used run out too.
            window.roll(now)
            if window.used < FIRST_AT_ONCE:
                window.used += 1
                return 0.0
            return LOOK_AGAIN_SECONDS
        window.roll(now)
        if window.room(urgency) > 0:
            window.used += 1
            return 0.0
        if urgency is Urgency.CLICKED:
            return max(window.resets_at - now, 0.05)
        return max(window.promise(urgency, now), 0.05)

    def room_for_all(self, urgency: Urgency) -> bool:
        """Tell whether the bot as a whole may begin something of an urgency now."""
        now = self._seconds()
        if now < max(self._all_rest_until, self._shut_out_until):
            return False
        self._everything.roll(now)
        return not self._limits_are_told or self._everything.room(urgency) > 0

    def all_rest_for(self) -> float:
        """Return for how many seconds no request at all is to be made."""
        return max(0.0, max(self._all_rest_until, self._shut_out_until) - self._seconds())

    def shut_out_for(self) -> float:
        """Return for how many seconds this address is shut out still."""
        return max(0.0, self._shut_out_until - self._seconds())

    def shut_out(self, seconds: float | None) -> None:
        """Take note that Discord has shut out this address, for so many seconds if it said so."""
        pause = SHUT_OUT_SECONDS if seconds is None else seconds
        self._shut_out_until = max(self._shut_out_until, self._seconds() + pause)

    async def _on_start(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        url = str(request.url)
        if not url.startswith(self.base_url):
            return
        if self.shut_out_for() > 0:
            raise AddressShutOutError("Discord has shut out this address for a while.")
        if not _NOT_COUNTED.search(request.url.path):
            self._everything.roll(self._seconds())
            self._everything.used += 1
        context.bucket = _bucket_of(request.method, request.url.path)

    async def _on_end(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = request.response
        if not str(request.url).startswith(self.base_url):
            return
        shut_out_for = _number(answer.headers, "Retry-After")
        if (
            answer.status == HTTPStatus.TOO_MANY_REQUESTS
            and "Via" not in answer.headers
            and shut_out_for is not None
        ):
            # Not one of Discord's own limits: those come with Via. Cloudflare shuts the address out.
            self.met["address"] += 1
            self.shut_out(shut_out_for)
            return
        self._learn(getattr(context, "bucket", None), answer.status, answer.headers)

    async def _on_exception(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        _request: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        bucket: Bucket | None = getattr(context, "bucket", None)
        window = None if bucket is None else self._windows.get(bucket)
        if window is not None and not window.is_told and window.used > 0:
            window.used -= 1

    def _learn(self, bucket: Bucket | None, status: int, headers: Mapping[str, str]) -> None:
        now = self._seconds()
        limit, left = _number(headers, "X-RateLimit-Limit"), _number(headers, "X-RateLimit-Remaining")
        self._limits_are_told |= limit is not None
        retry_after = _number(headers, "Retry-After") if status == HTTPStatus.TOO_MANY_REQUESTS else None
        is_of_everything = "X-RateLimit-Global" in headers
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            kind = "other" if bucket is None else bucket.request
            self.met["everything" if is_of_everything else kind] += 1
        if retry_after is not None and is_of_everything:
            self._all_rest_until = max(self._all_rest_until, now + retry_after)
        if bucket is None:
            return
        window = self._windows.setdefault(bucket, _Window())
        if limit is None or left is None:
            if status < 429:
                window.is_told, window.limit = True, None
            elif not window.is_told:
                window.used = max(0, window.used - 1)
        else:
            self._follow(window, int(limit), int(left), _number(headers, "X-RateLimit-Reset-After") or 0.0)
        if retry_after is not None and not is_of_everything:
            window.is_told, window.limit = True, window.limit or 1
            window.used, window.resets_at = max(window.used, window.limit), now + retry_after

    def _follow(self, window: _Window, limit: int, left: int, reset_after: float) -> None:
        now = self._seconds()
        window.is_told = True
        window.limit, window.seconds = limit, max(window.seconds, reset_after)
        window.used = max(window.used, limit - left)
        window.resets_at = now + reset_after

    def _forget_old(self, now: float) -> None:
        if len(self._windows) > 10_000:
            self._windows = {key: one for key, one in self._windows.items() if one.resets_at > now}


def _bucket_of(method: str, path: str) -> Bucket | None:
    if method == "POST" and _OPENS.search(path):
        return OPENING
    if method == "POST" and (match := _SENDS.search(path)):
        return sending(int(match[1]))
    if method == "PATCH" and (match := _EDITS.search(path)):
        return editing(int(match[1]))
    return None


def _number(headers: Mapping[str, str], name: str) -> float | None:
    try:
        return float(headers[name])
    except (KeyError, ValueError):
        return None
