"""The first interview, lived through on the page by people with nothing but a keyboard and their eyes."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, expect

from tests.page.client import Client

LINK = "https://meet.google.com/abc-defg-hij"
BOARD = "#interviews"
PRIVATE = "@sparring"

Picture = Callable[[str, Client], Awaitable[None]]


async def no_picture(_name: str, _client: Client) -> None:
    """Take no picture."""


async def command(client: Client, text: str, channel: str = "#general") -> None:
    """Type a slash command with its options, and send it."""
    await client.composer(channel).fill(text)
    # The list of suggestions must not take Enter for itself.
    await client.composer(channel).press("Escape")
    await client.composer(channel).press("Enter")


async def press(button: Locator) -> None:
    """Press a button by keyboard."""
    await button.focus()
    await button.press("Enter")


async def leads_to_the_meeting(message: Locator, label: str) -> None:
    """Expect a button on a message that opens the meeting."""
    await expect(message.get_by_role("link", name=label)).to_have_attribute("href", LINK)


async def set_the_board(olga: Client) -> None:
    """Have the admin, whose Discord is Russian, choose the board channel."""
    await olga.be("Olga")
    await olga.open("general")
    await olga.composer().fill("/настройки доска канал:inter")
    await expect(olga.suggestion("interviews")).to_be_visible()
    await olga.type("<Enter>", "<Escape>", "<Enter>")
    await expect(olga.message("Теперь карточки появляются")).to_be_visible()


async def publish(alice: Client) -> None:
    """Have Alice, whose Discord is English, publish a card as interviewer."""
    await alice.be("Alice")
    await alice.open("general")
    await command(
        alice,
        f"/interview create role:interviewer when:tomorrow 18:00 UTC topic:Python backend link:{LINK}",
    )
    await expect(alice.message("Your interview is live: #1")).to_be_visible()


async def book(boris: Client) -> None:
    """Have Boris, whose Discord is Russian, take the free seat by the card's button."""
    await boris.be("Boris")
    await boris.open("interviews")
    card = boris.message("Python backend", BOARD)
    await expect(card).to_be_visible()
    assert LINK not in await card.inner_text()
    await press(card.get_by_role("button", name="Book"))
    await leads_to_the_meeting(boris.message("Вы записаны на #1", BOARD), "Подключиться")


async def read_the_direct_messages(alice: Client, boris: Client) -> None:
    """Have both read what they were sent."""
    await alice.open("sparring")
    await leads_to_the_meeting(alice.message("Interview #1 with", PRIVATE), "Join")
    await boris.open("sparring")
    await leads_to_the_meeting(boris.message("Собеседование #1 с", PRIVATE), "Подключиться")


async def leave_feedback(alice: Client, take: Picture) -> None:
    """Have two days pass, and Alice say how it was."""
    for _ in range(2):
        await press(alice.page.get_by_role("button", name="+1 day"))
    asked = alice.message("How was interview #1", PRIVATE)
    await press(asked.get_by_role("button", name="Leave feedback"))
    form = alice.form("Feedback on interview #1")
    await form.get_by_role("radio", name="4: good").check()
    await form.get_by_role("textbox", name="What went well, and what to work on").fill(
        "Calm and clear explanations. Practice estimating complexity out loud."
    )
    await take("form", alice)
    await alice.page.keyboard.press("Tab")
    await press(form.get_by_role("button", name="Submit"))
    await expect(alice.message("Thanks, your feedback on #1", PRIVATE)).to_be_visible()


async def accept(boris: Client) -> None:
    """Have Boris read the feedback and accept it."""
    received = boris.message("Новый отзыв от", PRIVATE)
    await expect(received).to_contain_text("4 из 5")
    await press(received.get_by_role("button", name="Принять"))
    await expect(boris.message("Вы приняли отзыв о #1", PRIVATE)).to_be_visible()


async def look_at_the_points(alice: Client) -> None:
    """Have Alice see what she earned."""
    await expect(alice.message("You earned 1 point", PRIVATE)).to_be_visible()
    await alice.open("general")
    await command(alice, "/points")
    await expect(alice.message("reward")).to_contain_text("7 points")


async def live(olga: Client, alice: Client, boris: Client, take: Picture = no_picture) -> None:
    """Live through the first interview, from the empty board to the earned point."""
    await set_the_board(olga)
    await publish(alice)
    await boris.be("Boris")
    await boris.open("interviews")
    await expect(boris.message("Python backend", BOARD)).to_be_visible()
    await take("card", boris)
    await book(boris)
    await read_the_direct_messages(alice, boris)
    await take("message", boris)
    await leave_feedback(alice, take)
    await accept(boris)
    await take("accepted", boris)
    await look_at_the_points(alice)
    await take("points", alice)
