"""Serving uploaded files back."""

from aiohttp import web

from sandbox.backend import Backend


def add_file_routes(app: web.Application, backend: Backend) -> None:
    """Serve attachments at the addresses that messages name."""

    async def serve(request: web.Request) -> web.Response:
        upload = backend.files.get(request.match_info["attachment_id"])
        if upload is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": upload.content_type, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=upload.content, headers=headers)

    app.router.add_get("/files/{channel_id}/{attachment_id}/{filename}", serve)
