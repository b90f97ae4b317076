"""What stands in a YAML file. Loads yaml, so it is itself to be loaded where that is needed.

Questions need lists, mappings and texts. They are made of YAML's events as these come: no value means
anything but its text, nothing stands for anything else, and what goes too deep ends it before anything is
made of it.
"""

import re
from collections.abc import Iterable

import yaml

from services.questions.files.records import DEPTH_MAXIMUM, Record
from services.questions.files.refusals import (
    FileHasAliases,
    FileHasSeveralDocuments,
    FileHasTags,
    FileHasTooManyRows,
    FileNotYaml,
    FileTooIntricate,
)
from services.questions.rules import ROWS_MAXIMUM

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""In C, where the package has it: some fifty times as fast."""

_EVENTS_MAXIMUM = 200_000
"""Twice as many as as many questions as one file may have can need."""

_ROWS_DEPTH = 2
"""The list of questions is the whole, or stands under a name."""

_OWN_TAGS = re.compile(r"^%TAG\b", re.MULTILINE)
"""Definitions of tags. The library compares each with all before it, so a megabyte of them takes seconds."""

_NEVER_IN_YAML = re.compile("[\x0b\x0c\x80-\x84\x86-\x9f\ufffe\uffff]")


def content_of_yaml(text: str) -> object:
    """Return the content: lists, `Record`s, and texts; None if there is none.

    Raises:
        FileNotYaml: it is not YAML.
        FileHasAliases: something stands for something else.
        FileHasTags: a value has a type of its own.
        FileHasSeveralDocuments: it is more than one document.
        FileHasTooManyRows: the list of questions is longer than can be read.
        FileTooIntricate: there are lists in lists in lists, or far too many values.
    """
    if tag := _OWN_TAGS.search(text):
        raise FileHasTags(line=text.count("\n", 0, tag.start()) + 1)
    try:
        return _Content().of(yaml.parse(_NEVER_IN_YAML.sub(" ", text), Loader=_LOADER))
    except yaml.YAMLError as error:
        raise FileNotYaml(line=_line_of_error(error)) from error


def _line_of_error(error: yaml.YAMLError) -> int:
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1
    # Of what goes on to the end it is its beginning that one looks for.
    at_end = "end of stream" in (error.problem or "")
    marks = (error.context_mark, error.problem_mark) if at_end else (error.problem_mark, error.context_mark)
    return next((mark.line + 1 for mark in marks if mark is not None), 1)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


class _Items(list[object]):
    """A list under way, and not the names and values of a mapping."""


class _Content:
    """The content that has been made of the events so far."""

    def __init__(self) -> None:
        self._documents = 0
        self._whole: list[object] = []
        self._open: list[list[object]] = [self._whole]
        """The lists under way, each in the one before it; a mapping is one of names and values in turn."""

    def of(self, events: Iterable[yaml.Event]) -> object:
        """Return what the events say."""
        for place, event in enumerate(events):
            if place > _EVENTS_MAXIMUM:
                raise FileTooIntricate
            self._take(event)
        return next(iter(self._whole), None)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._take_node(event)
        elif isinstance(event, yaml.SequenceEndEvent):
            self._add(self._open.pop())
        elif isinstance(event, yaml.MappingEndEvent):
            parts = self._open.pop()
            self._add(Record(list(zip(parts[::2], parts[1::2], strict=True))))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise FileHasSeveralDocuments(line=_line_of(event))

    def _take_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise FileHasAliases(line=_line_of(event))
        if getattr(event, "tag", None) is not None:
            raise FileHasTags(line=_line_of(event))
        if isinstance(event, yaml.ScalarEvent):
            self._add(event.value)
            return
        self._open.append(_Items() if isinstance(event, yaml.SequenceStartEvent) else [])
        if len(self._open) > DEPTH_MAXIMUM + 1:
            raise FileTooIntricate

    def _add(self, value: object) -> None:
        around = self._open[-1]
        around.append(value)
        # Sooner than the end, as each of them takes memory.
        if isinstance(around, _Items) and len(around) > ROWS_MAXIMUM and len(self._open) <= _ROWS_DEPTH + 1:
            raise FileHasTooManyRows(maximum=ROWS_MAXIMUM)
