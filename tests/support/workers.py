"""Processes of their own that work on one database at the same moment."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]


async def in_processes(module: str, database_url: str, inputs: Sequence[Any]) -> list[Any]:
    """Start a process of a module for each input, let all begin at once, and return what each has written.

    Each reads a line of JSON, says "ready", waits for another line, and writes its outcome as JSON.
    """
    workers = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            database_url,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=_ROOT,
        )
        for _ in inputs
    ]
    for worker, mine in zip(workers, inputs, strict=True):
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(mine).encode() + b"\n")
    for worker in workers:
        assert worker.stdout is not None
        assert await worker.stdout.readline() == b"ready\n"
    outputs = await asyncio.gather(*(worker.communicate(b"go\n") for worker in workers))
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return [json.loads(output) for output, _ in outputs]
