"""Going through migrations without building every model anew at each step.

Tortoise 1.1.9 keeps a copy of all models from before each operation, for which it builds all of them anew,
and makes the beginnings of their queries and all that these could ask for, which no migration uses. Together
that took nine tenths of the first start. Once Tortoise builds no more than what changes, this can go.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from tortoise import models
from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps


@contextmanager
def without_queries() -> Iterator[None]:
    """Have the models of migrations made so that nothing can be asked of them, while the body runs.

    Nor of other models that are made meanwhile: it is for what stands alone, before a bot starts.
    """
    with _WITHOUT_QUERIES, _WITHOUT_FILTERS:
        yield


@contextmanager
def built_once() -> Iterator[None]:
    """Have the models of migrations built once for each change as well.

    On the way forward alone: what an operation changes is built anew anyway, and those from before stay as
    they were. The way back begins at all of them at once.
    """
    with without_queries(), _NOT_CLONED:
        yield


class _Instead(AbstractContextManager[None]):
    """One way of doing something in place of Tortoise's, until the last of those who want it so is done."""

    def __init__(self, owner: object, name: str, way: object) -> None:
        self._owner = owner
        self._name = name
        self._way = way
        self._theirs: object = None
        self._users = 0

    def __enter__(self) -> None:
        if not self._users:
            self._theirs = getattr(self._owner, self._name)
            setattr(self._owner, self._name, self._way)
        self._users += 1

    def __exit__(self, *_: object) -> None:
        self._users -= 1
        if not self._users:
            setattr(self._owner, self._name, self._theirs)


def _as_they_are(
    apps: StateApps,
    model_states: dict[tuple[str, str], ModelState] | None = None,  # noqa: ARG001 - the signature is Tortoise's
) -> StateApps:
    """Return the same models under the same names, in a list of their own."""
    copied = StateApps(
        default_connections=dict(apps._default_connections),  # noqa: SLF001 - as its own clone
        connections=apps._connections,  # noqa: SLF001 - as above
    )
    copied.apps = {app: dict(models) for app, models in apps.apps.items()}
    return copied


def _no_queries(_apps: StateApps) -> None:
    """Make none."""


def _no_filters(**_field: object) -> dict[str, object]:
    """Return what could be asked about a field: nothing."""
    return {}


_WITHOUT_QUERIES = _Instead(StateApps, "_build_initial_querysets", _no_queries)
_WITHOUT_FILTERS = _Instead(models, "get_filters_for_field", _no_filters)
_NOT_CLONED = _Instead(StateApps, "clone", _as_they_are)
