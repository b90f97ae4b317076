"""Thanks are due at noon of the fifth day of a month, for the one before, by the server's clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.thanks.months import last_due, month_before, next_due, same_in

MINUTE = timedelta(minutes=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, hour


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("UTC", utc(2026, 12, 5, 12)),
        ("Europe/Berlin", utc(2026, 12, 5, 11)),
        ("Asia/Kolkata", utc(2026, 12, 5, 6, 30)),
        ("Pacific/Kiritimati", utc(2026, 12, 4, 22)),
        ("Pacific/Honolulu", utc(2026, 12, 5, 22)),
    ],
)
def test_noon_is_that_of_the_servers_clocks(zone: str, due: datetime) -> None:
    assert next_due(zone, utc(2026, 11, 23)) == due
    assert next_due(zone, due - MINUTE) == due
    assert last_due(zone, due) == due
    assert last_due(zone, due - MINUTE).astimezone(UTC).month in (10, 11)
    assert month_before(due, zone).first == date(2026, 11, 1)
    # At that moment it is due, and the next is another.
    assert next_due(zone, due) > due + timedelta(days=30)


def test_the_next_year_follows_december() -> None:
    assert next_due("UTC", utc(2026, 12, 5, 12)) == utc(2027, 1, 5, 12)
    assert month_before(utc(2027, 1, 5, 12), "UTC").first == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("due", "zone", "since", "until"),
    [
        # Clocks go forward within March, and back within October.
        (utc(2026, 4, 5, 10), "Europe/Berlin", utc(2026, 2, 28, 23), utc(2026, 3, 31, 22)),
        (utc(2026, 11, 5, 11), "Europe/Berlin", utc(2026, 9, 30, 22), utc(2026, 10, 31, 23)),
        # And back on the first day of November itself.
        (utc(2026, 11, 5, 17), "America/New_York", utc(2026, 10, 1, 4), utc(2026, 11, 1, 4)),
        (utc(2026, 12, 5, 17), "America/New_York", utc(2026, 11, 1, 4), utc(2026, 12, 1, 5)),
    ],
)
def test_a_month_begins_and_ends_at_the_servers_midnight_whatever_its_clocks_do(
    due: datetime, zone: str, since: datetime, until: datetime
) -> None:
    assert next_due(zone, due - MINUTE) == due
    month = month_before(due, zone)
    assert (month.since, month.until) == (since, until)


@pytest.mark.parametrize("another", ["Pacific/Kiritimati", "Pacific/Honolulu", "America/New_York"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "UTC"])
def test_in_another_zone_the_same_month_is_due(zone: str, another: str) -> None:
    due = next_due(zone, utc(2026, 11, 20))
    moved = same_in(due, zone, another)
    assert moved == next_due(another, utc(2026, 11, 20))
    assert month_before(moved, another).first == month_before(due, zone).first
    assert same_in(moved, another, zone) == due
