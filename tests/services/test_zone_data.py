"""One source of the rules of time zones, the pinned package, whatever the machine has of its own."""

import ast
import os
import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from cogs._shared.translation import Speaker
from services.times import read_time
from services.zones import check_zone, find_zones

ROOT = Path(__file__).parents[2]
OURS = ("bot.py", "hosting", "cogs", "services", "models", "sandbox", "benchmarks", "tests")
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

UNTOUCHED = """
from datetime import datetime
from zoneinfo import ZoneInfo
print(datetime(2026, 11, 30, tzinfo=ZoneInfo("America/Vancouver")).utcoffset())
"""
TRIED = """
import {entry}
from datetime import UTC, datetime
from zoneinfo import TZPATH, ZoneInfo
from cogs._shared.translation import Speaker
now = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
zone = "America/Vancouver"
assert TZPATH == (), TZPATH
print(now.astimezone(ZoneInfo(zone)).utcoffset(), Speaker("en").wall_time(now, zone), sep=" | ")
"""


@pytest.mark.parametrize(
    "entry", ["hosting.starting", "hosting.checking", "benchmarks.stage", "cogs._shared.translation"]
)
def test_the_pinned_rules_win_over_those_of_the_machine(tmp_path: Path, entry: str) -> None:
    machine = tmp_path / "America"
    machine.mkdir()
    tokyo = files("tzdata").joinpath("zoneinfo/Asia/Tokyo").read_bytes()
    (machine / "Vancouver").write_bytes(tokyo)
    environment = os.environ | {"PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    assert _run(UNTOUCHED, environment) == "9:00:00", "the test does not try what it says"
    assert _run(TRIED.format(entry=entry), environment) == "-1 day, 17:00:00 | Mon 30 Nov, 05:00"


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("America/Vancouver", -7),
        ("America/Edmonton", -6),
        ("America/Winnipeg", -5),
        ("America/Havana", -4),
        ("Africa/Casablanca", 0),
    ],
)
def test_zones_whose_rules_have_changed_lately_are_read_by_the_new_ones(zone: str, hours: int) -> None:
    meant = datetime(2026, 12, 1, 18, 0, tzinfo=UTC) - timedelta(hours=hours)
    assert read_time("tomorrow 18:00", zone=zone, now=NOW, language="en-US").starts_at == meant


def test_what_is_read_suggested_and_answered_agree_in_every_zone() -> None:
    speak = Speaker("en")
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    for name in {check_zone(name) for name in names if name not in MISLEADING}:
        local = NOW.astimezone(zoneinfo.ZoneInfo(name))
        answered = speak.wall_time(NOW, name)
        assert answered.endswith(f"{local:%H:%M}"), name
        if not name.startswith("Etc/"):
            (suggested,) = find_zones(name, language="en", now=NOW, limit=1)
            assert f"now {local:%H:%M}" in suggested.label
        read = read_time(f"{local:%Y-%m-%d %H:%M}", zone=name, now=NOW, language="en").starts_at
        assert read == NOW, name


MISLEADING = {"Factory", "EST", "MST", "HST", "CET", "MET", "EET", "WET"}


def test_nobody_asks_for_zones_before_the_pinned_rules_are_taken_or_elsewhere() -> None:
    words = ("zoneinfo", "pytz", "dateutil", "get_timezone")
    for path in (path for name in OURS for path in _sources(ROOT / name)):
        if not any(word in path.read_text("utf-8") for word in words):
            continue
        imported = _imported(path)
        assert not imported & {"pytz", "dateutil", "babel.dates.get_timezone"}, path
        if "zoneinfo" in imported and path.parts[len(ROOT.parts)] != "services":
            ours = {name for name in imported if name.split(".")[0] in {"services", "cogs"}}
            assert ours, f"{path} asks for zones and imports nothing that pins their rules"


def _run(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    run = subprocess.run(  # noqa: S603 - a script of this file
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def _sources(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def _imported(path: Path) -> set[str]:
    """Return the modules that a file imports, and what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found
