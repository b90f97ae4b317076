"""Interactions: what a member did, and what has become of it."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from sandbox.json_types import JsonObject


class InteractionKind(IntEnum):
    """Discord's interaction types."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackType(IntEnum):
    """Discord's types of first responses."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE_MESSAGE = 7
    AUTOCOMPLETE_RESULT = 8
    MODAL = 9


class InteractionState(StrEnum):
    """How far an interaction has come, as the member sees it."""

    SENT = "sent"
    THINKING = "thinking"
    ANSWERED = "answered"
    UPDATED = "updated"
    FAILED = "failed"


@dataclass(eq=False)
class Modal:
    """A form that the bot opened for a member."""

    id: str
    interaction: "Interaction"
    title: str
    custom_id: str
    components: list[JsonObject]
    closed: bool = False

    def to_json(self) -> JsonObject:
        """Return what the page shows."""
        return {
            "id": self.id,
            "interaction": self.interaction.id,
            "channel": self.interaction.channel_id,
            "title": self.title,
            "custom_id": self.custom_id,
            "components": self.components,
        }


@dataclass(eq=False)
class Interaction:
    """One thing that a member did.

    Attributes:
        message_id: The message of the component, also for a modal that a component opened.
        modal: The form with which the bot answered.
        submitted: The form that this interaction sends.
        response: The type of the first response.
        original_id: The message to which `@original` refers.
        original_edited: Whether `@original` has been edited with the token.
        sent_at: When it was sent, on the real clock that only runs forward.
        acknowledged_after: The real seconds until the first response; none before it came.
        settled: Set once there is a final outcome for the member to see.
    """

    id: str
    token: str
    kind: InteractionKind
    user_id: str
    channel_id: str
    guild_id: str | None
    data: JsonObject
    created_at: datetime
    message_id: str | None = None
    submitted: Modal | None = None
    opened_by: "Interaction | None" = None
    state: InteractionState = InteractionState.SENT
    response: CallbackType | None = None
    original_id: str | None = None
    original_edited: bool = False
    followup_ids: list[str] = field(default_factory=list)
    modal: Modal | None = None
    choices: list[JsonObject] = field(default_factory=list)
    sent_at: float = field(default_factory=time.monotonic)
    acknowledged_after: float | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    deadline: asyncio.TimerHandle | None = None


class InteractionStore:
    """All interactions by id and token, and the open forms."""

    def __init__(self) -> None:
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self.modals: dict[str, Modal] = {}
        self.thinking: set[Interaction] = set()

    def add(self, interaction: Interaction) -> None:
        """Keep an interaction."""
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction

    def get(self, interaction_id: str) -> Interaction | None:
        """Return an interaction by id."""
        return self._by_id.get(interaction_id)

    @property
    def latest(self) -> Interaction | None:
        """The interaction that was sent last."""
        return next(reversed(self._by_id.values()), None)

    def after(self, interaction_id: int) -> Iterator[Interaction]:
        """Give the interactions that were sent later than one, the newest first."""
        for interaction in reversed(self._by_id.values()):
            if int(interaction.id) <= interaction_id:
                return
            yield interaction

    def with_token(self, token: str) -> Interaction | None:
        """Return the interaction whose token this is."""
        return self._by_token.get(token)

    def cancel_deadlines(self) -> None:
        """Stop all timers."""
        for interaction in self._by_id.values():
            if interaction.deadline is not None:
                interaction.deadline.cancel()
