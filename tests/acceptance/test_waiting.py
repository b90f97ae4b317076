"""Waiting for a booked seat: it is offered to the first in line who can take it, and to one at a time."""

from datetime import timedelta

from models import MockInterview, OfferState, SeatOffer, WaitingEntry
from sandbox import Fault, Member, MessageView
from tests.acceptance.calm import is_stored, nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import cancel, click_stale, count_dms, erase, labels, ledger, publish, sure
from tests.acceptance.witness import Witness


async def full_house(town: Town, *waiting: Member, when: str = "tomorrow 18:00 UTC") -> None:
    """Have Chen book an interview of Alice's, and others who have 3 points wait for the seat, in this order.

    Boris speaks Russian, all others English.
    """
    for one in (town.olga, town.dina):
        one.locale = "en-US"
        await one.run("points")
    await town.open_board(points_for=town.chen)
    for one in waiting:
        await town.olga.run("settings grant", member=one, amount=3, reason="welcome")
    await publish(town, town.alice, when=when)
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    card = await town.card_shows(1, "Booked")
    for place, one in enumerate(waiting, start=1):
        joined = await one.click(card, "Waiting list")
        assert str(place) in joined.text, joined.text


async def withdraw(town: Town, guest: Member) -> None:
    """Have a guest give interview 1 back."""
    seen = await guest.run("interview view", interview="1")
    label = next(label for label in labels(seen.message) if label in {"Withdraw", "Отказаться"})
    await sure(guest, await guest.click(seen.message, label))


async def test_a_freed_seat_is_offered_to_the_first_in_line_who_takes_it(town: Town) -> None:
    await full_house(town, town.boris, town.olga)

    await withdraw(town, town.chen)
    offer = await town.dm_says(town.boris, "Освободилось место")

    # Others are refused with the time at which it may be free, also who is second in line.
    card = await town.card_shows(1, "First offered to those on the waiting list")
    for other in (town.dina, town.olga, town.chen):
        refused = await other.click(card, "Book")
        assert any(word in refused.text for word in ("somebody ahead of you", "is on hold for")), refused.text
    assert count_dms(town.olga, "A seat you've been waiting for") == 0
    assert labels(offer)[:2] == ["Занять место", "Пропустить"]

    taken = await town.boris.click(offer, "Занять место")

    assert "Вы записаны на #1" in taken.text
    card = await town.card_shows(1, "Booked")
    assert town.boris.mention in card.text
    assert "First offered" not in card.text
    await nothing_waits(town.now())
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat")]
    assert [offer.state async for offer in SeatOffer.all()] == [OfferState.TAKEN]
    # Who took it waits no more, and Olga still does.
    assert [entry.user_id async for entry in WaitingEntry.all()] == [int(town.olga.id)]
    await town.until(
        lambda: (
            "Занять место" not in labels(town.boris.dms()[-2])
            and all("Занять место" not in labels(dm) for dm in town.boris.dms())
        ),
        "the offer to have no button any more",
    )


async def test_a_seat_that_is_passed_or_not_answered_goes_to_the_next_and_then_to_all(town: Town) -> None:
    await full_house(town, town.boris, town.olga)
    await withdraw(town, town.chen)
    offer = await town.dm_says(town.boris, "Освободилось место")

    passed = await town.boris.click(offer, "Пропустить")

    assert "место достанется другим" in passed.text
    offer_to_olga = await town.dm_says(town.olga, "A seat you've been waiting for")
    again = await click_stale(town.boris, offer, "waiting:take:1")
    assert "больше не за вами" in again.text
    await town.until(
        lambda: any("больше не придержано для вас" in dm.text for dm in town.boris.dms()),
        "the end of the offer",
    )
    again = await click_stale(town.boris, offer, "waiting:pass:1")
    assert "больше не за вами" in again.text

    # Thirty minutes are the longest hold.
    town.clock.advance(timedelta(minutes=30, seconds=1))
    card = await town.card_shows(1, "Open")
    await town.until(lambda: "First offered" not in (town.card(1) or card).text, "the hold to end")
    await nothing_waits(town.now())
    late = await click_stale(town.olga, offer_to_olga, "waiting:pass:1")
    assert "isn't held for you anymore" in late.text
    assert [offer.state async for offer in SeatOffer.all().order_by("id")] == [
        OfferState.PASSED,
        OfferState.EXPIRED,
    ]
    # Who did not answer keeps a place, for the next time.
    assert [entry.user_id async for entry in WaitingEntry.all()] == [int(town.olga.id)]

    # Whoever clicks first has it now, and a click on the old offer is a click like any other.
    booked = await click_stale(town.olga, offer_to_olga, "waiting:take:1")
    assert "You booked #1" in booked.text


