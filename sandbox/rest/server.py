"""The REST API as a web application: tokens, faults, limits, handlers, the log."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from sandbox.backend import Backend
from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.faults import Fault, Faults
from sandbox.model.files import Upload
from sandbox.request_log import RequestLog, RequestRecord
from sandbox.rest import application, channels, commands, dms, events, guilds, interactions, messages
from sandbox.rest.bodies import read_body
from sandbox.rest.rate_limits import RateLimiter
from sandbox.rest.routing import Call, Reply, Route

API_PREFIX = "/api/v10"
_BAN_PAGE = """<!doctype html>
<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>
<body><h1>Error 1015</h1><p>You are being rate limited.</p></body></html>
"""
_SUBJECTS = (application, channels, commands, dms, events, guilds, interactions, messages)


@dataclass(frozen=True)
class _Outcome:
    status: int
    body: Any
    headers: Mapping[str, str]
    dropped: bool = False
    is_raw: bool = False


class RestApi:
    """Serves Discord's REST API to the bot."""

    def __init__(self, backend: Backend, log: RequestLog, faults: Faults, limiter: RateLimiter) -> None:
        self._backend = backend
        self._log = log
        self._faults = faults
        self._limiter = limiter

    def add_routes(self, app: web.Application) -> None:
        """Register everything that the API knows; fixed addresses come before named parameters."""
        routes = [route for subject in _SUBJECTS for route in subject.routes.routes]
        for route in sorted(routes, key=lambda one: one.template.count("{")):
            app.router.add_route(route.method, API_PREFIX + route.template, self._serve(route))
        unknown = Route("*", "unknown", _unknown_address, bot_only=False)
        app.router.add_route("*", API_PREFIX + "/{rest:.*}", self._serve(unknown))

    def _serve(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._answer(route, request)

        return serve

    async def _answer(self, route: Route, request: web.Request) -> web.StreamResponse:
        began = time.monotonic()
        path = request.path.removeprefix(API_PREFIX)
        body: Any = None
        uploads: list[Upload] = []
        try:
            body, uploads = await read_body(request)
            outcome = await self._pass_faults(route, request, path, body, uploads)
        except DiscordRefusal as refusal:
            outcome = _Outcome(refusal.status, refusal.to_json(), {})
        self._log.add(
            RequestRecord(
                method=request.method,
                path=path,
                route=route.template,
                json=body,
                query=dict(request.query),
                headers={
                    str(name): text for name, text in request.headers.items() if name != "Authorization"
                },
                status=0 if outcome.dropped else outcome.status,
                response=_snapshot(outcome.body),
                at=self._backend.clock.now(),
                files=[upload.filename for upload in uploads],
                seconds=time.monotonic() - began,
            )
        )
        if outcome.dropped and request.transport is not None:
            request.transport.abort()
        return _response(outcome)

    async def _pass_faults(
        self, route: Route, request: web.Request, path: str, body: object, uploads: list[Upload]
    ) -> _Outcome:
        fault = self._faults.take(request.method, path)
        if fault is None:
            return self._work(route, request, body, uploads)
        if fault.kind == "delay" and fault.when == "before":
            await asyncio.sleep(fault.seconds)
            return self._work(route, request, body, uploads)
        if fault.kind == "ban" or fault.when == "before":
            return _faulty(fault)
        outcome = self._work(route, request, body, uploads)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return outcome
        return _faulty(fault)

    def _work(self, route: Route, request: web.Request, body: object, uploads: list[Upload]) -> _Outcome:
        """Do what was asked; refusals are answers too."""
        if (
            route.bot_only
            and request.headers.get("Authorization") != f"Bot {self._backend.settings.bot_token}"
        ):
            refusal = DiscordRefusal(ErrorCode.UNAUTHORIZED)
            return _Outcome(refusal.status, refusal.to_json(), {})
        verdict = self._limiter.check(route, request.match_info)
        if verdict.retry_after is not None:
            return _rate_limited(verdict.retry_after, is_global=verdict.is_global, headers=verdict.headers)
        call = Call(self._backend, request.match_info, request.query, body, uploads)
        try:
            reply = route.handler(call)
        except DiscordRefusal as refusal:
            return _Outcome(refusal.status, refusal.to_json(), verdict.headers)
        if reply.body is None and reply.status == 200:
            return _Outcome(204, None, verdict.headers)
        return _Outcome(reply.status, reply.body, verdict.headers)


def _unknown_address(_: Call) -> Reply:
    raise DiscordRefusal(ErrorCode.NOT_FOUND)


def _faulty(fault: Fault) -> _Outcome:
    if fault.kind == "drop":
        return _Outcome(500, None, {}, dropped=True)
    if fault.kind == "ban":
        return _Outcome(429, _BAN_PAGE, {"Retry-After": str(math.ceil(fault.seconds))}, is_raw=True)
    named = ErrorCode.numbered(fault.code)
    told = fault.message or (None if named is None else named.text)
    if fault.kind == "rate_limit":
        limited = _rate_limited(fault.retry_after, is_global=fault.is_global, headers={})
        if told is not None:
            limited.body.update(message=told, code=fault.code)
        return limited
    status = fault.status
    if fault.body is not None:
        return _Outcome(status, fault.body, {}, is_raw=True)
    told = told or f"{status}: {'Internal Server Error' if status >= 500 else 'Refused'}"
    return _Outcome(status, {"message": told, "code": fault.code}, {})


def _rate_limited(retry_after: float, *, is_global: bool, headers: Mapping[str, str]) -> _Outcome:
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global}
    extra = {
        "Retry-After": str(max(1, round(retry_after))),
        "Via": "1.1 sandbox",
        "X-RateLimit-Scope": "global" if is_global else "user",
    }
    if is_global:
        extra["X-RateLimit-Global"] = "true"
    return _Outcome(429, body, {**headers, **extra})


def _snapshot(body: object) -> Any:  # noqa: ANN401 - any JSON value
    """Return a copy that later edits of the message do not change."""
    return None if body is None else orjson.loads(orjson.dumps(body))


def _response(outcome: _Outcome) -> web.Response:
    if outcome.body is None:
        return web.Response(status=outcome.status, headers=outcome.headers)
    if outcome.is_raw:
        kind = "application/json" if outcome.body.startswith(("{", "[")) else "text/html"
        headers = {**outcome.headers, "Content-Type": kind}
        return web.Response(body=outcome.body.encode(), status=outcome.status, headers=headers)
    # Clients compare the content type as a whole: no charset may follow it.
    headers = {**outcome.headers, "Content-Type": "application/json"}
    return web.Response(body=orjson.dumps(outcome.body), status=outcome.status, headers=headers)
