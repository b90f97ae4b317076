"""What was said stays true, and is said once, also when a bot that died comes back an hour later."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from models import Notification, NotificationState, WaitsFor
from sandbox import Fault
from services.delivery import outcomes
from services.delivery.outcomes import Said
from tests.acceptance.calm import nothing_waits, something_was_put_off
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import booked, cancel, count_dms, labels, publish, sure

ANOTHER_LINK = "https://meet.google.com/xyz-wvut-srq"
HOUR = timedelta(hours=1)


async def test_who_has_withdrawn_keeps_no_link_and_no_button(town: Town) -> None:
    await booked(town)
    told = await town.dm_says(town.boris, "назначено")
    assert LINK in told.text
    await sure(town.boris, await town.boris.click(told, "Отказаться"))
    await town.until(lambda: not any(LINK in dm.text for dm in town.boris.dms()), "the link to go")
    assert labels(await town.dm_says(town.boris, "назначено")) == ["К карточке"]


async def test_a_link_that_changed_replaces_the_old_one_in_what_was_said_before(town: Town) -> None:
    await booked(town)
    await town.alice.run("interview edit", interview="1", link=ANOTHER_LINK)
    for member in (town.alice, town.boris):
        await town.until(
            lambda: not any(LINK in dm.text for dm in member.dms()),  # noqa: B023 - it is awaited here
            "the old link to go",
        )
        assert any(ANOTHER_LINK in dm.text for dm in member.dms())


async def test_at_the_start_the_buttons_of_before_go_and_after_the_end_all_do(town: Town) -> None:
    await booked(town)
    assert "Withdraw" not in labels(await town.dm_says(town.alice, "is booked"))
    assert "Cancel interview" in labels(await town.dm_says(town.alice, "is booked"))
    town.clock.advance(timedelta(days=1, hours=7))
    asked = await town.dm_says(town.alice, "How was interview #1")
    await nothing_waits(town.now())
    assert "Cancel interview" not in labels(await town.dm_says(town.alice, "is booked"))
    form = await town.alice.click(asked, "Leave feedback")
    await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")
    await town.boris.click(await town.dm_says(town.boris, "4 из 5"), "Принять")
    await town.dm_says(town.alice, "earned 1 point")
    await nothing_waits(town.now())
    left = {label for dm in town.alice.dms() for label in labels(dm)}
    assert left <= {"Add to Google Calendar", "See the card", "Write to the other"}, left
    town.clock.advance(timedelta(days=1))
    await nothing_waits(town.now())
    left = {label for dm in town.alice.dms() for label in labels(dm)}
    assert left <= {"Add to Google Calendar", "See the card"}, left
    assert await Notification.filter(message_id__isnull=False).count() == 0


async def test_a_button_that_confirms_a_time_that_is_no_longer_proposed_goes(town: Town) -> None:
    await booked(town)
    await town.alice.run("interview edit", interview="1", when="2026-12-02 10:00")
    proposed = await town.dm_says(town.boris, "перенести")
    assert labels(proposed)[1] == "Подтвердить новое время"
    await nothing_waits(town.now())
    await town.alice.run("interview edit", interview="1", when="2026-12-01 18:00")
    await town.until(
        lambda: all("Подтвердить новое время" not in labels(dm) for dm in town.boris.dms()),
        "the button to go",
    )


@pytest.mark.parametrize("channel", ["a direct message", "the board"])
async def test_what_was_posted_and_not_noted_is_found_again_an_hour_later(
    frozen_town: Town, channel: str
) -> None:
    """By then Discord has forgotten the nonce."""
    town = frozen_town
    await town.open_board(points_for=town.boris)
    await nothing_waits(town.now())
    board = town.local.channel("interviews").id
    path = (
        rf"^/channels/{board}/messages$"
        if channel == "the board"
        else rf"^/channels/(?!{board})\d+/messages$"
    )
    cut = town.local.faults.add(Fault("drop", "POST", path, when="after"))
    if channel == "the board":
        await publish(town, town.alice)
    else:
        await town.olga.run("settings grant", member=town.chen, amount=1, reason="said once")
    await town.until(lambda: cut.hits == 1, "the cut")
    await something_was_put_off()
    town.clock.advance(HOUR)
    await nothing_waits(town.now())
    if channel == "the board":
        assert len([message for message in town.board() if "#1 ·" in message.text]) == 1
    else:
        assert count_dms(town.chen, "said once") == 1


async def test_what_was_sent_and_could_not_be_noted_by_a_bug_is_found_again_later(
    frozen_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = frozen_town
    await town.open_board()
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="a first word")
    await nothing_waits(town.now())
    boris, note_sent = int(town.boris.id), outcomes.sent

    async def sent(me: int, said: Sequence[Said], now: datetime) -> None:
        if boris in {one.row.present.recipient.id for one in said if one.row.present.recipient}:
            raise RuntimeError("broken")
        await note_sent(me, said, now)

    monkeypatch.setattr(outcomes, "sent", sent)
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="said once")
    await something_was_put_off()
    assert count_dms(town.boris, "said once") == 1
    await town.olga.run("settings grant", member=town.chen, amount=1, reason="for others")
    await town.dm_says(town.chen, "for others")

    monkeypatch.setattr(outcomes, "sent", note_sent)
    town.clock.advance(HOUR)
    await nothing_waits(town.now())
    assert count_dms(town.boris, "said once") == 1


async def test_what_was_posted_before_a_limit_was_met_is_found_again_an_hour_later(frozen_town: Town) -> None:
    town = frozen_town
    await town.open_board()
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="a first word")
    await nothing_waits(town.now())
    tried_at = town.now()
    path = rf"^/channels/{town.boris.dms()[0].channel_id}/messages$"
    # Discord takes the message and says 500; discord.py sends it again, and that meets the limit.
    lost = town.local.faults.add(Fault("status", "POST", path, status=500, when="after"))
    limit = town.local.faults.add(Fault("ban", "POST", path, seconds=0.1))
    await town.olga.run("settings grant", member=town.boris, amount=1, reason="said once")
    await something_was_put_off()
    assert (lost.hits, limit.hits) == (1, 1)
    row = await Notification.get(recipient_id=int(town.boris.id), state=NotificationState.PENDING)
    assert (row.waits_for, row.attempts, row.tried_at) == (WaitsFor.TURN, 1, tried_at)

    town.clock.advance(HOUR)
    await nothing_waits(town.now())
    assert count_dms(town.boris, "said once") == 1


async def test_a_ghost_of_a_card_that_was_cancelled_meanwhile_goes_an_hour_later(frozen_town: Town) -> None:
    town = frozen_town
    await town.open_board()
    board = town.local.channel("interviews").id
    cut = town.local.faults.add(Fault("drop", "POST", rf"^/channels/{board}/messages$", when="after"))
    await publish(town, town.alice)
    await town.until(lambda: cut.hits == 1, "the cut")
    await something_was_put_off()
    assert town.card(1) is not None
    await cancel(town.alice, "1")
    town.clock.advance(HOUR)
    await nothing_waits(town.now())
    assert town.card(1) is None
    assert len(town.board()) == 1, "the panel"
