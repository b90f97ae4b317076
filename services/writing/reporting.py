"""Reporting what the other has written: what was shown of it goes to the server's log channel.

The bot keeps no text, so it comes from the message under whose button somebody reports it. That it is such a
message, and what it says, is for the caller to see to.
"""

from dataclasses import dataclass
from datetime import datetime

from models import MockInterview, Server, User
from services import people
from services.delivery import outbox
from services.delivery.kinds.log import WrittenReported
from services.delivery.outbox import Letter
from services.holding import stored
from services.refusals import InterviewNotFound
from services.tombstones import is_erased
from services.transaction import use_case
from services.writing.refusals import NobodyReadsReports, NotWrittenToYou, WriterErased


@dataclass(frozen=True)
class Shown:
    """A message with what somebody wrote about an interview, as it stands on Discord, formatting escaped."""

    number: int
    writer_id: int
    reader_id: int
    message_id: int
    text: str


async def check_may_report(user_id: int, shown: Shown) -> None:
    """Check that a person could report a message, before they are asked whether they want to.

    Raises:
        NotWrittenToYou: it was not written to them, or there is no text left.
        InterviewNotFound: all that was known of the interview is gone, or of the person.
        NobodyReadsReports: no admin would read it.
        WriterErased: whoever wrote it has had their data erased.
    """
    await _reported_in(user_id, shown)


async def report(user_id: int, shown: Shown, now: datetime) -> None:
    """Have admins told of a message, once however often it is reported.

    Raises:
        Refusal: what `check_may_report` raises.
    """
    async with use_case():
        # Neither is erased meanwhile without what is written here being found.
        await people.lock({user_id, shown.writer_id})
        row = await _reported_in(user_id, shown)
        line = WrittenReported(
            reporter_id=user_id, member_id=shown.writer_id, message_id=shown.message_id, text=shown.text
        )
        await outbox.write([Letter(line, outbox.address(row))], now)


async def _reported_in(user_id: int, shown: Shown) -> MockInterview:
    """Return the interview about which it was written."""
    if user_id != shown.reader_id:
        raise NotWrittenToYou
    if is_erased(shown.writer_id):
        raise WriterErased(number=shown.number)
    if not shown.text:
        raise NotWrittenToYou
    row = await stored(shown.number)
    known = {one.id for one in await User.filter(id__in=[user_id, shown.writer_id]).only("id")}
    if row is None or user_id not in known:
        raise InterviewNotFound(number=shown.number)
    if shown.writer_id not in known:
        raise WriterErased(number=shown.number)
    if not await Server.filter(id=row.server_id, log_channel_id__not_isnull=True, left_at=None).exists():
        raise NobodyReadsReports(number=shown.number)
    return row
