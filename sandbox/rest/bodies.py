"""Reading request bodies: JSON, or multipart with a JSON part and files."""

import re
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.model.files import Upload

_FILE_PART = re.compile(r"files?\[(\d+)\]")
_SIGNATURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF": "application/pdf",
    b"BEGIN:VCALENDAR": "text/calendar",
}


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
            filename = part.filename or "unknown"
            uploads.append(Upload(filename, content, _content_type(filename, content), int(match[1])))
    return body, uploads


def _content_type(filename: str, content: bytes) -> str:
    for signature, content_type in _SIGNATURES.items():
        if content.startswith(signature):
            return content_type
    return (
        "text/plain; charset=utf-8"
        if filename.endswith((".txt", ".md", ".csv", ".log"))
        else "application/octet-stream"
    )


def _parsed(text: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise DiscordRefusal(ErrorCode.INVALID_JSON) from None
