"""Access tokens: one at a time is asked for, ahead of time, and all who need one share it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.google_meet.credentials import Asker
from services.google_meet.errors import Fault, GoogleMeetError

EARLY_SECONDS = 300.0
"""With less than this left a new token is asked for, while the old one still serves."""

MARGIN_SECONDS = 30.0
"""With less than this left a token is no longer sent: it could end on the way."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Token:
    """An access token.

    Attributes:
        value: The token itself.
        lifetime: For how many seconds it is good from when it was given.
        asker: To whom it was given.
    """

    value: str
    lifetime: float
    asker: Asker

    def __repr__(self) -> str:
        return f"Token(lifetime={self.lifetime})"


class TokenKeeper:
    """Keeps the token that is in use.

    Args:
        fetch: Asks Google for a token.
        seconds: A clock that never jumps; the bot's own can be moved in the sandbox, and Google's cannot.
    """

    def __init__(
        self, fetch: Callable[[], Awaitable[Token]], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._token: Token | None = None
        self._good_until = 0.0
        self._fetching: asyncio.Task[Token] | None = None

    async def token(self) -> Token:
        """Return a token that is good for a while yet.

        Raises:
            GoogleMeetError: There is none, and Google gives none.
        """
        token, left = self._token, self._good_until - self._seconds()
        if token is None or left < MARGIN_SECONDS:
            return await self.renew()
        if left < EARLY_SECONDS and not self._is_fetching():
            self._start().add_done_callback(_report)
        return token

    async def renew(self) -> Token:
        """Return a token that Google has just given; who comes meanwhile waits for the same one.

        Raises:
            GoogleMeetError: Google gives none.
        """
        if self._is_fetching():
            try:
                return await self._wait()
            except GoogleMeetError as error:
                # It may have hung since long before; who came late has time for another.
                if not error.is_temporary:
                    raise
        return await self._wait()

    def forget(self, token: Token) -> None:
        """Use a token no more that Google refused."""
        if self._token is token:
            self._token = None

    async def close(self) -> None:
        """Give up asking."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    async def _wait(self) -> Token:
        fetching = self._start()
        try:
            # Who waits may give up; the others still want the token.
            return await asyncio.shield(fetching)
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if fetching.cancelled() and waiting is not None and not waiting.cancelling():
                raise GoogleMeetError(Fault.CLOSED) from None
            raise

    def _start(self) -> asyncio.Task[Token]:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(_look_at)
        return self._fetching

    def _is_fetching(self) -> bool:
        return self._fetching is not None and not self._fetching.done()

    async def _renew(self) -> Token:
        asked_at = self._seconds()
        token = await self._fetch()
        self._token, self._good_until = token, asked_at + token.lifetime
        return token


def _look_at(fetching: asyncio.Task[Token]) -> None:
    """Take notice of an error that nobody is left to hear."""
    if not fetching.cancelled():
        fetching.exception()


def _report(fetching: asyncio.Task[Token]) -> None:
    error = None if fetching.cancelled() else fetching.exception()
    if isinstance(error, GoogleMeetError):
        _log.warning("Google gave no new token, and the old one ends soon: %s", error)
