"""Members' words reach others as they were typed: nothing in them formats, links or mentions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs._shared.markup import behind_spoiler, in_one_line, plain, plain_within, shorten

MASKED = [
    "[Claim your points](https://evil.example)",
    "[a](b) and [Claim your points](https://evil.example)",
    "[a] (b) **x** [Claim](<https://evil.example>) </book:123456789012345678>",
    "[click\nhere](https://evil.example)",
    "[click](\nhttps://evil.example)",
    "[[click]](https://evil.example)",
]

REFERENCES = ["</book:123456789012345678>", "<#123456789012345678>", "<id:customize>", "<t:1700000000:R>"]

LINES = ["# big", "-# small", "  - item", "> quoted", ">>> all of it", "* item", "+ item"]

LINKS = [
    "https://example.com/a_b_c/~me",
    "https://example.com/**a**?q=[x]&y=1#z",
    "<https://example.com/a_b>",
    "Read https://example.com/a_b, then call.",
]

_PIECES = [
    "[",
    "](",
    ")",
    "<",
    ">",
    "*",
    "_",
    "~~",
    "||",
    "`",
    "#",
    "- ",
    "\n",
    "\\",
    " ",
    "x",
    "https://a.b/c_d",
]
_ESCAPED = re.compile(r"\\([_\\~|*`\[<>#+-])")
_LINK = re.compile(r"https?://\S+")


@pytest.mark.parametrize("text", MASKED)
def test_a_link_cannot_hide_behind_other_words(text: str) -> None:
    assert not re.search(r"(?<!\\)\[", plain(text))


@pytest.mark.parametrize("text", REFERENCES)
def test_nothing_stands_for_a_command_a_channel_or_a_moment(text: str) -> None:
    assert plain(text) == "\\" + text


@pytest.mark.parametrize("text", LINES)
def test_no_line_becomes_a_heading_a_list_or_a_quotation(text: str) -> None:
    lead = len(text) - len(text.lstrip())
    assert plain(f"above\n{text}") == f"above\n{text[:lead]}\\{text[lead:]}"


@pytest.mark.parametrize("text", LINKS)
def test_a_link_stays_a_link(text: str) -> None:
    assert plain(text) == text


def test_a_dash_or_a_number_sign_within_a_line_stays_as_it_is() -> None:
    assert plain("C# and F# - for a well-known #1") == "C# and F# - for a well-known #1"


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_what_is_escaped_reads_as_it_was_typed(text: str) -> None:
    shown = plain(text)
    assert _ESCAPED.sub(r"\1", _without_links(shown)) == _without_links(text)
    assert not re.search(r"[_~|*`\[<]", re.sub(r"\\.", "", _without_links(shown)))


def _without_links(text: str) -> str:
    return _LINK.sub("", text)


@pytest.mark.parametrize("text", ["`a ||| b`", "```a |||| b```", "|||||", "the last |", "`||`|", "||`||`||"])
def test_nothing_in_a_spoiler_ends_it(text: str) -> None:
    hidden = behind_spoiler(text, 500)
    assert hidden.index("||", 2) == len(hidden) - 2


@given(st.text(alphabet="|`\\ a\n", max_size=40))
def test_no_text_ends_its_spoiler(text: str) -> None:
    hidden = behind_spoiler(text, 500)
    assert hidden.index("||", 2) == len(hidden) - 2


def test_on_one_line_a_comma_stays_right_after_code_and_a_block_stands_apart() -> None:
    assert in_one_line("Why `open(path)`, and `with`? Explain:\n```py\nx = 1\n```Now?") == (
        "Why open(path), and with? Explain: x = 1 Now?"
    )


@given(st.text(alphabet="*_~|`\\>#-@ha\n ", max_size=400), st.integers(1, 200))
def test_a_text_has_room_with_what_is_escaped_in_it(text: str, maximum: int) -> None:
    shown = plain_within(text, maximum)

    assert len(shown) <= maximum
    assert shown == "" or any(shown == plain(shorten(text, room)) for room in range(1, maximum + 1))


def test_as_much_of_a_text_is_shown_as_has_room() -> None:
    assert plain_within("one two", 10) == "one two"
    assert plain_within("*" * 10, 10) == "\\*" * 4 + "…"
    assert plain_within("*", 1) == ""
