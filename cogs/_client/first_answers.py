"""First answers to interactions that arrive though Discord, or the way to it, fails at the wrong moment.

Discord takes one first answer to an interaction, within three seconds. discord.py 2.7.1 repeats one that was
answered with a server's error, though after pauses that miss the three seconds, and takes Discord's word that
there is an answer already (its own, whose success was lost) for a refusal; one whose connection broke it does
not repeat. Either way the member sees "thinking…" for ever and nothing is done.

Here a first answer whose outcome is unknown is repeated, quickly at first, and the outcome is learned so:

- It is taken now: then it was not before.
- Discord knows no such interaction: it was not taken in time, and the member has read so.
- There is an answer already: this one, unless another process of this bot has been faster.

Who is told at the first try that there is an answer already is not the one to answer. A connection that was
never made counts as no try.
"""

import asyncio
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord.http import MultipartParameters, Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from cogs._client.answers_of_others import without_page
from cogs._client.twins import Twins
from cogs._shared.discord_errors import ALREADY_ACKNOWLEDGED
from cogs._shared.discord_limits import FIRST_ANSWER_SECONDS
from cogs._shared.measured import first_answer_taken, something_said

LOADING = 1 << 7
"""Discord's flag of a message that says that the bot is thinking."""

REPEATED_FOR_SECONDS = 60.0
"""Where Discord took the answer and cannot say so, the member sees that the bot is thinking: it is worth many
tries. Where it did not, it says after the three seconds that it knows no such interaction.
"""

TRY_SECONDS = 10.0
"""How long one try may take. A machine that is only busy must not take its own answer for another's."""

WATCHED_AFTER_SECONDS = (0.25, 0.5, 1.0)
"""How long to watch, look after look, whether another process of this bot says more: it works as fast as this
one would, and what both did would be done twice.
"""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 5.0

_THINKING = discord.InteractionResponseType.deferred_channel_message.value
_SUGGESTIONS = discord.InteractionResponseType.autocomplete_result.value


@dataclass(frozen=True)
class _Answer:
    """A first answer, and the way on which it goes."""

    interaction_id: int
    token: str
    payload: dict[str, Any]
    session: aiohttp.ClientSession
    proxy: str | None
    proxy_auth: aiohttp.BasicAuth | None

    @property
    def kind(self) -> int:
        return int(self.payload.get("type", 0))

    def taken(self) -> dict[str, Any]:
        """Return what Discord says of an answer that it took, as far as that is known without its word."""
        said = {"id": str(self.interaction_id), "response_message_loading": self.kind == _THINKING}
        return {"interaction": said}


