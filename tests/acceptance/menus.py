"""What stands in the menu of a member."""

from sandbox import Answer, Member

KEEP_APART = "Do not pair me with this member"
HAVE_WE_MET = "Have we met?"


async def keep_apart(who: Member, other: Member) -> Answer:
    """Have a member ask not to be paired with another."""
    return await who.run_on(other, KEEP_APART)


async def have_we_met(who: Member, other: Member) -> Answer:
    """Have a member ask how often they have met another."""
    return await who.run_on(other, HAVE_WE_MET)
