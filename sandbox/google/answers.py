"""What Google answers when it does not do what it was asked, in the words of its own bodies."""

from dataclasses import dataclass, field

from sandbox.json_types import JsonObject

MEET_SERVICE = "meet.googleapis.com"
_STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_STATUS_MESSAGES = {
    403: "The caller does not have permission",
    429: "Resource has been exhausted (e.g. check quota).",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
_TOKEN_ERRORS = {429: "rate_limit_exceeded", 500: "internal_failure", 503: "temporarily_unavailable"}


@dataclass(frozen=True)
class Reply:
    """An answer; one without a status is a connection that is cut."""

    status: int
    body: JsonObject = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


CUT = Reply(0)


class GoogleRefusal(Exception):  # noqa: N818 - named after what Google does
    """Google does not do what it was asked."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status, reply.body)
        self.reply = reply


def token_refusal(error: str, description: str, status: int = 400, **more: str) -> GoogleRefusal:
    """Return a refusal of the token endpoint."""
    return GoogleRefusal(Reply(status, {"error": error, "error_description": description, **more}))


def api_refusal(
    status: int, message: str | None = None, reason: str | None = None, **metadata: str
) -> GoogleRefusal:
    """Return a refusal of an API; a `reason` adds the details that name it."""
    error: JsonObject = {
        "code": status,
        "message": message or _STATUS_MESSAGES.get(status, "Request failed."),
        "status": _STATUS_NAMES.get(status, "UNKNOWN"),
    }
    if reason is not None:
        error["details"] = [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": reason,
                "domain": "googleapis.com",
                "metadata": {"service": MEET_SERVICE, **metadata},
            }
        ]
    return GoogleRefusal(Reply(status, {"error": error}))


def failure(status: int, *, message: str | None, of_token_endpoint: bool) -> Reply:
    """Return what a fault with a status answers."""
    if not of_token_endpoint:
        return api_refusal(status, message).reply
    body: JsonObject = {"error": _TOKEN_ERRORS.get(status, "invalid_request")}
    return Reply(status, body | ({} if message is None else {"error_description": message}))


def exhausted(retry_after: float, *, message: str | None, of_token_endpoint: bool) -> Reply:
    """Return what a rate limit answers."""
    reply = failure(429, message=message, of_token_endpoint=of_token_endpoint)
    return Reply(429, reply.body, {"Retry-After": str(max(1, round(retry_after)))})
