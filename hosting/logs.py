"""What the process logs, and how: as lines for people, or as lines of JSON for programs."""

import logging
import sys
from typing import Literal

from hosting.nameless import keep_ids_out

SECRETIVE = ("discord.http", "discord.webhook", "discord.gateway", "aiosqlite", "asyncpg", "google")
"""Loggers of libraries that tell at DEBUG what they send and receive: tokens, links, feedback, SQL values."""

LogFormat = Literal["text", "json"]


def log_at(level: str, log_format: LogFormat = "text") -> None:
    """Begin to log; secrets never get there, whatever the level and the format."""
    if log_format == "json":
        from hosting.json_log import begin_json  # noqa: PLC0415 - few want it

        begin_json(level)
    else:
        logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    wanted = logging.getLogger().level
    logging.getLogger("tortoise").setLevel(max(wanted, logging.WARNING))
    keep_ids_out()
    for name in SECRETIVE:
        logging.getLogger(name).setLevel(max(wanted, logging.INFO))


def says_json() -> bool:
    """Tell whether the process logs as JSON: then everything that it says is."""
    module = sys.modules.get("hosting.json_log")
    return module is not None and bool(module.is_on())
