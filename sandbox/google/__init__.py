"""A local Google: OAuth's token endpoint and the Meet REST API v2 on 127.0.0.1."""

from sandbox.google.meet import Space
from sandbox.google.project import Project
from sandbox.google.server import LocalGoogle

__all__ = ["LocalGoogle", "Project", "Space"]
