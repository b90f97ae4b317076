from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.refusals import ZoneUnknown
from services.zone_cities import CITIES, COMMON, OTHER_NAMES
from services.zone_places import LABEL_MAXIMUM
from services.zones import ZoneReading, check_zone, find_zones, read_zone

NOW = datetime(2026, 11, 23, 10, 17, 42, tzinfo=UTC)


def found(text: str, *, language: str = "en", limit: int = 25) -> list[str]:
    return [choice.name for choice in find_zones(text, language=language, now=NOW, limit=limit)]


def label(text: str, *, language: str) -> str:
    return find_zones(text, language=language, now=NOW)[0].label


# --- finding ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("europe/mos", "Europe/Moscow"),
        ("Moscow", "Europe/Moscow"),
        ("mosc", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("моск", "Europe/Moscow"),
        ("Россия", "Europe/Moscow"),
        ("Russia", "Europe/Moscow"),
        ("мск", "Europe/Moscow"),
        ("MSK", "Europe/Moscow"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("санкт петер", "Europe/Moscow"),
        ("питер", "Europe/Moscow"),
        ("екб", "Asia/Yekaterinburg"),
        ("Уфа", "Asia/Yekaterinburg"),
        ("Казахстан", "Asia/Almaty"),
        ("astana", "Asia/Almaty"),
        ("Киев", "Europe/Kyiv"),
        ("Kiev", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Bengaluru", "Asia/Kolkata"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("new_york", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("нью йорк", "America/New_York"),
        ("usa", "America/New_York"),
        ("США", "America/New_York"),
        ("san francisco", "America/Los_Angeles"),
        ("EST", "America/New_York"),
        ("pdt", "America/Los_Angeles"),
        ("england", "Europe/London"),
        ("Лондон, Вел", "Europe/London"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Korea", "Asia/Seoul"),
        ("Moskow", "Europe/Moscow"),
        ("Екатеренбург", "Asia/Yekaterinburg"),
        ("utc", "UTC"),
        ("Coyhaique", "America/Coyhaique"),
    ],
)
def test_a_zone_is_found_by_its_name_its_cities_and_its_country(text: str, zone: str) -> None:
    assert found(text)[0] == zone


@pytest.mark.parametrize("city", [name for *names, _ in CITIES for name in names])
def test_every_city_of_the_list_leads_to_its_zone(city: str) -> None:
    zones = {zone for *names, zone in CITIES if city in names}
    assert found(city)[0] in zones


@pytest.mark.parametrize("country", ["Russia", "Россия", "Kazakhstan", "Казахстан", "Australia", "Бразилия"])
def test_a_country_lists_all_its_zones(country: str) -> None:
    zones = found(country, limit=100)
    assert len(zones) == len(set(zones)) > 5


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("+3", 3), ("UTC+3", 3), ("utc +03:00", 3), ("GMT+3", 3), ("+5:30", 5.5), ("+0545", 5.75), ("-5", -5),
        ("UTC-08:00", -8), ("−3:30", -3.5), ("мск+2", 5), ("MSK-1", 2), ("+0", 0),
    ],
)  # fmt: skip
def test_an_offset_finds_the_zones_that_have_it_now(text: str, hours: float) -> None:
    zones = found(text)
    assert zones
    assert all(NOW.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours) for zone in zones)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("13:17", "Europe/Moscow"),
        ("13:20", "Europe/Moscow"),
        ("13.15", "Europe/Moscow"),
        ("1:17pm", "Europe/Moscow"),
        ("5:17 am", "America/New_York"),
        ("15:45", "Asia/Kolkata"),
        ("10:17", "UTC"),
    ],
)
def test_the_time_on_the_wall_finds_the_zones_that_show_it(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_a_clock_without_am_or_pm_may_be_of_either_half_of_the_day() -> None:
    assert {"Europe/Moscow", "America/Anchorage"} <= set(found("1:17", limit=100))


def test_midnight_is_near_on_both_sides() -> None:
    almost_midnight = datetime(2026, 11, 23, 23, 58, tzinfo=UTC)
    choices = find_zones("00:01", language="en", now=almost_midnight)
    assert "UTC" in [choice.name for choice in choices]


def test_offsets_follow_summer_time() -> None:
    july = datetime(2027, 7, 1, tzinfo=UTC)
    names = [choice.name for choice in find_zones("+2", language="en", now=july)]
    assert "Europe/Berlin" in names
    assert "Europe/Kyiv" not in names


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_typed_lists_the_common_zones_of_the_language(language: str) -> None:
    assert found("", language=language) == found("  ", language=language) == list(COMMON[language])


@pytest.mark.parametrize("text", ["💥", "zzzz", "+13:37", "25:99", "a" * 10_000, "\x00"])
def test_what_is_no_place_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_each_zone_comes_once_and_no_more_than_asked_for() -> None:
    names = found("a", limit=10)
    assert len(names) == len(set(names)) == 10


# --- labels ----------------------------------------------------------------------------------------------


def test_a_label_says_city_country_offset_and_the_time_there_in_the_language() -> None:
    assert label("Europe/Moscow", language="en") == "Moscow, Russia (UTC+03:00, now 13:17)"
    assert label("Europe/Moscow", language="ru") == "Москва, Россия (UTC+03:00, сейчас 13:17)"


def test_a_label_names_the_city_that_was_looked_for() -> None:
    assert label("казань", language="ru").startswith("Казань, Россия")
    assert label("питер", language="ru").startswith("Санкт-Петербург, Россия")


def test_a_language_that_the_bot_does_not_speak_gets_english() -> None:
    assert label("tokyo", language="de").startswith("Tokyo, Japan")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_label_is_longer_than_discord_shows(language: str) -> None:
    choices = [
        choice
        for letter in "aeiouаеиоуя/"
        for choice in find_zones(letter, language=language, now=NOW, limit=1000)
    ]
    assert len({choice.name for choice in choices}) > 400
    assert max(len(choice.label) for choice in choices) <= LABEL_MAXIMUM


# --- checking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("europe/moscow", "Europe/Moscow"),
        (" Europe/Moscow ", "Europe/Moscow"),
        ("america/new york", "America/New_York"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Eastern", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("GB", "Europe/London"),
        ("Etc/UTC", "UTC"),
        ("gmt", "UTC"),
        ("Etc/GMT-3", "Etc/GMT-3"),
        ("Москва", "Europe/Moscow"),
        ("Tokyo", "Asia/Tokyo"),
        ("Казань", "Europe/Moscow"),
        ("Paris, France", "Europe/Paris"),
        ("Япония", "Asia/Tokyo"),
    ],
)
def test_a_name_or_a_city_that_only_one_zone_has_is_taken(text: str, zone: str) -> None:
    assert check_zone(text) == zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "Russia",
        "Германия",
        "EST",
        "CET",
        "UTC+3",
        "13:17",
        "Factory",
        "💥",
        "../etc/passwd",
        "Mosc",
    ],
)
def test_what_means_no_zone_or_several_is_refused(text: str) -> None:
    with pytest.raises(ZoneUnknown) as refused:
        check_zone(text)
    assert refused.value.text == text


