"""/settings: every subcommand, for admins only."""

from sandbox import Fault, InteractionKind, Member
from tests.acceptance.conftest import Town
from tests.acceptance.steps import cancel, labels, ledger, publish


def _admin(town: Town) -> Member:
    """Return the admin with an English client."""
    town.olga.locale = "en-US"
    return town.olga


async def test_only_admins_see_the_settings_and_whoever_gets_there_is_refused(town: Town) -> None:
    assert "settings" in [command["name"] for command in town.olga.commands()]
    assert "settings" not in [command["name"] for command in town.alice.commands()]
    settings = next(command for command in town.olga.commands() if command["name"] == "settings")
    forged = await town.alice.send_raw_interaction(
        InteractionKind.COMMAND,
        {
            "id": settings["id"],
            "name": "settings",
            "type": 1,
            "options": [{"name": "points", "type": 1, "options": [{"name": "price", "type": 4, "value": 0}]}],
        },
    )
    assert "Only members who can manage this server may do this." in forged.text
    assert "стоит: **3 балла**" in (await town.olga.run("settings show")).text


async def test_all_settings_are_shown_in_both_languages(town: Town) -> None:
    russian = await town.olga.run("settings show")
    assert russian.ephemeral
    for text in ("Канал доски: **не задано**", "Часовой пояс: **UTC**", "стоит: **3 балла**", "72 часа"):
        assert text in russian.text
    english = await _admin(town).run("settings show")
    for text in ("Board channel: **not set**", "Language: **English**", "costs: **3 points**", "72 hours"):
        assert text in english.text


async def test_prices_hold_from_now_on_and_stand_on_the_open_cards(town: Town) -> None:
    await town.open_board(points_for=town.boris, points=10)
    await publish(town, town.alice)
    await town.card_shows(1, "3 points")
    saved = await _admin(town).run("settings points", price=5, reward=2, starting=4, compensation=0)
    assert "Saved." in saved.text
    for text in (
        "costs: **5 points",
        "earns: **2 points",
        "start with: **4 points",
        "Compensation: **0 points",
    ):
        assert text in saved.text
    await town.card_shows(1, "5 points")
    await town.boris.run("book", interview="1")
    assert (await ledger(town.boris))[-1] == (-5, 5, "seat")
    assert "4 points" in (await town.chen.run("points")).text
    assert await ledger(town.chen) == [(4, 4, "starting")]


async def test_points_are_given_and_taken_with_a_reason(town: Town) -> None:
    admin = _admin(town)
    given = await admin.run(
        "settings grant", member=town.alice, amount=5, reason="Helped @everyone **a lot**"
    )
    assert f"Gave {town.alice.mention} 5 points (balance: 5)." in given.text
    told = await town.dm_says(town.alice, "gave you 5 points")
    assert "You now have 5." in told.text
    assert told.mentions == []
    taken = await admin.run("settings grant", member=town.alice, amount=-2, reason="A mistake")
    assert f"Took 2 points from {town.alice.mention} (balance: 3)." in taken.text
    await town.dm_says(town.alice, "took 2 points from you: A mistake. You now have 3.")
    too_many = await admin.run("settings grant", member=town.alice, amount=-4, reason="All of it")
    assert f"{town.alice.mention} only has 3. You can take at most that many." in too_many.text
    nothing = await admin.run("settings grant", member=town.alice, amount=0, reason="Nothing")
    assert "Give an amount from 1 to" in nothing.text
    assert await ledger(town.alice) == [(5, 5, "grant"), (-2, 3, "grant")]


