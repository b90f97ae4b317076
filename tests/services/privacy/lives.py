"""Somebody who has done all that a member can, and looking for what is left of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast

from tortoise import Tortoise
from tortoise.models import Model

from models import (
    AlertState,
    BoardCall,
    Degree,
    DrawnQuestion,
    DrawState,
    InterviewFeedback,
    LateChange,
    LateState,
    MockInterview,
    Notification,
    NotificationKind,
    NotificationState,
    OfferState,
    Pair,
    PairSide,
    Question,
    SeatOffer,
    Server,
    User,
    UserPoints,
    WishAlert,
)
from models.database import is_sqlite
from services import absence, admin_acts, certificates, disputes, drafts, editing, feedback, people, points
from services.drafts import Details, Seat
from services.editing import Changes
from services.finding import apart, given_back, line, wishes
from services.finding.free_time import own
from services.finding.wishes import NewWish
from services.interviews import Role, Ruling, public
from services.people import Member
from services.questions import importing, suggesting
from services.reviews import reviewing
from services.reviews.reviewing import Answers
from services.rubrics.judging import Filled
from services.writing import passing_on, reporting
from services.writing.reporting import Shown
from tests.support.factories import (
    ADMIN,
    ANOTHER_SERVER,
    NOW,
    PRICE,
    SERVER,
    Played,
    a_booking,
    a_card,
    a_member,
    an_admin,
)
from tests.support.questions import a_bank, a_question, some_questions
from tests.support.thanks import a_thank_you

WHO = 345_678_901_234_567_890
NAME = "Зинаида Unmistakable"
LATER = NOW + timedelta(days=3)
"""When they want it all erased."""

ABOUT_THEM = "They confuse threads with processes, and say so proudly."
HOW_THEY_WERE_JUDGED = "Needs the problem restated or missing requirements pointed out"
"""Words of a level of the bot's rubric for coding."""
THEY_DID_NOT_COME = "Half an hour in an empty room, waiting for them."
WHY_THEY_GOT_POINTS = "for the talk on parrots"
THEIR_NOTES = "My portfolio is at unmistakable.example"
THEIR_LINK = "https://meet.google.com/zin-aida-xyz"
THEIR_WISH = "Erlang, or whatever is left of it"
HOW_THEY_ASKED = "They read their questions aloud, one after the other."
HOW_THEY_WERE_ASKED = "The best hour of my week, whatever they say."
BY_THEM = "A clear answer on indexes, and a shaky one on locks."
WHAT_THEY_SHARED = "Next time I'll tell threads from processes."
THEY_OBJECT = "I did come, and nobody let me in."

THEY_WROTE = "Could we begin with the parrots?"
WRITTEN_TO_THEM = "You and your parrots, again."

WHAT_THEY_WERE_ASKED = "Why do you confuse threads with processes?"
THEY_SUGGESTED = "What would you ask a parrot about its contract?"
THEY_SENT = "How many parrots fit into one office?"

WHY_CANCELED = "They insulted everybody in the lobby."
WHY_FREED = "They told their guest what to say."
WHY_RULED = "They have no case, as they well know."

GONE = (
    str(WHO),
    "Unmistakable",
    "Зинаида",
    ABOUT_THEM,
    HOW_THEY_WERE_JUDGED,
    HOW_THEY_ASKED,
    WHAT_THEY_SHARED,
    THEY_DID_NOT_COME,
    WHY_THEY_GOT_POINTS,
    THEIR_NOTES,
    WHY_CANCELED,
    WHY_FREED,
    WHY_RULED,
    THEY_WROTE,
    WRITTEN_TO_THEM,
    WHAT_THEY_WERE_ASKED,
    THEY_SUGGESTED,
    THEY_SENT,
)
"""What nothing must hold any more."""


