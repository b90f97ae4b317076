"""Files that were uploaded, served back over a local address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    """A file on its way in."""

    filename: str
    content: bytes
    index: int = 0


class FileStore:
    """Uploaded files by attachment id."""

    def __init__(self) -> None:
        self._files: dict[str, Upload] = {}

    def add(self, attachment_id: str, upload: Upload) -> None:
        """Keep a file."""
        self._files[attachment_id] = upload

    def get(self, attachment_id: str) -> Upload | None:
        """Return a file by its attachment's id."""
        return self._files.get(attachment_id)
