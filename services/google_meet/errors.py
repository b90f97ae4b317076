"""Everything that can keep Google from making a room, each with what an admin must do about it.

`reason` is the id under which `locales/` can say it, `facts` are the variables of that text. The sentences
here are for the log and the command line. No token, key or secret is ever in either.
"""

from typing import ClassVar


class GoogleMeetError(Exception):
    """Google made no room.

    Attributes:
        reason: A stable id of what is wrong.
        is_temporary: Whether it may pass by itself, so that asking again later makes sense.
        facts: What the sentence names, such as the file of the credentials.
    """

    reason: ClassVar[str]
    is_temporary: ClassVar[bool] = False
    sentence: ClassVar[str]

    def __init__(self, **facts: str) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


# --- the file that GOOGLE_APPLICATION_CREDENTIALS names ---------------------------------------------------


class CredentialsMissingError(GoogleMeetError):
    """There is no such file."""

    reason = "credentials-missing"
    sentence = "GOOGLE_APPLICATION_CREDENTIALS names {file}, and there is no such file: correct the path."


class CredentialsUnreadableError(GoogleMeetError):
    """The file is there and cannot be read."""

    reason = "credentials-unreadable"
    sentence = "The file {file} of GOOGLE_APPLICATION_CREDENTIALS cannot be read: let the bot's user read it."


class CredentialsNotJsonError(GoogleMeetError):
    """The file holds no JSON object."""

    reason = "credentials-not-json"
    sentence = (
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS is not JSON: download it again and leave it as it"
        " is."
    )


class CredentialsTypeError(GoogleMeetError):
    """The file holds credentials of another kind, such as an OAuth client without anybody signed in."""

    reason = "credentials-type"
    sentence = (
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS holds {found}: it must be a key of a service"
        " account or the file of an authorized user."
    )


class CredentialsIncompleteError(GoogleMeetError):
    """The file is of the right kind and lacks something, or its key is damaged."""

    reason = "credentials-incomplete"
    sentence = (
        "The file {file} of GOOGLE_APPLICATION_CREDENTIALS lacks {missing}, or that is damaged: download it"
        " again."
    )


# --- who asks ---------------------------------------------------------------------------------------------


class RevokedError(GoogleMeetError):
    """The person's refresh token has ended."""

    reason = "revoked"
    sentence = (
        "Google has ended the sign-in of the authorized user: sign in again and replace the file. If it ended"
        " after seven days, the OAuth app is in testing: publish it (Google Cloud console, OAuth consent"
        " screen)."
    )


class SessionEndedError(GoogleMeetError):
    """The Workspace asks its people to sign in again from time to time."""

    reason = "session-ended"
    sentence = (
        "The Workspace asks the authorized user to sign in again: sign in and replace the file, and let the"
        " Workspace's admin trust the app so that its sessions do not end, or use a service account."
    )


class ClientRefusedError(GoogleMeetError):
    """The OAuth client of the authorized user is gone, or its secret was changed."""

    reason = "client-refused"
    sentence = (
        "Google does not know the OAuth client of the authorized user, or its secret was changed: make the"
        " file again with the client's present secret."
    )


class KeyRefusedError(GoogleMeetError):
    """The service account or its key is gone."""

    reason = "key-refused"
    sentence = (
        "Google refuses the key of the service account: it was deleted or disabled. Make a new key and"
        " replace the file."
    )


class ClockWrongError(GoogleMeetError):
    """This machine's clock is too far from Google's for a signed request."""

    reason = "clock-wrong"
    sentence = "Google refuses the time of this machine: set its clock."


class NoSubjectError(GoogleMeetError):
    """A service account asked in its own name, and only people have rooms."""

    reason = "no-subject"
    sentence = (
        "A service account has no Meet of its own: put the address of a Workspace member in whose name rooms"
        " are made into GOOGLE_MEET_SUBJECT, and allow domain-wide delegation."
    )


class NoDelegationError(GoogleMeetError):
    """The service account may not act for the person."""

    reason = "no-delegation"
    sentence = (
        "The service account may not act for {subject}: in the Workspace's admin console, under domain-wide"
        " delegation, allow its client id the scope {scope}."
    )


class SubjectUnknownError(GoogleMeetError):
    """The person for whom the service account acts does not exist."""

    reason = "subject-unknown"
    sentence = (
        "Google knows no {subject}: put the address of a member of the Workspace into GOOGLE_MEET_SUBJECT."
    )


class ScopeMissingError(GoogleMeetError):
    """The credentials are not for making rooms."""

    reason = "scope-missing"
    sentence = "The credentials are not for making rooms: sign in again and agree to the scope {scope}."


class PolicyError(GoogleMeetError):
    """The Workspace's admin does not let the app in."""

    reason = "policy"
    sentence = "The Workspace's admin does not allow this app: have it trusted under API controls."


class TokenRefusedError(GoogleMeetError):
    """The API does not take a token that was given out a moment ago."""

    reason = "token-refused"
    sentence = (
        "Google Meet at {url} does not take the token that Google gave: check that GOOGLE_MEET_API_URL and"
        " the credentials belong together."
    )


# --- what is asked ----------------------------------------------------------------------------------------


class ApiDisabledError(GoogleMeetError):
    """The Meet API is switched off in the project."""

    reason = "api-disabled"
    sentence = (
        "The Google Meet API is off in {project}: switch it on in the Google Cloud console (APIs & Services,"
        " Library), and wait a few minutes."
    )


class NotPermittedError(GoogleMeetError):
    """The person may not make rooms."""

    reason = "not-permitted"
    sentence = (
        "Google does not let this account make rooms ({code}): check that Google Meet is on for it, and that"
        " it may start meetings."
    )


class NotOpenError(GoogleMeetError):
    """A room was made, and those who have its link would wait outside for somebody to admit them."""

    reason = "not-open"
    sentence = (
        "Google made a room that is not open ({access}), and nobody would be there to admit anybody: let the"
        " Workspace's admin allow open meetings for this account."
    )


class UnexpectedAnswerError(GoogleMeetError):
    """Google answered something that is not described."""

    reason = "unexpected"
    sentence = "What answers at {url} does not answer as Google does ({code}): check this address."


# --- what passes ------------------------------------------------------------------------------------------


class QuotaError(GoogleMeetError):
    """Too many requests in a short time."""

    reason = "quota"
    is_temporary = True
    sentence = (
        "Google's quota is used up for the moment: if this goes on, ask for more in the Google Cloud console"
        " (Google Meet API, Quotas)."
    )


class UnavailableError(GoogleMeetError):
    """Google says that it is in trouble itself."""

    reason = "unavailable"
    is_temporary = True
    sentence = "Google is in trouble itself ({code}): nothing to do but wait."


class UnreachableError(GoogleMeetError):
    """No connection, or one that was cut."""

    reason = "unreachable"
    is_temporary = True
    sentence = "No connection to {url} ({code}): check the network, the proxy and the firewall."


class ClosedError(GoogleMeetError):
    """The client was closed while somebody waited."""

    reason = "closed"
    is_temporary = True
    sentence = "The bot was shutting down: it asks again when it is back."


class SlowError(GoogleMeetError):
    """No answer in time."""

    reason = "slow"
    is_temporary = True
    sentence = "Google did not answer within {seconds} seconds."
