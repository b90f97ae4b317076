"""What whoever starts the bot reads of a database that cannot be opened."""

import pytest

from hosting.failures import CannotStartError
from hosting.opening import open_database
from tests.support.listening import PASSWORD


async def complaint(url: str) -> str:
    """Return the sentence with which a database is not opened."""
    with pytest.raises(CannotStartError) as raised:
        async with open_database(url):
            pass
    sentence = str(raised.value)
    assert "\n" not in sentence
    assert url not in sentence or url.startswith("sqlite")
    assert PASSWORD not in sentence
    return sentence
