"""What stands in the rows of a file, made questions, or said to be wrong."""

from collections.abc import Callable
from itertools import islice

from services.questions import rules
from services.questions.files.found import Field, RowFault, WrongRow
from services.questions.files.raw import RawRow
from services.questions.fingerprints import fingerprint
from services.questions.levels import level_of
from services.questions.new import NewQuestion
from services.questions.spoken import language_of
from services.refusals import TextTooLong
from services.text import clean_line, clean_text_with_code, seen_of

_VALUE_SHOWN = 60
"""Characters that are shown of what was not understood."""

_Clean = Callable[[str, str, int], str]


class Checked:
    """The rows that were checked so far."""

    def __init__(self) -> None:
        self.questions: list[tuple[int, NewQuestion]] = []
        self.wrong: list[WrongRow] = []
        self._rows: dict[str, int] = {}
        """Where a text was met first, by its fingerprint."""

    def add(self, raw: RawRow) -> None:
        """Check a row."""
        row = _Row(raw)
        question = row.question()
        if question is not None and question.text:
            first = self._rows.setdefault(fingerprint(question.text), raw.row)
            if first != raw.row:
                row.blame(WrongRow(raw.row, RowFault.REPEATS, Field.TEXT, other=first))
        self.wrong += row.faults
        if question is not None and not row.faults:
            self.questions.append((raw.row, question))


class _Row:
    """A row that is being checked."""

    def __init__(self, raw: RawRow) -> None:
        self._row = raw.row
        self._parts = raw.parts
        self.faults = list(raw.faults)

    def question(self) -> NewQuestion | None:
        """Return what it says, without the parts that are wrong; None if nothing could be read."""
        if self._parts is None:
            return None
        return NewQuestion(
            text=self._question_text(),
            topic=self._part(Field.TOPIC, clean_line, rules.TOPIC_MAXIMUM),
            level=self._level(),
            language=self._language(),
            notes=self._part(Field.NOTES, clean_text_with_code, rules.NOTES_MAXIMUM),
            hints=self._hints(),
            source=self._part(Field.SOURCE, clean_line, rules.SOURCE_MAXIMUM),
            licence=self._part(Field.LICENCE, clean_line, rules.LICENCE_MAXIMUM),
        )

    def blame(self, wrong: WrongRow) -> None:
        """Say that something is wrong with it."""
        self.faults.append(wrong)

    def _question_text(self) -> str:
        before = len(self.faults)
        text = self._part(Field.TEXT, clean_text_with_code, rules.TEXT_MAXIMUM)
        if len(self.faults) > before or len(text) >= rules.TEXT_MINIMUM:
            return text
        if text:
            short, minimum = RowFault.TEXT_TOO_SHORT, rules.TEXT_MINIMUM
            self.blame(WrongRow(self._row, short, Field.TEXT, length=len(text), minimum=minimum))
        else:
            self.blame(WrongRow(self._row, RowFault.TEXT_MISSING, Field.TEXT))
        return ""

    def _level(self) -> str:
        typed = self._typed(Field.LEVEL, self._given(Field.LEVEL))
        level = level_of(typed)
        if level is None:
            shown = seen_of(typed[:_VALUE_SHOWN])
            self.blame(WrongRow(self._row, RowFault.LEVEL_UNKNOWN, Field.LEVEL, value=shown))
        return level or ""

    def _language(self) -> str:
        typed = self._typed(Field.LANGUAGE, self._given(Field.LANGUAGE))
        return self._cleaned(Field.LANGUAGE, language_of(typed), clean_line, rules.LANGUAGE_MAXIMUM)

    def _hints(self) -> tuple[str, ...]:
        given = self._given(Field.HINTS)
        listed = (
            given.splitlines() if isinstance(given, str) else given if isinstance(given, list) else [given]
        )
        hints = filter(None, map(self._hint, listed))
        kept = tuple(islice(hints, rules.HINTS_MAXIMUM))
        if next(hints, None) is not None:
            most = rules.HINTS_MAXIMUM
            self.blame(WrongRow(self._row, RowFault.TOO_MANY_HINTS, Field.HINTS, maximum=most))
        return kept

    def _hint(self, value: object) -> str:
        typed = self._typed(Field.HINTS, value)
        return self._cleaned(Field.HINTS, typed, clean_text_with_code, rules.HINT_MAXIMUM)

    def _part(self, field: Field, clean: _Clean, maximum: int) -> str:
        return self._cleaned(field, self._typed(field, self._given(field)), clean, maximum)

    def _given(self, field: Field) -> object:
        return None if self._parts is None else self._parts.get(field)

    def _typed(self, field: Field, value: object) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        self.blame(WrongRow(self._row, RowFault.NOT_TEXT, field))
        return ""

    def _cleaned(self, field: Field, typed: str, clean: _Clean, maximum: int) -> str:
        try:
            return clean(typed, field, maximum)
        except TextTooLong as long:
            fault = RowFault.TOO_LONG
            self.blame(WrongRow(self._row, fault, field, length=long.length, maximum=long.maximum))
            return ""
