"""What stands in a JSON file."""

import json
import re

from services.questions.files.records import DEPTH_MAXIMUM, Record
from services.questions.files.refusals import FileNotJson, FileTooIntricate

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|(?P<opens>[\[{])|(?P<closes>[\]}])', re.DOTALL)
"""A string is looked at once, also if nothing closes it."""


def content_of_json(text: str) -> object:
    """Return the content: lists, `Record`s, texts, and what is none of these. Numbers are texts, as written.

    Raises:
        FileNotJson: it is not JSON.
        FileTooIntricate: there are lists in lists in lists.
    """
    _refuse_depth(text)
    try:
        # People press Enter in the middle of a text; and to make a number of 10,000 digits takes its time.
        return json.loads(text, strict=False, object_pairs_hook=Record, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise FileNotJson(line=error.lineno) from error


def _refuse_depth(text: str) -> None:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        if found["opens"]:
            depth += 1
        elif found["closes"]:
            depth -= 1
        if depth > DEPTH_MAXIMUM:
            raise FileTooIntricate
