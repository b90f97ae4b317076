"""Going through migrations without building every model anew at each step.

Tortoise 1.1.9 keeps a copy of all models from before each operation, for which it builds all of them anew,
and makes the beginnings of their queries, which no migration uses. Both together took two thirds of the first
start. What an operation changes it builds anew anyway, so those from before stay as they were. Once Tortoise
builds no more than that, this can go.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tortoise.migrations.schema_generator.state import ModelState
from tortoise.migrations.schema_generator.state_apps import StateApps


@contextmanager
def built_once() -> Iterator[None]:
    """Have the models of migrations built once for each change, while the body runs."""
    cloned, with_queries = StateApps.clone, StateApps._build_initial_querysets  # noqa: SLF001 - see above
    _take(_as_they_are, _without_queries)
    try:
        yield
    finally:
        _take(cloned, with_queries)


def _take(cloning: object, making_queries: object) -> None:
    for name, way in (("clone", cloning), ("_build_initial_querysets", making_queries)):
        setattr(StateApps, name, way)


def _as_they_are(apps: StateApps, model_states: dict[tuple[str, str], ModelState] | None = None) -> StateApps:  # noqa: ARG001 - Tortoise's
    """Return the same models under the same names, in a list of their own."""
    copied = StateApps(
        default_connections=dict(apps._default_connections),  # noqa: SLF001 - as its own clone
        connections=apps._connections,  # noqa: SLF001 - as above
    )
    copied.apps = {app: dict(models) for app, models in apps.apps.items()}
    return copied


def _without_queries(_apps: StateApps) -> None:
    """Make no queries."""
