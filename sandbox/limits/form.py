"""Collects what is wrong with a body in the nested form in which Discord reports it."""

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
        """Check the length of a text."""
        if not isinstance(value, str):
            self.add(path, "BASE_TYPE_STRING", "Could not interpret as a string.")
        elif low and not low <= len(value) <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        elif len(value) > high:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def count(self, path: Path, value: object, *, low: int = 0, high: int) -> bool:
        """Check the number of items of a list, and return whether it is one."""
        if not isinstance(value, list):
            self.add(path, "BASE_TYPE_LIST", "Only iterables may be used in a ListType")
            return False
        if low and not low <= len(value) <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        elif len(value) > high:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        return True

    def choice(self, path: Path, value: object, allowed: tuple[int | str, ...]) -> bool:
        """Check that a value is one of a few, and return whether it is."""
        if value in allowed and not isinstance(value, bool):
            return True
        listed = ", ".join(str(one) for one in allowed)
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")
        return False

    def number(self, path: Path, value: object, *, low: float, high: float) -> None:
        """Check that a whole number lies between two others."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value < low:
            self.add(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            self.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
