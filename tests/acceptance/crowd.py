"""Many members of the study server, who all want the same."""

import asyncio
from collections.abc import Sequence

from sandbox import Member
from sandbox.driver.answer import Answer
from services.people import Member as Acting
from tests.acceptance.conftest import LINK, Town


class Crowd:
    """The members that a town has beside the ones with names."""

    def __init__(self, town: Town, size: int = 50) -> None:
        self.town = town
        self.members = [town.local.member(f"member_{number:03}") for number in range(1, size + 1)]

    async def grant_everybody(self, points: int) -> None:
        """Have the admin grant points to each of them."""
        granted = [
            self.town.olga.run("settings grant", member=member, amount=points, reason="welcome")
            for member in self.members
        ]
        for answer in await asyncio.gather(*granted):
            assert f"Начислено {points} балл" in answer.text

    def as_member(self, member: Member) -> Acting:
        """Return a member as the services know them."""
        guild = self.town.local.world.guild_named("Study Hall")
        return Acting(int(guild.id), int(member.id), member.name, "en")

    def dms_saying(self, text: str) -> int:
        """Count the DMs with a text that anybody has."""
        everybody = [*self.members, self.town.alice, self.town.boris, self.town.chen, self.town.olga]
        return sum(text in dm.text for member in everybody for dm in member.dms())


def check_one_winner(members: Sequence[Member], answers: Sequence[Answer], number: int = 1) -> Member:
    """Check that one got the seat of an interview, with the link, and that the others heard; return who."""
    outcomes = list(zip(members, answers, strict=True))
    winners = [member for member, answer in outcomes if f"You booked #{number}." in answer.text]
    assert len(winners) == 1, [answer.text for answer in answers][:5]
    winner = winners[0]
    for member, answer in outcomes:
        assert answer.ephemeral
        assert answer.message is not None
        assert answer.message.mentions == []
        if member.id == winner.id:
            assert LINK in answer.text
        else:
            assert answer.text.startswith(f"{winner.mention} was faster and has this seat.")
    return winner
