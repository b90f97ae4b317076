"""The form with which a host changes an interview: it shows what is set, and takes away what is emptied."""

from datetime import timedelta

from models import MoveProposal
from sandbox import Answer
from tests.acceptance.conftest import LINK, START, Town
from tests.acceptance.steps import count_dms, labels, publish
from tests.acceptance.witness import Witness
from tests.support.factories import stored


def filled(form: Answer) -> dict[str, str]:
    """What stands in a form as it opens."""
    assert form.modal is not None
    found = {}
    for name, field in form.modal.fields.items():
        chosen = [one["value"] for one in field.get("options") or () if one.get("default")]
        found[name] = chosen[0] if chosen else field.get("value") or ""
    return found


async def test_it_shows_what_is_set_and_empties_what_is_emptied(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    created = await publish(
        town, town.alice, level="junior", duration=50, notes="Bring paper", language="English"
    )
    form = await town.alice.click(created.message, "Change")
    assert filled(form) == {
        "when": "2026-12-01 6:00 PM",
        "length": "50",
        "topic": "Python",
        "level": "junior",
        "link": LINK,
    }
    same = await town.alice.submit(form.modal)
    assert "There's nothing to change" in same.text

    form = await town.alice.click(created.message, "Change")
    edited = await town.alice.submit(form.modal, length="90", topic="", level="senior", link="")
    changed = await stored(1)
    assert (changed.duration, changed.topic, changed.level, changed.meeting_link) == (90, "", "senior", None)
    assert (changed.notes, changed.language) == ("Bring paper", "English")
    assert changed.scheduled_time == START + timedelta(days=1, hours=6)

    words = await town.alice.click(edited.message, "Notes and language")
    assert filled(words) == {"language": "English", "notes": "Bring paper"}
    await town.alice.submit(words.modal, notes="")
    assert ((await stored(1)).notes, (await stored(1)).language) == ("", "English")
    assert witness.faults() == []


async def test_of_a_booked_one_it_shows_what_is_proposed_and_leaves_that_alone(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    await publish(town, town.alice)
    await town.chen.run("book", interview="1")
    await town.alice.run("interview edit", interview="1", when="tomorrow 20:00")
    view = await town.alice.run("interview view", interview="1")
    form = await town.alice.click(view.message, "Change")
    assert filled(form)["when"] == "2026-12-01 8:00 PM"
    await town.alice.submit(form.modal, topic="Rust")
    assert (await stored(1)).topic == "Rust"
    assert await MoveProposal.filter(interview_id=1).count() == 1

    form = await town.alice.click(view.message, "Change")
    await town.alice.submit(form.modal, when="2026-12-01 6:00 pm")
    assert await MoveProposal.filter(interview_id=1).count() == 0


async def test_who_may_change_nothing_gets_no_form(town: Town) -> None:
    await town.open_board(points_for=town.chen)
    created = await publish(town, town.alice)
    await town.chen.run("book", interview="1")
    guest = await town.chen.run("interview view", interview="1")
    assert "Notes and language" not in labels(guest.message)
    town.clock.advance(timedelta(days=2))
    late = await town.alice.click(created.message, "Change")
    assert late.modal is None
    assert "#1 started" in late.text
    assert count_dms(town.chen, "move") == 0
