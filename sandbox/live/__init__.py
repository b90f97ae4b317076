"""The HTTP interface and the live socket for the page."""

from aiohttp import web

from sandbox.live import control, events, faults, interactions, messages, site, uploads
from sandbox.live.context import PageContext


def add_page_routes(app: web.Application, context: PageContext) -> None:
    """Serve the page and everything that it asks for, the live socket aside."""
    site.add_routes(app)
    for subject in (control, events, faults, interactions, messages, uploads):
        subject.add_routes(app, context)
