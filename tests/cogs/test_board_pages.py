"""What a page of the board shows."""

from datetime import UTC, datetime, timedelta

import discord
import pytest

from cogs._shared.translation import Speaker
from cogs.board.pages import LAST_PAGE, board_page
from services.interviews import InterviewStatus, Role
from services.listing import Listed, Page

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
READER = 7


def a_line(number: int, *, host_id: int = 5, topic: str = "Databases") -> Listed:
    return Listed(
        id=number,
        host_id=host_id,
        host_name="Ann",
        host_role=Role.INTERVIEWER,
        interviewer_id=host_id,
        interviewee_id=None,
        starts_at=NOW + timedelta(hours=number),
        duration=60,
        topic=topic,
        status=InterviewStatus.PENDING,
    )


def a_page(*, number: int = 0, pages: int = 1, count: int = 2, is_more: bool = False) -> Page:
    return Page((a_line(1), a_line(2, host_id=READER)), number, pages, count, is_more)


def shown(page: Page, language: str = "en") -> tuple[discord.Embed, list[discord.ui.Item[discord.ui.View]]]:
    embed, view = board_page(
        Speaker(language), page, role="", topic="", price=3, zone="Europe/Berlin", reader_id=READER
    )
    return embed, list(view.children) if view is not None else []


@pytest.mark.parametrize(
    ("language", "page", "footer"),
    [
        ("en", a_page(), "Page 1 of 1 · 2 interviews ·"),
        ("en", a_page(count=1), "Page 1 of 1 · 1 interview ·"),
        ("en", a_page(number=1, pages=50, count=400, is_more=True), "Page 2 of 50+ · 400+ interviews ·"),
        ("ru", a_page(), "Страница 1 из 1 · 2 собеседования ·"),
        ("ru", a_page(pages=50, count=400, is_more=True), "Страница 1 из 50+ · 400+ собеседований ·"),
    ],
)
def test_the_footer_says_how_many_there_are_or_that_there_are_more(
    language: str, page: Page, footer: str
) -> None:
    embed, _ = shown(page, language)

    assert str(embed.footer.text).startswith(footer)


def test_the_menu_offers_the_cards_of_others_with_their_hosts_in_the_readers_zone() -> None:
    _, (menu,) = shown(a_page())

    assert isinstance(menu, discord.ui.Select)
    (option,) = menu.options
    assert (option.value, option.label) == ("1", "#1 · Mon 23 Nov, 12:00 · Databases · Interviewer Ann")


@pytest.mark.parametrize(
    ("number", "pages", "turns"),
    [
        (0, 3, (False, True)),
        (1, 3, (True, True)),
        (2, 3, (True, False)),
        (LAST_PAGE - 1, LAST_PAGE + 50, (True, True)),
        (LAST_PAGE, LAST_PAGE + 50, (True, False)),
    ],
)
def test_pages_are_turned_as_far_as_there_are_any(number: int, pages: int, turns: tuple[bool, bool]) -> None:
    _, (_, back, on) = shown(a_page(number=number, pages=pages))

    assert isinstance(back, discord.ui.Button)
    assert isinstance(on, discord.ui.Button)
    assert (not back.disabled, not on.disabled) == turns
    assert back.custom_id != on.custom_id
    if turns[1]:
        assert on.custom_id == f"board::{number + 1}:"


def test_an_empty_board_says_so_and_has_nothing_to_click() -> None:
    embed, items = shown(Page((), 0, 1, 0, is_more=False))

    assert embed.description
    assert not embed.footer.text
    assert items == []
