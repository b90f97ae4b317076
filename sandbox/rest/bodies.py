"""Reading request bodies: JSON, or multipart with a JSON part and files."""

import re
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.model.files import Upload

_FILE_PART = re.compile(r"files?\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """Return the JSON of a body and the files that came with it.

    Raises:
        DiscordRefusal: It is not JSON.
    """
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    text = await request.read()
    return (_parsed(text) if text else None), []


async def _read_multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    uploads: list[Upload] = []
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=False))
        name = part.name or ""
        match = _FILE_PART.fullmatch(name)
        if name == "payload_json":
            body = _parsed(content)
        elif match is not None:
            uploads.append(Upload(part.filename or "unknown", content, int(match[1])))
    return body, uploads


def _parsed(text: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise DiscordRefusal(ErrorCode.INVALID_JSON) from None
