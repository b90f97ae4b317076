"""Everything that can keep Google from making a room, each with what an admin must do about it.

The sentences are for the log and the command line; `locales/` say the same under each reason. No token, key
or secret is ever in either.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Description:
    """What is known of a fault.

    Attributes:
        reason: Its stable id.
        sentence: What is wrong and what to do, with the names of facts in braces.
        is_temporary: Whether it may pass by itself, so that asking again later makes sense.
    """

    reason: str
    sentence: str
    is_temporary: bool = False


class Fault(Enum):
    """What is wrong; the value describes it."""

    # The file that GOOGLE_APPLICATION_CREDENTIALS names.
    CREDENTIALS_MISSING = Description(
        "credentials-missing",
        "GOOGLE_APPLICATION_CREDENTIALS names {file}, and there is no such file: correct the path.",
    )
    CREDENTIALS_UNREADABLE = Description(
        "credentials-unreadable",
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS cannot be read: let the bot's user read it.",
    )
    CREDENTIALS_NOT_JSON = Description(
        "credentials-not-json",
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS is not JSON: download it again and leave it as it"
        " is.",
    )
    CREDENTIALS_TYPE = Description(
        "credentials-type",
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS holds {found}: it must be a key of a service"
        " account or the file of an authorized user.",
    )
    CREDENTIALS_INCOMPLETE = Description(
        "credentials-incomplete",
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS lacks {missing}, or that is damaged: download it"
        " again.",
    )

    # Who asks.
    REVOKED = Description(
        "revoked",
        "Google has ended the sign-in of the authorized user: sign in again and replace the file. If it ended"
        " after seven days, the OAuth app is in testing: publish it (Google Cloud console, OAuth consent"
        " screen).",
    )
    SESSION_ENDED = Description(
        "session-ended",
        "The Workspace asks the authorized user to sign in again: sign in and replace the file, and let the"
        " Workspace's admin trust the app so that its sessions do not end, or use a service account.",
    )
    CLIENT_REFUSED = Description(
        "client-refused",
        "Google does not know the OAuth client of the authorized user, or its secret was changed: make the"
        " file again with the client's present secret.",
    )
    KEY_REFUSED = Description(
        "key-refused",
        "Google refuses the key of the service account: it was deleted or disabled. Make a new key and"
        " replace the file.",
    )
    CLOCK_WRONG = Description("clock-wrong", "Google refuses the time of this machine: set its clock.")
    NO_SUBJECT = Description(
        "no-subject",
        "A service account has no Meet of its own: put the address of a Workspace member in whose name rooms"
        " are made into GOOGLE_MEET_SUBJECT, and allow domain-wide delegation.",
    )
    NO_DELEGATION = Description(
        "no-delegation",
        "The service account may not act for {subject}: in the Workspace's admin console, under domain-wide"
        " delegation, allow its client id the scope {scope}.",
    )
    SUBJECT_UNKNOWN = Description(
        "subject-unknown",
        "Google knows no {subject}: put the address of a member of the Workspace into GOOGLE_MEET_SUBJECT.",
    )
    SCOPE_MISSING = Description(
        "scope-missing",
        "The credentials are not for making rooms: sign in again and agree to the scope {scope}.",
    )
    POLICY = Description(
        "policy", "The Workspace's admin does not allow this app: have it trusted under API controls."
    )
    TOKEN_REFUSED = Description(
        "token-refused",
        "Google Meet at {url} does not take the token that Google gave: check that GOOGLE_MEET_API_URL and"
        " the credentials belong together.",
    )

    # What is asked.
    API_DISABLED = Description(
        "api-disabled",
        "The Google Meet API is off in {project}: switch it on in the Google Cloud console (APIs & Services,"
        " Library), and wait a few minutes.",
    )
    NOT_PERMITTED = Description(
        "not-permitted",
        "Google does not let this account make rooms ({code}): check that Google Meet is on for it, and that"
        " it may start meetings.",
    )
    NOT_OPEN = Description(
        "not-open",
        "Google made a room that is not open ({access}), and nobody would be there to admit anybody: let the"
        " Workspace's admin allow open meetings for this account.",
    )
    UNEXPECTED = Description(
        "unexpected", "What answers at {url} does not answer as Google does ({code}): check this address."
    )

    # What passes.
    QUOTA = Description(
        "quota",
        "Google's quota is used up for the moment: if this goes on, ask for more in the Google Cloud console"
        " (Google Meet API, Quotas).",
        is_temporary=True,
    )
    UNAVAILABLE = Description(
        "unavailable", "Google is in trouble itself ({code}): nothing to do but wait.", is_temporary=True
    )
    UNREACHABLE = Description(
        "unreachable",
        "No connection to {url} ({code}): check the network, the proxy and the firewall.",
        is_temporary=True,
    )
    CLOSED = Description(
        "closed", "The bot was shutting down: it asks again when it is back.", is_temporary=True
    )
    SLOW = Description("slow", "Google did not answer within {seconds} seconds.", is_temporary=True)


class GoogleMeetError(Exception):
    """Google made no room.

    Attributes:
        fault: What is wrong.
        reason: The id under which `locales/` can say it.
        is_temporary: Whether it may pass by itself.
        facts: What the sentence names, such as the file of the credentials; the variables of that text.
    """

    def __init__(self, fault: Fault, **facts: str) -> None:
        self.fault = fault
        self.reason = fault.value.reason
        self.is_temporary = fault.value.is_temporary
        self.facts = facts
        super().__init__(fault.value.sentence.format(**facts))