@dataclass
class Life:
    """Somebody, whom they met, and what is open between them."""

    who: Member
    others: list[Member] = field(default_factory=list)
    played: dict[str, int] = field(default_factory=dict)

    async def other(self, balance: int = 0) -> Member:
        """Somebody new."""
        member = await a_member(balance, name=f"Other {len(self.others)}")
        self.others.append(member)
        return member

    async def as_interviewer(self, name: str, hours: float, *, host: bool = True) -> Played:
        """Something booked in which they interview somebody new."""
        other = await self.other(PRICE)
        role, hosts, guest = (
            (Role.INTERVIEWER, self.who, other) if host else (Role.INTERVIEWEE, other, self.who)
        )
        return await self._booked(name, role, hosts, guest, hours)

    async def as_interviewee(self, name: str, hours: float, *, host: bool = False) -> Played:
        """Something booked in which somebody new interviews them."""
        other = await self.other()
        role, hosts, guest = (
            (Role.INTERVIEWEE, self.who, other) if host else (Role.INTERVIEWER, other, self.who)
        )
        return await self._booked(name, role, hosts, guest, hours)

    async def _booked(self, name: str, role: Role, host: Member, guest: Member, hours: float) -> Played:
        played = await a_booking(role, NOW + timedelta(hours=hours), host=host, guest=guest)
        self.played[name] = played.id
        return played


async def a_life() -> Life:
    """Somebody with something in every state; three days after `NOW` it stands as it is called."""
    life = Life(await a_member(60, user_id=WHO, name=NAME, language="ru"))
    me = life.who
    await points.grant(SERVER, WHO, 5, WHY_THEY_GOT_POINTS, admin_id=ADMIN, now=NOW)
    await people.set_zone(WHO, "Europe/Berlin")
    await User.filter(id=WHO).update(dm_channel_id=WHO + 7, avatar="abcdef0123456789", thanked_since=NOW)
    await _past(life)
    await _open(life)
    await _ahead(life)
    await _as_admin(life)
    elsewhere = Member(ANOTHER_SERVER, WHO, NAME, "ru")
    await people.meet(elsewhere, NOW)
    await an_admin(ANOTHER_SERVER)
    await points.grant(ANOTHER_SERVER, WHO, 4, "welcome", admin_id=ADMIN, now=NOW)
    await a_card(elsewhere, starts_at=LATER + timedelta(days=3))
    await drafts.keep(me, Seat(Role.INTERVIEWER, None, 60), Details(topic="My own thing"), LATER)
    await BoardCall.create(server_id=SERVER, user_id=WHO, channel_id=11, message_id=12, newest=1)
    await apart.keep_apart(WHO, life.others[0].user_id, NOW)
    await apart.keep_apart(life.others[1].user_id, WHO, NOW)
    await own.add(WHO, [0, 4], 18 * 60, 2 * 60, NOW)
    await own.add_exception(WHO, LATER.date(), 0, 24 * 60, is_free=False, now=NOW)
    await own.pause(WHO, LATER, NOW)
    await given_back.note(life.played["booked"], WHO, NOW)
    await LateChange.create(
        interview_id=life.played["booked"], user_id=WHO, at=NOW, points=0, is_free=True, state=LateState.KEPT
    )
    await _waits(life)
    await _wishes(life)
    await _writes(life)
    await _asks(life)
    await certificates.issue(SERVER, WHO, LATER)
    # For what they have given.
    await a_thank_you(LATER)
    return life


async def _waits(life: Life) -> None:
    """Have them wait for a seat that was offered to them before, and another wait for one behind them."""
    others = await a_booking(Role.INTERVIEWEE, NOW + timedelta(hours=90))
    await line.stand_or_leave(WHO, SERVER, others.id, NOW)
    await SeatOffer.create(
        interview_id=others.id, user_id=WHO, state=OfferState.PASSED, offered_at=NOW, until=NOW
    )
    await line.stand_or_leave(life.others[0].user_id, SERVER, others.id, NOW)


async def _wishes(life: Life) -> None:
    """Have them wish for something, as others do, and be told of a card that fits."""
    for one in (WHO, life.others[0].user_id):
        await wishes.add(one, SERVER, NewWish(seat=Role.INTERVIEWER, topic=THEIR_WISH), NOW)
        await WishAlert.create(
            interview_id=life.played["open"], user_id=one, revision=0, state=AlertState.TOLD, found_at=NOW
        )
    pair = await Pair.create(
        server_id=SERVER,
        times=[LATER.isoformat()],
        duration=60,
        proposed_at=NOW,
        until=LATER + timedelta(days=1),
    )
    for one, is_interviewer in ((WHO, True), (life.others[0].user_id, False)):
        await PairSide.create(pair_id=pair.id, user_id=one, is_interviewer=is_interviewer, wish_number=1)


