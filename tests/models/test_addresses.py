"""Addresses as hosters give them, and what is wrong with those that cannot be used."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from models.addresses import PostgresAddress, SqliteAddress, read_address
from models.faults import DatabaseUnreachableError, Fault, FaultKind

WRONG = FaultKind.WRONG_VALUE


def postgres(url: str) -> PostgresAddress:
    address = read_address(url)
    assert isinstance(address, PostgresAddress)
    return address


def fault_of(url: str) -> Fault:
    with pytest.raises(DatabaseUnreachableError) as raised:
        read_address(url)
    return raised.value.fault


@pytest.mark.parametrize(
    ("url", "hosts", "ports", "database"),
    [
        ("postgres://u:p@ec2-1.amazonaws.com:5432/d1", ("ec2-1.amazonaws.com",), (5432,), "d1"),
        ("postgresql://u:p@ep-x-pooler.neon.tech/neondb", ("ep-x-pooler.neon.tech",), (5432,), "neondb"),
        (" postgres://postgres.ref:p@a.supabase.co:6543/postgres\n", ("a.supabase.co",), (6543,), "postgres"),
        ("POSTGRES://u:p@h/d", ("h",), (5432,), "d"),
        ("postgres://u:p@h1:5432,h2:5433/d", ("h1", "h2"), (5432, 5433), "d"),
        ("postgres://u:p@h1,h2/d?port=6000", ("h1", "h2"), (6000, 6000), "d"),
        ("postgres://u:p@[::1]:5433/d", ("::1",), (5433,), "d"),
        ("postgres://u:p@/d?host=::1", ("::1",), (5432,), "d"),
        ("postgres://u:p@/d?host=/cloudsql/p:region:db", ("/cloudsql/p:region:db",), (5432,), "d"),
        ("postgres://u:p@%2Fvar%2Frun%2Fpostgresql/d", ("/var/run/postgresql",), (5432,), "d"),
        ("postgres://u:p@/a%2Fb?host=/run&port=6000", ("/run",), (6000,), "a/b"),
        ("postgres://", (), (), None),
        ("postgres://:6000/d", (), (6000,), "d"),
    ],
)  # fmt: skip
def test_where_the_server_is_and_what_its_database_is_called(
    url: str, hosts: tuple[str, ...], ports: tuple[int, ...], database: str | None
) -> None:
    address = postgres(url)
    assert (address.hosts, address.ports, address.database) == (hosts, ports, database)


@pytest.mark.parametrize(
    ("credentials", "user", "password"),
    [
        ("u:p", "u", "p"),
        ("u", "u", None),
        ("u:", "u", None),
        ("user%40server:p%40%2F%3A%3F", "user@server", "p@/:?"),
        ("u:it holds an @ or two @", "u", "it holds an @ or two @"),
        ("u:a:b#c?d", "u", "a:b#c?d"),
        ("u:[p]", "u", "[p]"),
    ],
)
def test_a_password_may_hold_anything(credentials: str, user: str, password: str | None) -> None:
    address = postgres(f"postgres://{credentials}@h:6000/d?application_name=x")
    assert (address.user, address.password) == (user, password)
    assert (address.hosts, address.ports, address.database) == (("h",), (6000,), "d")
    assert address.session == {"application_name": "x"}


def test_what_asyncpg_does_by_itself_is_left_to_it() -> None:
    url = "postgres://h/d?sslmode=verify-ca&sslrootcert=/ca.pem&passfile=/pass&options=-c%20geqo%3Doff"
    address = postgres(url + "&target_session_attrs=read-write&sslcert=/c&sslkey=/k")
    assert parse_qs(urlsplit(address.dsn).query) == {
        "sslmode": ["verify-ca"],
        "sslrootcert": ["/ca.pem"],
        "passfile": ["/pass"],
        "sslcert": ["/c"],
        "sslkey": ["/k"],
    }
    assert address.session == {"options": "-c geqo=off"}
    assert address.options == {"target_session_attrs": "read-write"}


@pytest.mark.parametrize(
    ("query", "mode", "trusts_system"),
    [
        ("", None, False),
        ("sslmode=require", "require", False),
        ("sslmode=verify-full&sslrootcert=system", None, True),
        ("sslrootcert=system", None, True),
        ("ssl=true", None, True),
        ("ssl=false", "disable", False),
        ("ssl=require", "require", False),
        ("sslmode=require&channel_binding=prefer", "require", False),
        ("sslmode=require&channel_binding=require", None, True),
        ("sslmode=require&channel_binding=require&sslrootcert=/ca.pem", "verify-ca", False),
        ("sslmode=verify-full&channel_binding=require&sslrootcert=/ca.pem", "verify-full", False),
    ],
)
def test_how_it_is_encrypted(query: str, mode: str | None, *, trusts_system: bool) -> None:
    address = postgres(f"postgres://h/d?{query}")
    assert (address.parameters.get("sslmode"), address.trusts_system) == (mode, trusts_system)
    assert address.binds_channel == ("channel_binding=require" in query)


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("connect_timeout=10", {"timeout": 10}),
        ("connect_timeout=1", {"timeout": 2}),
        ("connect_timeout=0", {"timeout": None}),
        ("connect_timeout=10&timeout=3", {"timeout": 3.0}),
        ("command_timeout=30&max_size=7&min_size=1", {"command_timeout": 30.0, "max_size": 7, "min_size": 1}),
        ("statement_cache_size=0", {"statement_cache_size": 0}),
        ("max_size=", {}),
    ],
)
def test_what_the_pool_is_told(query: str, options: dict[str, object]) -> None:
    assert postgres(f"postgres://h/d?{query}").options == options


def test_what_can_be_left_out_without_harm_is_left_out() -> None:
    query = "keepalives=1&keepalives_idle=30&gssencmode=disable&client_encoding=UTF8&pgbouncer=true"
    address = postgres(f"postgres://h/d?{query}")
    assert address.without_effect == ("keepalives", "keepalives_idle")
    assert address.is_pooled
    assert address.dsn == "postgresql://"


def test_the_password_is_not_shown_by_accident() -> None:
    assert "secret" not in repr(postgres("postgres://u:secret@h/d?sslpassword=secret"))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("nonsense", Fault(FaultKind.NO_ADDRESS)),
        ("", Fault(FaultKind.NO_ADDRESS)),
        ("user:secret@host/db", Fault(FaultKind.NO_ADDRESS)),
        ("mysql://u:secret@h/d", Fault(FaultKind.UNKNOWN_SCHEME, "mysql")),
        ("postgresql+asyncpg://u:secret@h/d", Fault(FaultKind.UNKNOWN_SCHEME, "postgresql+asyncpg")),
        ("postgres://u:sec/ret@h/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://u:12/secret@h/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://u:12?sec/ret@h/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://h:port/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://h:99999/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://[::1/d", Fault(FaultKind.UNREADABLE_ADDRESS)),
        ("postgres://h/d?no_such_thing=secret", Fault(FaultKind.UNKNOWN_PARAMETER, "no_such_thing")),
        ("postgres://h/d?require_auth=none", Fault(FaultKind.UNKNOWN_PARAMETER, "require_auth")),
        ("postgres://h/d?gssencmode=require", Fault(WRONG, "gssencmode", "one of disable, prefer")),
        ("postgres://h/d?max_size=0", Fault(WRONG, "max_size", "a whole number from 1 on")),
        ("postgres://h/d?timeout=nan", Fault(WRONG, "timeout", "a number of seconds above 0")),
        ("postgres://h/d?max_size=2&min_size=3", Fault(WRONG, "min_size", "at most max_size")),
        ("sqlite://", Fault(FaultKind.NO_FILE)),
        ("sqlite://:memory:", Fault(FaultKind.NO_FILE)),
        ("sqlite://x?no_such_pragma=1", Fault(FaultKind.UNKNOWN_PARAMETER, "no_such_pragma")),
        ("sqlite://x?synchronous=1;DROP", Fault(WRONG, "synchronous", "a number or a word")),
        ("sqlite://x?busy_timeout=long", Fault(WRONG, "busy_timeout", "a number of milliseconds")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_never_the_password(url: str, fault: Fault) -> None:
    assert fault_of(url) == fault


@pytest.mark.parametrize(
    ("parameter", "named"),
    [
        ("sslmode=requir", "verify-full"),
        ("sslmode=require&sslrootcert=system", "verify-full"),
        ("sslmode=disable&channel_binding=require", "require"),
        ("channel_binding=maybe", "prefer"),
        ("target_session_attrs=leader", "read-write"),
        ("ssl=perhaps", "true"),
    ],
)
def test_the_values_that_there_are_are_named(parameter: str, named: str) -> None:
    fault = fault_of(f"postgres://h/d?{parameter}")
    assert fault.kind == FaultKind.WRONG_VALUE
    assert named in fault.words


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite://data/x.sqlite3", "data/x.sqlite3"),
        ("sqlite:///srv/a%20b/C%23.sqlite3?busy_timeout=5", "/srv/a b/C#.sqlite3"),
    ],
)
def test_where_a_file_is(url: str, file: str) -> None:
    address = read_address(url)
    assert isinstance(address, SqliteAddress)
    assert address.file == Path(file)
    assert address.pragmas == ({"busy_timeout": "5"} if "?" in url else {})
