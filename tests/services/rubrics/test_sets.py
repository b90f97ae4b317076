"""Which rubrics a server has, and by which one an interview is judged."""

import pytest

from models import MockInterview, NotificationKind, Server
from services import feedback, server_settings, settings
from services.rubrics import keeping, sets, standard
from services.rubrics.refusals import RubricNotOffered, RubricsOff
from services.rubrics.standard import BEHAVIORAL, CODING, SYSTEM_DESIGN
from services.rubrics.words import Rubric
from services.setting_changes import ChangedBy
from services.settings import FeedbackChange
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    SERVER,
    Played,
    a_booking,
    a_member,
    an_admin,
    outbox,
)
from tests.support.recording import recorded
from tests.support.rubrics import a_content, a_rubric, uses_rubrics

pytestmark = pytest.mark.usefixtures("database")


async def form_of(played: Played) -> Rubric | None:
    """By what the interviewer would judge now."""
    return await feedback.to_fill_in(played.interviewer.user_id, SERVER, played.id, played.ends_at)


async def about(played: Played, *, rubric: str = "", topic: str = "") -> Played:
    await MockInterview.filter(id=played.id).update(rubric=rubric, topic=topic)
    return played


async def test_a_server_keeps_the_form_it_has_until_an_admin_turns_rubrics_on() -> None:
    played = await a_booking()
    assert await form_of(played) is None
    await uses_rubrics()
    assert await form_of(played) == standard.latest(CODING)
    await uses_rubrics(wanted=False)
    assert await form_of(played) is None


async def test_the_topic_proposes_and_the_host_chooses() -> None:
    await a_member()
    await uses_rubrics()
    own = await a_rubric()
    played = await about(await a_booking(), topic="System design")

    assert await form_of(played) == standard.latest(SYSTEM_DESIGN)
    await about(played, rubric=BEHAVIORAL, topic="System design")
    assert await form_of(played) == standard.latest(BEHAVIORAL)
    await about(played, rubric=own.key, topic="System design")
    assert await form_of(played) == Rubric(own.key, 1, a_content())


async def test_a_retired_rubric_gives_way_to_what_the_topic_proposes() -> None:
    await a_member()
    await uses_rubrics()
    own = await a_rubric()
    played = await about(await a_booking(), rubric=own.key, topic="Behavioral")
    await keeping.retire(ADMIN, SERVER, own.key, NOW)

    assert await form_of(played) == standard.latest(BEHAVIORAL)


@pytest.mark.parametrize("key", ["s0", "s99999999999", "s-1", "nothing", "s1x", "coding2"])
async def test_what_no_rubric_has_as_its_key_gives_way_too(key: str) -> None:
    await a_member()
    await uses_rubrics()
    played = await about(await a_booking(), rubric=key, topic="SQL")
    assert await form_of(played) == standard.latest(CODING)
    assert await sets.version_of(SERVER, key, 1) is None


async def test_a_rubric_of_another_server_is_none_here() -> None:
    await a_member()
    await uses_rubrics()
    theirs = await a_rubric(server_id=ANOTHER_SERVER)
    played = await about(await a_booking(), rubric=theirs.key, topic="SQL")

    assert await form_of(played) == standard.latest(CODING)
    assert await sets.version_of(SERVER, theirs.key, 1) is None
    assert await sets.version_of(ANOTHER_SERVER, theirs.key, 1) is not None
    assert [one.key for one in await sets.offered(SERVER)] == list(standard.KEYS)


async def test_what_a_form_needs_is_two_statements_whichever_rubric_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await a_member()
    await uses_rubrics()
    own = await a_rubric()
    for rubric in ("", own.key):
        played = await about(await a_booking(), rubric=rubric)
        with recorded(monkeypatch) as asked:
            assert await form_of(played) is not None
        assert len(asked.statements) == 2


async def test_a_host_chooses_by_key_or_by_name_in_any_language() -> None:
    await a_member()
    await uses_rubrics()
    own = await a_rubric("Frontend")
    here = await server_settings.read(SERVER)

    for text in (CODING, "Coding", "  CODING ", "Алгоритмы и код"):
        assert await sets.chosen(here, text) == CODING
    for text in (own.key, "Frontend en", "frontend RU"):
        assert await sets.chosen(here, text) == own.key
    assert await sets.chosen(here, sets.PROPOSED) == ""
    with pytest.raises(RubricNotOffered):
        await sets.chosen(here, "Frontend")
    await keeping.retire(ADMIN, SERVER, own.key, NOW)
    with pytest.raises(RubricNotOffered):
        await sets.chosen(here, own.key)


async def test_where_no_rubrics_are_used_none_can_be_chosen() -> None:
    await a_member()
    with pytest.raises(RubricsOff):
        await sets.chosen(await server_settings.read(SERVER), CODING)


async def test_the_bots_own_come_first_and_then_the_servers_in_their_order() -> None:
    await an_admin()
    for name in ("One", "Two"):
        await a_rubric(name)
    offered = await sets.offered(SERVER)
    assert [(one.name["en"], one.version, one.is_own) for one in offered] == [
        ("Coding", 1, False),
        ("System design", 1, False),
        ("Behavioral", 1, False),
        ("Language practice", 1, False),
        ("One en", 1, True),
        ("Two en", 1, True),
    ]


async def test_a_new_server_uses_no_rubrics() -> None:
    await a_member()
    assert not (await Server.get(id=SERVER)).uses_rubrics


async def test_an_admin_turns_rubrics_on_and_off_and_it_is_told() -> None:
    await an_admin()
    by = ChangedBy(ADMIN, NOW)

    on = await settings.set_feedback(SERVER, FeedbackChange(rubric=True), NOW, by=by)
    same = await settings.set_feedback(SERVER, FeedbackChange(rubric=True), NOW, by=by)
    untouched = await settings.set_feedback(SERVER, FeedbackChange(), NOW, by=by)
    off = await settings.set_feedback(SERVER, FeedbackChange(rubric=False), NOW, by=by)

    assert [one.uses_rubrics for one in (on, same, untouched, off)] == [True, True, True, False]
    told = [row.payload["changes"] for row in await outbox(NotificationKind.LOG_SETTINGS)]
    assert told == [{"uses_rubrics": [False, True]}, {"uses_rubrics": [True, False]}]
