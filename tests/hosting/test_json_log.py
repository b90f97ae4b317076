"""The log as one JSON object a line."""

import io
import json
import logging
from typing import Any

import pytest

from hosting.json_log import JsonLines


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    """A logger that writes such lines, and what it has written."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("sparring.test")  # noqa: LOG001 - one that nobody else knows
    logger.addHandler(handler)
    return logger, written


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    """Return what was written, line by line."""
    return [json.loads(line) for line in written.getvalue().removesuffix("\n").split("\n")]


def test_a_line_says_when_how_bad_who_and_what(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log

    logger.warning("%s of %s", 1, "ночь\n☕", extra={"secret": "token"})

    (line,) = lines(written)
    assert list(line) == ["time", "level", "logger", "message"]
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"]) == ("WARNING", "sparring.test")
    assert line["message"] == "1 of ночь\n☕"
    assert "ночь" in written.getvalue()


def test_an_error_stands_in_its_line(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log

    try:
        _ = 1 / 0
    except ZeroDivisionError:
        logger.exception("It failed.", stack_info=True)
    logger.info({"not": "a text"})
    logger.info("broken: \ud800 \u2028 \x00")

    failed, mapped, broken = lines(written)
    assert failed["error"].startswith("Traceback")
    assert "ZeroDivisionError" in failed["error"]
    assert "Stack (most recent call last)" in failed["error"]
    assert mapped["message"] == "{'not': 'a text'}"
    assert broken["message"] == "broken: \ud800 \u2028 \x00"
