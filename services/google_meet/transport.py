"""google-auth's requests, sent by the event loop.

google-auth refreshes synchronously, so it runs in a thread. That thread asks the loop to send, instead of
opening connections of its own: a request ends when its time is over or the client is closed, and no hung
thread is left behind.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from google.auth.transport import Request

from services.google_meet.errors import Fault, GoogleMeetError
from services.proxies import Proxies

NOT_AN_ADDRESS = (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)


@dataclass(frozen=True)
class Answer:
    """What google-auth expects of an answer."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class LoopTransport(Request):
    """Sends what google-auth asks for through a session of the event loop.

    Args:
        session: The session to send with.
        loop: The loop that the session belongs to.
        seconds: After how long a request ends by itself; whoever waits for it may have given up before.
        proxies: Through what Google is reached.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        loop: asyncio.AbstractEventLoop,
        seconds: float,
        proxies: Proxies,
    ) -> None:
        self._proxies = proxies
        self._session = session
        self._loop = loop
        self._seconds = seconds

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 - google-auth's signature; it gives none
        **_: object,
    ) -> Answer:
        """Send a request and wait for the answer, in google-auth's thread.

        Trouble that passes is raised as what it is: google-auth would wait and try again in its thread, out
        of reach of whoever asks.

        Raises:
            GoogleMeetError: There was no answer, or one that says to come back later.
        """
        sending = self._send(method, url, body, headers)
        answer = asyncio.run_coroutine_threadsafe(sending, self._loop).result()
        if answer.status == 429:
            raise GoogleMeetError(Fault.QUOTA)
        if answer.status >= 500:
            raise GoogleMeetError(Fault.UNAVAILABLE, code=str(answer.status))
        return answer

    async def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str] | None
    ) -> Answer:
        timeout = aiohttp.ClientTimeout(total=self._seconds)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                proxy=self._proxies.for_url(url),
            ) as response:
                return Answer(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(url, error) from None


def unreachable(url: str, error: Exception) -> GoogleMeetError:
    """Return the error for a connection that failed, or for an address that is none."""
    if isinstance(error, NOT_AN_ADDRESS):
        return GoogleMeetError(Fault.UNEXPECTED, url=url, code="not an address")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return GoogleMeetError(Fault.UNREACHABLE, url=url, code=f"the proxy answers {error.status}")
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return GoogleMeetError(Fault.UNREACHABLE, url=url, code=f"no proxy at {error.host}:{error.port}")
    code = getattr(error, "strerror", None) or type(error).__name__
    return GoogleMeetError(Fault.UNREACHABLE, url=url, code=code)
