"""What the two of an interview have agreed on by booking it: a setting that changes later leaves it alone."""

from dataclasses import dataclass

from models import MockInterview
from services import server_settings


@dataclass(frozen=True)
class Terms:
    """What an interview earns its interviewer, its compensation if the interviewer does not come, and more.

    Who leaves later than `late_hours` before the start is late; as a guest they leave `late_keep` points of
    the price. With 0 hours nothing is late.
    """

    reward: int
    compensation: int
    late_hours: int = 0
    late_keep: int = 0


async def agreed(row: MockInterview) -> Terms:
    """Return what holds for a booked interview: the server's amounts at the booking (design, section 3).

    For one that was booked before they were kept, the server's settings, and nothing is late.
    """
    if row.agreed_reward is not None and row.agreed_compensation is not None:
        return Terms(
            row.agreed_reward, row.agreed_compensation, row.agreed_late_hours or 0, row.agreed_late_keep or 0
        )
    settings = await server_settings.read(row.server_id)
    return Terms(settings.reward, settings.compensation)
