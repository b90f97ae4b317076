"""What GOOGLE_APPLICATION_CREDENTIALS may name, and what is said of everything else.

And what each of Google's refusals means, also those that the local Google does not give.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import RefreshError

from sandbox import LocalGoogle
from services.google_meet import GoogleMeetError
from services.google_meet.answers import of_api, of_token_endpoint
from services.google_meet.credentials import Asker, CredentialsFile
from services.google_meet.errors import Fault
from tests.services.google_meet import client, credentials_file

ACCOUNT = Asker("https://oauth2.googleapis.com/token", is_service_account=True, subject="host@example.org")
USER = Asker("https://oauth2.googleapis.com/token")


@pytest.fixture
async def google() -> AsyncIterator[LocalGoogle]:
    """A local Google with everything in order."""
    async with LocalGoogle() as server:
        yield server


async def refusal(google: LocalGoogle, path: Path) -> GoogleMeetError:
    """Return what is said of a file."""
    async with client(google, CredentialsFile(path)) as meet:
        with pytest.raises(GoogleMeetError) as caught:
            await meet.check()
        with pytest.raises(GoogleMeetError) as again:
            await meet.create_space()
    assert again.value.fault is caught.value.fault
    assert google.requests == []
    assert not caught.value.is_temporary
    return caught.value


async def test_a_file_that_is_not_there(google: LocalGoogle, tmp_path: Path) -> None:
    error = await refusal(google, tmp_path / "none.json")
    assert error.reason == "credentials-missing"
    assert str(error) == (
        f"GOOGLE_APPLICATION_CREDENTIALS names {tmp_path}/none.json, and there is no such file: correct the"
        " path."
    )


async def test_a_folder_instead_of_a_file(google: LocalGoogle, tmp_path: Path) -> None:
    assert (await refusal(google, tmp_path)).reason == "credentials-unreadable"


@pytest.mark.parametrize("content", [b"", b"secret", b"[1]", b'"x"', b"\xff\xfe{}", b"{"])
async def test_a_file_that_is_no_json_object(google: LocalGoogle, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    error = await refusal(google, path)
    assert error.reason == "credentials-not-json"
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({"installed": {"client_id": "x"}}, "an OAuth client, with which nobody has signed in yet"),
        ({"web": {"client_id": "x"}}, "an OAuth client, with which nobody has signed in yet"),
        ({"type": "external_account"}, "credentials of the type 'external_account'"),
        ({"type": ["x"]}, "no credentials"),
        ({}, "no credentials"),
    ],
)
async def test_a_file_of_another_kind(
    google: LocalGoogle, tmp_path: Path, content: dict[str, object], found: str
) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content))
    error = await refusal(google, path)
    assert (error.reason, error.facts["found"]) == ("credentials-type", found)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("service_account", "client_email"),
        ("service_account", "private_key"),
        ("service_account", "token_uri"),
        ("authorized_user", "refresh_token"),
        ("authorized_user", "client_secret"),
    ],
)
async def test_a_file_that_lacks_something(google: LocalGoogle, tmp_path: Path, kind: str, name: str) -> None:
    path = credentials_file(google, kind, tmp_path).path
    content = json.loads(path.read_text())
    del content[name]
    path.write_text(json.dumps(content))
    error = await refusal(google, path)
    assert (error.reason, error.facts["missing"]) == ("credentials-incomplete", name)


async def test_a_key_that_is_damaged_is_not_shown(google: LocalGoogle, tmp_path: Path) -> None:
    path = google.write_service_account(tmp_path)
    path.write_text(path.read_text().replace("PRIVATE KEY-----\\nMII", "PRIVATE KEY-----\\nSECRET"))
    error = await refusal(google, path)
    assert error.reason == "credentials-incomplete"
    assert "SECRET" not in repr(error)
    assert error.__suppress_context__


async def test_an_authorized_users_file_without_an_address_is_for_googles_own(
    google: LocalGoogle, tmp_path: Path
) -> None:
    path = google.write_authorized_user(tmp_path)
    content = json.loads(path.read_text())
    del content["token_uri"]
    path.write_text(json.dumps(content))
    credentials, asker = CredentialsFile(path, "ignored@example.org").load()
    assert (credentials.token, asker) == (None, Asker("https://oauth2.googleapis.com/token"))


# --- refusals of the token endpoint -----------------------------------------------------------------------


def refused(asker: Asker, error: str, description: str = "") -> str:
    """Return what a refusal of the token endpoint means."""
    answer = {"error": error, "error_description": description}
    return of_token_endpoint(RefreshError(f"{error}: {description}", answer), asker).reason


@pytest.mark.parametrize(
    ("asker", "error", "description", "reason"),
    [
        (USER, "invalid_grant", "Token has been expired or revoked.", "revoked"),
        (USER, "invalid_grant", "Bad Request", "revoked"),
        (USER, "deleted_client", "The OAuth client was deleted.", "client-refused"),
        (USER, "invalid_client", "The OAuth client was not found.", "client-refused"),
        (USER, "unauthorized_client", "Unauthorized", "client-refused"),
        (USER, "invalid_scope", "Bad Request", "scope-missing"),
        (USER, "admin_policy_enforced", "", "policy"),
        (USER, "org_internal", "", "policy"),
        (USER, "access_denied", "Account restricted", "policy"),
        (USER, "rate_limit_exceeded", "", "quota"),
        (USER, "internal_failure", "", "unavailable"),
        (USER, "something_new", "", "unexpected"),
        (ACCOUNT, "invalid_grant", "Invalid JWT Signature.", "key-refused"),
        (ACCOUNT, "invalid_grant", "Invalid grant: account not found", "key-refused"),
        (ACCOUNT, "disabled_client", "The OAuth client was disabled.", "key-refused"),
        (ACCOUNT, "invalid_grant", "Invalid email or User ID", "subject-unknown"),
        (ACCOUNT, "invalid_grant", "Not a valid email.", "subject-unknown"),
        (ACCOUNT, "invalid_grant", "The account has been deleted", "subject-unknown"),
        (ACCOUNT, "invalid_request", 'Invalid impersonation "sub" field.', "subject-unknown"),
        (ACCOUNT, "invalid_request", "Missing required parameter", "unexpected"),
        (ACCOUNT, "unauthorized_client", "Client is unauthorized to retrieve", "no-delegation"),
        (Asker("", is_service_account=True), "unauthorized_client", "Client is unauthorized", "no-subject"),
    ],
)
def test_what_google_says_of_credentials_means(
    asker: Asker, error: str, description: str, reason: str
) -> None:
    assert refused(asker, error, description) == reason


def test_a_workspace_that_asks_to_sign_in_again() -> None:
    found = of_token_endpoint(RefreshError("Reauthentication is needed. Please run `gcloud auth`."), USER)
    assert found.reason == "session-ended"


@pytest.mark.parametrize("data", ["<html>", {"error": "<b>x"}, {"error": {"code": 4}}, {"x": "ya29.secret"}])
def test_what_is_no_answer_of_googles_is_not_repeated(data: Any) -> None:  # noqa: ANN401 - any answer
    found = of_token_endpoint(RefreshError("x", data), USER)
    assert (found.reason, found.facts["code"]) == ("unexpected", "unknown")


# --- refusals of the API ----------------------------------------------------------------------------------


def forbidden(reason: str, **metadata: str) -> dict[str, Any]:
    """Return a refusal whose details name a reason."""
    detail = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "metadata": metadata}
    return {"error": {"code": 403, "status": "PERMISSION_DENIED", "details": [{"@type": "x"}, detail]}}


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (403, forbidden("SERVICE_DISABLED", consumer="projects/7"), "api-disabled"),
        (403, forbidden("SERVICE_DISABLED", consumer="<b>"), "api-disabled"),
        (403, {"error": {"message": "Google Meet API has not been used in project 7"}}, "api-disabled"),
        (403, forbidden("ACCESS_TOKEN_SCOPE_INSUFFICIENT"), "scope-missing"),
        (403, forbidden("RATE_LIMIT_EXCEEDED"), "quota"),
        (403, forbidden("SOMETHING_NEW"), "not-permitted"),
        (403, {"error": "x"}, "not-permitted"),
        (403, [], "not-permitted"),
        (400, {"error": {"status": "INVALID_ARGUMENT"}}, "unexpected"),
        (302, {}, "unexpected"),
        (200, {}, "unexpected"),
        (429, {}, "quota"),
        (500, {}, "unavailable"),
        (504, {}, "unavailable"),
        (401, {}, "token-refused"),
    ],
)
def test_what_google_says_of_a_room_means(status: int, answer: object, reason: str) -> None:
    assert of_api(status, json.dumps(answer).encode(), USER, "https://meet.googleapis.com").reason == reason


def test_each_fault_has_a_reason_and_a_sentence_of_its_own() -> None:
    told = [fault.value for fault in Fault]
    assert len({one.reason for one in told}) == len({one.sentence for one in told}) == len(told) == 25
    temporary = {one.reason for one in told if one.is_temporary}
    assert temporary == {"quota", "unavailable", "unreachable", "slow", "closed"}
