"""What `bot.py check` finds out about the database: that it opens, what waits in it, and what it lets in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cogs._client.checkup import Finding
from hosting.as_found import CANNOT_BE_USED, as_found
from hosting.failures import DATABASE_WENT_AWAY, CannotStartError
from hosting.opening import open_database
from models import condition
from models.backups.versions import Version
from models.condition import Connections
from models.database import held_at_most
from services.delivery.backlog import Backlog, Waiting, backlog
from services.environment import Environment
from services.outages import OutageError
from services.settings import Channels, all_channels

NOT_LOOKED_INTO = {
    Version.NOTHING: Finding(
        is_fine=True, sentence="There is no database at DATABASE_URL yet: the bot makes it when it starts."
    ),
    Version.OLDER: Finding(
        is_fine=True,
        sentence="The database answers. It is of an older version: the bot brings it up to date when it"
        " starts.",
    ),
    Version.NOT_OURS: Finding(is_fine=False, sentence=CANNOT_BE_USED[Version.NOT_OURS]),
    Version.NEWER: Finding(is_fine=False, sentence=CANNOT_BE_USED[Version.NEWER]),
}
"""What is said of a database that is as it should be only once the bot has opened it, or never."""

OVERDUE = timedelta(minutes=5)
"""For how long nothing that is due waits where a bot runs and can deliver."""


async def database_findings(
    environment: Environment, now: datetime
) -> tuple[Sequence[Finding], Sequence[Channels]]:
    """Look at the database, and return with what was found the channels that servers have set."""
    try:
        found_there = await as_found(environment.database_url)
        if found_there in NOT_LOOKED_INTO:
            return [NOT_LOOKED_INTO[found_there]], []
        async with open_database(environment.database_url, pool_size=environment.database_pool_size):
            servers = await all_channels()
            waiting = await backlog(now)
            connections = await condition.connections()
    except CannotStartError as error:
        return [Finding(is_fine=False, sentence=str(error))], []
    except OutageError as error:
        return [Finding(is_fine=False, sentence=DATABASE_WENT_AWAY.format(error=error))], []
    found = [
        Finding(is_fine=True, sentence="The database answers and is up to date."),
        of_outbox(waiting, now),
    ]
    if connections is not None:
        found.append(
            of_pools(connections, held_at_most(environment.database_url, environment.database_pool_size))
        )
    return found, servers


def of_outbox(waiting: Sequence[Backlog], now: datetime) -> Finding:
    """Say how much is due in the outbox, and for how long."""
    due = [one for one in waiting if one.waiting is Waiting.DUE]
    put_off = sum(one.rows for one in waiting if one.waiting is Waiting.PUT_OFF)
    tried = f" Of those that were tried, {put_off} will be tried again." if put_off else ""
    if not due:
        return Finding(is_fine=True, sentence=f"Nothing is overdue in the outbox.{tried}")
    rows, age = sum(one.rows for one in due), max(one.age(now) for one in due)
    are = "notification is" if rows == 1 else "notifications are"
    said = f"{rows} {are} due in the outbox, the oldest for {_long(age)}.{tried}"
    if age <= OVERDUE:
        return Finding(is_fine=True, sentence=said)
    return Finding(
        is_fine=False, sentence=f"{said} Start the bot, or look into its log why it does not deliver."
    )


def of_pools(connections: Connections, size: int) -> Finding:
    """Say how many connections the processes may take together, and whether the server lets in as many."""
    processes = max(connections.processes, 1)
    together = processes * size
    said = (
        f"{processes} {'process' if processes == 1 else 'processes'} may take up to {together} connections"
        f" ({size} each); the server lets in {connections.allowed}, of which {connections.used} are used now."
    )
    if together <= connections.allowed:
        return Finding(is_fine=True, sentence=said)
    advice = (
        " Give each process fewer, or allow more on the server (max_connections, or the limit of the role)."
    )
    return Finding(is_fine=False, sentence=said + advice)


def _long(age: timedelta) -> str:
    minutes, seconds = divmod(int(age.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
