"""Rubrics in the reader's language: how one is called, and how somebody was judged by it."""

from collections.abc import Iterable

from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM
from cogs._shared.markup import plain, shorten
from cogs._shared.translation import Speaker
from services.rubrics.judged import Judged
from services.rubrics.words import said


def judged_lines(speak: Speaker, judged: Judged, *, with_words: bool = True) -> str:
    """Return how somebody was judged in each criterion: its title, the level, and the words of that."""
    lines: list[str] = []
    for one in judged.criteria:
        title = plain(said(one.title, speak.language))
        lines.append(speak("rubric-judged-line", title=title, level=one.level))
        if with_words and one.words:
            lines.append(plain(said(one.words, speak.language)))
    return shorten("\n".join(lines), EMBED_FIELD_VALUE_MAXIMUM)


def rubric_title(speak: Speaker, judged: Judged) -> str:
    """Return what a rubric is called, for the name of a field."""
    return speak("rubric-judged", name=plain(said(judged.name, speak.language)))


def chosen_lines(speak: Speaker, chosen: Iterable[tuple[str, int, str]]) -> str:
    """Return which levels were chosen in a form, from titles, levels and their words."""
    return "\n".join(
        speak("rubric-chosen-line", title=plain(title), level=level, words=plain(words))
        for title, level, words in chosen
    )
