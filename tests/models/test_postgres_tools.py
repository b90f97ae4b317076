"""What PostgreSQL's own programs are told of an address: what the bot's own sessions are."""

import pytest

from models.addresses import PostgresAddress, read_address
from models.backups.postgres_tools import variables

SYSTEM = {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "system"}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", {}),
        ("?ssl=false", {"PGSSLMODE": "disable"}),
        ("?ssl=off", {"PGSSLMODE": "disable"}),
        ("?ssl=true", SYSTEM),
        ("?ssl=1&sslrootcert=/ca.pem", {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/ca.pem"}),
        ("?ssl=require", {"PGSSLMODE": "require"}),
        ("?sslmode=verify-ca&ssl=false", {"PGSSLMODE": "verify-ca"}),
        ("?sslmode=&ssl=false", {"PGSSLMODE": "disable"}),
        ("?sslrootcert=system", SYSTEM),
        ("?sslmode=require&channel_binding=require", SYSTEM | {"PGCHANNELBINDING": "require"}),
        ("?options=-c%20geqo%3Doff", {"PGOPTIONS": "-c geqo=off"}),
        ("?application_name=sparring", {"PGAPPNAME": "sparring"}),
        ("?target_session_attrs=read-write", {"PGTARGETSESSIONATTRS": "read-write"}),
        ("?sslcert=/c&sslkey=/k&sslcrl=/r", {"PGSSLCERT": "/c", "PGSSLKEY": "/k", "PGSSLCRL": "/r"}),
        ("?sslnegotiation=direct&passfile=/p", {"PGSSLNEGOTIATION": "direct", "PGPASSFILE": "/p"}),
        (
            "?ssl_min_protocol_version=TLSv1.2&ssl_max_protocol_version=TLSv1.3",
            {"PGSSLMINPROTOCOLVERSION": "TLSv1.2", "PGSSLMAXPROTOCOLVERSION": "TLSv1.3"},
        ),
        ("?keepalives=1&pgbouncer=true&max_size=3&schema=sparring&gssencmode=disable", {}),
    ],
)
def test_they_are_told_what_the_bot_is_told_of_the_way(query: str, told: dict[str, str]) -> None:
    place = {
        "PGHOST": "db.example",
        "PGPORT": "5432",
        "PGUSER": "olga",
        "PGPASSWORD": "pw",
        "PGDATABASE": "study",
    }
    assert variables(f"postgres://olga:pw@db.example/study{query}") == place | told


@pytest.mark.parametrize("password", ["p#w", "p?w", "p[w", "p]w", "p?w=1", "p@w", "p%23w", "p:w", "p%2Fw&"])
def test_they_are_told_the_same_password_whatever_stands_in_it(password: str) -> None:
    url = f"postgres://olga:{password}@db.example:6543/study?sslmode=verify-full&sslrootcert=/ca.pem"
    address = read_address(url)
    assert isinstance(address, PostgresAddress)

    told = variables(url)

    assert told["PGPASSWORD"] == address.password
    assert (told["PGHOST"], told["PGPORT"], told["PGDATABASE"]) == ("db.example", "6543", "study")
    assert (told["PGSSLMODE"], told["PGSSLROOTCERT"]) == ("verify-full", "/ca.pem")


def test_they_are_told_of_every_host_and_of_a_password_among_the_parameters() -> None:
    told = variables("postgresql:///study?host=one,[::1]:6000,/run/pg&user=olga&password=a%3Fb")

    assert told["PGHOST"] == "one,::1,/run/pg"
    assert told["PGPORT"] == "5432,6000,5432"
    assert (told["PGUSER"], told["PGPASSWORD"]) == ("olga", "a?b")
