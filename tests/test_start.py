"""What the bot takes with it at the start, and what it leaves for whenever somebody needs it."""

import json
import subprocess
import sys

import pytest

from tests.acceptance.processes import ROOT

LOAD_EVERYTHING = """
import importlib, json, sys
import bot, cogs
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
        ("google.oauth2.service_account", "services.google_meet"),
        ("cryptography", "services.google_meet"),
        ("sandbox", "bot"),
        ("aiohttp.web", "sandbox"),
        ("playwright", "tests"),
    ],
)
def test_what_takes_much_memory_is_not_loaded_before_it_is_needed(
    loaded: set[str], library: str, user: str
) -> None:
    assert "cogs.interviews.picker.showing" in loaded
    assert library not in loaded, f"{library} is to come with the first use by {user}"
