"""An open card is held against the wishes for its free seat, and those whom it suits are to be told.

It is done by rows of the outbox (`services.delivery.kinds.wishes.Matching`), never in the transaction that
opened the card: so what that takes does not depend on how many people wish for something. A few people at a
time are found, whoever has waited longest first, so that a seat which is taken at once does not call a crowd.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from models import InterviewStatus, MockInterview, WishAlert
from models.statements import run
from services import actions, server_settings
from services.delivery import outbox
from services.delivery.kinds.message import Address
from services.delivery.kinds.wishes import Alerting, Matching
from services.delivery.outbox import Letter
from services.finding import fit
from services.finding.free_time import people as free_time
from services.finding.order import Candidate, by_person, in_order
from services.holding import hold, stored
from services.interviews import public
from services.server_settings import ServerSettings
from services.transaction import use_case

AT_ONCE = 10
"""As many people are told of a card at a time."""

NEXT_AFTER = timedelta(minutes=5)
"""How long a card that is still free waits before more people are told of it."""

LOOKED_AT = 100
"""Wishes that one look at the table finds."""

_CANDIDATES = f"""
SELECT wish.id, wish.user_id, wish.since FROM wish
JOIN "user" AS person ON person.id = wish.user_id
JOIN user_points AS account ON account.user_id = wish.user_id AND account.server_id = wish.server_id
WHERE {fit.WISH_FITS_CARD} AND wish.is_interviewer = :is_interviewer AND wish.id > :after
  AND wish.user_id <> :host AND account.balance >= :price
  AND (person.free_paused_until IS NULL OR person.free_paused_until <= :now)
  AND NOT EXISTS (
    SELECT 1 FROM wish_alert AS alert WHERE alert.interview_id = :number AND alert.user_id = wish.user_id
    AND (alert.revision >= :revision OR alert.state = 'passed'))
  AND NOT EXISTS (
    SELECT 1 FROM withdrawal WHERE withdrawal.interview_id = :number AND withdrawal.user_id = wish.user_id)
ORDER BY wish.id LIMIT :many
"""  # noqa: S608 - written out here and there
"""Who has waited longest has the oldest wish: one that is renewed keeps its number.

Who cannot pay, is paused, has passed, or gave this very seat back, is left out here already; whether somebody
could book it is asked when they are told (`services.finding.alerts`).
"""


def letters(row: MockInterview, settings: ServerSettings, *, news: bool = True) -> list[Letter]:
    """Return what has a card with a free seat held against wishes, after a change of it.

    With `news` it has come free, or is at another time, so that whoever was told of it before is told again.
    """
    if not settings.has_wishes or row.status is not InterviewStatus.PENDING or row.held_until is not None:
        return []
    return [Letter(Matching(revision=row.revision, news=news), outbox.address(row))]


async def match(number: int, matching: Matching, now: datetime) -> None:
    """Find the next people for a card, and have them told; as long as there are more, another row follows.

    Twice is the same as once: who was found for this change of the card, or a later one, is not found again.
    """
    row = await stored(number)
    if row is None:
        return
    settings = await server_settings.read(row.server_id)
    if not actions.is_open_to_all(public(row), settings.notice, now):
        return
    rows = await _candidates(row, settings, matching, now)
    able = await _free_then(row, by_person(rows, now), settings)
    ordered = await in_order(able, row.host_id, row.server_id, now)
    chosen = ordered[:AT_ONCE]
    following = _following(matching, rows, is_more=len(able) > len(chosen))
    async with use_case(counts=False):
        held = await hold(number)
        if held.scheduled_time != row.scheduled_time or not actions.is_open_to_all(
            public(held), settings.notice, now
        ):
            # What has moved it has a row of its own.
            return
        found = [
            WishAlert(interview_id=number, user_id=one.user_id, revision=held.revision, found_at=now)
            for one in chosen
        ]
        await WishAlert.bulk_create(found, ignore_conflicts=True)
        told = [
            Letter(
                Alerting(mark=f"{number}:{held.revision}"), Address(held.server_id, recipient_id=one.user_id)
            )
            for one in chosen
        ]
        if following is not None:
            due_at = now + NEXT_AFTER if chosen else None
            told.append(Letter(following, outbox.address(held), due_at=due_at))
        await outbox.write(told, now)


async def _candidates(
    row: MockInterview, settings: ServerSettings, matching: Matching, now: datetime
) -> Sequence[Mapping[str, Any]]:
    is_interviewer = fit.is_for_interviewers(row)
    return await run(
        _CANDIDATES,
        {
            **fit.values_of(row),
            "is_interviewer": is_interviewer,
            "after": matching.after,
            "host": row.host_id,
            "price": 0 if is_interviewer else settings.price,
            "number": row.id,
            "revision": matching.revision if matching.news else 0,
            "now": now,
            "many": LOOKED_AT,
        },
    )


async def _free_then(
    row: MockInterview, candidates: Sequence[Candidate], settings: ServerSettings
) -> list[Candidate]:
    """Return those who are free for all of the interview, as far as they have said when they are."""
    spans = await free_time.free_of(
        [one.user_id for one in candidates],
        row.scheduled_time,
        row.ends_at,
        zone_otherwise=settings.timezone,
    )
    return [
        one for one in candidates if free_time.is_free(spans[one.user_id], row.scheduled_time, row.ends_at)
    ]


def _following(matching: Matching, rows: Sequence[Mapping[str, Any]], *, is_more: bool) -> Matching | None:
    """Return what looks for more people: those who were found and not told yet, or those behind them."""
    if not is_more and len(rows) < LOOKED_AT:
        return None
    after = matching.after if is_more else int(rows[-1]["id"])
    return matching.model_copy(update={"wave": matching.wave + 1, "after": after})
