"""/progress, as its owner meets it, and as nobody else does."""

from datetime import timedelta

from models import InterviewFeedback, InterviewStatus, MockInterview, Review
from sandbox import Answer, Member
from services.people import Member as Acting
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import Town
from tests.acceptance.steps import booked, click_stale, labels
from tests.acceptance.witness import Witness
from tests.support.progress import DAY, NEXT_STEP, judged_by
from tests.support.reviews import SAID

READ_LOCKS = "Read about locks, and say what they cost."


async def acting(town: Town, member: Member) -> Acting:
    """A member as the services know them, in the study server."""
    await member.run("points")
    server = town.local.world.guild_named("Study Hall")
    return Acting(int(server.id), int(member.id), member.name, "en")


async def a_past(town: Town, *, of: Member) -> list[int]:
    """Have a member have been interviewed by Alice and Chen; the numbers of the interviews."""
    me, alice, chen = [await acting(town, one) for one in (of, town.alice, town.chen)]
    numbers = []
    for place, score in enumerate((2, 3, 3, 4, 4, 5)):
        numbers.append(
            await judged_by(
                alice if place % 2 else chen,
                me,
                score,
                at=town.now() - (30 - place) * DAY,
                levels=(score, 3, 4),
                next_step={1: READ_LOCKS, 4: NEXT_STEP}.get(place, ""),
            )
        )
    return numbers


def attached(answer: Answer) -> list[str]:
    """What stands for the pictures of an answer, for whoever does not see them."""
    message = answer.message
    return [] if message is None else [one.get("description", "") for one in message.attachments]


async def test_without_feedback_it_says_what_will_stand_there(town: Town, witness: Witness) -> None:
    empty = await town.boris.run("progress")
    assert "рисовать ещё нечего" in empty.text
    assert empty.ephemeral
    assert (attached(empty), labels(empty.message)) == ([], [])
    assert witness.faults() == []


async def test_the_picture_says_in_words_what_it_shows(town: Town, witness: Witness) -> None:
    town.boris.locale = "en-US"
    await a_past(town, of=town.boris)

    for where in (town.boris, town.boris.at("dm")):
        shown = await where.run("progress")
        (words,) = attached(shown)
        assert "A picture of 6 scores" in words
        assert "The latest are 2, 3, 3, 4, 4, 5. The middle of the latest five is 4" in words
        assert "Python: 4 out of 5, from 6 interviews." in words
        assert "6 scores so far" in shown.text
        assert "five interviews ago it was 2" in shown.text
        assert "Only you see this." in shown.text
    assert witness.faults() == []


async def test_steps_are_ticked_off_and_taken_back(town: Town, witness: Witness) -> None:
    numbers = await a_past(town, of=town.boris)
    shown = await town.boris.run("progress")
    assert labels(shown.message) == [f"Сделано: #{numbers[4]}", f"Сделано: #{numbers[1]}"]

    await town.boris.click(shown.message, f"Сделано: #{numbers[4]}")
    assert labels(shown.message) == [f"Ещё не сделано: #{numbers[4]}", f"Сделано: #{numbers[1]}"]
    assert f"~~{NEXT_STEP}~~" in shown.text
    await town.boris.click(shown.message, f"Ещё не сделано: #{numbers[4]}")

    assert labels(shown.message) == [f"Сделано: #{numbers[4]}", f"Сделано: #{numbers[1]}"]
    assert witness.faults() == []


async def test_goals_that_are_shared_reach_the_interviewer_of_that_booking_and_go_again(
    town: Town, witness: Witness
) -> None:
    await booked(town)
    await a_past(town, of=town.boris)
    told = await town.dm_says(town.alice, "is booked")
    assert "locks" not in told.text
    shown = await town.boris.run("progress")

    await town.boris.click(shown.message, "Показать мои цели: #1")

    assert "видит, над чем вы работаете" in shown.text
    await nothing_waits(town.now())
    for read in (
        (await town.dm_says(town.alice, "is booked")).text,
        (await town.alice.run("interview view", interview="1")).text,
    ):
        assert "What the interviewee wants to work on" in read
        assert READ_LOCKS in read
        assert NEXT_STEP in read
    others = (await town.chen.run("interview view", interview="1")).text
    card = town.card(1)
    assert card is not None
    assert "locks" not in others + card.text
    await town.boris.click(shown.message, "Больше не показывать: #1")
    await nothing_waits(town.now())
    assert "locks" not in (await town.dm_says(town.alice, "is booked")).text
    assert "locks" not in (await town.alice.run("interview view", interview="1")).text
    assert witness.faults() == []


