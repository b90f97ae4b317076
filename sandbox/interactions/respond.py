"""First responses: one per interaction, in time, of a type that its kind allows."""

import time

from sandbox.backend import Backend
from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.interactions.metadata import answer_extra, answer_type, answered_message
from sandbox.interactions.outcome import report, settle
from sandbox.json_types import JsonObject
from sandbox.limits.autocomplete import check_choices
from sandbox.limits.form import FormErrors
from sandbox.limits.messages import check_message
from sandbox.limits.modals import check_modal
from sandbox.model.files import Upload
from sandbox.model.interactions import CallbackType, Interaction, InteractionKind, InteractionState, Modal
from sandbox.model.messages import EPHEMERAL, Message
from sandbox.posting.messages import Draft, edit, post
from sandbox.posting.rendering import rendered_components

_MESSAGES = (CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE)
_UPDATES = (CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE_MESSAGE)


def allowed_types(interaction: Interaction) -> tuple[CallbackType, ...]:
    """Return the response types that Discord takes for an interaction."""
    match interaction.kind:
        case InteractionKind.COMMAND:
            return (*_MESSAGES, CallbackType.MODAL)
        case InteractionKind.AUTOCOMPLETE:
            return (CallbackType.AUTOCOMPLETE_RESULT,)
        case InteractionKind.COMPONENT:
            return (*_MESSAGES, *_UPDATES, CallbackType.MODAL)
        case InteractionKind.MODAL:
            return (*_MESSAGES, *_UPDATES) if interaction.message_id is not None else _MESSAGES


def respond(
    backend: Backend, interaction: Interaction, body: JsonObject, uploads: list[Upload]
) -> Message | None:
    """Take the bot's first response and return the message that it made or changed.

    Raises:
        DiscordRefusal: It comes too late, for the second time, or is not allowed.
    """
    if interaction.response is not None:
        raise DiscordRefusal(ErrorCode.ALREADY_ACKNOWLEDGED)
    if interaction.state is InteractionState.FAILED:
        raise DiscordRefusal(ErrorCode.UNKNOWN_INTERACTION)
    callback = _callback_type(interaction, body)
    data = body.get("data") or {}
    match callback:
        case CallbackType.MESSAGE:
            check_message(data, uploads, at=("data",))
        case CallbackType.UPDATE_MESSAGE:
            check_message(data, uploads, editing=answered_message(backend, interaction), at=("data",))
        case CallbackType.MODAL:
            check_modal(data)
        case CallbackType.AUTOCOMPLETE_RESULT:
            check_choices(data)
        case _:
            pass
    interaction.response = callback
    interaction.acknowledged_after = time.monotonic() - interaction.sent_at
    if interaction.deadline is not None:
        interaction.deadline.cancel()
    if interaction.submitted is not None:
        interaction.submitted.closed = True
    return _carry_out(backend, interaction, callback, data, uploads)


def _callback_type(interaction: Interaction, body: JsonObject) -> CallbackType:
    allowed = allowed_types(interaction)
    errors = FormErrors()
    errors.choice(("type",), body.get("type"), [int(one) for one in allowed])
    errors.raise_if_any()
    return CallbackType(body["type"])


def _carry_out(
    backend: Backend,
    interaction: Interaction,
    callback: CallbackType,
    data: JsonObject,
    uploads: list[Upload],
) -> Message | None:
    match callback:
        case CallbackType.MESSAGE | CallbackType.DEFERRED_MESSAGE:
            loading = callback is CallbackType.DEFERRED_MESSAGE
            message = _post_answer(backend, interaction, data, uploads, loading=loading)
            interaction.original_id = message.id
            if loading:
                report(backend, interaction, InteractionState.THINKING)
            else:
                settle(backend, interaction, InteractionState.ANSWERED)
            return message
        case CallbackType.UPDATE_MESSAGE:
            source = answered_message(backend, interaction)
            interaction.original_id = interaction.message_id
            if source is not None:
                edit(backend, source, data, uploads)
            settle(backend, interaction, InteractionState.UPDATED)
            return source
        case CallbackType.DEFERRED_UPDATE:
            interaction.original_id = interaction.message_id
            report(backend, interaction, InteractionState.UPDATED)
        case CallbackType.MODAL:
            _open_modal(backend, interaction, data)
            settle(backend, interaction, InteractionState.ANSWERED)
        case CallbackType.AUTOCOMPLETE_RESULT:
            interaction.choices = data.get("choices") or []
            settle(backend, interaction, InteractionState.ANSWERED)
    return None


def _post_answer(
    backend: Backend, interaction: Interaction, data: JsonObject, uploads: list[Upload], *, loading: bool
) -> Message:
    channel = backend.world.channel(interaction.channel_id)
    if channel is None:
        raise DiscordRefusal(ErrorCode.UNKNOWN_CHANNEL)
    ephemeral = int(data.get("flags") or 0) & EPHEMERAL
    draft = Draft(
        body=data,
        uploads=uploads,
        only_for=interaction.user_id if ephemeral else None,
        type=answer_type(interaction),
        replied_to=answered_message(backend, interaction),
        extra=answer_extra(backend, interaction),
        token=interaction.token,
        loading=loading,
    )
    return post(backend, channel, backend.world.bot, draft)


def _open_modal(backend: Backend, interaction: Interaction, data: JsonObject) -> None:
    modal = Modal(
        id=backend.snowflakes.next(),
        interaction=interaction,
        title=data["title"],
        custom_id=data["custom_id"],
        components=rendered_components(data["components"]),
    )
    interaction.modal = modal
    backend.interactions.modals[modal.id] = modal
    backend.hub.publish("modal", modal.to_json(), visible_to=lambda user_id: user_id == interaction.user_id)
