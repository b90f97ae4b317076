"""Limits on messages."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject
from sandbox.limits.components import check_layout, check_rows
from sandbox.limits.embeds import check_embeds
from sandbox.limits.form import FormErrors, Path
from sandbox.model.files import Upload
from sandbox.model.messages import COMPONENTS_V2, Message

MAXIMUM_CONTENT = 2000
MAXIMUM_ATTACHMENTS = 10
MAXIMUM_FILE = 10 * 1024 * 1024
_PARTS = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")
_NOT_IN_LAYOUTS = ("content", "embeds", "poll", "sticker_ids")
_MENTIONABLE = ("roles", "users", "everyone")


def check_message(
    body: JsonObject, uploads: list[Upload], *, editing: Message | None = None, at: Path = ()
) -> None:
    """Refuse a message that Discord would refuse.

    Args:
        body: The message's body.
        uploads: The files that come with it.
        editing: The message that is edited: it is seen together with what the edit leaves.
        at: Where in the request the body is.

    Raises:
        DiscordRefusal: 50035 with what is wrong, or 50006 for a message with nothing in it,
            or 40005 for a file that is too large.
    """
    if any(len(upload.content) > MAXIMUM_FILE for upload in uploads):
        raise DiscordRefusal(ErrorCode.REQUEST_TOO_LARGE)
    errors = FormErrors()
    errors.number((*at, "flags"), body.get("flags"), low=0, high=2**53)
    layout = _is_layout(body, editing)
    errors.length((*at, "content"), body.get("content"), high=MAXIMUM_CONTENT)
    check_embeds(errors, (*at, "embeds"), body.get("embeds"))
    if layout:
        _check_layout_message(errors, at, body)
    else:
        check_rows(errors, (*at, "components"), body.get("components"))
    _check_mentions(errors, (*at, "allowed_mentions"), body.get("allowed_mentions"))
    _check_nonce(errors, (*at, "nonce"), body.get("nonce"))
    for path, attachment in errors.objects(
        (*at, "attachments"), body.get("attachments"), high=MAXIMUM_ATTACHMENTS
    ):
        errors.length((*path, "description"), attachment.get("description"), high=1024)
    errors.raise_if_any()
    whole = body if editing is None else editing.raw | body
    if not uploads and not any(_says(whole.get(part)) for part in _PARTS):
        raise DiscordRefusal(ErrorCode.EMPTY_MESSAGE)


def _says(part: object) -> bool:
    return bool(part.strip()) if isinstance(part, str) else bool(part)


def _is_layout(body: JsonObject, editing: Message | None) -> bool:
    flags = body.get("flags")
    asked = isinstance(flags, int) and bool(flags & COMPONENTS_V2)
    return asked or (editing is not None and bool(editing.flags & COMPONENTS_V2))


def _check_layout_message(errors: FormErrors, at: Path, body: JsonObject) -> None:
    for name in _NOT_IN_LAYOUTS:
        if body.get(name):
            text = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            errors.add((*at, name), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    if "components" in body:
        check_layout(errors, (*at, "components"), body["components"])


def _check_mentions(errors: FormErrors, path: Path, mentions: object) -> None:
    allowed = errors.mapping(path, mentions)
    parsed = allowed.get("parse") or []
    for index, kind in enumerate(parsed):
        errors.choice((*path, "parse", index), kind, _MENTIONABLE)
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        if listed and kind in parsed:
            text = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            errors.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)
        if len(listed) > 100:
            errors.add((*path, kind), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")


def _check_nonce(errors: FormErrors, path: Path, nonce: object) -> None:
    if not isinstance(nonce, int):
        errors.length(path, nonce, high=25)
