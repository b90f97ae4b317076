"""`.env.example` names exactly the settings that there are, and says of each what it is."""

import itertools
from pathlib import Path

import pytest

from services.environment import Environment

EXAMPLE = Path(__file__).parents[2] / ".env.example"
LINES = EXAMPLE.read_text(encoding="utf-8").splitlines()


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_names_every_setting_once_in_the_order_of_the_code() -> None:
    named = [line.partition("=")[0] for line in LINES if line and not line.startswith("#")]

    assert named == [name.upper() for name in Environment.model_fields]


def test_the_example_describes_every_setting_as_the_code_does() -> None:
    described = {
        setting.partition("=")[0]: comment.removeprefix("# ")
        for comment, setting in itertools.pairwise(LINES)
        if "=" in setting and not setting.startswith("#")
    }

    assert described == {name.upper(): field.description for name, field in Environment.model_fields.items()}


def test_the_example_sets_what_holds_without_it() -> None:
    assert Environment(_env_file=EXAMPLE) == Environment(_env_file=None)


def test_the_token_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")

    assert "very-secret" not in repr(Environment(_env_file=None))
