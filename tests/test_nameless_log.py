"""Nobody's id gets into the log by a library that names addresses."""

import logging

import pytest

from hosting.nameless import LIBRARIES, keep_ids_out


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_logs_no_ids(name: str, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        keep_ids_out()

    logging.getLogger(name).warning(
        "%s %s responded with %d.", "GET", "/guilds/123456789012345678/members/234567890123456789", 429
    )

    assert caplog.messages == ["GET /guilds/…/members/… responded with 429."]
