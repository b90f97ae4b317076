"""Everything the rules refuse, each with what a member needs to know to do better.

A refusal carries facts, not words: the words are in `locales/`, under the id that `message_id` derives from
the class name (`SeatTaken` is `refusal-seat-taken`), with the fields as variables. A field that ends in `_id`
is shown as a mention, a datetime as a Discord timestamp.
"""

import re
from dataclasses import dataclass, fields
from datetime import datetime


class Refusal(Exception):  # noqa: N818 - it reports a rule, not a fault of the program
    """A step that the rules do not allow; safe and useful to show to whoever tried it."""

    @classmethod
    def message_id(cls) -> str:
        """Return the id of the sentence that says it."""
        return "refusal-" + re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def facts(self) -> dict[str, str | int | datetime]:
        """Return the variables of the sentence."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]


# --- the interview ---------------------------------------------------------------------------------------


@dataclass(eq=False)
class InterviewNotFound(Refusal):
    """No such interview in this server, or none that this person may see."""

    number: int


@dataclass(eq=False)
class NoServer(Refusal):
    """A direct message, from somebody who has an account in no server where they and the bot are."""


@dataclass(eq=False)
class OnlyInAServer(Refusal):
    """What is about one server was asked for in a direct message."""


@dataclass(eq=False)
class FileNotFetched(Refusal):
    """Discord did not hand over a file that was sent."""


@dataclass(eq=False)
class BeingErased(Refusal):
    """All that is kept of them is being erased, and nothing is made anew before that is done."""


@dataclass(eq=False)
class NothingKept(Refusal):
    """Nothing is kept of the person."""


@dataclass(eq=False)
class ExportedLately(Refusal):
    """They got all that is kept of them less than a day ago, and can have it again from a moment on."""

    again_at: datetime


@dataclass(eq=False)
class EraseWordWrong(Refusal):
    """What was typed to have everything erased is not the `word`."""

    word: str


@dataclass(eq=False)
class NothingToCertify(Refusal):
    """Who asks for a certificate has completed no interview in the server."""


@dataclass(eq=False)
class CertificateUnknown(Refusal):
    """No certificate has the number."""


@dataclass(eq=False)
class SeatTaken(Refusal):
    """Somebody else was faster."""

    winner_id: int


@dataclass(eq=False)
class SeatHeld(Refusal):
    """The seat has come free, and is held until a moment for somebody who has waited for it."""

    number: int
    until: datetime


@dataclass(eq=False)
class SeatHeldBefore(Refusal):
    """The seat is held for somebody who stands before the member in the line; `place` is the member's."""

    number: int
    place: int


@dataclass(eq=False)
class WaitingForOwnCard(Refusal):
    """Nobody waits for a seat of their own interview."""


@dataclass(eq=False)
class SeatIsFree(Refusal):
    """Nobody has the seat for which the member would wait."""

    number: int


@dataclass(eq=False)
class LineFull(Refusal):
    """As many as can wait for one interview (`most`) do."""

    number: int
    most: int


@dataclass(eq=False)
class WaitingForMany(Refusal):
    """The member waits for as many interviews as one can (`most`)."""

    most: int
    interviews: str


@dataclass(eq=False)
class OfferGone(Refusal):
    """The seat was offered to the member, and is not any more."""

    number: int


@dataclass(eq=False)
class HostGone(Refusal):
    """Whoever published the card has left the server, so that it was cancelled."""

    number: int


@dataclass(eq=False)
class DraftGone(Refusal):
    """The preview was published already, or it was too old."""


@dataclass(eq=False)
class AlreadyYours(Refusal):
    """The member already holds the seat they want to book."""

    number: int


@dataclass(eq=False)
class OwnCard(Refusal):
    """Nobody books their own card."""


@dataclass(eq=False)
class NotOpen(Refusal):
    """The interview can no longer be booked; `status` is its status."""

    number: int
    status: str


@dataclass(eq=False)
class AlreadyOver(Refusal):
    """The interview has ended one way or another, so it cannot be changed; `status` is its status."""

    number: int
    status: str


@dataclass(eq=False)
class AlreadyStarted(Refusal):
    """The start has passed."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class TooLateToBook(Refusal):
    """The server wants `minutes` of notice, and the start is nearer."""

    number: int
    starts_at: datetime
    minutes: int


@dataclass(eq=False)
class Overlap(Refusal):
    """The member has another interview at that time."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class BookedMeanwhile(Refusal):
    """Somebody has booked the card since its host was told whom cancelling it affects."""

    number: int
    member_id: int


