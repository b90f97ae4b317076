"""PostgreSQL's own programs, `pg_dump` and `pg_restore`: what they are told, and what their refusals mean.

What tells them where the server is, the password above all, goes by environment: a command line is read by
everybody on the machine.
"""

import asyncio
import contextlib
import os
import shlex
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from models.addresses import read_address
from models.addresses.postgres import PostgresAddress
from models.backups.faults import BackupError

DUMP, RESTORE = "pg_dump", "pg_restore"

_DUMPING = ("--format=custom", "--no-owner", "--no-privileges")
_RESTORING = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")

_CONNECT_SECONDS = "10"

_PARAMETERS = {
    "channel_binding": "PGCHANNELBINDING",
    "gsslib": "PGGSSLIB",
    "krbsrvname": "PGKRBSRVNAME",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "ssl_max_protocol_version": "PGSSLMAXPROTOCOLVERSION",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "sslcert": "PGSSLCERT",
    "sslcrl": "PGSSLCRL",
    "sslkey": "PGSSLKEY",
    "sslmode": "PGSSLMODE",
    "sslnegotiation": "PGSSLNEGOTIATION",
    "sslrootcert": "PGSSLROOTCERT",
}
"""What asyncpg is told in libpq's words, and the variables that tell libpq. For `sslpassword` it has none."""

NOT_HERE = (
    "{program} is not on the PATH: install PostgreSQL's client programs (on Debian the package"
    " postgresql-client), at least of the server's version, and try again. Or run this where they are:"
    " {line}"
)
TOO_OLD = (
    "This {program} is older than {what} ({said}): install the client programs of that version, put them"
    " first on the PATH, and try again. Or run this where they are: {line}"
)
UNREACHABLE = "The database does not answer: check DATABASE_URL and that its server runs ({said})."
NO_ROOM = "There is no room left on the disk ({said}): free some, and try again."
FAILED = "{program} could not do it: {said}"

_TOO_OLD = ("server version mismatch", "unsupported version")
_UNREACHABLE = ("connection to server", "could not connect", "could not translate host name")
_NO_ROOM = ("no space left", "disk full", "could not write", "could not extend file")


async def dump(database_url: str, file: Path, *, meant: Path) -> None:
    """Write a database into an archive, as it is at one moment.

    Args:
        database_url: Which.
        file: Where to, for now.
        meant: The name that it will have; the line that a person may run instead says that.

    Raises:
        BackupError: It cannot be done.
    """
    line = [DUMP, *_DUMPING, f"--file={meant}"]
    await _run([DUMP, *_DUMPING, f"--file={file}"], database_url, line)


async def restore(database_url: str, file: Path, *, into: str | None = None) -> None:
    """Put what an archive holds into a database, all of it or nothing.

    Args:
        database_url: Which.
        file: The archive.
        into: A schema that is there already: all that is restored is what the archive has of it. An archive
            makes its schemas anew, and stops at one that it finds.

    Raises:
        BackupError: It cannot be done.
    """
    restoring = [RESTORE, *_RESTORING, *([] if into is None else [f"--schema={into}"])]
    line = [*restoring, f"--dbname={variables(database_url).get('PGDATABASE', '')}", f"{file}"]
    # An empty name stands for that of the environment; without the option nothing would be restored.
    await _run([*restoring, "--dbname=", f"{file}"], database_url, line)


async def read_through(file: Path) -> None:
    """Read all that an archive holds, and do nothing with it.

    Raises:
        BackupError: It cannot be read to its end.
    """
    await _run([RESTORE, f"--file={os.devnull}", f"{file}"], None)


async def tables_in(file: Path) -> dict[str, set[str]]:
    """Return by schema the names of the tables whose rows an archive holds.

    Raises:
        BackupError: It cannot be read.
    """
    said = await _run([RESTORE, "--list", f"{file}"], None)
    found: dict[str, set[str]] = {}
    for line in said.splitlines():
        words = line.partition(" TABLE DATA ")[2].split()
        if len(words) > 1:
            found.setdefault(words[0], set()).add(words[1])
    return found


