"""Times that cannot be: past, too far ahead, in the gap of a clock change, unreadable."""

from functools import partial

import pytest

from services.refusals import Refusal, TimeInGap, TimeNotUnderstood, TimePartNotUnderstood
from tests.acceptance.conftest import Town
from tests.acceptance.witness import Witness, forge, forge_command, forge_form

BERLIN = "Europe/Berlin"
TIMES: dict[str, Refusal | None] = {
    "in 5 minutes": None,
    "2020-01-01 10:00": None,
    "in 1500 hours": None,
    "2027-03-28 02:30": TimeInGap(text="2027-03-28 02:30", zone=BERLIN),
    "2027-10-31 02:30": None,
    "soon @everyone <@1> **now**": TimeNotUnderstood(text="soon @everyone <@1> **now**"),
    "soon, the 4th": TimePartNotUnderstood(text="soon, the 4th", part="soon"),
    "99:99": None,
    "\u202e00:81 worromot": None,
    "\x00": None,
    "9" * 10_000: None,
    "in 999999999999999999999 hours": None,
    "0001-01-01 00:00": None,
    "9999-12-31 23:59": None,
}


@pytest.fixture
async def host_in_berlin(town: Town) -> Town:
    """A town whose board is open, and whose Alice lives where clocks are changed."""
    await town.open_board()
    await town.alice.run("timezone", zone=BERLIN)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC")
    await town.card_shows(1, "#1")
    return town


async def test_a_time_that_cannot_be_is_refused_wherever_it_is_typed(
    host_in_berlin: Town, witness: Witness
) -> None:
    alice = host_in_berlin.alice
    for when, because in TIMES.items():
        for attempt in (
            partial(forge_command, alice, "interview create", role="interviewer", when=when),
            partial(forge_command, alice, "interview edit", interview="1", when=when),
            partial(forge_form, alice, "interview:edit:1", when=when),
        ):
            await witness.refused(alice, attempt, because, echoes=when)


async def test_a_forged_picker_offers_nothing_that_cannot_be(host_in_berlin: Town, witness: Witness) -> None:
    alice = host_in_berlin.alice
    for state in (
        "interviewer.20200101.10.0.60..",
        "interviewer.20270328.2.30.60..",
        "interviewer.00010101.10.0.60..",
        "interviewer.99991231.23.59.60..",
        "interviewer.99999999.10.0.60..",
        "interviewer.20261301.10.0.60..",
        "interviewer.20991231.99.99.60..",
        "interviewer.20991231.10.0.999..",
        "interviewer.20991231.10.0.0..",
        "....60..",
    ):
        await witness.refused(alice, partial(forge_form, alice, f"picker:publish:{state}", topic="Forged"))
        await witness.survived(alice, partial(forge, alice, f"picker:role-interviewee:{state}"))
        for field in ("day", "hour", "minute", "length"):
            for value in ("", "abc", "-1", "99999999999", "\x00"):
                attempt = partial(forge, alice, f"picker:{field}:{state}", values=[value])
                await witness.survived(alice, attempt)
