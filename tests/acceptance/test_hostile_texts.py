"""Texts that try to be more than text: markup, mentions, directions, zero bytes, floods of letters."""

from functools import partial

from services.refusals import TextTooLong
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import Witness, forge, forge_command, forge_form
from tests.support.factories import stored

SHOUTING = "**Graphs** @everyone @here <@{id}> <@&{id}> [click](https://evil.example) `x` ||y|| # z"
STRANGE = "\u202egnihsihp\u202c \u0000\u0007 \U0001f469\u200d\U0001f4bb 🎉 שלום العربية ͏ t\u0336e\u0336"


async def test_a_text_mentions_nobody_and_formats_nothing(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    shouting = SHOUTING.format(id=town.boris.id)
    mentioned_before = [message.mentions for message in town.board()]
    created = await town.alice.run(
        "interview create",
        role="interviewer",
        when="tomorrow 18:00 UTC",
        topic=shouting[:100],
        notes=shouting,
        link=LINK,
    )
    card = await town.card_shows(1, "Graphs")
    assert "**Graphs**" not in card.text
    assert "@everyone" not in card.text
    assert f"<@{town.boris.id}>" not in card.text
    assert r"\[click](" in card.text
    assert r"\*\*Graphs\*\*" in card.text
    booked = await town.boris.click(card, "Book")
    await town.dm_says(town.alice, "is booked")
    listed = await town.alice.run("interview list")
    shown = await town.boris.run("interview view", interview="1")
    for answer in (created, booked, listed, shown):
        assert answer.message is not None
        assert answer.message.mentions == []
        assert "**Graphs**" not in answer.text
        assert "@everyone" not in answer.text
    assert [message.mentions for message in town.board()] == [*mentioned_before, []]
    assert witness.faults() == []


async def test_the_longest_texts_reach_everybody_they_are_for(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await town.olga.run("settings links", others=True)
    link = "https://teams.microsoft.com/l/meetup-join/" + "%" * 258
    await publish(town, town.alice, topic="Щ" * 100, level="middle", notes="Ж" * 1000, link=link)
    card = await town.card_shows(1, "Щ")
    booked = await town.boris.click(card, "Book")
    assert "Вы записаны на #1" in booked.text
    for member, text in ((town.boris, "назначено"), (town.alice, "is booked")):
        calendar, way_to_card = labels(await town.dm_says(member, text))[-2:]
        assert calendar.endswith(("Google Календарь", "Google Calendar"))
        assert way_to_card in {"К карточке", "See the card"}
    assert witness.faults() == []


async def test_a_name_mentions_nobody_and_formats_nothing(town: Town, witness: Witness) -> None:
    town.alice.user.display_name = "**A** @everyone <@1>\u202e"
    await town.open_board(points_for=town.boris)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    card = await town.card_shows(1, "#1")
    board = await town.boris.run("board")
    booked = await town.boris.click(card, "Book")
    told = await town.dm_says(town.alice, "is booked")
    for text in (card.text, board.text, booked.text, told.text):
        assert "@everyone" not in text
    for message in (card, board.message, booked.message, told):
        assert message is not None
        assert message.mentions == []
    assert witness.faults() == []


async def test_strange_letters_are_kept_or_dropped_but_break_nothing(town: Town, witness: Witness) -> None:
    await town.open_board()
    await forge_command(
        town.alice,
        "interview create",
        role="interviewer",
        when="tomorrow 18:00 UTC",
        topic=STRANGE,
        notes=STRANGE,
    )
    card = await town.card_shows(1, "🎉")
    for unwanted in ("\u202e", "\u202c", "\u0000", "\u0007"):
        assert unwanted not in card.text
    assert "שלום" in (await stored(1)).topic
    assert witness.faults() == []


async def test_ten_thousand_characters_are_refused_everywhere(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    flood, alice = "x" * 10_000, town.alice
    await alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    await town.card_shows(1, "#1")
    for field, maximum in (("topic", 100), ("notes", 1000)):
        because = TextTooLong(field=field, length=10_000, maximum=maximum)
        await witness.refused(
            alice, partial(forge_form, alice, "interview:edit:1", **{field: flood}), because
        )
        forged = partial(forge_form, alice, "picker:publish:interviewer.20270101.10.0.60..", **{field: flood})
        await witness.refused(alice, forged)
    for options in ({"topic": flood}, {"notes": flood}, {"link": flood}, {"level": flood}):
        await witness.refused(
            alice,
            partial(
                forge_command,
                alice,
                "interview create",
                role="interviewer",
                when="tomorrow 10am UTC",
                **options,
            ),
        )
    await witness.refused(alice, partial(forge_command, alice, "timezone", zone=flood))


async def test_every_text_is_answered_wherever_it_is_sent(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    boris = town.boris
    for text in (
        SHOUTING.format(id=town.alice.id),
        STRANGE,
        "\x00",
        "%_\\';--",
        "{ $number }",
        "x" * 10_000,
    ):
        for attempt in (
            partial(forge_command, boris, "timezone", zone=text),
            partial(forge_command, boris, "interview view", interview=text),
            partial(forge_command, boris, "feedback", interview=text),
            partial(forge_command, boris, "interview create", role=text, when="tomorrow 10am UTC"),
            partial(forge, boris, text),
            partial(forge_form, boris, text, text=text),
            partial(forge, boris, "board:pick", values=[text]),
        ):
            await witness.refused(boris, attempt)
        await witness.survived(boris, partial(forge_command, boris, "board", topic=text))
        await witness.survived(boris, partial(forge, boris, f"board::0:{text[:60]}"))
        await witness.survived(boris, partial(forge_command, boris, "board", role=text))
        await boris.complete("timezone", "zone", text[:100])
        await boris.complete("book", "interview", text[:100])
        await boris.complete("interview create", "when", text[:100])
    assert witness.faults() == []


async def test_stale_and_forged_buttons_are_answered(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    boris = town.boris
    for custom_id in (
        "interview:book:",
        "interview:book:-1",
        "interview:book:1099511627776",
        "interview:book:99999999999999999999999",
        "interview:book:1:2",
        "interview:book:\u0661",
        "interview:fly:1",
        "interview::1",
        "INTERVIEW:BOOK:1",
        "",
        ":",
        "written:write:",
        "written:write:\u0661",
        "written:write:99999999999",
        "written:write:1:",
        "written:write:1:-1",
        "written:write:1:1:1",
        "written:write:1:999999999999999999999",
        "written:report:1:1",
        "written:report:1:1:1",
        "written:report:9999999999:99999999999999999999:99999999999999999999",
        "board:interviewer:-1:",
        "picker:day:",
        "picker:publish:interviewer.20270101.10.0.60..",
    ):
        await witness.refused(boris, partial(forge, boris, custom_id))
        await witness.refused(boris, partial(forge_form, boris, custom_id + "?"))
    for number in ("0", "1", "9999999999"):
        for action in ("book", "withdraw", "cancel", "feedback", "accept", "rate"):
            await witness.refused(boris, partial(forge, boris, f"interview:{action}:{number}", values=["5"]))
        for mine in (f"written:write:{number}", f"written:write:{number}:{'9' * 20}"):
            await witness.refused(boris, partial(forge, boris, mine))
            attempt = partial(forge_form, boris, mine, text=SHOUTING)
            await witness.refused(boris, attempt, keeps="evil.example")
