"""Drawing: what fits, what was never asked, who may, and what becomes of it."""

from datetime import timedelta

import pytest

from models import (
    DrawnQuestion,
    DrawState,
    InterviewFeedback,
    InterviewStatus,
    MockInterview,
    NoShowReport,
    Question,
)
from services import absence, booking, ending, feedback
from services.interviews import Role
from services.privacy import erasing, leaving, nameless
from services.questions import drawing, hand, keeping, starter
from services.questions.refusals import (
    DrawTooEarly,
    DrawTooLate,
    NobodyToAsk,
    NoOtherQuestion,
    NoQuestions,
    NotAskedYet,
    NothingToDrawFor,
    QuestionNotAtHand,
)
from services.refusals import (
    AlreadyOver,
    FeedbackExists,
    InterviewNotFound,
    NobodyHasBooked,
    OnlyTheInterviewer,
    ScoreOutOfRange,
)
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    TEXT,
    a_card,
    a_member,
    an_admin,
)
from tests.support.questions import SOON, a_bank, a_question, an_interview, ask, draw, some_questions

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)


async def test_five_are_at_hand_and_stay_there() -> None:
    await a_bank(some_questions(20))
    played = await an_interview()
    first = await draw(played)
    assert [one.place for one in first.questions] == [1, 2, 3, 4, 5]
    assert (await draw(played, NOW + HOUR)).questions == first.questions


async def test_only_what_fits_topic_level_and_language_is_drawn() -> None:
    fitting = some_questions(2, topic="Go", level="middle", language="en")
    open_to_all = a_question()
    await a_bank(
        [
            *fitting,
            open_to_all,
            a_question(topic="Rust", level="middle", language="en"),
            a_question(topic="Go", level="senior", language="en"),
            a_question(topic="Go", level="middle", language="ru"),
        ]
    )
    played = await an_interview(topic="Go and Docker", level="middle", language="English")
    drawn = {one.text for one in (await draw(played)).questions}
    assert drawn == {one.text for one in (*fitting, open_to_all)}


@pytest.mark.parametrize(
    ("of_question", "of_interview", "fits"),
    [
        ("Go", "Algorithms", False),
        ("C", "C++", False),
        ("C++", "Modern C++", True),
        ("Go, Docker", "docker", True),
        ("Базы данных", "базы данных", True),
        ("Python", "Собес по питону", True),
        ("Algorithms", "Алгоритмы", True),
        ("Java", "JavaScript", False),
        ("", "Anything", True),
        ("Cooking", "", True),
    ],
)
async def test_topics_are_held_against_each_other_word_by_word(
    of_question: str, of_interview: str, *, fits: bool
) -> None:
    await a_bank([a_question(topic=of_question)])
    played = await an_interview(topic=of_interview)
    assert bool((await draw(played)).questions) is fits


@pytest.mark.parametrize(("wanted", "suits"), [("intern", "junior"), ("lead", "senior")])
async def test_levels_with_few_questions_take_those_beside_them(wanted: str, suits: str) -> None:
    await a_bank([a_question(level=suits), a_question(level="middle")])
    played = await an_interview(level=wanted)
    assert [one.level for one in (await draw(played)).questions] == [suits]


async def test_where_the_interview_names_no_language_the_interviewers_comes_first() -> None:
    await a_bank([*some_questions(6, language="en"), *some_questions(4, language="ru")])
    hand = await draw(await an_interview(), language="ru")
    assert [one.language for one in hand.questions].count("ru") == 4


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("English", {"en", ""}),
        ("English, Russian", {"en", "ru", ""}),
        ("en/ru", {"en", "ru", ""}),
        ("русский или английский", {"en", "ru", ""}),
        ("English (B2)", {"en", ""}),
        ("whichever you like", {"en", "ru", "de", ""}),
        ("немецкий", {"de", ""}),
        ("no", {""}),
    ],
)
async def test_the_language_of_an_interview_is_read_as_people_write_it(said: str, fits: set[str]) -> None:
    await a_bank([a_question(language=code) for code in ("en", "ru", "de", "")])
    hand = await draw(await an_interview(language=said))
    assert {one.language for one in hand.questions} == fits


