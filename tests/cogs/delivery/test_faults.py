"""What becomes of a row that Discord did not take: by the code with which it said why."""

from unittest.mock import Mock

import aiohttp
import discord
import pytest

from cogs._shared.discord_errors import (
    EXPLICIT_CONTENT,
    HARMFUL_LINK,
    INVALID_FORM_BODY,
    MISSING_ACCESS,
    MODERATED_MESSAGE,
    UNKNOWN_CHANNEL,
)
from cogs.delivery.faults import Verdict, fault_of


def refusal(status: int, code: int) -> discord.HTTPException:
    """Return what discord.py raises for an answer of Discord's."""
    response = Mock(spec=aiohttp.ClientResponse, status=status, reason="Refused", headers={})
    return discord.HTTPException(response, {"code": code, "message": "Refused"})


@pytest.mark.parametrize("status", [400, 403])
@pytest.mark.parametrize("code", [INVALID_FORM_BODY, HARMFUL_LINK, EXPLICIT_CONTENT, MODERATED_MESSAGE])
def test_what_discord_refuses_for_what_it_says_is_never_taken(status: int, code: int) -> None:
    assert fault_of(refusal(status, code)).verdict is Verdict.NEVER


@pytest.mark.parametrize(("status", "code"), [(403, MISSING_ACCESS), (404, UNKNOWN_CHANNEL), (400, 0)])
def test_what_discord_refuses_as_things_are_is_tried_again(status: int, code: int) -> None:
    assert fault_of(refusal(status, code)).verdict is Verdict.REFUSED
