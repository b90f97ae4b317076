"""The local Google gives tokens and rooms to those who may have them, as Google does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import aiohttp
import pytest
from google.auth import jwt
from google.auth.crypt import RSASigner
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import credentials as authorized_user
from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from sandbox import Fault, LocalGoogle, Sandbox, study_server
from tests.support.google_api_description import answer_violations, description, violations

SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
PERSON = "host@example.org"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
PUBLIC_TOKEN_URI = "https://oauth2.googleapis.com/token"
OPEN = {"config": {"accessType": "OPEN"}}


@pytest.fixture
async def google() -> AsyncIterator[LocalGoogle]:
    """A local Google with everything in order."""
    async with LocalGoogle() as server:
        yield server


async def post(google: LocalGoogle, path: str, **more: Any) -> tuple[int, Any]:  # noqa: ANN401 - any JSON
    """Send a request by hand."""
    async with aiohttp.ClientSession(google.api_url) as session, session.post(path, **more) as response:
        return response.status, await response.json()


async def exchange(google: LocalGoogle, **form: str) -> tuple[int, Any]:
    """Ask for a token by hand."""
    return await post(google, "/token", data=form)


async def refresh(google: LocalGoogle, **changes: str) -> tuple[int, Any]:
    """Ask for a token as the person who signed in, with changes."""
    project = google.project
    form = {
        "grant_type": "refresh_token",
        "client_id": project.client_id,
        "client_secret": project.client_secret,
        "refresh_token": project.refresh_token,
    }
    return await exchange(google, **form | changes)


async def create(google: LocalGoogle, token: str, body: object = OPEN) -> tuple[int, Any]:
    """Ask for a room by hand."""
    return await post(google, "/v2/spaces", json=body, headers={"Authorization": f"Bearer {token}"})


async def bearer(google: LocalGoogle) -> str:
    """Return a token of the person's."""
    return str((await refresh(google))[1]["access_token"])


def signed(google: LocalGoogle, **changes: object) -> str:
    """Return an assertion of the service account, with changes to its claims."""
    now = int(datetime.now(UTC).timestamp())
    claims = {
        "iss": google.project.service_account,
        "sub": PERSON,
        "aud": google.token_url,
        "scope": SCOPE,
        "iat": now,
        "exp": now + 3600,
    }
    key = google.project.service_account_file("")["private_key"]
    assertion: bytes = jwt.encode(RSASigner.from_string(key), claims | changes)
    return assertion.decode()


# --- Google's own libraries -------------------------------------------------------------------------------


def make_room_with_googles_client(google: LocalGoogle, credentials: object) -> Any:  # noqa: ANN401
    """Make a room by the client that Google writes; it blocks, so not in the event loop's thread."""
    with build(
        "meet", "v2", credentials=credentials, client_options={"api_endpoint": google.api_url}
    ) as client:
        return client.spaces().create(body=OPEN).execute(num_retries=0)


async def test_googles_own_client_makes_a_room_with_a_service_account(
    google: LocalGoogle, tmp_path: Path
) -> None:
    file = google.write_service_account(tmp_path)
    credentials = service_account.Credentials.from_service_account_file(file, scopes=[SCOPE], subject=PERSON)
    made = await asyncio.to_thread(make_room_with_googles_client, google, credentials)
    assert made == google.spaces[0].to_json()
    assert made["meetingUri"] == f"https://meet.google.com/{made['meetingCode']}"
    assert made["config"]["accessType"] == "OPEN"
    assert [violations(google.requests[1:]), answer_violations(google.requests)] == [[], []]


async def test_googles_own_library_refreshes_an_authorized_user(google: LocalGoogle, tmp_path: Path) -> None:
    content = json.loads(google.write_authorized_user(tmp_path).read_text())
    names = ("refresh_token", "client_id", "client_secret", "token_uri")
    credentials = authorized_user.Credentials(None, scopes=[SCOPE], **{name: content[name] for name in names})
    await asyncio.to_thread(credentials.refresh, Request())
    assert (await create(google, str(credentials.token)))[0] == 200


async def test_googles_own_libraries_read_the_refusals(google: LocalGoogle, tmp_path: Path) -> None:
    file = google.write_service_account(tmp_path)
    nobody = service_account.Credentials.from_service_account_file(file, scopes=[SCOPE])
    with pytest.raises(HttpError, match="Permission denied on resource Space"):
        await asyncio.to_thread(make_room_with_googles_client, google, nobody)
    google.project.is_delegated = False
    with pytest.raises(RefreshError, match="unauthorized_client: Client is unauthorized"):
        await asyncio.to_thread(nobody.with_subject(PERSON).refresh, Request())


