"""Exchanging the credentials for an access token, by google-auth."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from google.auth.exceptions import GoogleAuthError, RefreshError

from services.google_meet.answers import of_token_endpoint
from services.google_meet.credentials import CredentialsFile
from services.google_meet.errors import Fault, GoogleMeetError
from services.google_meet.tokens import Token
from services.google_meet.transport import LoopTransport

if TYPE_CHECKING:
    from services.google_meet.credentials import Credentials

_LIFE_IF_UNKNOWN_SECONDS = 600.0


def token_for(file: CredentialsFile, transport: LoopTransport) -> Token:
    """Read the credentials and exchange them for a token, in a thread beside the event loop's.

    google-auth's errors carry whole answers, tokens included, so none is passed on or chained.

    Raises:
        GoogleMeetError: The credentials cannot be read, or Google gives no token for them.
    """
    credentials, asker = file.load()
    try:
        credentials.refresh(transport)  # type: ignore[no-untyped-call]
    except RefreshError as error:
        raise of_token_endpoint(error, asker) from None
    except (GoogleAuthError, ValueError, TypeError, KeyError, AttributeError):
        # What is no answer of a token endpoint at all, such as a proxy's page, meets google-auth unprepared.
        raise GoogleMeetError(Fault.UNEXPECTED, url=asker.token_uri, code="no token") from None
    value = credentials.token
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise GoogleMeetError(Fault.UNEXPECTED, url=asker.token_uri, code="no token")
    return Token(value, _lifetime(credentials), asker)


def _lifetime(credentials: "Credentials") -> float:
    if credentials.expiry is None:
        return _LIFE_IF_UNKNOWN_SECONDS
    # google-auth keeps the end as a naive datetime in UTC.
    left = credentials.expiry.replace(tzinfo=UTC) - datetime.now(UTC)
    return float(left.total_seconds())
