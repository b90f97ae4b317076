"""Reading a file of questions."""

from services.questions.files.checking import Checked
from services.questions.files.encodings import text_of
from services.questions.files.found import FileKind, QuestionFile
from services.questions.files.json_text import content_of_json
from services.questions.files.kinds import kind_of
from services.questions.files.raw import RawFile
from services.questions.files.records import raw_records
from services.questions.files.refusals import (
    FileEmpty,
    FileHasNoQuestions,
    FileHasTooManyRows,
    FileTooLarge,
)
from services.questions.files.signatures import refuse_what_is_no_text
from services.questions.files.tables import raw_table
from services.questions.rules import FILE_BYTES_MAXIMUM, FILE_MEGABYTES_MAXIMUM, ROWS_MAXIMUM


def read(content: bytes, name: str) -> QuestionFile:
    """Return what a file with that name holds; to be called in a thread, as it may take a second.

    Raises:
        Refusal: nothing can be read from it; those of `services.questions.files.refusals`.
    """
    if len(content) > FILE_BYTES_MAXIMUM:
        raise FileTooLarge(maximum=FILE_MEGABYTES_MAXIMUM)
    if not content:
        raise FileEmpty
    refuse_what_is_no_text(content)
    text = text_of(content)
    kind = kind_of(text, name)
    raw = _raw(kind, text)
    checked = Checked()
    rows = 0
    for rows, row in enumerate(raw.rows, 1):
        if rows > ROWS_MAXIMUM:
            raise FileHasTooManyRows(maximum=ROWS_MAXIMUM)
        checked.add(row)
    if not rows:
        raise FileHasNoQuestions
    return QuestionFile(tuple(checked.questions), tuple(checked.wrong), raw.unknown_columns, kind)


def _raw(kind: FileKind, text: str) -> RawFile:
    if kind is FileKind.CSV:
        return raw_table(text)
    if kind is FileKind.JSON:
        return raw_records(content_of_json(text))
    # It takes 3 MB of memory, and most files are not YAML.
    from services.questions.files.yaml_text import content_of_yaml  # noqa: PLC0415

    return raw_records(content_of_yaml(text))
