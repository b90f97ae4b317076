"""Who leaves the server leaves nobody waiting for them, and nobody calls them there."""

from datetime import timedelta

from sandbox import Fault
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import ledger, publish
from tests.acceptance.witness import Witness


async def test_a_card_whose_host_has_left_is_not_booked_but_closed(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.chen)
    for when in ("tomorrow 18:00", "in 60 hours"):
        await publish(town, town.alice, when=when)
    card, _ = [await town.card_shows(number, "open") for number in (1, 2)]
    town.alice.leave()

    refused = await town.chen.click(card, "Book")

    assert "has left the server" in refused.text
    for number in (1, 2):
        await town.card_shows(number, "canceled")
    assert await ledger(town.chen) == [(3, 3, "grant")]

    # Where Discord does not say in time, or not sensibly, the booking goes on.
    town.alice.join("Study Hall")
    await publish(town, town.alice, when="in 70 hours")
    town.local.faults.add(Fault("status", "GET", "^/guilds/[0-9]+/members/", status=500, code=0))
    booked = await town.chen.click(await town.card_shows(3, "open"), "Book")
    assert "You booked #3" in booked.text
    assert witness.faults() == []


async def test_who_left_is_noticed_before_reminders_and_by_what_does_not_reach_them(town: Town) -> None:
    """A guest who left gives the seat back; a host who left cancels, and the guest is told why."""
    await town.open_board(points_for=town.chen, points=6)
    await town.olga.run("settings grant", member=town.dina, amount=3, reason="welcome")
    for when, guest in (("in 48 hours", town.chen), ("in 50 hours", town.dina), ("in 52 hours", town.chen)):
        host = town.boris if guest is town.dina else town.alice
        await publish(town, host, when=when)
    await town.chen.click(await town.card_shows(1, "open"), "Book")
    await town.dina.click(await town.card_shows(2, "open"), "Book")
    await town.dm_says(town.chen, "#1 with")
    await nothing_waits(town.now())

    # Dina takes no DMs, is called, and leaves: she is called no more.
    assert any(town.dina.mention in one.content for one in town.board())
    town.dina.leave()
    town.alice.leave()
    town.clock.advance(timedelta(hours=24, minutes=1))
    told = await town.dm_says(town.chen, "The host of interview #1 has left the server")
    assert "You got 3 points back" in told.text
    assert [one["filename"] for one in told.attachments] == ["interview-1.ics"]
    await town.card_shows(1, "canceled")
    await town.card_shows(3, "canceled")
    town.clock.advance(timedelta(hours=2))
    await town.dm_says(town.boris, "больше не на сервере")
    await town.card_shows(2, "open")
    await nothing_waits(town.now())
    assert not any(town.dina.mention in one.content for one in town.board())

    # What is said to somebody who is in no server with the bot any more has them noticed, too.
    town.alice.join("Study Hall")
    await town.olga.run("settings grant", member=town.alice, amount=3, reason="welcome back")
    await publish(town, town.boris, when="in 80 hours")
    await town.alice.click(await town.card_shows(4, "open"), "Book")
    await town.dm_says(town.alice, "#4 with")
    await nothing_waits(town.now())
    for server in ("Study Hall", "Night School"):
        town.alice.leave(server)
    await town.boris.run("interview edit", interview="4", link="https://meet.google.com/xyz-wvut-srq")
    await town.card_shows(4, "open")
    assert [amount for amount, _, _ in await ledger(town.alice)] == [3, -3, 3]
