"""Reliability, as whoever has an interview with somebody reads it, and as its owner does."""

from datetime import timedelta

from models import InterviewStatus, MockInterview
from sandbox import Member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import publish
from tests.acceptance.witness import Witness, forge_form

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def have_kept(town: Town, host: Member, guest: Member, times: int) -> None:
    """Have two members have had so many interviews on the days before."""
    for days in range(1, times + 1):
        at = town.now() - days * DAY
        await MockInterview.create(
            server_id=int(town.local.channel("interviews").guild_id or 0),
            host_id=int(host.id),
            interviewer_id=int(host.id),
            interviewee_id=int(guest.id),
            topic="Trees",
            scheduled_time=at,
            ends_at=at + HOUR,
            duration=60,
            status=InterviewStatus.COMPLETED,
            created_at=at,
            updated_at=at,
        )


async def test_who_books_reads_how_reliable_the_host_is_and_the_host_how_the_guest_is(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await town.boris.run("points")
    await town.alice.run("points")
    await have_kept(town, town.alice, town.boris, 3)
    await publish(town, town.alice, when="in 50 hours")

    card = await town.card_shows(4, "Open")
    booked = await town.chen.click(card, "Book")

    assert f"Reliability of {town.alice.mention}: kept 3 of 3." in booked.text
    told = await town.dm_says(town.chen, "kept 3 of 3.")
    assert "Interview #4 with" in told.text
    told = await town.dm_says(town.alice, f"Reliability of {town.chen.mention}: new here, fewer than 3")
    assert "Interview #4 with" in told.text
    assert "eliability" not in (await town.card_shows(4, "Booked")).text


async def test_somebody_reads_of_themselves_what_counts_and_what_to_do_about_it(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.chen)
    await town.boris.run("points")
    shown = await town.alice.run("reliability")
    assert "Others will see your numbers once you've had 3 interviews here." in shown.text
    assert "Your reliability in this server" in shown.text
    await have_kept(town, town.alice, town.boris, 3)
    await publish(town, town.alice, when="in 3 hours")
    await town.chen.click(await town.card_shows(4, "Open"), "Book")
    await town.card_shows(4, "Booked")
    town.clock.advance(4 * HOUR)
    await forge_form(town.chen, "interview:noshow:4", text="Nobody came.")
    await nothing_waits(town.now())

    shown = await town.alice.run("reliability")
    assert "You kept 3 of 4, 1 missed." in shown.text
    assert "#4 · Python" in shown.text
    assert "· missed" in shown.text
    assert "You can dispute a missed one within 24 hours of the report" in shown.text
    assert "Состоялось 3 из 3." in (await town.boris.run("reliability")).text

    await forge_form(town.alice, "interview:dispute:4", text="I was there, the link was wrong.")
    shown = await town.alice.at("dm").run("reliability")
    assert "You kept 3 of 3." in shown.text
    assert "Your reliability in Study Hall" in shown.text
    assert "disputed, doesn't count" in shown.text
    assert "Others will see your numbers" in (await town.chen.run("reliability")).text
    assert witness.faults() == []
