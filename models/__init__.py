"""The stored state: one module a subject, with the constraints that the database itself holds."""

from models.absence import NoShowReport
from models.admin_act import AdminAct
from models.apart import KeptApart
from models.call import BoardCall
from models.certificate import NUMBER_LENGTH, Certificate
from models.dispute import Dispute, DisputeKind, Ruling
from models.draft import InterviewDraft
from models.drawn_question import HAND_SIZE, DrawnQuestion, DrawState
from models.erasure import ErasedMark, Erasure
from models.event import ScheduledEvent
from models.feedback import InterviewFeedback
from models.free_time import FreeException, FreeSpan
from models.interview import Coming, InterviewStatus, MockInterview
from models.late_change import LateChange, LateState
from models.move import MoveProposal
from models.notification import Notification, NotificationKind, NotificationState, WaitsFor
from models.pair import Pair, PairSide, PairState
from models.points import PointsEntry, PointsReason, UserPoints
from models.process import BotProcess, Installation
from models.question import Question, QuestionImport
from models.question_suggestion import SUGGESTIONS_MAXIMUM, QuestionSuggestion
from models.review import Degree, Review
from models.rubric import Rubric, RubricVersion
from models.server import Server
from models.thank_you import ThankYou
from models.user import DEFAULT_ALERTS_A_DAY, User
from models.waiting import OfferState, SeatOffer, WaitingEntry
from models.wish import AlertState, Wish, WishAlert, WishState
from models.withdrawal import Withdrawal
from models.written import WRITTEN_MAXIMUM, WrittenCount

__all__ = [
    "DEFAULT_ALERTS_A_DAY",
    "HAND_SIZE",
    "NUMBER_LENGTH",
    "SUGGESTIONS_MAXIMUM",
    "WRITTEN_MAXIMUM",
    "AdminAct",
    "AlertState",
    "BoardCall",
    "BotProcess",
    "Certificate",
    "Coming",
    "Degree",
    "Dispute",
    "DisputeKind",
    "DrawState",
    "DrawnQuestion",
    "ErasedMark",
    "Erasure",
    "FreeException",
    "FreeSpan",
    "Installation",
    "InterviewDraft",
    "InterviewFeedback",
    "InterviewStatus",
    "KeptApart",
    "LateChange",
    "LateState",
    "MockInterview",
    "MoveProposal",
    "NoShowReport",
    "Notification",
    "NotificationKind",
    "NotificationState",
    "OfferState",
    "Pair",
    "PairSide",
    "PairState",
    "PointsEntry",
    "PointsReason",
    "Question",
    "QuestionImport",
    "QuestionSuggestion",
    "Review",
    "Rubric",
    "RubricVersion",
    "Ruling",
    "ScheduledEvent",
    "SeatOffer",
    "Server",
    "ThankYou",
    "User",
    "UserPoints",
    "WaitingEntry",
    "WaitsFor",
    "Wish",
    "WishAlert",
    "WishState",
    "Withdrawal",
    "WrittenCount",
]
