"""What the bot does with an interaction's token after its first response."""

from sandbox.backend import Backend
from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.interactions.metadata import REPLY, answer_extra
from sandbox.interactions.outcome import TOKEN_LIFE, report, settle
from sandbox.json_types import JsonObject
from sandbox.limits.messages import check_message
from sandbox.model.files import Upload
from sandbox.model.interactions import CallbackType, Interaction, InteractionState
from sandbox.model.messages import EPHEMERAL, Message
from sandbox.posting.messages import Draft, delete, edit, post


def interaction_for(backend: Backend, application_id: str, token: str) -> Interaction:
    """Return the interaction that a webhook address names.

    Raises:
        DiscordRefusal: There is none, it is older than 15 minutes, or it has not been answered.
    """
    interaction = backend.interactions.with_token(token)
    if interaction is None or application_id != backend.world.application_id or interaction.response is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_WEBHOOK)
    if backend.clock.now() - interaction.created_at > TOKEN_LIFE:
        raise DiscordRefusal(ErrorCode.INVALID_WEBHOOK_TOKEN)
    return interaction


def follow_up(backend: Backend, interaction: Interaction, body: JsonObject, uploads: list[Upload]) -> Message:
    """Send another message; right after a deferred answer it becomes that answer, as Discord has it."""
    original = backend.messages.get(interaction.original_id) if interaction.original_id else None
    if original is not None and original.loading:
        return edit_answer(backend, interaction, original, body, uploads)
    check_message(body, uploads)
    channel = backend.world.channel(interaction.channel_id)
    if channel is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_CHANNEL)
    ephemeral = int(body.get("flags") or 0) & EPHEMERAL
    draft = Draft(
        body=body,
        uploads=uploads,
        only_for=interaction.user_id if ephemeral else None,
        type=REPLY if original is not None else 0,
        replied_to=original,
        extra=answer_extra(backend, interaction),
        token=interaction.token,
    )
    message = post(backend, channel, backend.world.bot, draft)
    interaction.followup_ids.append(message.id)
    _conclude(backend, interaction, InteractionState.ANSWERED)
    return message


def answer_named(backend: Backend, interaction: Interaction, message_id: str) -> Message:
    """Return the message that an address names: `@original` or the id of a followup.

    Raises:
        DiscordRefusal: The token has made no such message, or it is gone.
    """
    if message_id == "@original":
        message = backend.messages.get(interaction.original_id or "")
    else:
        message = backend.messages.get(message_id)
        reachable = {interaction.original_id, *interaction.followup_ids}
        if message is not None and message.id not in reachable:
            message = None
    if message is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_MESSAGE)
    return message


def edit_answer(
    backend: Backend, interaction: Interaction, message: Message, body: JsonObject, uploads: list[Upload]
) -> Message:
    """Change the original answer or a followup."""
    check_message(body, uploads, editing=message)
    edit(backend, message, body, uploads)
    interaction.original_edited |= message.id == interaction.original_id
    updated = interaction.response in (CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE_MESSAGE)
    _conclude(backend, interaction, InteractionState.UPDATED if updated else InteractionState.ANSWERED)
    return message


def delete_answer(backend: Backend, interaction: Interaction, message: Message) -> None:
    """Remove the original answer or a followup."""
    delete(backend, message)
    _conclude(backend, interaction, InteractionState.ANSWERED)


def _conclude(backend: Backend, interaction: Interaction, state: InteractionState) -> None:
    if interaction.settled.is_set():
        report(backend, interaction, interaction.state)
    else:
        settle(backend, interaction, state)