async def _writes(life: Life) -> None:
    """Have them and the other write to each other; one message waits to be read, and one is reported."""
    number = life.played["goes on"]
    row = await MockInterview.get(id=number)
    other_id = public(row).other_than(WHO) or 0
    for one, text in ((WHO, THEY_WROTE), (other_id, WRITTEN_TO_THEM)):
        await passing_on.write(one, SERVER, number, text, LATER)
    await Server.filter(id=SERVER).update(log_channel_id=31)
    for writer, reader, text in ((WHO, other_id, THEY_WROTE), (other_id, WHO, WRITTEN_TO_THEM)):
        shown = Shown(number, writer, reader, writer % 1000, text)
        await reporting.report(reader, shown, LATER)
    waits = Notification.filter(kind=NotificationKind.WRITTEN, recipient_id=other_id)
    await waits.update(state=NotificationState.MISSED)


async def _asks(life: Life) -> None:
    """Have them ask questions and be asked some, suggest one, and send a file as an admin."""
    await a_bank(some_questions(2))
    asked = await Question.all().order_by("id")
    for question, name in zip(asked, ("given", "received"), strict=True):
        row = await MockInterview.get(id=life.played[name])
        await DrawnQuestion.create(
            interview_id=row.id,
            question_id=question.id,
            user_id=row.interviewee_id,
            identity=question.identity,
            state=DrawState.ASKED,
            went=2,
            drawn_at=NOW,
            asked_at=NOW,
        )
        if name == "received":
            await InterviewFeedback.filter(interview_id=row.id).update(questions=[[WHAT_THEY_WERE_ASKED, 2]])
    await suggesting.suggest(WHO, SERVER, life.played["goes on"], a_question(THEY_SUGGESTED), LATER)
    await importing.prepare(WHO, SERVER, [a_question(THEY_SENT)], LATER)


async def _review(played: Played, line: str) -> None:
    """Have the interviewee of an interview whose feedback is sealed say something about the interviewer."""
    await MockInterview.filter(id=played.id).update(agreed_sealed=True)
    answers = Answers(Degree.YES, Degree.PARTLY, Degree.NO, line)
    await reviewing.review(played.interviewee.user_id, SERVER, played.id, answers, played.ends_at)


async def _past(life: Life) -> None:
    given = await life.as_interviewer("given", 20)
    await _review(given, HOW_THEY_ASKED)
    await feedback.leave(WHO, SERVER, given.id, score=4, text=BY_THEM, now=given.ends_at)
    await feedback.accept(given.guest.user_id, SERVER, given.id, given.ends_at)
    await feedback.rate(given.guest.user_id, SERVER, given.id, 5)
    received = await life.as_interviewee("received", 22)
    await _review(received, HOW_THEY_WERE_ASKED)
    await feedback.leave(
        received.host.user_id, SERVER, received.id, score=2, text=ABOUT_THEM, now=received.ends_at
    )
    await feedback.accept(WHO, SERVER, received.id, received.ends_at)
    await feedback.rate(WHO, SERVER, received.id, 3)
    await MockInterview.filter(id=received.id).update(card_channel_id=21, card_message_id=22)
    for name, hours, ruling in (("upheld", 24, Ruling.UPHELD), ("overturned", 26, Ruling.OVERTURNED)):
        ruled = await life.as_interviewee(name, hours)
        filled = Filled("coding", 1, (2, 2, 1), ABOUT_THEM, f"First of all this: {ABOUT_THEM}")
        await feedback.leave_by_rubric(ruled.host.user_id, SERVER, ruled.id, filled, ruled.ends_at)
        await disputes.open_dispute(WHO, SERVER, ruled.id, THEY_OBJECT, ruled.ends_at)
        await disputes.rule(ADMIN, SERVER, ruled.id, ruling, ruled.ends_at, reason=WHY_RULED)


