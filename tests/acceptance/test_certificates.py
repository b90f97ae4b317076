"""Certificates, as members meet them: the picture, the answers, and checking a number."""

import asyncio
import re
from datetime import timedelta
from functools import partial
from io import BytesIO

import aiohttp
import pytest
from PIL import Image

from cogs._shared.errors import explain
from cogs._shared.translation import Speaker
from models import Certificate
from sandbox import Answer, Member
from services.refusals import CertificateUnknown, NoServer, NothingToCertify
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import erase, publish
from tests.acceptance.test_direct_messages import NIGHT, choose_server
from tests.acceptance.witness import Witness

TEXT = "A clear answer on indexes, a shaky one on locks."


async def practise(town: Town, interviewer: Member, guest: Member, number: int = 1) -> None:
    """Have two complete an interview: published, booked, with feedback that is accepted."""
    await publish(town, interviewer)
    await guest.run("book", interview=str(number))
    await town.card_shows(number, "booked")
    town.clock.advance(timedelta(days=2))
    await nothing_waits(town.now())
    form = await interviewer.run("feedback")
    await interviewer.submit(form.modal, score="4", text=TEXT)
    await nothing_waits(town.now())
    town.clock.advance(timedelta(hours=73))
    await nothing_waits(town.now())


def words(answer: Answer) -> str:
    """What is said of the picture to whoever does not see it."""
    assert answer.message is not None
    (picture,) = answer.message.attachments
    assert picture["content_type"] == "image/png"
    return str(picture["description"])


def number_in(text: str) -> str:
    found = re.search(r"\w{4}-\w{4}-\w{4}", text)
    assert found is not None, text
    return found[0]


async def picture(answer: Answer) -> bytes:
    assert answer.message is not None
    (attached,) = answer.message.attachments
    async with aiohttp.ClientSession() as session, session.get(attached["url"]) as fetched:
        return await fetched.read()


# --- one's own ---------------------------------------------------------------------------------------------