async def test_who_cannot_take_it_is_not_asked_and_stays_in_line(town: Town) -> None:
    """Boris has spent his points, Olga has another interview then, Dina has left: Alice's card is open."""
    await full_house(town, town.boris, town.olga, town.dina)
    await town.olga.run("settings grant", member=town.boris, amount=-3, reason="spent")
    await publish(town, town.olga, when="tomorrow 18:15 UTC")
    town.dina.leave()

    await withdraw(town, town.chen)
    await town.until(
        lambda: (card := town.card(1)) is not None and "Open" in card.text and "First" not in card.text,
        "the open card",
    )
    await nothing_waits(town.now())

    for one in (town.boris, town.olga, town.dina):
        assert count_dms(one, "Освободилось место") + count_dms(one, "A seat you've been") == 0
    waiting = [entry.user_id async for entry in WaitingEntry.all().order_by("id")]
    assert waiting == [int(town.boris.id), int(town.olga.id)]

    # Once Chen has taken it again and given it back, Boris has points and is asked first.
    await town.chen.click(await town.card_shows(1, "Open"), "Book")
    await town.card_shows(1, "Booked")
    await town.olga.run("settings grant", member=town.boris, amount=3, reason="again")
    await withdraw(town, town.chen)
    await town.dm_says(town.boris, "Освободилось место")


async def test_shortly_before_the_start_all_are_told_and_the_first_click_wins(town: Town) -> None:
    await full_house(town, town.boris, town.olga, when="in 110 minutes")

    await withdraw(town, town.chen)
    to_boris = await town.dm_says(town.boris, "место займёт тот, кто нажмёт первым")
    to_olga = await town.dm_says(town.olga, "the first click gets it")

    assert "You booked #1" in (await town.olga.click(to_olga, "Book")).text
    assert town.olga.mention in (await click_stale(town.boris, to_boris, "interview:book:1")).text
    await town.until(
        lambda: all("Записаться" not in labels(dm) for dm in town.boris.dms()),
        "no button where there is no seat",
    )


async def test_the_button_of_a_booked_card_lets_one_wait_and_wait_no_more(
    town: Town, witness: Witness
) -> None:
    await full_house(town, town.boris)
    card = await town.card_shows(1, "Booked")

    listed = await town.boris.run("interview list")
    assert "Лист ожидания" in listed.text
    assert "**#1 · Python**" in listed.text
    left = await town.boris.click(card, "Waiting list")
    assert "больше не в очереди" in left.text
    assert "own card" in (await town.alice.click(card, "Waiting list")).text
    assert "already booked" in (await town.chen.click(card, "Waiting list")).text
    await withdraw(town, town.chen)
    await town.card_shows(1, "Open")
    free = await click_stale(town.olga, card, "interview:wait:1")
    assert "no need to wait" in free.text
    unknown = await click_stale(town.olga, card, "interview:wait:999")
    assert "999" in unknown.text
    await cancel(town.alice)
    await town.card_shows(1, "anceled")
    over = await click_stale(town.olga, card, "interview:wait:1")
    assert "canceled" in over.text
    assert await WaitingEntry.all().count() == 0
    assert witness.faults() == []


async def test_when_it_begins_or_is_called_off_all_who_wait_are_told_once(town: Town) -> None:
    await full_house(town, town.boris, town.olga)
    await publish(town, town.alice, when="in 60 hours")
    await town.chen.run("points")
    await town.olga.run("settings grant", member=town.chen, amount=3, reason="more")
    await town.chen.click(await town.card_shows(2, "Open"), "Book")
    await town.boris.click(await town.card_shows(2, "Booked"), "Waiting list")

    await cancel(town.alice, "2")
    await town.dm_says(town.boris, "#2, которого вы ждали, отменено")
    town.clock.advance(timedelta(hours=30, minutes=1))
    await town.dm_says(town.boris, "Место в собеседовании #1 так и не освободилось")
    await town.dm_says(town.olga, "No seat came free in interview #1")
    await nothing_waits(town.now())

    assert count_dms(town.boris, "которого вы ждали") == 1
    assert count_dms(town.boris, "так и не освободилось") == 1
    assert count_dms(town.olga, "No seat came free") == 1
    assert await WaitingEntry.all().count() == 0
    # Nobody can wait for what has begun.
    assert "Waiting list" not in labels(town.card(1))


