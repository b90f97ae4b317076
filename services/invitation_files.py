"""An interview as a file for the member's own calendar (iCalendar: RFC 5545, 5546 and 7986)."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event, vDatetime, vDuration, vInt, vText, vUri
from icalendar.parser import Contentline

from services.interviews import Interview
from services.invitations import Entry, Method

PRODUCT = "-//Sparring//Mock interviews//EN"
ALARM_BEFORE = timedelta(minutes=10)

LINE_MAXIMUM = 75
"""Bytes of a line, before it is folded (RFC 5545, section 3.1)."""

_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but the tab and the line feed, and halves of characters."""

_RESERVED_IN_URIS = ":/?#[]@!$&'()*+,;=%"
"""What may stand in a URI as it is, besides letters, digits and "-._~" (RFC 3986)."""


def invitation(
    entry: Entry,
    *,
    method: Method,
    title: str,
    description: str,
    now: datetime,
    language: str,
) -> bytes:
    """Return the file that enters an interview into a calendar, updates the entry or withdraws it.

    `language` is that of `title` and `description`.

    A new and a moved interview are both PUBLISH, never REQUEST. A request is one step of a negotiation by
    mail: it needs an ORGANIZER and an ATTENDEE with addresses (RFC 5546), and we know our members by their
    Discord ids only. Outlook makes of a request a meeting to accept or decline, with nobody to send the
    answer to, and Google's import of files leaves guests out anyway. A published event is what Google, Apple
    and Outlook all take from a file that was saved from a message: an entry of one's own, no answer asked for
    (Outlook reads even a file without METHOD as PUBLISH). By the UID, which stays, and the SEQUENCE, which
    grows, a calendar can replace the entry by the second file of an interview.

    A cancellation says so twice, because it did not come by mail, and no calendar has to follow it then:
    METHOD is CANCEL for those that take the entry out, STATUS is CANCELLED for those that only mark it. For
    one that does neither, the entry takes up no time (TRANSP), does not ring and has no link to go to. Its
    `title` should therefore say that it is cancelled, too.

    An interview whose guest withdrew is cancelled in both calendars, and published again in the host's when
    somebody else books it: under the same UID, so that no calendar has it twice, and with a higher SEQUENCE,
    so that the entry comes back where a cancelled one was kept. The first guest gets nothing of it.

    The link stands in LOCATION, which every calendar shows, and in URL and CONFERENCE, of which some make a
    button. CLASS is PRIVATE: whoever else may look into the member's calendar sees that they are busy, but
    neither the link nor what it is about.
    """
    calendar = Calendar({"prodid": vText(PRODUCT), "version": vText("2.0"), "method": vText(method.value)})
    event = _event(entry.interview, entry.created_at, now)
    event["sequence"] = vInt(entry.sequence)
    event["summary"] = _text(title, language)
    event["description"] = _text(description, language)
    if method is Method.CANCEL:
        event["status"], event["transp"] = vText("CANCELLED"), vText("TRANSPARENT")
    else:
        event["status"], event["transp"] = vText("CONFIRMED"), vText("OPAQUE")
        event.add_component(_alarm(title, language))
        if entry.link is not None:
            _add_link(event, entry.link)
    calendar.add_component(event)
    return b"\r\n".join(_folded(line) for line in calendar.content_lines())


def _folded(line: Contentline) -> bytes:
    """Return a line as it stands in the file.

    The library looks at each character for where to fold, which was a third of what a file cost.
    """
    if line.isascii() and len(line) < LINE_MAXIMUM:
        return line.encode()
    folded: bytes = line.to_ical()  # type: ignore[no-untyped-call]  # icalendar 7 has no types for it
    return folded


def _event(interview: Interview, created_at: datetime, now: datetime) -> Event:
    created = created_at.astimezone(UTC)
    number = f"interview-{interview.id}-{interview.server_id}-{created:%Y%m%dT%H%M%SZ}@sparring"
    return Event(
        {
            "uid": vText(number),
            "created": vDatetime(created),
            "dtstamp": vDatetime(now.astimezone(UTC)),
            "last-modified": vDatetime(now.astimezone(UTC)),
            "dtstart": vDatetime(interview.starts_at.astimezone(UTC)),
            "dtend": vDatetime(interview.ends_at.astimezone(UTC)),
            "class": vText("PRIVATE"),
        }
    )


def _alarm(title: str, language: str) -> Alarm:
    return Alarm(
        {
            "action": vText("DISPLAY"),
            "trigger": vDuration(-ALARM_BEFORE),
            "description": _text(title, language),
        }
    )


def _add_link(event: Event, link: str) -> None:
    # The value of a URI is written as it is, without escapes: so nothing may be in it that ends a line.
    uri = quote(_writable(link), safe=_RESERVED_IN_URIS)
    event["location"] = _Text(_writable(link))
    event["url"] = vUri(uri)
    event["conference"] = vUri(uri, params={"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})


class _Text(vText):
    r"""Text that comes back as it was, also with a "\N" in it (as in "C:\New").

    The library takes those two characters for a line break that was escaped already.
    """

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(piece).to_ical() for piece in self.split(r"\N"))


def _text(text: str, language: str) -> _Text:
    return _Text(_writable(text), params={"LANGUAGE": language})


def _writable(text: str) -> str:
    r"""Return the text with "\n" for every line break and without what no calendar file may hold."""
    return _UNWRITABLE.sub("", _LINE_BREAK.sub("\n", text))
