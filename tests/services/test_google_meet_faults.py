"""Whatever Google does instead of making a room, the error says what to do, and no secret."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox import Fault, LocalGoogle
from sandbox.google import Project
from services.google_meet import GoogleMeet, GoogleMeetError
from services.google_meet.client import ATTEMPTS, FIRST_PAUSE_SECONDS, UNUSED_ROOM
from services.google_meet.credentials import CredentialsFile
from tests.services.google_meet import KINDS, PERSON, Pauses, client, credentials_file

Change = Callable[[LocalGoogle], object]


@pytest.fixture
async def google() -> AsyncIterator[LocalGoogle]:
    """A local Google with everything in order."""
    async with LocalGoogle() as server:
        yield server


@pytest.fixture(params=KINDS)
def credentials(request: pytest.FixtureRequest, google: LocalGoogle, tmp_path: Path) -> CredentialsFile:
    """Credentials of each kind."""
    return credentials_file(google, request.param, tmp_path)


@pytest.fixture
def count_unused(caplog: pytest.LogCaptureFixture) -> Callable[[], int]:
    """Return how often the log told of a room that nobody will use."""
    caplog.set_level(logging.INFO, logger="services.google_meet")
    return lambda: caplog.messages.count(UNUSED_ROOM)


async def refusal(meet: GoogleMeet) -> GoogleMeetError:
    """Return why there is no room."""
    with pytest.raises(GoogleMeetError) as caught:
        await meet.create_space()
    return caught.value


def set_project(**values: object) -> Change:
    """Return a change of the project's settings."""

    def change(google: LocalGoogle) -> None:
        for name, value in values.items():
            setattr(google.project, name, value)

    return change


# --- what an admin must mend ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "change", "reason", "words"),
    [
        ("authorized_user", set_project(is_revoked=True), "revoked", "after seven days"),
        ("authorized_user", set_project(client_secret="new"), "client-refused", "present secret"),
        ("authorized_user", set_project(client_id="new"), "client-refused", "OAuth client"),
        ("authorized_user", set_project(scopes={"openid"}), "scope-missing", "meetings.space.created"),
        ("service_account", set_project(is_revoked=True), "key-refused", "Make a new key"),
        ("service_account", set_project(service_account="x@y.z"), "key-refused", "deleted or disabled"),
        ("service_account", set_project(is_delegated=False), "no-delegation", PERSON),
        ("service_account", set_project(people=set()), "subject-unknown", "GOOGLE_MEET_SUBJECT"),
    ],
)
async def test_credentials_that_google_refuses_are_told_by_room_and_check(
    google: LocalGoogle, tmp_path: Path, kind: str, change: Change, reason: str, words: str
) -> None:
    credentials = credentials_file(google, kind, tmp_path)
    change(google)
    async with client(google, credentials) as meet:
        error = await refusal(meet)
        with pytest.raises(GoogleMeetError) as checked:
            await meet.check()
    assert (error.reason, error.is_temporary, checked.value.reason) == (reason, False, reason)
    assert words in str(error)
    assert google.spaces == []


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_clock_far_from_googles_is_told(google: LocalGoogle, tmp_path: Path, hours: int) -> None:
    google.clock.advance(timedelta(hours=hours))
    async with client(google, credentials_file(google, "service_account", tmp_path)) as meet:
        error = await refusal(meet)
    assert (error.reason, str(error)) == (
        "clock-wrong",
        "Google refuses the time of this machine: set its clock.",
    )


async def test_a_service_account_without_a_subject_is_told_to_name_one(
    google: LocalGoogle, tmp_path: Path
) -> None:
    async with client(google, CredentialsFile(google.write_service_account(tmp_path))) as meet:
        error = await refusal(meet)
        with pytest.raises(GoogleMeetError) as checked:
            await meet.check()
    assert (error.reason, checked.value.reason, error.is_temporary) == ("no-subject", "no-subject", False)
    assert "GOOGLE_MEET_SUBJECT" in str(error)


