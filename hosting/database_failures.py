"""What keeps the database from being opened, in a sentence each: what is wrong, and what to do."""

from models.faults import Fault, FaultKind

NO_ROOM_TO_MIGRATE = (
    "The database could not be brought up to date, since there is no room left where it stands. Nothing in"
    " it was changed: free some room and start again."
)

_SETTING = "DATABASE_URL"

_SENTENCES = {
    FaultKind.NO_ADDRESS: (
        "DATABASE_URL is no address of a database: write sqlite://path/to/file or"
        " postgres://user:password@host/name."
    ),
    FaultKind.UNKNOWN_SCHEME: (
        "DATABASE_URL begins with {name}://, which is no database that the bot can use: write"
        " sqlite://path/to/file or postgres://user:password@host/name."
    ),
    FaultKind.UNREADABLE_ADDRESS: (
        "DATABASE_URL cannot be read: it is postgres://user:password@host:port/name?parameter=value, in"
        " which special characters of the password are written as a percent sign and two digits (@ is %40, /"
        " is %2F, ? is %3F)."
    ),
    FaultKind.UNKNOWN_PARAMETER: (
        "DATABASE_URL has the parameter {name}, with which the bot can do nothing: take it out, or look in"
        " README for those that there are."
    ),
    FaultKind.WRONG_VALUE: "DATABASE_URL has a wrong value for {name}: it has to be {words}.",
    FaultKind.USELESS_FILE: (
        "The file that {name} names in DATABASE_URL, {words}, cannot be read, or is not what it has to be"
        " (PEM)."
    ),
    FaultKind.UNUSABLE_ADDRESS: "DATABASE_URL cannot be used: {words}.",
    FaultKind.UNKNOWN_HOST: (
        "The database server {name} is not found: check the host in DATABASE_URL, and the network ({words})."
    ),
    FaultKind.NOBODY_LISTENS: (
        "Nobody answers at {name}: check host and port in DATABASE_URL, and that the database server runs"
        " ({words})."
    ),
    FaultKind.NO_ANSWER: (
        "The database server {name} does not answer in time: check DATABASE_URL, the network and its"
        " firewalls."
    ),
    FaultKind.NO_ENCRYPTION: (
        "The database server {name} does not encrypt, and sslmode in DATABASE_URL demands it: switch TLS on"
        " in the server, or write sslmode=prefer where the network can be trusted."
    ),
    FaultKind.ENCRYPTION_WANTED: (
        "The database server says: {words}. Write sslmode=require in DATABASE_URL."
    ),
    FaultKind.NO_AUTHORITY: (
        "sslmode in DATABASE_URL demands that the server's certificate is checked, and there is nothing to"
        " check it by ({words}): name the authority's file with sslrootcert=, or write sslrootcert=system to"
        " trust whom this machine trusts."
    ),
    FaultKind.NOT_TRUSTED: (
        "The certificate of the database server {name} is not to be trusted ({words}): name its authority's"
        " file with sslrootcert= in DATABASE_URL (sslrootcert=system for those that this machine trusts), and"
        " the host as the certificate does."
    ),
    FaultKind.NOT_LET_IN: (
        "The database server does not let the bot in: {words}. Check user and password in DATABASE_URL, and"
        " whether the server takes this user from here, and encrypted or not (sslmode)."
    ),
    FaultKind.NO_SUCH_DATABASE: (
        "The database server says: {words}. Create the database, or correct its name at the end of"
        " DATABASE_URL."
    ),
    FaultKind.NO_SUCH_SCHEMA: (
        "The schema that DATABASE_URL names (schema=, or search_path in options=) is not in the database"
        " ({words}): create it (CREATE SCHEMA ...), or correct its name."
    ),
    FaultKind.NO_CONNECTION_LEFT: (
        "The database server has no connection left for the bot: {words}. End what else is connected, or"
        " have the limit raised."
    ),
    FaultKind.PARAMETER_REFUSED: (
        "What stands before the database server, such as pgbouncer, says: {words}. Take this out of"
        " DATABASE_URL, or have it passed over (ignore_startup_parameters)."
    ),
    FaultKind.NO_RIGHT: (
        "The database server says: {words}. The bot makes its own tables: give its user the right to, or"
        " make it the owner of the database (ALTER DATABASE ... OWNER TO ...)."
    ),
    FaultKind.ONLY_READS: (
        "The database server says: {words}. The bot has to write: name the host of the primary, or several"
        " with target_session_attrs=read-write."
    ),
    FaultKind.NONE_FITS: (
        "None of the hosts in DATABASE_URL, {name}, is what its target_session_attrs demands: correct one of"
        " them."
    ),
    FaultKind.SERVER_REFUSES: (
        "The database server says: {words}. See to it there or in DATABASE_URL, and start again."
    ),
    FaultKind.NO_FILE: "DATABASE_URL names no file: write sqlite://path/to/file.",
    FaultKind.IS_A_FOLDER: (
        "{name} is a folder, and the database is a file: name one in it in DATABASE_URL, such as"
        " sqlite://{name}/sparring.sqlite3."
    ),
    FaultKind.NO_FOLDER: (
        "The folder of the database, {name}, cannot be made ({words}): make it, or name another file in"
        " DATABASE_URL."
    ),
    FaultKind.READ_ONLY: (
        "The bot may not write to {name}: let its user write to the database and the folder around it, or"
        " name another file in DATABASE_URL."
    ),
    FaultKind.NO_DATABASE_IN_FILE: (
        "{name} is no database of SQLite, or is damaged from its first page on: name another file in"
        " DATABASE_URL, or restore a backup."
    ),
    FaultKind.DAMAGED: "The database {name} is damaged ({words}): restore a backup.",
    FaultKind.LOCKED: (
        "The database {name} is locked by another process for longer than the bot waits ({words}): end that"
        " one, and start again."
    ),
    FaultKind.NO_ROOM: "There is no room left where {name} stands: free some and start again.",
    FaultKind.OTHER: "The database does not answer: check DATABASE_URL and that its server runs ({words}).",
}


def sentence_of(fault: Fault, address: str = _SETTING) -> str:
    """Return what to say of a fault; `address` is how whoever reads it knows the database's address."""
    said = _SENTENCES[fault.kind].replace(_SETTING, address).format(name=fault.name, words=fault.words)
    return said[:1].upper() + said[1:]
