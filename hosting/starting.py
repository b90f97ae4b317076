"""`bot.py` and `bot.py run`: the bot on Discord, or on a local one."""

import argparse

from hosting import exit_statuses
from hosting.backups.nightly import nightly_backups
from hosting.failures import NOT_CONFIGURED, CannotStartError
from hosting.opening import open_database
from hosting.running import run_bot
from services.environment import Environment


async def run(environment: Environment, options: argparse.Namespace) -> int:
    """Run the bot until it is told to stop.

    Raises:
        CannotStartError: It cannot run.
    """
    if options.sandbox:
        from hosting.sandboxed import run_in_sandbox  # noqa: PLC0415 - only here is it needed

        await run_in_sandbox(environment, port=options.port, is_fresh=options.fresh)
        return exit_statuses.OK
    if not environment.discord_token.get_secret_value():
        raise CannotStartError(NOT_CONFIGURED)
    async with (
        open_database(environment.database_url, pool_size=environment.database_pool_size),
        nightly_backups(environment, options.clock),
    ):
        await run_bot(environment, options.clock)
    return exit_statuses.OK
