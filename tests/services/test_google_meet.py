"""Rooms are made with both kinds of credentials, and tokens are there before they are needed.

The local Google lives in the same event loop: were the client to block it anywhere, nothing here would end.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Fault, LocalGoogle
from services.environment import Environment
from services.google_meet import GoogleMeetError, open_google_meet
from services.google_meet.client import UNUSED_ROOM
from services.google_meet.credentials import Asker, CredentialsFile
from services.google_meet.errors import Fault as Wrong
from services.google_meet.tokens import EARLY_SECONDS, MARGIN_SECONDS, Token, TokenKeeper
from tests.services.google_meet import KINDS, PERSON, Pauses, Seconds, client, credentials_file
from tests.support.google_api_description import answer_violations, violations


@pytest.fixture
async def google() -> AsyncIterator[LocalGoogle]:
    """A local Google with everything in order."""
    async with LocalGoogle() as server:
        yield server


@pytest.fixture(params=KINDS)
def credentials(request: pytest.FixtureRequest, google: LocalGoogle, tmp_path: Path) -> CredentialsFile:
    """Credentials of each kind."""
    return credentials_file(google, request.param, tmp_path)


def asked(google: LocalGoogle) -> list[str]:
    """Return what was asked of Google, in order."""
    return [f"{record.method} {record.path}" for record in google.requests]


async def test_a_room_is_open_to_who_has_the_link(
    google: LocalGoogle, credentials: CredentialsFile, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with client(google, credentials) as meet:
        link = await meet.create_space()
    (space,) = google.spaces
    assert (link, space.access, space.owner) == (space.uri, "OPEN", PERSON)
    assert UNUSED_ROOM not in caplog.messages


async def test_what_is_asked_is_as_google_describes_it(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    async with client(google, credentials) as meet:
        await meet.check()
        await meet.create_space()
    to_meet = [record for record in google.requests if record.path != "/token"]
    assert [record.method for record in to_meet] == ["GET", "POST"]
    assert [violations(to_meet), answer_violations(to_meet)] == [[], []]


async def test_the_environment_names_what_is_needed(google: LocalGoogle, tmp_path: Path) -> None:
    environment = Environment(
        _env_file=None,
        google_application_credentials=str(google.write_service_account(tmp_path)),
        google_meet_subject=PERSON,
        google_meet_api_url=google.api_url + "/",
    )
    meet = open_google_meet(environment)
    assert meet is not None
    assert await meet.create_space() == google.spaces[0].uri
    await meet.close()


def test_without_credentials_there_is_no_client() -> None:
    assert open_google_meet(Environment(_env_file=None, google_application_credentials=" ")) is None


async def test_each_call_makes_a_room_of_its_own(google: LocalGoogle, credentials: CredentialsFile) -> None:
    async with client(google, credentials) as meet:
        links = [await meet.create_space() for _ in range(3)]
    assert links == [space.uri for space in google.spaces]
    assert (len(set(links)), google.tokens_given) == (3, 1)


async def test_many_at_once_share_one_token(google: LocalGoogle, credentials: CredentialsFile) -> None:
    async with client(google, credentials) as meet:
        links = await asyncio.gather(*(meet.create_space() for _ in range(50)))
    assert (len(set(links)), google.tokens_given) == (50, 1)


async def test_a_token_that_ends_soon_is_replaced_while_it_still_serves(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    seconds = Seconds()
    async with client(google, credentials, seconds=seconds) as meet:
        await meet.create_space()
        seconds.now += 3599 - EARLY_SECONDS + 1
        google.faults.add(Fault("delay", path="/token", when="before", seconds=600))
        assert await meet.create_space() == google.spaces[1].uri
        assert google.tokens_given == 1


async def test_the_replacement_serves_when_the_first_has_ended(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    seconds = Seconds()
    async with client(google, credentials, seconds=seconds) as meet:
        await meet.create_space()
        seconds.now += 3599 - EARLY_SECONDS + 1
        await asyncio.gather(meet.create_space(), meet.check())
        assert google.tokens_given == 2
        seconds.now += EARLY_SECONDS
        await meet.create_space()
    assert google.tokens_given == 2


async def test_a_token_that_has_all_but_ended_is_never_sent(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    seconds = Seconds()
    async with client(google, credentials, seconds=seconds) as meet:
        await meet.create_space()
        seconds.now += 3600 - MARGIN_SECONDS
        await meet.create_space()
    assert asked(google) == ["POST /token", "POST /v2/spaces"] * 2


async def test_a_replacement_that_fails_is_told_once_and_the_room_is_made(
    google: LocalGoogle, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seconds = Seconds()
    async with client(google, credentials_file(google, "authorized_user", tmp_path), seconds=seconds) as meet:
        await meet.create_space()
        seconds.now += 3599 - EARLY_SECONDS + 1
        google.project.client_secret = "changed"
        await asyncio.gather(meet.create_space(), meet.create_space())
        with pytest.raises(GoogleMeetError):
            await meet.check()
    assert len(google.spaces) == 3
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    assert "its secret was changed" in warnings[0].getMessage()


async def test_a_token_that_google_took_back_is_replaced_at_once(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    pauses = Pauses()
    async with client(google, credentials, pauses=pauses) as meet:
        await meet.create_space()
        google.void_tokens()
        await meet.create_space()
    token, room = "POST /token", "POST /v2/spaces"
    assert asked(google) == [token, room, room, token, room]
    assert (len(google.spaces), pauses.taken) == (2, [])


async def test_a_replaced_file_counts_without_a_restart(google: LocalGoogle, tmp_path: Path) -> None:
    credentials = credentials_file(google, "authorized_user", tmp_path)
    google.project.refresh_token = "1//the-new-one"
    async with client(google, credentials) as meet:
        with pytest.raises(GoogleMeetError) as caught:
            await meet.create_space()
        assert caught.value.reason == "revoked"
        google.write_authorized_user(tmp_path)
        assert await meet.create_space() == google.spaces[0].uri


async def test_who_came_late_to_a_request_for_a_token_that_hung_asks_anew() -> None:
    hung, prompt = (asyncio.get_running_loop().create_future() for _ in range(2))
    answers = iter([hung, prompt])

    async def fetch() -> Token:
        answer: Token = await next(answers)
        return answer

    keeper = TokenKeeper(fetch, Seconds())
    early = asyncio.create_task(keeper.token())
    await asyncio.sleep(0)
    late = asyncio.create_task(keeper.token())
    await asyncio.sleep(0)
    hung.set_exception(GoogleMeetError(Wrong.SLOW, seconds="8"))
    prompt.set_result(Token("new", 3600, Asker("")))
    with pytest.raises(GoogleMeetError) as told:
        await early
    assert told.value.reason == "slow"
    assert (await late).value == "new"


async def test_who_gives_up_takes_the_token_from_nobody(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    fault = google.faults.add(Fault("delay", path="/token", times=None, seconds=0.05))
    reached = asyncio.Event()
    google.faults.on_change = reached.set
    async with client(google, credentials) as meet:
        hasty, patient = asyncio.create_task(meet.create_space()), asyncio.create_task(meet.create_space())
        await reached.wait()
        hasty.cancel()
        assert await patient == google.spaces[0].uri
    assert (hasty.cancelled(), fault.hits, len(google.spaces)) == (True, 1, 1)


@pytest.mark.parametrize("path", ["/token", "/v2/spaces"])
async def test_closing_ends_what_hangs_and_leaves_no_thread_behind(
    google: LocalGoogle, credentials: CredentialsFile, path: str
) -> None:
    google.faults.add(Fault("delay", path=path, seconds=600))
    async with client(google, credentials, patience=600) as meet:
        reached = asyncio.Event()
        google.faults.on_change = reached.set
        waiting = asyncio.create_task(meet.create_space())
        await reached.wait()
        await meet.close()
        with pytest.raises(GoogleMeetError) as told:
            await waiting
    assert told.value.reason == "closed"
    await asyncio.get_running_loop().shutdown_default_executor()


async def test_a_closed_client_says_so(google: LocalGoogle, credentials: CredentialsFile) -> None:
    async with client(google, credentials) as meet:
        await meet.create_space()
    with pytest.raises(GoogleMeetError) as told:
        await meet.create_space()
    assert told.value.reason == "closed"
