"""A server's own rubrics: imported, changed, retired, brought back; and what is kept of who did it."""

import asyncio

import pytest

from models import Rubric, RubricVersion
from services import audit
from services.delivery.kinds import log
from services.rubrics import keeping, sets
from services.rubrics.refusals import RubricNotOffered, RubricNotRetirable, RubricsFull
from services.rubrics.standard import CODING
from services.rubrics.words import Content
from tests.support.factories import ADMIN, ANOTHER_SERVER, NOW, SERVER, an_admin
from tests.support.rubrics import a_content, a_rubric

pytestmark = pytest.mark.usefixtures("database")


async def test_a_file_of_a_new_name_makes_a_new_rubric() -> None:
    one, other = await a_rubric("One"), await a_rubric("Two")

    assert (one.version, other.version) == (1, 1)
    assert one.key != other.key
    stored = await sets.version_of(SERVER, one.key, 1)
    assert stored is not None
    assert stored.content == a_content("One")


async def test_a_file_of_the_same_name_makes_the_next_version_and_the_old_one_stays() -> None:
    first = await a_rubric()
    second = await a_rubric(mark=" again")

    assert (second.key, second.version, second.is_changed) == (first.key, 2, True)
    for number, mark in ((1, ""), (2, " again")):
        version = await sets.version_of(SERVER, first.key, number)
        assert version is not None
        assert version.content == a_content(mark=mark)
    assert await sets.version_of(SERVER, first.key, 3) is None


async def test_a_name_in_one_of_the_languages_is_enough_in_any_case() -> None:
    first = await a_rubric()
    content = a_content()
    renamed = Content({"en": "OURS  EN"}, content.criteria)

    second = await keeping.import_rubric(ADMIN, SERVER, renamed, NOW)

    assert (second.key, second.version) == (first.key, 2)
    assert (await Rubric.get()).name == {"en": "OURS  EN"}


async def test_what_reads_the_same_makes_no_version() -> None:
    first = await a_rubric()
    again = await a_rubric()

    assert (again.key, again.version, again.is_changed) == (first.key, 1, False)
    assert await RubricVersion.all().count() == 1


async def test_a_retired_rubric_is_offered_no_more_and_its_versions_stay() -> None:
    own = await a_rubric()
    retired = await keeping.retire(ADMIN, SERVER, "ours EN", NOW)

    assert retired.key == own.key
    assert all(not one.is_own for one in await sets.offered(SERVER))
    assert await sets.version_of(SERVER, own.key, 1) is not None
    with pytest.raises(RubricNotOffered):
        await keeping.retire(ADMIN, SERVER, own.key, NOW)


async def test_importing_a_retired_rubric_brings_it_back_with_a_version_of_its_own() -> None:
    own = await a_rubric()
    await keeping.retire(ADMIN, SERVER, own.key, NOW)

    back = await a_rubric()

    assert (back.key, back.version, back.is_changed) == (own.key, 2, True)
    assert [one.key for one in await sets.offered(SERVER) if one.is_own] == [own.key]


async def test_the_bots_own_rubrics_and_those_of_others_cannot_be_retired() -> None:
    theirs = await a_rubric(server_id=ANOTHER_SERVER)
    await an_admin()
    with pytest.raises(RubricNotRetirable):
        await keeping.retire(ADMIN, SERVER, CODING, NOW)
    with pytest.raises(RubricNotOffered):
        await keeping.retire(ADMIN, SERVER, theirs.key, NOW)


async def test_a_server_has_so_many_of_its_own_and_may_change_them_still() -> None:
    for number in range(sets.OWN_MAXIMUM):
        await a_rubric(f"Number {number}")

    with pytest.raises(RubricsFull):
        await a_rubric("One too many")
    assert (await a_rubric("Number 3", mark=" again")).version == 2
    await keeping.retire(ADMIN, SERVER, "Number 3 en", NOW)
    await a_rubric("One too many")
    with pytest.raises(RubricsFull):
        await a_rubric("Number 3")


async def test_files_of_one_name_that_come_at_once_are_versions_of_one_rubric() -> None:
    await an_admin()
    imported = await asyncio.gather(
        *(keeping.import_rubric(ADMIN, SERVER, a_content(mark=f" {one}"), NOW) for one in range(5))
    )

    assert len({one.key for one in imported}) == 1
    assert sorted(one.version for one in imported) == [1, 2, 3, 4, 5]


async def test_each_act_is_kept_and_said() -> None:
    own = await a_rubric()
    await a_rubric(mark=" again")
    await keeping.retire(ADMIN, SERVER, own.key, NOW)

    lines = [act.line for act in await audit.latest(SERVER)]

    assert [type(line) for line in lines] == [log.RubricRetired, log.RubricImported, log.RubricImported]
    retired, second, first = lines
    assert isinstance(retired, log.RubricRetired)
    assert isinstance(second, log.RubricImported)
    assert isinstance(first, log.RubricImported)
    assert (first.version, second.version, retired.version) == (1, 2, 2)
    assert first.name == {"en": "Ours en", "ru": "Ours ru"}
