"""The log as one JSON object a line, whatever the process says: what nobody caught and its last words too."""

import logging
import sys
import threading
from datetime import UTC, datetime

from pythonjsonlogger.json import JsonFormatter

_log = logging.getLogger("sparring")


class JsonLines(JsonFormatter):
    """Makes the lines: `time` (UTC), `level`, `logger`, `message` and, where there is one, `error`.

    Nothing else gets there, whatever a library hangs on what it logs.
    """

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def add_fields(
        self, log_data: dict[str, object], record: logging.LogRecord, message_dict: dict[str, object]
    ) -> None:
        """Add what a line holds."""
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        traces = [str(message_dict[one]) for one in ("exc_info", "stack_info") if one in message_dict]
        if traces:
            log_data["error"] = "\n".join(traces)


def begin_json(level: str) -> None:
    """Log so from now on, also what Python itself would write beside the log."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler])
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda kind, error, trace: _log.critical(
        "A fault ends the process.", exc_info=(kind, error, trace)
    )
    sys.unraisablehook = lambda fault: _log.error(
        "A fault that nobody could hear of.", exc_info=fault.exc_value
    )
    threading.excepthook = lambda fault: _log.error("A fault ended a thread.", exc_info=fault.exc_value)


def is_on() -> bool:
    """Tell whether the process logs so."""
    return any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger().handlers)
