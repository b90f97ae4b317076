"""Asking not to be paired with somebody, as whoever asks sees it, and as nobody else does."""

from datetime import timedelta

from models import KeptApart
from sandbox import Answer, Member
from services.finding.refusals import NotAvailable
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.menus import HAVE_WE_MET, KEEP_APART, have_we_met, keep_apart
from tests.acceptance.steps import count_dms, erase, labels, ledger, publish, sure
from tests.acceptance.witness import Witness, forge
from tests.support.factories import TEXT


def english(*members: Member) -> None:
    for one in members:
        one.locale = "en-US"


async def lift_first(who: Member, listed: Answer) -> Answer:
    """Take the first of a list back."""
    assert listed.message is not None
    (menu,) = listed.message.selects
    return await who.select(listed.message, menu.custom_id, [next(iter(menu.options))])


async def test_neither_books_the_other_until_whoever_asked_takes_it_back(
    town: Town, witness: Witness
) -> None:
    english(town.boris)
    await town.open_board(points_for=town.boris, points=9)
    await publish(town, town.alice)
    await town.olga.run("settings grant", member=town.alice, amount=3, reason="welcome")
    await publish(town, town.boris, when="tomorrow 20:00 UTC")
    card = await town.card_shows(1, "Python")
    assert "You haven't asked me" in (await town.alice.run("block list")).text

    asked = await keep_apart(town.alice, town.boris)

    assert asked.ephemeral
    assert f"I won't pair you with {town.boris.mention} anymore" in asked.text
    await witness.refused(town.boris, lambda: town.boris.click(card, "Book"), NotAvailable(number=1))
    await witness.refused(town.alice, lambda: town.alice.run("book", interview="2"), NotAvailable(number=2))
    english(town.alice, town.boris)
    listed = await town.alice.run("block list")
    assert town.boris.mention in listed.text
    assert "Only you see this." in listed.text
    assert "You haven't asked me" in (await town.boris.run("block list")).text
    assert "You haven't asked me" in (await lift_first(town.alice, listed)).text
    assert "You're in!" in (await town.boris.click(card, "Book")).text
    assert witness.faults() == []


async def test_it_is_undone_at_once_and_asked_for_in_a_direct_message_too(
    town: Town, witness: Witness
) -> None:
    await town.boris.run("points")
    asked = await keep_apart(town.alice, town.boris)

    undone = await town.alice.click(asked.message, "Undo")

    assert f"I can pair you with {town.boris.mention} again" in undone.text
    assert await KeptApart.all().count() == 0
    await keep_apart(town.alice, town.chen)
    dm = town.alice.at("dm")
    listed = await dm.run("block list")
    assert town.chen.mention in listed.text
    assert "You haven't asked me" in (await lift_first(dm, listed)).text
    town.alice.locale = "ru"
    assert "Вы ещё никого не просили" in (await town.alice.run("block list")).text
    assert witness.faults() == []


async def test_oneself_and_bots_are_refused_kindly(town: Town, witness: Witness) -> None:
    assert town.bot is not None
    assert town.bot.user is not None
    assert "That's you!" in (await keep_apart(town.alice, town.alice)).text
    assert "safe from this one" in (await town.alice.run_on(town.local.world.bot, KEEP_APART)).text
    assert "every day" in (await have_we_met(town.alice, town.alice)).text
    assert "can't have met" in (await town.alice.run_on(town.local.world.bot, HAVE_WE_MET)).text
    assert "choose" in (await forge(town.alice, "block:lift", values=["x"])).text.casefold()
    assert await KeptApart.all().count() == 0
    assert witness.faults() == []


async def test_no_admin_and_no_log_tells_of_it(town: Town, witness: Witness) -> None:
    english(town.olga)
    admin, log = town.olga.at("general"), town.local.channel("admin-log")
    await admin.run("settings board", channel=town.local.channel("interviews"), log=log)
    await town.boris.run("points")
    await nothing_waits(town.now())
    before = (town.log_lines(), (await admin.run("settings audit")).text)
    page = (await admin.run("settings member", member=town.boris)).text
    seen = len(town.boris.dms()), len(town.board()), page

    await keep_apart(town.alice, town.boris)

    await nothing_waits(town.now())
    assert (town.log_lines(), (await admin.run("settings audit")).text) == before
    page = (await admin.run("settings member", member=town.boris)).text
    assert (len(town.boris.dms()), len(town.board()), page) == seen
    assert [one for one in town.boris.messages("general") if town.alice.mention in one.text] == []
    assert witness.faults() == []


