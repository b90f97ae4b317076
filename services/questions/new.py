"""stub"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """stub"""

    text: str
    topic: str
    level: str
    language: str
    notes: str
    hints: tuple[str, ...]
    source: str
    licence: str
