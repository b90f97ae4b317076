"""What fits a wish: a card with the seat that is wanted, of that topic, level and language.

A topic is wished by a part of it, in any case; level and language as they are. What a wish leaves open fits
all. It is said as conditions of statements, so that the database finds what fits among all there is.
"""

from models import MockInterview
from models.folded import folded
from services.interviews import Role, public

WISH_FITS_CARD = """
wish.server_id = :server AND wish.state = 'open' AND wish.until > :now
AND (wish.topic_folded = '' OR REPLACE(CAST(:topic AS TEXT), wish.topic_folded, '') <> CAST(:topic AS TEXT))
AND wish.level_folded IN ('', :level) AND wish.language_folded IN ('', :language)
"""
"""An open wish fits a card, but for the seat (`values_of`). A part is what can be taken out of a text."""

OTHER_FITS_WISH = """
other.server_id = wish.server_id AND other.is_interviewer <> wish.is_interviewer AND other.state = 'open'
AND other.until > :now AND other.user_id <> wish.user_id
AND (wish.topic_folded = '' OR other.topic_folded = ''
    OR REPLACE(wish.topic_folded, other.topic_folded, '') <> wish.topic_folded
    OR REPLACE(other.topic_folded, wish.topic_folded, '') <> other.topic_folded)
AND (wish.level_folded = '' OR other.level_folded IN ('', wish.level_folded))
AND (wish.language_folded = '' OR other.language_folded IN ('', wish.language_folded))
"""
"""Somebody waits on the other side for what a wish is about."""


def values_of(row: MockInterview) -> dict[str, object]:
    """Return what `WISH_FITS_CARD` has to know of a card; `now` is added by whoever asks."""
    return {
        "server": row.server_id,
        "topic": folded(row.topic),
        "level": folded(row.level),
        "language": folded(row.language),
    }


def is_for_interviewers(row: MockInterview) -> bool:
    """Tell whether the free seat of an open card is the interviewer's."""
    return public(row).host_role.other is Role.INTERVIEWER
