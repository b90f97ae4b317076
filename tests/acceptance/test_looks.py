"""What members see of an interview: whose it is, the ways to the meeting and to publish; cards that leave."""

from datetime import timedelta

from sandbox import Fault
from services import people, publishing
from services.people import Member as Acting
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel, labels, publish, way_to_the_meeting
from tests.support.factories import a_draft


async def test_a_card_says_whose_it_is_and_a_button_leads_to_the_meeting(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await publish(
        town, town.alice, notes="Bring **a laptop**.\nAnd a pen.", level="middle", language="English"
    )
    card = await town.card_shows(1, "open")
    embed = card.embeds[0]
    assert embed["author"]["name"] == "Alice · interviewer"
    assert f"/avatars/{town.alice.id}/{town.alice.user.avatar}.png" in embed["author"]["icon_url"]
    when, kind, seat, *notes = embed["description"].splitlines()
    assert when.count("<t:") == 2
    assert when.endswith(":R>")
    assert kind == "60 minutes · middle · English"
    assert seat == "**Open: interviewee’s seat** · 3 points"
    assert notes == ["> Bring \\*\\*a laptop\\*\\*.", "> And a pen."]
    assert labels(card) == ["Book", "Publish your own"]
    opened = await town.chen.click(card, "Publish your own")
    assert "A new mock interview" in opened.text
    assert opened.ephemeral

    booked = await town.boris.click(card, "Book")
    shown = await town.card_shows(1, "booked")
    assert f"<@{town.alice.id}> interviews <@{town.boris.id}>" in shown.text
    assert shown.embeds[0]["color"] != embed["color"]
    assert labels(shown) == ["Waiting list", "Publish your own"]
    told = await town.dm_says(town.alice, "is booked")
    for message in (booked.message, told, await town.dm_says(town.boris, "назначено")):
        assert message is not None
        assert way_to_the_meeting(message) == LINK
        assert LINK not in message.content
        assert LINK not in str(message.embeds)
        assert message.embeds[0]["author"]["icon_url"] == embed["author"]["icon_url"]


async def test_a_card_that_is_over_leaves_after_a_day_and_is_not_missed(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    await publish(town, town.chen, topic="Go", when="2026-12-20 18:00")
    await town.card_shows(2, "open")
    await cancel(town.alice)
    await town.card_shows(1, "canceled")
    await nothing_waits(town.now())
    town.clock.advance(timedelta(hours=23))
    await nothing_waits(town.now())
    assert town.card(1) is not None

    town.clock.advance(timedelta(hours=1))
    await town.until(lambda: town.card(1) is None, "the card to leave")
    await nothing_waits(town.now())
    posts = [one for one in town.local.requests if one.method == "POST" and one.path.endswith("/messages")]
    town.clock.advance(timedelta(hours=2))
    await nothing_waits(town.now())
    assert [
        one for one in town.local.requests if one.method == "POST" and one.path.endswith("/messages")
    ] == posts
    assert town.card(2) is not None

    saved = await town.olga.run("settings board", keep=0)
    assert "теперь остаются навсегда" in saved.text
    await cancel(town.chen, "2")
    await town.card_shows(2, "canceled")
    town.clock.advance(timedelta(days=30))
    await nothing_waits(town.now())
    assert town.card(2) is not None


async def test_cards_that_waited_stand_in_the_order_of_their_publication(town: Town) -> None:
    await town.open_board()
    host = Acting(int(town.local.world.guild_named("Study Hall").id), int(town.alice.id), "Alice", "en")
    await people.meet(host, town.now())
    await town.stop_bot()
    for number in range(1, 7):
        draft = a_draft(starts_at=town.now() + timedelta(hours=3 * number), topic=f"Part {number}")
        await publishing.publish(host, draft, town.now())
    posting = f"/channels/{town.local.channel('interviews').id}/messages$"
    town.local.faults.add(Fault("delay", "POST", posting, seconds=0.4))
    town.local.faults.add(Fault("status", "POST", posting, status=503, times=2))

    await town.start_bot()

    await town.until(lambda: len(town.board()) == 7, "all cards")
    topics = [message.embeds[0]["title"] for message in town.board()[1:]]
    assert topics == [f"Part {number}" for number in range(1, 7)]
