"""The log of what the bot asked of the REST API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.clock import iso
from sandbox.json_types import JsonObject


@dataclass(frozen=True)
class RequestRecord:
    """One REST call of the bot.

    Attributes:
        method: The HTTP method.
        path: The address below the API's base, such as `/channels/1/messages`.
        route: The address with named parameters, such as `/channels/{channel_id}/messages`.
        json: The body as JSON; of a multipart body the JSON part.
        query: The query parameters.
        headers: The headers, the token left out.
        status: The HTTP status of the answer; 0 when the connection was cut.
        response: The body of the answer.
        at: When it came, by the sandbox's clock.
        files: The names of the files that came with it.
        seconds: How long the answer took, in real time.
    """

    method: str
    path: str
    route: str
    json: Any
    query: dict[str, str]
    headers: dict[str, str]
    status: int
    response: Any
    at: datetime
    files: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> JsonObject:
        """Return the record for the page."""
        return {
            "method": self.method,
            "path": self.path,
            "route": self.route,
            "body": self.json,
            "query": self.query,
            "headers": self.headers,
            "status": self.status,
            "response": self.response,
            "at": iso(self.at),
            "files": self.files,
            "seconds": round(self.seconds, 4),
        }

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


class RequestLog:
    """The latest REST calls, the oldest first.

    Attributes:
        records: What is kept.
        total: How many there were.
    """

    def __init__(self, capacity: int, on_record: Callable[[RequestRecord], None]) -> None:
        self.records: list[RequestRecord] = []
        self.total = 0
        self._capacity = capacity
        self._on_record = on_record

    def add(self, record: RequestRecord) -> None:
        """Append a record; the oldest give way when there are too many."""
        self.total += 1
        self.records.append(record)
        if len(self.records) > self._capacity:
            del self.records[: len(self.records) - self._capacity]
        self._on_record(record)
