"""Assertions: the signed texts with which a service account asks for a token."""

import base64
import binascii
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from sandbox.google.answers import token_refusal
from sandbox.google.project import Project
from sandbox.json_types import JsonObject

_LONGEST_LIFE = timedelta(hours=1)
_SKEW = timedelta(minutes=5)


def read_assertion(
    assertion: str, project: Project, audiences: AbstractSet[str], now: datetime
) -> JsonObject:
    """Return the claims of an assertion that the project's service account signed.

    Raises:
        GoogleRefusal: It is malformed, signed by another key, for somebody else, or not of this hour.
    """
    header_text, _, rest = assertion.partition(".")
    claims_text, _, signature_text = rest.partition(".")
    header, claims = _json(header_text), _json(claims_text)
    if header.get("alg") != "RS256":
        raise token_refusal("invalid_grant", "Invalid JWT: Unsupported algorithm.")
    if claims.get("iss") != project.service_account:
        raise token_refusal("invalid_grant", "Invalid grant: account not found")
    _check_signature(project, f"{header_text}.{claims_text}".encode(), _decoded(signature_text))
    if claims.get("aud") not in audiences:
        raise token_refusal("invalid_grant", "Invalid JWT: Failed audience check.")
    _check_times(claims, now)
    return claims


def _check_signature(project: Project, signed: bytes, signature: bytes) -> None:
    try:
        project.key.public_key().verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise token_refusal("invalid_grant", "Invalid JWT Signature.") from None


def _check_times(claims: JsonObject, now: datetime) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    moment, skew = now.timestamp(), _SKEW.total_seconds()
    if (
        not isinstance(issued, int)
        or not isinstance(expires, int)
        or not moment - _LONGEST_LIFE.total_seconds() - skew <= issued <= moment + skew
        or not issued < expires <= issued + _LONGEST_LIFE.total_seconds()
        or expires < moment - skew
    ):
        raise token_refusal(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
            " Check your iat and exp values in the JWT claim.",
        )


def _json(text: str) -> JsonObject:
    try:
        value = orjson.loads(_decoded(text))
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise token_refusal("invalid_grant", "Bad Request")
    return value


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise token_refusal("invalid_grant", "Bad Request") from None
