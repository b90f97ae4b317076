"""Steps that many stories share, and a look into the ledger."""

from models import PointsEntry
from sandbox import Answer, InteractionKind, Member, MessageView
from tests.acceptance.calm import nothing_waits
from tests.acceptance.conftest import LINK, Town


async def publish(
    town: Town,
    host: Member,
    role: str = "interviewer",
    when: str = "tomorrow 18:00 UTC",
    topic: str = "Python",
    **options: str | int,
) -> Answer:
    """Publish a card with a link, as a host who knows the options does.

    Who has no zone, and types a time that depends on it, sees it first and agrees.
    """
    values = {"role": role, "when": when, "topic": topic, "link": LINK} | options
    answer = await host.run("interview create", **values)
    for agreed in ("Publish", "Опубликовать"):
        if agreed in labels(answer.message):
            answer = await host.click(answer.message, agreed)
    assert any(word in answer.text for word in ("is live", "Опубликовано", "опубликовано")), answer.text
    return answer


async def sure(member: Member, asked: Answer, reason: str = "") -> Answer:
    """Send the form in which a member is asked whether they are sure."""
    assert asked.modal is not None, asked.text
    return await member.submit_fields(asked.modal, {"reason": reason} if reason else {})


async def cancel(host: Member, number: str = "1", reason: str = "") -> Answer:
    """Cancel an interview by the command, and be sure of it."""
    return await sure(host, await host.run("interview cancel", interview=number), reason)


async def erase(member: Member) -> None:
    """Have all that is kept of a member erased, as they do it, and wait until it is."""
    asked = await member.run("privacy erase")
    (label,) = (one for one in labels(asked.message) if one in {"Erase my data…", "Стереть мои данные…"})
    form = await member.click(asked.message, label)
    done = await member.submit(form.modal, word="ERASE")
    assert any(word in done.text for word in ("Done", "Готово")), done.text


async def ledger(member: Member) -> list[tuple[int, int, str]]:
    """Return a member's whole ledger, the oldest first: amount, balance after it, reason."""
    rows = await PointsEntry.filter(account__user_id=int(member.id)).order_by("id")
    return [(row.amount, row.balance_after, row.reason.value) for row in rows]


def labels(message: MessageView | None) -> list[str]:
    """Return what stands on the buttons of a message."""
    return [] if message is None else [button.label for button in message.buttons]


def way_to_the_meeting(message: MessageView | None) -> str | None:
    """Return where the button of a message leads that opens the meeting; None where it has none."""
    found = [] if message is None else message.buttons
    return next((button.url for button in found if button.label in {"Join", "Подключиться"}), None)


def count_dms(member: Member, text: str) -> int:
    """Return how many DMs with a text a member has."""
    return sum(text in dm.text for dm in member.dms())


async def click_stale(member: Member, message: MessageView, custom_id: str) -> Answer:
    """Click a button that the member's client still shows though the message has changed since."""
    data = {"component_type": 2, "custom_id": custom_id, "id": 1}
    return await member.send_raw_interaction(InteractionKind.COMPONENT, data, message=message)


async def booked(town: Town) -> None:
    """Have Boris book an interview of Alice's, and both be told."""
    await town.open_board(points_for=town.boris)
    await publish(town, town.alice)
    await town.boris.click(await town.card_shows(1, "open"), "Book")
    await town.dm_says(town.boris, "назначено")
    await town.dm_says(town.alice, "is booked")
    await nothing_waits(town.now())
