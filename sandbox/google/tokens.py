"""OAuth's token endpoint: who asks with which grant, and the access tokens that they get."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.google.answers import api_refusal, token_refusal
from sandbox.google.assertions import read_assertion
from sandbox.google.project import Project
from sandbox.json_types import JsonObject

PUBLIC_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME = timedelta(seconds=3599)
_NOT_DELEGATED = (
    "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of"
    " the scopes requested."
)
_INVALID_TOKEN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"  # noqa: S105
    " valid authentication credential."
)


@dataclass(frozen=True)
class AccessToken:
    """A token that was given out.

    Attributes:
        person: Whom it acts for; None for a service account that acts as itself.
        scopes: What it is good for.
        expires_at: When it ends.
    """

    person: str | None
    scopes: frozenset[str]
    expires_at: datetime


class TokenEndpoint:
    """Gives out access tokens, and knows which are valid.

    Attributes:
        given: How many tokens were given out.
    """

    def __init__(self, project: Project) -> None:
        self.given = 0
        self._project = project
        self._tokens: dict[str, AccessToken] = {}

    def exchange(self, form: Mapping[str, str], own_address: str, now: datetime) -> JsonObject:
        """Return a token for what was brought.

        Raises:
            GoogleRefusal: It is not worth a token.
        """
        match form.get("grant_type"):
            case "refresh_token":
                token = self._for_person(form, now)
            case grant if grant == JWT_GRANT:
                token = self._for_service_account(form, {own_address, PUBLIC_TOKEN_URI}, now)
            case None | "":
                raise token_refusal("invalid_request", "Required parameter is missing: grant_type")
            case grant:
                raise token_refusal("unsupported_grant_type", f"Invalid grant_type: {grant}")
        return self._give(token)

    def check(self, authorization: str | None, now: datetime) -> AccessToken:
        """Return the token that a request to an API carries.

        Raises:
            GoogleRefusal: It carries none, or none that is valid.
        """
        scheme, _, value = (authorization or "").partition(" ")
        if scheme != "Bearer" or not value:
            raise api_refusal(
                401, "Request is missing required authentication credential.", "CREDENTIALS_MISSING"
            )
        token = self._tokens.get(value)
        if token is None or token.expires_at <= now or self._project.is_revoked:
            raise api_refusal(401, _INVALID_TOKEN, "ACCESS_TOKEN_EXPIRED")
        return token

    def void_all(self) -> None:
        """Make every token that was given out invalid, long before its time."""
        self._tokens.clear()

    def _for_person(self, form: Mapping[str, str], now: datetime) -> AccessToken:
        project = self._project
        if form.get("client_id") != project.client_id:
            raise token_refusal("invalid_client", "The OAuth client was not found.", 401)
        if form.get("client_secret") != project.client_secret:
            raise token_refusal("invalid_client", "The provided client secret is invalid.", 401)
        if form.get("refresh_token") != project.refresh_token or project.is_revoked:
            raise token_refusal("invalid_grant", "Token has been expired or revoked.")
        wanted = set(form.get("scope", "").split()) or project.scopes
        if not wanted <= project.scopes:
            raise token_refusal("invalid_scope", "Bad Request")
        return AccessToken(project.person, frozenset(wanted), now + LIFETIME)

    def _for_service_account(
        self, form: Mapping[str, str], audiences: set[str], now: datetime
    ) -> AccessToken:
        project = self._project
        claims = read_assertion(form.get("assertion", ""), project, audiences, now)
        if project.is_revoked:
            raise token_refusal("invalid_grant", "Invalid JWT Signature.")
        scopes = frozenset(str(claims.get("scope") or "").split())
        if not scopes:
            raise token_refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        person = claims.get("sub")
        if person is None or person == project.service_account:
            return AccessToken(None, scopes, now + LIFETIME)
        if person not in project.people:
            raise token_refusal("invalid_grant", "Invalid email or User ID")
        if not project.is_delegated or not scopes <= project.scopes:
            raise token_refusal("unauthorized_client", _NOT_DELEGATED, 401)
        return AccessToken(person, scopes, now + LIFETIME)

    def _give(self, token: AccessToken) -> JsonObject:
        value = f"ya29.sandbox-{secrets.token_urlsafe(32)}"
        self._tokens[value] = token
        self.given += 1
        return {
            "access_token": value,
            "expires_in": int(LIFETIME.total_seconds()),
            "scope": " ".join(sorted(token.scopes)),
            "token_type": "Bearer",
        }
