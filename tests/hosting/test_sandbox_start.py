"""`bot.py --sandbox` where it cannot start: the port, the folder."""

import socket
from pathlib import Path

import pytest

import bot
from tests.acceptance.processes import BotProcess


@pytest.mark.parametrize("port", ["99999", "-1", "abc", "8642.5", ""])
def test_a_port_that_is_none_is_named(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as raised:
        bot.main(["--sandbox", f"--port={port}"])
    assert raised.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith(f"argument --port: {port!r} is no port: a number from 1 to 65535, or 0 for any")


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert await _complaint(tmp_path, "--port", str(port)) == (
            f"Port {port} is taken: choose another with --port, or 0 for any that is free."
        )


async def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("A file where the folder should be.")
    said = await _complaint(tmp_path)
    assert said.startswith(f"The sandbox cannot keep its data in {tmp_path / 'data'} (")
    assert "DATABASE_URL" not in said


async def _complaint(folder: Path, *options: str) -> str:
    process = BotProcess(folder, "--sandbox", *options)
    await process.start()
    assert await process.ends() == 2
    assert "Traceback" not in "\n".join(process.said)
    return process.said[-1]
