"""Attachments: what was uploaded with a message becomes files with an address."""

from dataclasses import replace
from urllib.parse import quote

from sandbox.backend import Backend
from sandbox.content_types import content_type_of
from sandbox.json_types import JsonObject
from sandbox.model.files import Upload

IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_PLACEHOLDER_SIDE = 512


def store_uploads(
    backend: Backend, channel_id: str, uploads: list[Upload], declared: list[JsonObject] | None
) -> list[JsonObject]:
    """Keep the files that came with a message and return their attachment objects."""
    details = {str(one.get("id")): one for one in declared or []}
    attachments = []
    for upload in uploads:
        detail = details.get(str(upload.index), {})
        attachment = _store(
            backend, channel_id, replace(upload, filename=detail.get("filename") or upload.filename)
        )
        if detail.get("description"):
            attachment["description"] = detail["description"]
        attachments.append(attachment)
    return attachments


def store_given(backend: Backend, channel_id: str, upload: Upload) -> JsonObject:
    """Keep a file that a member gave to a command or a form, and return its attachment object."""
    return _store(backend, channel_id, upload) | {"ephemeral": True}


def _store(backend: Backend, channel_id: str, upload: Upload) -> JsonObject:
    attachment_id = backend.snowflakes.next()
    backend.files.add(attachment_id, upload)
    url = f"{backend.base_url}/files/{channel_id}/{attachment_id}/{quote(upload.filename, safe='')}"
    attachment: JsonObject = {
        "id": attachment_id,
        "filename": upload.filename,
        "size": len(upload.content),
        "url": url,
        "proxy_url": url,
    }
    content_type = content_type_of(upload.filename, upload.content)
    if content_type is not None:
        attachment["content_type"] = content_type
    if content_type in IMAGE_TYPES:
        attachment |= {"width": _PLACEHOLDER_SIDE, "height": _PLACEHOLDER_SIDE}
    return attachment


def kept_attachments(present: list[JsonObject], declared: list[JsonObject] | None) -> list[JsonObject]:
    """Return the attachments that an edit leaves: all, unless it lists which."""
    if declared is None:
        return present
    wanted = {str(one.get("id")) for one in declared}
    return [one for one in present if one["id"] in wanted]


def resolve_attachment_urls(value: object, attachments: list[JsonObject]) -> None:
    """Replace `attachment://name` anywhere below `value` by the file's address."""
    addresses = {one["filename"]: one for one in attachments}
    if isinstance(value, list):
        for item in value:
            resolve_attachment_urls(item, attachments)
    elif isinstance(value, dict):
        url = value.get("url")
        if isinstance(url, str) and url.startswith("attachment://"):
            attachment = addresses.get(url.removeprefix("attachment://"))
            if attachment is not None:
                value["url"] = value["proxy_url"] = attachment["url"]
                if "description" in attachment:
                    value["description"] = attachment["description"]
        for item in value.values():
            resolve_attachment_urls(item, attachments)
