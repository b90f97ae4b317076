"""A story in which everything is done once that members, admins and the worker can do."""

import asyncio
import contextlib
import json
from datetime import timedelta

from tortoise.expressions import Q

from cogs.delivery.heart import identity
from models import (
    BotProcess,
    Certificate,
    InterviewStatus,
    MockInterview,
    Notification,
    NotificationKind,
    ThankYou,
    WaitsFor,
    Wish,
)
from sandbox import Fault, Member, MessageView, Upload
from services import interviews, running_dry
from services.delivery import outcomes, queue
from services.rubrics import files
from services.thanks import counting, wanting
from services.transaction import committed
from tests.acceptance.calm import LOOK_SECONDS, PATIENCE_SECONDS, is_stored
from tests.acceptance.conftest import LINK
from tests.acceptance.every_step import PANEL, TEXT, WRITE, Steps
from tests.acceptance.menus import have_we_met, keep_apart
from tests.acceptance.picker_steps import DETAILS, choose, day
from tests.acceptance.steps import cancel, labels, sure
from tests.acceptance.witness import forge, forge_form
from tests.support.history import LIVE, PAST, PEOPLE
from tests.support.recording import unrecorded
from tests.support.rubrics import GOOD, NEXT_STEP, a_content

NO_PROCESS = 4_194_305
"""A number that no process has: Linux numbers up to 4,194,304."""


RARE = {
    NotificationKind.CHANNEL_GONE,
    NotificationKind.GIVEN_UP,
    NotificationKind.NO_EVENTS,
    NotificationKind.NOT_REACHED,
    NotificationKind.NO_ROOMS,
    NotificationKind.RUNNING_DRY,
    NotificationKind.SHUT_OUT,
    NotificationKind.TAKEN_DOWN,
}
"""What only faults of others bring about, and how points are doing.

It is written and sent by the same statements as the rest.
"""

LATER = {
    NotificationKind.GUEST_ERASED,
    NotificationKind.GUEST_LEFT,
    NotificationKind.HOST_ERASED,
    NotificationKind.HOST_LEFT,
    NotificationKind.LOG_ERASED,
}
"""What comes after the rest of the story."""


