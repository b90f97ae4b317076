"""Rate limits: a bucket per route and major parameter, and Discord's headers."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.rest.routing import Route

_MAJOR = ("channel_id", "guild_id", "webhook_token")


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


GLOBAL_LIMIT = Limit(50, 1.0)
"""What a bot may ask for in all; answers to interactions do not count."""
DEFAULT_LIMIT = Limit(50, 1.0)
LIMITS = {
    ("POST", "/channels/{channel_id}/messages"): Limit(5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 1.0),
    ("POST", "/users/@me/channels"): Limit(10, 10.0),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): Limit(5, 2.0),
    ("PATCH", "/channels/{channel_id}"): Limit(2, 600.0),
}
_MOST_BUCKETS = 2000
_UNLIMITED = "/interactions/{interaction_id}/{interaction_token}/callback"


@dataclass
class _Bucket:
    limit: Limit
    remaining: int
    resets_at: float

    def take(self) -> bool:
        """Count a request, and return whether there was room for it."""
        room = self.remaining > 0
        self.remaining -= room
        return room


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass, with the headers that say how the bucket stands."""

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False


class RateLimiter:
    """Counts requests.

    Args:
        scale: By what to multiply the windows; 0 switches all limits off.
        seconds: The clock by which the windows end.
    """

    def __init__(self, scale: float = 1.0, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.scale = scale
        self.seconds = seconds
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def check(self, route: Route, params: Mapping[str, str]) -> Verdict:
        """Count a request and return whether it may pass."""
        if not self.scale or route.template == _UNLIMITED:
            return Verdict({})
        now = self.seconds()
        if route.bot_only:
            everything = self._bucket(("everything",), GLOBAL_LIMIT, now)
            if not everything.take():
                return Verdict({}, everything.resets_at - now, is_global=True)
        limit = LIMITS.get((route.method, route.template), DEFAULT_LIMIT)
        major = [params[name] for name in _MAJOR if name in params]
        bucket = self._bucket((route.method, route.template, *major), limit, now)
        allowed = bucket.take()
        wait = max(0.0, bucket.resets_at - now)
        headers = _headers(bucket, wait, f"{route.method} {route.template}")
        return Verdict(headers, None if allowed else wait)

    def _bucket(self, key: tuple[str, ...], limit: Limit, now: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None or bucket.resets_at <= now:
            self._forget_expired(now)
            bucket = _Bucket(limit, limit.requests, now + limit.seconds * self.scale)
            self._buckets[key] = bucket
        return bucket

    def _forget_expired(self, now: float) -> None:
        if len(self._buckets) > _MOST_BUCKETS:
            self._buckets = {key: one for key, one in self._buckets.items() if one.resets_at > now}


def _headers(bucket: _Bucket, wait: float, name: str) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(bucket.limit.requests),
        "X-RateLimit-Remaining": str(bucket.remaining),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": hashlib.blake2s(name.encode(), digest_size=16).hexdigest(),
    }
