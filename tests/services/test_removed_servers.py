"""A server without the bot: all is there for 30 days, and then nothing is."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

import models
from models import Installation, PointsEntry, Server, User, UserPoints
from models.statements import run as run_statement
from services import absence, admin_acts, certificates, disputes, drafts, people, removed_servers
from services.drafts import Details, Seat
from services.questions import importing, suggesting
from services.removed_servers import KEPT
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    SERVER,
    a_booking,
    a_card,
    a_member,
    a_proposal,
    an_admin,
    completed,
    everything,
    run,
    with_feedback,
)
from tests.support.questions import a_bank, a_question, an_interview, ask, draw, some_questions
from tests.support.thanks import a_thank_you

pytestmark = pytest.mark.usefixtures("database")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
KEEPS_NOTHING_OF_SERVERS = {"Installation", "BotProcess"}


class CutOffError(Exception):
    """The process ended here."""


def gone(_server_id: int) -> bool:
    return True


async def a_busy_server() -> None:
    """A server with a row in every table that belongs to servers, as far as its services write them."""
    await an_admin()
    await certificates.issue(SERVER, (await completed()).host.user_id, NOW)
    await a_card()
    await a_proposal(await a_booking(), NOW + 3 * DAY)
    disputed = await with_feedback()
    await disputes.open_dispute(disputed.interviewee.user_id, SERVER, disputed.id, "x" * 20, disputed.ends_at)
    missed = await a_booking()
    await absence.report(missed.interviewee.user_id, SERVER, missed.id, "", missed.starts_at + 10 * MINUTE)
    await admin_acts.free_seat(ADMIN, SERVER, (await a_booking()).id, "mistaken", NOW)
    await drafts.keep(await a_member(), Seat(None, None, 60), Details(topic="Graphs"), NOW)
    await a_bank(some_questions(6))
    asked = await an_interview()
    await ask(asked, (await draw(asked)).questions[0].id)
    await importing.prepare(ADMIN, SERVER, some_questions(1), NOW)
    await Server.filter(id=SERVER).update(log_channel_id=1)
    who = asked.interviewee.user_id
    await suggesting.suggest(who, SERVER, asked.id, a_question(), asked.ends_at)
    await a_thank_you()


async def remove_all(now: datetime) -> int:
    """Remove what is due, turn after turn; how many turns it took."""
    turns = 0
    while await removed_servers.remove_due(gone, now):
        turns += 1
    return turns


async def rows() -> dict[str, int]:
    """How many rows each table has, where any."""
    found = {}
    for name in models.__all__:
        model = getattr(models, name)
        if isinstance(model, type) and issubclass(model, Model) and name not in KEEPS_NOTHING_OF_SERVERS:
            found[name] = await model.all().count()
    return {name: count for name, count in found.items() if count}


async def test_after_30_days_nothing_of_a_server_and_its_people_is_left() -> None:
    await a_busy_server()
    await removed_servers.note_removed(SERVER, NOW)
    before = await everything()

    assert await remove_all(NOW + KEPT - MINUTE) == 0
    assert await everything() == before
    assert await remove_all(NOW + KEPT) > 1

    assert await rows() == {}
    assert await Installation.all().count() == 1


async def test_other_servers_and_people_who_are_there_too_keep_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removed_servers, "AT_ONCE", 2)
    both = await a_member(5, server_id=ANOTHER_SERVER)
    await a_member(5, user_id=both.user_id)
    kept = await PointsEntry.filter(account__server_id=ANOTHER_SERVER).order_by("id").values()
    await a_busy_server()
    await removed_servers.note_removed(SERVER, NOW)

    await remove_all(NOW + KEPT)

    assert await PointsEntry.all().order_by("id").values() == kept
    assert {user.id for user in await User.all()} == {both.user_id, ADMIN}
    assert [server.id for server in await Server.all()] == [ANOTHER_SERVER]
    assert [account.balance for account in await UserPoints.filter(user_id=both.user_id)] == [5]


async def test_who_invites_the_bot_again_in_time_finds_all_as_it_was() -> None:
    await a_busy_server()
    before = await everything()
    await removed_servers.note_removed(SERVER, NOW)
    await removed_servers.note_removed(SERVER, NOW + 2 * DAY)
    assert (await Server.get(id=SERVER)).left_at == NOW
    await removed_servers.note_invited(SERVER)

    assert await remove_all(NOW + 10 * KEPT) == 0
    assert await everything() == before


async def test_what_changed_while_nobody_listened_is_noted_for_the_servers_of_ones_own_shards() -> None:
    for server_id in (SERVER, ANOTHER_SERVER, SERVER + 2, SERVER + 3):
        await a_member(server_id=server_id)
    await removed_servers.note_removed(SERVER, NOW)

    gone = await removed_servers.compare({SERVER, SERVER + 2}, lambda one: one == ANOTHER_SERVER, NOW + DAY)

    assert gone == {ANOTHER_SERVER}

    left = {server.id: server.left_at for server in await Server.all()}
    assert left == {SERVER: None, ANOTHER_SERVER: NOW + DAY, SERVER + 2: None, SERVER + 3: None}


async def test_a_server_that_removes_the_bot_while_it_compares_stays_noted() -> None:
    await a_member()
    await removed_servers.note_removed(SERVER, NOW)

    # It was there when the bot connected, and is not any more when its row is read.
    assert await removed_servers.compare({SERVER}, gone, NOW + DAY) == {SERVER}

    assert (await Server.get(id=SERVER)).left_at == NOW


async def test_a_server_that_another_process_looks_after_or_that_is_there_holds_up_no_other() -> None:
    for server_id in (SERVER, ANOTHER_SERVER):
        await a_member(server_id=server_id)
    await removed_servers.note_removed(SERVER, NOW)
    await removed_servers.note_removed(ANOTHER_SERVER, NOW + MINUTE)

    while await removed_servers.remove_due(lambda one: one == ANOTHER_SERVER, NOW + 2 * KEPT):
        pass

    assert [server.id for server in await Server.all()] == [SERVER]


async def test_what_began_to_go_goes_on_where_the_bot_is_invited_again_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(removed_servers, "AT_ONCE", 1)
    await a_busy_server()
    await removed_servers.note_removed(SERVER, NOW)
    assert await removed_servers.remove_due(gone, NOW + KEPT)
    await removed_servers.note_invited(SERVER)

    while await removed_servers.remove_due(lambda _server: False, NOW + KEPT):
        pass

    assert await rows() == {}
    assert (await UserPoints.get(user_id=(await a_member(3)).user_id)).balance == 3


async def test_who_invites_the_bot_again_at_the_very_turn_keeps_all(monkeypatch: pytest.MonkeyPatch) -> None:
    await a_busy_server()
    before = await everything()
    await removed_servers.note_removed(SERVER, NOW)

    async def read(statement: str, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        found = await run_statement(statement, values)
        if "left_at <=" in statement:
            await removed_servers.note_invited(SERVER)
        return found

    monkeypatch.setattr(removed_servers, "run", read)

    await remove_all(NOW + KEPT)

    assert await everything() == before


PARTS = ("_remove_interviews", "_remove_what_else_is_there", "_remove_ledgers", "_remove_accounts")


@pytest.mark.parametrize("part", PARTS)
async def test_a_process_that_comes_late_takes_nothing_of_a_server_that_is_known_anew(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    await a_busy_server()
    await removed_servers.note_removed(SERVER, NOW)
    remove: Callable[[int], Awaitable[bool]] = getattr(removed_servers, part)
    anew: list[dict[str, list[dict[str, object]]]] = []

    async def come_late(server: int) -> bool:
        monkeypatch.setattr(removed_servers, part, remove)
        await remove_all(NOW + KEPT)
        await a_busy_server()
        anew.append(await everything())
        return await remove(server)

    monkeypatch.setattr(removed_servers, part, come_late)

    await remove_all(NOW + KEPT)

    assert anew == [await everything()]


async def test_whoever_is_cut_off_with_the_accounts_leaves_nobody_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await a_member(5)
    await removed_servers.note_removed(SERVER, NOW)

    def cut_off() -> str:
        raise CutOffError

    with monkeypatch.context() as patched:
        patched.setattr(removed_servers, "_strangers", cut_off)
        with pytest.raises(CutOffError):
            await remove_all(NOW + KEPT)
    await remove_all(NOW + KEPT)

    assert await rows() == {}


async def test_however_many_servers_wait_for_a_process_that_is_away_the_others_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(removed_servers, "DUE_AT_ONCE", 2, raising=False)
    many = 103
    for number in range(many):
        await people.meet_server(SERVER + number, "en", NOW)
        # Several at the same moment, as when a process connects.
        await removed_servers.note_removed(SERVER + number, NOW + number // 7 * MINUTE)
    mine = {SERVER + 2, SERVER + 60, SERVER + many - 1}

    while await removed_servers.remove_due(mine.__contains__, NOW + 2 * KEPT):
        pass

    assert {server.id for server in await Server.all()} == {SERVER + number for number in range(many)} - mine


async def test_no_ledger_goes_but_that_of_a_server_that_is_being_removed() -> None:
    await a_member(5)
    await removed_servers.note_removed(SERVER, NOW)

    with pytest.raises(IntegrityError):
        await run("DELETE FROM points_entry")
    await Server.filter(id=SERVER).update(is_being_removed=True)
    with pytest.raises(IntegrityError):
        await run("UPDATE points_entry SET amount = 4")
    await run("DELETE FROM points_entry")