class Story(Steps):
    """Few people in an old server who do everything once."""

    async def run(self) -> None:
        """Tell all of it; the clock moves on by some two weeks."""
        await self.settings()
        await self.zones_and_points()
        await self.picker()
        await self.direct_messages()
        await self.ways_to_a_zone()
        await self.takeover()
        await self.board()
        await self.changes()
        await self.waiting()
        await self.free_hours()
        await self.peace()
        await self.faults()
        await self.an_interview()
        await self.refusals()
        await self.admins()
        await self.absence()
        await self.wishes()
        await self.pairs()
        await self.coming()
        await self.late()
        await self.being_there()
        await self.writing()
        await self.bank()
        await self.questions()
        await self.rubrics()
        await self.sealed()
        await self.progress()
        await self.thanks()
        await self.endings()
        await self.departures()
        await self.people_data()
        await self.rarely()

    # --- admins and accounts ------------------------------------------------------------------------------

    async def settings(self) -> None:
        admin, town = self.olga.at("general"), self.town
        board, log = town.local.channel("interviews"), town.local.channel("admin-log")
        await admin.run("settings board", channel=board, log=log)
        await town.until(lambda: self.panel() is not None, "the panel")
        await admin.run("settings show")
        await admin.run("settings points", price=3, reward=1, starting=2, compensation=1)
        await admin.complete("settings times", "zone", "London")
        await admin.run("settings times", zone="UTC", language="en", accept_hours=72, notice=10)
        await admin.run("settings absence", limit=2, within_days=30, block_days=7)
        await admin.run("settings limits", open_cards=50, seats=50, given_back=50)
        await admin.run("settings late", hours=24, keep=1)
        await admin.run("settings links", others=True)
        await admin.run("settings feedback", thanks=True)
        await admin.run("settings events", enabled=True)
        await admin.run("settings reminders", before="24h, 1h, 10m")
        for who in (self.alice, self.boris, self.chen, self.dina):
            await admin.run("settings grant", member=who, amount=60, reason="welcome")
        await admin.run("settings economy")
        done = await admin.run("settings audit")
        await admin.click(done.message, "Download as CSV")
        await self.calm()

    async def zones_and_points(self) -> None:
        await self.boris.complete("timezone", "zone", "London")
        await self.boris.run("timezone", zone="UTC")
        await self.chen.complete("interview create", "when", "tomorrow")
        _, published = await self.publish(self.chen, "in 52 hours")
        form = await self.chen.click(published.message, "My zone")
        asked = await self.chen.submit(form.modal, zone="UTC+0")
        await self.chen.click(asked.message, labels(asked.message)[1])
        await self.boris.run("points")
        await self.boris.run("reliability")
        await self.boris.run("points", member=self.chen)

    # --- finding one another ------------------------------------------------------------------------------

    async def picker(self) -> None:
        """From the panel through every menu, by way of a zone and a time that is taken, to a card."""
        await self.publish(self.alice, f"{day(self.town, 2)} 20:00")
        picker = await self.alice.click(self.panel(), PANEL)
        await self.alice.click(picker.message, "I'll be interviewed")
        for menu, value in (("Day", day(self.town, 2)), ("Hour", "20"), ("Minute", "15")):
            taken = await choose(self.alice, picker, menu, value)
        await self.town.until(lambda: bool(taken.followups), "the free times")
        picker = await self.alice.click(taken.followups[0], labels(taken.followups[0])[0])
        await choose(self.alice, picker, "Length", "45")
        await self.alice.click(picker.message, "Later days")
        await self.alice.click(picker.message, "Earlier days")
        form = await self.alice.click(picker.message, "My zone")
        await self.alice.submit(form.modal, zone="UTC+0")
        ask = form.modal.custom_id if form.modal is not None else ""
        await self.alice.click(picker.message, labels(picker.message)[1])
        await forge(self.alice, ask.replace("zone:", "zones:", 1), picker.message, values=["Europe/London"])
        form = await self.alice.click(picker.message, "Continue")
        preview = await self.alice.submit(form.modal, **DETAILS)
        form = await self.alice.click(preview.message, "Change details")
        preview = await self.alice.submit(form.modal, **(DETAILS | {"topic": "Graphs"}))
        picker = await self.alice.click(preview.message, "Change time")
        await choose(self.alice, picker, "Hour", "20")
        await choose(self.alice, picker, "Hour", "22")
        preview = await self.alice.click(picker.message, "Continue")
        # Meanwhile she takes that time herself, and the preview offers free ones.
        await self.publish(self.alice, f"{day(self.town, 2)} 22:00")
        refused = await self.alice.click(preview.message, "Publish")
        assert refused.message is not None
        free = next(one for one in refused.message.buttons if (one.custom_id or "").startswith("preview:at:"))
        preview = await self.alice.click(refused.message, custom_id=free.custom_id)
        published = await self.alice.click(preview.message, "Publish")
        assert "is live" in published.text

    async def ways_to_a_zone(self) -> None:
        """The server's zone, one's own before a card is published, and what is moved when it changes."""
        admin = self.olga.at("general")
        asked = (await admin.run("settings times", zone="UTC+0")).message
        await forge(admin, "settings:ask-zone:en:72:10", asked)
        await forge_form(admin, "settings:ask-zone:en:72:10", zone="London")
        await forge(admin, "settings:zones:en:72:10", asked, values=["Europe/London"])
        await forge(admin, "setup:zones:show", asked, values=["Europe/Lisbon"])
        await forge(admin, "settings:zone:UTC:en:72:10", asked)

        preview, number = await self.draft(f"{day(self.town, 3)} 18:00")
        await forge(self.dina, f"preview:zone:{number}", preview)
        await forge_form(self.dina, f"preview:zone:{number}", zone="UTC+0")
        await forge(self.dina, f"preview:show:{number}", preview)
        await forge(self.dina, f"preview:zones:{number}", preview, values=["Europe/London"])
        in_utc = await forge(self.dina, f"preview:in:UTC:{number}", preview)
        published = await self.dina.click(in_utc.message, "Publish")
        assert "is live" in published.text
        offered = await forge(self.dina, "zone:menu", published.message, values=["Europe/Berlin"])
        moved = await self.dina.click(offered.message, "Move")
        assert "is moved" in moved.text, moved.text
        await forge(self.dina, "zone:keep", published.message)

    async def draft(self, when: str) -> tuple[MessageView, int]:
        """Have Dina see a card that she has not published, and return it with the number of the draft."""
        preview = await self.dina.run("interview create", role="interviewer", when=when, link=LINK)
        assert preview.message is not None
        custom_id = preview.message.button("Publish").custom_id or ""
        return preview.message, int(custom_id.rpartition(":")[2])

    async def direct_messages(self) -> None:
        """What is asked for in a direct message, in a server that is named, and page by page."""
        dina, server = self.dina.at("dm"), str(self.town.local.channel("interviews").guild_id)
        message = (await dina.run("points")).message
        for named in (
            f"points:{dina.id}",
            "reliability",
            "certificate",
            "list",
            "board::",
            "wish:interviewer:9::3:NooNothing",
            "wishes:",
        ):
            await forge(dina, f"server:{named}", message, values=[server])
        await dina.run("interview create")
        _, number = await self.draft(f"{day(self.town, 4)} 18:00")
        await forge(dina, f"server:create:{number}", message, values=[server])
        await forge(dina, f"board:at:{server}::1:", message)
        for turn in ("first", "next", "previous"):
            await forge(dina, f"ledger:at:{server}:{turn}:{PAST}", message)
            for half in ("upcoming", "past"):
                await forge(dina, f"list:at:{server}:{half}:{turn}:{PAST}", message)

    async def board(self) -> None:
        """Pages, booking in three ways, a guest who cannot be reached, rooms that are asked for."""
        for hour in range(1, 8):
            await self.publish(self.alice, f"in {110 + hour} hours", duration=30)
        board = await self.chen.run("board", role="interviewee", topic="tree")
        board = await self.chen.run("board")
        await self.chen.click(board.message, "Next")
        assert board.message is not None
        menu = board.message.selects[0]
        booked = await self.chen.select(board.message, menu.custom_id, [next(iter(menu.options))])
        withdrawn = await sure(self.chen, await self.chen.click(booked.message, "Withdraw"))
        assert "withdrawn" in withdrawn.text
        await self.town.until(
            lambda: any("Set a new link" in labels(one) for one in self.alice.dms()), "the host told"
        )
        told = next(one for one in reversed(self.alice.dms()) if "Set a new link" in labels(one))
        form = await self.alice.click(told, "Set a new link")
        await self.alice.submit(form.modal, link="https://meet.google.com/new-room-abc")
        await self.chen.complete("book", "interview", "tree")
        number, _ = await self.publish(self.alice, "in 120 hours")
        await self.chen.run("book", interview=str(number))
        await self.alice.complete("interview cancel", "interview", str(number))
        await cancel(self.alice, str(number))
        number, _ = await self.publish(self.alice, "in 122 hours")
        await self.dina.click(await self.town.card_shows(number, "open"), "Book")
        await self.town.until(
            lambda: any(self.dina.mention in one.content for one in self.town.board(self.dina)), "the call"
        )
        await self.calm()
        call = next(one for one in self.town.board(self.dina) if self.dina.mention in one.content)
        await self.dina.at("interviews").click(call, "Show my messages")
        await self.calm()
        for hour, google in ((124, self.town.google_meet), (126, None)):
            assert self.town.bot is not None
            self.town.bot.google_meet = google
            number, _ = await self.publish(self.alice, f"in {hour} hours", link=None)
            await self.chen.run("book", interview=str(number))
            await self.until_told(self.chen, "is booked", number)
        await self.calm()

    async def changes(self) -> None:
        """A card is changed and cancelled by its buttons, a booked one is moved, and given another link."""
        number, published = await self.publish(self.alice, "in 130 hours")
        form = await self.alice.click(published.message, "Change")
        edited = await self.alice.submit(form.modal, when="in 132 hours", topic="Go")
        assert "Updated" in edited.text
        await forge_form(self.alice, f"interview:edit:{number}", when="in 133 hours", topic="Rust")
        form = await self.alice.click(edited.message, "Notes and language")
        await self.alice.submit(form.modal, notes="Bring paper")
        await sure(self.alice, await self.alice.click(edited.message, "Cancel interview"))

        at_first = f"{self.town.now() + timedelta(hours=140):%Y-%m-%d %H:%M} UTC"
        number, _ = await self.publish(self.alice, at_first)
        await self.boris.run("book", interview=str(number))
        await self.alice.complete("interview edit", "interview", str(number))
        await self.alice.complete("interview edit", "when", "tomorrow")
        edit = "interview edit"
        await self.alice.run(edit, interview=str(number), link="https://meet.google.com/xyz-wxyz-xyz")
        await self.until_told(self.boris, "link", number)
        await self.publish(self.boris, "in 150 hours")
        refused = await self.alice.run(edit, interview=str(number), when="in 150 hours")
        await self.alice.click(refused.message, labels(refused.message)[0])
        asked = await self.dm_with(self.boris, "Confirm the new time", number)
        await self.calm()
        await self.alice.run(edit, interview=str(number), when=at_first)
        await self.until_told(self.boris, "no longer", number)
        await self.alice.run(edit, interview=str(number), when="in 142 hours")
        await self.calm()
        asked = await self.dm_with(self.boris, "Confirm the new time", number)
        confirmed = await self.boris.click(asked, "Confirm the new time")
        assert "Confirmed!" in confirmed.text
        await self.alice.run(edit, interview=str(number), when="in 135 hours", topic="Tries")
        await self.calm()
        self.town.clock.advance(timedelta(minutes=2))
        await self.until_told(self.boris, "Tries", number)
        asked = await self.dm_with(self.boris, "Keep the time", number)
        await self.boris.click(asked, "Keep the time")
        await self.until_told(self.alice, "rather keep", number)
        await self.alice.run(edit, interview=str(number), when="in 135 hours")
        await self.calm()

    async def waiting(self) -> None:
        """A seat is waited for, passed, taken, and free for all; what is waited for is moved, and begins."""
        number, _ = await self.publish(self.dina, "in 170 hours")
        await self.chen.run("book", interview=str(number))
        card = await self.town.card_shows(number, "booked")
        for who in (self.boris, self.boris, self.alice, self.boris):
            await forge(who, f"interview:wait:{number}", card)
        await sure(self.chen, await forge(self.chen, f"interview:withdraw:{number}", card))
        await self.alice.click(await self.dm_with(self.alice, "Pass", number), "Pass")
        offer = await self.dm_with(self.boris, "Take the seat", number)
        assert "on hold" in (await forge(self.chen, f"interview:book:{number}", card)).text
        await self.boris.click(offer, "Take the seat")
        await forge(self.alice, f"interview:wait:{number}", card)
        await self.publish(self.alice, "in 175 hours")
        await self.dina.run("interview edit", interview=str(number), when="in 175 hours")
        asked = await self.dm_with(self.boris, "Confirm the new time", number)
        await self.boris.click(asked, "Confirm the new time")
        await self.until_told(self.alice, "was moved to", number)

        soon, _ = await self.publish(self.dina, "in 100 minutes")
        await self.chen.run("book", interview=str(soon))
        card = await self.town.card_shows(soon, "booked")
        for who in (self.boris, self.alice):
            await forge(who, f"interview:wait:{soon}", card)
        await sure(self.chen, await forge(self.chen, f"interview:withdraw:{soon}", card))
        await self.boris.click(await self.dm_with(self.boris, "Book", soon), "Book")
        await self.calm()

    async def wishes(self) -> None:
        """Wishes that come true, hold again, run out and go; cards that fit, told at once and in a digest."""
        wisher, town = self.boris, self.town
        self.until_the_clock_shows(12)
        made = await wisher.run("wish add", seat="interviewee", topic="tree", days=20)
        await wisher.run("wish add", seat="interviewee", topic="TREE", days=21)
        numbers = []
        for hours in range(180, 190, 2):
            numbers.append((await self.publish(self.alice, f"in {hours} hours"))[0])
            # Of cards at the same moment any three could be those of which somebody is told at once.
            await self.calm()
        fewer = await wisher.click(await self.dm_with(wisher, "Alerts", numbers[0]), "Alerts")
        passed = await self.dm_with(wisher, "Not this one", numbers[1])
        await wisher.click(passed, "Not this one")
        await forge(wisher, "wish:alerts", fewer.message, values=["1"])
        await self.alice.run("interview edit", interview=str(numbers[2]), when="in 195 hours")
        await self.calm()
        self.until_the_clock_shows(20)
        await self.dm_with(wisher, f"Book #{numbers[4]}", numbers[4])
        booked = await forge(wisher, f"wish:book:{numbers[4]}", made.message)
        assert "You booked" in booked.text, booked.text
        await sure(wisher, await forge(wisher, f"interview:withdraw:{numbers[4]}", made.message))
        for hours in (1, 2):
            await wisher.run("wish add", seat="interviewer", topic=f"Nobody offers {hours}", days=1)
        town.clock.advance(timedelta(hours=25))
        with unrecorded():
            ran_out = await Wish.filter(user_id=int(wisher.id), is_interviewer=True).order_by("id")
        for wish, answer in zip(ran_out, ("keep", "drop"), strict=True):
            await self.dm_saying(wisher, wish.topic)
            await forge(wisher, f"wish:{answer}:{wish.id}", made.message)
        listed = await wisher.run("wish list")
        asked = await wisher.click(listed.message, labels(listed.message)[0])
        await wisher.click(asked.message, "Keep it")
        for number in numbers:
            await cancel(self.alice, str(number))
        await forge(wisher, "wish:pause", fewer.message)
        await self.calm()

    async def being_there(self) -> None:
        """One of two says that they are there, and is reported all the same."""
        number = await self.booked(self.alice, self.chen, "in 3 hours")
        self.town.clock.advance(timedelta(hours=2, minutes=51))
        await self.chen.click(await self.dm_with(self.chen, "I'm here", number), "I'm here")
        self.town.clock.advance(timedelta(minutes=25))
        label = "The other did not come"
        form = await self.alice.click(await self.dm_with(self.alice, label, number), label)
        await self.alice.submit(form.modal, text="They were silent all the time.")
        await self.dispute(self.chen, number)
        await self.decide(number, "Reject")
        await self.feedback(self.alice, number)
        await self.calm()

    async def writing(self) -> None:
        """Two write to each other, and one reports it; of two others one cannot read it, and is kept away."""
        town = self.town
        number = await self.booked(self.alice, self.chen, "in 5 hours")
        await self.write(self.alice, await self.dm_with(self.alice, WRITE, number), "Which editor?")
        heard = await self.dm_with(self.chen, "Report", number)
        await self.write(self.chen, heard, "Yours.", "Answer")
        await self.dm_with(self.alice, "Report", number)
        await sure(self.chen, await self.chen.click(heard, "Report"))
        reported = "reported what"
        await town.until(lambda: any(reported in one for one in town.log_lines()), "the admins' line")
        kept_away, _ = await self.publish(self.alice, "in 8 hours")
        await self.dina.run("book", interview=str(kept_away))
        told = await self.dm_with(self.alice, WRITE, kept_away)
        await self.write(self.alice, told, "Are you there?")
        await self.calm()
        await keep_apart(self.alice, self.dina)
        await self.write(self.alice, told, "Still there?")
        await self.calm()
        for one in (number, kept_away):
            await cancel(self.alice, str(one))
        await self.calm()

    async def bank(self) -> None:
        """Admins fill the bank of questions, look through it, and retire one."""
        admin = self.olga.at("general")
        rows = [{"text": f"What is behind door number {number}?", "topic": "Doors"} for number in range(20)]
        file = Upload("doors.json", json.dumps(rows).encode())
        dry = await admin.run("questions import", file=file)
        done = await admin.click(dry.message, "Import")
        assert "Done: 20 new." in done.text, done.text
        await admin.run("questions starter", language="en")
        await admin.complete("questions list", "topic", "doo")
        listed = await admin.run("questions list", topic="Doors")
        page = await admin.click(listed.message, "Next")
        assert page.message is not None
        await admin.click(page.message, "Previous")
        chosen = next(iter(page.message.selects[0].options))
        one = await forge(admin, "questions:show", page.message, values=[chosen])
        retired = await admin.click(one.message, "Retire")
        await admin.click(retired.message, "Bring back")
        await admin.complete("questions retire", "question", "door")
        await admin.run("questions retire", question=chosen)
        await admin.run("questions export")
        await self.calm()

    async def questions(self) -> None:
        """An interviewer draws, asks and notes; then both suggest a question, of which one is taken."""
        number = await self.booked(self.alice, self.chen, "in 3 hours")
        self.town.clock.advance(timedelta(hours=2, minutes=1))
        await self.alice.complete("questions draw", "interview")
        await self.alice.run("questions draw", interview=str(number))
        reminder = await self.dm_with(self.alice, "Draw questions", number)
        hand = await self.alice.click(reminder, "Draw questions")
        assert hand.message is not None
        await forge(self.alice, f"questions:topic:{number}", hand.message, values=["Doors"])
        hand = await self.alice.run("questions draw")
        assert hand.message is not None
        second = list(hand.message.selects[0].options)[1]
        shown = await forge(self.alice, f"questions:open:{number}", hand.message, values=[second])
        another = await self.alice.click(shown.message, "Another question")
        self.town.clock.advance(timedelta(hours=1, minutes=30))
        assert another.message is not None
        second = list(another.message.selects[0].options)[1]
        begun = await forge(self.alice, f"questions:open:{number}", another.message, values=[second])
        asked = await self.alice.click(begun.message, "Mark as asked")
        undone = await self.alice.click(asked.message, "Not asked after all")
        assert undone.message is not None
        draw_id = undone.message.button("Mark as asked").custom_id or ""
        await forge(self.alice, draw_id.replace("asked", "went"), undone.message, values=["4"])
        self.town.clock.advance(timedelta(minutes=40))
        form = await self.alice.run("feedback", interview=str(number))
        left = await self.alice.submit(form.modal, score="3", text=TEXT)
        accepted = await self.chen.click(await self.dm_with(self.chen, "Accept", number), "Accept")
        for who, message in ((self.alice, left.message), (self.chen, accepted.message)):
            form = await who.click(message, "Suggest a question")
            text = f"What would {who.name} ask about doors?"
            said = await who.submit(form.modal, text=text, notes="", topic="Doors")
            assert "Thank you!" in said.text, said.text
        suggested = "suggests a question"
        await self.town.until(lambda: sum(suggested in one for one in self.town.log_lines()) == 2, "both")
        lines = [one for one in self.olga.messages("admin-log") if suggested in one.text]
        for line, label in zip(lines, ("Take", "Decline"), strict=True):
            await self.olga.click(line, label)
        await self.calm()

    async def sealed(self) -> None:
        """Feedback is sealed: one interviewee answers the three questions, another opens it without."""
        admin, town = self.olga.at("general"), self.town
        await admin.run("settings feedback", sealed=True)
        for label in ("Answer three questions", "Open without answering"):
            number = await self.booked(self.alice, self.boris, "in 2 hours")
            town.clock.advance(timedelta(hours=3, minutes=5))
            due = await self.dm_with(self.alice, "Leave feedback", number)
            form = await self.alice.click(due, "Leave feedback")
            await self.alice.submit(form.modal, score="4", text=TEXT)
            sealed = await self.dm_with(self.boris, label, number)
            await self.boris.run("feedback", interview=str(number))
            opened = await self.boris.click(sealed, label)
            if opened.modal is not None:
                three = {"prepared": "yes", "useful": "partly", "actionable": "no"}
                opened = await self.boris.submit(opened.modal, **three, line="Calm.")
            assert "Accept" in labels(opened.message), opened.text
        await admin.run("settings feedback", sealed=False)
        await self.calm()

    async def progress(self) -> None:
        """A next step is ticked off and not, and shared with who interviews next, and kept again."""
        await self.booked(self.alice, self.boris, "in 2 hours")
        shown = await self.boris.run("progress")
        for action in ("Done", "Not done yet", "Share my goals", "Stop sharing"):
            label = next(one for one in labels(shown.message) if one.startswith(action))
            await self.boris.click(shown.message, label)
        assert any(one.startswith("Share my goals") for one in labels(shown.message)), shown.text
        await self.alice.run("progress")
        self.town.clock.advance(timedelta(hours=3, minutes=5))
        await self.calm()

    async def rubrics(self) -> None:
        """Admins add a rubric of their own, a host chooses it, feedback is given by it, and it is retired."""
        admin, town = self.olga.at("general"), self.town
        await admin.run("settings feedback", rubric=True)
        await admin.complete("rubrics template", "rubric", "cod")
        await admin.run("rubrics template")
        for mark in ("", " again", " again"):
            ours = a_content(mark=mark)
            file = Upload("ours.csv", files.written(ours, ours.name, "en"))
            await admin.run("rubrics import", file=file)
        await admin.run("rubrics list")
        await self.alice.complete("interview create", "rubric", "ours")
        number = await self.booked(self.alice, self.boris, "in 5 hours")
        await self.alice.complete("interview edit", "rubric")
        await self.alice.run("interview edit", interview=str(number), rubric="Ours en")
        town.clock.advance(timedelta(hours=7))
        due = await self.dm_with(self.alice, "Leave feedback", number)
        form = await self.alice.click(due, "Leave feedback")
        assert form.modal is not None
        sent = {"level1": "2", "level2": "4", "level3": "5", "good": GOOD}
        refused = await forge_form(self.alice, form.modal.custom_id, **sent, next="Practice more.")
        assert "at least 40 characters" in refused.text, refused.text
        left = await self.alice.submit(form.modal, **sent, next=NEXT_STEP)
        assert "on its way" in left.text, left.text
        await self.dm_with(self.boris, "Accept", number)
        await admin.complete("rubrics retire", "rubric")
        await admin.run("rubrics retire", rubric="Ours en")
        await admin.run("settings feedback", rubric=False)
        await self.calm()

    async def thanks(self) -> None:
        """A month was thanked for meanwhile; somebody takes their yes back, as Alice does."""
        await is_stored(ThankYou, id__gt=2 * PEOPLE, message_id__isnull=False)
        with unrecorded():
            row = await ThankYou.filter(id__gt=2 * PEOPLE).get()
            named = (await counting.thanked(row)).named
        await wanting.take_back(named[0].user_id, self.town.now())
        await self.town.until(
            lambda: any(
                "interviewing others" in one.content and f"<@{named[0].user_id}>" not in one.content
                for one in self.town.board()
            ),
            "the thank-you without them",
        )
        asked = await self.alice.run("thanks")
        said = await self.alice.click(asked.message, "Yes, thank me")
        await self.alice.click(said.message, "Don't name me")
        await self.calm()
        await self.olga.at("general").run("settings feedback", thanks=False)

    async def coming(self) -> None:
        """Both are asked whether they come: some say so, one is silent; then a guest and a host do not."""
        number = await self.booked(self.alice, self.chen, "in 26 hours")
        late = await self.booked(self.chen, self.boris, "in 30 hours")
        card = await self.town.card_shows(number, "booked")
        await forge(self.boris, f"interview:wait:{number}", card)
        self.town.clock.advance(timedelta(hours=6, minutes=1))
        for who, about in ((self.alice, number), (self.chen, late)):
            await who.click(await self.dm_with(who, "I'm coming", about), "I'm coming")
        self.town.clock.advance(timedelta(hours=17))
        await self.until_told(self.alice, "hasn't confirmed yet", number)
        await self.until_told(self.boris, "may come free", number)
        for who, about in ((self.boris, late), (self.alice, number)):
            form = await forge(who, f"coming:no:{about}", card)
            await who.submit(form.modal, reason="ill")
        await self.calm()

    async def late(self) -> None:
        """A guest leaves late three times: for free, for another who takes the seat, and for nobody."""
        hours = (15, 17, 19)
        free, taken, left = [await self.booked(self.alice, self.chen, f"in {one} hours") for one in hours]
        self.town.clock.advance(timedelta(minutes=11))
        for number in (free, taken, left):
            card = await self.town.card_shows(number, "booked")
            await sure(self.chen, await forge(self.chen, f"interview:withdraw:{number}", card))
        await self.boris.run("book", interview=str(taken))
        await self.until_told(self.chen, "seat you gave up", taken)
        for number in (free, taken):
            await cancel(self.alice, str(number))
        self.town.clock.advance(timedelta(hours=19))
        await self.until_told(self.alice, "the 1 point they left", left)
        await self.calm()

    async def pairs(self) -> None:
        """Two are asked for a common time: one says no; others pick different ones, and then the same."""
        host, guest, other = self.alice, self.boris, self.chen
        self.until_the_clock_shows(12)
        shown = await guest.run("free show")
        assert shown.message is not None
        await forge(guest, "free:resume", shown.message)
        for who, seat in ((host, "interviewer"), (guest, "interviewee"), (other, "interviewee")):
            form = await who.run("free set")
            everyday = [str(day) for day in range(7)]
            await who.submit_fields(form.modal, {"days": everyday, "from": "0", "to": "24:00"})
            await who.run("wish add", seat=seat, topic="pairs of trees")
        first, asked = await self.asked_for_a_pair(host, after=0)
        answerer = guest if f"pair:no:{first}" in self.asked_of(guest) else other
        await forge(answerer, f"pair:no:{first}", asked)
        second, asked = await self.asked_for_a_pair(host, after=first)
        answerer = guest if f"pair:no:{second}" in self.asked_of(guest) else other
        for step in ("take", "leave", "take"):
            await forge(host, f"pair:{step}:{second}:1", asked)
        await forge(answerer, f"pair:take:{second}:2", asked)
        agreed = await forge(host, f"pair:take:{second}:2", asked)
        assert "It's booked as" in agreed.text, agreed.text
        await self.calm()

    async def free_hours(self) -> None:
        """A zone that is asked for, a week, exceptions and a break; and a picker that knows of who waits."""
        dina, town = self.dina, self.town
        asked = await dina.run("free show")
        form = await forge(dina, "free:zone", asked.message)
        several = await dina.submit(form.modal, zone="UTC+9")
        await forge(dina, "free:zones", several.message, values=["Asia/Seoul"])
        taken = await forge(dina, "free:in:Asia/Tokyo", several.message)
        form = await dina.click(taken.message, "Add free hours")
        for days, begins, ends in (
            (["4", "5"], "22:00", "02:00"),
            (["4"], "21", "23"),
            (["1"], "25:00", "1"),
        ):
            week = await dina.submit_fields(form.modal, {"days": days, "from": begins, "to": ends})
            form = await dina.run("free set")
        await dina.run("free except", when="24 Dec 18:00-21:00", free=True)
        await dina.run("free except", when="24 Dec", free=False)
        shown = await dina.run("free show")
        listed = await dina.click(shown.message, "Exceptions (1)")
        assert listed.message is not None
        (menu,) = listed.message.selects
        await forge(dina, "free:exceptions:1", listed.message)
        await dina.select(listed.message, menu.custom_id, [next(iter(menu.options))])
        paused = await dina.run("free pause", until="in 3 days")
        await dina.click(paused.message, "End the break")
        assert week is not None
        await dina.click(shown.message, next(one for one in labels(shown.message) if one.endswith("✕")))
        await dina.run("wish add", seat="interviewee", topic="what nobody offers")
        picker = await self.alice.run("interview create", role="interviewer")
        await choose(self.alice, picker, "Day", day(town, 3))

    async def peace(self) -> None:
        """Caps; somebody who is kept apart, the ways out of what is booked with them, and taking it back."""
        await self.alice.run("free cap", as_interviewer=20, as_interviewee=20)
        await self.alice.run("free cap")
        as_guest = await self.booked(self.alice, self.chen, "in 170 hours")
        as_host = await self.booked(self.chen, self.alice, "in 174 hours")
        await have_we_met(self.chen, self.alice)
        asked = await keep_apart(self.chen, self.alice)
        for number in (as_guest, as_host):
            left = await sure(self.chen, await self.chen.click(asked.message, f"Leave #{number}"))
            assert "You've left" in left.text, left.text
        refused = await self.chen.run("book", interview=str(as_guest))
        assert "private limits" in refused.text, refused.text
        await self.chen.click(asked.message, "Undo")
        for who in (self.alice, self.boris):
            await keep_apart(self.chen, who)
        listed = await self.chen.run("block list")
        await forge(self.chen, "block:page:1", listed.message)
        await forge(self.chen, "block:lift", listed.message, values=["row:1"])
        for who in (self.alice, self.boris):
            await forge(self.chen, "block:lift", listed.message, values=[who.id])
        await cancel(self.alice, str(as_guest))
        await self.calm()

    async def faults(self) -> None:
        """A card that is not taken, a board that is closed and opened, an answer that is late."""
        town = self.town
        number, _ = await self.publish(self.chen, "in 160 hours")
        card = await town.card_shows(number, "open")
        path = f"/messages/{card.id}$"
        broken = town.local.faults.add(Fault("status", "PATCH", path, status=400, code=50035))
        await self.chen.run("interview edit", interview=str(number), topic="Heaps")
        await town.until(lambda: broken.hits == 1, "the edit that is not taken")
        await self.calm()
        await self.chen.run("interview edit", interview=str(number), topic="Queues")
        await town.card_shows(number, "Queues")
        away = town.local.faults.add(Fault("status", "PATCH", path, status=503))
        await self.chen.run("interview edit", interview=str(number), topic="Stacks")
        await town.until(lambda: away.hits == 1, "the edit while Discord is away")
        town.local.deny("interviews", "send_messages")
        await self.publish(self.chen, "in 162 hours")
        told = "can't show cards"
        await town.until(lambda: any(told in one.text for one in town.log()), "the admins' message")
        town.local.allow("interviews", "send_messages")
        town.clock.advance(timedelta(minutes=20))
        await town.card_shows(number, "Stacks")
        await self.calm()

    # --- interviews and what follows from them ------------------------------------------------------------

    async def an_interview(self) -> None:
        """Reminders, feedback, acceptance, rating; and feedback that accepts itself."""
        town = self.town
        number = await self.booked(self.alice, self.boris, "in 30 hours")
        other = await self.booked(self.boris, self.chen, "in 34 hours")
        town.clock.advance(timedelta(hours=29, minutes=30))
        reminder = await self.dm_with(self.boris, "Stop reminders", number)
        await self.boris.click(reminder, "Stop reminders")
        listed = await self.boris.run("interview list")
        await self.boris.click(listed.message, "Remind me again")
        town.clock.advance(timedelta(hours=7))
        due = await self.dm_with(self.alice, "Leave feedback", number)
        await self.alice.complete("feedback", "interview")
        await self.alice.at("dm").complete("feedback", "interview")
        form = await self.alice.at("dm").click(due, "Leave feedback")
        await self.alice.submit(form.modal, score="4", text=TEXT)
        await self.boris.run("feedback")
        await self.boris.run("feedback", interview=str(number))
        await self.boris.complete("interview view", "interview", str(number))
        await self.boris.run("interview view", interview=str(number))
        await self.chen.run("interview view", interview=str(number))
        accepted = await self.boris.click(await self.dm_with(self.boris, "Accept", number), "Accept")
        assert accepted.message is not None
        await self.boris.select(accepted.message, accepted.message.selects[0].custom_id, ["5"])
        await self.boris.at("dm").run("feedback")
        await self.certificate(self.boris)
        await self.feedback(self.boris, other)
        await self.calm()
        town.clock.advance(timedelta(hours=73))
        await self.until_told(self.boris, "earned", other)

    async def certificate(self, who: Member) -> None:
        """A certificate is issued, shown again, and checked."""
        shown = await who.run("certificate show")
        again = await who.run("certificate show")
        assert "Your certificate" in shown.text, shown.text
        assert again.text == shown.text
        with unrecorded():
            row = await Certificate.get(user_id=int(who.id))
        await self.chen.run("certificate check", number=row.number)
        await self.chen.run("certificate check", number="7KQ2-M4XV-90TC")

    async def refusals(self) -> None:
        """What is refused after more was looked up than where it is done; and a server that is new."""
        number, _ = await self.publish(self.alice, "in 200 hours")
        card = await self.town.card_shows(number, "open")
        for who, word in ((self.olga, "3 points"), (self.alice, "your own")):
            refused = await forge(who, f"interview:book:{number}", card)
            assert word in refused.text, refused.text
        await self.boris.click(card, "Book")
        taken = await forge(self.chen, f"interview:book:{number}", card)
        assert self.boris.mention in taken.text
        await self.boris.run("feedback", interview=str(number))
        await self.town.local.member("Emil").run("points")

    async def admins(self) -> None:
        """Every step of the setup; a member's page, from which a seat is freed and an interview cancelled."""
        admin, town = self.olga.at("general"), self.town
        setup = (await admin.run("settings show")).message
        board, log = town.local.channel("interviews"), town.local.channel("admin-log")
        await forge(admin, "setup:board:show", setup, values=[board.id])
        await forge(admin, "setup:log:show", setup, values=[log.id])
        await forge(admin, "setup:points:show", setup)
        await forge_form(admin, "setup:points:show", starting="2")
        await forge(admin, "setup:zone:show", setup)
        await forge_form(admin, "setup:zone:show", zone="London")
        await forge(admin, "setup:zone:show:UTC", setup)
        await forge(admin, "setup:language:show:en", setup)
        number, _ = await self.publish(self.alice, "in 210 hours")
        await self.chen.run("book", interview=str(number))
        page = (await admin.run("settings member", member=self.alice)).message
        await forge(admin, f"member:interview:{self.alice.id}", page, values=[f"{number}:booked"])
        for act in ("free", "cancel"):
            await forge_form(admin, f"member:act:{self.alice.id}:{number}", act=act, reason="as asked")
        await self.until_told(self.alice, "as asked", number)
        await self.calm()

    async def lift_a_pause(self) -> None:
        """Boris was reported absent, and is let in again."""
        admin = self.olga.at("general")
        await admin.run("settings absence", limit=1, block_days=90)
        page = (await admin.run("settings member", member=self.boris)).message
        for step in ("lift", "lifted", "show"):
            await forge(admin, f"member:{step}:{self.boris.id}", page)
        await self.town.dm_says(self.boris, "lifted your pause")

    async def absence(self) -> None:
        """Reports and feedback that are disputed, upheld and overturned; a dispute that nobody decides.

        That one waits for admins first: their channel is closed.
        """
        town = self.town
        struck = await self.booked(self.boris, self.chen, "in 28 hours")
        number = await self.booked(self.alice, self.chen, "in 30 hours")
        other = await self.booked(self.boris, self.chen, "in 36 hours")
        town.clock.advance(timedelta(hours=30, minutes=15))
        await self.report(self.chen, number)
        await self.dispute(self.alice, number)
        await self.decide(number, "Reject")
        await self.dm_with(self.alice, "Leave feedback", number)
        await self.feedback(self.alice, number)
        await self.dispute(self.chen, number)
        for label in ("Let admins read it", "Keep it private"):
            await self.alice.click(await self.dm_with(self.alice, label, number), label)
        await self.decide(number, "Let the feedback count")
        await self.feedback(self.boris, struck)
        await self.dispute(self.chen, struck)
        await self.decide(struck, "Don't count it")
        town.clock.advance(timedelta(hours=6))
        town.local.deny("admin-log", "send_messages")
        # With this one Boris is paused, until he disputes it: his later seats are freed.
        await self.olga.at("general").run("settings absence", limit=1)
        await self.report(self.chen, other)
        await self.dispute(self.boris, other)
        await town.dm_says(self.olga, "log")
        town.local.allow("admin-log", "send_messages")
        town.clock.advance(timedelta(minutes=20))
        await self.boris.run("points")
        await self.calm()
        for days in (3, 4):
            town.clock.advance(timedelta(days=days, minutes=30))
            await self.calm()
        await self.until_told(self.boris, "No-show report upheld", other)
        await self.lift_a_pause()

    async def endings(self) -> None:
        """What was booked lapses; of every end, and of every message, there has been one."""
        self.town.clock.advance(timedelta(hours=12))
        await self.calm()
        await self.boris.run("interview list")
        with unrecorded():
            newest = PAST + LIVE
            mine = await MockInterview.filter(id__gt=newest)
            told = await Notification.filter(Q(interview_id__gt=newest) | Q(interview_id__isnull=True))
        assert {row.status for row in mine} >= set(InterviewStatus) - set(interviews.LIVE)
        untold = set(NotificationKind) - RARE - LATER - {row.kind for row in told}
        assert not untold, untold

    async def departures(self) -> None:
        """A guest leaves the server, and a host; both are noticed."""
        town = self.town
        number = await self.booked(self.boris, self.chen, "in 30 hours")
        other, _ = await self.publish(self.alice, "in 40 hours")
        card = await town.card_shows(other, "open")
        self.alice.leave("Study Hall")
        refused = await self.chen.click(card, "Book")
        assert "has left" in refused.text
        self.alice.join("Study Hall")
        await self.boris.run("points")
        self.chen.leave("Study Hall")
        town.clock.advance(timedelta(hours=6, minutes=1))
        await self.until_told(self.boris, "has left the server", number)
        self.chen.join("Study Hall")
        third = await self.booked(self.alice, self.boris, "in 30 hours")
        self.alice.leave("Study Hall")
        town.clock.advance(timedelta(hours=6, minutes=1))
        await self.until_told(self.boris, "has left the server", third)
        self.alice.join("Study Hall")
        await self.calm()

    async def people_data(self) -> None:
        """A guest and a host see what is kept of them, get it, and have it erased."""
        as_guest = await self.booked(self.boris, self.chen, "in 30 hours")
        as_host = await self.booked(self.chen, self.boris, "in 40 hours")
        shown = await self.chen.run("privacy show")
        await self.chen.click(shown.message, "Get my data")
        await self.chen.run("privacy export")
        await self.chen.click(shown.message, "Erase my data…")
        asked = await self.chen.run("privacy erase")
        form = await self.chen.click(asked.message, "Erase my data…")
        await self.chen.submit(form.modal, word="ERASE")
        await self.until_told(self.boris, "Your guest has had their data erased", as_guest)
        await self.until_told(self.boris, "has had their data erased, so it's canceled", as_host)
        await self.calm()

    # --- the worker alone ---------------------------------------------------------------------------------

    async def takeover(self) -> None:
        """A process has died on this machine with a row in its hands."""
        with unrecorded():
            dead = await BotProcess.create(machine=identity().machine, pid=NO_PROCESS, born=1.0)
            held = await Notification.filter(waits_until__isnull=False).first()
            assert held is not None
            await Notification.filter(id=held.id).update(owner=dead.id)
        async with asyncio.timeout(PATIENCE_SECONDS), committed() as news:
            while await self._is_known(dead.id):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), LOOK_SECONDS)
                news.clear()

    async def _is_known(self, process: int) -> bool:
        with unrecorded():
            return await BotProcess.exists(id=process)

    async def rarely(self) -> None:
        """What follows from limits and outages that would take long to bring about, as the worker says it."""
        now, nobody = self.town.now(), 1_000_000
        await queue.give_back(nobody, [1, 2], now)
        await queue.put_off(nobody, [1, 2], now, WaitsFor.TRY, error="503")
        await queue.wake_after_outage()
        await queue.forgive_the_clock(now)
        await queue.claim(nobody, queue.Room(0, 1, 1), now, oldest_first=True)
        await queue.next_moment_after(now)
        await running_dry.look(now)
        await outcomes.was_shut_out(600, now)
        await outcomes.forget_channel(int(self.alice.id))
        with unrecorded():
            told = await Notification.filter(recipient_id=int(self.alice.id), interview_id__gt=0).first()
        assert told is not None
        await outcomes._refresh([told.id], now)
        await self.calm()
