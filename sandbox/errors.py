"""What goes wrong: refusals by Discord's API, refusals by the client, silence."""

from enum import Enum

from sandbox.json_types import JsonObject


class ClientRefusal(Exception):  # noqa: N818 - it is named after what happens to the member
    """The client would not have let the member do this."""


class UnknownName(Exception):  # noqa: N818 - as above
    """Nobody and nothing in this world is called so."""


class NotAnswered(Exception):  # noqa: N818 - named after what happens to the member
    """Nothing final came of an interaction, or a condition was not met, in time."""


class ErrorCode(Enum):
    """Discord's JSON error codes with the HTTP status and the text that go with them."""

    GENERAL = (0, 400, "400: Bad Request")
    UNAUTHORIZED = (0, 401, "401: Unauthorized")
    NOT_FOUND = (0, 404, "404: Not Found")
    UNKNOWN_APPLICATION = (10002, 404, "Unknown Application")
    UNKNOWN_CHANNEL = (10003, 404, "Unknown Channel")
    UNKNOWN_GUILD = (10004, 404, "Unknown Guild")
    UNKNOWN_MEMBER = (10007, 404, "Unknown Member")
    UNKNOWN_MESSAGE = (10008, 404, "Unknown Message")
    UNKNOWN_OVERWRITE = (10009, 404, "Unknown Overwrite")
    UNKNOWN_ROLE = (10011, 404, "Unknown Role")
    UNKNOWN_USER = (10013, 404, "Unknown User")
    UNKNOWN_WEBHOOK = (10015, 404, "Unknown Webhook")
    UNKNOWN_INTERACTION = (10062, 404, "Unknown interaction")
    UNKNOWN_COMMAND = (10063, 404, "Unknown application command")
    UNKNOWN_SCHEDULED_EVENT = (10070, 404, "Unknown Guild Scheduled Event")
    EXPLICIT_CONTENT = (20009, 400, "Explicit content cannot be sent to the desired recipient(s)")
    COMMANDS_MAXIMUM = (30032, 400, "Maximum number of application commands reached (100)")
    DAILY_CREATES_REACHED = (
        30034,
        400,
        "Max number of daily application command creates has been reached (200)",
    )
    EVENTS_MAXIMUM = (30038, 400, "Maximum number of uncompleted guild scheduled events reached (100)")
    OLD_MESSAGE_EDITS = (
        30046,
        429,
        "Maximum number of edits to messages older than 1 hour reached. Try again later",
    )
    ALREADY_ACKNOWLEDGED = (40060, 400, "Interaction has already been acknowledged.")
    REQUEST_TOO_LARGE = (40005, 413, "Request entity too large")
    MISSING_ACCESS = (50001, 403, "Missing Access")
    NOT_THE_AUTHOR = (50005, 403, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (50006, 400, "Cannot send an empty message")
    CANNOT_DM_USER = (50007, 403, "Cannot send messages to this user")
    MISSING_PERMISSIONS = (50013, 403, "Missing Permissions")
    INVALID_WEBHOOK_TOKEN = (50027, 401, "Invalid Webhook Token")
    INVALID_FORM_BODY = (50035, 400, "Invalid Form Body")
    INVALID_JSON = (50109, 400, "The request body contains invalid JSON.")
    NO_MUTUAL_GUILDS = (
        50278,
        403,
        "Cannot send messages to this user due to having no mutual guilds",
    )
    FINISHED_EVENT = (180000, 400, "Cannot update a finished event")
    MODERATED_MESSAGE = (200000, 400, "Message was blocked by automatic moderation")
    HARMFUL_LINK = (240000, 400, "Message blocked by harmful links filter")

    @classmethod
    def numbered(cls, number: int) -> "ErrorCode | None":
        """Return the code with a number."""
        return next((code for code in cls if code.number == number and number), None)

    @property
    def number(self) -> int:
        """The JSON error code."""
        return self.value[0]

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[1]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.value[2]


class DiscordRefusal(Exception):  # noqa: N818 - named after what happens to the bot
    """An answer of Discord's API that is not a success."""

    def __init__(self, code: ErrorCode, errors: JsonObject | None = None, message: str | None = None) -> None:
        super().__init__(message or code.text)
        self.code = code
        self.message = message or code.text
        self.errors = errors

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.code.status

    def to_json(self) -> JsonObject:
        """Return the body that Discord sends."""
        body: JsonObject = {"message": self.message, "code": self.code.number}
        if self.errors is not None:
            body["errors"] = self.errors
        return body
