"""One client's web socket: hello, identify or resume, heartbeats, and the writer."""

import asyncio
import contextlib
from enum import IntEnum

import orjson
from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.gateway.compression import stream_for
from sandbox.gateway.gateway import Gateway
from sandbox.gateway.intents import PRIVILEGED
from sandbox.gateway.members import member_chunks
from sandbox.gateway.session import Session
from sandbox.json_types import JsonObject
from sandbox.model.world import World

HEARTBEAT_MILLISECONDS = 41_250


class Op(IntEnum):
    """Gateway operation codes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """Why the gateway ends a connection."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SHARD = 4010
    INVALID_API_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Connection:
    """Speaks the gateway protocol with one client."""

    def __init__(self, gateway: Gateway, world: World, request: web.Request) -> None:
        self._gateway = gateway
        self._world = world
        self._request = request
        self._socket = web.WebSocketResponse(max_msg_size=1 << 20, timeout=1.0)
        self._stream = stream_for(request.query.get("compress"))
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._session: Session | None = None
        self._farewell: asyncio.Task[None] | None = None

    async def run(self) -> web.WebSocketResponse:
        """Serve the client until either side leaves."""
        await self._socket.prepare(self._request)
        writer = asyncio.create_task(self._write())
        try:
            if self._request.query.get("v") != "10":
                await self._close(CloseCode.INVALID_API_VERSION)
            self._send(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS, "_trace": []})
            async for message in self._socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    await self._receive(message.data)
        finally:
            self._leave()
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return self._socket

    def send(self, payload: bytes) -> None:
        """Queue a payload."""
        self._outbox.put_nowait(payload)

    def abort(self) -> None:
        """Cut the connection without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    def turn_away(self) -> None:
        """End the connection because its token does not count any more."""
        self._farewell = asyncio.create_task(self._close(CloseCode.AUTHENTICATION_FAILED))

    async def close_for_good(self) -> None:
        """End the connection because the server stops."""
        await self._socket.close(code=WSCloseCode.GOING_AWAY)

    def _send(self, op: Op, data: object) -> None:
        self.send(orjson.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def _write(self) -> None:
        while True:
            payload = await self._outbox.get()
            with contextlib.suppress(ConnectionError):
                if self._stream is None:
                    await self._socket.send_str(payload.decode())
                else:
                    await self._socket.send_bytes(self._stream.pack(payload))

    async def _close(self, code: CloseCode) -> None:
        await self._socket.close(code=code, message=code.name.replace("_", " ").capitalize().encode())

    def _leave(self) -> None:
        if self._session is None:
            return
        self._session.detach(self)
        # A client that says goodbye in these words gives its session up.
        if self._socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
            self._gateway.end(self._session)
        self._gateway.on_presence()

    async def _receive(self, text: str | bytes) -> None:
        try:
            payload = orjson.loads(text)
            op, data = payload["op"], payload.get("d")
        except (orjson.JSONDecodeError, TypeError, KeyError):
            await self._close(CloseCode.DECODE_ERROR)
            return
        if op in (Op.IDENTIFY, Op.RESUME, Op.REQUEST_GUILD_MEMBERS) and not isinstance(data, dict):
            await self._close(CloseCode.DECODE_ERROR)
            return
        match op:
            case Op.HEARTBEAT:
                self._send(Op.HEARTBEAT_ACK, None)
            case Op.IDENTIFY:
                await self._identify(data)
            case Op.RESUME:
                await self._resume(data)
            case Op.PRESENCE_UPDATE | Op.VOICE_STATE_UPDATE | Op.REQUEST_GUILD_MEMBERS if (
                self._session is None
            ):
                await self._close(CloseCode.NOT_AUTHENTICATED)
            case Op.PRESENCE_UPDATE | Op.VOICE_STATE_UPDATE:
                pass
            case Op.REQUEST_GUILD_MEMBERS if self._session is not None:
                for chunk in member_chunks(self._world, data):
                    self._session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
            case _:
                await self._close(CloseCode.UNKNOWN_OPCODE)

    async def _identify(self, data: JsonObject) -> None:
        if self._session is not None:
            await self._close(CloseCode.ALREADY_AUTHENTICATED)
            return
        refusal = self._refusal(data)
        if refusal is not None:
            await self._close(refusal)
            return
        index, count = data.get("shard", (0, 1))
        self._session = self._gateway.open_session((index, count), data["intents"])
        self._session.attach(self)
        self._gateway.welcome(self._session)
        self._gateway.on_presence()

    def _refusal(self, data: JsonObject) -> CloseCode | None:
        index, count = data.get("shard", (0, 1))
        intents = data.get("intents")
        if data.get("token", "").removeprefix("Bot ") != self._gateway.token:
            return CloseCode.AUTHENTICATION_FAILED
        if not 0 <= index < count:
            return CloseCode.INVALID_SHARD
        if not isinstance(intents, int) or intents < 0:
            return CloseCode.INVALID_INTENTS
        if intents & PRIVILEGED & ~self._gateway.granted_intents:
            return CloseCode.DISALLOWED_INTENTS
        return None

    async def _resume(self, data: JsonObject) -> None:
        if data.get("token", "").removeprefix("Bot ") != self._gateway.token:
            await self._close(CloseCode.AUTHENTICATION_FAILED)
            return
        session = self._gateway.session(data.get("session_id", ""))
        missed = None if session is None else session.missed_since(data.get("seq") or 0)
        if session is None or missed is None:
            self._send(Op.INVALID_SESSION, data=False)
            return
        self._session = session
        session.attach(self)
        for payload in missed:
            self.send(payload)
        session.dispatch("RESUMED", {"_trace": []})
        self._gateway.on_presence()
