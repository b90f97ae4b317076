"""PostgreSQL as hosters have it: on the network, with passwords, limits, and pgbouncer, which does TLS.

The server that the tests start cannot encrypt. Its tests are of one group, so that they share one start.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from models.addresses.postgres import DEFAULT_PORT
from tests.support.databases import PostgresDatabases, start_postgres

GROUP = pytest.mark.xdist_group("a server that listens")

START_SECONDS = 60.0

PASSWORD = "p@ss/w:rd #1?"
"""What a password may be."""

HBA = """
local   all   all                        trust
host    all   nobody_here  127.0.0.1/32  reject
host    all   all          127.0.0.1/32  scram-sha-256
"""

ROLES = f"""
CREATE ROLE member LOGIN PASSWORD '{PASSWORD}' IN ROLE pg_read_all_data, pg_write_all_data;
CREATE ROLE nobody_here LOGIN;
CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}';
CREATE ROLE limited LOGIN PASSWORD '{PASSWORD}' CONNECTION LIMIT 3;
GRANT pg_read_all_data, pg_write_all_data TO limited;
CREATE ROLE shut_out LOGIN PASSWORD '{PASSWORD}' CONNECTION LIMIT 0;
"""

POOLER = """
[databases]
* = host={folder} port={port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = transaction
default_pool_size = 2
max_client_conn = {most}
logfile = {log}
"""

ENCRYPTING = """
client_tls_sslmode = require
client_tls_cert_file = {certificate}
client_tls_key_file = {key}
"""


@dataclass(frozen=True)
class Certificates:
    """What a server that encrypts shows, for `localhost` alone.

    Attributes:
        folder: Where the files are.
    """

    folder: Path

    @property
    def authority(self) -> Path:
        """The certificate that signed the server's."""
        return self.folder / "authority.pem"

    @property
    def stranger(self) -> Path:
        """One that signed nothing."""
        return self.folder / "stranger.pem"


def written_certificates(folder: Path) -> Certificates:
    """Make certificates and write them into a folder."""
    authority, key = _authority("Sparring's own authority")
    written = Certificates(folder)
    written.authority.write_bytes(_pem(authority))
    written.stranger.write_bytes(_pem(_authority("Nobody's authority")[0]))
    _write_server_certificate(folder, authority, key)
    return written


def address(
    url: str, port: int, *, user: str = "member", password: str = PASSWORD, host: str = "localhost"
) -> str:
    """Return how a hoster writes the address of a database, of which another is known."""
    return f"postgres://{user}:{quote(password, safe='')}@{host}:{port}{urlsplit(url).path}"


@contextmanager
def listening() -> Iterator[PostgresDatabases]:
    """Start a server that listens and asks for passwords."""
    server = start_postgres(port=free_port())
    try:
        (server.folder / "pg_hba.conf").write_text(HBA)
        server.execute("SELECT pg_reload_conf()")
        server.execute(ROLES)
        yield server
    finally:
        server.stop()


@contextmanager
def pooler(
    server: PostgresDatabases, *, most: int = 100, certificates: Certificates | None = None
) -> Iterator[int]:
    """Start pgbouncer in transaction mode before a server, with two sessions for everybody; give its port.

    Args:
        server: What it stands before.
        most: How many connections it takes.
        certificates: What it shows; it takes nobody then who does not encrypt.
    """
    program = path_of_pgbouncer()
    folder = Path(tempfile.mkdtemp(prefix="sparring-pooler-"))
    port = free_port()
    users, settings = folder / "users", folder / "settings.ini"
    certificate, key = folder / "server.crt", folder / "server.key"
    users.write_text('"postgres" ""\n"member" ""\n')
    said = POOLER.format(
        folder=server.folder,
        port=server.port or DEFAULT_PORT,
        own_port=port,
        users=users,
        log=folder / "log",
        most=most,
    )
    if certificates is not None:
        shutil.copyfile(certificates.folder / certificate.name, certificate)
        shutil.copyfile(certificates.folder / key.name, key)
        said += ENCRYPTING.format(certificate=certificate, key=key)
    settings.write_text(said)
    if server.system_user is not None:
        # Root it refuses to be.
        for one in (folder, *folder.iterdir()):
            shutil.chown(one, server.system_user)
    process = subprocess.Popen([program, "-q", str(settings)], user=server.system_user)  # noqa: S603 - Debian's
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def path_of_pgbouncer() -> str:
    """Return where pgbouncer is; where there is none the test is skipped, though never in CI."""
    path = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have pgbouncer: install Debian's package pgbouncer.")
        pytest.skip("Debian's package pgbouncer is not installed.")
    return path


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up_at:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"pgbouncer does not listen ({process.poll()}).")


def _authority(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    signs = x509.BasicConstraints(ca=True, path_length=0)
    builder = _builder(subject, subject, key).add_extension(signs, critical=True)
    return builder.sign(key, hashes.SHA256()), key


def _write_server_certificate(
    folder: Path, authority: x509.Certificate, key_of_authority: ec.EllipticCurvePrivateKey
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    builder = _builder(_named("localhost"), authority.subject, key).add_extension(names, critical=False)
    (folder / "server.crt").write_bytes(_pem(builder.sign(key_of_authority, hashes.SHA256())))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
