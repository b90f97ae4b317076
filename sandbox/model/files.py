"""Files: those that were uploaded, served back over a local address, and those that wait to be sent."""

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


class WaitingFiles:
    """Files that members have chosen and not yet sent, for each of them the newest."""

    MOST = 50
    """As many as a form takes: it has at most five fields, and a field at most ten files."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, Upload]] = {}

    def add(self, user_id: str, upload_id: str, upload: Upload) -> None:
        """Keep a file, in place of a member's oldest one if there are too many."""
        waiting = self._of.setdefault(user_id, {})
        waiting[upload_id] = upload
        if len(waiting) > self.MOST:
            del waiting[next(iter(waiting))]

    def get(self, user_id: str, upload_id: str) -> Upload | None:
        """Return a member's file; it stays, as what is sent may fail and be sent again."""
        return self._of.get(user_id, {}).get(upload_id)
