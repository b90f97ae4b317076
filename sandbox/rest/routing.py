"""Routes: what a handler gets, what it returns, and the tables in which they are listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors
from sandbox.model.files import Upload


@dataclass(frozen=True)
class Call:
    """A request, read and taken apart."""

    backend: Backend
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: list[Upload] = field(default_factory=list)

    @property
    def form(self) -> JsonObject:
        """The body, which must be a JSON object."""
        if self.body is None:
            return {}
        errors = FormErrors()
        form = errors.mapping((), self.body)
        errors.raise_if_any()
        return form

    def flag(self, name: str) -> bool:
        """Return whether a query parameter is switched on."""
        return self.query.get(name, "").lower() in ("1", "true")

    def limit(self, default: int, highest: int) -> int:
        """Return the `limit` of the query."""
        given = self.query.get("limit", str(default))
        errors = FormErrors()
        errors.number(("limit",), int(given) if given.isdecimal() else given, low=1, high=highest)
        errors.raise_if_any()
        return int(given)


@dataclass(frozen=True)
class Reply:
    """An answer of the API; without a body it is 204."""

    body: Any = None
    status: int = 200


Handler: TypeAlias = Callable[[Call], Reply]


@dataclass(frozen=True)
class Route:
    """A method and an address with named parameters."""

    method: str
    template: str
    handler: Handler
    bot_only: bool = True


class RouteTable:
    """The routes of one subject."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def add(self, method: str, template: str, *, bot_only: bool = True) -> Callable[[Handler], Handler]:
        """Register the decorated function; `bot_only` says that the bot's token is needed."""

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, template, handler, bot_only))
            return handler

        return register
