"""Steps through the picker that several stories share."""

from datetime import timedelta

from sandbox import Answer, Member
from tests.acceptance.conftest import LINK, Town

DETAILS = {
    "topic": "Databases",
    "level": "middle",
    "language": "English",
    "link": LINK,
    "notes": "Bring paper",
}
FIRST_PAGE = ["I'll interview", "I'll be interviewed", "Later days", "My zone", "Continue"]
"""The buttons of a new picker, for whoever has chosen no zone."""


def day(town: Town, ahead: int) -> str:
    return (town.now() + timedelta(days=ahead)).date().isoformat()


async def choose(member: Member, picker: Answer, menu: str, value: str) -> Answer:
    return await member.select(picker.message, menu, [value])


async def choose_time(town: Town, member: Member, picker: Answer, ahead: int, hour: int, minute: str) -> None:
    """Choose a time in the menus of an English picker."""
    for menu, value in (("Day", day(town, ahead)), ("Hour", str(hour)), ("Minute", minute)):
        await choose(member, picker, menu, value)
