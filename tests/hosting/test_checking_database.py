"""What `bot.py check` says of the outbox and of the connections."""

from datetime import timedelta

import pytest

from hosting.checking_database import of_outbox, of_pools
from models import Notification, condition
from models.condition import Connections
from models.database import held_at_most, is_sqlite
from models.statements import run
from services.delivery.backlog import Backlog, Waiting, backlog
from services.delivery.kinds.message import Urgency
from tests.services.delivery.working import a_lane
from tests.support.factories import NOW

MINUTE = timedelta(minutes=1)


async def test_what_is_due_for_long_is_wrong(database: str) -> None:
    assert of_outbox(await backlog(NOW), NOW).is_fine
    rows = await a_lane("one", 2)

    soon = of_outbox(await backlog(NOW + 5 * MINUTE), NOW + 5 * MINUTE)
    late = of_outbox(await backlog(NOW + 65 * MINUTE), NOW + 65 * MINUTE)
    await Notification.filter(id=rows[0]).delete()

    assert (soon.is_fine, late.is_fine) == (True, False)
    assert soon.sentence == "2 notifications are due in the outbox, the oldest for 5 min."
    assert late.sentence.startswith("2 notifications are due in the outbox, the oldest for 1 h 5 min. Start ")
    one = of_outbox(await backlog(NOW), NOW)
    assert one.sentence == "1 notification is due in the outbox, the oldest for 0 s."


def test_what_was_tried_and_what_is_planned_is_no_fault_of_the_process() -> None:
    waiting = [
        Backlog(Urgency.TIMED, Waiting.PLANNED, 9, NOW + MINUTE),
        Backlog(Urgency.CHANGED, Waiting.PUT_OFF, 3, NOW - 90 * MINUTE),
    ]

    found = of_outbox(waiting, NOW)

    assert found.is_fine
    assert found.sentence.endswith("Of those that were tried, 3 will be tried again.")


@pytest.mark.parametrize(("processes", "allowed"), [(0, 20), (1, 20), (2, 40)])
def test_pools_that_the_server_lets_in_are_fine(processes: int, allowed: int) -> None:
    found = of_pools(Connections(allowed, used=7, processes=processes), size=20)

    assert found.is_fine
    assert found.sentence.endswith(f"the server lets in {allowed}, of which 7 are used now.")


@pytest.mark.parametrize(("processes", "allowed"), [(0, 19), (3, 59)])
def test_pools_that_the_server_does_not_let_in_are_wrong(processes: int, allowed: int) -> None:
    found = of_pools(Connections(allowed, used=7, processes=processes), size=20)

    assert not found.is_fine
    assert f"the server lets in {allowed}, of which 7 are used now." in found.sentence
    assert "max_connections" in found.sentence


async def test_only_a_server_limits_connections(database: str) -> None:
    found = await condition.connections()

    if is_sqlite(database):
        assert found is None
        return
    assert found is not None
    assert 0 < found.used <= found.allowed
    assert found.processes == 0


@pytest.mark.parametrize("engine", ["postgres"])
async def test_a_limit_of_the_role_or_the_database_counts_too(database: str) -> None:
    before = await condition.connections()
    await run("ALTER ROLE CURRENT_USER CONNECTION LIMIT 11", {})
    try:
        limited = await condition.connections()
    finally:
        await run("ALTER ROLE CURRENT_USER CONNECTION LIMIT -1", {})
    assert before is not None
    assert limited is not None
    assert (before.allowed > 11, limited.allowed) == (True, 11)


def test_the_address_may_say_how_many_connections_a_process_holds() -> None:
    assert held_at_most("postgres://user:password@host/name", 20) == 20
    assert held_at_most("postgres://user:password@host/name?max_size=7", 20) == 7
