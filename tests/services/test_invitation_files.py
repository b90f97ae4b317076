import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.parsing.component import ParsedComponent, parse_content

from services.interviews import InterviewStatus, Role
from services.invitation_files import invitation
from services.invitations import Entry, Method
from tests.support.factories import an_interview

NOW = datetime(2026, 11, 23, 10, 17, 42, tzinfo=UTC)
CREATED = datetime(2026, 11, 20, 8, 0, 5, 123456, tzinfo=UTC)
START = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
LINK = "https://meet.google.com/abc-defg-hij"
BREAKING_OUT = (
    "\\N", "\\n", "\\", ";", ",", ":", '"', "\n", "\n ", "\t", "END:VEVENT", "\nEND:VEVENT\nBEGIN:VEVENT\n",
    "\nATTACH:https://example.org/", "\nATTENDEE:mailto:a@example.org", "C:\\New", "^n", "%0d%0a",
    "Собеседование ", "👩‍💻", "|",
)  # fmt: skip
LINE_BREAKS = "\r\v\f\x85\u2028\u2029"

kept_characters = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=LINE_BREAKS)
"""What may stand in a file; besides, the pieces have line breaks and tabs."""
kept_texts = st.lists(st.one_of(st.text(kept_characters), st.sampled_from(BREAKING_OUT))).map("".join)
any_texts = st.lists(
    st.one_of(st.text(st.characters()), st.sampled_from((*BREAKING_OUT, *LINE_BREAKS, "\r\n", "\r\nURL:x")))
).map("".join)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


def one(
    number: int = 7,
    *,
    server_id: int = 123456789012345678,
    starts_at: datetime = START,
    link: str | None = LINK,
    status: InterviewStatus = InterviewStatus.BOOKED,
) -> Entry:
    interview = an_interview(starts_at, id=number, server_id=server_id, status=status)
    return Entry(interview, link, Role.INTERVIEWER, sequence=1, created_at=CREATED)


def file_of(
    entry: Entry | None = None,
    *,
    method: Method = Method.PUBLISH,
    sequence: int = 1,
    created_at: datetime = CREATED,
    title: str = "Mock interview: Python",
    description: str = "With Boris",
    now: datetime = NOW,
    language: str = "en",
) -> bytes:
    return invitation(
        replace(entry or one(), sequence=sequence, created_at=created_at),
        method=method,
        title=title,
        description=description,
        now=now,
        language=language,
    )


