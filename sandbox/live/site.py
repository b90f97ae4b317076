"""Serving the page's own files."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).resolve().parent.parent / "page"
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".json": "application/json",
}


def add_routes(app: web.Application) -> None:
    """Serve the page at `/` and its files below `/static`."""

    async def index(_: web.Request) -> web.Response:
        return _file(PAGE / "index.html")

    async def static(request: web.Request) -> web.Response:
        path = (PAGE / request.match_info["path"]).resolve()
        if not path.is_relative_to(PAGE):
            raise web.HTTPNotFound
        return _file(path)

    app.router.add_get("/", index)
    app.router.add_get("/static/{path:.+}", static)


def _file(path: Path) -> web.Response:
    content_type = _TYPES.get(path.suffix)
    if content_type is None or not path.is_file():
        raise web.HTTPNotFound
    charset = "utf-8" if content_type.startswith("text/") else None
    # Read for every request: whoever works on the page sees each change after a reload.
    return web.Response(
        body=path.read_bytes(),
        content_type=content_type,
        charset=charset,
        headers={"Cache-Control": "no-store"},
    )
