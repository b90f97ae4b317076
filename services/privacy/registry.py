"""Every table, and what it holds of people: whose ids, whose words, and what an erasure does with them.

Whoever adds a table adds it here; `tests/meta/test_people_data.py` says so. What the bot tells people of what
it keeps, and `PRIVACY.md`, name each `topic` in the order of `TOPICS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tortoise.models import Model

from models import (
    AdminAct,
    BoardCall,
    BotProcess,
    Certificate,
    Dispute,
    DrawnQuestion,
    ErasedMark,
    Erasure,
    FreeException,
    FreeSpan,
    Installation,
    InterviewDraft,
    InterviewFeedback,
    KeptApart,
    LateChange,
    MockInterview,
    MoveProposal,
    NoShowReport,
    Notification,
    Pair,
    PairSide,
    PointsEntry,
    Question,
    QuestionImport,
    QuestionSuggestion,
    Review,
    Rubric,
    RubricVersion,
    ScheduledEvent,
    SeatOffer,
    Server,
    ThankYou,
    User,
    UserPoints,
    WaitingEntry,
    Wish,
    WishAlert,
    Withdrawal,
    WrittenCount,
)

PEOPLE_IN_PAYLOADS = frozenset(
    {"absent_id", "admin_id", "guest_id", "member_id", "recipient_id", "reporter_id"}
)
"""The fields of messages in which somebody's id stands (`services.delivery.kinds`)."""


class Topic(StrEnum):
    """What people are told of; the texts are called `privacy-kept-<topic>`."""

    PROFILE = "profile"
    POINTS = "points"
    INTERVIEWS = "interviews"
    FEEDBACK = "feedback"
    REPORTS = "reports"
    ACTS = "acts"
    FINDING = "finding"
    DRAFTS = "drafts"
    MESSAGES = "messages"
    MARKS = "marks"


class Fate(StrEnum):
    """What becomes of something when a person is erased."""

    GOES = "goes"
    STAYS = "stays"
    """It stays, under nobody's name."""
    OF_NOBODY = "of nobody"
    """It is about no person."""


@dataclass(frozen=True, eq=False)
class Table:
    """What a table holds of people.

    `people` are the columns that hold somebody's id, `payloads` those of JSON in which ids may stand, and
    `others` ids of what is no person: channels, messages, servers. `texts` says of each column of words what
    becomes of those of, or about, somebody who is erased. A row `is_swept` where an id that is found in
    `people` alone decides what to do with it; the others have a way of their own in `services.privacy`.
    `exports` names the files of an export in which it is found.
    """

    model: type[Model]
    fate: Fate
    topic: Topic | None = None
    people: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    texts: Mapping[str, Fate] = field(default_factory=dict)
    exports: tuple[str, ...] = ()
    is_swept: bool = True


