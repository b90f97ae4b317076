import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.links import check_link
from services.refusals import LinkNotAccepted, OtherLinkNotAccepted

LINK = "https://meet.google.com/abc-defg-hij"


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"  {LINK}\n",
        f"<{LINK}>",
        "meet.google.com/abc-defg-hij",
        "https://meet.google.com/abcdefghij",
        "HTTPS://MEET.GOOGLE.COM/ABC-DEFG-HIJ",
        f"{LINK}?authuser=1&hs=122",
        f"{LINK}/",
        f"{LINK}#start",
    ],
)
def test_a_meet_link_is_stored_in_its_one_form(text: str) -> None:
    assert check_link(text) == LINK


@pytest.mark.parametrize("text", [None, "", "  ", "\n"])
def test_no_link_is_no_link(text: str | None) -> None:
    assert check_link(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "http://meet.google.com/abc-defg-hij",
        "https://meet.google.com.example.org/abc-defg-hij",
        "https://example.org/meet.google.com/abc-defg-hij",
        "https://example.org?u=https://meet.google.com/abc-defg-hij",
        "https://user@meet.google.com/abc-defg-hij",
        "https://meet.google.com@example.org/abc-defg-hij",
        "https://meet.google.com:8443/abc-defg-hij",
        "https://meet.google.com",
        "https://meet.google.com/",
        "https://meet.google.com/new",
        "https://meet.google.com/abc-defg-hi",
        "https://meet.google.com/abc-defg-hijk",
        "https://meet.google.com/аbc-defg-hij",
        "https://meet.gооgle.com/abc-defg-hij",
        "https://zoom.us/j/123456789",
        "javascript:alert(1)//meet.google.com/abc-defg-hij",
        "//meet.google.com/abc-defg-hij",
        f"{LINK} @everyone",
        f"[click]({LINK})",
        f"{LINK}?{'x' * 300}",
        "meet",
        "@everyone",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(LinkNotAccepted):
        check_link(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_accepted_has_the_one_form(text: str) -> None:
    for typed in (
        text,
        f"https://meet.google.com/{text}",
        f"{text}meet.google.com/abc-defg-hij",
        LINK + text,
    ):
        try:
            found = check_link(typed)
        except LinkNotAccepted:
            continue
        assert found is None or (found.startswith("https://meet.google.com/") and len(found) == len(LINK))


@pytest.mark.parametrize(
    "link",
    [
        "https://zoom.us/j/123456789?pwd=abc",
        "https://us02web.zoom.us/j/123456789",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
        "https://discord.com/channels/1/2",
        "https://meet.jit.si/SparringRoom",
        "https://telemost.yandex.ru/j/12345",
    ],
)
def test_other_providers_are_taken_only_where_they_are_allowed(link: str) -> None:
    assert check_link(link, others_allowed=True) == link
    with pytest.raises(LinkNotAccepted):
        check_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://zoom.us/j/1",
        "https://zoom.us",
        "https://zoom.us/",
        "https://zoom.us.example.org/j/1",
        "https://evilzoom.us/j/1",
        "https://zoom.us@example.org/j/1",
        "https://zoom.us:8443/j/1",
        "https://zооm.us/j/1",
        "https://zoom.us/j/1 2",
        "https://zoom.us/j/1>\n@everyone",
        "https://[::1]/j/1",
        "https://zoom.us:x/j/1",
        "zoom.us/j/1",
        "javascript:alert(1)//zoom.us/j/1",
        "https://zoom.us/" + "j" * 300,
        "https://example.org/j/1",
    ],
)
def test_what_only_looks_like_another_provider_is_refused(link: str) -> None:
    with pytest.raises(OtherLinkNotAccepted):
        check_link(link, others_allowed=True)


def test_a_meet_link_keeps_its_one_form_where_others_are_allowed() -> None:
    assert check_link("meet.google.com/abcdefghij", others_allowed=True) == LINK
