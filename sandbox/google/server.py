"""The local Google as a web server on 127.0.0.1, with its faults and its log."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import ExtraFault, Fault, Faults
from sandbox.google.answers import CUT, GoogleRefusal, Reply, api_refusal, exhausted, failure
from sandbox.google.meet import Meet, Space
from sandbox.google.project import Project
from sandbox.google.tokens import TokenEndpoint
from sandbox.json_types import JsonObject
from sandbox.request_log import RequestLog, RequestRecord
from sandbox.serving import LocalServer

TOKEN_PATH = "/token"  # noqa: S105 - an address
SPACES_PATH = "/v2/spaces"
_SILENCE_SECONDS = 3600.0
_SECRETS = ("assertion", "client_secret", "refresh_token", "access_token")

Work: TypeAlias = Callable[[web.Request, object], JsonObject]


class LocalGoogle:
    """A stand-in for Google on this machine: OAuth tokens, and rooms of Google Meet.

    Its faults are those of the local Discord (`Fault`) but the ban: after a delay with `when="after"` the
    room is there and its link is late.

    Args:
        clock: The clock by which tokens end. By default the real time, also when the local Discord's clock
            is moved: who asks for a token signs the real time.
        project: Whose credentials are taken; a new project with everything in order if left out.

    Attributes:
        project: What the project's owner can change, such as delegation.
        faults: What goes wrong on purpose; paths are `/token` and `/v2/spaces`.
        extra_faults: Faults for the page of the local Discord (`Sandbox.offer_fault`): Google takes no
            credentials any more; Google does not answer.
    """

    def __init__(self, clock: SandboxClock | None = None, project: Project | None = None) -> None:
        self.clock = clock or SandboxClock()
        self.project = project or Project()
        self.faults = Faults()
        self.extra_faults = (
            ExtraFault("google_refuses", {"en": "Google refuses", "ru": "Google отказывает"}, self._refuse),
            ExtraFault("google_silent", {"en": "Google is silent", "ru": "Google молчит"}, self._be_silent),
        )
        self._silence: Fault | None = None
        self._tokens = TokenEndpoint(self.project)
        self._meet = Meet(self.project)
        self._log = RequestLog(1_000, lambda _: None)
        self._server = LocalServer(shutdown_timeout=0.1)
        self._base_url = ""

    @property
    def api_url(self) -> str:
        """The address of the Meet API, to stand for https://meet.googleapis.com."""
        return self._base_url

    @property
    def token_url(self) -> str:
        """The address of OAuth's token endpoint, which the files of credentials name."""
        return self._base_url + TOKEN_PATH

    @property
    def spaces(self) -> list[Space]:
        """All rooms that were made, the oldest first."""
        return self._meet.spaces

    @property
    def tokens_given(self) -> int:
        """How many access tokens were given out."""
        return self._tokens.given

    @property
    def requests(self) -> list[RequestRecord]:
        """The latest requests, the oldest first, without secrets."""
        return self._log.records

    def void_tokens(self) -> None:
        """Make every access token that was given out invalid, long before its time."""
        self._tokens.void_all()

    def write_service_account(self, folder: Path) -> Path:
        """Write the file of the service account's key, and return its path."""
        return _write(
            folder / "google-service-account.json", self.project.service_account_file(self.token_url)
        )

    def write_authorized_user(self, folder: Path) -> Path:
        """Write the file of a person who signed in, and return its path."""
        return _write(
            folder / "google-authorized-user.json", self.project.authorized_user_file(self.token_url)
        )

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1, on any free port for 0."""
        app = web.Application()
        app.router.add_post(TOKEN_PATH, self._handler(self._give_token))
        app.router.add_post(SPACES_PATH, self._handler(self._create_space))
        app.router.add_get(SPACES_PATH + "/{name}", self._handler(self._get_space))
        app.router.add_route("*", "/{rest:.*}", self._handler(_unknown_address))
        await self._server.start(app, port)
        self._base_url = f"http://{self._server.address}"

    async def stop(self) -> None:
        """Cut all connections and stop listening."""
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def _refuse(self, on: bool) -> None:  # noqa: FBT001 - the shape of a switch on the page
        self.project.is_revoked = on

    def _be_silent(self, on: bool) -> None:  # noqa: FBT001 - as above
        if self._silence is not None:
            self._silence.times = 0
        self._silence = self.faults.add(Fault("delay", times=None, seconds=_SILENCE_SECONDS)) if on else None

    def _give_token(self, _: web.Request, form: object) -> JsonObject:
        brought = form if isinstance(form, dict) else {}
        return self._tokens.exchange(brought, self.token_url, self.clock.now())

    def _create_space(self, request: web.Request, body: object) -> JsonObject:
        token = self._tokens.check(request.headers.get("Authorization"), self.clock.now())
        return self._meet.create(token, body)

    def _get_space(self, request: web.Request, _: object) -> JsonObject:
        token = self._tokens.check(request.headers.get("Authorization"), self.clock.now())
        return self._meet.get(token, request.match_info["name"])

    def _handler(self, work: Work) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            began = time.monotonic()
            body = _body(request, await request.read())
            reply = await self._reply(work, request, body)
            self._note(request, body, reply, time.monotonic() - began)
            if reply is CUT and request.transport is not None:
                request.transport.abort()
            return web.json_response(
                reply.body, status=reply.status or 500, headers=reply.headers, dumps=_dumps
            )

        return serve

    async def _reply(self, work: Work, request: web.Request, body: object) -> Reply:
        fault = self.faults.take(request.method, request.path)
        if fault is not None and fault.when == "before":
            struck = await _strike(fault, request.path)
            if struck is not None:
                return struck
        try:
            reply = Reply(200, work(request, body))
        except GoogleRefusal as refusal:
            reply = refusal.reply
        if fault is not None and fault.when == "after":
            reply = await _strike(fault, request.path) or reply
        return reply

    def _note(self, request: web.Request, body: object, reply: Reply, seconds: float) -> None:
        self._log.add(
            RequestRecord(
                method=request.method,
                path=request.path,
                route=request.path,
                json=_without_secrets(body),
                query=dict(request.query),
                headers={
                    str(name): text for name, text in request.headers.items() if name != "Authorization"
                },
                status=reply.status,
                response=_without_secrets(reply.body),
                at=self.clock.now(),
                seconds=seconds,
            )
        )


async def _strike(fault: Fault, path: str) -> Reply | None:
    """Return what a fault answers; None for a delay, which has passed by then."""
    of_token_endpoint = path == TOKEN_PATH
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.kind == "drop":
        return CUT
    if fault.kind == "rate_limit":
        return exhausted(fault.retry_after, message=fault.message, of_token_endpoint=of_token_endpoint)
    return failure(fault.status, message=fault.message, of_token_endpoint=of_token_endpoint)


def _body(request: web.Request, raw: bytes) -> object:
    """Return what a request brought: a form as a mapping, JSON as what it is, None for neither."""
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(raw.decode("utf-8", "replace")))
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def _unknown_address(request: web.Request, _: object) -> JsonObject:
    raise api_refusal(404, f"The requested URL {request.path} was not found on this server.")


def _without_secrets(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {name: "…" if name in _SECRETS else inner for name, inner in value.items()}


def _write(path: Path, content: JsonObject) -> Path:
    path.touch(mode=0o600)
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return path


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()