def test_a_long_text_is_refused_with_its_beginning() -> None:
    with pytest.raises(ZoneUnknown) as refused:
        check_zone("a" * 10_000)
    assert len(refused.value.text) == 100


def test_every_name_of_the_time_zone_database_is_known_but_the_misleading_ones() -> None:
    misleading = {"Factory", "localtime", "EST", "MST", "HST", "CET", "MET", "EET", "WET"}
    for name in available_timezones() - misleading:
        zone = check_zone(name)
        assert NOW.astimezone(ZoneInfo(zone)).utcoffset() == NOW.astimezone(ZoneInfo(name)).utcoffset()
        assert check_zone(zone) == zone


def test_whatever_is_found_is_taken() -> None:
    for letter in "aeiouаеиоу+":
        for choice in find_zones(letter, language="ru", now=NOW, limit=1000):
            assert check_zone(choice.name) == choice.name


def test_the_lists_of_cities_name_real_zones_and_places() -> None:
    assert all(check_zone(zone) == zone for *_, zone in CITIES)
    assert all(check_zone(zone) == zone and len(zones) == 25 for zones in COMMON.values() for zone in zones)
    for name, others in OTHER_NAMES.items():
        assert all(set(found(other)) & set(found(name, limit=100)) for other in others)


# --- reading what was sent -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Казахстан", "Asia/Almaty"),
        ("Germany", "Europe/Berlin"),
        ("Moscow time", "Europe/Moscow"),
        ("moscow standard time", "Europe/Moscow"),
        ("по Москве", "Europe/Moscow"),
        ("по московскому времени", "Europe/Moscow"),
        ("московское время", "Europe/Moscow"),
        ("МСК", "Europe/Moscow"),
        ("по мск", "Europe/Moscow"),
        ("по Киеву", "Europe/Kyiv"),
        ("в Казани", "Europe/Moscow"),
        ("в Санкт-Петербурге", "Europe/Moscow"),
        ("Berlin time", "Europe/Berlin"),
        ("my time zone is Berlin", "Europe/Berlin"),
        ("in New York", "America/New_York"),
        ("JST", "Asia/Tokyo"),
        ("India", "Asia/Kolkata"),
        ("India Standard Time", "Asia/Kolkata"),
        ("UTC+5:45", "Asia/Kathmandu"),
        ("utc", "UTC"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Etc/GMT-3", "Etc/GMT-3"),
    ],
)
def test_what_was_sent_is_taken_where_only_one_zone_is_meant(text: str, zone: str) -> None:
    assert read_zone(text, language="ru", now=NOW) == ZoneReading(zone)
    assert zone in found(text, limit=100) or "Etc/" in zone, "the list offers it too"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("UTC+3", "Europe/Moscow"),
        ("МСК+2", "Asia/Yekaterinburg"),
        ("13:17", "Europe/Moscow"),
        ("Eastern Time", "America/New_York"),
        ("EST", "America/New_York"),
        ("PT", "America/Los_Angeles"),
        ("Восточная Америка", "America/New_York"),
        ("GMT", "UTC"),
        ("CET", "Europe/Berlin"),
        ("IST", "Asia/Kolkata"),
        ("USA", "America/New_York"),
        ("Россия", "Europe/Moscow"),
        ("Moskow", "Europe/Moscow"),
        ("Mosc", "Europe/Moscow"),
    ],
)
def test_where_several_could_be_meant_those_of_the_list_are_offered(text: str, first: str) -> None:
    reading = read_zone(text, language="en", now=NOW)
    assert reading.zone is None
    assert list(reading.choices) == find_zones(text, language="en", now=NOW)
    assert reading.choices[0].name == first


