"""/privacy, as members meet it: what is kept of them, having it, and having it erased."""

import io
import json
import zipfile
from datetime import timedelta

import aiohttp

from models import User
from sandbox import MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked, erase, labels, ledger, publish, sure
from tests.acceptance.witness import Witness
from tests.services.privacy.lives import rows_with


async def unpacked(town: Town, message: MessageView | None) -> zipfile.ZipFile:
    """The archive of an answer."""
    assert message is not None
    (attachment,) = message.attachments
    async with (
        aiohttp.ClientSession(town.local.page_url) as session,
        session.get(str(attachment["url"])) as got,
    ):
        return zipfile.ZipFile(io.BytesIO(await got.read()))


async def test_a_member_reads_what_is_kept_gets_it_and_has_it_erased(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await booked(town)
    await publish(town, town.boris, "interviewer", "послезавтра 18:00")
    await town.card_shows(2, "Boris")

    shown = await town.boris.run("privacy show")
    assert "Что о вас хранится" in shown.text
    assert shown.ephemeral
    assert labels(shown.message) == ["Получить мои данные", "Стереть мои данные…"]

    got = await town.boris.click(shown.message, "Получить мои данные")
    archive = await unpacked(town, got.message)
    assert "Здесь всё, что Sparring хранит о вас" in archive.read("readme.txt").decode()
    (profile,) = json.loads(archive.read("profile.json"))
    assert profile["id"] == town.boris.id
    assert town.alice.id not in "".join(archive.read(name).decode() for name in archive.namelist())
    assert "раз в сутки" in (await town.boris.run("privacy export")).text

    asked = await town.boris.run("privacy erase")
    assert "2 собеседования" in asked.text
    form = await town.boris.click(asked.message, "Стереть мои данные…")
    assert form.modal is not None
    wrong = await town.boris.submit(form.modal, word="да")
    assert "Ничего не стёрто" in wrong.text
    assert labels(wrong.message) == ["Стереть мои данные…"], "in place of the question"
    assert await User.exists(id=int(town.boris.id))
    form = await town.boris.click(asked.message, "Стереть мои данные…")
    erased = await town.boris.submit(form.modal, word="erase")
    assert "Готово" in erased.text

    assert await rows_with(town.boris.id, "Boris") == []
    heard = await town.dm_says(town.alice, "Your guest has had their data erased")
    assert town.boris.mention not in heard.text
    await town.card_shows(1, "Open")
    await town.until(
        lambda: (card := town.card(2)) is None or "Boris" not in card.text, "a card without a name"
    )
    await nothing_waits(town.now())
    assert not [card for card in town.board() if town.boris.mention in card.text]
    assert "О вас ничего не хранится" in (await town.boris.run("privacy erase")).text
    assert "О вас ничего не хранится" in (await town.boris.run("privacy export")).text
    assert "0 баллов" in (await town.boris.run("points")).text
    assert witness.faults() == []


async def test_it_works_in_a_direct_message_and_in_english(town: Town, witness: Witness) -> None:
    await town.alice.run("points")
    alice = town.alice.at("dm")

    assert "What I keep about you" in (await alice.run("privacy show")).text
    assert "profile.csv" in (await unpacked(town, (await alice.run("privacy export")).message)).namelist()
    asked = await alice.run("privacy erase")
    form = await alice.click(asked.message, "Erase my data…")
    assert "your data is erased" in (await alice.submit(form.modal, word=" СТЕРЕТЬ ")).text

    assert await rows_with(town.alice.id) == []
    assert witness.faults() == []


async def test_whoever_stays_sees_somebody_where_a_name_was(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris, points=6)
    await booked(town)
    later = await publish(town, town.alice, when="in 72 hours")
    await town.boris.run("book", interview="2")
    await town.dm_says(town.alice, "#2")
    town.clock.advance(timedelta(hours=30, minutes=30))
    await town.dm_says(town.alice, "show up, tell me below")
    assert later.message is not None
    assert any(town.boris.mention in dm.text for dm in town.alice.dms())

    asked = await town.boris.run("privacy erase")
    form = await town.boris.click(asked.message, "Стереть мои данные…")
    await town.boris.submit(form.modal, word="СТЕРЕТЬ")
    await town.dm_says(town.alice, "Your guest has had their data erased")
    await nothing_waits(town.now())

    seen = [dm for dm in town.alice.dms() if dm.components]
    assert seen
    assert not [dm.content for dm in seen if town.boris.mention in dm.text], "these are kept up to date"
    assert any("somebody" in dm.text.lower() for dm in seen)
    assert "alice interviews somebody" in (
        await town.chen.run("interview view", interview="1")
    ).text.lower().replace(town.alice.mention, "alice")
    assert "somebody" in (await town.alice.run("interview list")).text
    town.clock.advance(timedelta(hours=1, minutes=30))
    await town.dm_says(town.alice, "nobody will read your feedback")
    feedback = await town.alice.run("feedback", interview="1")
    assert feedback.modal is not None
    left = await town.alice.submit(feedback.modal, score="4", text="It was good, with some gaps in it.")
    assert "nobody will read it" in left.text
    assert (await ledger(town.alice))[-1] == (1, 1, "reward"), "nobody is there to accept it"
    assert (
        "gone: somebody had their data erased" in (await town.alice.run("interview view", interview="1")).text
    )
    assert await rows_with(town.boris.id) == []
    assert witness.faults() == []


async def test_whoever_gave_a_seat_back_is_nobody_in_what_is_kept_up_to_date(
    town: Town, witness: Witness
) -> None:
    await booked(town)
    asked = await town.dm_says(town.boris, "назначено")
    await sure(town.boris, await town.boris.click(asked, "Отказаться"))
    await town.dm_says(town.alice, "open again")
    await nothing_waits(town.now())
    assert len([dm for dm in town.alice.dms() if dm.components and town.boris.mention in dm.text]) == 2

    await erase(town.boris)
    await nothing_waits(town.now())

    assert not [dm.text for dm in town.alice.dms() if dm.components and town.boris.mention in dm.text]
    assert [dm for dm in town.alice.dms() if dm.components and "somebody" in dm.text.lower()]
    assert witness.faults() == []


async def test_a_change_is_said_anew_without_what_is_gone_and_with_no_other(
    town: Town, witness: Witness
) -> None:
    await booked(town)
    for changes in ({"notes": "Bring tea."}, {"topic": "Rust", "notes": "Bring cake."}):
        await town.alice.run("interview edit", interview="1", **changes)
        town.clock.advance(timedelta(minutes=2))
        await nothing_waits(town.now())

    await erase(town.alice)
    await nothing_waits(town.now())

    notes, topic = (dm.content for dm in town.boris.dms() if "изменилось" in dm.content)
    assert "Bring" not in notes + topic
    assert "Python → Rust" in topic
    assert "– →" not in notes + topic, "nothing that was is called nothing"
    assert witness.faults() == []
