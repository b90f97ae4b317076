"""What a database needs that was put back: it is what stood there at an earlier moment.

- **Numbers go on far beyond those in it.** Cards, buttons and messages of after that moment stand on Discord
  still, and name rows that are not there any more. A new row must not have their numbers: who clicks on an
  old card would book another interview.
- **It has a new name**, by which Discord tells its messages from those that it had before: it would take a
  new one for a repeat.
- **No process lives in it**, so nothing is on its way.
- **What waits to be sent may have been sent.** It counts as tried once, as after a process that died: the bot
  looks on Discord whether the message stands before it sends it.
"""

import secrets
from datetime import datetime

from models.backups.numbering import go_on_from, last_numbers
from models.backups.reading import OpenDatabase
from models.statements import run

NUMBERS_LEFT_OUT = 10_000
"""How far numbers jump: far more than a server publishes interviews in a year."""


_TRIED = (
    "UPDATE notification SET attempts = 1, tried_at = due_at"
    " WHERE state = 'pending' AND attempts = 0 AND due_at <= :now"
)


async def renew(now: datetime) -> None:
    """Make the open database one that can be gone on with, within the caller's transaction."""
    await run("UPDATE installation SET name = :name", {"name": secrets.token_hex(4)})
    await run("UPDATE notification SET owner = NULL WHERE owner IS NOT NULL", {})
    await run("DELETE FROM bot_process", {})
    await run(_TRIED, {"now": now})
    last = await last_numbers(OpenDatabase())
    await go_on_from({table: number + NUMBERS_LEFT_OUT for table, number in last.items()})
