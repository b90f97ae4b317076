"""Levels as people write them, in English and Russian."""

import re

from models.folded import folded
from services.text import seen_of

_WRITTEN = {
    "intern": "intern, internship, trainee, стажер, стажировка, интерн, практикант",
    "junior": "junior, jun, jr, entry, entry level, beginner, джуниор, джун, младший, начинающий, начальный",
    "middle": (
        "middle, mid, mid level, middle level, intermediate, regular, "
        "мидл, миддл, мидел, миддел, мид, средний"
    ),
    "senior": "senior, sr, sen, advanced, expert, сеньор, сениор, синьор, старший, продвинутый, эксперт",
    "lead": (
        "lead, leader, team lead, teamlead, tech lead, techlead, principal, staff, "
        "лид, тимлид, тим лид, техлид, тех лид, ведущий, главный, руководитель"
    ),
}
_LEVELS = {word: level for level, words in _WRITTEN.items() for word in words.split(", ")}

_BESIDE = re.compile(
    r"\b(?:level|developer|dev|engineer|programmer|уровень|уровня|разработчик|инженер|программист|специалист)\b"
)
"""What stands beside a level and says nothing of it."""

_LONGEST = 60
"""Characters; no level takes more, and of a longer text nothing is looked at."""


def level_of(text: str) -> str | None:
    """Return the level that is meant, one of `rules.LEVELS`; empty for no text, and None where none is known.

    "junior/middle" means two, and so none.
    """
    seen = seen_of(text)
    if not seen or len(seen) > _LONGEST:
        return None if seen else ""
    words = re.sub(r"[-_.+]+", " ", folded(seen).replace("ё", "е"))
    return _LEVELS.get(" ".join(words.split())) or _LEVELS.get(" ".join(_BESIDE.sub(" ", words).split()))
