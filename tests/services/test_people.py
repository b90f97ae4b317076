"""Members become known when they first appear."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from models import PointsReason, Server, User, UserPoints
from services import people
from services.people import Member
from services.refusals import ZoneUnknown
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
    TOMORROW,
    a_card,
    a_member,
    balance,
    everything,
    ledger,
)

pytestmark = pytest.mark.usefixtures("database")


async def test_a_new_member_can_begin_at_once_with_nothing() -> None:
    member = Member(SERVER, 7, "Ann", "en")

    await people.meet(member, NOW)

    assert await balance(member) == 0
    assert await ledger(member) == []
    account = await UserPoints.get(user_id=7)
    assert account.opened_at == NOW


async def test_a_new_member_gets_the_servers_starting_points_once() -> None:
    await people.meet_server(SERVER, "en", NOW)
    await Server.filter(id=SERVER).update(starting_points=4)
    member = Member(SERVER, 7, "Ann", "en")

    for now in (NOW, TOMORROW):
        await people.meet(member, now)

    assert await ledger(member) == [(PointsReason.STARTING, 4)]


async def test_who_is_known_gets_no_new_starting_points() -> None:
    member = await a_member()
    await Server.filter(id=SERVER).update(starting_points=4)

    await people.meet(member, TOMORROW)

    assert await ledger(member) == []


async def test_a_member_has_an_account_in_every_server_of_theirs() -> None:
    here = await a_member(3)
    there = await a_member(server_id=ANOTHER_SERVER, user_id=here.user_id)

    assert (await balance(here), await balance(there)) == (3, 0)
    assert await User.filter(id=here.user_id).count() == 1


async def test_a_new_name_and_language_are_remembered() -> None:
    member = await a_member()

    await people.meet(Member(SERVER, member.user_id, "Анна", "ru"), TOMORROW)

    assert await people.names({member.user_id, 5}) == {member.user_id: "Анна"}
    assert (await User.get(id=member.user_id)).language == "ru"


async def test_meeting_somebody_unchanged_writes_nothing() -> None:
    member = await a_member()
    before = await everything()

    await people.meet(member, TOMORROW)

    assert await everything() == before


@pytest.mark.parametrize("name", ["", "x" * 1000, "@everyone **x**", "🙂" * 100, "\u202egnitset"])
async def test_any_name_can_be_met(name: str) -> None:
    await people.meet(Member(SERVER, 7, name, "en"), NOW)
    await people.meet(Member(SERVER, 7, name, "en"), NOW)

    assert (await people.names({7}))[7] == name[:100]


async def test_a_server_keeps_the_language_in_which_it_was_met() -> None:
    await people.meet_server(SERVER, "ru", NOW)
    await people.meet_server(SERVER, "en", NOW)

    assert (await Server.get(id=SERVER)).language == "ru"


async def test_times_are_read_in_the_members_zone_else_the_servers_else_utc() -> None:
    member = await a_member()

    assert (await people.reading_zone(member.user_id, SERVER)).name == "UTC"
    await Server.filter(id=SERVER).update(timezone="Europe/Berlin")
    assert (await people.reading_zone(member.user_id, SERVER)).name == "Europe/Berlin"
    assert (await people.reading_zone(member.user_id, None)).name == "UTC"

    assert await people.set_zone(member.user_id, "Asia/Tokyo") == "Asia/Tokyo"
    assert (await people.reading_zone(member.user_id, SERVER)).name == "Asia/Tokyo"


async def test_who_was_never_seen_has_no_zone_of_their_own() -> None:
    assert (await people.reading_zone(5, 6)).name == "UTC"


async def test_a_zone_is_offered_with_the_first_card_and_not_again() -> None:
    member = await a_member()
    assert await people.zone_is_to_be_offered(await people.meet(member, NOW))

    await a_card(host=member)
    assert await people.zone_is_to_be_offered(await people.meet(member, NOW))
    await a_card(host=member, starts_at=TOMORROW + timedelta(days=1))
    assert not await people.zone_is_to_be_offered(await people.meet(member, NOW))


async def test_a_zone_is_not_offered_to_who_has_one() -> None:
    member = await a_member()
    await people.set_zone(member.user_id, "Asia/Tokyo")
    assert not await people.zone_is_to_be_offered(await people.meet(member, NOW))


async def test_a_zone_that_does_not_exist_is_refused() -> None:
    member = await a_member()

    with pytest.raises(ZoneUnknown):
        await people.set_zone(member.user_id, "Mars/Olympus")

    assert (await people.reading_zone(member.user_id, None)).name == "UTC"


async def test_servers_and_people_are_first_met_at_the_time_that_is_told() -> None:
    member = await a_member(now=TOMORROW)
    await people.meet_server(ANOTHER_SERVER, "ru", NOW)

    assert (await User.get(id=member.user_id)).created_at == TOMORROW
    assert (await Server.get(id=SERVER)).created_at == TOMORROW
    assert (await Server.get(id=ANOTHER_SERVER)).created_at == NOW


async def test_nobody_and_many_can_be_held() -> None:
    members = [await a_member(number) for number in range(2, 22)]
    async with in_transaction():
        await people.lock(set())
        await people.lock({member.user_id for member in members})
