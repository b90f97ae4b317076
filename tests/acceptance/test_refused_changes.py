"""Steps of other people, at the wrong time or for the second time, which the rules refuse."""

from datetime import timedelta
from functools import partial

from services.refusals import (
    AlreadyAccepted,
    AlreadyOver,
    AlreadyStarted,
    FeedbackExists,
    FeedbackLength,
    FeedbackNeedsBooking,
    FeedbackTooEarly,
    GrantNeedsAmount,
    GrantWouldGoNegative,
    LinkNotAccepted,
    NoFeedbackYet,
    NotAnAdmin,
    NothingToChange,
    OnlyTheGuest,
    OnlyTheHost,
    OnlyTheInterviewee,
    OnlyTheInterviewer,
    ScoreOutOfRange,
)
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import cancel
from tests.acceptance.witness import Witness, forge, forge_command, forge_form
from tests.support.factories import stored

TEXT = "Calm and clear; practise complexity."
ELSEWHERE = (
    "http://meet.google.com/abc-defg-hij",
    "https://meet.google.com.example.org/abc-defg-hij",
    "https://example.org/meet.google.com/abc-defg-hij",
    "https://meet.google.com@example.org/abc-defg-hij",
    "https://meet.gооgle.com/abc-defg-hij",
    "https://meet.google.com/",
    "javascript:alert(1)//meet.google.com/abc-defg-hij",
    "data:text/html,//meet.google.com/abc-defg-hij",
    "https://zoom.us/j/123456789",
    "@everyone",
    "\x00",
)
NO_SCORES: tuple[object, ...] = (
    "0",
    "6",
    "-1",
    "abc",
    "",
    "4.5",
    "٤",
    "1099511627776",
    4.5,
    None,
    [],
    {},
    ...,
)
"""The last one is a field without any value."""


async def _book(town: Town) -> None:
    await town.open_board(points_for=town.boris)
    await town.alice.run("interview create", role="interviewer", when="tomorrow 18:00 UTC", link=LINK)
    await town.card_shows(1, "#1")
    await town.boris.run("book", interview="1")
    await town.card_shows(1, town.boris.mention)


async def _start(town: Town) -> None:
    town.clock.advance(timedelta(days=1, hours=23))
    await town.until(
        lambda: any("#1" in dm.text for dm in town.alice.dms()[1:]), "what follows the interview"
    )


async def test_each_button_is_for_one_person_only(town: Town, witness: Witness) -> None:
    await _book(town)
    for who, action, because in (
        (town.alice, "withdraw", OnlyTheGuest(number=1)),
        (town.chen, "withdraw", OnlyTheGuest(number=1)),
        (town.boris, "cancel", OnlyTheHost(number=1)),
        (town.chen, "cancel", OnlyTheHost(number=1)),
        (town.boris, "feedback", OnlyTheInterviewer(number=1)),
        (town.chen, "feedback", OnlyTheInterviewer(number=1)),
        (town.alice, "accept", OnlyTheInterviewee(number=1)),
        (town.chen, "accept", OnlyTheInterviewee(number=1)),
        (town.alice, "feedback", FeedbackTooEarly(number=1, starts_at=(await stored(1)).scheduled_time)),
        (town.boris, "accept", NoFeedbackYet(number=1)),
    ):
        await witness.refused(who, partial(forge, who, f"interview:{action}:1"), because)
    await witness.refused(
        town.chen, lambda: forge(town.chen, "interview:rate:1", values=["5"]), OnlyTheInterviewee(number=1)
    )
    await witness.refused(
        town.boris, lambda: forge(town.boris, "interview:rate:1", values=["5"]), NoFeedbackYet(number=1)
    )


async def test_nobody_edits_anothers_card_or_edits_nothing(town: Town, witness: Witness) -> None:
    await _book(town)
    await witness.refused(
        town.boris,
        lambda: town.boris.run("interview edit", interview="1", topic="Mine"),
        OnlyTheHost(number=1),
    )
    await witness.refused(
        town.boris, lambda: forge_form(town.boris, "interview:edit:1", topic="Mine"), OnlyTheHost(number=1)
    )
    await witness.refused(
        town.alice, lambda: town.alice.run("interview edit", interview="1"), NothingToChange()
    )
    await witness.refused(
        town.alice, lambda: forge_form(town.alice, "interview:edit:1", when="", topic=""), NothingToChange()
    )


async def test_only_a_meet_link_is_taken(town: Town, witness: Witness) -> None:
    await _book(town)
    for link in ELSEWHERE:
        for attempt in (
            partial(
                forge_command,
                town.alice,
                "interview create",
                role="interviewer",
                when="tomorrow 10am UTC",
                link=link,
            ),
            partial(forge_form, town.alice, "interview:edit:1", link=link),
        ):
            await witness.refused(town.alice, attempt, LinkNotAccepted())