async def test_nobody_else_gets_at_it_by_any_button_or_number(town: Town, witness: Witness) -> None:
    await booked(town)
    numbers = await a_past(town, of=town.boris)
    shown = await town.boris.run("progress")
    for member in (town.alice, town.chen, town.olga):
        own = await member.run("progress")
        assert "locks" not in own.text
        for what in ("done", "open", "share", "keep"):
            for number in (numbers[1], numbers[4], 1):
                assert shown.message is not None
                answer = await click_stale(member, shown.message, f"progress:{what}:{number}")
                assert "locks" not in answer.text
                assert "aloud" not in answer.text
    assert not await InterviewFeedback.filter(step_done_at__isnull=False).exists()
    assert (await MockInterview.get(id=1)).shared_goals == []
    assert witness.faults() == []


async def test_an_interviewer_reads_sums_and_how_strict_they_are(town: Town, witness: Witness) -> None:
    alice, chen = await acting(town, town.alice), await acting(town, town.chen)
    people = [await acting(town, one) for one in (town.boris, town.dina, town.olga)]
    for turn, member in enumerate(people, start=1):
        number = await judged_by(alice, member, 2, at=town.now() - 20 * DAY)
        await judged_by(chen, member, 5, at=town.now() - 21 * DAY)
        await Review.create(
            interview_id=number,
            interviewer_id=alice.user_id,
            turn=turn,
            was_prepared=SAID.was_prepared,
            had_useful_questions=SAID.had_useful_questions,
            can_be_acted_on=SAID.can_be_acted_on,
            line=f"Line {turn}",
            reviewed_at=town.now() - 19 * DAY,
        )

    shown = await town.alice.run("progress")

    assert "What 3 answers about you say" in shown.text
    assert "Were they prepared? Yes 3, partly 0, no 0." in shown.text
    assert all(f"Line {turn}" in shown.text for turn in (1, 2, 3))
    assert "much lower than others did" in shown.text
    assert "much higher than others did" in (await town.chen.run("progress")).text
    assert witness.faults() == []


async def test_the_picture_of_two_hundred_interviews_comes_as_any_other(town: Town, witness: Witness) -> None:
    me, alice = await acting(town, town.boris), await acting(town, town.alice)
    for place in range(200):
        await judged_by(alice, me, 1 + place % 5, at=town.now() - place * timedelta(hours=30))
    shown = await town.boris.run("progress")
    assert "200 оценок" in shown.text
    assert len(attached(shown)) == 1
    assert await MockInterview.filter(status=InterviewStatus.COMPLETED).count() == 200
    assert witness.faults() == []


async def test_steps_of_signs_that_are_escaped_have_room(town: Town, witness: Witness) -> None:
    me, alice = await acting(town, town.boris), await acting(town, town.alice)
    for sign in ("*", "@here ", "_"):
        await judged_by(alice, me, 3, at=town.now() - DAY, next_step=(sign * 1_000)[:1_000])

    for language in ("en-US", "ru"):
        town.boris.locale = language
        shown = await town.boris.run("progress")
        assert len(labels(shown.message)) == 3, shown.text
    assert witness.faults() == []


async def test_goals_go_from_what_the_interviewer_was_told_once_there_is_feedback(
    town: Town, witness: Witness
) -> None:
    await town.open_board(points_for=town.boris, points=9)
    card = {"role": "interviewer", "when": "2026-12-01 10:00 UTC", "topic": "Python"}
    assert "is live" in (await town.alice.run("interview create", **card)).text
    await town.boris.run("book", interview="1")
    await town.card_shows(1, "booked")
    await a_past(town, of=town.boris)
    await nothing_waits(town.now())
    shown = await town.boris.run("progress")
    await town.boris.click(shown.message, "Показать мои цели: #1")
    await nothing_waits(town.now())
    assert any("locks" in dm.text for dm in town.alice.dms())
    town.clock.advance(timedelta(hours=23))
    await nothing_waits(town.now())
    form = await town.alice.run("feedback", interview="1")
    await town.alice.submit(form.modal, score="4", text="Calm and clear; practise complexity.")

    await nothing_waits(town.now())

    assert not any("locks" in dm.text for dm in town.alice.dms())
    assert "locks" not in (await town.alice.run("interview view", interview="1")).text
    assert witness.faults() == []


async def test_what_is_ticked_off_goes_from_what_is_shared(town: Town, witness: Witness) -> None:
    await booked(town)
    numbers = await a_past(town, of=town.boris)
    shown = await town.boris.run("progress")
    await town.boris.click(shown.message, "Показать мои цели: #1")

    await town.boris.click(shown.message, f"Сделано: #{numbers[1]}")

    await nothing_waits(town.now())
    read = (await town.alice.run("interview view", interview="1")).text
    assert NEXT_STEP in read
    assert READ_LOCKS not in read
    assert witness.faults() == []
