"""What the people of a long story do again and again, in the town of an old server."""

import re
from datetime import timedelta

from sandbox import Answer, Member, MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town
from tests.acceptance.steps import labels, sure
from tests.support.recording import unrecorded

TEXT = "Calm and clear; practise estimating complexity."
WHY = "I was there, the link was wrong."
PANEL = "Take a mock interview"
WRITE = "Write to the other"


class Steps:
    """Steps in a town whose numbers are high, and all of whose people read English."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.olga, self.alice, self.boris = town.olga, town.alice, town.boris
        self.chen, self.dina = town.chen, town.dina
        for who in (self.olga, self.alice, self.boris, self.chen, self.dina):
            who.locale = "en-US"

    def panel(self) -> MessageView | None:
        return next((one for one in self.town.board() if PANEL in labels(one)), None)

    async def publish(
        self, host: Member, when: str, *, link: str | None = LINK, duration: int = 60
    ) -> tuple[int, Answer]:
        answer = await host.run(
            "interview create", role="interviewer", when=when, topic="Trees", link=link, duration=duration
        )
        if "Publish" in labels(answer.message):
            answer = await host.click(answer.message, "Publish")
        found = re.search(r"Your interview is live: #(\d+)", answer.text)
        assert found is not None, answer.text
        return int(found[1]), answer

    async def booked(self, host: Member, guest: Member, when: str) -> int:
        number, _ = await self.publish(host, when)
        booked = await guest.click(await self.town.card_shows(number, "open"), "Book")
        assert "You booked" in booked.text, booked.text
        await self.until_told(guest, "is booked", number)
        return number

    async def feedback(self, interviewer: Member, number: int) -> None:
        form = await interviewer.run("feedback", interview=str(number))
        left = await interviewer.submit(form.modal, score="3", text=TEXT)
        assert "on its way" in left.text

    async def write(self, who: Member, message: MessageView, text: str, label: str = WRITE) -> None:
        form = await who.click(message, label)
        said = await who.submit(form.modal, text=text)
        assert "Got it" in said.text, said.text

    async def report(self, who: Member, number: int) -> None:
        label = "The other did not come"
        form = await who.click(await self.dm_with(who, label, number), label)
        await who.submit(form.modal, text="")

    async def dispute(self, who: Member, number: int) -> None:
        form = await who.click(await self.dm_with(who, "Dispute", number), "Dispute")
        await who.submit(form.modal, text=WHY)

    async def decide(self, number: int, label: str) -> None:
        def asked() -> list[MessageView]:
            messages = self.olga.messages("admin-log")
            return [one for one in messages if label in labels(one) and f"#{number}" in one.text]

        await self.town.until(lambda: bool(asked()), f"{label} in the log")
        admin = self.olga.at("admin-log")
        decided = await sure(admin, await admin.click(asked()[-1], label))
        assert f"#{number}" in decided.text
        await self.calm()

    async def dm_with(self, member: Member, label: str, number: int) -> MessageView:
        """Wait until a member has a message about an interview with a button, and return the latest."""

        def found() -> list[MessageView]:
            return [one for one in member.dms() if label in labels(one) and f"#{number}" in one.text]

        await self.town.until(lambda: bool(found()), f"{label!r} on #{number} for {member.name}")
        return found()[-1]

    def asked_of(self, member: Member) -> set[str]:
        """The custom_ids of all buttons of a member's messages."""
        return {button.custom_id or "" for one in member.dms() for button in one.buttons}

    async def asked_for_a_pair(self, member: Member, *, after: int) -> tuple[int, MessageView]:
        """Wait until a member is asked about a pair later than one; return its number, and a message."""

        def later() -> list[int]:
            marks = (one.removeprefix("pair:no:") for one in self.asked_of(member) if "pair:no:" in one)
            return [int(mark) for mark in marks if int(mark) > after]

        await self.town.until(lambda: bool(later()), f"a pair for {member.name}")
        return later()[0], member.dms()[-1]

    def until_the_clock_shows(self, hour: int) -> None:
        """Let time pass until the next such hour (UTC)."""
        now = self.town.now()
        then = now.replace(hour=hour, minute=0, second=1, microsecond=0)
        self.town.clock.advance(then - now + timedelta(days=0 if now < then else 1))

    async def dm_saying(self, member: Member, word: str) -> None:
        await self.town.until(
            lambda: any(word in one.text for one in member.dms()), f"{word!r} for {member.name}"
        )

    async def until_told(self, member: Member, word: str, number: int) -> None:
        await self.town.until(
            lambda: any(word in one.text and f"#{number}" in one.text for one in member.dms()),
            f"{word!r} on #{number} for {member.name}",
        )

    async def calm(self) -> None:
        with unrecorded():
            await nothing_waits(self.town.now())
