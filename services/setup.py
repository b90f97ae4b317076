"""What a new server still lacks, told from its settings alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.economy import economy
from services.server_settings import ServerSettings

FIRST_ZONE = "UTC"
"""The zone with which a server begins."""


class Step(StrEnum):
    """A step of the setup; the values stand in custom_ids and never change."""

    BOARD = "board"
    LOG = "log"
    POINTS = "points"
    ZONE = "zone"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Checklist:
    """The settings of a server, and which steps of its setup are still to be done."""

    settings: ServerSettings
    open: tuple[Step, ...]


async def checklist(settings: ServerSettings, language: str, now: datetime) -> Checklist:
    """Return what is still to be done; `language` is that of the admin who asks.

    Points are wanted where nobody can pay for a first interview, a zone where it is still UTC, and a language
    where the board speaks another than the admin does.
    """
    is_open = {
        Step.BOARD: settings.board_channel_id is None,
        Step.LOG: settings.log_channel_id is None,
        Step.POINTS: (await economy(settings, now)).is_stuck,
        Step.ZONE: settings.timezone == FIRST_ZONE,
        Step.LANGUAGE: settings.language != language,
    }
    return Checklist(settings, tuple(step for step, wanted in is_open.items() if wanted))
