"""The documents name the commands, settings and files that there are."""

import re
from pathlib import Path

import pytest

from services.environment import Environment
from tests.meta.conftest import JsonObject
from tests.meta.sources import ROOT
from tests.meta.test_commands import every_part, runnable, russian

READMES = {"en": ROOT / "README.md", "ru": ROOT / "README.ru.md"}
DESIGN = ROOT / "docs" / "design.md"
DOCUMENTS = [*READMES.values(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", DESIGN]
CODE = [
    ROOT / "bot.py",
    *(
        file
        for folder in ("benchmarks", "cogs", "models", "sandbox", "services", "tests")
        for file in sorted((ROOT / folder).rglob("*.py"))
    ),
]


def in_russian(commands: list[JsonObject], path: str) -> str:
    """Return the path of a command as Russian members see it."""
    parts = dict(every_part(commands))
    words = path.split()
    return " ".join(russian(parts[" ".join(words[: end + 1])], "name") for end in range(len(words)))


def first_cells(document: Path) -> list[str]:
    """Return what stands as code at the beginning of each row of a document's tables."""
    return re.findall(r"^\| `([^`]+)` \|", document.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("readme", READMES.values(), ids=READMES)
def test_the_readme_names_every_setting_of_the_process(readme: Path) -> None:
    named = [cell for cell in first_cells(readme) if not cell.startswith("/")]

    assert named == [name.upper() for name in Environment.model_fields]


def test_the_readmes_name_every_command(commands: list[JsonObject]) -> None:
    named = {
        language: {cell.removeprefix("/") for cell in first_cells(readme) if cell.startswith("/")}
        for language, readme in READMES.items()
    }

    assert named["en"] == runnable(commands)
    assert named["ru"] == {in_russian(commands, path) for path in runnable(commands)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_file_to_which_a_document_links_exists(document: Path) -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text(encoding="utf-8"))

    assert [path for path in linked if not (document.parent / path).is_file()] == []


def test_every_section_of_the_design_that_the_code_cites_is_there() -> None:
    headings = re.findall(r"^(?:## (\d+)\.|### (.+)$)", DESIGN.read_text(encoding="utf-8"), re.MULTILINE)
    sections = {number for number, _ in headings if number} | {name for _, name in headings if name}
    text = {file.relative_to(ROOT): file.read_text(encoding="utf-8") for file in CODE}
    cited = [
        (str(file), cited)
        for file, content in text.items()
        for match in re.finditer(r'\bdesign,\s+(?:section\s+)?(\d+)(?:, "([^"]+)")?', content)
        for cited in match.groups()
        if cited is not None
    ]

    assert len(cited) > 20
    assert [(file, section) for file, section in cited if section not in sections] == []


def test_every_picture_is_shown() -> None:
    shown = {
        name
        for readme in READMES.values()
        for name in re.findall(r"\]\(docs/pictures/([^)]+)\)", readme.read_text(encoding="utf-8"))
    }

    assert {picture.name for picture in (ROOT / "docs" / "pictures").iterdir()} == shown


def test_both_readmes_have_the_same_parts_and_commands_to_type() -> None:
    structure = [
        re.findall(r"^(#+) |^(pip .*)$|!\[[^\]]*\]\(([^)]+)\)", text, re.MULTILINE)
        # A picture may speak the language of its document: picker.en.png, picker.ru.png.
        for text in (
            readme.read_text(encoding="utf-8").replace(f".{language}.png", ".png")
            for language, readme in READMES.items()
        )
    ]

    assert structure[0] == structure[1]
