"""The documents name the commands, settings and files that there are."""

import re
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from services.environment import Environment
from tests.meta.complaints import nothing_is_amiss
from tests.meta.conftest import JsonObject
from tests.meta.sources import ROOT
from tests.meta.test_commands import every_part, in_language, runnable

READMES = {"en": ROOT / "README.md", "ru": ROOT / "README.ru.md"}
DESIGN = ROOT / "docs" / "design.md"
HOSTING = {"en": ROOT / "docs" / "hosting.md", "ru": ROOT / "docs" / "hosting.ru.md"}
SANDBOX = ROOT / "sandbox"
DOCUMENTS = [
    *READMES.values(),
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    DESIGN,
    *HOSTING.values(),
    SANDBOX / "README.md",
]
CODE = [
    ROOT / "bot.py",
    *(
        file
        for folder in ("benchmarks", "cogs", "hosting", "models", "sandbox", "services", "tests")
        for file in sorted((ROOT / folder).rglob("*.py"))
    ),
]

PACKAGES = {
    "Tortoise": "tortoise-orm",
    "aiosqlite": "aiosqlite",
    "asyncpg": "asyncpg",
    "discord.py": "discord.py",
}
"""Packages around whose ways something is written, by the names they have in prose."""


def in_russian(commands: list[JsonObject], path: str) -> str:
    """Return the path of a command as Russian members see it."""
    parts = dict(every_part(commands))
    words = path.split()
    return " ".join(in_language("ru", parts[" ".join(words[: end + 1])], "name") for end in range(len(words)))


def rows(document: Path) -> list[str]:
    """Return what stands as code at the beginning of each row of a document's tables, as it is written."""
    return re.findall(r"^\| (`[^`]+`(?: \| `[^`]+`)*) \|", document.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("readme", READMES.values(), ids=lambda readme: readme.name)
def test_the_readme_names_every_setting_of_the_process(readme: Path, menus: list[JsonObject]) -> None:
    named = [row.strip("`") for row in rows(readme) if not is_of_command(row, menus)]
    settings = [name.upper() for name in Environment.model_fields]

    nothing_is_amiss(differences(readme.name, "table of settings", named, settings))
    assert named == settings, f"{readme.name}: put the settings in the order of services/environment.py."


def test_the_readmes_name_every_command(commands: list[JsonObject], menus: list[JsonObject]) -> None:
    """They are the list that the commands are held against: what nobody wrote down is there by mistake."""
    named = {
        language: [row for row in rows(readme) if is_of_command(row, menus)]
        for language, readme in READMES.items()
    }
    written = {path: f"`/{path}`" for path in sorted(runnable(commands))}
    translated = {path: f"`/{in_russian(commands, path)}` | {row}" for path, row in written.items()}
    for menu in menus:
        written[menu["name"]] = row = f"`{menu['name']}`"
        translated[menu["name"]] = f"`{in_language('ru', menu, 'name')}` | {row}"

    nothing_is_amiss(
        [
            *differences("README.md", "table of commands", named["en"], written.values()),
            *differences("README.ru.md", "table of commands", named["ru"], translated.values()),
        ]
    )
    order = [row.split(" | ")[1] for row in named["ru"]]
    assert order == named["en"], "README.ru.md: put the commands in the order of README.md."


def is_of_command(row: str, menus: list[JsonObject]) -> bool:
    """Tell whether a row of a table is of a command: one that is typed, or one of a member's menu."""
    in_menus = {in_language(language, menu, "name") for menu in menus for language in READMES}
    return row.startswith("`/") or row.split("`")[1] in in_menus


def differences(document: str, table: str, named: list[str], there: Collection[str]) -> Iterator[str]:
    """Say which rows a table of a document lacks, and which are of nothing that is there."""
    for row in there:
        if row not in named:
            yield f"{document}: the {table} has no row for {row}: add one."
    for row in named:
        if row not in there:
            yield f"{document}: the {table} has a row for {row}, which does not exist: mend or remove it."


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_file_to_which_a_document_links_exists(document: Path) -> None:
    linked = re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text(encoding="utf-8"))

    nothing_is_amiss(
        f"{document.name} links to {path}, which does not exist."
        for path in linked
        if not (document.parent / path).is_file()
    )


