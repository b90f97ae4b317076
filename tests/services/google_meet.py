"""The client of Google Meet at a local Google, with a clock of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox import LocalGoogle
from services.google_meet import GoogleMeet
from services.google_meet.credentials import CredentialsFile

PERSON = "host@example.org"
KINDS = ("service_account", "authorized_user")


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Pauses:
    """Takes note of the pauses between attempts instead of waiting."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def credentials_file(google: LocalGoogle, kind: str, folder: Path) -> CredentialsFile:
    """Write the file of a kind of credentials, as an admin puts it there."""
    if kind == "service_account":
        return CredentialsFile(google.write_service_account(folder), PERSON)
    return CredentialsFile(google.write_authorized_user(folder))


@asynccontextmanager
async def client(
    google: LocalGoogle,
    credentials: CredentialsFile,
    *,
    patience: float = 20.0,
    seconds: Callable[[], float] | None = None,
    pauses: Pauses | None = None,
) -> AsyncIterator[GoogleMeet]:
    """A client that is closed in the end."""
    meet = GoogleMeet(
        credentials,
        google.api_url,
        patience=patience,
        seconds=seconds or Seconds(),
        pause=pauses or Pauses(),
    )
    try:
        yield meet
    finally:
        await meet.close()
