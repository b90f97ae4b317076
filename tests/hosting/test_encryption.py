"""What libpq means by `sslmode`, against a server that takes nobody who does not encrypt.

It is pgbouncer that encrypts here: the server that the tests start cannot.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from tortoise import connections

from hosting.opening import open_database
from models import Server
from tests.support.databases import PostgresDatabases, opened
from tests.support.listening import GROUP, Certificates, address, pooler, written_certificates
from tests.support.opening import complaint

pytestmark = GROUP


@pytest.fixture
def database_name(listening_postgres: PostgresDatabases) -> Iterator[str]:
    """The URL, without pgbouncer, of a database with every table and no row."""
    url = listening_postgres.migrated()
    yield url
    listening_postgres.give_back(url)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """What the server shows, and what it could be checked by."""
    return written_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def port(listening_postgres: PostgresDatabases, certificates: Certificates) -> Iterator[int]:
    """Where a server listens that encrypts."""
    with pooler(listening_postgres, certificates=certificates) as port:
        yield port


@pytest.mark.parametrize(
    ("query", "host"),
    [
        ("", "localhost"),
        ("sslmode=allow", "localhost"),
        ("sslmode=prefer", "localhost"),
        ("sslmode=require", "localhost"),
        ("sslmode=require", "127.0.0.1"),
        ("sslmode=verify-ca&sslrootcert={authority}", "127.0.0.1"),
        ("sslmode=verify-full&sslrootcert={authority}", "localhost"),
        ("sslmode=require&channel_binding=require&sslrootcert={authority}", "localhost"),
    ],
)
async def test_it_is_encrypted(
    certificates: Certificates, database_name: str, port: int, query: str, host: str
) -> None:
    url = address(database_name, port, user="postgres", host=host)
    async with opened(f"{url}?{query.format(authority=certificates.authority)}"):
        assert await Server.all().count() == 0
        held = connections.get("default")._pool._holders
        assert {one._con._protocol.is_ssl for one in held if one._con is not None} == {True}


@pytest.mark.parametrize(
    ("query", "host", "words"),
    [
        ("sslmode=disable", "localhost", "says: SSL required. Write sslmode=require"),
        ("sslmode=verify-ca&sslrootcert={stranger}", "localhost", "is not to be trusted (unable to get"),
        ("sslmode=require&sslrootcert={stranger}", "localhost", "is not to be trusted (unable to get"),
        ("sslmode=verify-full&sslrootcert={authority}", "127.0.0.1", "is not to be trusted (IP address"),
        ("sslmode=require&channel_binding=require", "localhost", "is not to be trusted (unable to get"),
        ("sslmode=verify-full&sslrootcert=system", "localhost", "is not to be trusted (unable to get"),
        ("sslmode=verify-full", "localhost", "there is nothing to check it by (root certificate file"),
    ],
)
async def test_who_is_not_to_be_trusted_is_not_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    certificates: Certificates,
    database_name: str,
    port: int,
    query: str,
    host: str,
    words: str,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    url = address(database_name, port, user="postgres", host=host)
    files = {"authority": certificates.authority, "stranger": certificates.stranger}
    assert words in await complaint(f"{url}?{query.format(**files)}")


async def test_channel_binding_is_replaced_by_whom_the_machine_trusts_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
    certificates: Certificates,
    database_name: str,
    port: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """So begins what Neon hands out."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    url = address(database_name, port, user="postgres")
    async with open_database(f"{url}?sslmode=require&channel_binding=require"):
        assert await Server.all().count() == 0
    (said,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "channel_binding=require in DATABASE_URL cannot be honored" in said
