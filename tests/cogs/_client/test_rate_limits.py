"""What Discord's answers tell of its limits, and so what may be asked for now."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import pytest
from multidict import CIMultiDict
from yarl import URL

from cogs._client.rate_limits import (
    EVERYTHING,
    FIRST_AT_ONCE,
    LIMITS,
    OPENING,
    SHUT_OUT_SECONDS,
    AddressShutOutError,
    Bucket,
    RateLimits,
    editing,
    sending,
)
from services.delivery.kinds.message import Urgency

CHANNEL = sending(11)
BASE = "http://127.0.0.1:9/api/v10"
URLS = {
    OPENING: ("POST", "/users/@me/channels"),
    sending(11): ("POST", "/channels/11/messages"),
    sending(12): ("POST", "/channels/12/messages"),
    editing(11): ("PATCH", "/channels/11/messages/77"),
}
LESS_URGENT = [urgency for urgency in Urgency if urgency is not Urgency.CLICKED]


class Discord:
    """Answers as Discord does, by a clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.limits = RateLimits(lambda: self.now)
        self.limits.base_url = BASE
        self.trace = aiohttp.TraceConfig()
        self.limits.watch(self.trace)

    async def begin(self, method: str, path: str, base: str = BASE) -> SimpleNamespace:
        """Begin a request."""
        context = SimpleNamespace()
        started = aiohttp.TraceRequestStartParams(method, URL(base + path), CIMultiDict())
        for heard in self.trace.on_request_start:
            await heard(cast("Any", None), context, started)
        return context

    async def end(
        self, context: SimpleNamespace, status: int, headers: Mapping[str, str], path: str, base: str = BASE
    ) -> None:
        """Answer a request."""
        response = cast("Any", SimpleNamespace(status=status, headers=CIMultiDict(headers)))
        ended = aiohttp.TraceRequestEndParams("POST", URL(base + path), CIMultiDict(), response)
        for heard in self.trace.on_request_end:
            await heard(cast("Any", None), context, ended)

    async def answer(self, bucket: Bucket, status: int = 200, **headers: str) -> None:
        """Take a request of a bucket, and answer it."""
        method, path = URLS[bucket]
        context = await self.begin(method, path)
        await self.end(context, status, {"Via": "1.1 google"} | _spelled(headers), path)

    async def tell(self, bucket: Bucket, limit: int, left: int, seconds: float) -> None:
        """Answer with how a bucket stands."""
        await self.answer(bucket, Limit=f"{limit}", Remaining=f"{left}", Reset_After=f"{seconds}")

    async def fail(self, bucket: Bucket) -> None:
        """Let a request be cut off."""
        method, path = URLS[bucket]
        context = await self.begin(method, path)
        failed = aiohttp.TraceRequestExceptionParams(method, URL(BASE + path), CIMultiDict(), OSError())
        for heard in self.trace.on_request_exception:
            await heard(cast("Any", None), context, failed)

    def places(self, bucket: Bucket, urgency: Urgency) -> int:
        """Take as many places as there are, and count them."""
        count = 0
        while self.limits.wait_for(bucket, urgency) == 0:
            count += 1
            assert count <= 1_000, "no limit"
        return count


def _spelled(headers: Mapping[str, str]) -> dict[str, str]:
    names = {"Retry_After": "Retry-After"}
    return {
        names.get(name, "X-RateLimit-" + name.replace("_", "-")): value for name, value in headers.items()
    }


@pytest.fixture
def discord() -> Discord:
    """A Discord of which nothing is known yet."""
    return Discord()


# --- one bucket --------------------------------------------------------------------------------------------


async def test_a_bucket_of_which_no_answer_has_told_gets_a_few_at_once(discord: Discord) -> None:
    assert discord.places(CHANNEL, Urgency.CLICKED) == FIRST_AT_ONCE
    assert 0 < discord.limits.wait_for(CHANNEL, Urgency.CLICKED) < 1