async def test_what_somebody_was_asked_is_not_drawn_for_them_again_in_any_server() -> None:
    questions = some_questions(7)
    await a_bank(questions)
    learner = await a_member(2 * PRICE)
    played = await an_interview(interviewee=learner)
    hand = await draw(played)
    for one in hand.questions:
        await ask(played, one.id)
    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    elsewhere = await a_member(PRICE, server_id=ANOTHER_SERVER, user_id=learner.user_id)
    await a_bank(questions, server_id=ANOTHER_SERVER)
    later = SOON + timedelta(days=2)
    other = await an_interview(interviewee=elsewhere, starts_at=later, server_id=ANOTHER_SERVER)
    drawn = await draw(other, later - HOUR)
    fresh = {one.text for one in drawn.questions if not one.is_again}
    assert fresh == {one.text for one in questions} - {one.text for one in hand.questions}


async def test_the_same_question_in_another_language_counts_as_asked() -> None:
    starters = starter.starters()[:3]
    both = [one.by_language[code] for one in starters for code in ("en", "ru")]
    await a_bank(both)
    played = await an_interview()
    hand = await draw(played)
    assert len(hand.questions) == 3


async def test_what_is_at_hand_for_one_interview_is_not_drawn_for_another_of_the_same_person() -> None:
    await a_bank(some_questions(8))
    learner = await a_member(2 * PRICE)
    first = await an_interview(interviewee=learner)
    second = await an_interview(interviewee=learner, starts_at=SOON + 2 * HOUR)
    one, two = await draw(first), await draw(second)
    assert not {at.text for at in one.questions} & {at.text for at in two.questions}
    assert len(two.questions) == 3


async def test_what_was_at_hand_and_not_asked_is_drawn_again_a_day_after_the_end() -> None:
    await a_bank(some_questions(5))
    learner = await a_member(2 * PRICE)
    first = await an_interview(interviewee=learner)
    await draw(first)
    later = SOON + timedelta(days=2)
    second = await an_interview(interviewee=learner, starts_at=later)
    hand = await draw(second, later - HOUR)
    assert len(hand.questions) == 5
    assert not hand.is_used_up


async def test_a_guest_who_takes_the_seat_after_another_gets_a_hand_of_their_own() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    await draw(played)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    other = await a_member(PRICE)
    await booking.book(other, played.id, NOW)
    assert len((await draw(played)).questions) == 5
    assert {row.user_id for row in await DrawnQuestion.all()} == {other.user_id}


async def test_what_was_drawn_for_a_guest_who_is_gone_is_noted_for_nobody() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    await booking.withdraw(played.guest.user_id, SERVER, played.id, NOW)
    await booking.book(await a_member(PRICE), played.id, NOW)
    for went in (None, 4):
        with pytest.raises(QuestionNotAtHand):
            await ask(played, hand.questions[0].id, went=went)
    with pytest.raises(DrawTooLate):
        await drawing.look(played.interviewer.user_id, SERVER, played.id, "en", played.ends_at)
    assert not await DrawnQuestion.filter(state=DrawState.ASKED).exists()


async def test_what_the_interviewer_was_asked_themselves_comes_first() -> None:
    await a_bank(some_questions(40))
    teacher = await a_member(PRICE)
    theirs = await an_interview(interviewee=teacher)
    hand = await draw(theirs)
    for one in hand.questions:
        await ask(theirs, one.id)
    later = SOON + timedelta(days=2)
    given = await an_interview(interviewer=teacher, starts_at=later)
    drawn = await draw(given, later - HOUR)
    assert {one.text for one in drawn.questions} == {one.text for one in hand.questions}


async def test_another_lies_in_the_same_place_and_what_was_passed_does_not_come_back() -> None:
    await a_bank(some_questions(8))
    played = await an_interview()
    who, seen = played.interviewer, set()
    hand = await draw(played)
    seen |= {one.text for one in hand.questions}
    for _ in range(3):
        found = await drawing.another(who.user_id, SERVER, hand.questions[1].id, "en", NOW)
        hand, drawn = found.hand, found.drawn
        assert not found.was_asked
        assert hand.questions[1].id == drawn
        assert hand.questions[1].text not in seen
        seen.add(hand.questions[1].text)
    with pytest.raises(NoOtherQuestion):
        await drawing.another(who.user_id, SERVER, hand.questions[1].id, "en", NOW)
    assert (await draw(played)).questions == hand.questions


