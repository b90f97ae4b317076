"""Sending what a member did to the bot."""

import asyncio
import secrets

from sandbox.backend import Backend
from sandbox.interactions.outcome import fail_unanswered, report
from sandbox.interactions.payload import interaction_json
from sandbox.json_types import JsonObject
from sandbox.model.interactions import Interaction, InteractionKind, InteractionState, Modal
from sandbox.model.messages import Message
from sandbox.model.people import User
from sandbox.model.places import Channel


def open_interaction(
    backend: Backend,
    kind: InteractionKind,
    user: User,
    channel: Channel,
    data: JsonObject,
    *,
    message: Message | None = None,
    submitted: Modal | None = None,
) -> Interaction:
    """Create an interaction, dispatch it, and start the time within which the bot has to answer."""
    interaction_id = backend.snowflakes.next()
    interaction = Interaction(
        id=interaction_id,
        token=f"interaction-{interaction_id}-{secrets.token_urlsafe(24)}",
        kind=kind,
        user_id=user.id,
        channel_id=channel.id,
        guild_id=channel.guild_id,
        data=data,
        created_at=backend.clock.now(),
        message_id=None if message is None else message.id,
        submitted=submitted,
        opened_by=None if submitted is None else submitted.interaction,
    )
    backend.interactions.add(interaction)
    report(backend, interaction, InteractionState.SENT)
    interaction.deadline = asyncio.get_running_loop().call_later(
        backend.settings.answer_seconds, fail_unanswered, backend, interaction
    )
    payload = interaction_json(backend, interaction, channel)
    backend.gateway.dispatch("INTERACTION_CREATE", payload, guild_id=channel.guild_id)
    return interaction