async def test_a_window_has_as_many_places_as_its_limit(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=5, left=4, seconds=5.0)

    assert discord.places(CHANNEL, Urgency.CLICKED) == 4
    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 5.0
    discord.now += 3.0
    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 2.0
    discord.now += 2.0
    assert discord.places(CHANNEL, Urgency.CLICKED) == 5


async def test_what_was_taken_before_the_first_answer_counts(discord: Discord) -> None:
    for _ in range(3):
        assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 0
    await discord.tell(CHANNEL, limit=5, left=4, seconds=5.0)

    assert discord.places(CHANNEL, Urgency.CLICKED) == 2


async def test_places_that_were_taken_and_are_not_yet_asked_for_count(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=5, left=4, seconds=5.0)
    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 0
    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 0
    # The answer to the first of the two knows nothing of the second.
    await discord.tell(CHANNEL, limit=5, left=3, seconds=5.0)

    assert discord.places(CHANNEL, Urgency.CLICKED) == 2


async def test_requests_that_others_make_are_seen_in_the_answers(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=5, left=4, seconds=5.0)
    await discord.tell(CHANNEL, limit=5, left=1, seconds=4.0)

    assert discord.places(CHANNEL, Urgency.CLICKED) == 1


async def test_a_limit_that_discord_changes_holds(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=5, left=4, seconds=5.0)
    discord.now += 5.0
    await discord.tell(CHANNEL, limit=10, left=9, seconds=5.0)

    assert discord.places(CHANNEL, Urgency.CLICKED) == 9


async def test_each_bucket_stands_for_itself(discord: Discord) -> None:
    await discord.tell(sending(11), limit=1, left=0, seconds=5.0)
    await discord.tell(sending(12), limit=3, left=2, seconds=5.0)
    await discord.tell(editing(11), limit=4, left=3, seconds=5.0)
    await discord.tell(OPENING, limit=6, left=5, seconds=5.0)

    buckets = (sending(11), sending(12), editing(11), OPENING)
    assert [discord.places(bucket, Urgency.CLICKED) for bucket in buckets] == [0, 2, 3, 5]


@pytest.mark.parametrize("urgency", LESS_URGENT)
async def test_what_is_less_urgent_leaves_places_to_what_somebody_clicked_for(
    discord: Discord, urgency: Urgency
) -> None:
    await discord.tell(CHANNEL, limit=10, left=10, seconds=5.0)

    taken = discord.places(CHANNEL, urgency)

    assert 0 < taken < 10
    assert discord.places(CHANNEL, Urgency.CLICKED) == 10 - taken
    discord.now += 5.0
    assert discord.places(CHANNEL, urgency) == taken


@pytest.mark.parametrize("urgency", list(Urgency))
async def test_even_of_the_smallest_limit_everything_gets_something(
    discord: Discord, urgency: Urgency
) -> None:
    await discord.tell(CHANNEL, limit=1, left=1, seconds=5.0)

    assert discord.places(CHANNEL, urgency) == 1


@pytest.mark.parametrize("urgency", LESS_URGENT)
async def test_what_has_to_wait_is_spread_over_the_windows_to_come(
    discord: Discord, urgency: Urgency
) -> None:
    await discord.tell(CHANNEL, limit=10, left=10, seconds=5.0)
    a_window = discord.places(CHANNEL, urgency)
    # The place that was asked for in vain is promised already.
    waits = [discord.limits.wait_for(CHANNEL, urgency) for _ in range(3 * a_window - 1)]

    expected = [5.0] * (a_window - 1) + [10.0] * a_window + [15.0] * a_window
    assert waits == expected


async def test_promises_that_are_over_are_given_again(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=10, left=0, seconds=5.0)
    first = [discord.limits.wait_for(CHANNEL, Urgency.REDRAWN) for _ in range(3)]
    discord.now += 5.0
    await discord.tell(CHANNEL, limit=10, left=0, seconds=5.0)

    again = [discord.limits.wait_for(CHANNEL, Urgency.REDRAWN) for _ in range(3)]

    assert first == again == [5.0] * 3


# --- answers that tell nothing -----------------------------------------------------------------------------


