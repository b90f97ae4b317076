"""Limits on messages."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors
from sandbox.model.files import Upload
from sandbox.model.messages import Message

_PARTS = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")


def check_message(body: JsonObject, uploads: list[Upload], *, editing: Message | None = None) -> None:
    """Refuse a message that Discord would refuse; an edit is seen together with what it leaves."""
    errors = FormErrors()
    if body.get("content") is not None:
        errors.length(("content",), body["content"], high=2000)
    errors.raise_if_any()
    whole = body if editing is None else editing.raw | body
    if not uploads and not any(whole.get(part) for part in _PARTS):
        raise DiscordRefusal(ErrorCode.EMPTY_MESSAGE)
