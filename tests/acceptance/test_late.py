"""Leaving shortly before the start: what it costs is said before, and who gets it in the end."""

from datetime import timedelta

from sandbox import Answer, Member
from services.refusals import CostsMeanwhile
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import count_dms, ledger, publish, sure
from tests.acceptance.witness import Witness, forge, forge_form

HOUR = timedelta(hours=1)
DAY_BEFORE = "less than 24 hours before the start"
SOON = "starts in less than 24 hours"


async def a_town_with_the_rule(town: Town, points: int = 20) -> None:
    """Have a late guest leave a point, and everybody hold some."""
    await town.open_board(points_for=town.chen)
    await town.olga.run("settings late", hours=24, keep=1)
    for who in (town.alice, town.boris, town.chen):
        await town.olga.run("settings grant", member=who, amount=points, reason="welcome")
    await nothing_waits(town.now())


async def publish_and_book(town: Town, host: Member, guest: Member, number: int, when: str) -> Answer:
    await publish(town, host, when=when)
    return await guest.click(await town.card_shows(number, "Open"), "Book")


async def ask(member: Member, town: Town, number: int, action: str) -> Answer:
    """Click what gives a seat back or cancels; return the form that asks."""
    card = await town.card_shows(number, "Booked")
    return await forge(member, f"interview:{action}:{number}", card)


async def test_an_admin_sets_what_is_late_and_members_read_it_when_they_book(town: Town) -> None:
    town.olga.locale = "en-US"
    admin = town.olga.at("general")
    board, log = town.local.channel("interviews"), town.local.channel("admin-log")
    await admin.run("settings board", channel=board, log=log)
    for text in ("Leaving counts as late: **never**", "A late guest leaves: **1 point**"):
        assert text in (await admin.run("settings show")).text
    saved = await admin.run("settings late", hours=24, keep=2)
    assert f"Leaving counts as late: **{DAY_BEFORE}**" in saved.text
    assert "leaves 2 points to the host" in saved.text
    assert "whoever says no to that is late already" in saved.text
    assert "is late already" not in (await admin.run("settings late", hours=23)).text
    assert "Nobody leaves late from now on" in (await admin.run("settings late", hours=0)).text
    assert "leaves 3 points to the host" in (await admin.run("settings late", hours=24, keep=9)).text, (
        "the price"
    )
    await admin.run("settings late", keep=2)
    assert "A late guest leaves: **2 points**" in (await admin.run("settings late")).text
    await admin.run("settings grant", member=town.chen, amount=20, reason="welcome")
    await nothing_waits(town.now())
    assert f"Leaving counts as late: never → {DAY_BEFORE}" in "\n".join(town.log_lines())

    booked = await publish_and_book(town, town.alice, town.chen, 1, "in 50 hours")
    assert f"{DAY_BEFORE}, 2 of these points go to {town.alice.mention}, unless" in booked.text
    await publish(town, town.chen, "interviewee", when="in 60 hours")
    interviews = await town.alice.click(await town.card_shows(2, "Open"), "Book")
    assert DAY_BEFORE not in interviews.text, "they pay nothing"


async def test_a_late_guest_leaves_a_point_until_somebody_takes_the_seat(
    town: Town, witness: Witness
) -> None:
    await a_town_with_the_rule(town)
    for number, when in ((1, "in 50 hours"), (2, "in 40 hours")):
        await publish_and_book(town, town.alice, town.chen, number, when)
    town.clock.advance(30 * HOUR)
    form = await ask(town.chen, town, 2, "withdraw")
    assert "You'll get your 3 points back." in form.text
    assert f"{SOON}, so this counts as a late change. One in 90 days is free" in form.text
    done = await sure(town.chen, form)
    assert "You got 3 points back. This counts as a late change, unless somebody takes" in done.text
    assert "One in 90 days is free, and this is yours." in done.text

    form = await ask(town.chen, town, 1, "withdraw")
    assert "You'll get your 3 points back." in form.text
    assert f"{SOON}, so 1 of them goes to {town.alice.mention}. If somebody takes the seat" in form.text
    left = await sure(town.chen, form, "ill")
    assert f"You got 3 points back. 1 of them goes to {town.alice.mention}, unless somebody" in left.text
    assert [row[0] for row in (await ledger(town.chen))[-2:]] == [3, -1]
    told = await town.dm_says(town.alice, "1 of their points is yours if nobody takes the seat")
    assert "ill" in told.text

    await town.boris.click(await town.card_shows(1, "Open"), "Book")
    await town.dm_says(town.chen, "The seat you gave up in interview #1 is taken, so you got 1 point back.")
    assert (await ledger(town.chen))[-1][0] == 1
    town.clock.advance(11 * HOUR / 60)
    form = await ask(town.boris, town, 1, "withdraw")
    assert "Один за 90 дней бесплатный" in form.text
    await sure(town.boris, form)
    town.clock.advance(20 * HOUR)
    await town.card_shows(1, "Expired")
    await nothing_waits(town.now())
    assert count_dms(town.alice, "the 1 point they left") == 0
    assert witness.faults() == []