async def test_another_is_of_the_same_topic_as_long_as_there_is_one() -> None:
    await a_bank([*some_questions(6, topic="Go"), *some_questions(40, topic="Rust")])
    played = await an_interview()
    hand = await draw(played, only="Go")
    assert {one.topic for one in hand.questions} == {"Go"}
    hand = (await drawing.another(played.interviewer.user_id, SERVER, hand.questions[0].id, "en", NOW)).hand
    assert hand.questions[0].topic == "Go"


async def test_what_was_passed_over_can_be_drawn_for_somebody_elses_interview() -> None:
    await a_bank(some_questions(6))
    learner = await a_member(2 * PRICE)
    first = await an_interview(interviewee=learner)
    hand = await draw(first)
    passed = hand.questions[0].text
    await drawing.another(first.interviewer.user_id, SERVER, hand.questions[0].id, "en", NOW)
    second = await an_interview(interviewee=learner, starts_at=SOON + 2 * HOUR)
    assert [one.text for one in (await draw(second)).questions] == [passed]


async def test_when_all_was_asked_the_longest_ago_is_offered_and_said_to_be() -> None:
    await a_bank(some_questions(6))
    learner = await a_member(3 * PRICE)
    asked_first: list[str] = []
    for day in (0, 2):
        start = SOON + timedelta(days=day)
        played = await an_interview(interviewee=learner, starts_at=start)
        hand = await draw(played, start - HOUR)
        for one in hand.questions:
            if not one.is_again:
                await ask(played, one.id)
                asked_first.append(one.text)
    start = SOON + timedelta(days=5)
    played = await an_interview(interviewee=learner, starts_at=start)
    hand = await draw(played, start - HOUR)
    assert hand.is_used_up
    assert all(one.is_again for one in hand.questions)
    assert {one.text for one in hand.questions} == set(asked_first[:5])


async def test_what_was_asked_is_noted_with_how_it_went_and_can_be_taken_back() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    first, second = hand.questions[:2]
    await ask(played, first.id, went=4)
    hand = await ask(played, second.id)
    assert [(one.is_asked, one.went) for one in hand.questions[:3]] == [
        (True, 4),
        (True, None),
        (False, None),
    ]
    who = played.interviewer
    hand = await drawing.mark_asked(who.user_id, SERVER, second.id, played.starts_at, is_asked=False)
    assert not hand.questions[1].is_asked


@pytest.mark.parametrize("went", [0, 6, -1])
async def test_how_it_went_is_from_one_to_five(went: int) -> None:
    await a_bank(some_questions(1))
    played = await an_interview()
    hand = await draw(played)
    with pytest.raises(ScoreOutOfRange):
        await ask(played, hand.questions[0].id, went=went)


async def test_the_interviewee_sees_what_was_asked_with_the_feedback() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    await ask(played, hand.questions[2].id, went=2)
    await ask(played, hand.questions[0].id, played.ends_at)
    left = await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    assert left.mine.feedback is not None
    seen = [(one.text, one.went) for one in left.mine.feedback.questions]
    assert seen == [(hand.questions[2].text, 2), (hand.questions[0].text, None)]
    with pytest.raises(FeedbackExists):
        await ask(played, hand.questions[1].id, played.ends_at)


async def test_feedback_keeps_no_more_questions_than_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "ASKED_MAXIMUM", 2)
    await a_bank(some_questions(5))
    played = await an_interview()
    for one in (await draw(played)).questions:
        await ask(played, one.id)
    assert len(await hand.asked_in(played.id)) == 2


async def test_a_hand_outlasts_a_report_of_absence_that_is_overturned() -> None:
    await a_bank(some_questions(10))
    learner = await a_member(2 * PRICE)
    played = await an_interview(interviewee=learner)
    before = (await draw(played)).questions
    late = played.starts_at + HOUR / 2
    await absence.report(played.interviewer.user_id, SERVER, played.id, "", late)
    other = await an_interview(interviewee=learner, starts_at=SOON + 2 * HOUR)
    await draw(other, late)
    await MockInterview.filter(id=played.id).update(status=InterviewStatus.BOOKED)
    await NoShowReport.all().delete()
    assert (await draw(played, late)).questions == before


async def test_where_nothing_is_drawn_feedback_is_what_it_was() -> None:
    played = await an_interview()
    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    assert (await InterviewFeedback.get()).questions == []


