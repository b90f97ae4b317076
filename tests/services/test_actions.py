"""What is offered and what is done follow one rule: whoever sees a button can use it, and nobody else can."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
from tortoise.transactions import in_transaction

from models import InterviewStatus, Ruling
from services import absence, actions, booking, disputes, editing, ending, feedback, viewing
from services.coming import checking_in
from services.editing import Changes
from services.finding import line
from services.interviews import Action, Role, public
from services.people import Member
from services.refusals import Refusal, SeatHeld
from services.reviews import reviewing
from services.writing import passing_on
from tests.support import reviews
from tests.support.factories import (
    ADMIN,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    TOMORROW,
    Played,
    a_booking,
    a_card,
    a_member,
    an_admin,
    completed,
    stored,
    with_feedback,
)
from tests.support.reviews import a_sealed_booking

pytestmark = pytest.mark.usefixtures("database")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOTICE = 5 * MINUTE
STARTS_AT, ENDS_AT = TOMORROW, TOMORROW + HOUR
MOMENTS = [
    NOW,
    STARTS_AT - NOTICE - timedelta(seconds=1),
    STARTS_AT - NOTICE,
    STARTS_AT - timedelta(seconds=1),
    STARTS_AT,
    STARTS_AT + 10 * MINUTE - timedelta(seconds=1),
    STARTS_AT + 10 * MINUTE,
    ENDS_AT,
    STARTS_AT + 10 * MINUTE + DAY - timedelta(seconds=1),
    STARTS_AT + 10 * MINUTE + DAY,
    ENDS_AT + DAY - timedelta(seconds=1),
    ENDS_AT + DAY,
    ENDS_AT + 8 * DAY,
]
"""Also such as lie before what has been done: the clock may be set back."""


@dataclass(frozen=True)
class Scene:
    """An interview, and everybody who might do something with it."""

    number: int
    people: dict[str, Member]


async def an_open_card(role: Role) -> Scene:
    host = await a_member(PRICE)
    card = await a_card(host, role)
    return Scene(card.id, {"host": host, "stranger": await a_member(PRICE)})


async def scene_of(played: Played) -> Scene:
    people = {"host": played.host, "guest": played.guest, "stranger": await a_member(PRICE)}
    return Scene(played.id, people)


async def withdrawn(role: Role) -> Scene:
    played = await a_booking(role)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    return await scene_of(played)


async def expired(role: Role) -> Scene:
    scene = await an_open_card(role)
    await ending.expire(scene.number, STARTS_AT)
    return scene


async def cancelled_card(role: Role) -> Scene:
    scene = await an_open_card(role)
    await ending.cancel(scene.people["host"].user_id, SERVER, scene.number, NOW)
    return scene


async def booked(role: Role) -> Scene:
    return await scene_of(await a_booking(role))


async def cancelled(role: Role) -> Scene:
    played = await a_booking(role)
    await ending.cancel(played.host.user_id, SERVER, played.id, NOW)
    return await scene_of(played)


async def lapsed(role: Role) -> Scene:
    played = await a_booking(role)
    await feedback.lapse(played.id, ENDS_AT + 7 * DAY)
    return await scene_of(played)


async def with_feedback_left(role: Role) -> Scene:
    return await scene_of(await with_feedback(role))


async def accepted(role: Role) -> Scene:
    return await scene_of(await completed(role))


async def disputed_feedback(role: Role, ruling: Ruling | None = None) -> Scene:
    played = await with_feedback(role)
    await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, TEXT, ENDS_AT)
    return await ruled(played, ruling)


async def sealed_booking(role: Role) -> Scene:
    return await scene_of(await a_sealed_booking(role))


async def sealed_feedback(role: Role) -> Scene:
    played = await a_sealed_booking(role)
    await reviews.leave(played)
    return await scene_of(played)


async def reviewed(role: Role) -> Scene:
    played = await a_sealed_booking(role)
    await reviews.review(played)
    return await scene_of(played)


async def feedback_opened_by_a_review(role: Role) -> Scene:
    played = await a_sealed_booking(role)
    await reviews.leave(played)
    await reviews.review(played)
    return await scene_of(played)


async def reported(role: Role) -> Scene:
    played = await a_booking(role)
    await absence.report(played.host.user_id, SERVER, played.id, "", ENDS_AT)
    return await scene_of(played)


async def disputed_report(role: Role, ruling: Ruling | None = None) -> Scene:
    played = await a_booking(role)
    await absence.report(played.host.user_id, SERVER, played.id, "", ENDS_AT)
    await disputes.open_dispute(played.guest.user_id, SERVER, played.id, TEXT, ENDS_AT)
    return await ruled(played, ruling)


async def ruled(played: Played, ruling: Ruling | None) -> Scene:
    if ruling is not None:
        await an_admin()
        await disputes.rule(ADMIN, SERVER, played.id, ruling, ENDS_AT + HOUR)
    return await scene_of(played)


async def feedback_that_admins_may_read(role: Role) -> Scene:
    played = await with_feedback(role)
    await disputes.open_dispute(played.interviewee.user_id, SERVER, played.id, TEXT, ENDS_AT)
    await disputes.let_be_read(played.interviewer.user_id, SERVER, played.id, ENDS_AT, wanted=True)
    return await scene_of(played)


async def upheld_feedback(role: Role) -> Scene:
    return await disputed_feedback(role, Ruling.UPHELD)


async def overturned_feedback(role: Role) -> Scene:
    return await disputed_feedback(role, Ruling.OVERTURNED)


async def upheld_report(role: Role) -> Scene:
    return await disputed_report(role, Ruling.UPHELD)


async def overturned_report(role: Role) -> Scene:
    return await disputed_report(role, Ruling.OVERTURNED)


async def feedback_after_all(role: Role) -> Scene:
    scene = await disputed_report(role, Ruling.OVERTURNED)
    row = await stored(scene.number)
    assert row.interviewer_id is not None
    await feedback.leave(row.interviewer_id, SERVER, scene.number, score=4, text=TEXT, now=ENDS_AT + 2 * HOUR)
    return scene


async def held_for_who_waits(role: Role) -> Scene:
    played = await a_booking(role)
    await line.stand_or_leave((await a_member(PRICE)).user_id, SERVER, played.id, NOW)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    return await scene_of(played)


SCENES: list[Callable[[Role], Awaitable[Scene]]] = [
    an_open_card,
    withdrawn,
    held_for_who_waits,
    expired,
    cancelled_card,
    booked,
    cancelled,
    lapsed,
    with_feedback_left,
    accepted,
    disputed_feedback,
    feedback_that_admins_may_read,
    upheld_feedback,
    overturned_feedback,
    sealed_booking,
    sealed_feedback,
    reviewed,
    feedback_opened_by_a_review,
    reported,
    disputed_report,
    upheld_report,
    overturned_report,
    feedback_after_all,
]


async def edit(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await editing.edit(user_id, server_id, number, Changes(wording={"topic": "Trees"}), now)


async def leave(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await feedback.leave(user_id, server_id, number, score=4, text=TEXT, now=now)


async def report(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await absence.report(user_id, server_id, number, "", now)


async def dispute(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await disputes.open_dispute(user_id, server_id, number, TEXT, now)


async def book(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await booking.book(Member(server_id, user_id, "Ann", "en"), number, now)


async def write(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await passing_on.write(user_id, server_id, number, TEXT, now)


async def review(user_id: int, server_id: int, number: int, now: datetime) -> object:
    return await reviewing.review(user_id, server_id, number, reviews.SAID, now)


STEPS: dict[Action, Callable[[int, int, int, datetime], Awaitable[object]]] = {
    Action.WITHDRAW: booking.withdraw,
    Action.CANCEL: ending.cancel,
    Action.EDIT: edit,
    Action.FEEDBACK: leave,
    Action.REVIEW: review,
    Action.OPEN: reviewing.open_unreviewed,
    Action.ACCEPT: feedback.accept,
    Action.DISPUTE: dispute,
    Action.NO_SHOW: report,
    Action.SHOW: partial(disputes.let_be_read, wanted=True),
    Action.KEEP: partial(disputes.let_be_read, wanted=False),
    Action.HERE: checking_in.check_in,
    Action.WRITE: write,
}
"""What each button of a participant does."""

ASKED_BEFORE: dict[Action, Callable[[int, int, int, datetime], Awaitable[object]]] = {
    Action.WITHDRAW: booking.before_withdrawing,
    Action.CANCEL: ending.before_cancelling,
    Action.FEEDBACK: feedback.to_fill_in,
    Action.REVIEW: reviewing.check_may_review,
    Action.DISPUTE: disputes.check_may_dispute,
    Action.NO_SHOW: absence.check_may_report,
    Action.WRITE: passing_on.check_may_write,
}
"""What is asked before a form is opened."""


class UndoneError(Exception):
    """Takes back what was only tried."""


async def tried(step: Awaitable[object]) -> None:
    async with in_transaction():
        await step
        raise UndoneError


async def refusal_of(step: Awaitable[object]) -> Refusal | None:
    """Why a step is refused, if it is; nothing of it is kept."""
    try:
        await tried(step)
    except Refusal as refusal:
        return refusal
    except UndoneError:
        pass
    return None


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("make", SCENES)
async def test_what_is_offered_can_be_done_and_nothing_else(
    make: Callable[[Role], Awaitable[Scene]], role: Role
) -> None:
    scene = await make(role)
    wrong: list[tuple[object, ...]] = []

    async def try_all(who: str, member: Member, now: datetime) -> None:
        row = await stored(scene.number)
        offered = (await viewing.private(row, member.user_id, now)).actions
        for action, step in STEPS.items():
            asked = (member.user_id, SERVER, scene.number, now)
            refusal = await refusal_of(step(*asked))
            if (refusal is None) != (action in offered):
                wrong.append((who, now, action, refusal))
            if action in ASKED_BEFORE:
                before = await refusal_of(ASKED_BEFORE[action](*asked))
                if repr(before) != repr(refusal):
                    wrong.append((who, now, action, before, refusal))

    # One transaction for all: what is tried is taken back to a savepoint in it.
    async with in_transaction():
        for who, member in scene.people.items():
            for now in MOMENTS:
                await try_all(who, member, now)

    assert not wrong


@pytest.mark.parametrize("make", SCENES)
async def test_a_stranger_can_do_what_the_card_offers_to_all_and_nothing_else(
    make: Callable[[Role], Awaitable[Scene]],
) -> None:
    scene = await make(Role.INTERVIEWER)
    stranger = scene.people["stranger"].user_id

    async with in_transaction():
        for now in MOMENTS:
            row = await stored(scene.number)
            offered = actions.actions_for_anybody(public(row), NOTICE, now)
            to_book = await refusal_of(book(stranger, SERVER, scene.number, now))
            to_wait = await refusal_of(line.stand_or_leave(stranger, SERVER, scene.number, now))
            # A seat that is held is offered on the card to the one for whom it is.
            can_be_booked = to_book is None or isinstance(to_book, SeatHeld)
            assert (Action.BOOK in offered) is can_be_booked, (now, to_book)
            assert (Action.WAIT in offered) is (to_wait is None), (now, to_wait)
            assert (await viewing.private(row, stranger, now)).actions == ()


async def test_a_card_offers_nothing_once_it_is_too_late_to_book_it() -> None:
    card = await a_card()

    for notice in (timedelta(0), NOTICE, HOUR):
        closes_at = STARTS_AT - notice
        assert actions.actions_for_anybody(card, notice, closes_at - timedelta(seconds=1)) == (Action.BOOK,)
        assert actions.actions_for_anybody(card, notice, closes_at) == ()


def test_every_action_has_its_step() -> None:
    assert {*STEPS, Action.BOOK, Action.WAIT} == set(Action)


async def test_the_scenes_know_every_status() -> None:
    found = {(await stored((await make(Role.INTERVIEWER)).number)).status for make in SCENES}

    assert found == set(InterviewStatus)