async def test_what_nobody_took_is_the_hosts(town: Town) -> None:
    await a_town_with_the_rule(town)
    for number, when in ((1, "in 30 hours"), (2, "in 40 hours")):
        await publish_and_book(town, town.alice, town.chen, number, when)
    town.clock.advance(20 * HOUR)
    for number in (1, 2):
        await sure(town.chen, await ask(town.chen, town, number, "withdraw"))
    town.clock.advance(20 * HOUR)
    told = await town.dm_says(town.alice, "gave up late in interview #2, so the 1 point they left is yours.")
    assert town.chen.mention in told.text
    assert (await ledger(town.alice))[-1][::2] == (1, "late")
    assert "late change" in (await town.alice.run("points")).text


async def test_a_host_who_takes_the_card_down_reads_that_the_points_go_back(town: Town) -> None:
    await a_town_with_the_rule(town)
    for number, when in ((1, "in 30 hours"), (2, "in 40 hours"), (3, "in 42 hours")):
        await publish_and_book(town, town.alice, town.chen, number, when)
    town.clock.advance(25 * HOUR)
    for number in (1, 2, 3):
        await sure(town.chen, await ask(town.chen, town, number, "withdraw"))
    form = await forge(town.alice, "interview:cancel:2", await town.card_shows(2, "Open"))
    assert "The 1 point that somebody left by withdrawing late goes back to them." in form.text
    await sure(town.alice, form)
    await town.dm_says(town.chen, "#2, where you gave up your seat, is canceled, so you got 1 point back.")
    await town.alice.run("interview edit", interview="3", when="in 90 hours")
    await town.dm_says(town.chen, "#3, where you gave up your seat, has been moved, so you got 1 point back.")
    assert [row[::2] for row in (await ledger(town.chen))[-2:]] == [(1, "late"), (1, "late")]


async def test_a_host_who_cancels_late_pays_the_guest(town: Town) -> None:
    await a_town_with_the_rule(town)
    for number, when in ((1, "in 30 hours"), (2, "in 40 hours")):
        await publish_and_book(town, town.alice, town.chen, number, when)
    town.clock.advance(20 * HOUR)
    free = await ask(town.alice, town, 1, "cancel")
    assert "One in 90 days is free" in free.text
    assert "This counts as a late change. One in 90" in (await sure(town.alice, free)).text
    form = await ask(town.alice, town, 2, "cancel")
    assert f"so {town.chen.mention} gets 1 of your points, or as many as you have." in form.text
    done = await sure(town.alice, form)
    assert f"{town.chen.mention} got 1 of your points, because it was late." in done.text
    told = await town.dm_says(town.chen, "Because it was late, you also got 1 of their points.")
    assert "You got 3 points back." in told.text
    assert [row[::2] for row in (await ledger(town.chen))[-2:]] == [(3, "refund"), (1, "late")]


async def test_who_opened_the_form_before_it_cost_something_is_asked_again(
    town: Town, witness: Witness
) -> None:
    await a_town_with_the_rule(town)
    for number, when in ((1, "in 30 hours"), (2, "in 40 hours")):
        await publish_and_book(town, town.alice, town.chen, number, when)
    town.clock.advance(15 * HOUR)
    await sure(town.chen, await ask(town.chen, town, 1, "withdraw"))
    form = await ask(town.chen, town, 2, "withdraw")
    assert SOON not in form.text
    town.clock.advance(5 * HOUR)
    refused = await sure(town.chen, form, "something came up")
    assert "#2 is a late change by now, and costs you 1 point. That's different" in refused.text
    assert "something came up" in refused.text
    await town.card_shows(2, "Booked")
    for custom_id in ("interview:withdraw:2", "interview:withdraw:2:0", "coming:no:2:0:0", "coming:no:2"):
        await witness.refused(
            town.chen,
            lambda: forge_form(town.chen, custom_id, reason="ill"),  # noqa: B023 - awaited here
            CostsMeanwhile(number=2, points=1),
            keeps="ill",
        )
    again = await ask(town.chen, town, 2, "withdraw")
    assert "Вам вернулись 3 балла. 1 из них достанется" in (await sure(town.chen, again)).text
