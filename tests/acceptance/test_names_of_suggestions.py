"""Discord's client may send a suggestion's name in place of its value: the bot knows what it offered."""

import random
import re
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from zoneinfo import ZoneInfo

import pytest

from cogs._shared.interview_embeds import choice_label
from cogs._shared.offered import interview_of_name, time_name, time_of_name
from cogs._shared.translation import Speaker
from models import MockInterview
from sandbox import Member
from services.interviews import InterviewStatus, Role
from services.listing import Listed
from services.times import read_time, suggest_times
from tests.acceptance.conftest import Town
from tests.acceptance.steps import publish
from tests.acceptance.witness import Witness

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/GMT-3")
TYPED = ("", "tomorrow", "fri", "18", "в 10", "через", "1", "dec 1", "02:30", "2026-10-25 02:30", "noon")
ANYTHING = ("#7 · Tue", "· · ·", "שלום עולם", "مرحبا · #5", "\u202egnp", "12", "a\u2069b", "#", "x" * 100, "")


def _moments() -> list[datetime]:
    chance = random.Random(5)  # noqa: S311 - a test that is the same each time
    first = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        datetime(2026, 10, 24, 12, tzinfo=UTC),
        datetime(2026, 10, 31, 20, tzinfo=UTC),
        *(first + timedelta(minutes=chance.randrange(2 * 365 * 24 * 60)) for _ in range(4)),
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_name_of_every_suggested_time_means_what_its_value_does(language: str) -> None:
    typed = cycle(TYPED)
    for now, twelve_hours in product(_moments(), (False, True)):
        speak = Speaker(language, twelve_hours=twelve_hours)
        for zone in ZONES:
            found = suggest_times(next(typed), zone=zone, now=now, language=language)
            offered = [one for one in found if one.starts_at < now + timedelta(days=365)]
            names = {reading: time_name(speak, reading.starts_at, zone) for reading in offered[::3]}
            for reading, name in names.items():
                value = read_time(reading.spelled, zone=zone, now=now, language=language).starts_at
                for later in (now, now + timedelta(days=1)):
                    named = time_of_name(f" {name}", later)
                    assert named == value.replace(second=0), (name, reading)


def test_of_an_hour_that_comes_twice_each_has_a_name_of_its_own() -> None:
    now, zone = datetime(2026, 10, 24, 12, tzinfo=UTC), "Europe/Berlin"
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo(zone))
    names = [time_name(Speaker("en"), one.astimezone(UTC), zone) for one in (twice, twice.replace(fold=1))]
    assert names == [f"Sun 25 Oct, 02:30 (UTC+0{hours}:00) · {zone}" for hours in (2, 1)]
    assert time_of_name(names[0], now) != time_of_name(names[1], now)


@pytest.mark.parametrize(
    "text",
    [
        *("", " · ", "Tue 1 Dec, 18:00", "Tue 1 Dec, 18:00 · Mars/Olympus", "Sun 1 Dec, 18:00 · UTC"),
        *("18:00 · UTC", "Tue 1 Dec, 99:99 · UTC", "Tue 1 Dec, 18:00 · ../../etc/passwd"),
        "1" * 5000 + ":00 · UTC",
    ],
)
def test_what_is_called_like_no_suggestion_is_none(text: str) -> None:
    assert time_of_name(text, datetime(2026, 11, 30, 12, tzinfo=UTC)) is None


@pytest.mark.parametrize("topic", ANYTHING)
@pytest.mark.parametrize("host", ANYTHING)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_name_of_every_interview_is_its_number_whatever_stands_in_it(
    topic: str, host: str, language: str
) -> None:
    starts_at = datetime(2026, 12, 1, 18, tzinfo=UTC)
    one = Listed(41, 9, host, Role.INTERVIEWER, 9, None, starts_at, 60, topic, InterviewStatus.PENDING)
    name = choice_label(Speaker(language), one, "Europe/Berlin", host)
    assert len(name) <= 100
    assert interview_of_name(name) == 41
    assert name.count("\u2068") == name.count("\u2069")
    outside = re.sub("\u2068[^\u2069]*\u2069", "", name)
    assert not re.search("[\u0590-\u08ff\u202a-\u202e]", outside), "nothing turns the line around"


async def test_over_the_wire_a_name_does_what_its_value_does(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=30)
    members = [town.alice, town.boris]
    await town.alice.run("timezone", zone="Europe/Berlin")
    for member, typed in ((town.alice, "berl"), (town.boris, "моск")):
        offered = await member.complete("timezone", "zone", typed)
        assert str(offered[0].value) in (await member.run("timezone", zone=offered[0].name)).text
    for number, member in enumerate(members, 1):
        offered = await member.complete("interview create", "when", "" if number == 1 else "завтра 20")
        await member.run(
            "interview create", role="interviewer", when=offered[-1].name, topic=f"שלום {number}"
        )
        read = read_time(
            str(offered[-1].value), zone=await _zone(member), now=town.now(), language="en"
        ).starts_at
        assert (await MockInterview.get(id=number)).scheduled_time == read
    offered = await town.boris.complete("book", "interview", "שלום 1")
    assert [one.value for one in offered] == ["1"]
    booked = await town.boris.run("book", interview=offered[0].name)
    assert "#1" in booked.text
    for command in ("interview view", "interview edit", "interview cancel"):
        (mine,) = await town.alice.complete(command, "interview", "#1")
        options = {"topic": "Other"} if command == "interview edit" else {}
        told = await town.alice.run(command, interview=mine.name, **options)
        assert "#1" in told.text
    assert witness.faults() == []


async def _zone(member: Member) -> str:
    return "Europe/Berlin" if member.name == "Alice" else "Europe/Moscow"


async def test_what_nobody_can_see_is_no_topic_and_no_feedback(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice, topic="\u3164\u2800\u200d")
    assert (await MockInterview.get(id=1)).topic == ""