async def _open(life: Life) -> None:
    waits = await life.as_interviewee("waits for them", 48)
    await feedback.leave(waits.host.user_id, SERVER, waits.id, score=2, text=ABOUT_THEM, now=waits.ends_at)
    waits = await life.as_interviewer("waits for the other", 50)
    await feedback.leave(WHO, SERVER, waits.id, score=2, text=BY_THEM, now=waits.ends_at)
    disputed = await life.as_interviewee("disputed by them", 52)
    await feedback.leave(
        disputed.host.user_id, SERVER, disputed.id, score=1, text=ABOUT_THEM, now=disputed.ends_at
    )
    await disputes.open_dispute(WHO, SERVER, disputed.id, THEY_OBJECT, disputed.ends_at)
    disputed = await life.as_interviewer("disputed by the other", 54)
    await feedback.leave(WHO, SERVER, disputed.id, score=1, text=BY_THEM, now=disputed.ends_at)
    await disputes.open_dispute(
        disputed.guest.user_id, SERVER, disputed.id, "This is not what I said.", disputed.ends_at
    )
    missed = await life.as_interviewee("missed by them", 56)
    await absence.report(missed.host.user_id, SERVER, missed.id, THEY_DID_NOT_COME, missed.ends_at)
    await disputes.open_dispute(WHO, SERVER, missed.id, THEY_OBJECT, missed.ends_at)
    missed = await life.as_interviewer("missed by the other", 58, host=False)
    await absence.report(WHO, SERVER, missed.id, "Nobody was there.", missed.ends_at)
    goes_on = await life.as_interviewee("goes on", 71.75)
    await MockInterview.filter(id=goes_on.id).update(shared_goals=[WHAT_THEY_SHARED])
    await life.as_interviewer("has ended", 70)


async def _ahead(life: Life) -> None:
    booked = await life.as_interviewer("hosted and booked", 90)
    wording = Changes(wording={"notes": THEIR_NOTES}, link=THEIR_LINK)
    await editing.edit(WHO, SERVER, booked.id, wording, NOW)
    await editing.edit(WHO, SERVER, booked.id, Changes(wording={"notes": "Nothing."}), NOW)
    await editing.edit(WHO, SERVER, booked.id, Changes(starts_at=NOW + timedelta(hours=93)), NOW)
    await life.as_interviewee("booked", 96)
    await life.as_interviewer("booked to interview", 98, host=False)
    card = await a_card(life.who, Role.INTERVIEWEE, NOW + timedelta(hours=100), topic="Their own topic")
    life.played["open"] = card.id
    canceled = await life.as_interviewer("canceled by an admin", 102)
    await admin_acts.cancel(ADMIN, SERVER, canceled.id, WHY_CANCELED, NOW)
    freed = await life.as_interviewer("freed by an admin", 104)
    await admin_acts.free_seat(ADMIN, SERVER, freed.id, WHY_FREED, NOW)


async def _as_admin(life: Life) -> None:
    await points.grant(SERVER, life.others[0].user_id, 2, "well done", admin_id=WHO, now=NOW)
    played = await a_booking(starts_at=NOW + timedelta(hours=30))
    await feedback.leave(played.host.user_id, SERVER, played.id, score=1, text=BY_THEM, now=played.ends_at)
    await disputes.open_dispute(played.guest.user_id, SERVER, played.id, "It was not so.", played.ends_at)
    await disputes.rule(WHO, SERVER, played.id, Ruling.UPHELD, played.ends_at)


async def balances() -> dict[tuple[int, int], int]:
    """What everybody holds in each server, but for the one who is erased."""
    return {
        (row.server_id, row.user_id): row.balance
        for row in await UserPoints.filter(user_id__gt=0)
        if row.user_id != WHO
    }


async def rows_with(*texts: str) -> list[str]:
    """Every stored row in which one of the texts stands."""
    apps = Tortoise.apps
    assert apps is not None
    found = []
    for model in apps["sparring"].values():
        for row in await cast("type[Model]", model).all().values():
            found += [f"{model.__name__}: {row}" for text in texts if text in str(row)]
    return found


def bytes_with(database_url: str, *texts: str) -> list[str]:
    """Which of the texts stand in an SQLite database's files."""
    if not is_sqlite(database_url):
        return []
    file = Path(database_url.removeprefix("sqlite://"))
    files = [one for one in file.parent.glob(f"{file.name}*") if one.is_file()]
    written = [(one.name, one.read_bytes()) for one in files]
    return [f"{name}: {text}" for name, content in written for text in texts if text.encode() in content]
