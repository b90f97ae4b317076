"""How a file is written: told by what stands in it, and by its name where that leaves it open."""

import re
from pathlib import PurePath

from services.questions.files.found import FileKind
from services.questions.files.tables import has_text_column

_BY_ENDING = {".json": FileKind.JSON, ".yaml": FileKind.YAML, ".yml": FileKind.YAML}

_BEGINS_YAML = re.compile(r"---|%YAML\b|#|-(?:\s|$)|\"?[\w ]{1,40}\"?:(?:\s|$)")
"""The first line of YAML: its beginning is marked, or it is a comment, an item of a list, or a name."""


def kind_of(text: str, name: str) -> FileKind:
    """Return how the text of a file with that name is written."""
    begun = text.lstrip()
    named = _BY_ENDING.get(PurePath(name.strip()).suffix.lower(), FileKind.CSV)
    if begun.startswith(("[", "{")):
        # YAML may be written so too, but what is JSON is the same in both.
        return FileKind.YAML if named is FileKind.YAML else FileKind.JSON
    if has_text_column(text) and not _is_key(begun):
        return FileKind.CSV
    return FileKind.YAML if _BEGINS_YAML.match(begun) else named


def _is_key(begun: str) -> bool:
    """Tell whether the first line is one name with a colon, under which something stands."""
    return begun.partition("\n")[0].rstrip().endswith(":") and not re.match(r"[^\n]*[,;\t]", begun)
