"""Going through migrations without building every model anew at each step.

Tortoise 1.1.9 keeps a copy of all models from before each operation, for which it builds all of them anew,
and makes the beginnings of their queries, which no migration uses. Both together took two thirds of the first
start. Once Tortoise builds no more than what changes, this can go.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps


@contextmanager
def without_queries() -> Iterator[None]:
    """Have no queries made of the models of migrations, while the body runs."""
    with _instead("_build_initial_querysets", _no_queries):
        yield


@contextmanager
def built_once() -> Iterator[None]:
    """Have the models of migrations built once for each change as well.

    On the way forward alone: what an operation changes is built anew anyway, and those from before stay as
    they were. The way back begins at all of them at once.
    """
    with without_queries(), _instead("clone", _as_they_are):
        yield


@contextmanager
def _instead(name: str, way: object) -> Iterator[None]:
    theirs = getattr(StateApps, name)
    setattr(StateApps, name, way)
    try:
        yield
    finally:
        setattr(StateApps, name, theirs)


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
