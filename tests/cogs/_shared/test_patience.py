"""What took too long goes on by itself, and nobody hears of how it ends."""

import asyncio
import gc

import pytest

from cogs._shared.patience import forget


async def test_what_is_not_waited_for_any_more_is_kept_until_it_ends() -> None:
    """The event loop holds a task only loosely: one that nobody else knows may vanish half way."""

    async def wait_for_nothing_else_that_is_known() -> None:
        await asyncio.get_running_loop().create_future()

    forget(asyncio.ensure_future(wait_for_nothing_else_that_is_known()))
    await asyncio.sleep(0)
    gc.collect()

    (left,) = asyncio.all_tasks() - {asyncio.current_task()}
    left.cancel()


async def test_what_goes_wrong_with_it_is_not_heard_of(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise OSError

    failing = asyncio.ensure_future(fail())
    forget(failing)
    await asyncio.wait({failing})
    del failing
    gc.collect()

    assert caplog.records == []
