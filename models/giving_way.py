"""Of two transactions that wait for each other PostgreSQL undoes one, which then has to begin anew."""


class GaveWayError(Exception):
    """This transaction waited for another that waited for it, and was undone: nothing of it is stored."""
