"""Addresses of PostgreSQL databases: `postgres://user:password@host/name?sslmode=require`, as libpq has them.

Each hoster hands out what libpq, PostgreSQL's own library, understands. asyncpg understands most of it and
takes the rest for settings of the session, which the server refuses; Tortoise takes all of it for arguments
of asyncpg's. So an address is taken apart here: what asyncpg does by itself is left to it, what is the
session's is set there, and what it cannot do is told apart by whether it may be left out without harm.
"""

import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from models.addresses.parameters import Number, nothing_else, one_of, parameters_of
from models.faults import DatabaseUnreachableError, FaultKind

DEFAULT_PORT = 5432

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SESSIONS = ("any", "primary", "standby", "read-write", "read-only", "prefer-standby")

_ASYNCPG_DOES = (
    "gsslib",
    "krbsrvname",
    "passfile",
    "service",
    "ssl_max_protocol_version",
    "ssl_min_protocol_version",
    "sslcert",
    "sslcrl",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslpassword",
    "sslrootcert",
)
"""What asyncpg understands by itself, in the address that it is given."""

_OF_THE_SESSION = ("application_name", "options")

_MAY_BE_LEFT_OUT = (
    "client_encoding",
    "fallback_application_name",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "load_balance_hosts",
    "sslcertmode",
    "sslcompression",
    "sslsni",
    "tcp_user_timeout",
)
"""What libpq has and asyncpg has not, and without which all is as secure and works as well."""

_IS_SO_ANYWAY = {
    "client_encoding": ("utf8", "utf-8", "unicode", "auto"),
    "gssencmode": ("disable", "prefer"),
}
"""Of these parameters, the values that say how it is: others cannot be honored."""

_COUNT = Number(int, 1, "a whole number from 1 on")
_COUNT_OR_NONE = Number(int, 0, "a whole number from 0 on")
_SECONDS = Number(float, 0.001, "a number of seconds above 0")

_NUMBERS = {
    "command_timeout": _SECONDS,
    "max_cacheable_statement_size": _COUNT_OR_NONE,
    "max_cached_statement_lifetime": _COUNT_OR_NONE,
    "max_inactive_connection_lifetime": Number(float, 0, "a number of seconds"),
    "max_queries": _COUNT,
    "max_size": _COUNT,
    "min_size": _COUNT_OR_NONE,
    "statement_cache_size": _COUNT_OR_NONE,
    "timeout": _SECONDS,
}
"""Parameters of asyncpg's own."""

_LEAST_CONNECT_SECONDS = 2
"""libpq rounds up to this: a second may be over as soon as it has begun."""

_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")

_SYSTEM = "system"
"""Where this is `sslrootcert`, whom the machine trusts is trusted."""


