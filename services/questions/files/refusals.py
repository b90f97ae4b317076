"""What keeps a whole file of questions from being read (`services.refusals` says how it is said)."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """The file has more than `maximum` megabytes."""

    maximum: int


@dataclass(eq=False)
class FileEmpty(Refusal):
    """Nothing stands in the file."""


@dataclass(eq=False)
class FileIsWorkbook(Refusal):
    """It is a workbook of Excel or another program for spreadsheets, not a table as text."""


@dataclass(eq=False)
class FileIsPicture(Refusal):
    """It is a picture."""


@dataclass(eq=False)
class FileIsPdf(Refusal):
    """It is a PDF."""


@dataclass(eq=False)
class FileIsDocument(Refusal):
    """It is a document of Word or another program for texts."""


@dataclass(eq=False)
class FileIsArchive(Refusal):
    """It is an archive, such as a zip file."""


@dataclass(eq=False)
class FileIsNotText(Refusal):
    """It is something else that is no text."""


@dataclass(eq=False)
class FileEncodingUnknown(Refusal):
    """It is text, but its letters are neither in UTF-8 nor in UTF-16 nor in Windows-1251, or are damaged."""


@dataclass(eq=False)
class FileNotJson(Refusal):
    """It begins as JSON, and is not; it is wrong from a `line` on."""

    line: int


@dataclass(eq=False)
class FileNotYaml(Refusal):
    """It looks like YAML, and is not; it is wrong from a `line` on."""

    line: int


@dataclass(eq=False)
class FileHasAliases(Refusal):
    """A part of the YAML has a name (`&name`) or stands for another (`*name`), in a `line`."""

    line: int


@dataclass(eq=False)
class FileHasTags(Refusal):
    """A value of the YAML has a tag (`!!python`), or the file defines one, in a `line`."""

    line: int


@dataclass(eq=False)
class FileHasSeveralDocuments(Refusal):
    """The YAML is several documents; the second begins in a `line`."""

    line: int


@dataclass(eq=False)
class FileTooIntricate(Refusal):
    """There are lists in lists in lists, or more values, than questions can need."""


@dataclass(eq=False)
class FileHasNoList(Refusal):
    """The JSON or YAML is neither a list nor has one under `questions`."""


@dataclass(eq=False)
class NoTextColumn(Refusal):
    """No column, or key, is the question's text; `found` is what the first row has instead."""

    found: str


@dataclass(eq=False)
class FileHasNoQuestions(Refusal):
    """There are names of columns, or a list, and nothing in it."""


@dataclass(eq=False)
class FileHasTooManyRows(Refusal):
    """There are more than `maximum` rows."""

    maximum: int
