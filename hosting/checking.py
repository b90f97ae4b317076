"""`bot.py check`: tries the database, Discord and Google, and says what is wrong and what to do."""

import argparse
from collections.abc import AsyncIterator
from datetime import datetime

from discord.http import Route

from cogs._client.checkup import Finding, discord_findings
from hosting import exit_statuses
from hosting.backups.checking import backup_finding
from hosting.checking_database import database_findings
from hosting.failures import NOT_CONFIGURED
from services.environment import Environment
from services.google_meet import GoogleMeetError, open_google_meet
from services.proxies import ProxyNotRightError


async def check(environment: Environment, options: argparse.Namespace) -> int:
    """Print what was found, a line each."""
    findings = [finding async for finding in _findings(environment, options.clock())]
    for finding in findings:
        print("ok   " if finding.is_fine else "WRONG", finding.sentence)  # noqa: T201 - this is the answer
    is_fine = all(finding.is_fine for finding in findings)
    return exit_statuses.OK if is_fine else exit_statuses.SOMETHING_WRONG


async def _findings(environment: Environment, now: datetime) -> AsyncIterator[Finding]:
    found, servers = await database_findings(environment, now)
    for finding in found:
        yield finding
    token = environment.discord_token.get_secret_value()
    if token:
        Route.BASE = environment.discord_api_url.rstrip("/")
        try:
            proxy = environment.proxies.for_discord(environment.discord_api_url)
        except ProxyNotRightError as error:
            yield Finding(is_fine=False, sentence=str(error))
        else:
            async for finding in discord_findings(token, servers, proxy):
                yield finding
    else:
        yield Finding(is_fine=False, sentence=NOT_CONFIGURED)
    yield await _google_finding(environment)
    yield backup_finding(environment, now)


async def _google_finding(environment: Environment) -> Finding:
    google_meet = open_google_meet(environment)
    if google_meet is None:
        return Finding(is_fine=True, sentence="No Google credentials are set: hosts are asked for links.")
    try:
        await google_meet.check()
    except (GoogleMeetError, ProxyNotRightError) as error:
        return Finding(is_fine=False, sentence=str(error))
    finally:
        await google_meet.close()
    return Finding(is_fine=True, sentence="Google takes the credentials for meeting rooms.")
