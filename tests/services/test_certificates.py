"""Certificates: what is counted, who gets which, and what their numbers tell (design, section 19)."""

import asyncio
import re
from datetime import datetime, timedelta

import pytest
from tortoise.exceptions import IntegrityError

from models import Certificate, InterviewStatus, MockInterview
from services import certificates
from services.certificates import ALPHABET, Certified, Practice
from services.interviews import Role
from services.people import Member
from services.privacy import erasing
from services.refusals import CertificateUnknown, NothingToCertify
from tests.support.factories import (
    ANOTHER_SERVER,
    NOW,
    SERVER,
    a_booking,
    a_card,
    a_member,
    completed,
    with_feedback,
)

DAY = timedelta(days=1)
MANY = 20

pytestmark = pytest.mark.usefixtures("database")


async def a_past_one(
    interviewer: Member,
    interviewee: Member,
    at: datetime = NOW,
    status: InterviewStatus = InterviewStatus.COMPLETED,
) -> None:
    """An interview as it is stored long after."""
    await MockInterview.create(
        server_id=interviewer.server_id,
        host_id=interviewer.user_id,
        interviewer_id=interviewer.user_id,
        interviewee_id=interviewee.user_id,
        scheduled_time=at,
        ends_at=at + timedelta(hours=1),
        duration=60,
        status=status,
        created_at=at,
        updated_at=at,
    )


async def issued(member: Member, now: datetime = NOW) -> Certified:
    return await certificates.issue(member.server_id, member.user_id, now)


# --- what is counted ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_both_of_a_completed_interview_have_practiced(role: Role) -> None:
    played = await completed(role)

    gave, took = await issued(played.interviewer), await issued(played.interviewee)

    assert gave.practice == Practice(1, 0, played.starts_at, played.starts_at)
    assert took.practice == Practice(0, 1, played.starts_at, played.starts_at)
    assert (gave.user_id, gave.server_id, gave.name, gave.issued_at) == (
        played.interviewer.user_id,
        SERVER,
        played.interviewer.name,
        NOW,
    )


async def test_the_first_and_the_last_are_those_of_both_seats() -> None:
    one, other = await a_member(), await a_member()
    for day in (2, 5, 3):
        await a_past_one(one, other, NOW - day * DAY)
    for day in (9, 4):
        await a_past_one(other, one, NOW - day * DAY)

    assert (await issued(one)).practice == Practice(3, 2, NOW - 9 * DAY, NOW - 2 * DAY)
    assert (await issued(other)).practice == Practice(2, 3, NOW - 9 * DAY, NOW - 2 * DAY)


@pytest.mark.parametrize("status", sorted(set(InterviewStatus) - {InterviewStatus.COMPLETED}))
async def test_nothing_else_counts(status: InterviewStatus) -> None:
    if status in {InterviewStatus.PENDING, InterviewStatus.EXPIRED}:
        host = (card := await a_card()).host_id
        await MockInterview.filter(id=card.id).update(status=status)
    else:
        one = await a_member()
        await a_past_one(one, await a_member(), status=status)
        host = one.user_id

    with pytest.raises(NothingToCertify):
        await certificates.issue(SERVER, host, NOW)

    assert await Certificate.all().count() == 0


async def test_feedback_that_is_not_accepted_is_not_enough() -> None:
    played = await with_feedback()
    with pytest.raises(NothingToCertify):
        await issued(played.interviewer)


async def test_neither_other_servers_nor_other_people_count() -> None:
    played = await completed()
    there = await a_member(server_id=ANOTHER_SERVER, user_id=played.interviewer.user_id)
    with pytest.raises(NothingToCertify):
        await issued(there)
    with pytest.raises(NothingToCertify):
        await issued(await a_member())
    await a_past_one(there, await a_member(server_id=ANOTHER_SERVER), NOW - DAY)
    assert (await issued(there)).practice == Practice(1, 0, NOW - DAY, NOW - DAY)
    assert (await issued(played.interviewer)).practice.first_at == played.starts_at


# --- one, or a new one --------------------------------------------------------------------------------------


