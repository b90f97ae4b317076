import csv
import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.refusals import Refusal, TimeAmbiguous, TimeInGap, TimeNotUnderstood, ZoneUnknown
from services.times import Reading, read_time, suggest_times
from services.zones import check_zone, find_zones

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 10, 17, 42, tzinfo=UTC)
"""A Monday."""
BERLIN = "Europe/Berlin"
ZONES = sorted(
    {
        choice.name
        for hour in range(-12, 15)
        for minute in ("00", "30", "45")
        for choice in find_zones(f"{hour:+d}:{minute}", language="en", now=NOW, limit=500)
    }
)
"""Every zone whose clocks differ from those of the others."""


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TYPED, REFUSED = rows("typed_times.csv"), rows("refused_times.csv")


def read(text: str, *, zone: str = BERLIN, now: datetime = NOW, language: str = "en") -> Reading:
    return read_time(text, zone=zone, now=now, language=language)


def suggested(text: str, *, zone: str = BERLIN, language: str = "en", limit: int = 25) -> list[str]:
    return [one.spelled for one in suggest_times(text, zone=zone, now=NOW, language=language, limit=limit)]


# --- what is read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TYPED, ids=lambda row: row["text"])
def test_a_typed_time_is_read_as_the_instant_it_means(row: dict[str, str]) -> None:
    now = datetime.fromisoformat(row["now"])
    found = read_time(row["text"], zone=row["zone"], now=now, language=row["language"])
    assert found.starts_at == datetime.fromisoformat(row["means"])
    assert found.starts_at.tzinfo is UTC
    assert found.zone == row["zone"]
    assert read_time(found.spelled, zone=row["zone"], now=now, language=row["language"]) == found


def test_of_a_large_table_nothing_is_read_wrong_and_hardly_anything_refused() -> None:
    wrong, refused = [], []
    for row in TYPED:
        now = datetime.fromisoformat(row["now"])
        try:
            found = read_time(row["text"], zone=row["zone"], now=now, language=row["language"])
        except Refusal:
            refused.append(row["text"])
        else:
            if found.starts_at != datetime.fromisoformat(row["means"]):
                wrong.append(row["text"])
    russian = [row for row in TYPED if row["language"] == "ru"]
    print(f"{len(TYPED)} typed times, {len(russian)} Russian; wrong: {wrong}; refused: {refused}")  # noqa: T201
    assert len(TYPED) >= 500
    assert 0.4 <= len(russian) / len(TYPED) <= 0.6
    assert wrong == []
    assert len(refused) <= len(TYPED) * 0.05


@pytest.mark.parametrize("row", TYPED, ids=lambda row: row["text"])
def test_what_a_text_means_leads_the_suggestions(row: dict[str, str]) -> None:
    now, means = datetime.fromisoformat(row["now"]), datetime.fromisoformat(row["means"])
    found = suggest_times(row["text"], zone=row["zone"], now=now, language=row["language"])
    if means > now:
        assert found[0].starts_at == means


def test_both_languages_are_read_whatever_the_language_of_the_reader() -> None:
    assert read("завтра в 7 вечера", language="en") == read("tomorrow at 7pm", language="ru")


@pytest.mark.parametrize("mark", ["\u200f", "\u202b", "\u2066", "\ufeff", "\u00ad"])
def test_invisible_marks_change_nothing(mark: str) -> None:
    assert read(f"{mark}tomorrow{mark} 18:00{mark}") == read("tomorrow 18:00")


# --- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["text"])
def test_a_text_without_one_clear_meaning_is_refused(row: dict[str, str]) -> None:
    now = datetime.fromisoformat(row["now"])
    with pytest.raises(Refusal) as refused:
        read_time(row["text"], zone=row["zone"], now=now, language=row["language"])
    assert type(refused.value).__name__ == row["refusal"]
    if isinstance(refused.value, TimeAmbiguous):
        assert (refused.value.first, refused.value.last) == (row["first"], row["last"])
    assert str(refused.value.facts().get("part", "")) == row["part"]


@pytest.mark.parametrize(
    "row", [row for row in REFUSED if row["refusal"] == "TimeAmbiguous"], ids=lambda row: row["text"]
)
def test_both_meanings_of_an_ambiguous_text_can_be_typed_and_are_suggested(row: dict[str, str]) -> None:
    now = datetime.fromisoformat(row["now"])
    for meaning in (*row["first"].split(", "), row["last"]):
        found = read_time(meaning, zone=row["zone"], now=now, language=row["language"])
        assert found.spelled == meaning
        assert found in suggest_times(row["text"], zone=row["zone"], now=now, language=row["language"])


def test_a_very_long_text_is_refused_with_its_beginning() -> None:
    with pytest.raises(TimeNotUnderstood) as refused:
        read("tomorrow 18:00 " * 1000)
    assert len(refused.value.text) == 100


