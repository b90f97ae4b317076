"""Where the database of an address is."""

from pathlib import Path

from models.database import configuration


def sqlite_path(database_url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(configuration(database_url)["connections"]["default"]["credentials"]["file_path"])


def sqlite_address(file: Path) -> str:
    """Return the address of an SQLite file, whatever stands in its name."""
    return file.absolute().as_uri().replace("file://", "sqlite://", 1)