async def test_who_cannot_come_at_another_time_is_told_and_waits_no_more(town: Town) -> None:
    await full_house(town, town.boris, town.olga)
    await publish(town, town.olga, when="2026-12-02 18:00 UTC")

    await town.alice.run("interview edit", interview="1", when="2026-12-02 18:15 UTC")
    asked = await town.dm_says(town.chen, "wants to move interview #1")
    await town.chen.click(asked, "Confirm the new time")

    told = await town.dm_says(town.olga, "was moved to")
    assert "You have another interview then" in told.text
    await nothing_waits(town.now())
    assert [entry.user_id async for entry in WaitingEntry.all()] == [int(town.boris.id)]
    assert "Вы остаётесь в очереди" in (await town.dm_says(town.boris, "перенесено")).text
    # Boris waits for the new time, and is told when that begins.
    town.clock.advance(timedelta(hours=54, minutes=30))
    await town.dm_says(town.boris, "так и не освободилось")
    assert count_dms(town.boris, "так и не освободилось") == 1


async def test_an_offer_whose_interview_is_moved_or_called_off_ends(town: Town) -> None:
    await full_house(town, town.boris, town.olga)
    await publish(town, town.boris, when="2026-12-02 18:00 UTC")
    await withdraw(town, town.chen)
    offer = await town.dm_says(town.boris, "Освободилось место")

    await town.alice.run("interview edit", interview="1", when="2026-12-02 18:15 UTC")
    to_olga = await town.dm_says(town.olga, "A seat you've been waiting for")
    gone = await click_stale(town.boris, offer, "waiting:pass:1")
    assert "больше не за вами" in gone.text

    await cancel(town.alice)
    await town.dm_says(town.olga, "was canceled")
    await nothing_waits(town.now())
    over = await click_stale(town.olga, to_olga, "waiting:take:1")
    assert "canceled" in over.text
    interview = await MockInterview.get(id=1)
    assert (interview.held_until, interview.is_waited_for) == (None, False)


async def test_whoever_frees_the_seat_the_line_hears_of_it(town: Town) -> None:
    """An admin frees it; then a guest leaves the server; then one has their data erased."""
    await full_house(town, town.boris, town.dina, town.olga)
    page = await town.olga.run("settings member", member=town.chen)
    assert page.message is not None
    form = await town.olga.select(page.message, f"member:interview:{town.chen.id}", ["1:booked"])
    await town.olga.submit(form.modal, act="free", reason="Chen asked me to")
    offer = await town.dm_says(town.boris, "Освободилось место")
    await town.boris.click(offer, "Занять место")
    await town.card_shows(1, "Booked")
    await nothing_waits(town.now())

    town.boris.leave()
    town.clock.advance(timedelta(hours=6, minutes=1))
    call = await called(town, town.dina)
    await town.dina.click(await shown_offer(town, town.dina, call), "Take the seat")
    await town.card_shows(1, "Booked")
    await nothing_waits(town.now())

    await erase(town.dina)
    offer = await town.dm_says(town.olga, "A seat you've been waiting for")
    await erase(town.olga)
    await town.until(
        lambda: (card := town.card(1)) is not None and "Open" in card.text and "First" not in card.text,
        "the open card",
    )
    await nothing_waits(town.now())
    assert await WaitingEntry.all().count() == 0


async def called(town: Town, member: Member) -> MessageView:
    """Wait until a member is called on the board for what they can decide, and return the call."""

    def call() -> MessageView | None:
        calls = [one for one in town.board() if member.mention in one.content]
        calls = [one for one in calls if "#1: something to decide" in one.text]
        return calls[-1] if calls else None

    await town.until(lambda: call() is not None, f"a call to {member.name}")
    found = call()
    assert found is not None
    return found


async def shown_offer(town: Town, member: Member, call: MessageView) -> MessageView:
    """Have a member click a call's button; return the offer among the messages that they are shown."""
    answer = await member.at("interviews").click(call, "Show my messages")

    def offers() -> list[MessageView]:
        return [one for one in answer.followups if "A seat you've been waiting for" in one.text]

    await town.until(lambda: bool(offers()), "the offer")
    return offers()[0]


async def test_a_member_with_closed_messages_is_called_and_reads_the_offer_there(town: Town) -> None:
    await full_house(town, town.dina, town.olga)
    await withdraw(town, town.chen)

    call = await called(town, town.dina)
    # What is called is not said in public.
    assert "seat" not in call.text
    taken = await town.dina.click(await shown_offer(town, town.dina, call), "Take the seat")
    assert "You booked #1" in taken.text


async def test_a_discord_that_does_not_say_who_is_there_holds_nobody_up(town: Town) -> None:
    await full_house(town, town.boris)
    town.local.faults.add(Fault("status", "GET", "^/guilds/[0-9]+/members/", status=500, code=0))
    await withdraw(town, town.chen)
    await town.dm_says(town.boris, "Освободилось место")
    await is_stored(SeatOffer, user_id=int(town.boris.id), state=OfferState.LIVE)