@dataclass(frozen=True)
class PostgresAddress:
    """A PostgreSQL database.

    Attributes:
        user: Whom the bot logs in as; None for what asyncpg takes then, as libpq.
        password: The password, or None.
        database: The database's name, or None for the user's.
        hosts: Where the server may be; the first that answers and fits is taken. Folders of Unix sockets
            begin with a slash. None names what asyncpg takes then.
        ports: The port of each host.
        options: What asyncpg's pool is told, by the names of its arguments.
        session: What is set in each session.
        schema: The schema in which the tables are; None for the server's default.
        trusts_system: Whether certificates are checked, the host's name too, against whom the machine trusts.
        is_pooled: Whether the address says that a pooler is in between, which keeps no session.
        without_effect: The parameters that are left out, which does no harm.
        binds_channel: Whether it asks for channel binding, in whose stead certificates are checked.
        parameters: What asyncpg is told in the address that it gets, in libpq's words.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    hosts: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    session: dict[str, str] = field(default_factory=dict)
    schema: str | None = None
    trusts_system: bool = False
    is_pooled: bool = False
    without_effect: tuple[str, ...] = ()
    binds_channel: bool = False
    parameters: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def dsn(self) -> str:
        """The address that asyncpg is given besides its arguments."""
        return f"postgresql://?{urlencode(self.parameters)}" if self.parameters else "postgresql://"

    def certificates(self) -> ssl.SSLContext | None:
        """Return how certificates are checked where asyncpg does not see to it by itself.

        Raises:
            DatabaseUnreachableError: a file that the address names is not there, or holds something else.
        """
        given = self.parameters
        trial = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for name in ("sslrootcert", "sslcrl"):
            if name in given:
                _use(name, given[name], trial.load_verify_locations)
        context = ssl.create_default_context() if self.trusts_system else trial
        if "sslcert" in given:
            key, password = given.get("sslkey"), given.get("sslpassword", "")
            _use(
                "sslcert", given["sslcert"], lambda file: context.load_cert_chain(file, key, lambda: password)
            )
        if not self.trusts_system:
            return None
        # PostgreSQL wants it where TLS comes first of all.
        context.set_alpn_protocols(["postgresql"])
        return context


def _use(name: str, file: str, load: Callable[[str], None]) -> None:
    try:
        load(file)
    except OSError as error:
        # asyncpg and OpenSSL do not say which of the files it was.
        raise DatabaseUnreachableError(FaultKind.USELESS_FILE, name, file) from error


def postgres_address(rest: str) -> PostgresAddress:
    """Return what stands behind `postgres://`.

    Raises:
        DatabaseUnreachableError: it cannot be read, or has a parameter that cannot be honored.
    """
    user, password, places, path, query = _parts(rest)
    given = parameters_of(query)
    places = given.pop("host", places)
    hosts, ports = _hosts(places, given.pop("port", ""))
    encryption = _encryption(given)
    schema = given.pop("schema", None)
    is_pooled = given.pop("pgbouncer", "false") in _TRUE
    address = PostgresAddress(
        user=given.pop("user", user) or None,
        password=given.pop("password", password) or None,
        database=given.pop("dbname", given.pop("database", path)) or None,
        hosts=hosts,
        ports=ports,
        options=_options(given),
        session={name: given.pop(name) for name in _OF_THE_SESSION if name in given},
        schema=schema,
        trusts_system=encryption.trusts_system,
        is_pooled=is_pooled,
        without_effect=tuple(name for name in _MAY_BE_LEFT_OUT if _left_out(given, name)),
        binds_channel=encryption.binds_channel,
        parameters=encryption.parameters | {name: given.pop(name) for name in _ASYNCPG_DOES if name in given},
    )
    nothing_else(given)
    return address


def _parts(rest: str) -> tuple[str, str, str, str, str]:
    """Take apart what stands behind the scheme: user, password, hosts, name of the database and query.

    As in libpq a password may hold anything but a slash and an `@`. An `@` is forgiven, as hosters' passwords
    hold one at times and nobody writes it as `%40`.
    """
    before_slash = rest.partition("/")[0]
    before_query = before_slash.partition("?")[0]
    credentials = ""
    if "@" in before_query:
        credentials = before_query.rpartition("@")[0]
        rest = rest[len(credentials) + 1 :]
    elif "@" in before_slash:
        credentials = before_slash.partition("@")[0]
        rest = rest[len(credentials) + 1 :]
    found = re.fullmatch(r"(?P<hosts>[^/?]*)(?:/(?P<name>[^?]*))?(?:\?(?P<query>.*))?", rest, re.DOTALL)
    if found is None or "@" in (found["name"] or ""):
        raise DatabaseUnreachableError(FaultKind.UNREADABLE_ADDRESS)
    user, _, password = credentials.partition(":")
    return (
        unquote(user),
        unquote(password),
        found["hosts"],
        unquote(found["name"] or ""),
        found["query"] or "",
    )


def _hosts(places: str, ports: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the hosts and the port of each; without a host one port may stand for asyncpg's own choice."""
    pairs = [_host_and_port(place) for place in places.split(",")]
    extra = ports.split(",") if ports else []
    if len(extra) not in {0, 1, len(pairs)}:
        raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, "port", "one, or as many as there are hosts")
    if extra:
        each = extra * len(pairs) if len(extra) == 1 else extra
        pairs = [(host, port) for (host, _), port in zip(pairs, each, strict=True)]
    hosts = tuple(host for host, _ in pairs)
    numbers = tuple(_port(port) for _, port in pairs)
    if hosts == ("",):
        return (), numbers if pairs[0][1] else ()
    return tuple(host or "localhost" for host in hosts), numbers