def test_an_unknown_zone_is_said_to_be_one() -> None:
    with pytest.raises(ZoneUnknown):
        read("tomorrow 18:00", zone="Europe/Atlantis")


def test_a_gap_is_named_with_the_zone_that_has_it() -> None:
    with pytest.raises(TimeInGap) as refused:
        read("2027-03-28 01:30 London time", zone="Asia/Almaty")
    assert refused.value.zone == "Europe/London"


# --- the 12-hour dial, past and to come ------------------------------------------------------------------


def test_an_hour_that_is_over_today_leaves_the_other_half_of_the_day() -> None:
    assert read("today at 9").spelled == "2026-11-23 21:00"


def test_a_doubled_hour_that_is_half_over_leaves_its_second_half() -> None:
    in_between = datetime(2027, 10, 31, 0, 40, tzinfo=UTC)
    assert read("today 02:30", now=in_between).spelled == "2027-10-31 02:30 +01:00"


def test_in_ten_minutes_is_never_less_than_ten_minutes_ahead() -> None:
    assert read("in 10 minutes").starts_at - NOW >= timedelta(minutes=10)


def test_a_weekday_today_means_today_until_its_hour_is_over() -> None:
    assert read("понедельник 12:00", language="ru").spelled == "2026-11-23 12:00"
    assert read("понедельник 11:00", language="ru").spelled == "2026-11-30 11:00"


# --- suggestions -----------------------------------------------------------------------------------------


def test_nothing_typed_gets_the_next_full_hours_and_the_evenings_to_come() -> None:
    found = suggested("")
    assert len(found) == 25
    assert found[:3] == ["2026-11-23 12:00", "2026-11-23 13:00", "2026-11-23 14:00"]
    assert "2026-11-24 19:00" in found
    assert found == sorted(found)


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
def test_suggested_hours_are_full_ones_on_the_clocks_of_the_zone(zone: str) -> None:
    assert all(spelled.endswith(":00") for spelled in suggested("", zone=zone))


def test_it_does_not_matter_in_which_zone_now_is_told() -> None:
    told = NOW.astimezone(ZoneInfo("Asia/Kathmandu"))
    for text in ("", "tomorrow", "18:00", "in 2 hours"):
        suggestions = suggest_times(text, zone=BERLIN, now=told, language="en")
        assert suggestions == suggest_times(text, zone=BERLIN, now=NOW, language="en")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tom", "2026-11-24 19:00"),
        ("зав", "2026-11-24 19:00"),
        ("послез", "2026-11-25 19:00"),
        ("fri", "2026-11-27 19:00"),
        ("в пят", "2026-11-27 19:00"),
        ("next fri", "2026-12-04 19:00"),
        ("завтра в", "2026-11-24 19:00"),
        ("завтра вечером", "2026-11-24 20:00"),
        ("tomorrow 1", "2026-11-24 18:00"),
        ("tomorrow 18:", "2026-11-24 18:30"),
        ("tomorrow 18:4", "2026-11-24 18:45"),
        ("25", "2026-12-25 19:00"),
        ("25.", "2026-12-25 19:00"),
        ("25 d", "2026-12-25 19:00"),
        ("25 дек", "2026-12-25 19:00"),
        ("2026-12-0", "2026-12-01 19:00"),
        ("in 3", "2026-11-23 14:18"),
        ("через 2", "2026-11-23 13:18"),
        ("чер", "2026-11-23 12:18"),
        ("через полч", "2026-11-23 11:48"),
        ("7", "2026-11-23 19:00"),
        ("7:30", "2026-11-23 19:30"),
        ("1830", "2026-11-23 18:30"),
        ("tomorrow at n", "2026-11-24 12:00"),
        ("next friday 7pm", "2026-11-27 19:00"),
    ],
)
def test_a_half_typed_time_is_completed(typed: str, expected: str) -> None:
    assert expected in suggested(typed)


def test_each_suggestion_comes_once_and_no_more_than_asked_for() -> None:
    found = suggested("t", limit=7)
    assert len(found) == len(set(found)) <= 7


@pytest.mark.parametrize("typed", ["x", "💥", "tomorrow" * 2000, "today 00:01", "<t:1>"])
def test_where_nothing_can_be_meant_nothing_is_suggested(typed: str) -> None:
    assert suggested(typed) == []


def test_an_unknown_zone_gets_no_suggestion() -> None:
    assert suggested("tomorrow", zone="Europe/Atlantis") == []


def test_no_suggestion_is_over() -> None:
    found = suggest_times("today", zone=BERLIN, now=NOW, language="en")
    assert found
    assert all(one.starts_at > NOW for one in found)


