"""Commands, suggestions, clicks and forms from the page."""

from typing import Any

from aiohttp import web

from sandbox.client.commands import Invocation, find_command, send_command
from sandbox.client.components import use_component
from sandbox.client.modals import Field, submit_modal
from sandbox.client.options import Given
from sandbox.client.user_commands import send_user_command
from sandbox.errors import ClientRefusal
from sandbox.json_types import JsonObject
from sandbox.live.context import PageContext, body_of, json_handler, required
from sandbox.live.uploads import chosen_file
from sandbox.model.commands import ATTACHMENT, CHAT_INPUT, USER_COMMAND
from sandbox.model.interactions import Interaction
from sandbox.model.people import User
from sandbox.model.places import Channel


def add_routes(app: web.Application, context: PageContext) -> None:
    """Serve the one address to which the page sends what a member does."""

    async def interact(request: web.Request) -> JsonObject:
        body = await body_of(request)
        user = context.user(required(body, "member"))
        if required(body, "kind") == "autocomplete":
            interaction = send_command(
                context.backend, _invocation(context, user, body, required(body, "focused"))
            )
            await interaction.settled.wait()
            return {"choices": [_localised(one, user.locale) for one in interaction.choices]}
        return {"interaction": _send(context, user, body).id}

    app.router.add_post("/sandbox/interactions", json_handler(interact))


def _send(context: PageContext, user: User, body: JsonObject) -> Interaction:
    backend = context.backend
    match body["kind"]:
        case "command":
            return send_command(backend, _invocation(context, user, body, None))
        case "user_command":
            return _send_on_target(context, user, body)
        case "component":
            message = backend.messages.get(str(required(body, "message")))
            values = [str(value) for value in body.get("values") or []]
            return use_component(backend, user, message, str(required(body, "custom_id")), values)
        case "modal":
            modal = backend.interactions.modals.get(str(required(body, "modal")))
            fields = {name: _field(context, user, one) for name, one in required(body, "fields").items()}
            return submit_modal(backend, user, modal, fields)
    raise ClientRefusal(f"There is no kind of interaction called {body['kind']!r}.")


def _invocation(context: PageContext, user: User, body: JsonObject, focused: str | None) -> Invocation:
    channel = context.channel(required(body, "channel"), user)
    command = _chosen(context, user, channel, body, CHAT_INPUT)
    given = {str(required(one, "name")): _value(context, user, one) for one in body.get("options") or []}
    path = tuple(str(name) for name in body.get("path") or [])
    return Invocation(user, channel, command, path, given, focused)


def _send_on_target(context: PageContext, user: User, body: JsonObject) -> Interaction:
    channel = context.channel(required(body, "channel"), user)
    command = _chosen(context, user, channel, body, USER_COMMAND)
    return send_user_command(context.backend, user, channel, command, str(required(body, "target")))


def _chosen(context: PageContext, user: User, channel: Channel, body: JsonObject, kind: int) -> JsonObject:
    wanted = (required(body, "command_id"), kind)
    return find_command(
        context.backend,
        user,
        channel.guild_id,
        lambda one: (one["id"], one["type"]) == wanted,
        "that you chose",
    )


def _value(context: PageContext, user: User, option: JsonObject) -> Given:
    value: Any = required(option, "value")
    if option.get("type") == ATTACHMENT and isinstance(value, dict):
        return chosen_file(context, user.id, value)
    return value  # type: ignore[no-any-return]  # the client checks it against the option


def _field(context: PageContext, user: User, value: Any) -> Field:  # noqa: ANN401 - any JSON value
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return [chosen_file(context, user.id, one) for one in value if isinstance(one, dict)]
    return value  # type: ignore[no-any-return]  # the client checks it against the field


def _localised(choice: JsonObject, locale: str) -> JsonObject:
    name = (choice.get("name_localizations") or {}).get(locale) or choice["name"]
    return {"name": name, "value": choice["value"]}