async def test_a_project_without_the_api_is_told_by_room_and_check(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    google.project.is_api_enabled = False
    async with client(google, credentials) as meet:
        error = await refusal(meet)
        with pytest.raises(GoogleMeetError) as checked:
            await meet.check()
    assert (error.reason, checked.value.reason) == ("api-disabled", "api-disabled")
    assert error.facts == {"project": "project 314159265358"}


async def test_an_account_that_may_not_make_rooms_is_told(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    google.faults.add(Fault("status", path="/v2/spaces", status=403, times=None))
    async with client(google, credentials) as meet:
        error = await refusal(meet)
    assert (error.reason, error.facts, error.is_temporary) == (
        "not-permitted",
        {"code": "PERMISSION_DENIED"},
        False,
    )


async def test_a_room_into_which_nobody_would_get_is_not_handed_out(
    google: LocalGoogle, credentials: CredentialsFile, count_unused: Callable[[], int]
) -> None:
    google.project.only_access = "TRUSTED"
    async with client(google, credentials) as meet:
        error = await refusal(meet)
    assert (error.reason, error.is_temporary, error.facts) == ("not-open", False, {"access": "TRUSTED"})
    assert (len(google.spaces), count_unused()) == (1, 1)


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"meetingUri": 5}',
        b'{"meetingUri": ""}',
        b'{"meetingUri": "https://meet.google.com.example.org/abc-defg-hij"}',
        b'{"meetingUri": "https://meet.google.com/abc-defg-hij", "config": 5}',
    ],
)
async def test_an_answer_without_a_link_that_members_could_trust_is_told(
    tmp_path: Path, answer: bytes
) -> None:
    async def speak(request: web.Request) -> web.Response:
        token = b'{"access_token": "ya29.x", "expires_in": 3599}'
        return web.Response(body=token if request.path == "/token" else answer)

    app = web.Application()
    app.router.add_post("/{path:.*}", speak)
    async with TestServer(app, host="127.0.0.1") as server:
        address = str(server.make_url("/")).rstrip("/")
        path = tmp_path / "file.json"
        path.write_text(json.dumps(Project().authorized_user_file(f"{address}/token")))
        meet = GoogleMeet(CredentialsFile(path), address)
        error = await refusal(meet)
        await meet.close()
    assert (error.reason, error.facts["code"]) == ("unexpected", "no link")


@pytest.mark.parametrize(
    "answer", [b"<html>", b"[]", b'"x"', b"{}", b'{"access_token": 5}', b'{"access_token": "x\\n"}', b"\xff"]
)
async def test_what_is_no_answer_of_a_token_endpoint_is_told(
    google: LocalGoogle, tmp_path: Path, answer: bytes
) -> None:
    async def speak(_: web.Request) -> web.Response:
        return web.Response(body=answer)

    app = web.Application()
    app.router.add_post("/token", speak)
    async with TestServer(app, host="127.0.0.1") as server:
        path, address = tmp_path / "file.json", str(server.make_url("/token"))
        path.write_text(json.dumps(google.project.authorized_user_file(address)))
        async with client(google, CredentialsFile(path)) as meet:
            error = await refusal(meet)
    assert (error.reason, error.facts["url"]) == ("unexpected", address)


@pytest.mark.parametrize("address", ["meet.googleapis.com", "ftp://127.0.0.1", "http://["])
async def test_an_address_that_is_none_is_told(
    google: LocalGoogle, tmp_path: Path, address: str, count_unused: Callable[[], int]
) -> None:
    credentials = credentials_file(google, "authorized_user", tmp_path)
    meet = GoogleMeet(credentials, address, pause=Pauses())
    error = await refusal(meet)
    content = json.loads(credentials.path.read_text())
    credentials.path.write_text(json.dumps(content | {"token_uri": address}))
    with pytest.raises(GoogleMeetError) as checked:
        await meet.check()
    await meet.close()
    assert (error.reason, error.facts["url"]) == ("unexpected", f"{address}/v2/spaces")
    assert (checked.value.reason, checked.value.facts["url"]) == ("unexpected", address)
    assert count_unused() == 0


async def test_a_token_that_the_api_never_takes_is_told_after_one_more(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    google.faults.add(Fault("status", path="/v2/spaces", status=401, times=None))
    async with client(google, credentials) as meet:
        error = await refusal(meet)
    assert (error.reason, google.tokens_given) == ("token-refused", 2)


async def test_what_answers_like_nobody_is_told_with_its_address(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    google.faults.add(Fault("status", path="/v2/spaces", status=404))
    async with client(google, credentials) as meet:
        error = await refusal(meet)
    assert (error.reason, error.facts) == (
        "unexpected",
        {"url": f"{google.api_url}/v2/spaces", "code": "404"},
    )


# --- what passes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/token", "/v2/spaces"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "status", "status": 500}, "unavailable"),
        ({"kind": "status", "status": 503}, "unavailable"),
        ({"kind": "drop"}, "unreachable"),
    ],
)
async def test_trouble_that_stays_is_told_after_three_attempts_and_trouble_that_passes_never(
    google: LocalGoogle, credentials: CredentialsFile, path: str, fault: dict[str, str], reason: str
) -> None:
    pauses = Pauses()
    async with client(google, credentials, pauses=pauses) as meet:
        lasting = google.faults.add(Fault(path=path, times=ATTEMPTS, **fault))  # type: ignore[arg-type]
        error = await refusal(meet)
        assert (error.reason, error.is_temporary, lasting.hits) == (reason, True, ATTEMPTS)
        first, second = pauses.taken
        assert FIRST_PAUSE_SECONDS / 2 <= first <= FIRST_PAUSE_SECONDS * 1.5
        assert FIRST_PAUSE_SECONDS <= second <= FIRST_PAUSE_SECONDS * 3
        google.faults.add(Fault(path=path, times=ATTEMPTS - 1, **fault))  # type: ignore[arg-type]
        assert await meet.create_space() == google.spaces[0].uri
    assert len(google.spaces) == 1


