"""Who was erased: in their place stands a row of nobody, whose id is below 0 (`models.erasure`)."""

import secrets


def is_erased(user_id: int) -> bool:
    """Tell whether an id stands for somebody who was erased."""
    return user_id < 0


def new_tombstone() -> int:
    """Return an id that is nobody's, and from which nothing can be learnt; -1 is never one (a constraint)."""
    return -(2**32 + secrets.randbelow(2**61))
