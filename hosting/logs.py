"""What the process logs, and how."""

import logging

from hosting.nameless import keep_ids_out

SECRETIVE = ("discord.http", "discord.webhook", "discord.gateway", "aiosqlite", "asyncpg", "google")
"""Loggers of libraries that tell at DEBUG what they send and receive: tokens, links, feedback, SQL values."""


def log_at(level: str) -> None:
    """Begin to log; secrets never get there, whatever the level."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    wanted = logging.getLogger().level
    logging.getLogger("tortoise").setLevel(max(wanted, logging.WARNING))
    keep_ids_out()
    for name in SECRETIVE:
        logging.getLogger(name).setLevel(max(wanted, logging.INFO))
