"""The list of a member's wishes fits into a message, however many came back and whatever they say."""

from datetime import UTC, datetime, timedelta

import pytest

from cogs._shared.translation import Speaker
from cogs.finding.wish_message import listed
from services.finding.wishes import WISHES_MAXIMUM, Wished, Wishes
from services.interviews import Role

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)

DESCRIPTION_MAXIMUM = 4096
BUTTONS_MAXIMUM = 25


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("letter", ["*", "😀"])
@pytest.mark.parametrize("count", [1, WISHES_MAXIMUM, 40])
def test_wishes_fit_into_a_message(language: str, letter: str, count: int) -> None:
    """Bookings end after as many new ones were wished: so there may be more than one can make."""
    rows = tuple(
        Wished(
            id=2_000_000_000 + number,
            seat=Role.INTERVIEWEE,
            topic=letter * 100,
            level=letter * 20,
            language=letter * 40,
            days=60,
            since=NOW,
            until=NOW + timedelta(days=60),
            others=100_000,
        )
        for number in range(count)
    )
    _, embed, view = listed(Speaker(language), Wishes(rows, {}))
    assert embed is not None
    assert view is not None
    # Letters outside of the basic plane count twice.
    assert len((embed.description or "").encode("utf-16-le")) // 2 <= DESCRIPTION_MAXIMUM
    assert min(count, WISHES_MAXIMUM) < len(view.children) <= BUTTONS_MAXIMUM
