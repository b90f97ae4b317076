"""Keeps people's ids out of what libraries log: Discord's addresses name whom they are about."""

import logging
import re

_IDS = re.compile(r"\d{15,}")
"""Ids on Discord. Nothing else that is logged has such large numbers."""

LIBRARIES = ("discord.http", "discord.gateway", "discord.webhook", "discord.client", "discord.state")


class Nameless(logging.Filter):
    """Replaces ids in a line by a mark."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line where it names somebody; it is always let through."""
        line = record.getMessage()
        if _IDS.search(line):
            record.msg, record.args = _IDS.sub("…", line), ()
        return True


def keep_ids_out() -> None:
    """Keep ids out of what Discord's library logs."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        if not any(isinstance(one, Nameless) for one in logger.filters):
            logger.addFilter(Nameless())