async def test_after_the_start_nothing_is_given_back(town: Town, witness: Witness) -> None:
    await _book(town)
    started = AlreadyStarted(number=1, starts_at=(await stored(1)).scheduled_time)
    await _start(town)
    await witness.refused(town.boris, lambda: forge(town.boris, "interview:withdraw:1"), started)
    await witness.refused(town.alice, lambda: forge(town.alice, "interview:cancel:1"), started)
    await witness.refused(town.alice, lambda: town.alice.run("interview cancel", interview="1"), started)
    await witness.refused(
        town.alice, lambda: town.alice.run("interview edit", interview="1", topic="Late"), started
    )


async def test_what_is_cancelled_stays_cancelled(town: Town, witness: Witness) -> None:
    await _book(town)
    await cancel(town.alice, "1")
    await town.card_shows(1, "canceled")
    over = AlreadyOver(number=1, status="cancelled")
    await witness.refused(town.boris, lambda: forge(town.boris, "interview:withdraw:1"), over)
    await witness.refused(town.alice, lambda: forge(town.alice, "interview:cancel:1"), over)
    await witness.refused(
        town.alice,
        lambda: forge_form(town.alice, "interview:feedback:1", score="4", text=TEXT),
        FeedbackNeedsBooking(number=1, status="cancelled"),
        keeps=TEXT,
    )


async def test_a_forged_score_or_text_is_refused_and_what_was_typed_comes_back(
    town: Town, witness: Witness
) -> None:
    await _book(town)
    await _start(town)
    for score in NO_SCORES:
        await witness.refused(
            town.alice,
            partial(forge_form, town.alice, "interview:feedback:1", score=score, text=TEXT),
            ScoreOutOfRange(),
            keeps=TEXT,
        )
    await witness.refused(
        town.alice,
        lambda: forge_form(town.alice, "interview:feedback:1", text=TEXT),
        ScoreOutOfRange(),
        keeps=TEXT,
    )
    for text, length in (("short", 5), ("x" * 10_000, 10_000), ("", 0), (" \n" * 30, 0), ("\u202e" * 30, 0)):
        await witness.refused(
            town.alice,
            partial(forge_form, town.alice, "interview:feedback:1", score="4", text=text),
            FeedbackLength(length=length, minimum=20, maximum=2000),
        )
    await witness.refused(
        town.boris,
        lambda: forge_form(town.boris, "interview:feedback:1", score="4", text=TEXT),
        OnlyTheInterviewer(number=1),
    )


async def test_feedback_is_left_and_accepted_once(town: Town, witness: Witness) -> None:
    await _book(town)
    await _start(town)
    await forge_form(town.alice, "interview:feedback:1", score="4", text=TEXT)
    await witness.refused(
        town.alice,
        lambda: forge_form(town.alice, "interview:feedback:1", score="5", text=TEXT),
        FeedbackExists(number=1),
        keeps=TEXT,
    )
    await witness.refused(
        town.alice, lambda: forge(town.alice, "interview:feedback:1"), FeedbackExists(number=1)
    )
    await forge(town.boris, "interview:accept:1")
    await town.card_shows(1, "completed")
    await witness.refused(
        town.boris, lambda: forge(town.boris, "interview:accept:1"), AlreadyAccepted(number=1)
    )
    for value in ("0", "6", "abc", ""):
        await witness.refused(
            town.boris,
            partial(forge, town.boris, "interview:rate:1", values=[value]),
            ScoreOutOfRange(),
        )


async def test_who_is_no_admin_changes_no_settings(town: Town, witness: Witness) -> None:
    await town.open_board()
    for command, options in (
        ("settings show", {}),
        ("settings economy", {}),
        ("settings points", {"price": 0}),
        ("settings times", {"zone": "Europe/Berlin"}),
    ):
        await witness.refused(
            town.boris,
            partial(forge_command, town.boris, command, **options),
            NotAnAdmin(),
        )


async def test_a_grant_that_cannot_be_is_refused(town: Town, witness: Witness) -> None:
    await town.open_board(points_for=town.boris)
    boris, olga = int(town.boris.id), town.olga
    await witness.refused(
        olga,
        lambda: olga.run("settings grant", member=town.boris, amount=-4, reason="too much"),
        GrantWouldGoNegative(balance=3, member_id=boris),
    )
    await witness.refused(
        olga,
        lambda: olga.run("settings grant", member=town.boris, amount=0, reason="nothing"),
        GrantNeedsAmount(maximum=1000),
    )