async def test_only_the_interviewer_draws_and_notes() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    stranger = await a_member()
    draw_id = hand.questions[0].id
    for who in (played.interviewee.user_id, stranger.user_id):
        with pytest.raises(OnlyTheInterviewer):
            await drawing.draw(who, SERVER, played.id, "en", NOW)
        with pytest.raises(OnlyTheInterviewer):
            await drawing.another(who, SERVER, draw_id, "en", NOW)
        with pytest.raises(OnlyTheInterviewer):
            await drawing.mark_asked(who, SERVER, draw_id, played.starts_at)
    with pytest.raises(InterviewNotFound):
        await drawing.draw(stranger.user_id, None, played.id, "en", NOW)
    with pytest.raises(InterviewNotFound):
        await drawing.draw(played.interviewer.user_id, ANOTHER_SERVER, played.id, "en", NOW)


async def test_questions_are_drawn_from_a_day_before_the_start_to_the_end() -> None:
    await a_bank(some_questions(5))
    played = await an_interview(starts_at=NOW + timedelta(days=3))
    with pytest.raises(DrawTooEarly):
        await draw(played, played.starts_at - timedelta(days=1, seconds=1))
    assert (await draw(played, played.starts_at - timedelta(days=1))).questions
    assert (await draw(played, played.ends_at - timedelta(seconds=1))).questions
    with pytest.raises(DrawTooLate):
        await draw(played, played.ends_at)


async def test_nothing_is_drawn_for_a_card_that_nobody_has_booked_or_that_is_off() -> None:
    await a_bank(some_questions(5))
    host = await a_member()
    card = await a_card(host, Role.INTERVIEWER, SOON)
    with pytest.raises(NobodyHasBooked):
        await drawing.draw(host.user_id, SERVER, card.id, "en", NOW)
    await ending.cancel(host.user_id, SERVER, card.id, NOW)
    with pytest.raises(AlreadyOver):
        await drawing.draw(host.user_id, SERVER, card.id, "en", NOW)


async def test_a_question_is_noted_as_asked_from_the_start_on() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    with pytest.raises(NotAskedYet):
        await ask(played, hand.questions[0].id, played.starts_at - timedelta(seconds=1))


async def test_one_that_was_asked_makes_room_for_another_and_stays_asked() -> None:
    await a_bank(some_questions(8))
    played = await an_interview()
    hand = await draw(played)
    first, second = (one.id for one in hand.questions[:2])
    await ask(played, first)

    found = await drawing.another(played.interviewer.user_id, SERVER, first, "en", played.starts_at)
    assert found.was_asked
    found = await drawing.another(played.interviewer.user_id, SERVER, second, "en", played.starts_at)
    assert not found.was_asked
    assert (await DrawnQuestion.get(id=first)).state is DrawState.ASKED


async def test_what_is_not_at_hand_any_more_is_not_noted() -> None:
    await a_bank(some_questions(8))
    played = await an_interview()
    hand = await draw(played)
    old = hand.questions[0].id
    await drawing.another(played.interviewer.user_id, SERVER, old, "en", NOW)
    for gone in (old, 2**40, 0):
        with pytest.raises(QuestionNotAtHand):
            await ask(played, gone)


async def test_a_server_without_questions_says_so() -> None:
    played = await an_interview()
    with pytest.raises(NoQuestions):
        await draw(played)


async def test_where_nothing_fits_the_topics_that_there_are_are_offered() -> None:
    await a_bank(some_questions(3, topic="Go"))
    hand = await draw(await an_interview(topic="Cobol"))
    assert (hand.questions, [one.name for one in hand.topics]) == ((), ["Go"])


async def test_the_next_interview_is_meant_where_none_is_named() -> None:
    teacher = await a_member()
    later = await an_interview(interviewer=teacher, starts_at=SOON + 2 * HOUR)
    sooner = await an_interview(interviewer=teacher)
    assert await drawing.interview_ahead(teacher.user_id, SERVER, NOW) == sooner.id
    assert await drawing.interview_ahead(teacher.user_id, None, sooner.ends_at) == later.id
    with pytest.raises(NothingToDrawFor):
        await drawing.interview_ahead(sooner.interviewee.user_id, SERVER, NOW)
    with pytest.raises(NothingToDrawFor):
        await drawing.interview_ahead(teacher.user_id, ANOTHER_SERVER, NOW)