async def test_where_answers_tell_nothing_of_limits_there_are_none(discord: Discord) -> None:
    await discord.answer(CHANNEL)

    assert [discord.limits.wait_for(CHANNEL, Urgency.REDRAWN) for _ in range(200)] == [0.0] * 200
    for _ in range(10 * EVERYTHING):
        await discord.answer(CHANNEL)
    assert discord.limits.room_for_all(Urgency.REDRAWN)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_answers_of_a_discord_in_trouble_close_no_bucket(discord: Discord, status: int) -> None:
    for _ in range(3 * FIRST_AT_ONCE):
        assert discord.limits.wait_for(CHANNEL, Urgency.REDRAWN) == 0
        await discord.answer(CHANNEL, status)

    assert discord.places(CHANNEL, Urgency.CLICKED) == FIRST_AT_ONCE


async def test_requests_that_were_cut_off_close_no_bucket(discord: Discord) -> None:
    for _ in range(3 * FIRST_AT_ONCE):
        assert discord.limits.wait_for(CHANNEL, Urgency.REDRAWN) == 0
        await discord.fail(CHANNEL)

    assert discord.places(CHANNEL, Urgency.CLICKED) == FIRST_AT_ONCE


async def test_places_that_were_taken_and_never_used_run_out(discord: Discord) -> None:
    assert discord.places(CHANNEL, Urgency.CLICKED) == FIRST_AT_ONCE
    discord.now += 60.0

    assert discord.places(CHANNEL, Urgency.CLICKED) == FIRST_AT_ONCE


async def test_a_request_of_another_kind_that_fails_gives_back_no_place(discord: Discord) -> None:
    assert discord.places(OPENING, Urgency.CLICKED) == FIRST_AT_ONCE
    path = "/guilds/1/scheduled-events"
    context = await discord.begin("GET", path)
    failed = aiohttp.TraceRequestExceptionParams("GET", URL(BASE + path), CIMultiDict(), OSError())
    for heard in discord.trace.on_request_exception:
        await heard(cast("Any", None), context, failed)

    assert discord.places(OPENING, Urgency.CLICKED) == 0


# --- 429 ---------------------------------------------------------------------------------------------------


async def test_a_bucket_that_discord_closes_rests_for_as_long_as_it_says_and_no_other_does(
    discord: Discord,
) -> None:
    await discord.tell(sending(12), limit=5, left=4, seconds=5.0)
    await discord.answer(
        CHANNEL, 429, Limit="5", Remaining="0", Reset_After="2.5", Retry_After="7", Scope="user"
    )

    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 7.0
    assert discord.places(sending(12), Urgency.CLICKED) == 4
    assert discord.limits.room_for_all(Urgency.REDRAWN)
    assert discord.limits.all_rest_for() == 0
    discord.now += 7.0
    assert discord.places(CHANNEL, Urgency.CLICKED) == 5


async def test_a_bucket_that_is_closed_without_a_word_of_its_limit_rests_too(discord: Discord) -> None:
    await discord.answer(CHANNEL, 429, Retry_After="7")

    assert discord.limits.wait_for(CHANNEL, Urgency.CLICKED) == 7.0
    discord.now += 7.0
    assert discord.places(CHANNEL, Urgency.CLICKED) >= 1


async def test_a_limit_for_the_whole_bot_lets_everything_rest(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=5, left=4, seconds=1.0)
    await discord.answer(CHANNEL, 429, Global="true", Retry_After="3")

    assert discord.limits.all_rest_for() == 3.0
    assert not any(discord.limits.room_for_all(urgency) for urgency in Urgency)
    assert discord.limits.shut_out_for() == 0
    discord.now += 3.0
    assert all(discord.limits.room_for_all(urgency) for urgency in Urgency)
    assert discord.places(CHANNEL, Urgency.CLICKED) == 5