async def test_who_asks_again_gets_the_same_and_who_has_practiced_since_a_new_one() -> None:
    one, other = await a_member(), await a_member()
    await a_past_one(one, other)
    first = await issued(one)
    assert await issued(one, NOW + DAY) == first

    await a_past_one(other, one, NOW + DAY)
    second = await issued(one, NOW + 2 * DAY)

    assert second.number != first.number
    assert second.practice == Practice(1, 1, NOW, NOW + DAY)
    assert second.issued_at == NOW + 2 * DAY
    assert await certificates.check(first.number) == first
    assert await certificates.check(second.number) == second
    assert await Certificate.all().count() == 2


async def test_many_who_ask_at_once_get_one() -> None:
    played = await completed()

    found = await asyncio.gather(*(issued(played.interviewer) for _ in range(MANY)))

    assert len(set(found)) == 1
    assert await Certificate.all().count() == 1


async def test_the_database_itself_refuses_what_there_is_already_and_what_is_about_nothing() -> None:
    played = await completed()
    one = await issued(played.interviewer)
    row = (await Certificate.all().values())[0]
    del row["id"]
    for changes in ({"number": "0" * 12}, {"given": 2}, {"number": "1" * 12, "given": 0}):
        with pytest.raises(IntegrityError):
            await Certificate.create(**row | changes)
    await Certificate.create(**row | {"number": "2" * 12, "given": 2})
    assert await certificates.check(one.number) == one


# --- numbers ------------------------------------------------------------------------------------------------


async def test_numbers_are_of_twelve_characters_that_nobody_confuses_and_never_alike() -> None:
    numbers = {certificates._new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert {len(number) for number in numbers} == {12}
    assert set().union(*numbers) == set(ALPHABET), "some characters are never drawn"
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32

    one = await issued((await completed()).interviewer)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", one.shown_number)
    assert one.shown_number.replace("-", "") == one.number


@pytest.mark.parametrize(
    "typed",
    [
        "10AB-CDEF-GHJK",
        "10ABCDEFGHJK",
        " 10ab cdef ghjk ",
        "`10AB–CDEF—GHJK`.",
        "IOab-cdef-ghjk",
        "lo-ab-cd-ef-gh-jk",
        "1О\N{CYRILLIC CAPITAL LETTER A}\N{CYRILLIC CAPITAL LETTER VE}\N{CYRILLIC SMALL LETTER ES}DEFGHJК",
        "\N{FULLWIDTH DIGIT ONE}0ABCDEFGHJK",
    ],
)
async def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    one = await issued((await completed()).interviewer)
    await Certificate.filter(number=one.number).update(number="10ABCDEFGHJK")
    assert (await certificates.check(typed)).user_id == one.user_id


@pytest.mark.parametrize(
    "typed", ["", "-", "10AB-CDEF-GHJ", "10AB-CDEF-GHJKM", "10AB-CDEF-GHJU", "%", "'; --"]
)
async def test_what_is_no_number_is_of_no_certificate(typed: str) -> None:
    one = await issued((await completed()).interviewer)
    await Certificate.filter(number=one.number).update(number="10ABCDEFGHJK")
    with pytest.raises(CertificateUnknown):
        await certificates.check(typed)


async def test_a_number_that_was_never_given_is_of_none() -> None:
    one = await issued((await completed()).interviewer)
    other = ("1" if one.number[0] == "0" else "0") + one.number[1:]
    with pytest.raises(CertificateUnknown):
        await certificates.check(other)


# --- what becomes of them -----------------------------------------------------------------------------------


async def test_what_has_practiced_since_changes_nothing_that_was_certified() -> None:
    played = await completed()
    one = await issued(played.interviewee)
    await a_past_one(await a_member(), played.interviewee, NOW + 30 * DAY)
    await a_booking()
    assert await certificates.check(one.number) == one


async def test_of_somebody_who_is_erased_there_is_none_any_more_and_the_other_keeps_theirs() -> None:
    played = await completed()
    one, other = await issued(played.interviewer), await issued(played.interviewee)

    await erasing.erase(played.interviewer.user_id, NOW + DAY)

    with pytest.raises(CertificateUnknown):
        await certificates.check(one.number)
    assert await certificates.check(other.number) == other
    assert await issued(played.interviewee, NOW + DAY) == other, "what they practised with somebody stays"
