"""Where the tour stands: the same for everybody who looks, through reloads too."""

from sandbox.backend import Backend
from sandbox.errors import ClientRefusal
from sandbox.hub import LiveEvent
from sandbox.json_types import JsonObject
from sandbox.tour.conditions import read_condition

_TELLING = frozenset({"message_create", "message_update", "interaction", "unread"})


class Guide:
    """Ticks the step that is on as soon as what it asks for has happened, and goes on to the next.

    Args:
        backend: The state, on which the conditions are looked up.
        steps: Each with a title and a text for the page, and in `done` the conditions that must all hold;
            a step without any is left by hand only.

    Raises:
        ValueError: A condition is none.
    """

    def __init__(self, backend: Backend, steps: list[JsonObject]) -> None:
        self._backend = backend
        self._steps = steps
        self._conditions = [[read_condition(one) for one in step.get("done", [])] for step in steps]
        self._current = 0
        self._done: set[int] = set()
        self._since = 0
        if any(self._conditions):
            backend.hub.watch(self._hear)

    def to_json(self) -> JsonObject:
        """Return the steps and where the tour stands."""
        steps = [{key: value for key, value in step.items() if key != "done"} for step in self._steps]
        return {"steps": steps} | self.standing

    def go(self, number: object) -> None:
        """Go to a step by hand; one that was done already stays until it is left by hand too.

        Raises:
            ClientRefusal: There is no such step.
        """
        if not isinstance(number, int) or not 0 <= number < len(self._steps):
            raise ClientRefusal("The tour has no such step.")
        self._begin(number)
        self._tick()
        self._announce()

    def take_up(self, standing: JsonObject) -> None:
        """Go on where the tour stood in an earlier run; what no longer fits the steps is left out."""
        self._done = {number for number in standing["done"] if number < len(self._steps)}
        if standing["current"] < len(self._steps):
            self._current = standing["current"]

    @property
    def standing(self) -> JsonObject:
        """The number of the step that is on, and of those that are done."""
        return {"current": self._current, "done": sorted(self._done)}

    def _announce(self) -> None:
        self._backend.hub.publish("tour", self.standing)

    def _hear(self, event: LiveEvent) -> None:
        if event.type in _TELLING and self._tick():
            self._announce()

    def _begin(self, number: int) -> None:
        self._current = number
        latest = self._backend.interactions.latest
        self._since = 0 if latest is None else int(latest.id)

    def _tick(self) -> bool:
        """Note what is done by now, and return whether anything is."""
        before = len(self._done)
        while self._current not in self._done and self._holds(self._current):
            self._done.add(self._current)
            if self._current + 1 < len(self._steps):
                self._begin(self._current + 1)
        return len(self._done) > before

    def _holds(self, number: int) -> bool:
        conditions = self._conditions[number]
        return bool(conditions) and all(holds(self._backend, self._since) for holds in conditions)
