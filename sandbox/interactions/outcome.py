"""What the member sees of an interaction's progress, and its end."""

from datetime import timedelta

from sandbox.backend import Backend
from sandbox.json_types import JsonObject
from sandbox.model.interactions import Interaction, InteractionState

TOKEN_LIFE = timedelta(minutes=15)
NO_RESPONSE = "The application did not respond"


def report(
    backend: Backend, interaction: Interaction, state: InteractionState, error: str | None = None
) -> None:
    """Note the new state and tell the member's page."""
    interaction.state = state
    if state is InteractionState.THINKING:
        backend.interactions.thinking.add(interaction)
    else:
        backend.interactions.thinking.discard(interaction)
    data: JsonObject = {
        "id": interaction.id,
        "state": state.value,
        "channel": interaction.channel_id,
        "kind": interaction.kind.name.lower(),
    }
    if error is not None:
        data["error"] = error
    if interaction.message_id is not None:
        data["message"] = interaction.message_id
    backend.hub.publish("interaction", data, visible_to=lambda user_id: user_id == interaction.user_id)


def settle(backend: Backend, interaction: Interaction, state: InteractionState) -> None:
    """Note the final outcome."""
    interaction.settled.set()
    report(backend, interaction, state)


def fail_forgotten(backend: Backend) -> None:
    """End interactions for whose answer the bot asked for time that is over now."""
    now = backend.clock.now()
    for interaction in list(backend.interactions.thinking):
        if now - interaction.created_at > TOKEN_LIFE:
            interaction.settled.set()
            report(backend, interaction, InteractionState.FAILED, NO_RESPONSE)


def fail_unanswered(backend: Backend, interaction: Interaction) -> None:
    """End an interaction to which no first response came in time."""
    if interaction.response is None:
        interaction.settled.set()
        report(backend, interaction, InteractionState.FAILED, NO_RESPONSE)
