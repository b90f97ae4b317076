"""Every package in `cogs/` is loaded, and one that cannot be is named before the bot ends."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cogs import EXTENSIONS
from hosting.exit_statuses import CANNOT_START
from sandbox import Sandbox, study_server
from tests.acceptance.processes import BOT, BotProcess
from tests.meta.complaints import nothing_is_amiss
from tests.meta.sources import COGS, ROOT


def test_every_feature_is_listed() -> None:
    packages = [
        file.parent.name for file in sorted(COGS.glob("*/*.py")) if not file.parent.name.startswith("_")
    ]

    nothing_is_amiss(
        f"cogs/{package}/ is never loaded: add cogs.{package} to EXTENSIONS in cogs/__init__.py."
        for package in packages
        if f"cogs.{package}" not in EXTENSIONS
    )


@pytest.fixture
async def local() -> AsyncIterator[Sandbox]:
    """A local Discord without a bot."""
    async with Sandbox(study_server()) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with one feature: `cogs.hello`, which is listed and not written yet."""
    shutil.copy(BOT, tmp_path)
    for package in ("hosting", "locales", "models", "services"):
        (tmp_path / package).symlink_to(ROOT / package)
    for common in ("_client", "_shared"):
        shutil.copytree(COGS / common, tmp_path / "cogs" / common)
    (tmp_path / "cogs" / "__init__.py").write_text('EXTENSIONS = ("cogs.hello",)\n')
    return tmp_path


async def complaint_of(project: Path, local: Sandbox) -> str:
    """Return the sentence with which the bot of a project ends."""

    class Bot(BotProcess):
        program = (str(project / "bot.py"),)

    process = Bot(project, DISCORD_TOKEN=local.bot_token, DISCORD_API_URL=local.api_url)
    await process.start()
    assert await process.ends() == CANNOT_START
    return process.said[-1]


async def test_a_feature_that_is_listed_and_not_there_is_named(project: Path, local: Sandbox) -> None:
    said = await complaint_of(project, local)

    assert said.startswith("EXTENSIONS in cogs/__init__.py lists cogs.hello, and there is no cogs/hello: ")


async def test_a_feature_without_a_setup_is_named(project: Path, local: Sandbox) -> None:
    (project / "cogs" / "hello").mkdir()
    (project / "cogs" / "hello" / "__init__.py").touch()

    said = await complaint_of(project, local)

    assert "cogs/hello/__init__.py has no `async def setup(bot)`" in said
