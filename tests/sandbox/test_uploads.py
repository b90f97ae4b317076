"""Files that members give to commands and forms, from a test and from the page."""

import ast
import asyncio
import io
from typing import Any

import aiohttp
import pytest

from sandbox import ClientRefusal, Sandbox, Upload
from sandbox.content_types import content_type_of
from sandbox.json_types import JsonObject
from sandbox.model.files import WaitingFiles
from tests.sandbox.page import OpenPage, Page
from tests.sandbox.sample_bot import SampleBot

LARGEST = 10 * 1024 * 1024


async def hand_over(page: Page, filename: str, content: bytes, status: int = 200) -> JsonObject:
    """Choose a file on the page, and return what the local Discord says."""
    url = f"{page.sandbox.page_url}sandbox/uploads"
    asked = {"member": page.member, "filename": filename}
    async with page.http.post(url, params=asked, data=io.BytesIO(content)) as response:
        assert response.status == status, await response.text()
        answer: JsonObject = await response.json()
        return answer


async def send(page: Page, command: str, status: int = 200, /, **options: JsonObject) -> JsonObject:
    """Send a command whose options are all files."""
    guild = (seen := await page.snapshot())["guilds"][0]
    found = next(one for one in seen["commands"][guild["id"]] if one["name"] == command)
    return await page.call(
        "POST",
        "interactions",
        status,
        member=page.member,
        channel=guild["channels"][0]["id"],
        kind="command",
        command_id=found["id"],
        path=[],
        options=[{"name": name, "type": 11, "value": value} for name, value in options.items()],
    )


async def submit(page: Page, status: int = 200, /, **fields: object) -> JsonObject:
    """Send the newest form."""
    modal = page.of_type("modal")[-1]["id"]
    return await page.call(
        "POST", "interactions", status, member=page.member, kind="modal", modal=modal, fields=fields
    )


async def said(page: Page) -> str:
    """Return the first answer of the bot, once it is there."""
    await page.until(lambda: page.of_type("message_create"))
    return str(page.of_type("message_create")[0]["content"])


def told(answer: str) -> list[Any]:
    """Return what the bot was told of a file, and how much it could read of it."""
    facts: list[Any] = ast.literal_eval(answer)
    assert facts.pop().startswith("http://127.0.0.1:"), "the bot asks nobody outside"
    return facts


async def test_a_bot_reads_the_file_of_an_option(sandbox: Sandbox, bot: SampleBot) -> None:
    answer = await sandbox.member("alice").run("look_at", file=Upload("notes.md", "заметки".encode()))
    assert told(answer.text) == ["notes.md", 14, "text/markdown; charset=utf-8", True, 14]


async def test_a_name_with_signs_of_its_own_still_leads_to_the_file(sandbox: Sandbox, bot: SampleBot) -> None:
    name = "какой-то файл/№1 (100%)?#.txt"
    answer = await sandbox.member("alice").run("look_at", file=Upload(name, b"here"))
    assert told(answer.text) == [name, 4, "text/plain; charset=utf-8", True, 4]


