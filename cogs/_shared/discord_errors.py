"""The codes by which Discord says what was wrong with a request, under the names that it gives them."""

UNKNOWN_INTERACTION = 10062
"""The interaction's time has run out, or another process has answered it."""

ALREADY_ACKNOWLEDGED = 40060
"""The interaction was answered before."""
