"""What is at hand finds room in a message, however long its questions are."""

import pytest

from cogs._shared.discord_limits import EMBEDS_MAXIMUM
from cogs._shared.translation import Speaker
from cogs.questions.hand_message import hand_embeds
from services.questions import rules
from services.questions.hand import AtHand, Hand


def _longest(sign: str, place: int) -> AtHand:
    return AtHand(
        id=2**31 - 1,
        place=place,
        text=sign * rules.TEXT_MAXIMUM,
        topic=sign * rules.TOPIC_MAXIMUM,
        level="middle",
        language=sign * rules.LANGUAGE_MAXIMUM,
        notes=sign * rules.NOTES_MAXIMUM,
        hints=(sign * rules.HINT_MAXIMUM,) * rules.HINTS_MAXIMUM,
        source=sign * rules.SOURCE_MAXIMUM,
        licence=sign * rules.LICENCE_MAXIMUM,
        is_asked=True,
        is_again=True,
        went=5,
    )


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("sign", ["a", "*", "|", "`", "@", "я"])
def test_the_longest_questions_find_room(language: str, sign: str) -> None:
    questions = tuple(_longest(sign, place) for place in range(1, 6))
    hand = Hand(2**31 - 1, sign * 100, questions, (), is_used_up=True)
    embeds = hand_embeds(Speaker(language), hand, questions[0])
    assert sum(map(len, embeds)) <= EMBEDS_MAXIMUM
