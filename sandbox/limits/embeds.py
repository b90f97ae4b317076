"""Limits on embeds."""

from datetime import datetime

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path

MAXIMUM_EMBEDS = 10
MAXIMUM_TOTAL = 6000
_LINK_SCHEMES = ("http", "https")
_MEDIA_SCHEMES = (*_LINK_SCHEMES, "attachment")


def check_embeds(errors: FormErrors, path: Path, embeds: object) -> None:
    """Note what is wrong with a message's embeds."""
    total = 0
    for place, embed in errors.objects(path, embeds, high=MAXIMUM_EMBEDS):
        total += _check_embed(errors, place, embed)
    if total > MAXIMUM_TOTAL:
        text = f"Embed size exceeds maximum size of {MAXIMUM_TOTAL}"
        errors.add(path, "MAX_EMBED_SIZE_EXCEEDED", text)


def _check_embed(errors: FormErrors, path: Path, embed: JsonObject) -> int:
    """Check one embed and return how many characters of it count."""
    errors.length((*path, "title"), embed.get("title"), high=256)
    errors.length((*path, "description"), embed.get("description"), high=4096)
    errors.number((*path, "color"), embed.get("color"), low=0, high=0xFFFFFF)
    _check_url(errors, (*path, "url"), embed.get("url"), _LINK_SCHEMES)
    _check_timestamp(errors, (*path, "timestamp"), embed.get("timestamp"))
    texts = [embed.get("title"), embed.get("description")]
    for place, field in errors.objects((*path, "fields"), embed.get("fields"), high=25):
        for name, high in (("name", 256), ("value", 1024)):
            text = field.get(name)
            if not text or (isinstance(text, str) and not text.strip()):
                errors.required((*place, name))
            errors.length((*place, name), text, high=high)
            texts.append(text)
    footer = errors.mapping((*path, "footer"), embed.get("footer"))
    errors.length((*path, "footer", "text"), footer.get("text"), high=2048)
    author = errors.mapping((*path, "author"), embed.get("author"))
    errors.length((*path, "author", "name"), author.get("name"), high=256)
    _check_url(errors, (*path, "author", "url"), author.get("url"), _LINK_SCHEMES)
    for part in ("footer", "author"):
        icon = errors.mapping((*path, part), embed.get(part)).get("icon_url")
        _check_url(errors, (*path, part, "icon_url"), icon, _MEDIA_SCHEMES)
    for part in ("image", "thumbnail"):
        media = errors.mapping((*path, part), embed.get(part))
        _check_url(errors, (*path, part, "url"), media.get("url"), _MEDIA_SCHEMES)
    texts += [footer.get("text"), author.get("name")]
    return sum(len(text) for text in texts if isinstance(text, str))


def _check_url(errors: FormErrors, path: Path, url: object, schemes: tuple[str, ...]) -> None:
    if url is None:
        return
    errors.length(path, url, high=2048)
    if isinstance(url, str) and url:
        scheme, separator, rest = url.partition("://")
        if not separator or not rest:
            errors.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        elif scheme.lower() not in schemes:
            listed = ", ".join(f"'{one}'" for one in schemes)
            text = f'Scheme "{scheme}" is not supported. Scheme must be one of ({listed}).'
            errors.add(path, "URL_TYPE_INVALID_SCHEME", text)


def _check_timestamp(errors: FormErrors, path: Path, timestamp: object) -> None:
    if timestamp is None:
        return
    try:
        datetime.fromisoformat(str(timestamp))
    except ValueError:
        errors.add(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {timestamp}. Should be ISO8601.")