async def migrations_in(file: Path) -> set[str]:
    """Return the names of the migrations that the database had seen of which this is an archive.

    Raises:
        BackupError: It cannot be read.
    """
    said = await _run([RESTORE, "--data-only", "--table=tortoise_migrations", "--file=-", f"{file}"], None)
    rows = (line.split("\t") for line in said.splitlines())
    return {row[2] for row in rows if len(row) == 4}


async def _run(command: list[str], database_url: str | None, line: list[str] | None = None) -> str:
    """Run a program and return what it prints; `line` is what a person would have to type."""
    told = {} if database_url is None else variables(database_url)
    by_hand = _by_hand(line or command, told)
    program = shutil.which(command[0])
    if program is None:
        raise BackupError(NOT_HERE.format(program=command[0], line=by_hand))
    async with _running([program, *command[1:]], told) as process:
        printed, complained = await process.communicate()
    if process.returncode:
        raise BackupError(_what_is_wrong(command[0], complained.decode(errors="replace"), by_hand))
    return printed.decode(errors="replace")


@contextlib.asynccontextmanager
async def _running(command: list[str], told: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *command,
        # What it says is looked for in English.
        env={**os.environ, **told, "LC_ALL": "C", "PGCONNECT_TIMEOUT": _CONNECT_SECONDS},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _what_is_wrong(program: str, complained: str, by_hand: str) -> str:
    said = _in_one_line(complained, program)
    lowered = complained.lower()
    if any(words in lowered for words in _TOO_OLD):
        what = "the server" if program == DUMP else "the one that made the file"
        return TOO_OLD.format(program=program, what=what, said=said, line=by_hand)
    if any(words in lowered for words in _NO_ROOM):
        return NO_ROOM.format(said=said)
    if any(words in lowered for words in _UNREACHABLE):
        return UNREACHABLE.format(said=said)
    return FAILED.format(program=program, said=said)


def _in_one_line(complained: str, program: str) -> str:
    """Return the first things that a program says, without the statements and rows that it may quote."""
    lines = (line.removeprefix(f"{program}: ").strip() for line in complained.splitlines())
    told = [line for line in lines if line.startswith(("error: ", "detail: ", "fatal: "))]
    return "; ".join(line.partition(": ")[2].rstrip(".") for line in told[:2]) or "it does not say why"


def _by_hand(command: list[str], told: Mapping[str, str]) -> str:
    """Return a line for a shell, which asks for the password itself."""
    shown = [f"{name}={shlex.quote(value)}" for name, value in told.items() if name != "PGPASSWORD"]
    return " ".join([*shown, shlex.join(command)])


def variables(database_url: str) -> dict[str, str]:
    """Return what PostgreSQL's programs are told of a database's address: what the bot's own sessions are.

    The address is read once, by `read_address`: libpq reads one otherwise where a password is not written
    as it should be, and does not know what others have made up.
    """
    address = read_address(database_url)
    assert isinstance(address, PostgresAddress)  # noqa: S101 - whoever asks has looked
    told = address.parameters
    if address.trusts_system:
        told = told | {"sslmode": "verify-full", "sslrootcert": "system"}
    if address.binds_channel:
        # They can do it, unlike the bot, which checks the certificate in its stead.
        told = told | {"channel_binding": "require"}
    named = {
        "PGHOST": ",".join(address.hosts),
        "PGPORT": ",".join(map(str, address.ports)),
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
        "PGOPTIONS": address.session.get("options"),
        "PGAPPNAME": address.session.get("application_name"),
        "PGTARGETSESSIONATTRS": address.options.get("target_session_attrs"),
    }
    found = {variable: value for variable, value in named.items() if value}
    return found | {variable: told[name] for name, variable in _PARAMETERS.items() if name in told}
