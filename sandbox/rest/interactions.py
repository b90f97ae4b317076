"""First responses to interactions, and the messages sent with their tokens."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.interactions.followups import (
    answer_named,
    delete_answer,
    edit_answer,
    follow_up,
    interaction_for,
)
from sandbox.interactions.respond import respond
from sandbox.json_types import JsonObject
from sandbox.model.interactions import CallbackType, Interaction
from sandbox.model.messages import EPHEMERAL
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


@routes.add("POST", "/interactions/{interaction_id}/{interaction_token}/callback", bot_only=False)
def create_response(call: Call) -> Reply:
    """Take the first response."""
    interaction = call.backend.interactions.get(call.params["interaction_id"])
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise DiscordRefusal(ErrorCode.UNKNOWN_INTERACTION)
    message = respond(call.backend, interaction, call.form, call.uploads)
    if not call.flag("with_response"):
        return Reply()
    answer: JsonObject = {"interaction": {"id": interaction.id, "type": int(interaction.kind)}}
    if message is not None:
        loading = interaction.response is CallbackType.DEFERRED_MESSAGE
        answer["interaction"] |= {
            "response_message_id": message.id,
            "response_message_loading": loading,
            "response_message_ephemeral": bool(message.flags & EPHEMERAL),
        }
        if not loading:
            answer["resource"] = {"type": call.form["type"], "message": message.raw}
    return Reply(answer)


def _interaction(call: Call) -> Interaction:
    return interaction_for(call.backend, call.params["webhook_id"], call.params["webhook_token"])


@routes.add("POST", "/webhooks/{webhook_id}/{webhook_token}", bot_only=False)
def create_followup(call: Call) -> Reply:
    """Send a followup."""
    return Reply(follow_up(call.backend, _interaction(call), call.form, call.uploads).raw)


@routes.add("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_only=False)
def get_answer(call: Call) -> Reply:
    """Return the original answer or a followup."""
    return Reply(answer_named(call.backend, _interaction(call), call.params["message_id"]).raw)


@routes.add("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_only=False)
def patch_answer(call: Call) -> Reply:
    """Edit the original answer or a followup."""
    interaction = _interaction(call)
    message = answer_named(call.backend, interaction, call.params["message_id"])
    return Reply(edit_answer(call.backend, interaction, message, call.form, call.uploads).raw)


@routes.add("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_only=False)
def remove_answer(call: Call) -> Reply:
    """Delete the original answer or a followup."""
    interaction = _interaction(call)
    delete_answer(
        call.backend, interaction, answer_named(call.backend, interaction, call.params["message_id"])
    )
    return Reply()