async def test_a_refusal_that_does_not_come_from_discord_itself_shuts_the_address_out(
    discord: Discord,
) -> None:
    _, path = URLS[CHANNEL]
    context = await discord.begin("POST", path)
    await discord.end(context, 429, {"Retry-After": "900", "Content-Type": "text/html"}, path)

    assert discord.limits.shut_out_for() == discord.limits.all_rest_for() == 900.0
    assert not discord.limits.room_for_all(Urgency.CLICKED)
    with pytest.raises(AddressShutOutError):
        await discord.begin("GET", "/gateway/bot")
    discord.now += 900.0
    await discord.begin("GET", "/gateway/bot")
    assert discord.limits.room_for_all(Urgency.REDRAWN)


async def test_a_refusal_that_does_not_say_for_how_long_shuts_nobody_out(discord: Discord) -> None:
    _, path = URLS[CHANNEL]
    context = await discord.begin("POST", path)
    await discord.end(context, 429, {"Content-Type": "text/html"}, path)

    assert discord.limits.shut_out_for() == discord.limits.all_rest_for() == 0
    await discord.begin("GET", "/gateway/bot")


async def test_an_address_that_is_shut_out_for_an_unknown_time_rests_for_a_while(discord: Discord) -> None:
    discord.limits.shut_out(None)

    assert discord.limits.shut_out_for() == discord.limits.all_rest_for() == SHUT_OUT_SECONDS
    assert not discord.limits.room_for_all(Urgency.CLICKED)


async def test_of_two_words_on_how_long_it_is_shut_out_the_longer_counts(discord: Discord) -> None:
    discord.limits.shut_out(100.0)
    discord.limits.shut_out(10.0)
    assert discord.limits.shut_out_for() == 100.0

    discord.limits.shut_out(None)
    assert discord.limits.shut_out_for() == 100.0


async def test_requests_to_others_go_on_while_discord_has_shut_the_address_out(discord: Discord) -> None:
    google = "https://meet.googleapis.com"
    discord.limits.shut_out(100.0)

    context = await discord.begin("POST", "/v2/spaces", google)
    await discord.end(context, 429, {"Retry-After": "1000"}, "/v2/spaces", google)

    assert discord.limits.shut_out_for() == 100.0


# --- the bot as a whole ------------------------------------------------------------------------------------


async def test_the_whole_bot_has_so_many_requests_a_second(discord: Discord) -> None:
    for _ in range(EVERYTHING - 1):
        await discord.tell(CHANNEL, limit=1_000, left=999, seconds=5.0)
    assert discord.limits.room_for_all(Urgency.CLICKED)
    assert not any(discord.limits.room_for_all(urgency) for urgency in LESS_URGENT)
    await discord.tell(CHANNEL, limit=1_000, left=999, seconds=5.0)
    assert not discord.limits.room_for_all(Urgency.CLICKED)

    discord.now += 1.0

    assert all(discord.limits.room_for_all(urgency) for urgency in Urgency)


async def test_answers_to_clicks_count_towards_no_limit_of_the_bot(discord: Discord) -> None:
    await discord.tell(CHANNEL, limit=1_000, left=999, seconds=5.0)
    for _ in range(2 * EVERYTHING):
        await discord.begin("POST", "/interactions/1/token/callback")
        await discord.begin("PATCH", "/webhooks/1/token/messages/@original")

    assert all(discord.limits.room_for_all(urgency) for urgency in Urgency)


async def test_each_limit_that_is_met_is_counted_by_its_kind(discord: Discord) -> None:
    await discord.answer(CHANNEL)
    assert discord.limits.met == {}

    for bucket in (CHANNEL, sending(12), editing(11), OPENING):
        await discord.answer(bucket, 429, Retry_After="7")
    await discord.answer(CHANNEL, 429, Global="true", Retry_After="3")
    for via in ({"Via": "1.1 google"}, {}):
        context = await discord.begin("GET", "/guilds/71")
        await discord.end(context, 429, {"Retry-After": "900"} | via, "/guilds/71")

    assert discord.limits.met == {"send": 2, "edit": 1, "open": 1, "everything": 1, "other": 1, "address": 1}
    assert set(discord.limits.met) == set(LIMITS)
