"""What the bot takes with it at the start, and what it leaves for whenever somebody needs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.processes import BOT, ROOT, unset_settings, without_settings

LOAD_EVERYTHING = """
import importlib, json, sys
import bot, cogs, hosting.running, hosting.opening, services.environment, services.questions.files.reading
for extension in cogs.EXTENSIONS:
    importlib.import_module(extension)
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules of a process that has loaded the bot and all of its features."""
    program = [sys.executable, "-c", LOAD_EVERYTHING]
    finished = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return set(json.loads(finished.stdout))


@pytest.mark.parametrize(
    ("library", "user"),
    [
        ("PIL", "cogs.interviews.picker.month_picture"),
        ("fontpkg", "cogs.interviews.picker.month_picture"),
        ("icalendar", "services.invitation_files"),
        ("yaml", "services.questions.files"),
        ("google.oauth2.service_account", "services.google_meet"),
        ("cryptography", "services.google_meet"),
        ("sandbox", "bot"),
        ("aiohttp.web", "hosting.seeing and the sandbox"),
        ("prometheus_client", "hosting.seeing"),
        ("pythonjsonlogger", "hosting.json_log"),
        ("playwright", "tests"),
    ],
)
def test_what_takes_much_memory_is_not_loaded_before_it_is_needed(
    loaded: set[str], library: str, user: str
) -> None:
    assert "cogs.interviews.picker.showing" in loaded
    assert library not in loaded, f"{library} is to come with the first use by {user}"


def test_whoever_asks_for_the_health_need_not_wait_for_the_bot_to_be_loaded(tmp_path: Path) -> None:
    """It is asked for every some seconds, by a process of its own each time."""
    program = [sys.executable, "-X", "importtime", str(BOT), "health"]
    environment = without_settings() | unset_settings(tmp_path) | {"METRICS_PORT": "9"}
    finished = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in finished.stderr.splitlines()}

    assert finished.returncode == 1
    assert "hosting" in imported
    assert (
        imported & {"aiohttp", "asyncpg", "cogs", "discord", "models", "pydantic", "services", "tortoise"}
        == set()
    )