class FirstAnswers(AsyncWebhookAdapter):
    """How discord.py speaks with Discord about interactions, with first answers that are repeated.

    Other answers are as discord.py sends them, but for one whose success cannot be read: it counts as lost on
    the way, which whoever sends it knows how to meet.
    """

    def __init__(self, application_id: int, twins: Twins) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
        self._application_id = application_id
        self._twins = twins

    def install(self) -> None:
        """Use this from now on, in the present task and in those that it starts."""
        async_context.set(self)

    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:  # noqa: ANN401 - JSON
        """Send a request and return what Discord answers.

        Raises:
            discord.HTTPException: Discord refuses it.
            aiohttp.ClientError: Its outcome is unknown.
        """
        try:
            answer = await super().request(route, session, **options)
        except discord.HTTPException as error:
            without_page(error)
            raise
        except ValueError as error:
            raise aiohttp.ClientPayloadError(f"the answer to {route.method} is broken JSON") from error
        if isinstance(answer, str) and answer:
            raise aiohttp.ClientPayloadError(f"the answer to {route.method} is no JSON")
        if route.method in {"PATCH", "POST"}:
            something_said()
        return answer

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:  # noqa: ANN401 - JSON
        """Send a first answer until it is known what became of it.

        Raises:
            discord.HTTPException: Discord refuses it, or another process has answered.
            aiohttp.ClientError: It is not known after a minute what became of it.
        """
        if params.files or params.payload is None:
            taken = await super().create_interaction_response(
                interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
            )
            first_answer_taken(discord.InteractionResponseType.channel_message.value)
            return taken
        answer = _Answer(interaction_id, token, params.payload, session, proxy, proxy_auth)
        taken = await self._until_known(answer)
        first_answer_taken(answer.kind)
        return taken

    async def _until_known(self, answer: _Answer) -> Any:  # noqa: ANN401 - JSON
        # Suggestions are worth nothing later.
        seconds = FIRST_ANSWER_SECONDS if answer.kind == _SUGGESTIONS else REPEATED_FOR_SECONDS
        ends_at = time.monotonic() + seconds
        pause, may_be_taken = FIRST_PAUSE_SECONDS, False
        await self._twins.let_another_go_first()
        while True:
            wait = pause
            try:
                return await _try(answer)
            except aiohttp.ClientConnectorError as error:
                failure: Exception = error
            except _RateLimitedError as error:
                failure, wait = error.refusal, error.seconds
            except discord.HTTPException as error:
                without_page(error)
                if may_be_taken and error.code == ALREADY_ACKNOWLEDGED and await self._is_ours(answer):
                    return answer.taken()
                if error.status < 500:
                    if error.code == ALREADY_ACKNOWLEDGED and not may_be_taken:
                        self._twins.was_first()
                    raise
                failure, may_be_taken = error, True
            except (aiohttp.ClientError, OSError) as error:
                failure, may_be_taken = error, True
            if time.monotonic() + wait > ends_at:
                raise failure
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    async def _is_ours(self, answer: _Answer) -> bool:
        """Tell whether the answer that Discord has is this one, as far as anybody can tell.

        Where it is another process's, that one soon says more.
        """
        if answer.kind != _THINKING:
            return True
        for seconds in WATCHED_AFTER_SECONDS:
            await asyncio.sleep(seconds)
            if not await self._is_thinking(answer):
                return False
        return True

    async def _is_thinking(self, answer: _Answer) -> bool:
        """Tell whether the member still sees that the bot is thinking; yes where Discord does not say."""
        try:
            original = await self.get_original_interaction_response(
                self._application_id,
                answer.token,
                session=answer.session,
                proxy=answer.proxy,
                proxy_auth=answer.proxy_auth,
            )
        except discord.NotFound:
            return False
        except (aiohttp.ClientError, OSError, discord.HTTPException):
            return True
        return bool(int(original.get("flags", 0)) & LOADING)


class _RateLimitedError(Exception):
    """Discord did not take an answer, and says when it may come again."""

    def __init__(self, refusal: discord.HTTPException, seconds: float) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.seconds = seconds


async def _try(answer: _Answer) -> Any:  # noqa: ANN401 - JSON
    """Send a first answer once."""
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=answer.interaction_id,
        webhook_token=answer.token,
    )
    async with (
        asyncio.timeout(TRY_SECONDS),
        answer.session.request(
            route.method,
            route.url,
            json=answer.payload,
            params={"with_response": "1"},
            proxy=answer.proxy,
            proxy_auth=answer.proxy_auth,
        ) as response,
    ):
        return _outcome(answer, response, await _read(response))


def _outcome(answer: _Answer, response: aiohttp.ClientResponse, said: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what Discord said of an answer that it took.

    Raises:
        _RateLimitedError: It is to come again later.
        discord.HTTPException: It is refused.
    """
    if response.status < 300:
        return said if isinstance(said, dict) and "interaction" in said else answer.taken()
    if (
        response.status == HTTPStatus.TOO_MANY_REQUESTS
        and isinstance(said, dict)
        and response.headers.get("Via")
    ):
        raise _RateLimitedError(discord.HTTPException(response, said), float(said.get("retry_after", 1.0)))
    if response.status >= 500:
        raise discord.DiscordServerError(response, said)
    if response.status == HTTPStatus.NOT_FOUND:
        raise discord.NotFound(response, said)
    raise discord.HTTPException(response, said)


async def _read(response: aiohttp.ClientResponse) -> Any:  # noqa: ANN401 - JSON
    """Return the body: JSON or, where it is none, the text that it is."""
    try:
        return await json_or_text(response)
    except ValueError:
        return ""
