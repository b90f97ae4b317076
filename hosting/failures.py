"""What keeps the bot from running, in a sentence each: what is wrong, and what to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord
from discord.ext import commands

from cogs._shared.discord_errors import AUTHENTICATION_FAILED

NOT_CONFIGURED = (
    "DISCORD_TOKEN is not set: create an application at https://discord.com/developers/applications, copy the"
    " token of its bot into the environment or into .env, or try Sparring without any account with:"
    " uv run bot.py --sandbox"
)
LOGIN_REFUSED = (
    "Discord refused the token in DISCORD_TOKEN: reset it on the page Bot of"
    " https://discord.com/developers/applications and set the new one."
)
GATEWAY_REFUSED = (
    "Discord's gateway turned the bot away for good (close code {code}): check SHARD_COUNT and SHARD_IDS,"
    " and update Sparring if there is a newer version."
)
DISCORD_UNREACHABLE = "Discord does not answer at {url}: check the network and DISCORD_API_URL ({error})."
MIGRATION_FAILED = (
    "The database could not be brought up to date ({error}). Nothing in it was changed, and the version of"
    " Sparring that ran before still works with it. Report what the log says above."
)
ANOTHER_MIGRATES = (
    "Another process has been bringing the database up to date for more than {error}: wait until it is done,"
    " or end it if it hangs, and start again."
)
DATABASE_WENT_AWAY = (
    "The database was opened and then failed ({error}): see to its server or disk, and try again."
)
FEATURE_NOT_FOUND = (
    "EXTENSIONS in cogs/__init__.py lists {name}, and there is no {folder}: correct the name, or make the"
    " package."
)
FEATURE_WITHOUT_SETUP = (
    "{name} is listed in cogs/__init__.py and cannot be loaded: {folder}/__init__.py has no"
    " `async def setup(bot)`, which adds its cogs."
)


class CannotStartError(Exception):
    """The bot cannot run; the message says in one sentence why and what to do."""


@contextmanager
def missing_features_named() -> Iterator[None]:
    """Say of a feature that is listed and cannot be loaded what it lacks.

    Raises:
        CannotStartError: there is no such package, or it has no `setup`.
    """
    try:
        yield
    except commands.ExtensionNotFound as error:
        raise CannotStartError(_of_feature(FEATURE_NOT_FOUND, error.name)) from error
    except commands.NoEntryPointError as error:
        raise CannotStartError(_of_feature(FEATURE_WITHOUT_SETUP, error.name)) from error


def _of_feature(sentence: str, name: str) -> str:
    return sentence.format(name=name, folder=name.replace(".", "/"))


@contextmanager
def failures_named(url: str) -> Iterator[None]:
    """Say of what keeps the bot from Discord what it is and what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise CannotStartError(LOGIN_REFUSED) from error
    except discord.ConnectionClosed as error:
        refusal = LOGIN_REFUSED if error.code == AUTHENTICATION_FAILED else GATEWAY_REFUSED
        raise CannotStartError(refusal.format(code=error.code)) from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise CannotStartError(DISCORD_UNREACHABLE.format(url=url, error=error)) from error


def complain(sentence: str) -> None:
    """Say a sentence to whoever started the process, whatever is logged."""
    print(sentence, file=sys.stderr)  # noqa: T201 - the one thing that a person reads
