"""Transport compression: one stream for the life of a connection."""

import importlib
import zlib
from typing import Any, Protocol


class Stream(Protocol):
    """Turns each payload into a frame of one compressed stream."""

    def pack(self, payload: bytes) -> bytes:
        """Return the frame of a payload."""
        ...


class ZlibStream:
    """Discord's `zlib-stream`: every payload ends with a sync flush."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj()

    def pack(self, payload: bytes) -> bytes:
        """Return the frame of a payload."""
        return self._compressor.compress(payload) + self._compressor.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """Discord's `zstd-stream`, where this Python has a zstandard implementation."""

    def __init__(self, module: Any, flush_mode: Any) -> None:  # noqa: ANN401 - one of two optional modules
        self._compressor = module.ZstdCompressor()
        if not hasattr(self._compressor, "flush"):
            self._compressor = self._compressor.compressobj()
        self._flush_mode = flush_mode

    def pack(self, payload: bytes) -> bytes:
        """Return the frame of a payload."""
        return bytes(self._compressor.compress(payload) + self._compressor.flush(self._flush_mode))


def stream_for(name: str | None) -> Stream | None:
    """Return the stream that a client asked for, or None to send plain text.

    Plain text is what a client gets for `zstd-stream` where nothing here can compress so: every
    client reads text frames as they are.
    """
    if name == "zlib-stream":
        return ZlibStream()
    if name == "zstd-stream":
        return _zstd_stream()
    return None


def _zstd_stream() -> Stream | None:
    try:
        standard = importlib.import_module("compression.zstd")
        return ZstdStream(standard, standard.ZstdCompressor.FLUSH_BLOCK)
    except ImportError:
        pass
    try:
        third_party = importlib.import_module("zstandard")
        return ZstdStream(third_party, third_party.COMPRESSOBJ_FLUSH_BLOCK)
    except ImportError:
        return None
