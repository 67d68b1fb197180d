"""The command line as a process of its own: what the network and foreign files can do, they do there."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from reader.annotator.child import environment
from reader.ingest.clean import clean_line

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

LONGEST_LINE = 1 << 22


class Child:
    """A running `tidewire` command.

    Once it has ended, `error` is its last sentence on stderr, and `told` how many there were; `broke_off` that
    something else ended it.
    `secret` is what it hears on stdin, since arguments are seen by every process.
    """

    def __init__(self, app: TidewireApp, *arguments: str, secret: str | None = None) -> None:
        self._arguments = [sys.executable, "-P", "-m", "reader", "--cache", str(app.cache)]
        if app.config.file is not None:
            self._arguments += ["--config", str(app.config.file)]
        self._arguments += ["--json", "--quiet", *arguments]
        self._secret = secret
        self._process: asyncio.subprocess.Process | None = None
        self.error = ""
        self.told = 0
        self.broke_off = False

    async def rows(self) -> AsyncIterator[dict[str, Any]]:
        """The objects that the command prints, as they come."""
        stdin = DEVNULL if self._secret is None else PIPE
        process = self._process = await asyncio.create_subprocess_exec(
            *self._arguments, stdin=stdin, stdout=PIPE, stderr=PIPE, limit=LONGEST_LINE, env=environment()
        )
        if process.stdin is not None:
            process.stdin.write(f"{self._secret}\n".encode())
            process.stdin.close()
        assert process.stdout is not None and process.stderr is not None  # noqa: S101 - both are pipes
        errors = asyncio.create_task(process.stderr.read())
        try:
            async for line in process.stdout:
                with contextlib.suppress(ValueError):
                    value = json.loads(line)
                    if isinstance(value, dict):
                        yield value
            self.broke_off = await process.wait() < 0
            told = (await errors).decode("utf-8", "replace").strip().split("\n")
            self.told = len(told)
            self.error = clean_line(told[-1]).removeprefix("tidewire: ")
        finally:
            errors.cancel()
            await self.stop()

    async def last(self) -> dict[str, Any] | None:
        """The last object that the command prints; None where it prints none."""
        found = None
        async for row in self.rows():
            found = row
        return found

    async def stop(self) -> None:
        """End it at once; what it has told is done."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