TABLES = (
    Table(
        User,
        Fate.GOES,
        Topic.PROFILE,
        people=("id",),
        others=("dm_channel_id",),
        texts=dict.fromkeys(("name", "name_folded", "avatar", "timezone", "language"), Fate.GOES),
        exports=("profile",),
        is_swept=False,
    ),
    Table(
        UserPoints,
        Fate.STAYS,
        Topic.POINTS,
        people=("user_id",),
        texts={"paused_for": Fate.GOES},
        exports=("accounts",),
        is_swept=False,
    ),
    Table(
        PointsEntry,
        Fate.STAYS,
        Topic.POINTS,
        people=("actor_id",),
        texts={"note": Fate.GOES},
        exports=("ledger",),
    ),
    Table(LateChange, Fate.STAYS, Topic.POINTS, people=("user_id",), exports=("late_changes",)),
    Table(
        MockInterview,
        Fate.STAYS,
        Topic.INTERVIEWS,
        people=("host_id", "interviewer_id", "interviewee_id"),
        others=("card_channel_id", "card_message_id"),
        texts={
            "topic": Fate.STAYS,
            "topic_folded": Fate.STAYS,
            "level": Fate.STAYS,
            "language": Fate.STAYS,
            "notes": Fate.GOES,
            "shared_goals": Fate.GOES,
            "rubric": Fate.OF_NOBODY,
            "meeting_link": Fate.GOES,
        },
        exports=("interviews",),
        is_swept=False,
    ),
    Table(MoveProposal, Fate.STAYS, Topic.INTERVIEWS, exports=("proposals",)),
    Table(
        Certificate,
        Fate.GOES,
        Topic.INTERVIEWS,
        people=("user_id",),
        texts={"number": Fate.GOES},
        exports=("certificates",),
    ),
    Table(ScheduledEvent, Fate.OF_NOBODY, others=("event_id",)),
    Table(
        InterviewFeedback,
        Fate.STAYS,
        Topic.FEEDBACK,
        texts=dict.fromkeys(("feedback", "next_step", "questions", "rubric"), Fate.GOES),
        exports=("feedback_given", "feedback_received"),
    ),
    Table(
        Review,
        Fate.STAYS,
        Topic.FEEDBACK,
        people=("interviewer_id",),
        texts={"line": Fate.GOES},
        exports=("reviews_given",),
        is_swept=False,
    ),
    Table(
        DrawnQuestion,
        Fate.STAYS,
        Topic.FEEDBACK,
        people=("user_id",),
        texts={"identity": Fate.OF_NOBODY},
        exports=("questions_asked", "questions_answered"),
    ),
    Table(
        QuestionSuggestion,
        Fate.GOES,
        Topic.FEEDBACK,
        people=("user_id", "decided_by_id"),
        texts=dict.fromkeys(("text", "topic", "level", "language", "notes"), Fate.GOES),
        exports=("question_suggestions",),
    ),
    Table(
        QuestionImport,
        Fate.GOES,
        Topic.ACTS,
        people=("admin_id",),
        texts={"content": Fate.GOES},
        exports=("question_imports",),
    ),
    Table(
        Question,
        Fate.OF_NOBODY,
        texts=dict.fromkeys(
            (
                "text",
                "text_folded",
                "fingerprint",
                "identity",
                "topic",
                "topic_folded",
                "subject",
                "level",
                "language",
                "notes",
                "hints",
                "source",
                "licence",
            ),
            Fate.OF_NOBODY,
        ),
    ),
    Table(Rubric, Fate.OF_NOBODY, texts={"name": Fate.OF_NOBODY}),
    Table(RubricVersion, Fate.OF_NOBODY, texts={"content": Fate.OF_NOBODY}),
    Table(
        NoShowReport,
        Fate.STAYS,
        Topic.REPORTS,
        people=("reporter_id", "absent_id"),
        texts={"text": Fate.GOES},
        exports=("reports",),
    ),
    Table(
        Dispute,
        Fate.STAYS,
        Topic.REPORTS,
        people=("opened_by_id", "decided_by_id"),
        others=("message_channel_id", "message_id"),
        texts={"text": Fate.GOES},
        exports=("disputes",),
    ),
    Table(
        AdminAct,
        Fate.STAYS,
        Topic.ACTS,
        people=("admin_id", "about_id"),
        texts={"details": Fate.GOES},
        exports=("acts",),
    ),
    Table(WaitingEntry, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("waiting",)),
    Table(SeatOffer, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("offers",)),
    Table(
        KeptApart,
        Fate.GOES,
        Topic.FINDING,
        people=("user_id", "other_id"),
        texts={"mark": Fate.OF_NOBODY},
        exports=("kept_apart",),
        is_swept=False,
    ),
    Table(FreeSpan, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("free_hours",)),
    Table(FreeException, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("free_exceptions",)),
    Table(Withdrawal, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("withdrawals",)),
    Table(
        Wish,
        Fate.GOES,
        Topic.FINDING,
        people=("user_id",),
        texts=dict.fromkeys(
            ("topic", "topic_folded", "level", "level_folded", "language", "language_folded"), Fate.GOES
        ),
        exports=("wishes",),
    ),
    Table(Pair, Fate.OF_NOBODY, texts={"times": Fate.OF_NOBODY}),
    Table(PairSide, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("pairs",)),
    Table(WishAlert, Fate.GOES, Topic.FINDING, people=("user_id",), exports=("wish_alerts",)),
    Table(
        InterviewDraft,
        Fate.GOES,
        Topic.DRAFTS,
        people=("host_id",),
        texts=dict.fromkeys(
            ("topic", "level", "language", "notes", "rubric", "meeting_link", "typed_time"), Fate.GOES
        ),
        exports=("drafts",),
    ),
    Table(
        Notification,
        Fate.GOES,
        Topic.MESSAGES,
        people=("recipient_id",),
        payloads=("payload",),
        others=("message_id",),
        texts=dict.fromkeys(("lane", "dedupe_key", "error"), Fate.GOES),
        exports=("messages",),
    ),
    Table(WrittenCount, Fate.GOES, Topic.MESSAGES, people=("user_id",), exports=("written",)),
    Table(
        BoardCall,
        Fate.GOES,
        Topic.MESSAGES,
        people=("user_id",),
        others=("channel_id", "message_id"),
        exports=("calls",),
        is_swept=False,
    ),
    Table(
        Erasure,
        Fate.GOES,
        Topic.MARKS,
        people=("user_id",),
        others=("tombstone_id",),
        is_swept=False,
    ),
    Table(ErasedMark, Fate.OF_NOBODY, Topic.MARKS, texts=dict.fromkeys(("mark", "missed"), Fate.OF_NOBODY)),
    Table(
        Server,
        Fate.OF_NOBODY,
        others=(
            "id",
            "board_channel_id",
            "log_channel_id",
            "log_role_id",
            "panel_channel_id",
            "panel_message_id",
            "reminder_offsets",
        ),
        texts=dict.fromkeys(("timezone", "language"), Fate.OF_NOBODY),
    ),
    Table(ThankYou, Fate.OF_NOBODY, others=("channel_id", "message_id")),
    Table(BotProcess, Fate.OF_NOBODY, texts={"machine": Fate.OF_NOBODY}),
    Table(Installation, Fate.OF_NOBODY, texts=dict.fromkeys(("name", "secret"), Fate.OF_NOBODY)),
)
"""All of them. Of texts that go, those that a person wrote about others stay (design, section 3)."""
