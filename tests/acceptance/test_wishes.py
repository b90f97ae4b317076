"""Wishing for an interview, and being told of cards that fit: by day, and of a few a day."""

from datetime import timedelta

from models import Wish, WishState
from sandbox import Member
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import cancel, click_stale, count_dms, labels, publish, sure
from tests.acceptance.witness import Witness

LOOKED = "You were looking for an interviewer"


async def wish(member: Member, **options: str | int) -> str:
    """Wish for an interview, to be interviewed if nothing else is said; return what the bot says."""
    return (await member.run("wish add", **{"seat": "interviewee", **options})).text


async def test_somebody_who_wishes_is_told_of_a_card_that_fits_and_books_it(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.chen)
    said = await wish(town.chen, topic="PYTHON", level="middle")
    assert "You as the interviewee · PYTHON · middle" in said
    assert "Nobody here is looking for somebody to interview on this right now." in said

    await publish(town, town.alice, topic="Senior Python backend", level="middle")
    told = await town.dm_says(town.chen, LOOKED)

    assert "Senior Python backend" in told.text
    assert labels(told)[:3] == ["Book", "Not this one", "Alerts"]
    booked = await town.chen.click(told, "Book")
    assert "You booked #1" in booked.text
    await town.card_shows(1, "Booked")
    await town.until(
        lambda: any("You took the seat in #1." in dm.text for dm in town.chen.dms()), "the alert to follow"
    )
    assert "You're not looking for anything here yet." in (await town.chen.run("wish list")).text
    assert [(one.state, one.interview_id) async for one in Wish.all()] == [(WishState.DONE, 1)]
    assert witness.faults() == []


async def test_only_what_fits_is_told(town: Town) -> None:
    """Chen wishes for Python in English, at any level."""
    await town.open_board(points_for=town.chen)
    await wish(town.chen, topic="python", language="English")

    await publish(town, town.alice, when="tomorrow 13:00 UTC", topic="Go", language="English")
    await publish(town, town.alice, when="tomorrow 15:00 UTC", topic="Python", language="Russian")
    await publish(town, town.alice, when="tomorrow 17:00 UTC", topic="Python")
    await publish(town, town.chen, when="tomorrow 20:00 UTC", topic="Python", language="English")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 0

    # A card that comes to fit is told of, and what reads otherwise once more is not.
    await town.alice.run("interview edit", interview="3", language="ENGLISH")
    told = await town.dm_says(town.chen, LOOKED)
    assert "interview #3 fits" in told.text
    await town.alice.run("interview edit", interview="3", notes="Bring a pen")
    await town.alice.run("interview edit", interview="3", topic="Python and SQL")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 1
    # Moved, it is another one.
    await town.alice.run("interview edit", interview="3", when="tomorrow 19:00 UTC")
    await town.until(lambda: count_dms(town.chen, "interview #3 fits") == 2, "the other time to be told")


async def test_who_could_not_book_it_is_not_told(town: Town) -> None:
    """Boris has no points, Chen another interview, Olga has left, and Dina does not want to meet Alice."""
    await town.open_board(points_for=town.chen)
    for one in (town.olga, town.dina):
        await one.run("points")
        await town.olga.run("settings grant", member=one, amount=3, reason="welcome")
    for one in (town.boris, town.chen, town.dina):
        await wish(one)
    await wish(town.olga)
    await publish(town, town.chen, when="tomorrow 18:15 UTC", topic="Busy then")
    await town.dina.run_on(town.alice, "Do not pair me with this member")
    await nothing_waits(town.now())
    before = {one: len(one.dms()) for one in (town.boris, town.chen, town.dina, town.olga)}
    town.olga.leave()

    await publish(town, town.alice, when="tomorrow 18:00 UTC")
    await nothing_waits(town.now())

    assert {one: len(one.dms()) for one in before} == before
    # Whoever has left wishes for nothing any more.
    assert await Wish.filter(user_id=int(town.olga.id)).count() == 0


