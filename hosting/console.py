"""What a person reads on the console, whatever characters it can show."""

import io
import sys


def speak_on_any_console() -> None:
    """Show `?` for characters that the console does not have, as an old Windows or one without a language."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