@pytest.mark.parametrize("path", ["/token", "/v2/spaces"])
async def test_a_used_up_quota_is_told_at_once_since_it_lasts_longer_than_anybody_waits(
    google: LocalGoogle, credentials: CredentialsFile, path: str
) -> None:
    pauses = Pauses()
    fault = google.faults.add(Fault("rate_limit", path=path, times=None, retry_after=30))
    async with client(google, credentials, pauses=pauses) as meet:
        error = await refusal(meet)
    assert (error.reason, error.is_temporary, fault.hits, pauses.taken) == ("quota", True, 1, [])


@pytest.mark.parametrize("path", ["/token", "/v2/spaces"])
async def test_who_waits_in_vain_is_told_in_time(
    google: LocalGoogle, credentials: CredentialsFile, path: str
) -> None:
    google.faults.add(Fault("delay", path=path, times=None, seconds=600))
    async with client(google, credentials, patience=0.2) as meet:
        error = await refusal(meet)
    assert (error.reason, error.is_temporary, str(error)) == (
        "slow",
        True,
        "Google did not answer within 0.2 seconds.",
    )


async def test_who_only_is_a_little_slow_is_waited_for(
    google: LocalGoogle, credentials: CredentialsFile
) -> None:
    google.faults.add(Fault("delay", times=None, seconds=0.02))
    async with client(google, credentials) as meet:
        assert await meet.create_space() == google.spaces[0].uri


async def test_nobody_at_the_address_is_told_with_the_address(google: LocalGoogle, tmp_path: Path) -> None:
    pauses = Pauses()
    credentials = credentials_file(google, "authorized_user", tmp_path)
    async with client(google, credentials, pauses=pauses) as meet:
        await meet.create_space()
        await google.stop()
        error = await refusal(meet)
        with pytest.raises(GoogleMeetError) as checked:
            await meet.check()
    assert (error.reason, error.is_temporary, len(pauses.taken)) == ("unreachable", True, 2)
    assert error.facts["url"] == f"{google.api_url}/v2/spaces"
    assert checked.value.facts["url"] == google.token_url


# --- rooms that nobody knows of ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["drop", "status"])
async def test_a_room_whose_link_got_lost_is_logged_and_another_made(
    google: LocalGoogle,
    credentials: CredentialsFile,
    kind: Literal["drop", "status"],
    count_unused: Callable[[], int],
) -> None:
    google.faults.add(Fault(kind, path="/v2/spaces", when="after", status=503))
    async with client(google, credentials) as meet:
        link = await meet.create_space()
    assert (len(google.spaces), link, count_unused()) == (2, google.spaces[1].uri, 1)


async def test_a_room_for_which_nobody_waits_any_more_is_logged(
    google: LocalGoogle, credentials: CredentialsFile, count_unused: Callable[[], int]
) -> None:
    google.faults.add(Fault("delay", path="/v2/spaces", when="after", seconds=600))
    reached = asyncio.Event()
    google.faults.on_change = reached.set
    async with client(google, credentials) as meet:
        asking = asyncio.create_task(meet.create_space())
        await reached.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    assert (len(google.spaces), count_unused()) == (1, 1)


async def test_a_refused_room_is_not_logged(
    google: LocalGoogle, credentials: CredentialsFile, count_unused: Callable[[], int]
) -> None:
    google.project.is_api_enabled = False
    async with client(google, credentials) as meet:
        await refusal(meet)
    assert count_unused() == 0


# --- secrets ----------------------------------------------------------------------------------------------


async def test_no_error_shows_a_secret(
    google: LocalGoogle, credentials: CredentialsFile, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    shown = []
    for change in (
        set_project(is_revoked=True),
        set_project(is_revoked=False, is_api_enabled=False),
        lambda server: server.faults.add(Fault("drop", times=ATTEMPTS)),
        lambda server: server.faults.add(
            Fault("status", path="/token", status=400, message=server.project.refresh_token)
        ),
    ):
        change(google)
        async with client(google, credentials) as meet:
            error = await refusal(meet)
            shown += [str(error), repr(error), str(error.facts), *traceback.format_exception(error)]
    await asyncio.sleep(0)
    secrets = (google.project.client_secret, google.project.refresh_token, "ya29.", "PRIVATE KEY")
    assert [secret for secret in secrets if secret in "".join(shown) + caplog.text] == []
