"""Ports of this machine on which a process of a test may listen."""

import socket


def a_free_port() -> int:
    """Return a port on which nobody listens now; the system gives the next ones to others first."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
