"""The client of the Meet REST API: one method makes a room, one tries the credentials."""

import asyncio
import json
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from services.environment import Environment
from services.google_meet.answers import is_absence, of_api
from services.google_meet.credentials import CredentialsFile
from services.google_meet.errors import Fault, GoogleMeetError
from services.google_meet.exchange import token_for
from services.google_meet.tokens import Token, TokenKeeper
from services.google_meet.transport import NOT_AN_ADDRESS, LoopTransport, unreachable
from services.links import check_link
from services.proxies import Proxies
from services.refusals import LinkNotAccepted

PATIENCE_SECONDS = 8.0
"""How long a room may take, with everything that belongs to it."""

ATTEMPTS = 3
FIRST_PAUSE_SECONDS = 0.3

UNUSED_ROOM = "Google may have made a room whose link nobody gets: it stays empty, and costs nothing."

_WORTH_ANOTHER_TRY = (Fault.UNAVAILABLE, Fault.UNREACHABLE)
_OPEN = "OPEN"
"""Whoever has the link comes in: the owner of the room is no participant, so nobody could admit them."""
_SPACE = {"config": {"accessType": _OPEN}}

_NO_ROOM = "aaa-aaaa-aaa"

_log = logging.getLogger(__name__)


class GoogleMeet:
    """Makes rooms of Google Meet.

    The file of the credentials is read again for each token, so one that was replaced counts without a
    restart.

    Args:
        credentials: Where the credentials are.
        api_url: The address of the Meet API.
        proxies: Through what Google is reached.
        patience: After how many seconds of real time to give up.
        seconds: The clock by which tokens end.
        pause: Waits between two attempts.
    """

    def __init__(
        self,
        credentials: CredentialsFile,
        api_url: str,
        *,
        proxies: Proxies | None = None,
        patience: float = PATIENCE_SECONDS,
        seconds: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._credentials = credentials
        self._url = f"{api_url.rstrip('/')}/v2/spaces"
        self._proxies = proxies or Proxies()
        self._patience = patience
        self._pause = pause
        self._tokens = TokenKeeper(self._fetch_token, seconds)
        self._session: aiohttp.ClientSession | None = None
        self._is_closed = False

    async def create_space(self) -> str:
        """Make a room that everybody who has the link may enter, and return its link.

        Each call makes a room of its own, and one that failed may have made one too. An interview is to have
        one link for good, whoever asks twice: the caller stores it only where there is none yet, under a lock
        on the interview, and drops it otherwise (`services.rooms.room_made`). Not to be called inside a
        transaction: it takes up to `patience` seconds.

        Raises:
            GoogleMeetError: Google made none, or not in time; what to do stands in its `reason`.
        """
        async with self._in_time():
            for attempt in range(1, ATTEMPTS):
                try:
                    return await self._create_once()
                except GoogleMeetError as error:
                    if error.fault not in _WORTH_ANOTHER_TRY:
                        raise
                    _log.info("Another attempt at a room follows: %s", error)
                    spread = random.uniform(0.5, 1.5)  # noqa: S311 - nothing is kept secret by it
                    await self._pause(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * spread)
            return await self._create_once()

    async def check(self) -> None:
        """Try the credentials: ask Google for a token and for a room that there is not, and make none.

        Whether this account may make rooms shows only when it makes one; all else that goes wrong shows here.

        Raises:
            GoogleMeetError: The credentials are not good for making rooms, or Google does not answer.
        """
        async with self._in_time():
            token = await self._tokens.renew()
            if token.asker.is_service_account and token.asker.subject is None:
                raise GoogleMeetError(Fault.NO_SUBJECT)
            status, raw = await self._look(token)
        if not is_absence(status, raw):
            raise of_api(status, raw, token.asker, self._url)

    async def close(self) -> None:
        """Give up what is under way and close the connections."""
        self._is_closed = True
        await self._tokens.close()
        if self._session is not None:
            await self._session.close()

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._patience):
                yield
        except TimeoutError:
            raise GoogleMeetError(Fault.SLOW, seconds=f"{self._patience:g}") from None

    async def _create_once(self) -> str:
        token = await self._tokens.token()
        status, raw = await self._post(token)
        if status == 401:
            # Ended long before its time, as when somebody changed the password: a new one may do.
            self._tokens.forget(token)
            token = await self._tokens.token()
            status, raw = await self._post(token)
        if status != 200:
            raise of_api(status, raw, token.asker, self._url)
        return self._link(raw)

    async def _post(self, token: Token) -> tuple[int, bytes]:
        """Send the request; return the status and the body of the answer."""
        may_be_made = True
        try:
            async with self._open_session().post(
                self._url,
                json=_SPACE,
                headers=_bearer(token),
                allow_redirects=False,
                proxy=self._proxies.for_url(self._url),
            ) as response:
                raw = await response.read()
                may_be_made = response.status >= 500
                return response.status, raw
        except (aiohttp.ClientConnectorError, *NOT_AN_ADDRESS) as error:
            may_be_made = False
            raise unreachable(self._url, error) from None
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(self._url, error) from None
        finally:
            if may_be_made:
                _log.info(UNUSED_ROOM)

    async def _look(self, token: Token) -> tuple[int, bytes]:
        url, headers = f"{self._url}/{_NO_ROOM}", _bearer(token)
        proxy = self._proxies.for_url(url)
        try:
            async with self._open_session().get(
                url, headers=headers, allow_redirects=False, proxy=proxy
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(self._url, error) from None

    def _link(self, raw: bytes) -> str:
        """Return the link of the room that was made, in its one form."""
        try:
            space = json.loads(raw)
            link = check_link(space["meetingUri"])
            access = space.get("config", {}).get("accessType", _OPEN)
        except (ValueError, KeyError, TypeError, AttributeError, LinkNotAccepted):
            link = access = None
        if link is None or access != _OPEN:
            _log.info(UNUSED_ROOM)
        if link is None:
            raise GoogleMeetError(Fault.UNEXPECTED, url=self._url, code="no link")
        if access != _OPEN:
            raise GoogleMeetError(Fault.NOT_OPEN, access=str(access)[:20])
        return link

    async def _fetch_token(self) -> Token:
        """Ask Google for a token in a thread: google-auth knows no event loop, and signing takes time."""
        transport = LoopTransport(
            self._open_session(), asyncio.get_running_loop(), self._patience, self._proxies
        )
        async with self._in_time():
            return await asyncio.to_thread(token_for, self._credentials, transport)

    def _open_session(self) -> aiohttp.ClientSession:
        if self._is_closed:
            raise GoogleMeetError(Fault.CLOSED)
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self._session


def open_google_meet(environment: Environment) -> GoogleMeet | None:
    """Return the client for the credentials that the environment names; None if it names none.

    Nothing is read and nobody asked yet, so that wrong credentials keep nothing from starting: `check` and
    `create_space` tell.
    """
    path = environment.google_application_credentials.strip()
    if not path:
        return None
    credentials = CredentialsFile(Path(path).expanduser(), environment.google_meet_subject.strip() or None)
    return GoogleMeet(credentials, environment.google_meet_api_url, proxies=environment.proxies)


def _bearer(token: Token) -> dict[str, str]:
    return {"Authorization": f"Bearer {token.value}"}
