"""How the tests here fail: with a sentence for each thing that is amiss, which says where to mend it."""

from collections.abc import Iterable
from typing import NoReturn

import pytest


def nothing_is_amiss(complaints: Iterable[str]) -> None:
    """Fail with the complaints, if there are any."""
    if found := list(dict.fromkeys(complaints)):
        amiss("\n".join(found))


def amiss(complaint: str) -> NoReturn:
    """Fail with a complaint, and without the code that led to it."""
    raise pytest.fail.Exception(complaint, pytrace=False) from None