async def test_a_freed_seat_is_told_of_but_not_to_whoever_gave_it_back(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await town.olga.run("points")
    await town.olga.run("settings grant", member=town.olga, amount=3, reason="welcome")
    await wish(town.chen)
    await publish(town, town.alice)
    told = await town.dm_says(town.chen, LOOKED)
    await town.chen.click(told, "Book")
    await town.card_shows(1, "Booked")
    await wish(town.olga)
    assert await Wish.filter(state=WishState.OPEN).count() == 1

    seen = await town.chen.run("interview view", interview="1")
    await sure(town.chen, await town.chen.click(seen.message, "Withdraw"))

    await town.until(lambda: count_dms(town.olga, "#1") >= 1, "Olga to hear of it")
    await nothing_waits(town.now())
    # What Chen was told before is true again, and is not told once more.
    assert count_dms(town.chen, "and interview #1 fits") == 1
    # The booking came to nothing: Chen looks again.
    assert await Wish.filter(state=WishState.OPEN).count() == 2


async def test_a_card_that_was_passed_is_not_brought_up_again(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await wish(town.chen)
    await publish(town, town.alice)
    told = await town.dm_says(town.chen, LOOKED)

    passed = await town.chen.click(told, "Not this one")

    assert "I won't bring up #1 again" in passed.text
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00 UTC")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 0
    assert any("I won't bring up #1 again" in dm.text for dm in town.chen.dms())
    # A pass of somebody who was told of nothing, as with a forged button.
    forged = await click_stale(town.alice, told, "wish:pass:1")
    assert "There's nothing to skip" in forged.text


async def test_three_are_told_of_a_day_and_the_others_are_one_digest(town: Town) -> None:
    """Chen's clocks show UTC, and it is noon."""
    await town.open_board(points_for=town.chen)
    await wish(town.chen)
    for hour in range(13, 19):
        await publish(town, town.alice, when=f"tomorrow {hour}:00 UTC", topic=f"Topic {hour}")
        # Of cards at the same moment any three could be those that are told of at once.
        await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 3

    town.clock.advance(timedelta(hours=8, seconds=1))
    digest = await town.dm_says(town.chen, "More interviews that fit")

    assert [line for line in ("#4", "#5", "#6") if line in digest.text] == ["#4", "#5", "#6"]
    assert labels(digest) == ["Book #4", "Book #5", "Book #6", "Alerts"]
    await publish(town, town.alice, when="tomorrow 20:00 UTC", topic="After the digest")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 3
    assert count_dms(town.chen, "More interviews that fit") == 1
    booked = await town.chen.click(digest, "Book #5")
    assert "You booked #5" in booked.text


async def test_nobody_is_told_at_night_but_of_what_begins_soon(town: Town) -> None:
    """In Auckland it is one in the morning."""
    await town.open_board(points_for=town.chen)
    await town.chen.run("timezone", zone="Pacific/Auckland")
    await wish(town.chen)
    await publish(town, town.alice, when="in 13 hours")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 0
    await publish(town, town.alice, when="in 4 hours")
    await town.until(lambda: count_dms(town.chen, "and interview #2 fits") == 1, "what begins soon")

    town.clock.advance(timedelta(hours=7, seconds=1))

    await town.until(lambda: count_dms(town.chen, "and interview #1 fits") == 1, "the morning")


async def test_wishes_are_listed_let_go_renewed_and_bounded(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice, when="tomorrow 13:00 UTC", topic="Python")
    await publish(town, town.alice, when="tomorrow 15:00 UTC", topic="Go")
    await wish(town.boris, seat="interviewer", topic="py")

    made = await town.chen.run("wish add", seat="interviewee", topic="python", days=3)
    assert "1 person here is looking for somebody to interview on this." in made.text
    assert "Open right now" in made.text
    assert "#1" in made.text
    assert "#2" not in made.text
    assert labels(made.message) == ["Book #1"]
    again = await town.chen.run("wish add", seat="interviewee", topic="PYTHON", days=30)
    assert "You had that wish already" in again.text
    for topic in ("a", "b", "c", "d"):
        await wish(town.chen, topic=topic)
    assert "You can look for 5 things at a time" in await wish(town.chen, topic="e")

    listed = await town.chen.run("wish list")
    assert labels(listed.message)[-1] == "Alerts"
    asked = await town.chen.click(listed.message, "Let go: You as the interviewee · python")
    assert "Shall I let this wish go?" in asked.text
    gone = await town.chen.click(asked.message, "Let it go")
    assert "I've let that wish go" in gone.text
    assert listed.message is not None
    twice = await click_stale(town.chen, listed.message, "wish:drop:2")
    assert "That wish isn't there anymore" in twice.text
    assert "python" not in (await town.chen.run("wish list")).text


async def test_a_wish_that_runs_out_is_asked_about_once(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await wish(town.chen, topic="Rust", days=1)
    town.clock.advance(timedelta(days=1, seconds=1))
    asked = await town.dm_says(town.chen, "Your wish has run out")
    assert "You as the interviewee · Rust" in asked.text

    kept = await town.chen.click(asked, "Yes, keep looking")

    assert "I'll keep looking until" in kept.text
    assert await Wish.filter(state=WishState.OPEN).count() == 1
    town.clock.advance(timedelta(days=1, seconds=1))
    asked = await town.dm_says(town.chen, "Your wish has run out")
    await town.chen.click(asked, "Let it go")
    assert await Wish.all().count() == 0


async def test_fewer_can_be_had_and_a_week_of_quiet(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await wish(town.chen)
    await publish(town, town.alice, when="tomorrow 13:00 UTC")
    told = await town.dm_says(town.chen, LOOKED)

    fewer = await town.chen.click(told, "Alerts")
    assert "up to 3 cards a day" in fewer.text
    chosen = await town.chen.select(fewer.message, "wish:alerts", ["1"])
    assert "1 card a day as soon as it fits" in chosen.text
    await publish(town, town.alice, when="tomorrow 15:00 UTC")
    await nothing_waits(town.now())
    assert count_dms(town.chen, LOOKED) == 1

    paused = await town.chen.click(chosen.message, "Pause for a week")
    assert "You won't hear about cards until" in paused.text
    town.clock.advance(timedelta(hours=8, seconds=1))
    await publish(town, town.alice, when="in 20 hours")
    await nothing_waits(town.now())
    assert count_dms(town.chen, "More interviews that fit") == 0
    assert count_dms(town.chen, LOOKED) == 1


async def test_a_wish_of_a_card_that_is_called_off_holds_again(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await wish(town.chen)
    await publish(town, town.alice)
    await town.chen.click(await town.dm_says(town.chen, LOOKED), "Book")
    await town.card_shows(1, "Booked")

    await cancel(town.alice)
    await town.card_shows(1, "Canceled")

    assert [one.state async for one in Wish.all()] == [WishState.OPEN]


async def test_in_a_direct_message_it_is_asked_in_which_server_and_nothing_typed_is_lost(town: Town) -> None:
    """Alice is in two servers; what does not fit beside the question is refused, not cut."""
    alice = town.alice.at("dm")
    for guild in ("Study Hall", "Night School"):
        await town.alice.run("points", guild=guild)
    night = town.local.world.guild_named("Night School").id

    asked = await alice.run(
        "wish add", seat="interviewer", topic="Owls: by night", language="a: b", level="senior", days=7
    )
    made = await alice.select(asked.message, "Choose a server", [night])
    assert "You as the interviewer · Owls: by night · senior · a: b" in made.text
    assert [one.server_id async for one in Wish.all()] == [int(night)]

    long = await alice.run("wish add", seat="interviewer", topic="x" * 100)
    assert "Make it shorter" in long.text
    asked = await alice.run("wish list")
    listed = await alice.select(asked.message, "Choose a server", [night])
    assert "Owls: by night" in listed.text


async def test_who_takes_no_direct_messages_is_told_that_no_alert_will_come(town: Town) -> None:
    town.dina.locale = "en-US"
    await town.open_board(points_for=town.dina)
    await wish(town.dina, topic="python")
    await publish(town, town.alice, topic="Python")
    await nothing_waits(town.now())

    assert "you won't hear from me when a card fits" in (await town.dina.run("wish list")).text
    assert "you won't hear from me when a card fits" in await wish(town.dina, topic="sql")
