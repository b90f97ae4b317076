"""Discord writes a moment in Russian in the nominative, so none may stand behind a preposition."""

import re

from tests.meta.complaints import nothing_is_amiss
from tests.meta.sources import LOCALES
from tests.support.russian import PREPOSITIONS

NO_MOMENTS = {
    # people and places
    "absent", "channel", "guest", "guest_id", "host", "host_id", "interviewee", "member", "member_id",
    "members", "names", "other", "owner", "project", "reporter", "server", "subject", "url", "who", "zone",
    # numbers, lengths of time and names
    "balance", "count", "days", "first", "hours", "interviews", "last", "limit", "made", "maximum", "minimum",
    "minutes", "missed", "most", "new", "number", "of", "old", "pages", "pause", "points", "price", "reward",
    "seats", "seconds", "within",
}  # fmt: skip
"""Variables that never hold a moment and may follow a preposition; all others are taken for one."""


def test_no_moment_stands_behind_a_russian_preposition() -> None:
    found = re.compile(rf"(?<!\w)(?:{PREPOSITIONS})\s+[*_]*{{\s*\$(\w+)", re.IGNORECASE)
    nothing_is_amiss(
        f"{file.name}, line {number}: “{match.group()} }}”. If that is a moment, Discord writes"
        " «воскресенье, 29 ноября» there, in the nominative: put it behind a colon. If it is none, add its"
        " name to NO_MOMENTS in tests/meta/test_timestamps.py."
        for file in sorted((LOCALES / "ru").glob("*.ftl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for match in found.finditer(line)
        if match.group(1) not in NO_MOMENTS
    )