async def test_a_retired_question_is_drawn_no_more_and_stays_where_it_is_at_hand() -> None:
    await an_admin()
    await a_bank(some_questions(1))
    played = await an_interview()
    hand = await draw(played)
    await keeping.retire(ADMIN, SERVER, (await Question.get()).id, NOW)
    assert (await draw(played)).questions == hand.questions
    other = await an_interview()
    with pytest.raises(NoQuestions):
        await draw(other)


async def test_what_was_drawn_long_ago_and_not_asked_goes() -> None:
    await a_bank(some_questions(5))
    played = await an_interview()
    hand = await draw(played)
    await ask(played, hand.questions[0].id)
    assert await drawing.remove_old(NOW + drawing.KEPT / 2) == 0
    assert await drawing.remove_old(NOW + drawing.KEPT) == 4
    assert [row.state for row in await DrawnQuestion.all()] == [DrawState.ASKED]


async def test_nothing_is_drawn_for_who_is_being_erased_and_the_erasure_gets_through() -> None:
    await a_bank(some_questions(5))
    learner = await a_member(2 * PRICE)
    earlier = await an_interview(interviewee=learner)
    for one in (await draw(earlier)).questions:
        await ask(earlier, one.id)
    played = await an_interview(interviewee=learner, starts_at=SOON + 2 * HOUR)
    begun = await leaving.begin(learner.user_id, played.starts_at)
    await nameless.make_all_nameless(begun, played.starts_at)
    with pytest.raises(NobodyToAsk):
        await draw(played, played.starts_at)
    await erasing.finish(begun, played.starts_at)
    assert {row.user_id for row in await DrawnQuestion.all()} == {begun.tombstone_id}


async def test_what_is_at_hand_can_be_looked_at_after_the_end_until_the_feedback() -> None:
    await a_bank(some_questions(20))
    played = await an_interview()
    who, late = played.interviewer.user_id, played.ends_at + HOUR
    with pytest.raises(DrawTooLate):
        await drawing.look(who, SERVER, played.id, "en", late)
    hand = await drawing.look(who, SERVER, played.id, "en", NOW)
    assert (await drawing.look(who, SERVER, played.id, "en", late)).questions == hand.questions
    await ask(played, hand.questions[1].id, late)
    with pytest.raises(OnlyTheInterviewer):
        await drawing.look(played.interviewee.user_id, SERVER, played.id, "en", late)
    await feedback.leave(who, SERVER, played.id, score=4, text=TEXT, now=late)
    with pytest.raises(FeedbackExists):
        await drawing.look(who, SERVER, played.id, "en", late)


async def test_what_was_asked_goes_with_the_feedback_though_all_is_retired_meanwhile() -> None:
    await an_admin()
    await a_bank(some_questions(1))
    played = await an_interview()
    (one,) = (await draw(played)).questions
    await ask(played, one.id)
    await keeping.retire(ADMIN, SERVER, (await Question.get()).id, played.starts_at)
    await feedback.leave(
        played.interviewer.user_id, SERVER, played.id, score=4, text=TEXT, now=played.ends_at
    )
    assert (await InterviewFeedback.get()).questions == [[one.text, None]]


async def test_a_topic_of_which_nothing_fits_leaves_the_hand_as_it_is() -> None:
    await a_bank([*some_questions(9), a_question(topic="Rust", level="lead")])
    played = await an_interview(level="middle")
    hand = await draw(played)
    for topic in ("Rust", "Of no question", "a" * 4000):
        with pytest.raises(NoOtherQuestion):
            await draw(played, only=topic)
    assert (await draw(played)).questions == hand.questions


async def test_when_all_is_used_up_another_is_of_the_same_topic_still() -> None:
    learner = await a_member(4 * PRICE)
    for number, topic in enumerate(("Rust", "Go", "Rust")):
        await a_bank(some_questions(5 if number < 2 else 1, topic=topic))
        starts_at = SOON + 2 * number * HOUR
        played = await an_interview(interviewee=learner, starts_at=starts_at)
        for one in (await draw(played, starts_at)).questions:
            await ask(played, one.id)
    starts_at = SOON + 6 * HOUR
    played = await an_interview(interviewee=learner, starts_at=starts_at)
    hand = await draw(played, starts_at)
    who = played.interviewer.user_id
    found = await drawing.another(who, SERVER, hand.questions[0].id, "en", starts_at)
    drawn = found.hand.drawn(found.drawn)
    assert drawn is not None
    assert (drawn.is_again, drawn.topic) == (True, hand.questions[0].topic)
