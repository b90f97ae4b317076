"""What is searched is stored folded, however its row is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import MockInterview, User
from models.folded import folded
from tests.support.factories import NOW, a_card, run


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Binary Trees", "binary trees"),
        ("Базы ДАННЫХ", "базы данных"),
        ("STRASSE", folded("Straße")),
        ("  two \t\n words ", "two words"),
        ("Йод", folded("И\u0306од")),
        ("a\0b\ud83d", "ab"),
        ("", ""),
        ("100% of_it\\", "100% of_it\\"),
    ],
)
def test_a_text_is_searched_in_any_case_and_however_its_letters_were_typed(text: str, searched: str) -> None:
    assert folded(text) == searched


@given(st.text())
def test_any_text_can_be_searched_and_stored(text: str) -> None:
    searched = folded(text)

    assert searched == " ".join(searched.split())
    assert "\0" not in searched
    searched.encode()


async def names() -> list[tuple[str, str]]:
    return [(row["name"], row["name_folded"]) for row in await run('SELECT * FROM "user" ORDER BY id')]


@pytest.mark.usefixtures("database")
async def test_a_text_is_folded_whenever_its_row_is_made() -> None:
    await User.create(id=1, name="АННА", created_at=NOW)
    await User.bulk_create([User(id=2, name="Bob", created_at=NOW)], ignore_conflicts=True)
    await User(id=3, created_at=NOW).save()

    assert await names() == [("АННА", "анна"), ("Bob", "bob"), ("", "")]


@pytest.mark.usefixtures("database")
async def test_a_text_is_folded_again_whenever_it_is_changed() -> None:
    await User.bulk_create([User(id=number, name="Ann", created_at=NOW) for number in range(1, 5)])

    saved, in_part = await User.get(id=1), await User.get(id=2)
    saved.name = in_part.name = "БОРИС"
    await saved.save()
    await in_part.save(update_fields=(name for name in ["name"]))
    await User.filter(id=3).update(name="БОРИС")
    await User.filter(id=4).update(name="БОРИС", name_folded="Борис")

    assert await names() == [("БОРИС", "борис")] * 4


@pytest.mark.usefixtures("database")
async def test_what_is_changed_beside_a_text_leaves_it_alone() -> None:
    number = (await a_card(topic="Graphs")).id
    stale = await MockInterview.get(id=number)
    await MockInterview.filter(id=number).update(topic="TREES", duration=30)
    stale.notes = "Bring paper."

    await stale.save(update_fields=["notes"])

    (row,) = await run("SELECT topic, topic_folded, duration, notes FROM mock_interview")
    assert tuple(row.values()) == ("TREES", "trees", 30, "Bring paper.")
