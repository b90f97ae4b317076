"""What Discord says a file is.

It goes by the extension of the name, so whoever names a file decides what is said of it.
"""

import codecs

_TEXTS = {
    "c": "text/x-c",
    "cfg": "text/plain",
    "conf": "text/plain",
    "css": "text/css",
    "csv": "text/csv",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "ini": "text/plain",
    "java": "text/x-java",
    "js": "text/javascript",
    "json": "application/json",
    "log": "text/plain",
    "md": "text/markdown",
    "py": "text/x-python",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "xml": "text/xml",
}
_OTHERS = {
    "7z": "application/x-7z-compressed",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "gz": "application/gzip",
    "heic": "image/heic",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "tar": "application/x-tar",
    "wav": "audio/x-wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def content_type_of(filename: str, content: bytes) -> str | None:
    """Return a file's type, with the encoding of a text; None where the name tells nothing."""
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    if extension not in _TEXTS:
        return _OTHERS.get(extension)
    charset = _charset(content)
    return _TEXTS[extension] if charset is None else f"{_TEXTS[extension]}; charset={charset}"


def _charset(content: bytes) -> str | None:
    if content.startswith(_UTF_16):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"
