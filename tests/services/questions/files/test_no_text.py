"""Files that are no text are refused as what they are, whatever they are called."""

import bz2
import gzip
import lzma
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from services.questions.files.reading import read
from services.questions.files.refusals import (
    FileIsArchive,
    FileIsDocument,
    FileIsPdf,
    FileIsPicture,
    FileIsWorkbook,
    FileTooLarge,
)
from services.questions.rules import FILE_BYTES_MAXIMUM

TABLE = b"text,topic\nWhat is a closure?,js\n"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def picture(kind: str) -> bytes:
    """Return a picture that is drawn as Pillow draws it."""
    content = BytesIO()
    Image.new("RGB", (20, 20), "red").save(content, kind)
    return content.getvalue()


def zipped(*names: str) -> bytes:
    """Return a zip file with files of these names."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, TABLE)
    return content.getvalue()


@pytest.mark.parametrize("name", ["questions.csv", "questions.json", "questions.yaml", "questions"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO"])
def test_a_picture(kind: str, name: str) -> None:
    with pytest.raises(FileIsPicture):
        read(picture(kind), name)


def test_a_photo_of_a_phone() -> None:
    with pytest.raises(FileIsPicture):
        read(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "questions.csv")


@pytest.mark.parametrize(
    "content",
    [
        zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        zipped("Index/Document.iwa", "Index/CalculationEngine.iwa", "Index/Tables/Tile.iwa"),
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
        OLD_OFFICE + "Workbook".encode("utf-16-le"),
    ],
    ids=["xlsx", "numbers", "ods", "xls"],
)
def test_a_workbook(content: bytes) -> None:
    with pytest.raises(FileIsWorkbook):
        read(content, "questions.csv")


@pytest.mark.parametrize(
    "content",
    [
        zipped("[Content_Types].xml", "word/document.xml"),
        OLD_OFFICE + "WordDocument".encode("utf-16-le"),
        b"{\\rtf1\\ansi What is a closure?}",
    ],
    ids=["docx", "doc", "rtf"],
)
def test_a_document(content: bytes) -> None:
    with pytest.raises(FileIsDocument):
        read(content, "questions.csv")


def test_a_pdf() -> None:
    with pytest.raises(FileIsPdf):
        read(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "questions.csv")


@pytest.mark.parametrize(
    "content",
    [zipped("questions.csv"), zipped(), gzip.compress(TABLE), bz2.compress(TABLE), lzma.compress(TABLE)],
    ids=["zip", "empty zip", "gz", "bz2", "xz"],
)
def test_an_archive(content: bytes) -> None:
    with pytest.raises(FileIsArchive):
        read(content, "questions.csv")


def test_a_table_is_none_of_them_though_it_begins_as_one() -> None:
    assert read(b"BM question;text\n1;What is BMP, and who needs it?\n", "a.csv").questions[0][0] == 2
    assert read(b"text,RIFF\nWhat is a RIFF file?,WEBP\n", "a.csv").questions[0][0] == 2


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(FileTooLarge):
        read(TABLE * (FILE_BYTES_MAXIMUM // len(TABLE) + 1), "questions.csv")
    with pytest.raises(FileTooLarge):
        read(bytes(5 * 2**20), "questions.csv")
    assert len(read(TABLE.ljust(FILE_BYTES_MAXIMUM), "questions.csv").questions) == 1
