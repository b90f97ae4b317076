"""`.env.example` names exactly the settings that there are, and says of each what it is."""

import itertools
from pathlib import Path

import pytest

from services.environment import Environment
from tests.meta.complaints import nothing_is_amiss

EXAMPLE = Path(__file__).parents[2] / ".env.example"
LINES = EXAMPLE.read_text(encoding="utf-8").splitlines()


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_names_every_setting_once_in_the_order_of_the_code() -> None:
    named = [line.partition("=")[0] for line in LINES if line and not line.startswith("#")]
    settings = [name.upper() for name in Environment.model_fields]

    nothing_is_amiss(f".env.example has no {name}: add it." for name in settings if name not in named)
    assert named == settings, ".env.example: have each setting of services/environment.py once, in its order."


def test_the_example_describes_every_setting_as_the_code_does() -> None:
    described = {
        setting.partition("=")[0]: comment.removeprefix("# ")
        for comment, setting in itertools.pairwise(LINES)
        if "=" in setting and not setting.startswith("#")
    }

    nothing_is_amiss(
        f'.env.example: write "# {field.description}" above {name.upper()}=, as services/environment.py does.'
        for name, field in Environment.model_fields.items()
        if described.get(name.upper()) != field.description
    )


def test_the_example_sets_what_holds_without_it() -> None:
    assert Environment(_env_file=EXAMPLE) == Environment(_env_file=None)


def test_the_token_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")

    assert "very-secret" not in repr(Environment(_env_file=None))
