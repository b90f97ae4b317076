"""`bot.py check`: tries the database, Discord and Google, and says what is wrong and what to do."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

from discord.http import Route

from cogs._client.checkup import Finding, discord_findings
from hosting.backups.folder import last_backup
from hosting.failures import DATABASE_WENT_AWAY, NOT_CONFIGURED, CannotStartError
from hosting.opening import open_database
from services.environment import Environment
from services.google_meet import GoogleMeetError, open_google_meet
from services.outages import OutageError
from services.settings import Channels, all_channels

BACKUP_HOURS = 26
"""How old the last nightly backup may be: one may come an hour later than the one before, and takes time."""


async def check(environment: Environment, clock: Callable[[], datetime]) -> bool:
    """Print what was found, a line each, and tell whether all is well."""
    findings = [finding async for finding in _findings(environment)]
    findings.append(backup_finding(environment, clock()))
    for finding in findings:
        print("ok   " if finding.is_fine else "WRONG", finding.sentence)  # noqa: T201 - this is the answer
    return all(finding.is_fine for finding in findings)


async def _findings(environment: Environment) -> AsyncIterator[Finding]:
    servers: list[Channels] = []
    try:
        async with open_database(environment.database_url):
            servers = await all_channels()
        yield Finding(is_fine=True, sentence="The database answers and is up to date.")
    except CannotStartError as error:
        yield Finding(is_fine=False, sentence=str(error))
    except OutageError as error:
        yield Finding(is_fine=False, sentence=DATABASE_WENT_AWAY.format(error=error))
    token = environment.discord_token.get_secret_value()
    if token:
        Route.BASE = environment.discord_api_url.rstrip("/")
        async for finding in discord_findings(token, servers):
            yield finding
    else:
        yield Finding(is_fine=False, sentence=NOT_CONFIGURED)
    yield await _google_finding(environment)


def backup_finding(environment: Environment, now: datetime) -> Finding:
    """Return when the last nightly backup was made, and whether that is as it should be."""
    folder = Path(environment.backup_dir)
    if not environment.backup_dir:
        return Finding(
            is_fine=True, sentence="No nightly backups are set: BACKUP_DIR names a folder for them."
        )
    last = last_backup(folder)
    if last is None:
        sentence = f"There is no nightly backup in {folder} yet: the bot makes one as soon as it runs."
        return Finding(is_fine=False, sentence=sentence)
    hours = (now - last) / timedelta(hours=1)
    sentence = f"The last nightly backup was made at {last:%Y-%m-%d %H:%M} UTC."
    if hours < BACKUP_HOURS:
        return Finding(is_fine=True, sentence=sentence)
    return Finding(is_fine=False, sentence=f"{sentence} That is {hours:.0f} hours ago: see the bot's log.")


async def _google_finding(environment: Environment) -> Finding:
    google_meet = open_google_meet(environment)
    if google_meet is None:
        return Finding(is_fine=True, sentence="No Google credentials are set: hosts are asked for links.")
    try:
        await google_meet.check()
    except GoogleMeetError as error:
        return Finding(is_fine=False, sentence=str(error))
    finally:
        await google_meet.close()
    return Finding(is_fine=True, sentence="Google takes the credentials for meeting rooms.")
