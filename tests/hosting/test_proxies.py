"""The way to Discord and Google leads through a proxy, which is really there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.http import Route

from cogs._client.bot import SparringBot
from cogs._client.checkup import discord_findings
from hosting.failures import CannotStartError, failures_named
from sandbox import LocalGoogle, Sandbox
from services.environment import Environment
from services.google_meet import GoogleMeet, GoogleMeetError
from services.proxies import Proxies
from tests.acceptance.processes import BotProcess
from tests.services.google_meet import credentials_file
from tests.support.proxy import PASSWORD, USER, Proxy, safe_door

NOTHING_THERE = f"http://{USER}:{PASSWORD.replace(':', '%3A')}@127.0.0.1:9"


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    """A proxy that asks for a user and a password."""
    one = Proxy()
    await one.start()
    yield one
    await one.stop()


async def test_all_that_goes_to_discord_goes_through_the_proxy_its_gateway_too(
    local: Sandbox, proxy: Proxy, tmp_path: Path
) -> None:
    """Over https, as to the real one: two ends that trust each other, and a proxy that only sees where to."""
    async with safe_door(int(local.page_url.rsplit(":", 1)[1].strip("/")), tmp_path) as door:
        address = f"localhost:{door.port}"
        local.relay(address)
        local.gateway.url = f"wss://{address}/gateway"
        bot = BotProcess(
            tmp_path,
            DISCORD_TOKEN=local.bot_token,
            DISCORD_API_URL=f"https://{address}/api/v10",
            HTTPS_PROXY=proxy.url(),
            LOG_LEVEL="DEBUG",
            SSL_CERT_FILE=str(tmp_path / "door.pem"),
        )
        await bot.start()
        try:
            await bot.says("Invite me with")
            bot.follow()
            assert "points" in (await local.member("Alice").run("points")).text
            assert await bot.stop() == 0
        finally:
            await bot.kill()
        assert set(proxy.asked) == {f"CONNECT {address}"}
        assert len(proxy.asked) == door.entered >= 2, "REST, and the gateway"
    said = "\n".join(bot.said)
    assert [
        secret for secret in (PASSWORD, PASSWORD.replace(":", "%3A"), local.bot_token) if secret in said
    ] == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (NOTHING_THERE, "the proxy at 127.0.0.1:9 is not to be reached"),
        ("", "asks for another user and password: 407"),
    ],
    ids=["none there", "wrong password"],
)
async def test_a_proxy_that_lets_nothing_through_is_named_without_its_password(
    local: Sandbox, proxy: Proxy, discord_addresses: None, tmp_path: Path, url: str, words: str
) -> None:
    for api_url in (local.api_url, local.api_url.replace("http://", "https://")):
        Route.BASE = api_url
        through = url or proxy.url(password="wrong:one")
        bot = SparringBot(local.clock.now, proxy=through)
        with pytest.raises(CannotStartError) as raised, failures_named(api_url, through):
            await bot.start(local.bot_token)
        await bot.close()
        findings = [one async for one in discord_findings(local.bot_token, [], through)]
        for said in (str(raised.value), findings[0].sentence):
            assert words in said
            assert not any(secret in said for secret in (PASSWORD, "wrong", USER))
        assert "HTTPS_PROXY" in str(raised.value)


async def test_google_is_reached_through_the_proxy_and_hosts_are_excepted(
    proxy: Proxy, tmp_path: Path
) -> None:
    async with LocalGoogle() as google:
        credentials = credentials_file(google, "service_account", tmp_path)
        through = GoogleMeet(
            credentials, google.api_url, proxies=Proxies(http=proxy.url(), discord=NOTHING_THERE)
        )
        around = GoogleMeet(
            credentials, google.api_url, proxies=Proxies(http=NOTHING_THERE, none_for="127.0.0.0/8")
        )
        nowhere = GoogleMeet(credentials, google.api_url, proxies=Proxies(other=NOTHING_THERE))
        assert (await through.create_space()).startswith("https://meet.google.com/")
        assert [asked.split(":")[0] for asked in proxy.asked] == ["POST http", "POST http"]
        assert (await around.create_space()).startswith("https://meet.google.com/")
        with pytest.raises(GoogleMeetError, match=r"no proxy at 127\.0\.0\.1:9"):
            await nowhere.check()
        for client in (through, around, nowhere):
            await client.close()


@pytest.mark.parametrize(
    ("proxies", "url", "expected"),
    [
        (Proxies(https="proxy:3128"), "https://discord.com/api", "http://proxy:3128"),
        (Proxies(https="http://proxy:3128"), "http://discord.com/api", None),
        (Proxies(other=" http://proxy:3128 "), "https://discord.com", "http://proxy:3128"),
        (Proxies(http="http://a:1", other="socks5://b:2"), "http://discord.com", "http://a:1"),
        (Proxies(https="http://a:1", none_for="discord.com"), "https://discord.com", None),
        (Proxies(https="http://a:1", none_for=".discord.com"), "https://cdn.discord.com", None),
        (Proxies(https="http://a:1", none_for="*.discord.com"), "https://cdn.discord.com", None),
        (Proxies(https="http://a:1", none_for="cord.com"), "https://discord.com", "http://a:1"),
        (Proxies(https="http://a:1", none_for="localhost, *"), "https://discord.com", None),
        (Proxies(https="http://a:1", none_for="10.0.0.0/8,::1"), "https://10.1.2.3", None),
        (Proxies(https="http://a:1", none_for="10.0.0.0/8,::1"), "https://[::1]:8", None),
        (Proxies(https="http://a:1", none_for="discord.com:8443"), "https://discord.com", "http://a:1"),
        (Proxies(https="http://a:1", none_for="discord.com:443"), "https://discord.com", None),
    ],
)
def test_a_proxy_is_chosen_as_curl_does(proxies: Proxies, url: str, expected: str | None) -> None:
    found = proxies.for_url(url)
    assert (found and found.rstrip("/")) == expected


def test_discords_own_proxy_wins_for_discord_alone() -> None:
    environment = Environment(
        _env_file=None, discord_proxy="http://own:1", https_proxy="http://all:2", no_proxy="discord.com"
    )
    assert str(environment.proxies.for_discord("https://discord.com/api")).rstrip("/") == "http://own:1"
    assert environment.proxies.for_url("https://discord.com") is None
    assert "own:1" not in repr(environment)
