"""Collects what is wrong with a body in the nested form in which Discord reports it."""

from collections.abc import Collection, Iterator
from typing import TypeAlias

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.json_types import JsonObject

Path: TypeAlias = tuple[str | int, ...]


class FormErrors:
    """The errors of one body, by the path of keys and indexes at which they are."""

    def __init__(self) -> None:
        self._errors: JsonObject = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one error."""
        place = self._errors
        for key in path:
            place = place.setdefault(str(key), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def raise_if_any(self) -> None:
        """Refuse the body when anything is wrong with it.

        Raises:
            DiscordRefusal: 50035 with the errors.
        """
        if self._errors:
            raise DiscordRefusal(ErrorCode.INVALID_FORM_BODY, self._errors)

    def required(self, path: Path) -> None:
        """Note that something is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, value: object, *, low: int = 0, high: int) -> None:
        """Check the length of a text; where at least one character is needed, None is missing."""
        if value is None:
            if low:
                self.required(path)
        elif not isinstance(value, str):
            self.add(path, "BASE_TYPE_STRING", "Could not interpret as a string.")
        else:
            self._length(path, len(value), low, high)

    def _length(self, path: Path, length: int, low: int, high: int) -> None:
        if low and not low <= length <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        elif length > high:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def objects(
        self, path: Path, value: object, *, low: int = 0, high: int
    ) -> Iterator[tuple[Path, JsonObject]]:
        """Check a list of objects, and yield those with their paths; None is an empty list."""
        if value is None and not low:
            return
        if value is None:
            self.required(path)
        elif not isinstance(value, list):
            self.add(path, "BASE_TYPE_LIST", "Only iterables may be used in a ListType")
        else:
            self._length(path, len(value), low, high)
            for index, item in enumerate(value[:high]):
                if isinstance(item, dict):
                    yield (*path, index), item
                else:
                    self.add(
                        (*path, index), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"
                    )

    def mapping(self, path: Path, value: object) -> JsonObject:
        """Check that a value is an object, and return it; None is an empty one."""
        if isinstance(value, dict):
            return value
        if value is not None:
            self.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}

    def choice(self, path: Path, value: object, allowed: Collection[int | str]) -> bool:
        """Check that a value is one of a few, and return whether it is."""
        if isinstance(value, int | str) and not isinstance(value, bool) and value in allowed:
            return True
        listed = ", ".join(str(one) for one in sorted(allowed, key=str))
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")
        return False

    def component_type(self, path: Path, value: object, allowed: Collection[int]) -> bool:
        """Check that a component has one of the types that may stand in its place."""
        if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
            return True
        listed = ", ".join(str(one) for one in sorted(allowed))
        self.add((*path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({listed},).')
        return False

    def number(self, path: Path, value: object, *, low: float, high: float) -> None:
        """Check that a whole number, if there is one, lies between two others."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value < low:
            self.add(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            self.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")

    def ordered(self, path: Path, body: JsonObject, low_name: str, high_name: str) -> None:
        """Check that a lowest and a highest value, if both are given, are in this order."""
        low, high = body.get(low_name), body.get(high_name)
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            message = f"int value should be less than or equal to {high}."
            self.add((*path, low_name), "NUMBER_TYPE_MAX", message)