async def test_a_bot_reads_the_files_of_a_form(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    form = (await alice.run("papers")).modal
    answer = await alice.submit(form, papers=[Upload("a.txt", b"one"), Upload("b.txt", b"two")])
    assert answer.text == "a.txt: one, b.txt: two"


async def test_a_form_takes_neither_too_few_files_nor_texts(sandbox: Sandbox, bot: SampleBot) -> None:
    alice = sandbox.member("alice")
    form = (await alice.run("papers")).modal
    with pytest.raises(ClientRefusal, match="takes 2 to 3 values, not 1"):
        await alice.submit(form, papers=[Upload("a.txt", b"one")])
    with pytest.raises(ClientRefusal, match="takes files"):
        await alice.submit(form, papers=["a.txt", "b.txt"])


async def test_a_file_is_at_most_as_large_as_discord_takes_without_nitro(
    sandbox: Sandbox, bot: SampleBot
) -> None:
    alice = sandbox.member("alice")
    largest, larger = Upload("a.bin", bytes(LARGEST)), Upload("b.bin", bytes(LARGEST + 1))
    assert told((await alice.run("look_at", file=largest)).text)[1] == LARGEST
    with pytest.raises(ClientRefusal, match=r"“b\.bin” is too large: a file has at most 10 MB"):
        await alice.run("look_at", file=larger)
    form = (await alice.run("papers")).modal
    with pytest.raises(ClientRefusal, match=r"“b\.bin” is too large"):
        await alice.submit(form, papers=[largest, larger])


async def test_a_file_is_handed_over_on_the_page_and_sent_by_its_id(
    bot: SampleBot, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    chosen = await hand_over(alice, "доклад.pdf", b"%PDF-1.7")
    assert (chosen["filename"], chosen["size"]) == ("доклад.pdf", 8)
    await send(alice, "look_at", file=chosen)
    assert told(await said(alice)) == ["доклад.pdf", 8, "application/pdf", True, 8]


async def test_the_files_of_a_form_come_from_the_page_and_may_be_sent_again(
    bot: SampleBot, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    await send(alice, "papers")
    await alice.until(lambda: alice.of_type("modal"))
    one, other = await hand_over(alice, "a.txt", b"one"), await hand_over(alice, "b.txt", b"two")
    refused = await submit(alice, 400, papers=[one])
    assert refused == {"error": "The field papers takes 2 to 3 values, not 1."}
    await submit(alice, papers=[one, other])
    assert await said(alice) == "a.txt: one, b.txt: two"


async def test_what_is_too_large_for_the_page_is_said_in_a_sentence(
    sandbox: Sandbox, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    assert (await alice.snapshot())["largest_file"] == LARGEST
    assert (await hand_over(alice, "a.bin", bytes(LARGEST)))["size"] == LARGEST
    refused = await hand_over(alice, "b.bin", bytes(LARGEST + 1), 400)
    assert refused == {"error": "“b.bin” is too large: a file has at most 10 MB."}


async def test_a_file_of_unknown_length_is_not_read_beyond_what_is_taken(
    sandbox: Sandbox, open_page: OpenPage
) -> None:
    alice = await open_page("alice")
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", int(sandbox.page_url.split(":")[2].strip("/"))
    )
    head = (
        f"POST /sandbox/uploads?member={alice.member}&filename=c.bin HTTP/1.1\r\n"
        f"Host: {sandbox.page_url.split('/')[2]}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    writer.write(head.encode() + b"%x\r\n" % (LARGEST + 1) + bytes(LARGEST + 1))
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), 60)
    writer.close()
    assert answer == b"HTTP/1.1 400 Bad Request\r\n", "while the file has not come to its end"


@pytest.mark.parametrize("whose", ["nobody's", "another's"])
async def test_a_file_that_is_not_there_is_not_sent(bot: SampleBot, open_page: OpenPage, whose: str) -> None:
    alice, boris = await open_page("alice"), await open_page("boris")
    chosen = await hand_over(boris, "a.txt", b"one")
    if whose == "nobody's":
        chosen["upload"] = "0"
    assert await send(alice, "look_at", 400, file=chosen) == {
        "error": "“a.txt” is no longer there: remove it, and choose it again."
    }


def test_of_the_files_that_wait_the_newest_are_kept() -> None:
    waiting, upload = WaitingFiles(), Upload("a.txt", b"one")
    for number in range(WaitingFiles.MOST + 1):
        waiting.add("alice", str(number), upload)
    assert waiting.get("alice", "0") is None
    assert waiting.get("alice", "1") is waiting.get("alice", str(WaitingFiles.MOST)) is upload


@pytest.mark.parametrize(
    ("filename", "content", "content_type"),
    [
        ("a.txt", b"text", "text/plain; charset=utf-8"),
        ("a.TXT", "текст".encode("utf-16"), "text/plain; charset=utf-16"),
        ("a.txt", "текст".encode("cp1251"), "text/plain"),
        ("a.json", b"{}", "application/json; charset=utf-8"),
        ("a.ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8"),
        ("a.png", b"no picture", "image/png"),
        ("picture", b"\x89PNG", None),
        ("txt", b"text", None),
        ("a.unheard-of", b"text", None),
    ],
)
def test_the_name_says_what_a_file_is(filename: str, content: bytes, content_type: str | None) -> None:
    assert content_type_of(filename, content) == content_type


async def test_a_file_that_is_opened_runs_nothing_in_the_pages_name(sandbox: Sandbox, bot: SampleBot) -> None:
    page = Upload("a.html", b"<script>fetch('/sandbox/messages')</script>")
    address = ast.literal_eval((await sandbox.member("alice").run("look_at", file=page)).text)[-1]
    async with aiohttp.ClientSession() as http, http.get(address) as response:
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Content-Security-Policy"] == "script-src 'none'"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
