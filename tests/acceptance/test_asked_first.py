"""What ends or costs something asks first, says what it does, and passes a reason on."""

from datetime import timedelta

from services.refusals import BookedMeanwhile, TextTooLong
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import booked, count_dms, labels, ledger, publish, sure
from tests.acceptance.witness import Witness, forge, forge_form

WHY = "My train is late, *sorry*."
NEW_LINK = "https://meet.google.com/new-room-abc"


async def test_a_guest_is_asked_the_host_reads_why_and_changes_the_link_that_is_known(
    town: Town, witness: Witness
) -> None:
    await booked(town)
    told = await town.dm_says(town.boris, "назначено")

    asked = await town.boris.click(told, "Отказаться")

    assert asked.modal is not None
    assert asked.modal.title == "Отказаться от собеседования #1?"
    for text in (town.alice.mention, "Вам вернутся 3 балла.", "Организатор прочитает это"):
        assert text in asked.text
    await nothing_waits(town.now())
    assert (await ledger(town.boris))[-1] == (-3, 0, "seat"), "a click alone does nothing"
    withdrawn = await town.boris.submit(asked.modal, reason=WHY)
    assert "Вы отказались от #1, карточка снова открыта. Вам вернулись 3 балла." in withdrawn.text
    heard = await town.dm_says(town.alice, f"{town.boris.mention} withdrew from interview #1.")
    assert "Reason: My train is late, \\*sorry\\*." in heard.content
    assert "They still know the link you pasted" in heard.content
    assert labels(heard) == ["Set a new link", "See the card"]
    assert LINK not in heard.text

    form = await town.alice.click(heard, "Set a new link")
    refused = await town.alice.submit(form.modal, link="https://example.org/room")
    assert "That isn't a Google Meet link" in refused.text
    assert "https://example.org/room" in refused.text
    form = await town.alice.click(heard, "Set a new link")
    assert NEW_LINK in (await town.alice.submit(form.modal, link=NEW_LINK)).text
    assert witness.faults() == []


async def test_a_host_is_asked_briefly_about_an_open_card_and_with_figures_about_a_booked_one(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    created = await publish(town, town.boris, "interviewee", "завтра 18:00")
    asked = await town.boris.click(created.message, "Отменить собеседование")
    assert asked.modal is not None
    assert "пока никто не записался, так что карточка просто закроется. Вам вернутся 3 балла." in asked.text
    assert asked.modal.fields == {}

    # Meanwhile somebody books: that is another thing to be asked about.
    await town.alice.run("book", interview="1")
    late = await sure(town.boris, asked)
    assert f"На #1 только что записались ({town.alice.mention})" in late.text
    await town.card_shows(1, "booked")
    again = await town.boris.run("interview cancel", interview="1")
    for text in (town.alice.mention, "насовсем", "Вам вернутся 3 балла", "Гость прочитает"):
        assert text in again.text
    cancelled = await sure(town.boris, again, WHY)
    assert "Собеседование #1 отменено. Вам вернулись 3 балла." in cancelled.text
    heard = await town.dm_says(town.alice, "The host canceled interview #1.")
    assert "Reason: My train is late" in heard.content
    assert await ledger(town.boris) == [(3, 3, "grant"), (-3, 0, "seat"), (3, 3, "refund")]
    assert witness.faults() == []


async def test_what_was_typed_into_a_form_that_is_refused_comes_back(town: Town, witness: Witness) -> None:
    await booked(town)
    too_long = "ы" * 301
    for who, action in ((town.boris, "withdraw"), (town.alice, "cancel")):
        await witness.refused(
            who,
            lambda: forge_form(who, f"interview:{action}:1", reason=too_long),  # noqa: B023 - awaited here
            TextTooLong(field="reason", length=301, maximum=300),
            keeps=too_long,
        )
    await witness.refused(
        town.alice,
        lambda: forge_form(town.alice, "interview:cancel:1:0", reason=WHY),
        BookedMeanwhile(number=1, member_id=int(town.boris.id)),
        keeps="My train is late",
    )
    # A form without figures, as it comes where the database is slow, and one of two that are open.
    first, second = [
        await town.boris.click(await town.dm_says(town.boris, "назначено"), "Отказаться") for _ in "ab"
    ]
    assert "Вам вернулись 3 балла" in (await sure(town.boris, first)).text
    assert "Собеседования #1 здесь нет" in (await sure(town.boris, second)).text, "not in a DM any more"
    await nothing_waits(town.now())
    assert count_dms(town.alice, "больше не участвует") == 1
    assert len(await ledger(town.boris)) == 3


async def test_an_admin_is_asked_reads_what_is_at_stake_and_both_read_why(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    log = town.local.channel("admin-log")
    admin = town.olga.at("admin-log")
    admin.locale = "en-US"
    await admin.run("settings board", channel=town.local.channel("interviews"), log=log)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    town.clock.advance(timedelta(days=2))
    await forge_form(town.boris, "interview:noshow:1", text="")
    await forge_form(town.alice, "interview:dispute:1", text="I was there, the link was wrong.")
    await town.until(lambda: any("wrong" in m.text for m in town.olga.messages("admin-log")), "the dispute")
    message = next(m for m in town.olga.messages("admin-log") if "link was wrong" in m.text)

    for action, words in (("uphold", "keeps the 4 points"), ("overturn", "returns the 4 points")):
        asked = await forge(admin, f"interview:{action}:1", message)
        assert asked.modal is not None
        assert f"{town.boris.mention} {words}" in asked.text
        assert "You can't change this later." in asked.text
    await nothing_waits(town.now())
    assert (await ledger(town.boris))[-1] == (1, 4, "compensation"), "a click alone decides nothing"
    await sure(admin, asked, "The link was indeed *wrong*.")
    for who, word in ((town.alice, "Reason"), (town.boris, "Причина")):
        assert f"{word}: The link was indeed \\*wrong\\*." in (await town.dm_says(who, word)).content
    assert witness.faults() == []
