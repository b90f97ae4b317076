"""What the page's handlers work with, and how they read requests and answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import orjson
from aiohttp import web

from sandbox.backend import Backend
from sandbox.errors import ClientRefusal, UnknownName
from sandbox.faults import ExtraFault, Faults
from sandbox.json_types import JsonObject
from sandbox.model.files import WaitingFiles
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.places.closures import Closures
from sandbox.request_log import RequestLog
from sandbox.tour.guide import Guide

NextEvent: TypeAlias = Callable[[], Awaitable[datetime | None]]


@dataclass
class PageContext:
    """The sandbox as the page's handlers see it.

    Attributes:
        backend: The state.
        log: The bot's requests.
        faults: What goes wrong on purpose.
        closures: The channels that are closed to the bot.
        tour: The guided tour.
        extra_faults: Faults of the owner's own, by kind.
        waiting_files: What members have chosen and not yet sent.
        next_event: Says when the next thing will happen, if the owner can tell.
    """

    backend: Backend
    log: RequestLog
    faults: Faults
    closures: Closures
    tour: Guide
    extra_faults: dict[str, ExtraFault] = field(default_factory=dict)
    waiting_files: WaitingFiles = field(default_factory=WaitingFiles)
    next_event: NextEvent | None = None

    def user(self, user_id: object) -> User:
        """Return the member with an id; the first one if none is given.

        Raises:
            ClientRefusal: There is nobody with this id.
        """
        people = [one for one in self.backend.world.users.values() if not one.bot]
        if not user_id:
            return people[0]
        for user in people:
            if user.id == user_id:
                return user
        raise ClientRefusal("There is no such member.")

    def channel(self, channel_id: object, user: User) -> Channel:
        """Return a channel that a member sees.

        Raises:
            ClientRefusal: The member does not see it.
        """
        channel = self.backend.world.channel(str(channel_id))
        if channel is None or not self.backend.sees(user.id, channel):
            raise ClientRefusal("You cannot see this channel.")
        return channel


JsonHandler: TypeAlias = Callable[[web.Request], Awaitable[object]]


def json_handler(handler: JsonHandler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Turn what a handler returns into JSON, and a refusal into 400 with its sentence.

    Whatever else is raised is a bug of the sandbox, which aiohttp logs and answers with 500.
    """

    async def serve(request: web.Request) -> web.Response:
        try:
            body, status = await handler(request), 200
        except (ClientRefusal, UnknownName) as refusal:
            body, status = {"error": str(refusal)}, 400
        headers = {"Cache-Control": "no-store"}
        return web.Response(
            body=orjson.dumps(body), status=status, content_type="application/json", headers=headers
        )

    return serve


async def body_of(request: web.Request) -> JsonObject:
    """Return the JSON object that a request brought.

    Raises:
        ClientRefusal: It brought none.
    """
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise ClientRefusal("The request needs a JSON object.")
    return body


def required(body: JsonObject, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a request says under a name.

    Raises:
        ClientRefusal: It says nothing there.
    """
    if name not in body:
        raise ClientRefusal(f"The request lacks {name!r}.")
    return body[name]
