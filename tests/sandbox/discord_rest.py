"""Asks the sandbox's REST API directly, as a bot with bodies of its own would."""

from types import TracebackType
from typing import Any, Self

import aiohttp

from sandbox import Sandbox
from sandbox.json_types import JsonObject


class Rest:
    """A small client of the REST API."""

    def __init__(self, sandbox: Sandbox, token: str | None = None) -> None:
        self._base = sandbox.api_url
        self._headers = {"Authorization": f"Bot {token or sandbox.bot_token}"}
        self._http = aiohttp.ClientSession()
        self.headers: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._http.close()

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return the status and the JSON of the answer."""
        async with self._http.request(
            method, self._base + path, json=body, headers=self._headers
        ) as response:
            self.headers = dict(response.headers)
            return response.status, await response.json() if response.status != 204 else {}


def error_codes(errors: JsonObject) -> dict[str, list[str]]:
    """Return the codes of a form's errors by their dotted paths."""
    found: dict[str, list[str]] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[""] = [one["code"] for one in value]
        else:
            for path, codes in error_codes(value).items():
                found[f"{key}.{path}".rstrip(".")] = codes
    return found
