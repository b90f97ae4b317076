"""What an interview is about that comes of two wishes."""

from models import Wish
from models.folded import folded
from services.wording import Wording


def wording_of_both(one: Wish, other: Wish) -> Wording:
    """Return what two wishes are about that fit: the topic that says more, and whatever either has said."""
    return Wording(
        # As they were compared: of two of the same length one may be longer there.
        topic=max(one.topic, other.topic, key=lambda topic: len(folded(topic))),
        level=one.level or other.level,
        language=one.language or other.language,
    )
