"""The Meet REST API v2, as far as making a space and looking at it go."""

import secrets
import string
from dataclasses import dataclass

from sandbox.google.answers import api_refusal
from sandbox.google.project import MEET_SCOPE, Project
from sandbox.google.tokens import AccessToken
from sandbox.json_types import JsonObject

_SPACE_FIELDS = {
    "name",
    "meetingUri",
    "meetingCode",
    "config",
    "activeConference",
    "phoneAccess",
    "gatewaySipAccess",
}
_CONFIG_CHOICES = {
    "accessType": ("OPEN", "TRUSTED", "RESTRICTED"),
    "entryPointAccess": ("ALL", "CREATOR_APP_ONLY"),
    "moderation": ("OFF", "ON"),
    "attendanceReportGenerationType": ("GENERATE_REPORT", "DO_NOT_GENERATE"),
}
_NO_SPACE = "Permission denied on resource Space (or it might not exist)"
_CONFIG_OBJECTS = {"moderationRestrictions", "artifactConfig"}


@dataclass(frozen=True)
class Space:
    """A room that was made.

    Attributes:
        name: Its resource name, `spaces/…`.
        code: The code by which people join, `abc-defg-hij`.
        access: Who may join without knocking: OPEN, TRUSTED or RESTRICTED.
        owner: The address of the person whose room it is.
    """

    name: str
    code: str
    access: str
    owner: str

    @property
    def uri(self) -> str:
        """The link by which people join."""
        return f"https://meet.google.com/{self.code}"

    def to_json(self) -> JsonObject:
        """Return the space as the API shows it."""
        return {
            "name": self.name,
            "meetingUri": self.uri,
            "meetingCode": self.code,
            "config": {"accessType": self.access, "entryPointAccess": "ALL"},
        }


class Meet:
    """Makes spaces for who may have them.

    Attributes:
        spaces: All that were made, the oldest first.
    """

    def __init__(self, project: Project) -> None:
        self.spaces: list[Space] = []
        self._project = project

    def create(self, token: AccessToken, body: object) -> JsonObject:
        """Make a space and return it as JSON.

        Raises:
            GoogleRefusal: The API is off, the token is not for this, or the body is not as described.
        """
        self._check(token, "CreateSpace")
        access = _access(body)
        if token.person is None:
            # A service account is nobody's host: it has to act for a person.
            raise api_refusal(403, _NO_SPACE)
        allowed = self._project.only_access or access
        space = Space(f"spaces/{secrets.token_urlsafe(9)}", _code(), allowed, token.person)
        self.spaces.append(space)
        return space.to_json()

    def get(self, token: AccessToken, name: str) -> JsonObject:
        """Return a space by its name without `spaces/`, or by its code, as JSON.

        Raises:
            GoogleRefusal: The API is off, the token is not for this, or it has no such space.
        """
        self._check(token, "GetSpace")
        for space in self.spaces:
            if name in (space.code, space.name.removeprefix("spaces/")) and space.owner == token.person:
                return space.to_json()
        raise api_refusal(403, _NO_SPACE)

    def _check(self, token: AccessToken, method: str) -> None:
        if not self._project.is_api_enabled:
            raise _api_disabled(self._project)
        if MEET_SCOPE not in token.scopes:
            raise api_refusal(
                403,
                "Request had insufficient authentication scopes.",
                "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                method=f"google.apps.meet.v2.SpacesService.{method}",
            )


def _access(body: object) -> str:
    """Return the access type that a request asks for, after a look at the rest of it."""
    if not isinstance(body, dict):
        raise api_refusal(400, "Invalid JSON payload received. Root element must be a message.")
    _check_names(body, _SPACE_FIELDS, "space")
    config = body.get("config") or {}
    if not isinstance(config, dict):
        raise api_refusal(400, "Invalid value at 'space.config' (type.googleapis.com/SpaceConfig)")
    _check_names(config, {*_CONFIG_CHOICES, *_CONFIG_OBJECTS}, "space.config")
    for name, choices in _CONFIG_CHOICES.items():
        if name in config and config[name] not in choices:
            raise api_refusal(400, f"Invalid value at 'space.config.{name}', {config[name]!r}")
    return str(config.get("accessType", "RESTRICTED"))


def _check_names(body: JsonObject, known: set[str], where: str) -> None:
    for name in body:
        if name not in known:
            problem = f"Unknown name \"{name}\" at '{where}': Cannot find field."
            raise api_refusal(400, f"Invalid JSON payload received. {problem}")


def _api_disabled(project: Project) -> Exception:
    page = "https://console.developers.google.com/apis/api/meet.googleapis.com/overview"
    address = f"{page}?project={project.number}"
    return api_refusal(
        403,
        f"Google Meet API has not been used in project {project.number} before or it is disabled."
        f" Enable it by visiting {address} then retry. If you enabled this API recently, wait a few minutes"
        " for the action to propagate to our systems and retry.",
        "SERVICE_DISABLED",
        consumer=f"projects/{project.number}",
        serviceTitle="Google Meet API",
        activationUrl=address,
    )


def _code() -> str:
    return "-".join(
        "".join(secrets.choice(string.ascii_lowercase) for _ in range(size)) for size in (3, 4, 3)
    )
