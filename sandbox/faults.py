"""Faults: making the API slow, broken or unreachable on purpose."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sandbox.json_types import JsonObject

FaultKind: TypeAlias = Literal["status", "rate_limit", "ban", "drop", "delay"]


@dataclass
class Fault:
    """Something that goes wrong with matching requests.

    Attributes:
        kind: `status` answers with `status`; `rate_limit` with 429 and `retry_after`; `ban` with 429 as
            Cloudflare does, in front of Discord, to an address that asked for too much: a page instead of
            JSON, no `Via`, and `seconds` to wait; `drop` closes the connection without an answer; `delay`
            waits `seconds` and otherwise goes on as usual.
        method: The HTTP method it is for; any if left out.
        path: A regular expression, searched for in the address below the API's base; any if left out.
        times: How many requests it hits; for ever if None.
        when: Whether it comes `before` the work was done or `after` it; a ban comes before it always.
        status: The HTTP status to answer with.
        code: The JSON error code to answer with; `rate_limit` with 30046 is the limit on edits of
            messages older than an hour.
        message: The text to answer with, if not the one that belongs to the code.
        body: The whole text to answer with instead of Discord's JSON, as what stands between may do; it is
            called JSON if it begins as JSON does, and else HTML.
        retry_after: The seconds to wait that a rate limit names.
        is_global: Whether the rate limit says that it is for all routes.
        seconds: How long a delay takes, in real time, or the wait that a ban names.
        hits: How many requests it has hit.
    """

    kind: FaultKind
    method: str | None = None
    path: str | None = None
    times: int | None = 1
    when: Literal["before", "after"] = "before"
    status: int = 500
    code: int = 0
    message: str | None = None
    body: str | None = None
    retry_after: float = 0.2
    is_global: bool = False
    seconds: float = 1.0
    hits: int = field(default=0, compare=False)

    def matches(self, method: str, path: str) -> bool:
        """Return whether it is still to hit a request like this."""
        return (
            (self.times is None or self.hits < self.times)
            and self.method in (None, method)
            and (self.path is None or re.search(self.path, path) is not None)
        )

    @property
    def _told_seconds(self) -> float | None:
        """What the page shows as its seconds."""
        waits = {"delay": self.seconds, "ban": self.seconds, "rate_limit": self.retry_after}
        return waits.get(self.kind)

    def to_json(self) -> JsonObject:
        """Return the fault for the page."""
        return {
            "kind": self.kind,
            "method": self.method,
            "path": self.path,
            "times": self.times,
            "left": None if self.times is None else self.times - self.hits,
            "when": self.when,
            "status": self.status if self.kind == "status" else None,
            "seconds": self._told_seconds,
            "hits": self.hits,
        }


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self.on_change: Callable[[], None] = lambda: None

    def add(self, fault: Fault) -> Fault:
        """Switch a fault on."""
        self._faults.append(fault)
        self.on_change()
        return fault

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()
        self.on_change()

    def active(self) -> list[Fault]:
        """Return the faults that can still hit something."""
        return [fault for fault in self._faults if fault.times is None or fault.hits < fault.times]

    def take(self, method: str, path: str) -> Fault | None:
        """Return the first fault that hits a request, and count the hit."""
        fault = next((one for one in self._faults if one.matches(method, path)), None)
        if fault is not None:
            fault.hits += 1
            self.on_change()
        return fault


@dataclass
class ExtraFault:
    """A fault of the owner's own that the page offers too, such as another service's outage.

    Attributes:
        kind: The name under which it is switched.
        title: What the page calls it: a text, or texts by language.
        turn: Is called with True to switch it on and with False to switch it off.
        on: Whether it is on.
    """

    kind: str
    title: str | dict[str, str]
    turn: Callable[[bool], None]
    on: bool = False

    def switch(self, *, on: bool) -> None:
        """Switch it on or off."""
        self.on = on
        self.turn(on)