def _host_and_port(place: str) -> tuple[str, str]:
    if place.startswith("/") or (place.count(":") > 1 and "[" not in place):
        # A folder of sockets, or an address of IPv6 as it stands in `?host=`; elsewhere that has brackets.
        return place, ""
    found = re.fullmatch(r"(?:\[(?P<numeric>[^\]]+)\]|(?P<host>[^:]*))(?::(?P<port>[^:]*))?", place)
    if found is None:
        raise DatabaseUnreachableError(FaultKind.UNREADABLE_ADDRESS)
    return unquote(found["numeric"] or found["host"] or ""), found["port"] or ""


def _port(port: str) -> int:
    # What is no number is not shown: where a password has a slash in it, this is what stands before that.
    if not port:
        return DEFAULT_PORT
    if not re.fullmatch(r"\d{1,5}", port, re.ASCII) or not 0 < int(port) < 1 << 16:
        raise DatabaseUnreachableError(FaultKind.UNREADABLE_ADDRESS)
    return int(port)


@dataclass(frozen=True)
class _Encryption:
    parameters: dict[str, str]
    trusts_system: bool
    binds_channel: bool


def _encryption(given: dict[str, str]) -> _Encryption:
    """Take out what is about TLS, and return it as asyncpg can do it.

    With channel binding a server in between that shows a certificate of its own and passes on what it hears
    does not get past the login. asyncpg has none. A certificate that is checked keeps such a server out as
    well: so it is checked where an address demands the binding.
    """
    mode, root = _mode_and_root(given)
    binding = given.pop("channel_binding", "prefer")
    one_of("channel_binding", binding, ("disable", "prefer", "require"))
    binds_channel = binding == "require"
    if binds_channel:
        one_of("sslmode", mode or "require", _SSL_MODES[1:])
        if mode not in {"verify-ca", "verify-full"}:
            mode, root = ("verify-ca", root) if root not in {None, _SYSTEM} else ("verify-full", _SYSTEM)
    if root == _SYSTEM:
        one_of("sslmode", mode or "verify-full", ("verify-full",))
        return _Encryption({}, trusts_system=True, binds_channel=binds_channel)
    parameters = {name: value for name, value in (("sslmode", mode), ("sslrootcert", root)) if value}
    return _Encryption(parameters, trusts_system=False, binds_channel=binds_channel)


def _mode_and_root(given: dict[str, str]) -> tuple[str | None, str | None]:
    """Take out libpq's `sslmode` and `sslrootcert`, or the `ssl` of others in their place."""
    mode, root = given.pop("sslmode", None), given.pop("sslrootcert", None)
    other = given.pop("ssl", None)
    if mode is not None:
        return one_of("sslmode", mode, _SSL_MODES), root
    if other is None:
        return None, root
    if other in _TRUE:
        return "verify-full", root or _SYSTEM
    if other in _FALSE:
        return "disable", None
    return one_of("ssl", other, (*_TRUE[:1], *_FALSE[:1], *_SSL_MODES)), root


def _options(given: dict[str, str]) -> dict[str, Any]:
    """Take out what asyncpg's pool is told."""
    options: dict[str, Any] = {}
    if "connect_timeout" in given:
        seconds = Number(int, -(1 << 31), "a whole number of seconds").read(
            "connect_timeout", given.pop("connect_timeout")
        )
        options["timeout"] = max(seconds, _LEAST_CONNECT_SECONDS) if seconds > 0 else None
    if "target_session_attrs" in given:
        wanted = one_of("target_session_attrs", given.pop("target_session_attrs"), _SESSIONS)
        options["target_session_attrs"] = wanted
    for name, number in _NUMBERS.items():
        if name in given:
            options[name] = number.read(name, given.pop(name))
    if options.get("min_size", 0) > options.get("max_size", options.get("min_size", 0)):
        raise DatabaseUnreachableError(FaultKind.WRONG_VALUE, "min_size", "at most max_size")
    return options


def _left_out(given: dict[str, str], name: str) -> bool:
    """Take out what can be left out; tell whether it was there, and asks for what there is not anyway."""
    if name not in given:
        return False
    value = given.pop(name)
    if name in _IS_SO_ANYWAY:
        one_of(name, value.lower(), _IS_SO_ANYWAY[name])
        return False
    return True
