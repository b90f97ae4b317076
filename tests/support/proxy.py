"""An HTTP proxy over real sockets, as companies have them: tunnels, and plain requests that are passed on."""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "carol", "open:sesame"
"""The password has a sign that an address must write as %3A."""

_WANTED = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_REFUSAL = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Passes on what comes with the right user and password.

    Attributes:
        asked: What it was asked for, such as `CONNECT localhost:443`; also what it refused.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on any free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def url(self, password: str = PASSWORD) -> str:
        """Return its address, as a setting has it."""
        return f"http://{USER}:{password.replace(':', '%3A')}@127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            request, *headers = head.decode().split("\r\n")
            method, target, _ = request.split(" ")
            self.asked.append(f"{method} {target}")
            if f"Proxy-Authorization: {_WANTED}" not in headers:
                writer.write(_REFUSAL)
                await writer.drain()
            else:
                await self._pass_on(method, target, headers, reader, writer)
        writer.close()

    async def _pass_on(
        self,
        method: str,
        target: str,
        headers: list[str],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        address = urlsplit(target if "://" in target else f"//{target}")
        far_reader, far_writer = await asyncio.open_connection(address.hostname, address.port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            # One request a connection is enough here.
            kept = [one for one in headers if one and not one.lower().startswith(("proxy-", "connection:"))]
            path = address.path + (f"?{address.query}" if address.query else "")
            lines = [f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", ""]
            far_writer.write("\r\n".join(lines).encode())
        await asyncio.gather(_carry(reader, far_writer), _carry(far_reader, writer))


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


class SafeDoor:
    """Stands in front of a local server that speaks http, and speaks https.

    Attributes:
        port: Where it listens.
        entered: How many connections there were.
    """

    def __init__(self) -> None:
        self.port = 0
        self.entered = 0


@asynccontextmanager
async def safe_door(port: int, folder: Path) -> AsyncIterator[SafeDoor]:
    """Open such a door to a port; whoever trusts `folder / "door.pem"` may enter."""
    door = SafeDoor()

    async def enter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        door.entered += 1
        with contextlib.suppress(OSError):
            near_reader, near_writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_carry(reader, near_writer), _carry(near_reader, writer))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder / "door.pem"))
    server = await asyncio.start_server(enter, "127.0.0.1", 0, ssl=context)
    door.port = server.sockets[0].getsockname()[1]
    yield door
    server.close()


def _certificate(file: Path) -> Path:
    """Write a certificate for localhost with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return file