# --- tokens -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "error", "description_part"),
    [
        ({"iss": "other@example.org"}, "invalid_grant", "account not found"),
        ({"aud": "https://example.org/token"}, "invalid_grant", "audience"),
        ({"sub": "nobody@example.org"}, "invalid_grant", "Invalid email or User ID"),
        ({"scope": ""}, "invalid_scope", "Invalid OAuth scope"),
        ({"scope": f"{SCOPE} https://www.googleapis.com/auth/drive"}, "unauthorized_client", "unauthorized"),
        ({"iat": 1, "exp": 3601}, "invalid_grant", "iat and exp"),
        ({"exp": int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())}, "invalid_grant", "short-lived"),
    ],
)
async def test_an_assertion_with_a_wrong_claim_is_refused(
    google: LocalGoogle, changes: dict[str, object], error: str, description_part: str
) -> None:
    status, answer = await exchange(google, grant_type=JWT_GRANT, assertion=signed(google, **changes))
    assert (status in (400, 401), answer["error"]) == (True, error)
    assert description_part in answer["error_description"]
    assert google.tokens_given == 0


async def test_an_assertion_for_googles_own_address_is_taken_as_google_auth_signs_no_other(
    google: LocalGoogle,
) -> None:
    assertion = signed(google, aud=PUBLIC_TOKEN_URI)
    assert (await exchange(google, grant_type=JWT_GRANT, assertion=assertion))[0] == 200


@pytest.mark.parametrize("spoil", [lambda text: text[:-8] + "AAAAAAAA", lambda _: "x", lambda _: "x.y.z"])
async def test_an_assertion_that_the_key_did_not_sign_is_refused(
    google: LocalGoogle, spoil: Callable[[str], str]
) -> None:
    status, answer = await exchange(google, grant_type=JWT_GRANT, assertion=spoil(signed(google)))
    assert (status, answer["error"]) == (400, "invalid_grant")


