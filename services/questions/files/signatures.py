"""What a file is that is no text, by the bytes with which files of its kind begin."""

from services.questions.files.refusals import (
    FileIsArchive,
    FileIsDocument,
    FileIsPdf,
    FileIsPicture,
    FileIsWorkbook,
)
from services.refusals import Refusal

_PICTURES = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"8BPS\x00"),
    *(b"\x00\x00\x01\x00", b"\xff\x0a", b"\x00\x00\x00\x0cJXL "),
)
_BOXES_OF_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif", b"ftypavis")
"""With what HEIC and AVIF begin, after four bytes that say how long it is."""

_ARCHIVES = (
    b"\x1f\x8b",
    b"7z\xbc\xaf'\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\x00",
    b"BZh91AY&SY",
    b"\x28\xb5\x2f\xfd",
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""With what .xls and .doc begin, and what Excel and Word encrypt."""

_IN_WORKBOOKS = (b"xl/", b"opendocument.spreadsheet", b"Index/Tables/", b"Index/CalculationEngine")
"""Names of files that are in the zip which a workbook is: of Excel, LibreOffice, Numbers."""

_IN_DOCUMENTS = (b"word/", b"opendocument.text", b"ppt/", b"opendocument.presentation", b"Index/Document.iwa")
_IN_OLD_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))


def refuse_what_is_no_text(content: bytes) -> None:
    """Refuse a file that is known to be something else than text.

    Raises:
        FileIsPicture: it is a picture.
        FileIsWorkbook: it is a workbook.
        FileIsDocument: it is a document.
        FileIsPdf: it is a PDF.
        FileIsArchive: it is an archive.
    """
    refusal = _kind_of(content)
    if refusal is not None:
        raise refusal()


def _kind_of(content: bytes) -> type[Refusal] | None:
    if _is_picture(content):
        return FileIsPicture
    if content.startswith(b"%PDF-"):
        return FileIsPdf
    if content.startswith(b"{\\rtf"):
        return FileIsDocument
    if content.startswith(_OLD_OFFICE):
        return FileIsWorkbook if _has(content, _IN_OLD_WORKBOOKS) else FileIsDocument
    if content.startswith(_ZIP):
        return _in_zip(content)
    return FileIsArchive if content.startswith(_ARCHIVES) else None


def _is_picture(content: bytes) -> bool:
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    # A text may begin with BM too, but has no zeros there.
    is_bitmap = content.startswith(b"BM") and content[6:10] == bytes(4)
    is_boxed = content[4:12] in _BOXES_OF_PICTURES
    return is_webp or is_bitmap or is_boxed or content.startswith(_PICTURES)


def _in_zip(content: bytes) -> type[Refusal]:
    # The names of a zip's files stand in it as they are, whatever is packed.
    if _has(content, _IN_WORKBOOKS):
        return FileIsWorkbook
    return FileIsDocument if _has(content, _IN_DOCUMENTS) else FileIsArchive


def _has(content: bytes, names: tuple[bytes, ...]) -> bool:
    return any(name in content for name in names)
