"""What keeps the database from being opened, as whoever starts the bot reads it."""

import pytest

from hosting.opening import open_database
from models.engines import turns
from tests.support.databases import PostgresDatabases
from tests.support.listening import GROUP, address, free_port
from tests.support.opening import complaint
from tests.support.outages import relay_to


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "DATABASE_URL is no address of a database: write sqlite://"),
        ("mongodb://127.0.0.1/sparring", "DATABASE_URL begins with mongodb://"),
        ("postgres://u:pa/ss@h/d", "DATABASE_URL cannot be read"),
        ("postgres://h/d?no_such_thing=1", "DATABASE_URL has the parameter no_such_thing"),
        ("postgres://h/d?sslmode=on", "wrong value for sslmode: it has to be one of disable, allow"),
        ("postgres://h/d?sslmode=verify-ca&sslrootcert=/nowhere", "The file that sslrootcert names"),
        ("postgres://h/d?sslcert=/dev/null", "The file that sslcert names in DATABASE_URL, /dev/null"),
        ("postgres://u:p@127.0.0.1:9/d", "Nobody answers at 127.0.0.1:9: check host and port"),
        ("postgres://u:p@/d?host=/nowhere", "Nobody answers at /nowhere: check host and port"),
        (
            "postgres://u:p@no-such-host.invalid/d",
            "The database server no-such-host.invalid:5432 is not found",
        ),
        ("sqlite://", "DATABASE_URL names no file"),
        (
            "sqlite:///proc/nowhere/sparring.sqlite3",
            "The folder of the database, /proc/nowhere, cannot be made",
        ),
    ],
)
async def test_what_is_wrong_with_an_address(url: str, words: str) -> None:
    assert words in await complaint(url)


@GROUP
@pytest.mark.parametrize(
    ("user", "query", "words"),
    [
        ("reader", "?sslmode=require", "does not encrypt, and sslmode in DATABASE_URL demands it"),
        ("nobody", "", 'in: password authentication failed for user "nobody". Check user'),
        ("nobody_here", "", "does not let the bot in: pg_hba.conf rejects connection for host"),
        ("member", "/never", 'database "never" does not exist. Create the database'),
        ("member", "?schema=never", "is not in the database (no schema has been selected to create in): "),
        ("member", "?options=-c%20search_path%3Dnever", "The schema that DATABASE_URL names (schema=, or"),
        ("shut_out", "", 'no connection left for the bot: too many connections for role "shut_out"'),
        ("member", "?options=-c%20nonsense%3D1", 'unrecognized configuration parameter "nonsense". See to'),
        ("member", "?target_session_attrs=standby", "is what its target_session_attrs demands"),
        ("reader", "", "permission denied for schema public. The bot makes its own tables: give its user"),
        ("reader", "?options=-c%20default_transaction_read_only%3Don", "The bot has to write: name the"),
    ],
)  # fmt: skip
async def test_a_servers_own_words_are_said(
    listening_postgres: PostgresDatabases,
    monkeypatch: pytest.MonkeyPatch,
    user: str,
    query: str,
    words: str,
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.1)
    url = address(listening_postgres.empty(), listening_postgres.port, user=user)
    url = url.rpartition("/")[0] + query if query.startswith("/") else url + query
    assert words in await complaint(url)


@GROUP
async def test_a_wrong_password_and_none_are_not_shown(listening_postgres: PostgresDatabases) -> None:
    for password in ("not-the-one", ""):
        url = address(listening_postgres.empty(), listening_postgres.port, password=password)
        said = await complaint(url)
        assert 'password authentication failed for user "member"' in said
        assert "not-the-one" not in said


async def test_a_server_that_does_not_answer_is_told_from_one_that_is_not_there(
    stoppable_postgres: PostgresDatabases,
) -> None:
    async with relay_to(stoppable_postgres) as relay:
        relay.is_silent = True
        url = relay.url(stoppable_postgres.empty(), timeout=0.5)
        assert f"The database server {relay.address} does not answer in time" in await complaint(url)


async def test_of_several_hosts_a_silent_one_is_passed_over(stoppable_postgres: PostgresDatabases) -> None:
    url = stoppable_postgres.empty()
    async with relay_to(stoppable_postgres) as silent, relay_to(stoppable_postgres) as relay:
        silent.is_silent = True
        hosts = f"{silent.address},127.0.0.1:{free_port()},{relay.address}"
        for query in ("timeout=0.5", "timeout=0.5&target_session_attrs=prefer-standby"):
            async with open_database(relay.url(url).replace(relay.address, hosts) + query):
                pass
