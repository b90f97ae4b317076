"""Switching faults on and off from the page."""

import re
from typing import get_args

from aiohttp import web

from sandbox.errors import ClientRefusal
from sandbox.faults import Fault, FaultKind
from sandbox.json_types import JsonObject
from sandbox.live.context import PageContext, body_of, json_handler, required


def faults_json(context: PageContext) -> JsonObject:
    """Return what is switched on, and which faults of the owner's own there are."""
    extra = context.extra_faults.values()
    on = [{"kind": one.kind} for one in extra if one.on]
    active = [fault.to_json() for fault in context.faults.active()]
    return {
        "faults": active + context.closures.to_json() + on,
        "extra": [{"kind": one.kind, "title": one.title, "on": one.on} for one in extra],
    }


def announce_faults(context: PageContext) -> None:
    """Tell all pages which faults are on."""
    context.backend.hub.publish("faults", faults_json(context))


def add_routes(app: web.Application, context: PageContext) -> None:
    """Serve the list of faults."""

    async def get_faults(_: web.Request) -> JsonObject:
        return faults_json(context)

    async def add_fault(request: web.Request) -> JsonObject:
        _switch_on(context, await body_of(request))
        announce_faults(context)
        return faults_json(context)

    async def clear_faults(_: web.Request) -> JsonObject:
        context.faults.clear()
        context.closures.open_all()
        for extra in context.extra_faults.values():
            if extra.on:
                extra.switch(on=False)
        announce_faults(context)
        return faults_json(context)

    app.router.add_get("/sandbox/faults", json_handler(get_faults))
    app.router.add_post("/sandbox/faults", json_handler(add_fault))
    app.router.add_delete("/sandbox/faults", json_handler(clear_faults))


def _switch_on(context: PageContext, body: JsonObject) -> None:
    backend, kind = context.backend, required(body, "kind")
    if kind in get_args(FaultKind):
        context.faults.add(_fault(kind, body))
    elif kind == "gateway_drop":
        backend.gateway.drop()
    elif kind == "gateway_invalidate":
        backend.gateway.invalidate_session(resumable=False)
    elif kind == "deny_channel":
        context.closures.close(backend.world.channel_named(str(required(body, "channel"))))
    elif kind == "allow_channel":
        context.closures.open(backend.world.channel_named(str(required(body, "channel"))))
    elif kind in context.extra_faults:
        context.extra_faults[kind].switch(on=True)
    else:
        raise ClientRefusal(f"There is no fault called {kind!r}.")


def _fault(kind: FaultKind, body: JsonObject) -> Fault:
    """Return the fault that the page describes; `seconds` is also how long a rate limit lasts."""
    seconds = float(body.get("seconds") or 1.0)
    try:
        re.compile(body.get("path") or "")
    except re.error as error:
        raise ClientRefusal(f"The path is a regular expression, and this is none: {error}.") from None
    return Fault(
        kind=kind,
        method=body.get("method") or None,
        path=body.get("path") or None,
        times=int(body.get("times") or 1),
        when="after" if body.get("when") == "after" else "before",
        status=int(body.get("status") or 500),
        retry_after=float(body.get("retry_after") or seconds),
        seconds=seconds,
    )