def test_the_map_of_the_sandbox_names_every_part_of_it_and_no_other() -> None:
    named = re.findall(r"`([\w/]+(?:\.(?:py|json)|/))`", (SANDBOX / "README.md").read_text(encoding="utf-8"))
    parts = [
        f"{part.name}/" if part.is_dir() else part.name
        for part in SANDBOX.iterdir()
        if part.suffix == ".py" or (part.is_dir() and part.name != "__pycache__")
    ]
    # A file may be named beside its folder: `application.py` in the table of the routes.
    folders = (ROOT, SANDBOX, SANDBOX / "rest", SANDBOX / "gateway")

    nothing_is_amiss(f"sandbox/README.md does not name {part}." for part in parts if part not in named)
    nothing_is_amiss(
        f"sandbox/README.md names {one}, and there is no such file."
        for one in named
        if not any((folder / one).exists() for folder in folders)
    )


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
    nothing_is_amiss(
        f'{file} cites "{section}" of docs/design.md, and there is no such section.'
        for file, section in cited
        if section not in sections
    )


def test_what_is_written_for_a_version_of_a_package_is_written_for_the_one_that_is_here() -> None:
    named = re.compile(rf"\b({'|'.join(map(re.escape, PACKAGES))}) (\d+\.\d+(?:\.\d+)?)\b")
    mentions = [
        (file.relative_to(ROOT), *mention)
        for file in (*CODE, ROOT / "CONTRIBUTING.md")
        for mention in named.findall(file.read_text(encoding="utf-8"))
    ]

    assert mentions
    nothing_is_amiss(
        f"{file} is written for {name} {written_for}, and {here} is here: hold it against that, then name it."
        for file, name, written_for in mentions
        if not f"{(here := version(PACKAGES[name]))}.".startswith(f"{written_for}.")
    )


def test_every_picture_is_shown() -> None:
    shown = {
        name
        for readme in READMES.values()
        for name in re.findall(r"\]\(docs/pictures/([^)]+)\)", readme.read_text(encoding="utf-8"))
    }

    nothing_is_amiss(
        f"docs/pictures/{picture.name} is shown in no README: show it or remove it."
        for picture in (ROOT / "docs" / "pictures").iterdir()
        if picture.name not in shown
    )


def test_both_pages_on_hosting_have_the_same_parts_and_commands_to_type() -> None:
    structure = [
        re.findall(r"^(#+) |^```\n(.*?)^```|^(\| `?[\d])", text, re.MULTILINE | re.DOTALL)
        for text in (
            page.read_text(encoding="utf-8").replace("<адрес>", "<address>") for page in HOSTING.values()
        )
    ]

    assert len(structure[0]) > 10
    assert structure[0] == structure[1], (
        "docs/hosting.md and docs/hosting.ru.md differ in headings, tables or commands to type: what one"
        " has, the other has too, in the same order."
    )


def test_both_readmes_have_the_same_parts_and_commands_to_type() -> None:
    structure = [
        re.findall(r"^(#+) |^((?:pip|py) .*)$|!\[[^\]]*\]\(([^)]+)\)", text, re.MULTILINE)
        # A picture may speak the language of its document: picker.en.png, picker.ru.png.
        for text in (
            readme.read_text(encoding="utf-8").replace(f".{language}.png", ".png")
            for language, readme in READMES.items()
        )
    ]

    assert structure[0] == structure[1], (
        "README.md and README.ru.md differ in their headings, commands to type or pictures: what one has, the"
        " other has too, in the same order."
    )
