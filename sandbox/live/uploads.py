"""Files that members have chosen on the page: each is handed over at once, and sent later by its id.

So what was chosen outlives a reload of the page and an answer that failed, and is brought over only once.
"""

import secrets

from aiohttp import web

from sandbox.client.files import too_large
from sandbox.errors import ClientRefusal
from sandbox.json_types import JsonObject
from sandbox.limits.messages import MAXIMUM_FILE
from sandbox.live.context import PageContext, json_handler
from sandbox.model.files import Upload


def add_routes(app: web.Application, context: PageContext) -> None:
    """Take files that wait to be sent."""

    async def take_file(request: web.Request) -> JsonObject:
        user = context.user(request.query.get("member"))
        filename = request.query.get("filename") or "unknown"
        upload = Upload(filename, await _content(request, filename))
        upload_id = secrets.token_hex(8)
        context.waiting_files.add(user.id, upload_id, upload)
        return {"upload": upload_id, "filename": filename, "size": len(upload.content)}

    app.router.add_post("/sandbox/uploads", json_handler(take_file))


async def _content(request: web.Request, filename: str) -> bytes:
    """Read a file to its end, unless it turns out to be too large."""
    if (request.content_length or 0) > MAXIMUM_FILE:
        raise too_large(filename)
    content = bytearray()
    async for part in request.content.iter_any():
        content += part
        if len(content) > MAXIMUM_FILE:
            raise too_large(filename)
    return bytes(content)


def chosen_file(context: PageContext, user_id: str, chosen: JsonObject) -> Upload:
    """Return a file that a member has handed over.

    Raises:
        ClientRefusal: It is not there, or no longer.
    """
    upload = context.waiting_files.get(user_id, str(chosen.get("upload")))
    if upload is None:
        name = chosen.get("filename") or "unknown"
        raise ClientRefusal(f"“{name}” is no longer there: remove it, and choose it again.")
    return upload