def calendar_in(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def event_in(content: bytes) -> Event:
    [event] = calendar_in(content).events
    return event


def names(component: ParsedComponent, above: str = "") -> Counter[str]:
    """Return what stands in a component and in those in it, and how often."""
    path = f"{above}{component.name}/"
    found = Counter({path: 1}) + Counter(f"{path}{prop.name}" for prop in component.properties)
    for inner in component.components:
        found += names(inner, path)
    return found


def names_in(content: bytes) -> Counter[str]:
    [calendar] = parse_content(content.decode())
    return names(calendar)


def visible(text: str) -> str:
    """Return the text without line breaks, tabs and what nobody sees."""
    return "".join(
        character
        for character in text
        if character not in LINE_BREAKS and unicodedata.category(character) not in {"Cc", "Cs"}
    )


# --- what a calendar enters ------------------------------------------------------------------------------


def test_a_booked_interview_is_an_event_of_ones_own() -> None:
    content = file_of(title="Mock interview", description="With Boris\nPython, middle", sequence=3)
    calendar, event = calendar_in(content), event_in(content)
    assert (calendar.method, calendar.version, calendar.prodid) == (
        "PUBLISH",
        "2.0",
        "-//Sparring//Mock interviews//EN",
    )
    assert (event.summary, event.description) == ("Mock interview", "With Boris\nPython, middle")
    assert (event.dtstart, event.dtend) == (START, START + timedelta(minutes=45))
    assert (event.dtstamp, event.last_modified) == (NOW, NOW)
    assert event.created == CREATED.replace(microsecond=0)
    assert (event.sequence, event.status, event.transparency) == (3, "CONFIRMED", "OPAQUE")
    assert event.classification == "PRIVATE"
    assert (event.organizer, event.attendees, event.extras) == (None, [], [])


def test_the_link_stands_wherever_a_calendar_may_look_for_it() -> None:
    event = event_in(file_of())
    [conference] = event.conference
    assert (event.location, str(event.url), str(conference.uri)) == (LINK, LINK, LINK)
    assert b"\r\nCONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:https://" in file_of()


def test_without_a_link_there_is_no_place() -> None:
    event = event_in(file_of(one(link=None)))
    assert (event.location, event.url, event.conference) == (None, None, [])


def test_it_rings_ten_minutes_before() -> None:
    [alarm] = event_in(file_of(title="Mock interview")).alarm
    assert (alarm.action, alarm.trigger) == ("DISPLAY", timedelta(minutes=-10))
    assert alarm.description == "Mock interview"


def test_the_texts_say_in_which_language_they_are() -> None:
    content = file_of(title="Собеседование", description="С Борисом", language="ru").decode()
    assert "\r\nSUMMARY;LANGUAGE=ru:Собеседование\r\n" in content
    assert "\r\nDESCRIPTION;LANGUAGE=ru:С Борисом\r\n" in content


@settings(max_examples=200)
@given(starts_at=moments, now=moments, created_at=moments)
def test_every_moment_is_written_in_utc(starts_at: datetime, now: datetime, created_at: datetime) -> None:
    # All are compared in UTC: where clocks change, a moment equals none that is written in another zone.
    in_utc = tuple(moment.astimezone(UTC) for moment in (starts_at, now, created_at))
    content = file_of(one(starts_at=in_utc[0]), now=now, created_at=created_at)
    event = event_in(content)
    assert (event.dtstart, event.dtstamp, event.created) == in_utc
    stamps = re.findall(rb"^(?:DT\w+|CREATED|LAST-MODIFIED)([:;].*)\r$", content, re.MULTILINE)
    assert len(stamps) == 5
    assert all(re.fullmatch(rb":\d{8}T\d{6}Z", stamp) for stamp in stamps)


def test_the_same_facts_make_the_same_file() -> None:
    assert file_of() == file_of()


# --- one interview, several files ------------------------------------------------------------------------


@pytest.mark.parametrize("method", Method)
def test_a_later_file_has_the_same_uid_and_a_higher_sequence(method: Method) -> None:
    first = event_in(file_of(sequence=1))
    moved = one(starts_at=START + timedelta(days=1), link=None, status=InterviewStatus.CANCELLED)
    later = event_in(
        file_of(moved, method=method, sequence=2, title="Other", now=NOW + timedelta(hours=1), language="ru")
    )
    assert later.uid == first.uid
    assert (first.sequence, later.sequence) == (1, 2)
    assert (first.dtstart, later.dtstart) == (START, START + timedelta(days=1))


def test_a_cancelled_interview_takes_up_no_time_and_leads_nowhere() -> None:
    content = file_of(method=Method.CANCEL, title="Cancelled: mock interview")
    event = event_in(content)
    assert calendar_in(content).method == "CANCEL"
    assert (event.status, event.transparency) == ("CANCELLED", "TRANSPARENT")
    assert (event.dtstart, event.summary) == (START, "Cancelled: mock interview")
    assert (event.alarm, event.location, event.url, event.conference) == ([], None, None, [])
    assert LINK.encode() not in content


def test_the_uid_tells_interviews_servers_and_databases_apart() -> None:
    files = (
        file_of(),
        file_of(one(number=8)),
        file_of(one(server_id=123456789012345679)),
        file_of(created_at=CREATED + timedelta(seconds=1)),
    )
    assert len({event_in(content).uid for content in files}) == len(files)


@pytest.mark.parametrize(
    "stored", [CREATED.replace(microsecond=0), CREATED.astimezone(timezone(timedelta(hours=3)))]
)
def test_the_uid_is_the_same_however_exactly_and_in_whichever_zone_a_database_says_it(
    stored: datetime,
) -> None:
    assert event_in(file_of(created_at=stored)).uid == event_in(file_of()).uid


# --- texts of any kind -----------------------------------------------------------------------------------


@settings(max_examples=200)
@given(title=kept_texts, description=kept_texts)
@example(title="C:\\New", description="\\\\N\\\n\\\\n;,\\;\\,")
def test_what_is_read_is_what_was_written(title: str, description: str) -> None:
    event = event_in(file_of(title=title, description=description))
    assert (event.summary, event.description) == (title, description)
    assert event.alarm[0].description == title


@settings(max_examples=200)
@given(title=any_texts, description=any_texts, link=any_texts, method=st.sampled_from(Method))
@example(title="", description="", link="", method=Method.PUBLISH)
@example(
    title="\ud800", description="\0\x1b", link="https://example.org/\r\nEND:VEVENT", method=Method.PUBLISH
)
def test_no_text_adds_a_property_or_a_component(
    title: str, description: str, link: str, method: Method
) -> None:
    content = file_of(one(link=link), title=title, description=description, method=method)
    event = event_in(content)
    assert names_in(content) == names_in(file_of(method=method))
    assert visible(event.summary or "") == visible(title)
    assert visible(event.description or "") == visible(description)
    if method is Method.PUBLISH:
        assert visible(event.location or "") == visible(link)


@settings(max_examples=200)
@given(title=any_texts, description=any_texts, link=any_texts)
@example(title="Собеседование" * 20, description="👩‍💻" * 40, link=LINK + "я" * 100)
@example(title="\\" * 200, description=";" * 200, link="")
def test_lines_end_in_crlf_and_have_75_octets_at_most(title: str, description: str, link: str) -> None:
    content = file_of(one(link=link), title=title, description=description)
    *lines, end = content.split(b"\r\n")
    assert end == b""
    for line in lines:
        assert 0 < len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()


@pytest.mark.parametrize("line_break", ["\n", "\r\n", *LINE_BREAKS])
def test_every_line_break_is_read_as_one(line_break: str) -> None:
    assert event_in(file_of(description=f"one{line_break}two")).description == "one\ntwo"


def test_what_no_file_may_hold_is_left_out() -> None:
    assert event_in(file_of(title="a\0b\x1bc\x7fd\x9fe\ud83df")).summary == "abcdef"


def test_a_link_is_an_address_whatever_stands_in_it() -> None:
    event = event_in(file_of(one(link="https://example.org/a b?c=ж\n&d=%20")))
    assert str(event.url) == "https://example.org/a%20b?c=%D0%B6%0A&d=%20"
