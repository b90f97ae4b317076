"""The page's files: small, complete in both languages, and content with this machine."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "sandbox" / "page"
SCRIPTS = sorted((PAGE / "js").glob("*.js"))
FILES = [*SCRIPTS, *sorted((PAGE / "css").glob("*.css")), PAGE / "index.html"]


def keys_of(language: str) -> list[str]:
    source = (PAGE / "js" / f"texts_{language}.js").read_text(encoding="utf-8")
    return re.findall(r"^  (\w+):", source, flags=re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_asks_nothing_of_the_network(path: Path) -> None:
    addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8"))
    assert [address for address in addresses if "www.w3.org" not in address] == []


def test_both_languages_have_the_same_texts() -> None:
    assert keys_of("english") == keys_of("russian") != []


def test_every_text_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS if not path.name.startswith("texts"))
    assert [key for key in keys_of("english") if f'"{key}"' not in code] == []


def test_every_style_sheet_is_linked() -> None:
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    assert [path.name for path in (PAGE / "css").glob("*.css") if f"/css/{path.name}" not in index] == []