@dataclass(eq=False)
class CostsMeanwhile(Refusal):
    """Leaving is a late change by now, and costs more `points` than whoever leaves was told, or none."""

    number: int
    points: int


@dataclass(eq=False)
class GuestIsBusy(Refusal):
    """The other participant has another interview at the new time."""

    member_id: int


@dataclass(eq=False)
class NotYourInterview(Refusal):
    """Only a participant may do this."""

    number: int


@dataclass(eq=False)
class OnlyTheHost(Refusal):
    """Only the host may do this; a guest withdraws."""

    number: int


@dataclass(eq=False)
class OnlyTheGuest(Refusal):
    """Only the guest may do this; a host cancels."""

    number: int


@dataclass(eq=False)
class NobodyHasBooked(Refusal):
    """There is no guest whose seat could be freed."""

    number: int


@dataclass(eq=False)
class NothingToChange(Refusal):
    """An edit without a single new value."""


@dataclass(eq=False)
class ChangedSince(Refusal):
    """The start is not any more the one for which another was offered."""


# --- another time ----------------------------------------------------------------------------------------


@dataclass(eq=False)
class NoLongerProposed(Refusal):
    """The proposal was confirmed, taken back or replaced, or its interview is no longer booked."""


@dataclass(eq=False)
class OnlyTheGuestConfirms(Refusal):
    """The host proposes another time, and only the guest confirms it."""

    number: int


@dataclass(eq=False)
class MovePassed(Refusal):
    """The proposed start has passed; the interview keeps its own."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class BusyAtProposedTime(Refusal):
    """Whoever confirms another time has another interview then, of that `number`."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class HostIsBusy(Refusal):
    """The host has taken another interview at the time that they proposed."""

    member_id: int


# --- what a card says ------------------------------------------------------------------------------------


@dataclass(eq=False)
class TooSoon(Refusal):
    """The start is less than `minutes` ahead, or past."""

    starts_at: datetime
    minutes: int


@dataclass(eq=False)
class TooFar(Refusal):
    """The start is more than `days` ahead."""

    starts_at: datetime
    days: int


@dataclass(eq=False)
class DurationOutOfRange(Refusal):
    """The length is not between `minimum` and `maximum` minutes."""

    minimum: int
    maximum: int


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text of the card has `length` characters, more than `maximum`; `field` is its option's name."""

    field: str
    length: int
    maximum: int


@dataclass(eq=False)
class LinkNotAccepted(Refusal):
    """The link is not an https Google Meet link."""


@dataclass(eq=False)
class OtherLinkNotAccepted(Refusal):
    """It is neither a Google Meet link nor one of the other providers that are known."""

    providers: str


@dataclass(eq=False)
class SeveralLinks(Refusal):
    """What was pasted has links to different rooms."""


# --- points ----------------------------------------------------------------------------------------------


@dataclass(eq=False)
class NotEnoughPoints(Refusal):
    """The interviewee's seat costs `price` points and the member has `balance`."""

    price: int
    balance: int


@dataclass(eq=False)
class NobodyHasPoints(Refusal):
    """As `NotEnoughPoints`, in a server in which nobody could pay: only an admin can get it going."""

    price: int
    balance: int


@dataclass(eq=False)
class GrantWouldGoNegative(Refusal):
    """An admin wants to take more than the member has."""

    balance: int
    member_id: int


@dataclass(eq=False)
class GrantNeedsAmount(Refusal):
    """A grant of nothing, or of more than `maximum` points."""

    maximum: int


@dataclass(eq=False)
class GrantNeedsReason(Refusal):
    """A grant without a reason."""


# --- feedback --------------------------------------------------------------------------------------------


@dataclass(eq=False)
class OnlyTheInterviewer(Refusal):
    """Only the interviewer leaves feedback."""

    number: int


@dataclass(eq=False)
class OnlyTheInterviewee(Refusal):
    """Only the interviewee accepts feedback."""

    number: int


@dataclass(eq=False)
class FeedbackTooEarly(Refusal):
    """The interview has not started."""

    number: int
    starts_at: datetime


@dataclass(eq=False)
class FeedbackNeedsBooking(Refusal):
    """Feedback belongs to a booked interview, and this one is not or no longer; `status` is the status."""

    number: int
    status: str


@dataclass(eq=False)
class FeedbackExists(Refusal):
    """The interviewer has already left feedback."""

    number: int


@dataclass(eq=False)
class NoFeedbackYet(Refusal):
    """There is nothing to accept yet."""

    number: int