async def test_who_has_practiced_nothing_is_told_what_is_missing(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await witness.refused(town.boris, partial(town.boris.run, "certificate show"), NothingToCertify())
    await publish(town, town.alice)
    await town.boris.run("book", interview="1")
    await town.card_shows(1, "booked")
    for who in (town.alice, town.boris):
        await witness.refused(who, partial(who.run, "certificate show"), NothingToCertify())


async def test_both_get_a_picture_of_what_they_practiced_which_only_they_see(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    town.alice.locale = "en-US"

    shown = await town.alice.run("certificate show")

    assert shown.ephemeral
    number = number_in(shown.text)
    assert words(shown) == (
        "Certificate of practice. Alice practiced mock interviews in Study Hall: 1 interview given, 0 taken"
        f" (December 1, 2026). Number {number}. Issued December 5, 2026. /certificate check confirms it."
    )
    drawn = Image.open(BytesIO(await picture(shown)))
    assert drawn.format == "PNG"
    # Discord shows pictures up to 400 by 300: a taller one would be made smaller than its width needs.
    assert drawn.width / drawn.height > 4 / 3
    assert "Your certificate from Study Hall" in shown.text

    town.boris.locale = "ru"
    his = await town.boris.run("certificate show")
    assert words(his) == (
        "Сертификат о практике. Boris, мок-собеседования на сервере Study Hall: 0 собеседований проведено,"
        f" 1 пройдено (1 декабря 2026). Номер {number_in(his.text)}. Выдан 5 декабря 2026."
        " Проверка: /сертификат проверить."
    )
    assert number_in(his.text) != number
    assert await picture(his) != await picture(shown)
    assert witness.faults() == []


async def test_asking_again_shows_the_same_and_after_another_interview_a_new_one(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris, points=6)
    await practise(town, town.alice, town.boris)
    first = await town.alice.run("certificate show")
    town.clock.advance(timedelta(days=1))
    again = await town.alice.run("certificate show")
    assert words(again) == words(first)
    assert await picture(again) == await picture(first)

    await practise(town, town.alice, town.boris, 2)
    second = await town.alice.run("certificate show")

    assert "2 interviews given, 0 taken" in words(second)
    assert "(December 1, 2026 – December 7, 2026)" in words(second)
    assert number_in(second.text) != number_in(first.text)
    checked = await town.chen.run("certificate check", number=number_in(first.text))
    assert "1 interview given, 0 taken" in checked.text
    assert "December 5, 2026" in checked.text, "as it was issued"
    assert witness.faults() == []


async def test_two_clicks_at_once_make_one(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)

    shown = await asyncio.gather(*(town.alice.run("certificate show") for _ in range(5)))

    assert len({words(one) for one in shown}) == 1
    assert await Certificate.all().count() == 1
    assert witness.faults() == []


async def test_in_a_direct_message_it_is_of_the_only_server_or_of_the_one_that_is_chosen(
    town: Town, witness: Witness
) -> None:
    refused = await town.dina.at("dm").run("certificate show")
    assert refused.text == explain(NoServer(), Speaker("ru"))
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    boris, alice = town.boris.at("dm"), town.alice.at("dm")
    assert "на сервере Study Hall: 0 собеседований проведено, 1 пройдено" in words(
        await boris.run("certificate show")
    )

    await town.alice.run("points", guild=NIGHT)
    empty = await choose_server(town, alice, await alice.run("certificate show"), NIGHT)
    assert "nothing to certify" in empty.text
    chosen = await choose_server(town, alice, await alice.run("certificate show"), "Study Hall")
    assert "in Study Hall: 1 interview given, 0 taken" in words(chosen)
    assert witness.faults() == []


# --- checking ----------------------------------------------------------------------------------------------


async def test_anybody_who_has_the_number_reads_anywhere_what_it_certifies(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    number = number_in((await town.alice.run("certificate show")).text)
    stranger = town.local.member("Emil")
    stranger.locale = "en-US"

    for who, typed in (
        (town.chen, number),
        (town.chen.at("dm"), number.lower().replace("-", " ")),
        (stranger, number.replace("-", "").replace("0", "o").replace("1", "l")),
    ):
        checked = await who.run("certificate check", number=typed)
        assert checked.ephemeral
        assert f"Genuine: {number}" in checked.text
        assert f"{town.alice.mention} (Alice) practiced mock interviews in **Study Hall**" in checked.text
        assert "1 interview given, 0 taken" in checked.text
        assert "Dates: December 1, 2026." in checked.text
        assert "Issued: December 5, 2026." in checked.text
    town.chen.locale = "ru"
    checked = await town.chen.run("certificate check", number=number)
    assert (
        "мок-собеседования на сервере **Study Hall**: 1 собеседование проведено, 0 пройдено" in checked.text
    )
    assert witness.faults() == []


@pytest.mark.parametrize("typed", ["7KQ2-M4XV-90TC", "nonsense", "'; DROP TABLE x; --", "@everyone"])
async def test_of_a_number_that_nobody_has_it_is_said_so(town: Town, witness: Witness, typed: str) -> None:
    check = partial(town.chen.run, "certificate check", number=typed)
    await witness.refused(town.chen, check, CertificateUnknown())


async def test_names_in_it_format_and_mention_nothing(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    await town.alice.run("certificate show")
    number = (await Certificate.get()).number
    town.alice.user.display_name = "**@everyone** `x`"
    await town.alice.run("certificate show")

    checked = await town.chen.run("certificate check", number=number)

    assert "@everyone" not in checked.text
    assert "(\\*\\*@\u200beveryone\\*\\* \\`x\\`)" in checked.text
    assert witness.faults() == []


async def test_of_a_server_that_removed_the_bot_it_still_holds(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    number = number_in((await town.alice.run("certificate show")).text)
    town.local.remove_bot("Study Hall")

    checked = await town.local.member("Emil").run("certificate check", number=number)

    assert "in a server that I'm not in anymore: 1 interview given, 0 taken" in checked.text
    town.local.member("Emil").locale = "ru"
    checked = await town.local.member("Emil").run("certificate check", number=number)
    assert "на сервере, где меня больше нет: 1 собеседование проведено" in checked.text
    assert witness.faults() == []


async def test_who_has_their_data_erased_has_no_certificate_any_more(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    await practise(town, town.alice, town.boris)
    number = number_in((await town.alice.run("certificate show")).text)

    await erase(town.alice)

    check = partial(town.chen.run, "certificate check", number=number)
    await witness.refused(town.chen, check, CertificateUnknown())
