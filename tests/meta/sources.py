"""What the files say: the texts in `locales/`, and where `cogs/` asks for them."""

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
COGS = ROOT / "cogs"
LANGUAGES = ("en", "ru")
COMMANDS = "commands.ftl"
"""Only in Russian: the English names and descriptions of commands stand in the code."""


@dataclass(frozen=True)
class Text:
    """A text of a Fluent file; an attribute's id is `message.attribute`."""

    file: str
    text_id: str
    pattern: ftl.Pattern

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables in it."""
        found: set[str] = set()

        class Names(Visitor):
            def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - Fluent's
                found.add(node.id.name)

        Names().visit(self.pattern)
        return frozenset(found)

    @property
    def words(self) -> str:
        """What is written in it between the variables."""
        found: list[str] = []

        class Words(Visitor):
            def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802 - Fluent's
                found.append(node.value)

        Words().visit(self.pattern)
        return "".join(found)

    @property
    def choosing(self) -> frozenset[str]:
        """The names of the variables that choose among cases."""
        found: set[str] = set()

        class Selectors(Visitor):
            def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - Fluent's
                if isinstance(node.selector, ftl.VariableReference):
                    found.add(node.selector.id.name)
                self.generic_visit(node)

        Selectors().visit(self.pattern)
        return frozenset(found)

    @property
    def selections(self) -> list[set[str]]:
        """The named cases of every choice in it: `one`, `few`, `booked`."""
        found: list[set[str]] = []

        class Selects(Visitor):
            def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - Fluent's
                keys = [variant.key for variant in node.variants]
                found.append({key.name for key in keys if isinstance(key, ftl.Identifier)})
                self.generic_visit(node)

        Selects().visit(self.pattern)
        return found


@functools.cache
def texts(language: str) -> tuple[Text, ...]:
    """Return all texts of a language."""
    return tuple(text for file in sorted((LOCALES / language).glob("*.ftl")) for text in _in_file(file))


def messages(language: str) -> dict[str, Text]:
    """Return the texts that the bot says, without those of the commands."""
    return {text.text_id: text for text in texts(language) if text.file != COMMANDS}


def not_understood(language: str) -> Iterator[tuple[Path, ftl.Junk]]:
    """Give what no text can be read from, and in which file it is."""
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in _entries(file):
            if isinstance(entry, ftl.Junk):
                yield file.relative_to(ROOT), entry


def _entries(file: Path) -> list[ftl.EntryType]:
    return FluentParser().parse(file.read_text(encoding="utf-8")).body


def _in_file(file: Path) -> Iterator[Text]:
    for entry in _entries(file):
        if isinstance(entry, ftl.Message):
            if entry.value is not None:
                yield Text(file.name, entry.id.name, entry.value)
            for attribute in entry.attributes:
                yield Text(file.name, f"{entry.id.name}.{attribute.id.name}", attribute.value)


@dataclass(frozen=True)
class Ask:
    """A place in the code that asks for a text by a literal id, or one of several."""

    where: str
    ids: tuple[str, ...]
    families: tuple[str, ...]
    """Patterns of ids that are put together there: `role-{…}`."""
    variables: frozenset[str] | None
    """The names that are given; None where they are not all named."""


@functools.cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """Return the parsed files of `cogs/`."""
    files = sorted(COGS.rglob("*.py"))
    return tuple((file, ast.parse(file.read_text(encoding="utf-8"))) for file in files)


@functools.cache
def asks() -> tuple[Ask, ...]:
    """Return every call of a Speaker in `cogs/`."""
    return tuple(ask_of(file, node) for file, tree in trees() for node in ast.walk(tree) if is_speaking(node))


def is_speaking(node: ast.AST) -> bool:
    """Tell whether a node is `speak(…)`, `by.speak(…)`, `speaker_for(…)(…)` or `Speaker(…)(…)`.

    So is `speak.in_plain(…)`.
    """
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Call):
        return isinstance(called.func, ast.Name) and called.func.id in {"speaker_for", "Speaker"}
    if isinstance(called, ast.Attribute):
        return called.attr in {"speak", "in_plain"}
    return isinstance(called, ast.Name) and called.id == "speak"


def ask_of(file: Path, node: ast.AST) -> Ask:
    """Return what a call of a Speaker asks for."""
    assert isinstance(node, ast.Call)
    options = list(_options(node.args[0]))
    keywords = [keyword.arg for keyword in node.keywords]
    return Ask(
        where=_where(file, node),
        ids=tuple(str(one.value) for one in options if isinstance(one, ast.Constant)),
        families=tuple(family_of(one) for one in options if isinstance(one, ast.JoinedStr)),
        variables=None if None in keywords else frozenset(name for name in keywords if name is not None),
    )


def constants() -> dict[str, str]:
    """Return every string that stands in `cogs/`, and where."""
    return {
        node.value: _where(file, node)
        for file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def family_of(node: ast.JoinedStr) -> str:
    """Return a text that is put together, with `{…}` for what is put in."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in node.values)


def looks_like_an_id(text: str) -> bool:
    """Tell whether a string of the code is written as ids are, and begins as some text's id does."""
    first = re.match(r"[a-z]+(?=-)", text)
    return bool(
        first
        and re.fullmatch(r"[a-z]+(-[a-z0-9_]+)+", text)
        and first[0] in {text_id.split("-")[0] for text_id in messages("en")}
    )


def _where(file: Path, node: ast.expr) -> str:
    return f"{file.relative_to(ROOT)}:{node.lineno}"


def _options(node: ast.expr) -> Iterator[ast.expr]:
    """Give what an expression can be."""
    if isinstance(node, ast.IfExp):
        yield from _options(node.body)
        yield from _options(node.orelse)
    else:
        yield node
