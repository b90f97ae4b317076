"""What somebody reads who has just asked not to be paired with somebody."""

import pytest

from cogs._shared.discord_limits import EMBED_DESCRIPTION_MAXIMUM, MESSAGE_MAXIMUM
from cogs._shared.translation import Speaker
from cogs.finding.apart_message import kept_apart
from services.finding.way_out import LISTED
from services.interviews import Interview
from services.wording import TOPIC_MAXIMUM
from tests.support.factories import SERVER, an_interview

THE_LARGEST = 2**31 - 1


def ahead(topic: str) -> list[Interview]:
    return [an_interview(id=THE_LARGEST - number, topic=topic) for number in range(LISTED)]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("letter", ["w", "*", "я", "<"])
def test_as_many_bookings_as_are_listed_find_room_whatever_they_are_called(
    language: str, letter: str
) -> None:
    said, embed, view = kept_apart(
        Speaker(language), 2**63 - 1, ahead(letter * TOPIC_MAXIMUM), {SERVER: letter * 100}
    )

    assert len(said) <= MESSAGE_MAXIMUM
    assert embed is not None
    assert embed.description is not None
    assert len(embed.description) <= EMBED_DESCRIPTION_MAXIMUM
    assert embed.description.count("\n") == LISTED - 1
    assert view is not None
    assert len(view.children) == LISTED + 1


def test_the_name_of_a_server_is_shown_as_it_is_written() -> None:
    _, embed, _ = kept_apart(Speaker("en"), 5, [an_interview()], {SERVER: "**Study**"})

    assert embed is not None
    assert embed.description is not None
    assert "**Study**" not in embed.description