@pytest.mark.parametrize("text", ["zzzz", "+13:37", "25:99", "💥", "по местному времени", "a" * 10_000])
def test_what_is_no_zone_has_none_and_no_choices(text: str) -> None:
    assert read_zone(text, language="ru", now=NOW) == ZoneReading(None)


def test_london_is_offered_for_what_londoners_call_their_time() -> None:
    assert "Europe/London" in [one.name for one in read_zone("GMT", language="en", now=NOW).choices]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_whatever_a_list_calls_a_zone_means_it_also_when_time_has_passed(language: str) -> None:
    typed = ["", *"aeiouаеиоуя/+-", "мск+2", "+3", "13:17", "usa", "est", "moskow", "питер"]
    typed += [name for *names, _ in CITIES for name in names]
    offered = {
        choice for text in typed for choice in find_zones(text, language=language, now=NOW, limit=1000)
    }
    assert len(offered) > 500
    for choice in offered:
        for later in (NOW, NOW + timedelta(days=200)):
            assert read_zone(choice.label, language="ru", now=later).zone == choice.name, choice.label


# --- properties ------------------------------------------------------------------------------------------


@settings(max_examples=500)
@given(text=st.one_of(st.text(max_size=200), st.text(alphabet="+-:0123456789utcgmsk мскapm", max_size=12)))
def test_any_text_finds_zones_or_none_and_is_taken_or_refused(text: str) -> None:
    choices = find_zones(text, language="ru", now=NOW)
    assert len(choices) <= 25
    reading = read_zone(text, language="ru", now=NOW)
    assert reading.choices in {(), tuple(choices)}
    try:
        zone = check_zone(text)
    except ZoneUnknown as refusal:
        assert len(refusal.text) <= 100  # noqa: PT017 - no refusal is fine too
    else:
        assert zone in {choice.name for choice in find_zones(zone, language="en", now=NOW)} or "Etc/" in zone
