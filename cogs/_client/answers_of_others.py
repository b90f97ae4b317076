"""Answers to requests that are not Discord's: pages of whatever stands between, and an address shut out.

A proxy, a hotel's network or Cloudflare answers with a page of HTML. discord.py takes one with the status 200
for what was asked for, and quotes one with another status in full. Here the first is an error, and the second
keeps to one line.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route

from cogs._client.rate_limits import SHUT_OUT_SECONDS, AddressShutOutError, RateLimits
from services.proxies import shown

_log = logging.getLogger(__name__)

PAGE = "a page in place of Discord's answer"
BROKEN = "an answer that is cut off or no JSON"
SOMEBODY_ELSES = "an answer that is not Discord's"


class NotDiscordError(aiohttp.ClientError):
    """Something else answers in Discord's place."""


def refuse_pages(http: HTTPClient) -> None:
    """Have a client take no page for an answer, and quote none."""
    ask = http.request

    async def request(route: Route, **options: Any) -> Any:  # noqa: ANN401 - JSON
        try:
            answer = await ask(route, **options)
        except discord.HTTPException as error:
            without_page(error)
            raise
        except json.JSONDecodeError as error:
            raise NotDiscordError(BROKEN) from error
        if isinstance(answer, str) and answer:
            raise NotDiscordError(PAGE)
        if route.path == "/users/@me" and "id" not in answer:
            raise NotDiscordError(SOMEBODY_ELSES)
        return answer

    setattr(http, request.__name__, request)


def without_page(error: discord.HTTPException) -> None:
    """Take the page out of what an error says, if there is one in it."""
    if error.text.lstrip().startswith("<"):
        error.text = PAGE
        error.args = (f"{error.status} {error.response.reason}: {PAGE}",)


def is_shut_out(error: discord.HTTPException) -> bool:
    """Tell whether an answer says that the address is shut out: Discord's own limits come with `Via`."""
    return error.status == HTTPStatus.TOO_MANY_REQUESTS and "Via" not in error.response.headers


def shut_out_for(error: discord.HTTPException) -> float:
    """Return for how many seconds an answer says that the address is shut out."""
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return SHUT_OUT_SECONDS


def wait_while_shut_out(
    http: HTTPClient,
    limits: RateLimits,
    is_starting: Callable[[], bool],
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Have a client that starts wait until Discord lets its address in again, and say for how long.

    To ask again earlier would make it longer, and so would a process that ends and is started anew.
    """
    ask = http.request

    async def request(route: Route, **options: Any) -> Any:  # noqa: ANN401 - JSON
        while True:
            try:
                return await ask(route, **options)
            except AddressShutOutError:
                if not is_starting():
                    raise
            except discord.HTTPException as error:
                if not is_shut_out(error) or not is_starting():
                    raise
                limits.shut_out(shut_out_for(error))
            seconds = limits.shut_out_for()
            _log.warning(
                "Discord has shut out this address for %s, for too many requests from it: I wait, and go on"
                " by myself. Starting anew would only make it longer.",
                spoken(seconds),
            )
            await pause(seconds)

    setattr(http, request.__name__, request)


def spoken(seconds: float) -> str:
    """Return a time as one says it, such as `57 minutes`."""
    number, unit = (round(seconds / 60), "minute") if seconds >= 90 else (max(1, round(seconds)), "second")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def reason_of(error: BaseException, proxy: str | None = None) -> str:
    """Say what kept a request from Discord, without a page and without a password.

    Args:
        error: What it ended in.
        proxy: The proxy through which it went.
    """
    if isinstance(error, discord.GatewayNotFound) and error.__cause__ is not None:
        return reason_of(error.__cause__, proxy)
    if proxy is not None and (words := _of_proxy(error)):
        return f"the proxy at {shown(proxy)} {words}"
    if isinstance(error, aiohttp.InvalidURL):
        return "that is no address: one begins with https://"
    if isinstance(error, TimeoutError) and not str(error):
        return "it took too long"
    return " ".join(str(error).split()) or type(error).__name__


def _of_proxy(error: BaseException) -> str | None:
    """Say what a proxy did, where it was the proxy."""
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return f"is not to be reached: {error.strerror}"
    status = getattr(error, "status", None)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return f"asks for another user and password: {status}"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"does not let it through: {status}"
    return None


def in_a_sentence(record: logging.LogRecord) -> bool:
    """Let discord.py say in its line why a connection failed, instead of a traceback; pass every record."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, aiohttp.ClientError | OSError | TimeoutError | discord.DiscordException):
        record.msg = f"{record.getMessage()} ({reason_of(error)})"
        record.args, record.exc_info, record.exc_text = (), None, None
    return True
