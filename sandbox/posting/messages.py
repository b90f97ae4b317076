"""Posting, editing and deleting messages."""

from dataclasses import dataclass, field

from sandbox.backend import Backend
from sandbox.clock import iso
from sandbox.json_types import JsonObject
from sandbox.model.files import Upload
from sandbox.model.messages import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Message,
)
from sandbox.model.people import User
from sandbox.model.places import Channel
from sandbox.posting.announce import announce
from sandbox.posting.attachments import kept_attachments, resolve_attachment_urls, store_uploads
from sandbox.posting.mentions import find_mentions
from sandbox.posting.rendering import rendered_components, rendered_embeds

_SETTABLE_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


@dataclass(frozen=True)
class Draft:
    """A message about to be posted.

    Attributes:
        body: Discord's message body.
        uploads: The files that came with it.
        only_for: The one user who will see it, for ephemeral messages.
        type: Discord's message type.
        replied_to: The message that it answers.
        extra: Fields that an interaction adds.
        token: The interaction token that makes it.
        loading: Whether it is a deferred answer.
    """

    body: JsonObject
    uploads: list[Upload] = field(default_factory=list)
    only_for: str | None = None
    type: int = 0
    replied_to: Message | None = None
    extra: JsonObject = field(default_factory=dict)
    token: str | None = None
    loading: bool = False


def post(backend: Backend, channel: Channel, author: User, draft: Draft) -> Message:
    """Add a message to a channel and tell everyone who sees it."""
    body = draft.body
    content = body.get("content") or ""
    replied_author = None if draft.replied_to is None else backend.world.users[draft.replied_to.author_id]
    mentions = find_mentions(
        backend, channel, author, content, body.get("allowed_mentions"), replied_to=replied_author
    )
    flags = int(body.get("flags") or 0) & _SETTABLE_FLAGS
    flags |= EPHEMERAL if draft.only_for is not None else 0
    flags |= LOADING if draft.loading else 0
    attachments = store_uploads(backend, channel.id, draft.uploads, body.get("attachments"))
    raw: JsonObject = {
        "id": backend.snowflakes.next(),
        "type": draft.type,
        "channel_id": channel.id,
        "author": author.to_json(),
        "content": content,
        "timestamp": iso(backend.clock.now()),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "mention_everyone": mentions.everyone,
        "mentions": [user.to_json() for user in mentions.users],
        "mention_roles": mentions.roles,
        "attachments": attachments,
        "embeds": rendered_embeds(body.get("embeds")),
        "components": rendered_components(body.get("components")),
        "pinned": False,
        "flags": flags,
    } | draft.extra
    if draft.replied_to is not None:
        raw["message_reference"] = _reference(channel, draft.replied_to)
        raw["referenced_message"] = dict(draft.replied_to.raw)
    if body.get("nonce") is not None:
        raw["nonce"] = body["nonce"]
    resolve_attachment_urls([raw["embeds"], raw["components"]], attachments)
    silent = draft.loading
    notified = [] if silent else _reached(mentions.notified, draft.only_for)
    message = Message(raw=raw, only_for=draft.only_for, notified=notified, token=draft.token)
    backend.messages.add(message)
    if draft.only_for is None:
        channel.last_message_id = message.id
    announce(backend, "create", message)
    return message


def _reference(channel: Channel, message: Message) -> JsonObject:
    reference: JsonObject = {"type": 0, "message_id": message.id, "channel_id": channel.id}
    if channel.guild_id is not None:
        reference["guild_id"] = channel.guild_id
    return reference


def _reached(notified: list[str], only_for: str | None) -> list[str]:
    return notified if only_for is None else [one for one in notified if one == only_for]


def edit(backend: Backend, message: Message, body: JsonObject, uploads: list[Upload]) -> None:
    """Change what an edit names and leave the rest."""
    raw = message.raw
    was_loading = message.loading
    if "content" in body:
        raw["content"] = body["content"] or ""
        _mention_again(backend, message, body)
    if "embeds" in body:
        raw["embeds"] = rendered_embeds(body["embeds"])
    if "components" in body:
        raw["components"] = rendered_components(body["components"])
    if body.get("flags") is not None:
        kept = message.flags & ~(SUPPRESS_EMBEDS | COMPONENTS_V2) | message.flags & COMPONENTS_V2
        message.flags = kept | int(body["flags"]) & (SUPPRESS_EMBEDS | COMPONENTS_V2)
    raw["attachments"] = kept_attachments(raw["attachments"], body.get("attachments")) + store_uploads(
        backend, message.channel_id, uploads, body.get("attachments")
    )
    resolve_attachment_urls([raw["embeds"], raw["components"]], raw["attachments"])
    message.flags &= ~LOADING
    if not was_loading:
        raw["edited_timestamp"] = iso(backend.clock.now())
    announce(backend, "update", message)


def _mention_again(backend: Backend, message: Message, body: JsonObject) -> None:
    """Mention whom the new text mentions; only a deferred answer notifies anyone with it."""
    channel = backend.world.channel(message.channel_id)
    if channel is None:
        return
    author = backend.world.users[message.author_id]
    mentions = find_mentions(backend, channel, author, message.raw["content"], body.get("allowed_mentions"))
    message.raw["mentions"] = [user.to_json() for user in mentions.users]
    message.raw["mention_roles"] = mentions.roles
    message.raw["mention_everyone"] = mentions.everyone
    if message.loading:
        backend.messages.ping(message, _reached(mentions.notified, message.only_for))


def delete(backend: Backend, message: Message) -> None:
    """Remove a message."""
    backend.messages.remove(message)
    announce(backend, "delete", message)
