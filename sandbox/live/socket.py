"""The live socket: what happens, as one member may know it."""

import asyncio
import contextlib

import orjson
from aiohttp import WSCloseCode, web

from sandbox.errors import ClientRefusal
from sandbox.hub import LiveEvent
from sandbox.live.context import PageContext


class LiveSockets:
    """The open pages."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._open: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        """Serve the socket."""
        app.router.add_get("/sandbox/live", self._serve)

    async def close(self) -> None:
        """Say goodbye to all pages."""
        for socket in list(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            user = self._context.user(request.query.get("member"))
        except ClientRefusal as refusal:
            raise web.HTTPBadRequest(text=str(refusal)) from None
        socket = web.WebSocketResponse(heartbeat=30.0, timeout=1.0)
        await socket.prepare(request)
        outbox: asyncio.Queue[bytes] = asyncio.Queue()

        def hear(event: LiveEvent) -> None:
            if event.visible_to is None or event.visible_to(user.id):
                # Packed at once: messages change in place.
                outbox.put_nowait(orjson.dumps({"type": event.type, "data": event.data}))

        stop = self._context.backend.hub.watch(hear)
        self._open.add(socket)
        writer = asyncio.create_task(_write(socket, outbox))
        try:
            async for _ in socket:
                pass
        finally:
            stop()
            self._open.discard(socket)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[bytes]) -> None:
    while True:
        payload = await outbox.get()
        with contextlib.suppress(ConnectionError):
            await socket.send_str(payload.decode())
