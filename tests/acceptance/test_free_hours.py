"""Free hours, as members meet them: the form, the picture of the week, exceptions, breaks and the picker."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models import FreeException, FreeSpan, Server, User, Wish
from sandbox import Answer, Member
from sandbox.interactions.outcome import NO_RESPONSE
from sandbox.model.interactions import InteractionKind
from services.finding.free_time import own
from services.finding.free_time.own import EXCEPTIONS_MAXIMUM
from services.finding.free_time.week import DAY_MINUTES
from services.finding.refusals import (
    ExceptionNotUnderstood,
    ExceptionOver,
    FreeTooFar,
    PauseOver,
    TooManyFreeExceptions,
)
from tests.acceptance.conftest import START, Town
from tests.acceptance.picker_steps import choose, day
from tests.acceptance.steps import labels, publish
from tests.acceptance.witness import Witness, forge

DAYS = [str(weekday) for weekday in range(7)]
FRIDAY = ["4"]


async def at_home(who: Member, zone: str = "Europe/Berlin") -> Member:
    await who.run("timezone", zone=zone)
    return who


async def add(who: Member, days: list[str], begins: str, ends: str) -> Answer:
    """Open the form with the command, and send it."""
    form = await who.run("free set")
    return await who.submit_fields(form.modal, {"days": days, "from": begins, "to": ends})


def words(answer: Answer) -> str:
    """What is said of the picture to whoever does not see it."""
    assert answer.message is not None
    (picture,) = answer.message.attachments
    assert picture["content_type"] == "image/png"
    return str(picture["description"])


def spans(answer: Answer) -> list[str]:
    """The buttons that remove a span."""
    return [label for label in labels(answer.message) if label.endswith("✕")]


async def stored() -> list[tuple[int, int, int]]:
    rows = await FreeSpan.all().order_by("weekday", "from_minute")
    return [(row.weekday, row.from_minute, row.to_minute) for row in rows]


# --- the week -----------------------------------------------------------------------------------------------


async def test_hours_are_added_with_the_form_and_drawn_as_a_week(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    empty = await town.alice.run("free show")
    assert empty.ephemeral
    assert "any time works for you" in empty.text
    assert labels(empty.message) == ["Add free hours"]

    form = await town.alice.click(empty.message, "Add free hours")
    assert form.modal is not None
    # As weeks begin where American English is spoken.
    assert list(form.modal.fields) == ["days", "from", "to"]
    week = await town.alice.submit_fields(form.modal, {"days": ["0", "2", "6"], "from": "6pm", "to": "21:30"})

    assert week.ephemeral
    assert "Added: Sunday, Monday, Wednesday, 6:00 PM–9:30 PM." in week.text
    assert "your time zone, Europe/Berlin. Only you see this." in week.text
    assert words(week) == (
        "Your free hours, week by week:"
        " Sunday 6:00 PM–9:30 PM; Monday 6:00 PM–9:30 PM; Wednesday 6:00 PM–9:30 PM."
    )
    assert spans(week) == ["Sun 6:00 PM–9:30 PM ✕", "Mon 6:00 PM–9:30 PM ✕", "Wed 6:00 PM–9:30 PM ✕"]
    assert await stored() == [(0, 1080, 1290), (2, 1080, 1290), (6, 1080, 1290)]
    assert words(await town.alice.run("free show")) == words(week)
    assert witness.faults() == []


async def test_what_overlaps_is_joined_and_what_goes_over_midnight_is_said_so(
    town: Town, witness: Witness
) -> None:
    await at_home(town.alice)
    town.alice.locale = "en-GB"
    await add(town.alice, FRIDAY, "18", "20:00")
    joined = await add(town.alice, FRIDAY, "19.30", "22")
    assert spans(joined) == ["Fri 18:00–22:00 ✕"]

    late = await add(town.alice, FRIDAY, "22:00", "02:00")
    assert "Added: from Friday 22:00 to Saturday 02:00." in late.text
    assert spans(late) == ["Fri 18:00–00:00 ✕", "Sat 00:00–02:00 ✕"]
    nights = await add(town.alice, ["6", "0"], "23:00", "1am")
    assert "Added: Monday, Sunday, each from 23:00 to 01:00 the next day." in nights.text
    assert (0, 0, 60) in await stored()

    same = await add(town.alice, ["2"], "18:00", "18:00")
    assert "Added: from Wednesday 18:00 to Thursday 18:00." in same.text
    for begins, ends in (("00:00", "24:00"), ("0:00", "0:00")):
        whole = await add(town.alice, ["1"], begins, ends)
        assert "Added: Tuesday, all day." in whole.text
        assert "Tue all day ✕" in spans(whole)
    assert witness.faults() == []


async def test_spans_are_removed_and_a_button_of_one_that_is_gone_says_so(
    town: Town, witness: Witness
) -> None:
    await at_home(town.alice)
    await add(town.alice, ["0", "1"], "18:00", "20:00")
    shown, other = await town.alice.run("free show"), await town.alice.run("free show")

    left = await town.alice.click(shown.message, "Mon 6:00 PM–8:00 PM ✕")

    assert "Removed. Here's what's left." in left.text
    assert spans(left) == ["Tue 6:00 PM–8:00 PM ✕"]
    stale = await town.alice.click(other.message, "Mon 6:00 PM–8:00 PM ✕")
    assert "gone already" in stale.text
    assert spans(stale) == ["Tue 6:00 PM–8:00 PM ✕"]
    last = await town.alice.click(stale.message, "Tue 6:00 PM–8:00 PM ✕")
    assert "any time works for you" in last.text
    assert last.message is not None
    assert last.message.attachments == []
    assert await stored() == []
    assert witness.faults() == []


async def test_what_is_no_time_of_a_day_is_refused_and_comes_back(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    for begins, ends, wrong in (
        ("25:00", "21:00", "25:00"),
        ("18:00", "half 7", "half 7"),
        ("24:00", "02:00", "24:00"),
        ("18:00", "later", "later"),
    ):
        refused = await add(town.alice, FRIDAY, begins, ends)
        assert refused.ephemeral
        assert f"I can't read “{wrong}” as a time of day." in refused.text
        for typed in ("Friday", begins, ends):
            assert typed in refused.text
        form = await town.alice.click(refused.message, "Add free hours")
        assert form.modal is not None
    assert await stored() == []
    town.alice.locale = "ru"
    assert "Не получается понять «25:00» как время дня" in (await add(town.alice, FRIDAY, "25:00", "1")).text
    assert witness.faults() == []


async def test_no_day_is_refused_kindly_however_it_is_sent(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    texts = [
        {
            "type": 18,
            "id": number,
            "component": {"type": 4, "id": 100 + number, "custom_id": name, "value": at},
        }
        for number, (name, at) in enumerate((("from", "18:00"), ("to", "20:00")), start=1)
    ]
    sent: list[object] = [None, [], ["7", "x", "-1", ""], "0", {}]
    for days in sent:
        menu = {"type": 3, "id": 10, "custom_id": "days"} | ({} if days is None else {"values": days})
        data = {"custom_id": "free:add", "components": [{"type": 18, "id": 9, "component": menu}, *texts]}
        refused = await town.alice.send_raw_interaction(InteractionKind.MODAL, data)
        assert "Choose at least one day of the week" in refused.text
        assert "18:00" in refused.text
    assert (
        "as a time of day"
        in (
            await town.alice.send_raw_interaction(
                InteractionKind.MODAL, {"custom_id": "free:add", "components": []}
            )
        ).text
    )
    assert await stored() == []
    assert witness.faults() == []


async def test_the_22nd_span_is_refused_and_the_week_has_a_button_for_each(
    town: Town, witness: Witness
) -> None:
    await at_home(town.alice)
    for hour in (8, 12):
        await add(town.alice, DAYS, f"{hour}:00", f"{hour + 1}:00")
    full = await add(town.alice, DAYS, "23:00", "23:15")
    assert len(spans(full)) == 21

    refused = await add(town.alice, FRIDAY, "15:00", "16:00")

    assert "more than 21 separate times in your week" in refused.text
    assert len(await stored()) == 21
    await town.alice.run("free pause", until="in 3 days")
    await town.alice.run("free except", when="tomorrow", free=False)
    shown = await town.alice.run("free show")
    assert labels(shown.message)[21:] == ["Add free hours", "Exceptions (1)", "End the break"]
    assert witness.faults() == []


async def test_who_has_no_zone_is_asked_for_it_first(town: Town, witness: Witness) -> None:
    for who in (town.alice, town.alice.at("dm")):
        await User.filter(id=int(town.alice.id)).update(timezone=None)
        asked = await who.run("free set")
        assert asked.modal is None
        assert asked.ephemeral
        assert "I need your time zone first" in asked.text
        form = await who.click(asked.message, "My zone")
        several = await who.submit(form.modal, zone="UTC+9")
        assert several.message is not None
        taken = await who.click(several.message, labels(several.message)[0])
        assert "Your time zone is now Asia/" in taken.text
        form = await who.click(taken.message, "Add free hours")
        week = await who.submit_fields(form.modal, {"days": ["3"], "from": "noon", "to": "2 pm"})
        assert "Added: Thursday, 12:00 PM–2:00 PM." in week.text
    asked = await town.chen.run("free set")
    form = await town.chen.click(asked.message, "Мой пояс" if town.chen.locale == "ru" else "My zone")
    typed = await town.chen.submit(form.modal, zone="Berlin")
    assert "Europe/Berlin" in typed.text
    assert witness.faults() == []


async def test_a_form_that_was_open_when_there_was_no_zone_comes_back(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    form = await town.alice.run("free set")
    await User.filter(id=int(town.alice.id)).update(timezone=None)

    asked = await town.alice.submit_fields(form.modal, {"days": FRIDAY, "from": "18:00", "to": "20:00"})

    for text in ("I need your time zone first", "Friday", "18:00", "20:00"):
        assert text in asked.text
    assert labels(asked.message) == ["My zone"]
    assert await stored() == []
    assert witness.faults() == []


async def test_in_russian_and_in_direct_messages_too(town: Town, witness: Witness) -> None:
    boris = await at_home(town.boris.at("dm"), "Москва")
    week = await add(boris, ["0", "5"], "в 18", "9 вечера")
    assert "Добавлено: понедельник, суббота, 18:00–21:00." in week.text
    assert words(week) == "Ваши свободные часы по неделям: понедельник 18:00–21:00; суббота 18:00–21:00."
    assert spans(week) == ["Пн 18:00–21:00 ✕", "Сб 18:00–21:00 ✕"]
    assert "Добавлено: пятница 22:00 – суббота 02:00." in (await add(boris, FRIDAY, "22", "2")).text
    set_so = await boris.run("free except", when="завтра с полудня до 18", free=True)
    assert "1 дек. 2026" in set_so.text
    assert "12:00–18:00: вы свободны." in set_so.text
    paused = await boris.run("free pause", until="через неделю")
    assert "У вас перерыв. Он закончится: <t:" in paused.text
    back = await boris.click(paused.message, "Закончить перерыв")
    assert "С возвращением!" in back.text
    assert witness.faults() == []


# --- breaks -------------------------------------------------------------------------------------------------


async def test_a_break_lasts_until_a_moment_or_the_beginning_of_a_day(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    berlin = datetime(2026, 12, 19, 23, tzinfo=UTC)
    for typed, until in (("20 Dec", berlin), ("20 Dec 18:00", berlin + timedelta(hours=18))):
        paused = await town.alice.run("free pause", until=typed)
        assert paused.ephemeral
        assert f"You're on a break until <t:{int(until.timestamp())}:F>." in paused.text
        assert (await User.get(id=int(town.alice.id))).free_paused_until == until
    shown = await town.alice.run("free show")
    assert "You're on a break until" in shown.text

    back = await town.alice.click(shown.message, "End the break")

    assert "Welcome back!" in back.text
    assert "End the break" not in labels(back.message)
    again = await town.alice.click(paused.message, "End the break")
    assert "Welcome back!" in again.text
    assert (await User.get(id=int(town.alice.id))).free_paused_until is None

    pause = partial(town.alice.run, "free pause")
    await witness.refused(town.alice, lambda: pause(until="today"), PauseOver(), echoes="today")
    await witness.refused(town.alice, lambda: pause(until="2028-02-01"), FreeTooFar(days=366))
    await witness.refused(town.alice, lambda: pause(until="soon"), echoes="soon")
    town.alice.locale = "en-US"
    ambiguous = await pause(until="tomorrow at 7")
    assert "can mean more than one time" in ambiguous.text
    assert (await User.get(id=int(town.alice.id))).free_paused_until is None
    assert witness.faults() == []


# --- exceptions ---------------------------------------------------------------------------------------------


async def test_exceptions_are_set_seen_and_taken_back(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    whole = await town.alice.run("free except", when="24 Dec", free=False)
    assert "Saved: on Thu 24 Dec 2026 you're not free at all." in whole.text
    part = await town.alice.run("free except", when="24 Dec 18:00-21:00", free=True)
    assert "Saved: on Thu 24 Dec 2026 you're free from 6:00 PM to 9:00 PM." in part.text
    for line in (
        "Thu 24 Dec 2026, 12:00 AM–6:00 PM · not free",
        "Thu 24 Dec 2026, 6:00 PM–9:00 PM · free",
        "Thu 24 Dec 2026, 9:00 PM–12:00 AM · not free",
    ):
        assert line in part.text
    await add(town.alice, FRIDAY, "18:00", "20:00")
    shown = await town.alice.run("free show")
    listed = await town.alice.click(shown.message, "Exceptions (3)")
    assert listed.ephemeral
    assert listed.message is not None
    assert shown.message is not None
    assert listed.message.id != shown.message.id
    (menu,) = listed.message.selects
    first = next(iter(menu.options))

    left = await town.alice.select(listed.message, menu.custom_id, [first])

    assert "Taken back" in left.text
    assert await FreeException.all().count() == 2
    gone = await forge(town.alice, menu.custom_id, listed.message, values=[first])
    assert "gone already" in gone.text
    assert witness.faults() == []


async def test_days_that_cannot_be_are_refused_in_a_sentence(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    refused = partial(witness.refused, town.alice)
    for typed in ("soon", "24 Dec 25:00-26:00", "24 Dec 18:00", "24-26 Dec"):
        send = partial(town.alice.run, "free except", when=typed, free=True)
        await refused(send, ExceptionNotUnderstood(text=typed), echoes=typed)
    past = partial(town.alice.run, "free except", when="2026-11-29", free=True)
    await refused(past, ExceptionOver())
    far = partial(town.alice.run, "free except", when="2028-02-01", free=True)
    await refused(far, FreeTooFar(days=366))
    unknown = await town.dina.run("free except", when="24 Dec", free=False)
    assert "24 Dec" in unknown.text
    assert await FreeException.all().count() == 0


async def test_the_61st_exception_is_refused_and_they_are_paged(town: Town, witness: Witness) -> None:
    await at_home(town.alice)
    today = START.date()
    for ahead in range(EXCEPTIONS_MAXIMUM):
        await own.add_exception(
            int(town.alice.id),
            today + timedelta(days=ahead),
            0,
            DAY_MINUTES,
            is_free=False,
            now=town.now(),
        )
    one_more = partial(town.alice.run, "free except", when="2027-03-01", free=True)
    await witness.refused(town.alice, one_more, TooManyFreeExceptions(maximum=60))
    town.alice.locale = "en-US"
    shown = await town.alice.run("free show")
    page = await town.alice.click(shown.message, "Exceptions (60)")
    assert labels(page.message) == ["Next"]
    page = await town.alice.click(page.message, "Next")
    assert labels(page.message) == ["Previous", "Next"]
    page = await town.alice.click(page.message, "Next")
    assert labels(page.message) == ["Previous"]
    assert page.message is not None
    assert len(page.message.selects[0].options) == 10
    assert witness.faults() == []


@pytest.mark.parametrize(
    ("custom_id", "value"),
    [
        ("free:remove:9999999999", None),
        ("free:remove:0", None),
        ("free:exceptions:99", None),
        ("free:back:99", "9" * 20),
        ("free:back:0", "x"),
        ("free:back:0", "²"),
        ("free:zones", "Nowhere/Else"),
        ("free:in:Nowhere", None),
        ("free:resume", None),
    ],
)
async def test_clicks_that_no_client_sends_are_answered(
    town: Town, witness: Witness, custom_id: str, value: str | None
) -> None:
    for who in (town.alice, town.chen.at("dm")):
        answered = await forge(who, custom_id, values=None if value is None else [value])
        assert answered.text != NO_RESPONSE
        assert answered.text or answered.message is not None
    assert witness.faults() == []


# --- the picker ---------------------------------------------------------------------------------------------


async def test_the_picker_marks_hours_in_which_three_who_wait_are_free(town: Town, witness: Witness) -> None:
    await town.open_board()
    await publish(town, town.alice, when=f"{day(town, 1)} 19:00")
    server_id = int(town.local.world.guild_named("Study Hall").id)
    for who in (town.boris, town.chen, town.dina):
        await who.run("timezone", zone="UTC")
        await own.add(int(who.id), [(START + timedelta(days=1)).weekday()], 18 * 60, 21 * 60, START)
        await Wish.create(
            server_id=server_id,
            user_id=int(who.id),
            is_interviewer=False,
            days=30,
            since=START,
            until=START + timedelta(days=30),
        )
    picker = await town.alice.run("interview create", role="interviewer")

    await choose(town.alice, picker, "Day", day(town, 1))
    assert "waiting and free" not in _hours(picker)

    await Server.filter(id=server_id).update(has_wishes=True)
    await choose(town.alice, picker, "Day", day(town, 1))

    assert _hours(picker).count("3 waiting and free") == 2
    assert _hours(picker).count("you're busy for part of this hour") == 1
    await town.alice.click(picker.message, "I'll be interviewed")
    assert "waiting and free" not in _hours(picker)
    await own.pause(int(town.dina.id), START + timedelta(days=3), town.now())
    await town.alice.click(picker.message, "I'll interview")
    assert "waiting and free" not in _hours(picker)
    assert witness.faults() == []


def _hours(picker: Answer) -> str:
    assert picker.message is not None
    return str([menu for menu in picker.message.components if "options" in menu][1])
