"""Checks what a bot sent, and what the sandbox answered, against Discord's own API description.

The description is not part of this repository. Where it is absent, mark tests with
`needs_description`, which skips them and says why.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError, best_match  # type: ignore[import-untyped]
from jsonschema.protocols import Validator  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sandbox import RequestRecord

DESCRIPTION = Path(__file__).resolve().parents[2].parent / "shared" / "discord" / "openapi.json"
_ADDRESS = "urn:discord-api"

needs_description = pytest.mark.skipif(
    not DESCRIPTION.is_file(), reason="Discord's API description (openapi.json) is not on this machine"
)


def violations(records: Iterable[RequestRecord]) -> list[str]:
    """Return a sentence for every request whose route or body the description does not allow."""
    api = _api()
    return [sentence for record in records for sentence in _of_request(api, record)]


def answer_violations(records: Iterable[RequestRecord]) -> list[str]:
    """Return a sentence for every successful answer of the sandbox that is not as described."""
    api = _api()
    return [sentence for record in records for sentence in _of_answer(api, record)]


def _of_request(api: "_Api", record: RequestRecord) -> Iterator[str]:
    operation = api.operation(record)
    if operation is None:
        yield f"{record.method} {record.path}: Discord has no such route"
        return
    content = (operation.described.get("requestBody") or {}).get("content", {})
    if "application/json" in content and record.json is not None:
        steps = (*operation.pointer, "requestBody", "content", "application/json", "schema")
        yield from (f"{record.method} {record.path}: {one}" for one in api.complaints(steps, record.json))
    elif record.json is not None and not content:
        yield f"{record.method} {record.path}: this route takes no body"


def _of_answer(api: "_Api", record: RequestRecord) -> Iterator[str]:
    operation = api.operation(record)
    if operation is None or not 200 <= record.status < 300:
        return
    described = operation.described["responses"].get(str(record.status))
    where = f"{record.method} {record.path} -> {record.status}"
    if described is None:
        yield f"{where}: this status is not described"
    elif "application/json" in described.get("content", {}) and record.response is not None:
        steps = (*operation.pointer, "responses", str(record.status), "content", "application/json", "schema")
        yield from (f"{where}: {one}" for one in api.complaints(steps, record.response))


def _complaint(error: ValidationError) -> str:
    deepest = _deepest(error)
    at = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in deepest.absolute_path)
    return f"body{at}: {deepest.message[:300]}"


def _deepest(error: ValidationError) -> ValidationError:
    """Return the error inside a union's branch that is meant: the one for the same `type`."""
    while error.context:
        meant = [one for one in error.context if not _is_other_type(one, error)]
        chosen = best_match(meant or error.context)
        if chosen is None or chosen is error:
            break
        error = chosen
    return error


def _is_other_type(inner: ValidationError, outer: ValidationError) -> bool:
    """Return whether a branch failed already because it is for another `type`, or for null."""
    branch = inner.relative_schema_path[0]
    together = [one for one in outer.context or [] if one.relative_schema_path[0] == branch]
    return any(
        list(one.relative_path) == ["type"] or (one.validator == "type" and not one.relative_path)
        for one in together
    )


@dataclass(frozen=True)
class _Operation:
    """A described method of a route, and where in the description it stands."""

    described: dict[str, Any]
    pointer: tuple[str, ...]


class _Api:
    """The description, with validators made when they are needed."""

    def __init__(self, description: dict[str, Any]) -> None:
        snowflake = description["components"]["schemas"]["SnowflakeType"]
        # Discord takes numbers for ids and texts for permissions too, and discord.py sends them.
        description["components"]["schemas"]["SnowflakeType"] = {"anyOf": [snowflake, {"type": "integer"}]}
        _let_permissions_be_texts(description)
        self._description = description
        resource = Resource.from_contents(description, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_ADDRESS, resource)
        self._validators: dict[str, Validator] = {}
        self._known: dict[tuple[tuple[str, ...], bytes], tuple[str, ...]] = {}
        paths = sorted(description["paths"], key=lambda path: path.count("{"))
        self._routes = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths]

    def operation(self, record: RequestRecord) -> _Operation | None:
        """Return what is described for a request; fixed addresses come before parameters."""
        method = record.method.lower()
        for pattern, path in self._routes:
            if pattern.fullmatch(record.path) and method in self._description["paths"][path]:
                return _Operation(self._description["paths"][path][method], ("paths", path, method))
        return None

    def complaints(self, pointer: tuple[str, ...], body: object) -> tuple[str, ...]:
        """Return what the schema at a place of the description does not allow in a body.

        Every bot registers the same commands, which takes a quarter of a second to check, so a body that is
        known is not checked again.
        """
        known = pointer, orjson.dumps(body)
        if known not in self._known:
            errors = self._validator(pointer).iter_errors(body)
            self._known[known] = tuple(_complaint(error) for error in errors)
        return self._known[known]

    def _validator(self, pointer: tuple[str, ...]) -> Validator:
        steps = "/".join(step.replace("~", "~0").replace("/", "~1") for step in pointer)
        if steps not in self._validators:
            schema = {"$ref": f"{_ADDRESS}#/{steps.replace('{', '%7B').replace('}', '%7D')}"}
            self._validators[steps] = Draft202012Validator(schema, registry=self._registry)
        return self._validators[steps]


def _let_permissions_be_texts(part: object) -> None:
    """Allow texts for the permissions of an overwrite, wherever they are described."""
    if isinstance(part, list):
        for one in part:
            _let_permissions_be_texts(one)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name in ("allow", "deny") and isinstance(inner, dict) and "integer" in inner.get("type", []):
                inner["type"] = ["integer", "string", "null"]
            _let_permissions_be_texts(inner)


@functools.cache
def _api() -> _Api:
    return _Api(orjson.loads(DESCRIPTION.read_bytes()))
