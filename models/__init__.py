"""The stored state: one module a subject, with the constraints that the database itself holds."""

from models.feedback import InterviewFeedback
from models.interview import InterviewStatus, MockInterview
from models.notification import Notification, NotificationKind, NotificationState
from models.points import PointsEntry, PointsReason, UserPoints
from models.server import Server
from models.user import User

__all__ = [
    "InterviewFeedback",
    "InterviewStatus",
    "MockInterview",
    "Notification",
    "NotificationKind",
    "NotificationState",
    "PointsEntry",
    "PointsReason",
    "Server",
    "User",
    "UserPoints",
]
