"""Serving uploaded files back."""

from aiohttp import web

from sandbox.backend import Backend
from sandbox.content_types import content_type_of

_UNKNOWN = "application/octet-stream"


def add_file_routes(app: web.Application, backend: Backend) -> None:
    """Serve attachments at the addresses that messages name."""

    async def serve(request: web.Request) -> web.Response:
        upload = backend.files.get(request.match_info["attachment_id"])
        if upload is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": content_type_of(upload.filename, upload.content) or _UNKNOWN,
            "X-Content-Type-Options": "nosniff",
            # Files live under the page's own address here: what stands in one must not act as the page.
            "Content-Security-Policy": "script-src 'none'",
        }
        return web.Response(body=upload.content, headers=headers)

    app.router.add_get("/files/{channel_id}/{attachment_id}/{filename}", serve)
