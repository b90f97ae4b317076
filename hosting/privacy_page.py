"""`python -m hosting.privacy_page`: writes PRIVACY.md and PRIVACY.ru.md anew, of what /privacy show says."""

from collections.abc import Iterator
from pathlib import Path

from cogs._shared.translation import Speaker
from cogs.privacy.page import beside, kept
from models.database import PROJECT

DAYS = 30
"""For how long messages are kept where `NOTIFICATIONS_KEPT_DAYS` is not set."""

DOCUMENTS = {"en": "PRIVACY.md", "ru": "PRIVACY.ru.md"}
_OTHER = {"en": "[По-русски](PRIVACY.ru.md)", "ru": "[In English](PRIVACY.md)"}


class _Plain(Speaker):
    """Says every text as a file shows it: nothing can be clicked there."""

    def __call__(self, text_id: str, **variables: str | int) -> str:  # type: ignore[override] # - fewer kinds
        return self.in_plain(text_id, **variables)


def document(language: str) -> str:
    """Return the document in a language."""
    return "\n".join(_lines(_Plain(language), language))


def write(folder: Path = PROJECT) -> None:
    """Write the documents."""
    for language, name in DOCUMENTS.items():
        (folder / name).write_text(document(language), encoding="utf-8")


def _lines(speak: Speaker, language: str) -> Iterator[str]:
    yield f"# {speak('privacy-title')}"
    yield ""
    yield _OTHER[language]
    yield ""
    yield speak("privacy-intro")
    for title, text in (*kept(speak, DAYS), *beside(speak)):
        yield from ("", f"## {title}", "", text)
    yield ""


if __name__ == "__main__":
    write()
