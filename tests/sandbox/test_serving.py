"""The local Discord and the local Google answer this machine and their own pages, and nobody else."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
import yarl

from sandbox import LocalGoogle, Sandbox

FOREIGN_PAGE = "https://example.org"


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """What a browser sends is written into the headers by hand."""
    async with aiohttp.ClientSession(sandbox.page_url) as session:
        yield session


def port_of(address: str) -> int:
    return int(str(yarl.URL(address).port))


async def test_a_page_of_another_site_cannot_move_the_clock(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    before = sandbox.clock.now()
    # What a page of any site may send without being asked first: a text.
    form = {"Origin": FOREIGN_PAGE, "Content-Type": "text/plain"}

    async with http.post("sandbox/clock", data='{"advance_seconds": 86400}', headers=form) as response:
        status, said = response.status, await response.text()

    assert status == 403
    assert f"http://127.0.0.1:{port_of(sandbox.page_url)}/" in said
    assert sandbox.clock.now() - before < timedelta(hours=1)


async def test_a_page_of_another_site_cannot_open_the_live_socket(http: aiohttp.ClientSession) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect("sandbox/live", origin=FOREIGN_PAGE)

    assert refused.value.status == 403


async def test_a_page_of_another_server_on_this_machine_is_another_site(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    port = port_of(sandbox.page_url)
    for origin in (f"http://127.0.0.1:{port + 1}", f"https://127.0.0.1:{port}", "http://127.0.0.1", "null"):
        async with http.get("sandbox/snapshot", headers={"Origin": origin}) as response:
            assert response.status == 403, origin


@pytest.mark.parametrize("name", ["example.org", "127.0.0.1.example.org", "localhost.example.org", ""])
async def test_under_a_name_that_somebody_else_lets_point_here_nothing_is_told(
    sandbox: Sandbox, http: aiohttp.ClientSession, name: str
) -> None:
    for host in (name, f"{name}:{port_of(sandbox.page_url)}"):
        async with http.get("sandbox/snapshot", headers={"Host": host}) as response:
            assert response.status == 403, host
            assert "127.0.0.1" in await response.text()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_the_own_page_may_do_everything_by_each_name_of_this_machine(
    sandbox: Sandbox, http: aiohttp.ClientSession, name: str
) -> None:
    host = f"{name}:{port_of(sandbox.page_url)}"
    own = {"Host": host, "Origin": f"http://{host.lower()}"}

    async with http.post("sandbox/clock", json={"advance_seconds": 60}, headers=own) as response:
        assert response.status == 200
    async with http.ws_connect("sandbox/live", headers=own) as socket:
        assert not socket.closed


async def test_the_local_google_is_as_careful() -> None:
    async with LocalGoogle() as google, aiohttp.ClientSession(google.api_url) as http:
        for headers in ({"Origin": FOREIGN_PAGE}, {"Host": "example.org"}):
            async with http.post("/token", data={"grant_type": "refresh_token"}, headers=headers) as response:
                assert response.status == 403
        assert google.requests == []