async def test_a_guest_leaves_what_is_booked_for_free_and_the_host_reads_no_reason(
    town: Town, witness: Witness
) -> None:
    english(town.boris)
    await town.open_board(points_for=town.boris, points=6)
    await town.olga.run("settings limits", given_back=1)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "Python"), "Book")
    await town.dm_says(town.alice, "is booked")

    asked = await keep_apart(town.boris, town.alice)
    assert "You still have 1 interview with them" in asked.text
    assert "Study Hall" in asked.text
    form = await town.boris.click(asked.message, "Leave #1")
    assert form.modal is not None
    left = await sure(town.boris, form)

    assert "You've left #1. You got 3 points back." in left.text
    told = await town.dm_says(town.alice, "withdr")
    assert "Reason" not in told.text
    assert [amount for amount, _, _ in await ledger(town.boris)] == [6, -3, 3]
    await town.card_shows(1, "Open")
    assert "You haven't asked me" in (await town.alice.run("block list")).text
    await publish(town, town.chen, when="tomorrow 21:00 UTC")
    assert "You're in!" in (await town.boris.run("book", interview="2")).text, "it does not count"
    again = await town.boris.click(asked.message, "Leave #1")
    assert again.modal is None
    assert witness.faults() == []


async def test_a_host_leaves_what_is_booked_and_their_guest_has_their_points_back(
    town: Town, witness: Witness
) -> None:
    english(town.boris)
    await town.open_board(points_for=town.boris, points=3)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "Python"), "Book")
    await town.dm_says(town.boris, "is booked")
    asked = await keep_apart(town.alice, town.boris)
    form = await town.alice.click(asked.message, "Leave #1")

    await town.alice.click(asked.message, "Undo")
    closed = await sure(town.alice, form)
    assert "no free way out of #1" in closed.text
    asked = await keep_apart(town.alice, town.boris)
    left = await sure(town.alice, await town.alice.click(asked.message, "Leave #1"))

    assert "You've left #1." in left.text
    told = await town.dm_says(town.boris, "cancel")
    assert "Reason" not in told.text
    assert (await ledger(town.boris))[-1] == (3, 3, "refund")
    await town.card_shows(1, "canceled")
    assert count_dms(town.boris, "cancel") == 1
    assert witness.faults() == []


async def test_it_holds_for_whoever_had_their_data_erased_and_came_back(town: Town, witness: Witness) -> None:
    english(town.boris)
    await town.open_board(points_for=town.boris, points=3)
    await publish(town, town.alice)
    await keep_apart(town.alice, town.boris)

    await erase(town.boris)

    listed = await town.alice.run("block list")
    assert "Somebody who had their data erased" in listed.text
    assert town.boris.mention not in listed.text
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="welcome back")
    assert town.boris.mention in (await town.alice.run("block list")).text
    await witness.refused(town.boris, lambda: town.boris.run("book", interview="1"), NotAvailable(number=1))
    english(town.boris)
    await erase(town.boris)
    assert "You haven't asked me" in (await lift_first(town.alice, await town.alice.run("block list"))).text
    assert witness.faults() == []


async def test_two_are_told_how_often_they_have_met_and_whoever_books_is_told_too(
    town: Town, witness: Witness
) -> None:
    english(town.boris)
    await town.open_board(points_for=town.boris, points=9)
    await publish(town, town.alice)
    await publish(town, town.alice, when="tomorrow 22:00 UTC")
    booked = await town.boris.run("book", interview="1")
    assert f"You and {town.alice.mention} haven't had an interview together here yet." in booked.text
    assert "haven't had an interview together" in (await have_we_met(town.boris, town.alice)).text
    town.clock.advance(timedelta(days=1, hours=7))
    form = await town.alice.run("feedback", interview="1")
    await town.alice.submit(form.modal, score="4", text=TEXT)
    await town.until(lambda: any("Accept" in labels(dm) for dm in town.boris.dms()), "feedback to accept")
    await town.boris.click(next(dm for dm in town.boris.dms() if "Accept" in labels(dm)), "Accept")

    met = await have_we_met(town.alice, town.boris)
    assert f"You and {town.boris.mention} have met once here, on <t:" in met.text
    assert met.ephemeral
    booked = await town.boris.run("book", interview="2")
    assert f"You and {town.alice.mention} have met once here, on <t:" in booked.text
    town.boris.locale = "ru"
    assert "встречались здесь 1 раз" in (await have_we_met(town.boris, town.alice)).text
    assert witness.faults() == []
