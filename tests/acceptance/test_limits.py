"""How much is enough: what admins set, and how often a member interviews."""

from datetime import timedelta
from functools import partial

from services.finding.refusals import NotAvailable, TooManyOpenCards, TooManySeats, WeeklyCapReached
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, publish, sure
from tests.acceptance.witness import Witness


async def test_an_admin_sets_limits_and_it_is_shown_and_said_what_was_changed(town: Town) -> None:
    town.olga.locale = "en-US"
    admin = town.olga.at("general")
    log = town.local.channel("admin-log")
    await admin.run("settings board", channel=town.local.channel("interviews"), log=log)
    for text in ("Open cards at once: **no limit**", "Withdrawals per week: **10**"):
        assert text in (await admin.run("settings show")).text

    saved = await admin.run("settings limits", open_cards=2, given_back=3)

    assert "Saved." in saved.text
    shown = await admin.run("settings limits")
    for text in (
        "Open cards at once: **2**",
        "Upcoming seats as interviewee: **no limit**",
        "Withdrawals per week: **3**",
    ):
        assert text in saved.text
        assert text in shown.text
    await nothing_waits(town.now())
    said = "\n".join(town.log_lines())
    assert "Open cards at once: no limit → 2" in said
    assert "Withdrawals per week: 10 → 3" in said
    assert "Open cards at once: no limit → 2" in (await admin.run("settings audit")).text
    town.olga.locale = "ru"
    assert "Открытых карточек сразу: **2**" in (await admin.run("settings show")).text


async def test_a_member_with_enough_open_cards_publishes_no_other_until_one_is_booked(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris, points=6)
    await town.olga.run("settings limits", open_cards=1)
    await publish(town, town.alice)
    card = await town.card_shows(1, "Python")
    create = {"role": "interviewer", "when": "tomorrow 20:00 UTC", "link": LINK}

    too_many = TooManyOpenCards(open_cards=1, limit=1)
    await witness.refused(town.alice, lambda: town.alice.run("interview create", **create), too_many)

    await town.boris.click(card, "Book")
    await publish(town, town.alice, when="tomorrow 20:00 UTC")
    await cancel(town.alice, "2")
    await publish(town, town.alice, when="tomorrow 21:00 UTC")
    assert witness.faults() == []


async def test_seats_ahead_are_limited_for_hosts_and_guests(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=9)
    await town.olga.run("settings limits", seats=1)
    await publish(town, town.alice)
    await publish(town, town.alice, when="tomorrow 20:00 UTC")
    await town.boris.run("book", interview="1")

    full = TooManySeats(seats=1, limit=1)
    await witness.refused(town.boris, lambda: town.boris.run("book", interview="2"), full)
    create = {"role": "interviewee", "when": "tomorrow 22:00 UTC"}
    await witness.refused(town.boris, lambda: town.boris.run("interview create", **create), full)

    town.clock.advance(timedelta(days=1, hours=7))
    assert "#2" in (await town.boris.run("book", interview="2")).text


async def test_who_gave_back_too_much_is_told_when_they_can_book_again(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=9)
    await town.olga.run("settings limits", given_back=1)
    await publish(town, town.alice, when="2026-12-20 18:00 UTC")
    given_back_at = town.now()
    booked = await town.boris.run("book", interview="1")
    assert booked.message is not None
    form = await town.boris.click(booked.message, "Отказаться")
    assert "Вы отказались" in (await sure(town.boris, form)).text

    refused = await town.boris.run("book", interview="1")

    assert "За последние семь дней вы отказались от 1 записи" in refused.text
    town.clock.advance(timedelta(days=7) - (town.now() - given_back_at) - timedelta(minutes=1))
    town.boris.locale = "en-US"
    assert "You can book again from <t:" in (await town.boris.run("book", interview="1")).text
    town.clock.advance(timedelta(minutes=2))
    assert "You're in!" in (await town.boris.run("book", interview="1")).text
    assert witness.faults() == []


async def test_a_cap_is_the_members_own_and_others_do_not_learn_of_it(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=9)
    await town.olga.run("settings grant", member=town.dina, amount=9, reason="welcome")
    assert "As interviewer: **no cap**" in (await town.alice.run("free cap")).text
    saved = await town.alice.at("dm").run("free cap", as_interviewer=1)
    assert "Saved." in saved.text
    for answer in (saved, await town.alice.run("free cap")):
        assert "As interviewer: **at most 1 interview a week**" in answer.text
        assert "As interviewee: **no cap**" in answer.text
    await publish(town, town.alice)
    await publish(town, town.alice, when="tomorrow 20:00 UTC")
    await town.boris.run("book", interview="1")

    for guest in (town.boris, town.dina):
        await witness.refused(guest, partial(guest.run, "book", interview="2"), NotAvailable(number=2))
    create = {"role": "interviewer", "when": "tomorrow 22:00 UTC", "link": LINK}
    reached = WeeklyCapReached(cap=1, seat="interviewer")
    await witness.refused(town.alice, lambda: town.alice.run("interview create", **create), reached)
    await publish(town, town.chen, role="interviewer", when="tomorrow 23:00 UTC")

    town.alice.locale = "ru"
    lifted = await town.alice.run("free cap", as_interviewer=0)
    assert "В роли интервьюера: **без ограничений**" in lifted.text
    town.dina.locale = "en-US"
    assert "You're in!" in (await town.dina.run("book", interview="2")).text
    assert witness.faults() == []


async def test_a_cap_as_interviewee_is_the_members_own_too(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.alice, points=18)
    await town.alice.run("free cap", as_interviewer=3, as_interviewee=2)
    changed = await town.alice.run("free cap", as_interviewee=1)
    assert "As interviewer: **at most 3 interviews a week**" in changed.text
    assert "As interviewee: **at most 1 interview a week**" in changed.text
    town.alice.locale = "ru"
    shown = await town.alice.run("free cap")
    assert "В роли отвечающего: **не больше 1 собеседования в неделю**" in shown.text
    town.alice.locale = "en-US"
    await publish(town, town.alice, role="interviewee")
    await publish(town, town.alice, role="interviewee", when="tomorrow 20:00 UTC")
    await publish(town, town.chen, when="tomorrow 21:00 UTC")
    await town.boris.run("book", interview="1")

    for guest in (town.boris, town.dina):
        await witness.refused(guest, partial(guest.run, "book", interview="2"), NotAvailable(number=2))
    reached = WeeklyCapReached(cap=1, seat="interviewee")
    await witness.refused(town.alice, partial(town.alice.run, "book", interview="3"), reached)
    create = {"role": "interviewee", "when": "tomorrow 22:00 UTC"}
    await witness.refused(town.alice, partial(town.alice.run, "interview create", **create), reached)

    town.alice.locale = town.dina.locale = "en-US"
    assert "As interviewee: **no cap**" in (await town.alice.run("free cap", as_interviewee=0)).text
    assert "You're in!" in (await town.dina.run("book", interview="2")).text
    assert witness.faults() == []
