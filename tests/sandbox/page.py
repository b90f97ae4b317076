"""The page without a browser: what it asks of the local Discord, and what the live socket tells it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox import Sandbox
from sandbox.json_types import JsonObject


class Page:
    """One member's page: calls the interface, and keeps what the live socket says."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession, member: str) -> None:
        self.sandbox = sandbox
        self.http = http
        self.member = sandbox.member(member).id
        self.events: list[dict[str, Any]] = []
        self.arrived = asyncio.Event()

    async def listen(self) -> None:
        url = f"{self.sandbox.page_url}sandbox/live?member={self.member}"
        async with self.http.ws_connect(url) as socket:
            self.arrived.set()
            async for message in socket:
                self.events.append(message.json())
                self.arrived.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                self.arrived.clear()
                await self.arrived.wait()

    def of_type(self, kind: str) -> list[Any]:
        return [one["data"] for one in self.events if one["type"] == kind]

    async def call(self, method: str, path: str, status: int = 200, /, **body: object) -> JsonObject:
        url = f"{self.sandbox.page_url}sandbox/{path}"
        async with self.http.request(method, url, json=body or None) as response:
            assert response.status == status, await response.text()
            answer: JsonObject = await response.json()
            return answer

    async def snapshot(self) -> JsonObject:
        return await self.call("GET", f"snapshot?member={self.member}")


OpenPage = Callable[[str], Awaitable[Page]]
