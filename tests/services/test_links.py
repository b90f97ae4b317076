import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.links import check_link
from services.refusals import LinkNotAccepted, OtherLinkNotAccepted, SeveralLinks

LINK = "https://meet.google.com/abc-defg-hij"
INVITATION = f"""To join the video meeting, click this link: {LINK}
Otherwise, to join by phone, dial +1 234 567 890 and enter this PIN: 123 456 789#
To view more phone numbers, click this link: https://tel.meet/abc-defg-hij?hs=5"""


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
        f"Join: {LINK}?authuser=0 see you",
        f"Join:{LINK}, see you",
        f"({LINK}).",
        f"[click]({LINK})",
        f"{LINK} @everyone",
        f"Видеовстреча по ссылке «{LINK}»",
        "my room is Meet.Google.com/abcdefghij, knock",
        f"{LINK} or {LINK}?hs=122",
        INVITATION,
        f"{LINK}\u200b",
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
        f"{LINK}?{'x' * 300}",
        f"{'see you there ' * 30}{LINK}",
        "https://meet.google.com/aſc-defg-hij",
        "httpſ://meet.google.com/abc-defg-hij",
        "https://meet.google.com/abc-defg-hı\u0307j",
        "https://meet.google.com/a\u200bbc-defg-hij",
        "https://ｍeet.google.com/abc-defg-hij",
        "хmeet.google.com/abc-defg-hij",
        "https://meet.google.com/abc-defg-hijж",
        "https://meet.google.com/abc-defg-hij.example.org",
        "https://meet.google.com/linkredirect?dest=https://meet.google.com/abc-defg-hij",
        "https://www.google.com/url?q=https://meet.google.com/abc-defg-hij",
        "https://www.google.com/url?url=https%3A%2F%2Fmeet.google.com%2Fabc-defg-hij",
        "https://accounts.google.com/o/oauth2/v2/auth?redirect_uri=https://meet.google.com/abc-defg-hij",
        "https://accounts.google.com/ServiceLogin#https://meet.google.com/abc-defg-hij",
        "meet",
        "@everyone",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(LinkNotAccepted):
        check_link(text)


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
        "https://zoom.us/my/alice.smith",
        "https://zoom.us/wc/join/123456789",
        "https://teams.live.com/meet/93123456789",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d",
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
        "https://zoom.us/j/123456789 2",
        "https://zoom.us/oauth/authorize?response_type=code&client_id=1&redirect_uri=https://example.org",
        "https://zoom.us/signin?continue=https://example.org",
        "https://zoom.us/j/../oauth/authorize",
        "https://zoom.us/j/123456789/../../oauth/authorize",
        "https://marketplace.zoom.us/apps/1",
        "https://discord.com/oauth2/authorize?client_id=1&scope=bot&permissions=8",
        "https://discord.com/api/oauth2/authorize?client_id=1&scope=bot",
        "https://discord.com/invite/abc",
        "https://discord.gg/abc",
        "https://discord.com/channels/@me/1",
        "https://discord.com/login?redirect_to=/channels/1/2",
        "https://teams.microsoft.com/dl/launcher/launcher.html?url=/l/meetup-join/1",
        "https://teams.microsoft.com/l/app/1",
        "https://meet.jit.si/static/close.html",
        "https://telemost.yandex.ru/redirect?url=https://example.org",
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


@pytest.mark.parametrize(
    "text",
    [
        f"{LINK} https://meet.google.com/xyz-wxyz-xyz",
        f"Join {LINK}, or if it is full meet.google.com/xyzwxyzxyz",
        f"{LINK} or https://zoom.us/j/123456789.",
    ],
)
@pytest.mark.parametrize("others_allowed", [False, True])
def test_of_two_different_links_none_is_chosen(text: str, *, others_allowed: bool) -> None:
    with pytest.raises(SeveralLinks):
        check_link(text, others_allowed=others_allowed)


def test_a_meet_link_keeps_its_one_form_where_others_are_allowed() -> None:
    assert check_link("meet.google.com/abcdefghij", others_allowed=True) == LINK
