"""/privacy, as members meet it: what is kept of them, having it, and having it erased."""

import io
import json
import zipfile

import aiohttp

from models import User
from sandbox import MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked, labels, publish
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
    assert "I keep nothing about you any more" in (await alice.submit(form.modal, word=" СТЕРЕТЬ ")).text

    assert await rows_with(town.alice.id) == []
    assert witness.faults() == []
