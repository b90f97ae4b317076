"""/feedback where Discord or the database fail in the middle of it."""

import asyncio
import gc
from types import SimpleNamespace
from typing import Any, cast

import pytest
from discord import Locale

from cogs._shared import patience
from cogs.feedback import cog
from services import feedback
from services.outages import OutageError
from tests.support.factories import NOW


async def test_what_was_asked_in_vain_ends_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord is out of reach when the member is to be told that it takes longer, and then it fails too."""
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))
    database_answers = asyncio.Event()

    async def fail(*_args: object, **_named: object) -> None:
        await database_answers.wait()
        raise OutageError

    async def unreachable(**_named: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(patience, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(feedback, "due", fail)
    interaction = SimpleNamespace(
        client=SimpleNamespace(clock=lambda: NOW),
        guild_id=1,
        user=SimpleNamespace(id=2),
        locale=Locale.american_english,
        response=SimpleNamespace(defer=unreachable),
    )
    command = cast("Any", cog.FeedbackCog.feedback).callback

    with pytest.raises(ConnectionResetError):
        await command(None, interaction)
    database_answers.set()
    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    gc.collect()

    assert reported == []
