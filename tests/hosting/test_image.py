"""The files with which the bot is hosted: what they say is so, and what the image holds runs confined.

There is no container here. What a build would copy is copied, and run with as little as a container gives.
"""

import configparser
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from sandbox import Sandbox
from services.environment import Environment
from tests.acceptance.processes import ROOT, BotProcess

SETTINGS = {name.upper() for name in Environment.model_fields}
OF_PYTHON = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
OF_THE_INSTALLER = re.compile(r"UV_[A-Z_]+")

POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
WITHOUT_POWERS = POWERLESS if os.geteuid() == 0 else []

Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """Return the instructions of the Dockerfile with what follows each."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(name, " ".join(rest.split())) for name, _, rest in (one.partition(" ") for one in lines) if name]


def said(name: str) -> list[str]:
    """Return what follows each instruction of a name."""
    return [rest for instruction, rest in instructions() if instruction == name]


def let_through() -> list[str]:
    """Return what .dockerignore lets into the image."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*", "all is left out that is not named"
    return [rule.removeprefix("!") for rule in rules if rule.startswith("!")]


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Path]:
    """A folder with what the image holds, in which nobody may write."""
    app = tmp_path / "app"
    app.mkdir()
    skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in let_through():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, app / name, ignore=skipped)
        else:
            shutil.copy(ROOT / name, app / name)
    inside = sorted(app.rglob("*"))
    for one in (app, *inside):
        one.chmod(0o555 if one.is_dir() else 0o444)
    yield app
    for one in (app, *inside):
        one.chmod(0o755)


def files_in(folder: Path) -> list[Path]:
    """Return all that is in a folder."""
    return sorted(folder.rglob("*"))


def may_write(folder: Path) -> bool:
    """Tell whether a process that is confined like the bot may write somewhere."""
    touching = [*WITHOUT_POWERS, "touch", str(folder / "written")]
    return subprocess.run(touching, check=False, capture_output=True).returncode == 0  # noqa: S603 - see above


class Unit(configparser.ConfigParser):
    """A unit of systemd, where names are told apart by case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


class Confined(BotProcess):
    """The bot in such a folder, without the powers that root has."""

    program: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, app: Path) -> type["Confined"]:
        """Return the class of processes for a folder."""
        command = [*WITHOUT_POWERS, sys.executable, str(app / "bot.py")]
        begin = f"import os, sys; line = {command!r} + sys.argv[1:]; os.execvp(line[0], line)"
        return type("ConfinedHere", (cls,), {"program": ("-c", begin)})


async def test_what_the_image_holds_runs_where_only_its_data_may_be_written(
    local: Sandbox, image: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    before = files_in(image)
    process = Confined.of(image)(
        image,
        DISCORD_TOKEN=local.bot_token,
        DISCORD_API_URL=local.api_url,
        DATABASE_URL=f"sqlite://{data}/sparring.sqlite3",
        PYTHONDONTWRITEBYTECODE="1",
        HOME="/nonexistent",
    )
    await process.start()
    try:
        await process.says("Invite me with")
        process.follow()
        assert "points" in (await local.member("Alice").run("points")).text
        picker = await local.member("Alice").run("interview create")
        assert picker.message is not None, "with a picture of the month, for which fonts are read"
        assert await process.stop() == 0
    finally:
        await process.kill()
    assert files_in(image) == before
    assert files_in(data) != []
    assert not may_write(image), "or the test would prove nothing"


def test_the_image_is_built_from_named_versions_and_runs_as_nobody_in_particular() -> None:
    for base in said("FROM"):
        assert re.match(r"python:3\.\d+-slim( AS \w+)?$", base), f"{base}: name a minor version"
    assert said("USER") == ["10001:10001"]
    assert instructions()[-1] == ("ENTRYPOINT", '["python", "bot.py"]')
    assert said("STOPSIGNAL") == ["SIGTERM"]
    assert said("HEALTHCHECK")[0].endswith('CMD ["python", "bot.py", "health"]')
    assert said("VOLUME") == ["/data"]


def test_the_image_holds_what_the_bot_needs_and_nothing_of_its_host() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert {"bot.py", "pyproject.toml", "locales"} | packages == set(let_through()) - {"LICENSE"}
    compiled = next(step for step in said("RUN") if "compileall" in step)
    assert packages - set(compiled.split()) == set()


def test_every_setting_in_the_files_is_one_that_there_is() -> None:
    in_image = re.findall(r"([A-Z_]+)=", " ".join(said("ENV")))
    assert [
        one for one in in_image if one not in SETTINGS | OF_PYTHON and not OF_THE_INSTALLER.match(one)
    ] == []
    for name, service in compose()["services"].items():
        known = SETTINGS if name.startswith("bot") else {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
        assert set(service["environment"]) <= known, name
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text(encoding="utf-8")))
    commented = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert asked == {"POSTGRES_PASSWORD"}
    assert all(re.search(rf"^#? ?{name}=", commented, re.MULTILINE) for name in asked)


def compose() -> dict[str, Any]:
    """Return what compose.yaml says, with what it refers to filled in."""
    content = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def test_the_services_are_confined_and_end_in_time() -> None:
    services = compose()["services"]
    assert set(services) == {"bot", "bot-0", "bot-1", "database"}
    assert [name for name, one in services.items() if "profiles" not in one] == ["bot", "database"]
    for name, service in services.items():
        assert service["restart"] == "unless-stopped", name
        assert service["logging"]["options"]["max-size"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert ":" in service["image"], f"{name}: name a version"
        if name.startswith("bot"):
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]
            assert service["stop_grace_period"] == "10s"
            assert service["depends_on"]["database"]["condition"] == "service_healthy"
            assert service["volumes"] == ["data:/data"]
    shards = [services[name]["environment"] for name in ("bot-0", "bot-1")]
    assert [(one["SHARD_COUNT"], one["SHARD_IDS"]) for one in shards] == [("2", "0"), ("2", "1")]
    assert len({one["DATABASE_URL"] for one in (*shards, services["bot"]["environment"])}) == 1


def test_the_unit_of_systemd_starts_the_bot_and_lets_it_write_its_data_alone() -> None:
    unit = Unit(interpolation=None, strict=False, delimiters="=")
    unit.read(ROOT / "deploy" / "sparring.service", encoding="utf-8")
    service = unit["Service"]
    state = service["StateDirectory"]
    assert service["ExecStart"].endswith("/.venv/bin/python bot.py")
    assert service["ExecStart"].startswith(service["WorkingDirectory"])
    assert f"DATABASE_URL=sqlite:///var/lib/{state}/sparring.sqlite3" in service["Environment"].split()
    assert service["ProtectSystem"] == "strict"
    assert service["DynamicUser"] == "yes"
    assert float(service["TimeoutStopSec"]) > 5
    assert service["Restart"] == "on-failure"
