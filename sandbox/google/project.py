"""A project in Google's cloud: its service account, its OAuth client, and whom they may act for."""

import secrets
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sandbox.json_types import JsonObject

MEET_SCOPE = "https://www.googleapis.com/auth/meetings.space.created"


@dataclass
class Project:
    """What the owner of the project can change, and what belongs to it.

    Attributes:
        number: The number by which Google's errors call the project.
        person: The address of the person who signed in, a member of the Workspace.
        people: The addresses of all members, for whom a service account may act.
        is_delegated: Whether the service account may act for them at all (domain-wide delegation).
        is_api_enabled: Whether the Meet API is switched on.
        is_revoked: Whether the credentials are void: the refresh token ended, the key was deleted.
        scopes: What the person agreed to when they signed in, and what delegation is for.
        only_access: The one access that the Workspace's admin allows for rooms; None for any.
    """

    number: str = "314159265358"
    person: str = "host@example.org"
    people: set[str] = field(default_factory=lambda: {"host@example.org"})
    is_delegated: bool = True
    is_api_enabled: bool = True
    is_revoked: bool = False
    scopes: set[str] = field(default_factory=lambda: {MEET_SCOPE})
    only_access: str | None = None
    client_id: str = "314159265358-sandbox.apps.googleusercontent.com"
    client_secret: str = field(default_factory=lambda: f"GOCSPX-{secrets.token_urlsafe(21)}")
    refresh_token: str = field(default_factory=lambda: f"1//{secrets.token_urlsafe(48)}")
    service_account: str = "rooms@sandbox-314159.iam.gserviceaccount.com"
    key_id: str = field(default_factory=lambda: secrets.token_hex(20))

    @cached_property
    def key(self) -> RSAPrivateKey:
        """The service account's key, made when it is first needed."""
        return generate_private_key(public_exponent=65537, key_size=2048)

    def service_account_file(self, token_uri: str) -> JsonObject:
        """Return what the file of the service account's key holds."""
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {
            "type": "service_account",
            "project_id": "sandbox-314159",
            "private_key_id": self.key_id,
            "private_key": pem.decode(),
            "client_email": self.service_account,
            "client_id": "101112131415161718192",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "universe_domain": "googleapis.com",
        }

    def authorized_user_file(self, token_uri: str) -> JsonObject:
        """Return what the file of a person who signed in holds."""
        return {
            "type": "authorized_user",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": self.refresh_token,
            "token_uri": token_uri,
            "universe_domain": "googleapis.com",
        }