async def test_another_projects_key_does_not_open_this_one(google: LocalGoogle) -> None:
    stranger = LocalGoogle()
    assertion = signed(stranger, aud=google.token_url)
    _, answer = await exchange(google, grant_type=JWT_GRANT, assertion=assertion)
    assert answer == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"refresh_token": "other"}, (400, "invalid_grant")),
        ({"client_secret": "other"}, (401, "invalid_client")),
        ({"client_id": "other"}, (401, "invalid_client")),
        ({"scope": "https://www.googleapis.com/auth/drive"}, (400, "invalid_scope")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": ""}, (400, "invalid_request")),
    ],
)
async def test_a_person_gets_no_token_for_something_else(
    google: LocalGoogle, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    status, answer = await refresh(google, **changes)
    assert (status, answer["error"]) == expected


async def test_what_was_revoked_is_refused_and_so_are_the_tokens_given_before(google: LocalGoogle) -> None:
    token = await bearer(google)
    google.project.is_revoked = True
    status, answer = await refresh(google)
    assert status == 400
    assert answer == {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    assert (await create(google, token))[0] == 401


async def test_a_token_ends_by_the_clock(google: LocalGoogle) -> None:
    token = await bearer(google)
    google.clock.advance(timedelta(minutes=59))
    assert (await create(google, token))[0] == 200
    google.clock.advance(timedelta(minutes=1))
    status, answer = await create(google, token)
    assert (status, answer["error"]["status"]) == (401, "UNAUTHENTICATED")


# --- rooms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("access", ["OPEN", "TRUSTED", "RESTRICTED", None])
async def test_a_room_has_the_access_that_was_asked_for(google: LocalGoogle, access: str | None) -> None:
    body = {} if access is None else {"config": {"accessType": access}}
    status, made = await create(google, await bearer(google), body)
    assert (status, made["config"]["accessType"]) == (200, access or "RESTRICTED")
    assert answer_violations(google.requests) == []


def test_the_accesses_are_all_that_google_describes() -> None:
    described = description()["schemas"]["SpaceConfig"]["properties"]["accessType"]["enum"]
    assert set(described) - {"ACCESS_TYPE_UNSPECIFIED"} == {"OPEN", "TRUSTED", "RESTRICTED"}


def test_the_scope_is_the_one_that_google_describes() -> None:
    assert description()["resources"]["spaces"]["methods"]["create"]["scopes"] == [SCOPE]


@pytest.mark.parametrize(
    "body", [{"config": {"accessType": "ANYBODY"}}, {"colour": "red"}, {"config": {"colour": "red"}}, [], "x"]
)
async def test_what_is_not_described_is_refused_and_the_check_says_so_too(
    google: LocalGoogle, body: object
) -> None:
    status, answer = await create(google, await bearer(google), body)
    assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert violations(google.requests[-1:]) != []
    assert google.spaces == []


async def test_a_request_without_a_valid_token_is_refused(google: LocalGoogle) -> None:
    missing = await post(google, "/v2/spaces", json=OPEN)
    wrong = await create(google, "ya29.other")
    assert [status for status, _ in (missing, wrong)] == [401, 401]
    assert missing[1]["error"]["details"][0]["reason"] == "CREDENTIALS_MISSING"


async def test_a_project_without_the_api_is_told_where_to_switch_it_on(google: LocalGoogle) -> None:
    google.project.is_api_enabled = False
    status, answer = await create(google, await bearer(google))
    assert status == 403
    assert answer["error"]["message"].startswith("Google Meet API has not been used in project 314159265358")
    assert answer["error"]["details"][0]["reason"] == "SERVICE_DISABLED"


async def test_a_token_for_something_else_makes_no_room(google: LocalGoogle) -> None:
    google.project.scopes = {"https://www.googleapis.com/auth/drive"}
    status, answer = await create(google, await bearer(google))
    assert (status, answer["error"]["details"][0]["reason"]) == (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")


# --- faults -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "status", "name", "made"),
    [
        (Fault("status", status=503), 503, "UNAVAILABLE", 0),
        (Fault("status", status=500, when="after"), 500, "INTERNAL", 1),
        (Fault("rate_limit", retry_after=7), 429, "RESOURCE_EXHAUSTED", 0),
        (Fault("rate_limit", when="after"), 429, "RESOURCE_EXHAUSTED", 1),
    ],
)
async def test_a_fault_comes_once_before_or_after_the_work(
    google: LocalGoogle, fault: Fault, status: int, name: str, made: int
) -> None:
    token = await bearer(google)
    google.faults.add(fault)
    refused, answer = await create(google, token)
    assert (refused, answer["error"]["status"], len(google.spaces)) == (status, name, made)
    assert (await create(google, token))[0] == 200


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
async def test_a_connection_is_cut_before_or_after_the_work(
    google: LocalGoogle, when: Literal["before", "after"], made: int
) -> None:
    token = await bearer(google)
    google.faults.add(Fault("drop", path="/v2/spaces", when=when))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await create(google, token)
    assert (len(google.spaces), google.requests[-1].status) == (made, 0)


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
async def test_a_hanging_request_does_its_work_before_or_never(
    google: LocalGoogle, when: Literal["before", "after"], made: int
) -> None:
    token = await bearer(google)
    google.faults.add(Fault("delay", path="/v2/spaces", when=when, seconds=600))
    hit = asyncio.Event()
    google.faults.on_change = hit.set
    hanging = asyncio.create_task(create(google, token))
    await hit.wait()
    hanging.cancel()
    assert len(google.spaces) == made


async def test_a_fault_of_the_token_endpoint_speaks_its_language(google: LocalGoogle) -> None:
    google.faults.add(Fault("status", path="/token", status=503))
    assert await refresh(google) == (503, {"error": "temporarily_unavailable"})


async def test_the_log_shows_what_was_asked_and_no_secret(google: LocalGoogle, tmp_path: Path) -> None:
    await exchange(google, grant_type=JWT_GRANT, assertion=signed(google))
    token = await bearer(google)
    await create(google, token)
    shown = json.dumps([record.to_json() for record in google.requests])
    assert [record.path for record in google.requests] == ["/token", "/token", "/v2/spaces"]
    for secret in (token, google.project.client_secret, google.project.refresh_token):
        assert secret not in shown


async def test_the_page_switches_google_off_and_on(google: LocalGoogle) -> None:
    async with Sandbox(world=study_server()) as discord:
        for fault in google.extra_faults:
            discord.offer_fault(fault)
        async with aiohttp.ClientSession(discord.page_url) as page:
            offered = await (await page.get("sandbox/faults")).json()
            await page.post("sandbox/faults", json={"kind": "google_refuses"})
            assert (await refresh(google))[0] == 400
            await page.delete("sandbox/faults")
            assert (await refresh(google))[0] == 200
    assert [(fault["title"]["ru"], fault["on"]) for fault in offered["extra"]] == [
        ("Google отказывает", False),
        ("Google молчит", False),
    ]


async def test_the_page_makes_google_silent_and_gives_it_its_voice_back(google: LocalGoogle) -> None:
    _, silent = google.extra_faults
    silent.switch(on=True)
    silent.switch(on=True)
    hit = asyncio.Event()
    google.faults.on_change = hit.set
    waiting = asyncio.create_task(refresh(google))
    await hit.wait()
    silent.switch(on=False)
    assert (await refresh(google))[0] == 200
    assert not waiting.done()
    waiting.cancel()


async def test_files_of_credentials_are_for_their_owner_only(google: LocalGoogle, tmp_path: Path) -> None:
    files = [google.write_service_account(tmp_path), google.write_authorized_user(tmp_path)]
    assert [oct(file.stat().st_mode & 0o777) for file in files] == ["0o600", "0o600"]
