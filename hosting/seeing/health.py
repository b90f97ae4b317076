"""`bot.py health`: asks a running process whether it can do its work; for the health checks of containers.

It is run every some seconds, so it loads as little as it can: not the bot, and not what reads its settings
(`services.environment`), but for the two that it needs.
"""

import http.client
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from hosting import exit_statuses
from hosting.settings_file import SettingsFileError, check_lines, encoding_of

PATIENCE_SECONDS = 3.0

DEFAULT_HOST = "127.0.0.1"

ANYWHERE = {"": DEFAULT_HOST, "0.0.0.0": DEFAULT_HOST, "::": "::1"}  # noqa: S104 - read, not served
"""Where a process is asked that serves on all addresses of its machine."""

NOT_SET = (
    "METRICS_PORT is not set: set it for the bot and for this command, and the bot says there how it is."
    " See .env.example."
)
NO_PORT = "METRICS_PORT is not right: it has to be a whole number from 1 to 65535. See .env.example."
NOT_REACHED = (
    "No bot answers at {host}, port {port} ({error}): start it, or look into its log why it is not there yet."
)
NOT_SPARRING = "What answers at {host}, port {port} is not Sparring: choose another port in METRICS_PORT."


class Readiness(NamedTuple):
    """What a process says of itself: whether it is ready, and of each part so and in words."""

    is_ready: bool
    parts: Mapping[str, tuple[bool, str]]


class _NobodyThereError(Exception):
    """There is no answer; the message says what to do."""


def health(dotenv: Path) -> int:
    """Say how the process is that the environment, or a file of settings, names; return the exit status."""
    try:
        answer = _ask(*_address(dotenv))
    except _NobodyThereError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is the answer
        return exit_statuses.SOMETHING_WRONG
    for part, (is_ready, state) in answer.parts.items():
        print("ok   " if is_ready else "WRONG", f"{part}: {state}")  # noqa: T201 - and this
    return exit_statuses.OK if answer.is_ready else exit_statuses.SOMETHING_WRONG


def _address(dotenv: Path) -> tuple[str, int]:
    told = _told(dotenv)
    port = told.get("metrics_port", "")
    if not port:
        raise _NobodyThereError(NOT_SET)
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise _NobodyThereError(NO_PORT)
    host = told.get("metrics_host", DEFAULT_HOST)
    return ANYWHERE.get(host, host), int(port)


def _told(dotenv: Path) -> Mapping[str, str]:
    """Return the settings as the bot finds them: the environment before the file, and names in any case."""
    told: dict[str, str | None] = {}
    if dotenv.is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - most containers have no such file

        try:
            encoding = encoding_of(dotenv)
            check_lines(dotenv, encoding)
            told |= dotenv_values(dotenv, encoding=encoding)
        except SettingsFileError as error:
            raise _NobodyThereError(str(error)) from error
    told |= os.environ
    return {name.lower(): value.strip() for name, value in told.items() if value is not None}


def _ask(host: str, port: int) -> Readiness:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/readyz")
        return _read(connection.getresponse().read())
    except OSError as error:
        named = NOT_REACHED.format(host=host, port=port, error=error.strerror or error)
        raise _NobodyThereError(named) from error
    except (http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _NobodyThereError(NOT_SPARRING.format(host=host, port=port)) from error
    finally:
        connection.close()


def _read(said: bytes) -> Readiness:
    """Return what the bot says; any error means that it was not the bot."""
    answer = json.loads(said)
    parts = {str(part): (bool(one["ready"]), str(one["state"])) for part, one in answer["parts"].items()}
    return Readiness(bool(answer["ready"]), parts)
