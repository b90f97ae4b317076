"""What Google's refusals mean: its error codes, read as what an admin must do.

Google's own sentences are compared and never passed on: they may quote what was sent.
"""

import json
import re
from typing import Any

from google.auth.exceptions import RefreshError

from services.google_meet.credentials import SCOPE, Asker
from services.google_meet.errors import Fault, GoogleMeetError

_POLICY = {"admin_policy_enforced", "org_internal", "access_denied"}
_CLIENT = {"invalid_client", "deleted_client", "disabled_client"}
_PASSING = {"internal_failure", "server_error", "temporarily_unavailable"}
_QUOTA_REASONS = {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"}


def of_token_endpoint(error: RefreshError, asker: Asker) -> GoogleMeetError:
    """Return what a refusal of the token endpoint means."""
    data = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    if not data and "Reauthentication" in str(error.args[:1]):
        return GoogleMeetError(Fault.SESSION_ENDED)
    code = _plain(data.get("error"))
    if code in _POLICY:
        return GoogleMeetError(Fault.POLICY)
    if code in _PASSING:
        return GoogleMeetError(Fault.UNAVAILABLE, code=code)
    if code == "rate_limit_exceeded":
        return GoogleMeetError(Fault.QUOTA)
    if code == "invalid_scope":
        return GoogleMeetError(Fault.SCOPE_MISSING, scope=SCOPE)
    description = str(data.get("error_description") or "")
    known = _of_service_account if asker.is_service_account else _of_authorized_user
    unexpected = GoogleMeetError(Fault.UNEXPECTED, url=asker.token_uri, code=code)
    return known(code, description, asker) or unexpected


def of_api(status: int, raw: bytes, asker: Asker, url: str) -> GoogleMeetError:
    """Return what an answer of the Meet API other than success means."""
    if status == 429:
        return GoogleMeetError(Fault.QUOTA)
    if status >= 500:
        return GoogleMeetError(Fault.UNAVAILABLE, code=str(status))
    if status == 401:
        return GoogleMeetError(Fault.TOKEN_REFUSED, url=url)
    if status == 403:
        return _forbidden(_object(_json(raw).get("error")), asker)
    return GoogleMeetError(Fault.UNEXPECTED, url=url, code=str(status))


def is_absence(status: int, raw: bytes) -> bool:
    """Return whether an answer says no more than that there is no such room, or not for this account."""
    error = _object(_json(raw).get("error"))
    if status == 403:
        return _forbidden(error, Asker("")).fault is Fault.NOT_PERMITTED
    return status == 200 or (status == 404 and error.get("status") == "NOT_FOUND")


def _of_authorized_user(code: str, _: str, __: Asker) -> GoogleMeetError | None:
    if code == "invalid_grant":
        return GoogleMeetError(Fault.REVOKED)
    return GoogleMeetError(Fault.CLIENT_REFUSED) if code in {*_CLIENT, "unauthorized_client"} else None


def _of_service_account(code: str, description: str, asker: Asker) -> GoogleMeetError | None:
    subject = asker.subject
    if code == "unauthorized_client":
        if subject is None:
            return GoogleMeetError(Fault.NO_SUBJECT)
        return GoogleMeetError(Fault.NO_DELEGATION, subject=subject, scope=SCOPE)
    if code == "invalid_grant" and "iat and exp" in description:
        return GoogleMeetError(Fault.CLOCK_WRONG)
    if subject is not None and _is_about_subject(description):
        return GoogleMeetError(Fault.SUBJECT_UNKNOWN, subject=subject)
    return GoogleMeetError(Fault.KEY_REFUSED) if code in {*_CLIENT, "invalid_grant"} else None


def _is_about_subject(description: str) -> bool:
    about = ("email or User ID", "valid email", "account has been deleted", "impersonation")
    return any(words in description for words in about)


def _forbidden(error: dict[str, Any], asker: Asker) -> GoogleMeetError:
    reason, metadata = _details(error)
    if reason == "SERVICE_DISABLED" or "has not been used in project" in str(error.get("message")):
        consumer = str(metadata.get("consumer"))
        number = re.fullmatch(r"projects/([\w-]{1,40})", consumer)
        project = f"project {number[1]}" if number else "the credentials' project"
        return GoogleMeetError(Fault.API_DISABLED, project=project)
    if reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
        return GoogleMeetError(Fault.SCOPE_MISSING, scope=SCOPE)
    if reason in _QUOTA_REASONS:
        return GoogleMeetError(Fault.QUOTA)
    if asker.is_service_account and asker.subject is None:
        return GoogleMeetError(Fault.NO_SUBJECT)
    return GoogleMeetError(Fault.NOT_PERMITTED, code=reason or _plain(error.get("status")))


def _details(error: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the reason that an error's details name, and what they add; an empty reason if none."""
    details = error.get("details")
    for detail in details if isinstance(details, list) else []:
        reason = _plain(_object(detail).get("reason"), otherwise="")
        if reason:
            return reason, _object(detail.get("metadata"))
    return "", {}


def _json(raw: bytes) -> dict[str, Any]:
    try:
        return _object(json.loads(raw))
    except ValueError:
        return {}


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(code: object, otherwise: str = "unknown") -> str:
    """Return an error code if it looks like one: nothing else of an answer goes into a log."""
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z_]{1,60}", code) else otherwise
