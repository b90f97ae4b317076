"""What keeps the bot from running, in a sentence each: what is wrong, and what to do."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import aiohttp
import discord
from discord.ext import commands

from cogs._client.answers_of_others import NotDiscordError, reason_of
from cogs._shared.discord_errors import AUTHENTICATION_FAILED
from hosting.logs import says_json

_log = logging.getLogger("sparring")

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
PROXY_IN_THE_WAY = (
    "Discord cannot be reached at {url}: {error}. Check DISCORD_PROXY or HTTPS_PROXY, or name Discord in"
    " NO_PROXY if no proxy is needed."
)
NOT_DISCORD = (
    "What answers at {url} is not Discord ({error}). It may be a network that wants you to sign in first:"
    " open an address in a browser of this machine, and check DISCORD_API_URL."
)
DISCORD_OUT_OF_ORDER = (
    "Discord is out of order ({error}): https://discordstatus.com tells more. Start again in a few minutes; a"
    " service that is restarted by itself does so."
)
FAULT_OF_OURS = (
    "Sparring has ended by a fault of its own ({error}), which should not be: please report it with what the"
    " log says above. What was stored is kept, and what was not sent is sent after the next start."
)
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
def failures_named(url: str, proxy: str | None = None) -> Iterator[None]:
    """Say of what keeps the bot from Discord what it is and what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise CannotStartError(LOGIN_REFUSED) from error
    except discord.ConnectionClosed as error:
        refusal = LOGIN_REFUSED if error.code == AUTHENTICATION_FAILED else GATEWAY_REFUSED
        raise CannotStartError(refusal.format(code=error.code)) from error
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise CannotStartError(_of_way_to_discord(error, url, proxy)) from error


def _of_way_to_discord(error: Exception, url: str, proxy: str | None) -> str:
    reason = reason_of(error, proxy)
    cause = error.__cause__ if isinstance(error, discord.GatewayNotFound) else error
    status = getattr(cause, "status", 0)
    if proxy is not None and (
        isinstance(cause, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError)
        or status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED
    ):
        return PROXY_IN_THE_WAY.format(url=url, error=reason)
    if isinstance(cause, NotDiscordError):
        return NOT_DISCORD.format(url=url, error=reason)
    if isinstance(cause, discord.HTTPException) and status == HTTPStatus.UNAUTHORIZED:
        return LOGIN_REFUSED
    if isinstance(cause, discord.HTTPException) and status >= 500:
        return DISCORD_OUT_OF_ORDER.format(error=reason)
    return DISCORD_UNREACHABLE.format(url=url, error=reason)


@contextmanager
def own_faults_named() -> Iterator[None]:
    """Say of a fault that nobody foresaw that it is one; what to report stands in the log.

    Raises:
        CannotStartError: There was one.
    """
    try:
        yield
    except CannotStartError:
        raise
    except Exception as error:
        _log.exception("This is a fault of Sparring's own.")
        raise CannotStartError(FAULT_OF_OURS.format(error=type(error).__name__)) from error


def complain(sentence: str) -> None:
    """Say a sentence to whoever started the process, whatever is logged."""
    if says_json():
        _log.critical(sentence)
        return
    print(sentence, file=sys.stderr)  # noqa: T201 - the one thing that a person reads
