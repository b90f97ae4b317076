"""The first interview, lived through on the page by people with nothing but a keyboard and their eyes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from tests.acceptance.story_words import Words
from tests.page.client import Client

LINK = "https://meet.google.com/abc-defg-hij"
BOARD = "#interviews"
PRIVATE = "@sparring"

Picture = Callable[[str, Client], Awaitable[None]]


@dataclass(frozen=True)
class Person:
    """Somebody in a window of theirs, with the words of their language."""

    window: Client
    words: Words


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


async def set_the_board(olga: Person) -> None:
    """Have the admin choose the board channel."""
    window, words = olga.window, olga.words
    await window.be("Olga")
    await window.open("general")
    await window.composer().fill(words.set_board)
    await expect(window.suggestion("interviews")).to_be_visible()
    await window.type("<Enter>", "<Escape>", "<Enter>")
    await expect(window.message(words.board_is_set)).to_be_visible()


async def translate_the_board(olga: Person) -> None:
    """Have the admin choose the language of the board with the button of the setup."""
    label = olga.words.on_board_in_this_language
    if label is not None:
        button = olga.window.message(olga.words.board_is_set).get_by_role("button", name=label)
        await press(button)
        await expect(button).not_to_be_visible()


async def publish(alice: Person) -> None:
    """Have Alice publish a card as interviewer."""
    window, words = alice.window, alice.words
    await window.be("Alice")
    await window.open("general")
    await command(window, f"{words.create} {words.publishes}{LINK}")
    await expect(window.message(words.published)).to_be_visible()


async def look_at_the_board(boris: Person, topic: str) -> Locator:
    """Have Boris see the card of a topic on the board, without its link."""
    await boris.window.be("Boris")
    await boris.window.open("interviews")
    card = boris.window.message(topic, BOARD)
    await expect(card).to_be_visible()
    assert LINK not in await card.inner_text()
    return card


async def book(boris: Person, card: Locator, label: str) -> None:
    """Have Boris take the free seat by the card's button, which the board's language names."""
    await press(card.get_by_role("button", name=label, exact=True))
    await leads_to_the_meeting(boris.window.message(boris.words.you_booked, BOARD), boris.words.join)


async def read_the_direct_messages(*people: Person) -> None:
    """Have each read what they were sent."""
    for person in people:
        await person.window.open("sparring")
        await leads_to_the_meeting(person.window.message(person.words.is_booked, PRIVATE), person.words.join)


async def leave_feedback(alice: Person, take: Picture) -> None:
    """Have two days pass, and Alice say how it was."""
    window, words = alice.window, alice.words
    for _ in range(2):
        await press(window.page.get_by_role("button", name=words.plus_one_day))
    asked = window.message(words.feedback_wanted, PRIVATE)
    await press(asked.get_by_role("button", name=words.leave_feedback))
    form = window.form(words.feedback_form)
    await form.get_by_role("radio", name=words.score).check()
    await form.get_by_role("textbox", name=words.what_went_well).fill(words.feedback)
    await take("form", window)
    await window.page.keyboard.press("Tab")
    await press(form.get_by_role("button", name=words.submit))
    await expect(window.message(words.thanks, PRIVATE)).to_be_visible()


async def accept(boris: Person) -> None:
    """Have Boris read the feedback and accept it."""
    window, words = boris.window, boris.words
    received = window.message(words.feedback_received, PRIVATE)
    await expect(received).to_contain_text(words.score_received)
    await press(received.get_by_role("button", name=words.accept))
    await expect(window.message(words.you_accepted, PRIVATE)).to_be_visible()


async def look_at_the_points(alice: Person) -> None:
    """Have Alice see what she earned."""
    window, words = alice.window, alice.words
    await expect(window.message(words.you_earned, PRIVATE)).to_be_visible()
    await window.open("general")
    await command(window, words.points)
    await expect(window.message(words.reward)).to_contain_text(words.balance)


async def live(olga: Person, alice: Person, boris: Person, board: Words, take: Picture = no_picture) -> None:
    """Live through the first interview, from the empty board to the earned point.

    `board` are the words of the board's language.
    """
    await set_the_board(olga)
    if board is olga.words:
        await translate_the_board(olga)
    await publish(alice)
    card = await look_at_the_board(boris, alice.words.topic)
    await expect(card.get_by_role("button", name=board.book, exact=True)).to_be_visible()
    await take("card", boris.window)
    await book(boris, card, board.book)
    await read_the_direct_messages(alice, boris)
    await take("message", boris.window)
    await leave_feedback(alice, take)
    await accept(boris)
    await take("accepted", boris.window)
    await look_at_the_points(alice)
    await take("points", alice.window)
