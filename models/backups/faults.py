"""What keeps a database from being copied, restored or read as a whole."""


class BackupError(Exception):
    """It cannot be done; the message says in a sentence or two what is wrong and what to do."""
