"""A web server on 127.0.0.1 that answers this machine and its own pages, and nobody else.

A browser lets the page of any site send requests to 127.0.0.1, and says in `Origin` whose page it is. A site
may also let its own name point there; then `Host` still has that name. Programs send no `Origin`.
"""

from aiohttp import web
from aiohttp.typedefs import Handler

HOST = "127.0.0.1"
BACKLOG = 4096
"""Connections that may wait to be accepted: one that finds no room tries again only a second later."""

_NAMES = (HOST, "localhost", "[::1]")
_HTTP_PORT = 80


class LocalServer:
    """Serves one web application.

    Args:
        shutdown_timeout: After how many seconds what is still being answered is cut off.

    Attributes:
        port: Where it listens; 0 until it does.
        relays: Other hosts and ports under which requests may reach it.
    """

    def __init__(self, *, shutdown_timeout: float) -> None:
        self.port = 0
        self.relays: set[str] = set()
        self._shutdown_timeout = shutdown_timeout
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """The host and the port."""
        return f"{HOST}:{self.port}"

    async def start(self, app: web.Application, port: int) -> None:
        """Listen on 127.0.0.1, on any free port for 0."""
        app.middlewares.append(self._refuse_strangers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._shutdown_timeout)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port, backlog=BACKLOG).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close all connections and stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _refuse_strangers(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host, origin = request.headers.get("Host", "").lower(), request.headers.get("Origin")
        if host not in self._own_hosts() or origin not in (None, f"http://{host}"):
            raise web.HTTPForbidden(
                text=f"This server is only for this machine: open http://{self.address}/ in a browser here,"
                " since pages of other sites, and other names for this address, are not answered.\n"
            )
        return await handler(request)

    def _own_hosts(self) -> set[str]:
        hosts = self.relays | {f"{name}:{self.port}" for name in _NAMES}
        # Browsers leave out the port that they would take anyway.
        return hosts | set(_NAMES) if self.port == _HTTP_PORT else hosts
