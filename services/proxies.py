"""Which proxy a request goes through: as curl reads the same variables, and one for Discord alone."""

import ipaddress
from dataclasses import dataclass

from yarl import URL

_SAFE = {"https", "wss"}


class ProxyNotRightError(Exception):
    """A proxy is set that cannot be used; the message says which, and how one is written."""


@dataclass(frozen=True)
class Proxies:
    """The proxies that are set, each empty if it is not. They are read where they are used, and not before.

    Attributes:
        https: For addresses that begin with https.
        http: For those that begin with http.
        other: For either, where it has none of its own.
        none_for: Hosts that are reached without, divided by commas: names, with all that end in them;
            addresses and networks; `*` for all.
        discord: For Discord, whatever the others say.
    """

    https: str = ""
    http: str = ""
    other: str = ""
    none_for: str = ""
    discord: str = ""

    def for_url(self, url: str) -> str | None:
        """Return the proxy for an address; None where it is reached without.

        Raises:
            ProxyNotRightError: It is none that can be used.
        """
        try:
            address = URL(url)
        except ValueError:
            return None  # whoever asks for it is told that it is no address
        if self._is_excepted(address):
            return None
        name, proxy = ("HTTPS_PROXY", self.https) if address.scheme in _SAFE else ("HTTP_PROXY", self.http)
        return _read(name, proxy) or _read("ALL_PROXY", self.other) or None

    def for_discord(self, url: str) -> str | None:
        """Return the proxy for Discord's API, and so for its gateway too.

        Raises:
            ProxyNotRightError: It is none that can be used.
        """
        return _read("DISCORD_PROXY", self.discord) or self.for_url(url)

    def _is_excepted(self, address: URL) -> bool:
        host = (address.host or "").rstrip(".").lower()
        return any(_covers(one.strip().lower(), host, address.port) for one in self.none_for.split(","))


def _read(name: str, value: str) -> str:
    """Return the address of a proxy as it was meant: one without a scheme speaks http, as for curl."""
    text = value.strip()
    if not text:
        return ""
    try:
        address = URL(text if "://" in text else f"http://{text}")
    except ValueError:
        address = URL()
    # What is said does not quote it, for its password.
    if address.scheme.startswith("socks"):
        raise ProxyNotRightError(
            f"{name} names a SOCKS proxy, which is not supported: name an HTTP proxy, such as http://host:3128,"
            " or set DISCORD_PROXY to one."
        )
    if address.scheme not in {"http", "https"} or not address.host:
        raise ProxyNotRightError(
            f"{name} is not right: a proxy is written as http://host:port, or http://user:password@host:port."
        )
    return str(address)


def shown(proxy: str) -> str:
    """Return a proxy's host and port, without its user and password."""
    address = URL(proxy)
    return f"{address.host}:{address.port}"


def _covers(exception: str, host: str, port: int | None) -> bool:
    if exception in {"*", host}:
        return True
    name, _, named_port = exception.rpartition(":")
    if name and named_port.isdecimal() and "]" not in host:
        return int(named_port) == port and _covers(name, host, port)
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(exception.strip("[]"), strict=False)
    except ValueError:
        suffix = exception.lstrip("*").lstrip(".")
        return bool(suffix) and (host == suffix or host.endswith(f".{suffix}"))
