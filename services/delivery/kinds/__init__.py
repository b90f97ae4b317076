"""All kinds of notifications, and reading a stored one."""

from typing import Any, get_args

from models import NotificationKind
from services.delivery.kinds.coming import ComingCheck
from services.delivery.kinds.direct import AnyDirect
from services.delivery.kinds.log import AnyLogLine
from services.delivery.kinds.message import Message
from services.delivery.kinds.others import AnyForAdmins, Room, TakenDown
from services.delivery.kinds.pairs import PairEnding, Pairing
from services.delivery.kinds.shown import AnyShown
from services.delivery.kinds.waiting import Waiting
from services.delivery.kinds.wishes import Alerting, Matching

AnyErrand = Waiting | Matching | Alerting | Pairing | PairEnding | ComingCheck

AnyMessage = AnyDirect | AnyShown | AnyForAdmins | AnyLogLine | Room | TakenDown | AnyErrand

CLASSES: dict[NotificationKind, type[Message]] = {one.KIND: one for one in get_args(AnyMessage)}
"""The class of each kind."""


def read(kind: NotificationKind, payload: dict[str, Any]) -> AnyMessage:
    """Return a stored notification.

    Raises:
        KeyError: There is no class for the kind.
        pydantic.ValidationError: The payload has not the fields of its class.
    """
    message: AnyMessage = CLASSES[kind].model_validate(payload)  # type: ignore[assignment]  # one of the union
    return message