# --- properties ------------------------------------------------------------------------------------------

WORDS = sorted({word for row in (*TYPED, *REFUSED) for word in row["text"].split()})
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*WORDS, *"0123456789.:-/ ,"]), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*WORDS, *"0123456789.:-/ ,"]), max_size=20).map("".join),
)


@settings(max_examples=1500)
@given(text=texts, language=st.sampled_from(["en", "ru", "en-US", "en-GB", ""]), zone=st.sampled_from(ZONES))
def test_any_text_is_read_or_refused_and_never_breaks_anything(text: str, language: str, zone: str) -> None:
    try:
        found = read_time(text, zone=zone, now=NOW, language=language)
    except Refusal as refusal:
        assert len(str(refusal.facts().get("text", ""))) <= 100  # noqa: PT017 - no refusal is fine too
    else:
        # Only what is written as computers do can be over.
        assert found.starts_at > NOW or re.search(r"\d{4}-?\d\d-?\d\d|<t:", text)
        assert read_time(found.spelled, zone=zone, now=NOW, language=language) == found
    suggestions = suggest_times(text, zone=zone, now=NOW, language=language)
    assert len(suggestions) <= 25
    for one in suggestions:
        assert read_time(one.spelled, zone=zone, now=NOW, language=language) == one


@settings(max_examples=200)
@given(
    wall=st.datetimes(datetime(2026, 12, 1), datetime(2027, 11, 1)),  # noqa: DTZ001
    quarters=st.integers(-48, 56),
    zone=st.sampled_from(ZONES),
    language=st.sampled_from(["en-US", "en-GB", "ru"]),
)
def test_a_written_time_with_an_offset_is_that_moment_wherever_it_is_read(
    wall: datetime, quarters: int, zone: str, language: str
) -> None:
    offset = timezone(timedelta(minutes=15 * quarters))
    moment = wall.replace(second=0, microsecond=0, tzinfo=offset)
    written = moment.isoformat()
    texts = [written, f"{moment:%d %b %Y %H:%M:%S %z}", f"{moment:%Y-%m-%d %H:%M} UTC{written[-6:]}"]
    # Midnight that is not written as computers do ends a day as well.
    for text in texts if (moment.hour, moment.minute) != (0, 0) else texts[:1]:
        assert read(text, zone=zone, language=language).starts_at == moment


@settings(max_examples=300, deadline=timedelta(seconds=1))
@given(text=st.text(alphabet=st.sampled_from("0123456789:.-/ ,apmчвtin"), min_size=90, max_size=10_000))
def test_no_text_takes_long(text: str) -> None:
    suggest_times(text, zone=BERLIN, now=NOW, language="en")


def _changes(zone: str) -> list[datetime]:
    """Return the instants of two years around the present at which the clocks of the zone are changed."""
    rules = ZoneInfo(zone)
    days = [NOW.replace(minute=0, second=0) + timedelta(days=day) for day in range(-365, 366)]
    found = []
    for before, after in pairwise(days):
        early, late = before, after
        if early.astimezone(rules).utcoffset() == late.astimezone(rules).utcoffset():
            continue
        while late - early > timedelta(minutes=1):
            middle = early + (late - early) // 2
            same = middle.astimezone(rules).utcoffset() == before.astimezone(rules).utcoffset()
            early, late = (middle, late) if same else (early, middle)
        found.append(late.replace(second=0, microsecond=0))
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_spelled_is_read_as_the_same_instant_across_every_change_of_the_clocks(zone: str) -> None:
    around = [change + timedelta(minutes=15 * step) for change in _changes(zone) for step in range(-13, 14)]
    plain = [NOW.replace(second=0) + timedelta(days=day, minutes=37 * day) for day in range(-365, 366, 9)]
    for instant in (*around, *plain):
        stamp = read(f"<t:{int(instant.timestamp())}:F>", zone=zone)
        assert stamp.starts_at == instant
        assert read(stamp.spelled, zone=zone, language="ru") == stamp


@settings(max_examples=1000)
@given(
    instant=st.datetimes(datetime(2025, 11, 1), datetime(2027, 11, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
    language=st.sampled_from(["en", "ru"]),
)
def test_any_instant_of_two_years_is_spelled_so_that_it_is_read_again(
    instant: datetime, zone: str, language: str
) -> None:
    whole = instant.replace(microsecond=0)
    found = read_time(f"<t:{int(whole.timestamp())}>", zone=zone, now=NOW, language=language)
    assert found.starts_at == whole
    assert read_time(found.spelled, zone=zone, now=NOW, language=language) == found


def test_all_the_zones_that_a_member_can_choose_are_covered() -> None:
    assert len(ZONES) > 400
    assert all(check_zone(zone) == zone for zone in ZONES)
