"""Going through migrations without building every model anew at each step.

Tortoise 1.1.9 keeps a copy of all models from before each operation, for which it builds all of them anew,
and makes the beginnings of their queries and all that these could ask for, which no migration uses. Together
that took nine tenths of the first start. Once Tortoise builds no more than what changes, this can go.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tortoise import models
from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps


@contextmanager
def without_queries() -> Iterator[None]:
    """Have the models of migrations made so that nothing can be asked of them, while the body runs.

    Nor of other models that are made meanwhile: it is for what stands alone, before a bot starts.
    """
    with (
        _instead(StateApps, "_build_initial_querysets", _no_queries),
        _instead(models, "get_filters_for_field", _no_filters),
    ):
        yield


@contextmanager
def built_once() -> Iterator[None]:
    """Have the models of migrations built once for each change as well.

    On the way forward alone: what an operation changes is built anew anyway, and those from before stay as
    they were. The way back begins at all of them at once.
    """
    with without_queries(), _instead(StateApps, "clone", _as_they_are):
        yield


@contextmanager
def _instead(owner: object, name: str, way: object) -> Iterator[None]:
    theirs = getattr(owner, name)
    setattr(owner, name, way)
    try:
        yield
    finally:
        setattr(owner, name, theirs)


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