@dataclass(eq=False)
class AlreadyAccepted(Refusal):
    """The feedback has been accepted."""

    number: int


@dataclass(eq=False)
class ScoreOutOfRange(Refusal):
    """A score is a whole number from 1 to 5."""


@dataclass(eq=False)
class FeedbackLength(Refusal):
    """The text has `length` characters, not `minimum` to `maximum`."""

    length: int
    minimum: int
    maximum: int


# --- time ------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class TimeNotUnderstood(Refusal):
    """The text is no time that the bot can read."""

    text: str


@dataclass(eq=False)
class TimePartNotUnderstood(Refusal):
    """The text would be a time but for `part`."""

    text: str
    part: str


@dataclass(eq=False)
class HourMissing(Refusal):
    """The text says a day and no hour."""

    text: str


@dataclass(eq=False)
class TimeImpossible(Refusal):
    """There is no such day or hour, or a weekday and its date do not go together."""

    text: str


@dataclass(eq=False)
class TimeOver(Refusal):
    """The moment that the text means has passed."""

    text: str
    was: datetime


@dataclass(eq=False)
class TimeInGap(Refusal):
    """The clocks jump over this wall time in the zone."""

    text: str
    zone: str


@dataclass(eq=False)
class TimeAmbiguous(Refusal):
    """The text has several readings; `last` is what to type to mean the last, `first` are the others."""

    text: str
    first: str
    last: str


@dataclass(eq=False)
class ZoneUnknown(Refusal):
    """No such time zone."""

    text: str


# --- what is chosen --------------------------------------------------------------------------------------


@dataclass(eq=False)
class ChoiceNotOffered(Refusal):
    """The text is none of the choices that were offered; no client sends that by itself."""

    text: str


# --- settings --------------------------------------------------------------------------------------------


@dataclass(eq=False)
class SettingOutOfRange(Refusal):
    """A setting is not between `minimum` and `maximum`; `setting` is its option's name."""

    setting: str
    minimum: int
    maximum: int


@dataclass(eq=False)
class RemindersNotUnderstood(Refusal):
    """The list of times before the start cannot be read, or is too long."""

    text: str
    maximum: int


@dataclass(eq=False)
class NotPaused(Refusal):
    """The member is not paused (any more)."""

    member_id: int


@dataclass(eq=False)
class AdminNeedsReason(Refusal):
    """An admin's step that two members read of comes with a reason."""


@dataclass(eq=False)
class SetAndUnset(Refusal):
    """The same was to be set and unset; `setting` is the choice's name."""

    setting: str


@dataclass(eq=False)
class RoleIsEverybody(Refusal):
    """The role to ping is that of all members."""


@dataclass(eq=False)
class NotAnAdmin(Refusal):
    """Only who may manage the server changes its settings."""


# --- absence and disputes --------------------------------------------------------------------------------


@dataclass(eq=False)
class NoShowTooEarly(Refusal):
    """The other has until `opens_at` to come."""

    number: int
    opens_at: datetime


@dataclass(eq=False)
class NoShowNeedsBooking(Refusal):
    """Absence is reported of a booked interview only; `status` is its status."""

    number: int
    status: str


@dataclass(eq=False)
class NoShowAlreadyReported(Refusal):
    """One report an interview: it was made already, perhaps by the other."""

    number: int


@dataclass(eq=False)
class BlockedFromSeats(Refusal):
    """The member did not come to `missed` interviews of late and takes no new seat until then."""

    until: datetime
    missed: int
    interviews: str


@dataclass(eq=False)
class NothingToDispute(Refusal):
    """There is neither feedback to accept nor a report of the member's own absence."""

    number: int


@dataclass(eq=False)
class DisputeTooLate(Refusal):
    """The report could be disputed until then."""

    number: int
    dispute_by: datetime


@dataclass(eq=False)
class DisputeAlreadyOpen(Refusal):
    """The member has disputed it before."""

    number: int


@dataclass(eq=False)
class DisputeLength(Refusal):
    """The reason is too short or too long, in characters."""

    length: int
    minimum: int
    maximum: int


@dataclass(eq=False)
class DisputeNotFound(Refusal):
    """Nobody disputes anything about this interview."""

    number: int


@dataclass(eq=False)
class DisputeAlreadyDecided(Refusal):
    """Somebody has decided before."""

    number: int


@dataclass(eq=False)
class RulingInOwnCase(Refusal):
    """The admin took part in the interview."""

    number: int
