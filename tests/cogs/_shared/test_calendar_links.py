"""The button that adds an interview to Google Calendar: its address holds as much as Discord takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs._shared.discord_limits import BUTTON_ADDRESS_MAXIMUM
from cogs._shared.interview_embeds import google_calendar
from cogs._shared.translation import Speaker
from services.interviews import Private
from services.languages import LANGUAGES
from services.links import LINK_MAXIMUM
from services.wording import TOPIC_MAXIMUM
from tests.support.factories import an_interview

MEET = "https://meet.google.com/abc-defg-hij"
TEAMS = "https://teams.microsoft.com/l/meetup-join/"
START = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)

INTERVIEW = an_interview(START, ends_at=START + timedelta(hours=1))


def added(language: str, topic: str, link: str | None) -> dict[str, str]:
    """Return what Google Calendar is asked to add, by the address of the button."""
    interview = replace(INTERVIEW, topic=topic)
    mine = Private(interview, link=link, feedback=None, absence=None, dispute=None, actions=())
    address = google_calendar(Speaker(language), mine)
    assert len(address) <= BUTTON_ADDRESS_MAXIMUM
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@given(
    st.sampled_from(LANGUAGES),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=TOPIC_MAXIMUM),
    st.one_of(st.none(), st.text("abc%&=?/+-", max_size=LINK_MAXIMUM - len(TEAMS)).map(TEAMS.__add__)),
)
def test_discord_takes_the_address_whatever_the_topic_and_the_link(
    language: str, topic: str, link: str | None
) -> None:
    event = added(language, topic, link)
    assert event["dates"] == "20261201T180000Z/20261201T190000Z"
    assert event.get("location") in (None, link)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_topic_is_there_in_full_and_as_it_was_typed(language: str) -> None:
    event = added(language, "C++ & STL: *умные* указатели", MEET)
    assert event["text"].endswith("C++ & STL: *умные* указатели")
    assert event["location"] == MEET


def test_a_long_topic_is_shortened_and_the_link_stays() -> None:
    event = added("ru", "Я" * TOPIC_MAXIMUM, MEET)
    assert event["text"].startswith("Мок-собеседование: ЯЯЯ")
    assert event["text"].endswith("Я…")
    assert event["location"] == MEET


def test_a_link_that_leaves_no_room_for_a_title_is_left_out() -> None:
    event = added("ru", "Проектирование систем", TEAMS + "%" * 200)
    assert event["text"] == "Мок-собеседование: Проектирование систем"
    assert "location" not in event
