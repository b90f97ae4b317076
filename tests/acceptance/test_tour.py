"""The tour of the local Discord's page, walked with the real bot: each step is noticed when it is done."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sandbox import Member, MessageView, Sandbox
from sandbox.client.messages import mark_read
from tests.acceptance.playground import playground
from tests.support.databases import SqliteDatabases, opened

LINK = "https://meet.google.com/abc-defg-hij"


async def test_every_step_of_the_tour_is_ticked_as_it_is_done(sqlite_databases: SqliteDatabases) -> None:
    async with opened(sqlite_databases.migrated()), playground() as local:
        steps: list[Callable[[Sandbox], Awaitable[None]]] = [
            set_the_board,
            publish,
            book,
            read_the_direct_messages,
            leave_feedback,
            accept,
            look_at_the_points,
            wish,
            publish_what_fits,
            wait_for_the_seat,
            take_the_seat,
            fill_the_bank,
            draw,
        ]
        for number, step in enumerate(steps):
            assert done_steps(local) == list(range(number))
            await step(local)
            await local.wait_until(
                lambda: done_steps(local) == list(range(number + 1)),  # noqa: B023 - it is awaited here
                reason=f"the tick of step {number + 1}",
            )
        assert len(local.tour.to_json()["steps"]) == len(steps)


def done_steps(local: Sandbox) -> list[int]:
    done: list[int] = local.tour.to_json()["done"]
    return done


async def with_button(
    local: Sandbox, member: Member, custom_id: str, channel: str | None = None
) -> MessageView:
    """Wait until a member sees a message with a button, and return it."""

    def found() -> list[MessageView]:
        seen = member.messages(channel) if channel else member.dms()
        return [one for one in seen if any((b.custom_id or "").startswith(custom_id) for b in one.buttons)]

    await local.wait_until(found, reason=f"{custom_id} for {member.name}")
    return found()[-1]


def label(message: MessageView, custom_id: str) -> str:
    return next(button.label for button in message.buttons if (button.custom_id or "").startswith(custom_id))


async def set_the_board(local: Sandbox) -> None:
    await local.member("Olga").at("interviews").run("settings board", channel=local.channel("interviews"))


async def publish(local: Sandbox) -> None:
    options = {"role": "interviewer", "when": "in 50 minutes", "topic": "Python", "link": LINK}
    await local.member("Alice").at("interviews").run("interview create", **options)


async def book(local: Sandbox) -> None:
    boris = local.member("Boris")
    card = await with_button(local, boris, "interview:book:", "interviews")
    await boris.click(card, label(card, "interview:book:"))


async def read_the_direct_messages(local: Sandbox) -> None:
    for name in ("Boris", "Alice"):
        member = local.member(name)
        await local.wait_until(lambda: any(LINK in one.text for one in member.dms()), reason="the link")  # noqa: B023
        mark_read(local.backend, local.world.user_named(name), local.world.dms[member.id])


async def leave_feedback(local: Sandbox) -> None:
    alice = local.member("Alice")
    for _ in range(2):
        local.clock.advance(timedelta(hours=1))
    asked = await with_button(local, alice, "interview:feedback:")
    form = (await alice.click(asked, label(asked, "interview:feedback:"))).modal
    await alice.submit(form, score="4", text="Calm and clear. Practise estimating complexity aloud.")


async def accept(local: Sandbox) -> None:
    boris = local.member("Boris")
    received = await with_button(local, boris, "interview:accept:")
    await boris.click(received, label(received, "interview:accept:"))


async def look_at_the_points(local: Sandbox) -> None:
    await local.member("Alice").run("points")


async def wish(local: Sandbox) -> None:
    await local.member("Chen").run("wish add", seat="interviewee", topic="python")


async def publish_what_fits(local: Sandbox) -> None:
    options = {"role": "interviewer", "when": "in 3 hours", "topic": "Python and SQL", "link": LINK}
    await local.member("Alice").at("interviews").run("interview create", **options)


async def wait_for_the_seat(local: Sandbox) -> None:
    boris, chen = local.member("Boris"), local.member("Chen")
    told = await with_button(local, chen, "wish:book:")
    await chen.click(told, label(told, "wish:book:"))
    card = await with_button(local, boris, "interview:wait:", "interviews")
    await boris.click(card, label(card, "interview:wait:"))


async def take_the_seat(local: Sandbox) -> None:
    boris, chen = local.member("Boris"), local.member("Chen")
    booked = await with_button(local, chen, "interview:withdraw:")
    form = (await chen.click(booked, label(booked, "interview:withdraw:"))).modal
    await chen.submit(form)
    offer = await with_button(local, boris, "waiting:take:")
    await boris.click(offer, label(offer, "waiting:take:"))


async def fill_the_bank(local: Sandbox) -> None:
    await local.member("Olga").run("questions starter")


async def draw(local: Sandbox) -> None:
    drawn = await local.member("Alice").run("questions draw")
    assert drawn.message is not None
    assert all(f"**{number}.**" in drawn.message.text for number in range(1, 6)), drawn.text
