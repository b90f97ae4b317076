"""What people read of what is kept of them fits into the messages in which it stands."""

import pytest

from cogs._shared.discord_limits import EMBED_FIELD_VALUE_MAXIMUM, EMBEDS_MAXIMUM
from cogs._shared.translation import Speaker
from cogs.privacy.page import page
from services.languages import LANGUAGES

LONGEST_DAYS = 9_999


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_of_the_page_has_room_for_it(language: str) -> None:
    for embed in page(Speaker(language), LONGEST_DAYS):
        assert len(embed) <= EMBEDS_MAXIMUM
        assert all(len(field.value or "") <= EMBED_FIELD_VALUE_MAXIMUM for field in embed.fields)
