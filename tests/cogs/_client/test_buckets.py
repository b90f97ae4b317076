"""discord.py's own buckets: no answer is held back, and many of them cost no more than few."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from discord.http import HTTPClient, Ratelimit
from multidict import CIMultiDict

from cogs._client.buckets import SEARCHED_EVERY_SECONDS, PromptBucket, mend

LIMIT = 10
A_MINUTE = 60.0


def tell(bucket: Ratelimit, left: int, seconds: float) -> None:
    """Let an answer tell how a bucket stands."""
    headers = CIMultiDict(
        {
            "X-RateLimit-Limit": f"{LIMIT}",
            "X-RateLimit-Remaining": f"{left}",
            "X-RateLimit-Reset-After": f"{seconds}",
        }
    )
    bucket.update(cast("Any", SimpleNamespace(headers=headers)))


@pytest.mark.parametrize("at_once", [1, 3, LIMIT - 1])
async def test_each_answer_is_given_when_it_comes_however_many_are_under_way(at_once: int) -> None:
    bucket = PromptBucket(None)
    all_began = asyncio.Barrier(at_once)
    left = LIMIT - 1

    async def request() -> None:
        nonlocal left
        async with bucket:
            await all_began.wait()
            left -= 1
            tell(bucket, left, A_MINUTE)

    async with asyncio.timeout(A_MINUTE / 2):
        async with bucket:
            tell(bucket, left, A_MINUTE)
        for _ in range((LIMIT - 1) // at_once):
            await asyncio.gather(*(request() for _ in range(at_once)))


async def test_what_finds_nothing_left_waits_for_the_next_window() -> None:
    bucket = PromptBucket(None)
    async with bucket:
        tell(bucket, 0, A_MINUTE)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), bucket:
            pytest.fail("it was let in")


async def test_what_waited_for_the_next_window_is_let_in_then() -> None:
    bucket = PromptBucket(None)
    async with bucket:
        tell(bucket, 0, 0.05)

    async with asyncio.timeout(A_MINUTE), bucket:
        assert bucket.remaining == LIMIT - 1


async def test_where_no_answer_tells_of_a_limit_one_follows_the_other_without_a_wait() -> None:
    bucket = PromptBucket(None)

    async with asyncio.timeout(A_MINUTE):
        for _ in range(100):
            async with bucket:
                pass
            assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_buckets_are_gone_through_now_and_then_and_not_with_each_new_one() -> None:
    now, looked = 0.0, 0
    http = HTTPClient(asyncio.get_running_loop())

    class Old(Ratelimit):
        def is_inactive(self) -> bool:
            nonlocal looked
            looked += 1
            return True

    mend(http, lambda: now)
    for number in range(1_000):
        http._buckets[f"known {number}"] = Old(None)
        http.get_ratelimit(f"new {number}")
    assert looked == 0

    now = SEARCHED_EVERY_SECONDS
    http.get_ratelimit("last")
    assert looked == 1_000
    assert "known 0" not in http._buckets


async def test_a_known_bucket_is_the_same_again() -> None:
    http = HTTPClient(asyncio.get_running_loop())
    mend(http)

    assert http.get_ratelimit("one") is http.get_ratelimit("one")
    assert http.get_ratelimit("one") is not http.get_ratelimit("other")
