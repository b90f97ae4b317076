"""Checks requests and answers against Google's own description of the Meet API.

It is the discovery document that comes with the package `google-api-python-client`.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import orjson
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.protocols import Validator  # type: ignore[import-untyped]

from sandbox import RequestRecord

_DOCUMENT = "discovery_cache/documents/meet.v2.json"


def description() -> dict[str, Any]:
    """Return the discovery document of the Meet API v2."""
    found: dict[str, Any] = orjson.loads(resources.files("googleapiclient").joinpath(_DOCUMENT).read_bytes())
    return found


def violations(records: Iterable[RequestRecord]) -> list[str]:
    """Return a sentence for each request whose route or body is not as described."""
    return [sentence for record in records for sentence in _of_request(record)]


def answer_violations(records: Iterable[RequestRecord]) -> list[str]:
    """Return a sentence for each successful answer that is not as described."""
    return [sentence for record in records for sentence in _of_answer(record)]


def _of_request(record: RequestRecord) -> Iterator[str]:
    method = _method(record)
    where = f"{record.method} {record.path}"
    if method is None:
        yield f"{where}: there is no such method"
    elif "request" in method:
        yield from _complaints(method["request"]["$ref"], record.json, where, is_request=True)
    elif record.json is not None:
        yield f"{where}: this method takes no body"


def _of_answer(record: RequestRecord) -> Iterator[str]:
    method = _method(record)
    if method is not None and record.status == 200:
        where = f"{record.method} {record.path} -> 200"
        yield from _complaints(method["response"]["$ref"], record.response, where, is_request=False)


def _complaints(schema: str, body: object, where: str, *, is_request: bool) -> Iterator[str]:
    for error in _validator(schema, is_request=is_request).iter_errors(body):
        at = "".join(f".{step}" for step in error.absolute_path)
        yield f"{where}: body{at}: {error.message[:300]}"


def _method(record: RequestRecord) -> dict[str, Any] | None:
    for method in description()["resources"]["spaces"]["methods"].values():
        pattern = re.sub(r"\{\w+\}", "[^/]+", method["flatPath"])
        if method["httpMethod"] == record.method and re.fullmatch(f"/{pattern}", record.path):
            found: dict[str, Any] = method
            return found
    return None


@functools.cache
def _validator(schema: str, *, is_request: bool) -> Validator:
    """Return a validator for a schema; in requests what only Google sets is not allowed."""
    schemas = {
        name: _converted(described, is_request=is_request)
        for name, described in description()["schemas"].items()
    }
    return Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": schemas})


def _converted(described: dict[str, Any], *, is_request: bool) -> dict[str, Any]:
    """Return a discovery document's schema as JSON Schema."""
    if "$ref" in described:
        return {"$ref": f"#/$defs/{described['$ref']}"}
    converted: dict[str, Any] = {
        name: described[name] for name in ("type", "enum", "pattern") if name in described
    }
    if "items" in described:
        converted["items"] = _converted(described["items"], is_request=is_request)
    if "properties" in described:
        converted["additionalProperties"] = False
        converted["properties"] = {
            name: _converted(inner, is_request=is_request)
            for name, inner in described["properties"].items()
            if not (is_request and inner.get("readOnly"))
        }
    return converted
