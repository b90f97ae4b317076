"""The file that GOOGLE_APPLICATION_CREDENTIALS names, and the credentials that are in it.

google-auth's credentials bring a whole library of cryptography, 11 MB of memory: they are imported with the
first token, in its thread, and never by a bot that makes no rooms.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from google.auth.exceptions import GoogleAuthError

from services.google_meet.errors import Fault, GoogleMeetError

if TYPE_CHECKING:
    from google.oauth2 import credentials as authorized_user
    from google.oauth2 import service_account

    Credentials: TypeAlias = authorized_user.Credentials | service_account.Credentials

SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
"""The least that allows to make a room: to see and change only the rooms that this app made."""

_PUBLIC_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
_KINDS = {
    "service_account": ("client_email", "private_key", "token_uri"),
    "authorized_user": ("client_id", "client_secret", "refresh_token"),
}


@dataclass(frozen=True)
class Asker:
    """Who asks Google.

    Attributes:
        token_uri: Where tokens are asked for.
        is_service_account: Whether it is a service account; an authorized user otherwise.
        subject: The person for whom a service account acts.
    """

    token_uri: str
    is_service_account: bool = False
    subject: str | None = None


@dataclass(frozen=True)
class CredentialsFile:
    """Where the credentials are.

    Attributes:
        path: The file: a service account's key, or an authorized user as `gcloud` writes it.
        subject: The person for whom a service account acts; None to act for itself. An authorized user acts
            for nobody else.
    """

    path: Path
    subject: str | None = None

    def load(self) -> "tuple[Credentials, Asker]":
        """Read the file, and say whose it is. It takes a moment: not for the event loop's thread.

        Raises:
            GoogleMeetError: It is missing, or not what it should be.
        """
        content = self._content()
        kind = content.get("type")
        if not isinstance(kind, str) or kind not in _KINDS:
            raise self._wrong(Fault.CREDENTIALS_TYPE, found=_described(content))
        missing = [name for name in _KINDS[kind] if not isinstance(content.get(name), str)]
        if missing:
            raise self._wrong(Fault.CREDENTIALS_INCOMPLETE, missing=", ".join(missing))
        if kind == "authorized_user":
            token_uri = str(content.get("token_uri") or _PUBLIC_TOKEN_URI)
            return _authorized_user(content, token_uri), Asker(token_uri)
        asker = Asker(content["token_uri"], is_service_account=True, subject=self.subject)
        return self._service_account(content), asker

    def _service_account(self, content: dict[str, Any]) -> "service_account.Credentials":
        from google.oauth2 import service_account  # noqa: PLC0415 - see above

        try:
            found: service_account.Credentials = service_account.Credentials.from_service_account_info(
                content, scopes=[SCOPE], subject=self.subject
            )
        except (ValueError, GoogleAuthError):
            # What they say may quote the key.
            raise self._wrong(Fault.CREDENTIALS_INCOMPLETE, missing="a private key") from None
        return found

    def _content(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise self._wrong(Fault.CREDENTIALS_MISSING) from None
        except OSError:
            raise self._wrong(Fault.CREDENTIALS_UNREADABLE) from None
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise self._wrong(Fault.CREDENTIALS_NOT_JSON)
        return content

    def _wrong(self, fault: Fault, **facts: str) -> GoogleMeetError:
        return GoogleMeetError(fault, file=str(self.path), **facts)


def _authorized_user(content: dict[str, Any], token_uri: str) -> "authorized_user.Credentials":
    """Return the credentials of a person.

    google-auth's own reader replaces the file's `token_uri` by Google's, and takes over an access token that
    may have ended.
    """
    from google.oauth2 import credentials as authorized_user  # noqa: PLC0415 - see above

    return authorized_user.Credentials(
        token=None,
        refresh_token=content["refresh_token"],
        client_id=content["client_id"],
        client_secret=content["client_secret"],
        token_uri=token_uri,
        scopes=[SCOPE],
    )


def _described(content: dict[str, Any]) -> str:
    """Say what a file holds that is no credentials, without quoting it at length."""
    if isinstance(content.get("installed") or content.get("web"), dict):
        return "an OAuth client, with which nobody has signed in yet"
    kind = content.get("type")
    return f"credentials of the type {kind[:40]!r}" if isinstance(kind, str) else "no credentials"
