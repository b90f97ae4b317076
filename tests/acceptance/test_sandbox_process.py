"""`bot.py --sandbox` as a process: what was done in it is there again when it is started anew."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from tests.acceptance.processes import BotProcess

AN_HOUR = 3600


async def test_a_sandbox_that_was_killed_goes_on_with_its_clock_and_its_people(tmp_path: Path) -> None:
    first = BotProcess(tmp_path, "--sandbox", "--port", "0")
    async with aiohttp.ClientSession() as page:
        address = await _started(first)
        snapshot = await _snapshot(page, address)
        member = snapshot["members"][0]["user"]["id"]
        await page.patch(f"{address}/sandbox/members/{member}", json={"locale": "fr"})
        await page.post(f"{address}/sandbox/clock", json={"advance_seconds": 100 * AN_HOUR})
        kept = tmp_path / "data" / "sandbox.discord.json"
        async with asyncio.timeout(60):
            while not (kept.exists() and '"fr"' in kept.read_text(encoding="utf-8")):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.05)
        before = datetime.fromisoformat((await _snapshot(page, address))["now"])
        await first.kill()
        second = BotProcess(tmp_path, "--sandbox", "--port", "0")
        address = await _started(second)
        again = await _snapshot(page, address, member)
        assert (datetime.fromisoformat(again["now"]) - before).total_seconds() < AN_HOUR
        assert again["me"]["locale"] == "fr"
        assert await second.stop() == 0


async def _started(process: BotProcess) -> str:
    await process.start()
    line = await process.says("Open the local Discord in a browser: ")
    await process.says("Invite me with")
    process.follow()
    return line.split("browser: ")[1].strip().rstrip("/")


async def _snapshot(page: aiohttp.ClientSession, address: str, member: str = "") -> dict[str, Any]:
    query = {"member": member} if member else {}
    async with page.get(f"{address}/sandbox/snapshot", params=query) as response:
        assert response.status == 200
        return dict(await response.json())
