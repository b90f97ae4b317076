"""Files that a member gives to a command or a form."""

from sandbox.errors import ClientRefusal
from sandbox.limits.messages import MAXIMUM_FILE
from sandbox.model.files import Upload


def check_size(upload: Upload) -> None:
    """Refuse a file that is too large for a member without Nitro.

    Raises:
        ClientRefusal: It is.
    """
    if len(upload.content) > MAXIMUM_FILE:
        raise too_large(upload.filename)


def too_large(filename: str) -> ClientRefusal:
    """Return what is said of a file that is too large."""
    return ClientRefusal(f"“{filename}” is too large: a file has at most {MAXIMUM_FILE // 1024**2} MB.")
