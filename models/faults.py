"""What keeps the database from being opened, as facts; whoever speaks to the host has a sentence for each."""

from dataclasses import dataclass
from enum import StrEnum, auto


class FaultKind(StrEnum):
    """What may be wrong. First the address, then the server and the way to it, then the file of SQLite."""

    NO_ADDRESS = auto()
    UNKNOWN_SCHEME = auto()
    UNREADABLE_ADDRESS = auto()
    UNKNOWN_PARAMETER = auto()
    WRONG_VALUE = auto()
    USELESS_FILE = auto()
    UNUSABLE_ADDRESS = auto()

    UNKNOWN_HOST = auto()
    NOBODY_LISTENS = auto()
    NO_ANSWER = auto()
    NO_ENCRYPTION = auto()
    ENCRYPTION_WANTED = auto()
    NO_AUTHORITY = auto()
    NOT_TRUSTED = auto()
    NOT_LET_IN = auto()
    NO_SUCH_DATABASE = auto()
    NO_SUCH_SCHEMA = auto()
    NO_CONNECTION_LEFT = auto()
    PARAMETER_REFUSED = auto()
    NO_RIGHT = auto()
    ONLY_READS = auto()
    NONE_FITS = auto()
    SERVER_REFUSES = auto()

    NO_FILE = auto()
    IS_A_FOLDER = auto()
    NO_FOLDER = auto()
    READ_ONLY = auto()
    NO_DATABASE_IN_FILE = auto()
    DAMAGED = auto()
    LOCKED = auto()
    NO_ROOM = auto()

    OTHER = auto()


@dataclass(frozen=True)
class Fault:
    """What keeps the database from being opened.

    Attributes:
        kind: What is wrong.
        name: Of what: a scheme, a parameter of the address, a file, or a host with its port.
        words: What the server or a library said of it, or what a value has to be. Never a password.
    """

    kind: FaultKind
    name: str = ""
    words: str = ""


class DatabaseUnreachableError(Exception):
    """The database cannot be opened.

    Attributes:
        fault: Why.
    """

    def __init__(self, kind: FaultKind, name: str = "", words: str = "") -> None:
        super().__init__(kind, name, words)
        self.fault = Fault(kind, name, words)