async def test_zone_language_and_waiting_time_of_a_server(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    await town.card_shows(1, "Open: interviewee’s seat")
    offered = await town.olga.complete("settings times", "zone", "Москва")
    assert offered[0].value == "Europe/Moscow"
    languages = town.olga.commands()
    assert "русский" in str(languages)
    saved = await town.olga.run("settings times", zone="Europe/Moscow", language="ru", accept_hours=24)
    for text in ("Сохранено.", "Europe/Moscow", "русский", "24 часа"):
        assert text in saved.text
    card = await town.card_shows(1, "Свободно: место отвечающего")
    assert labels(card) == ["Записаться", "Опубликовать своё"]
    await town.until(lambda: labels(town.board()[0]) == ["Пройти мок-собеседование"], "the panel in Russian")
    created = await publish(town, town.chen, topic="Go")
    assert "as Europe/Moscow time" in created.text
    refused = await town.olga.run("settings times", zone="Средиземье")
    assert "Не получилось найти пояс для «Средиземье»" in refused.text
    asked = await town.olga.run("settings times", zone="МСК+2", language="en", accept_hours=48)
    assert "подходит к нескольким поясам" in asked.text
    assert "24" in (await town.olga.run("settings show")).text
    form = await town.olga.click(asked.message, "Ввести ещё раз")
    asked = await town.olga.submit(form.modal, zone="UTC+5")
    assert asked.message is not None
    (menu,) = asked.message.selects
    saved = await town.olga.select(asked.message, menu.custom_id, ["Asia/Qostanay"])
    for text in ("Asia/Qostanay", "английский", "48"):
        assert text in saved.text
    assert "Asia/Almaty" in (await town.olga.run("settings times", zone="Казахстан")).text


async def test_the_economy_says_when_nobody_can_play_and_what_to_do(town: Town) -> None:
    stuck = await _admin(town).run("settings economy")
    assert "Nobody has the 3 points for a seat" in stuck.text
    assert "/settings grant" in stuck.text
    await town.open_board(points_for=town.boris, points=4)
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    economy = await _admin(town).run("settings economy")
    for text in (
        "Members hold 1 point in all.\nThat pays for no seat at all.\n0 of 3 members can pay the price of 3.",
        "Handed out: 4 · earned: 0 · spent on seats: 3",
        "It costs 3 and earns 1, so each interview burns 2 points.",
        "They've run dry: nobody can pay for a seat.",
    ):
        assert text in economy.text
    chosen = await town.olga.run("settings points", preset="balanced", price=1)
    for text in (
        "so each interview makes 1 new point. New members can be interviewed 4 times right away.",
        "The interviewer earns: **2 points**",
        "Newcomers start with: **4 points**",
    ):
        assert text in chosen.text
    lasting = (await _admin(town).run("settings economy")).text
    assert "The last four weeks used up 3 points. At that pace they run out around <t:" in lasting
    command = next(one["id"] for one in town.olga.commands() if one["name"] == "settings")
    assert f"pick amounts that last: </settings points:{command}> preset:balanced" in lasting
    await town.olga.run("settings points", preset="generous")
    assert "That pays for 1 seat" in (await _admin(town).run("settings economy")).text


async def test_another_board_channel_takes_panel_and_cards_along(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    await town.card_shows(1, "open")
    moved = await _admin(town).at("admin-log").run("settings board", channel=town.local.channel("general"))
    assert "Cards now go to <#" in moved.text
    await town.until(
        lambda: any("#1 ·" in message.text for message in town.chen.messages("general")), "the card moved"
    )
    await town.until(lambda: town.board() == [], "the old board emptied")
    card = next(message for message in town.chen.messages("general") if "#1 ·" in message.text)
    assert labels(card) == ["Book", "Publish your own"]


async def test_a_card_that_ends_while_the_board_moves_shows_it_where_it_stands(town: Town) -> None:
    await town.open_board()
    await publish(town, town.alice)
    card = await town.card_shows(1, "open")
    general = town.local.channel("general")
    closed = Fault("status", "POST", f"^/channels/{general.id}/messages$", times=None, status=403, code=50013)
    town.local.faults.add(closed)
    await _admin(town).at("admin-log").run("settings board", channel=general)
    await town.until(lambda: closed.hits == 2, "panel and card, refused")
    await cancel(town.alice, "1")
    town.local.faults.clear()
    ended = await town.card_shows(1, "canceled")
    assert (ended.id, labels(ended)) == (card.id, [])


async def test_a_channel_without_permissions_is_refused_with_their_names(town: Town) -> None:
    town.local.deny("interviews", "send_messages")
    town.local.deny("interviews", "embed_links")
    board = town.local.channel("interviews")
    refused = await _admin(town).at("general").run("settings board", channel=board)
    assert f"I don't have enough permissions in <#{board.id}>." in refused.text
    assert "Send Messages" in refused.text
    assert "Embed Links" in refused.text
    assert "View Channel" not in refused.text
    town.olga.locale = "ru"
    russian = await town.olga.at("general").run("settings board", channel=board)
    assert "Не хватает прав" in russian.text
    assert "Отправлять сообщения" in russian.text
    town.olga.locale = "en-US"
    assert "Board channel: **not set**" in (await town.olga.run("settings show")).text
    town.local.allow("interviews", "send_messages")
    town.local.allow("interviews", "embed_links")
    await town.open_board()
    assert labels(town.board()[0]) == ["Take a mock interview"]


async def test_the_log_channel_is_kept_when_only_the_board_changes(town: Town) -> None:
    log = town.local.channel("admin-log")
    admin = _admin(town).at("general")
    await admin.run("settings board", channel=town.local.channel("interviews"), log=log)
    await admin.run("settings board", channel=town.local.channel("general"))
    assert f"Log channel: **<#{log.id}>**" in (await admin.run("settings show")).text


async def test_an_admin_allows_links_of_other_providers(town: Town) -> None:
    await town.open_board()
    zoom = "https://zoom.us/j/123456789"
    card = {"role": "interviewer", "when": "tomorrow 18:00 UTC", "link": zoom}
    assert "isn't a Google Meet link" in (await town.alice.run("interview create", **card)).text

    assert "Zoom" in (await town.olga.run("settings links", others=True)).text

    assert zoom in (await town.alice.run("interview create", **card)).text
    elsewhere = await town.alice.run("interview edit", interview="1", link="https://example.org/j/1")
    assert "telemost.yandex.ru" in elsewhere.text
