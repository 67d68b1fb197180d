"""A monkey at the keyboard, always the same one for the same seed: `python -m tests.monkey --steps 20000 --seeds 1 2`.

It presses every key, writes into what can be written into, clicks, drags, scrolls and changes the size of the screen.
It opens no browser, asks no server, and cannot leave.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config import Config
from reader.keys import COMMANDS
from reader.ui.app import TidewireApp

KEYS = [key for command in COMMANDS for key in command.keys]
OTHERS = [
    "f5",
    "x",
    "ctrl+x",
    "ctrl+a",
    "ctrl+w",
    "delete",
    "insert",
    "shift+down",
    "ctrl+end",
    "#",
    "'",
    "%",
    "é",
    "漢",
]
WORDS = ["turkey", "is:unread", 'entity:"S-400"', "(", '"', "source:", "zzzz", "-a OR b", "the.example", "[bold]", "1"]
SIZES = [(120, 40), (80, 24), (100, 30), (200, 50), (60, 20), (40, 10), (7, 3), (1, 1), (3, 500), (500, 4), (500, 500)]
LARGE = 20_000  # cells that are too many to stay there long
CALM = (120, 40)


class Monkey:
    """One monkey with one reader; `steps` says how many things it has done, `log` the last of them."""

    def __init__(self, app: TidewireApp, pilot: Pilot[Any], seed: int, sizes: Sequence[tuple[int, int]]) -> None:
        self._app, self._pilot, self._sizes = app, pilot, sizes
        self._chance = random.Random(seed)
        self.steps = 0
        self.log: list[str] = []

    async def play(self, steps: int) -> None:
        """Do so many things; AssertionError, with the last ones, where the screen does not bear them."""
        for _ in range(steps):
            await self._step()
            self.steps += 1
            if self.steps % 50 == 0:
                self.look()

    async def calm(self) -> None:
        """Close what is open, as a person would who has had enough."""
        await self._resize(CALM)
        for _ in range(20):
            if self._app.screen is self._app.main:
                break
            await self._pilot.press("escape")
        self.look()
        assert self._app.screen is self._app.main, self.log[-20:]

    def look(self) -> None:
        """What must hold at every moment."""
        assert self._app.is_running and self._app._exception is None, self.log[-20:]
        width = self._app.size.width
        for strip in self._app.screen._compositor.render_strips():
            assert strip.cell_length <= max(width, 1), (strip.text, self.log[-20:])
            assert strip.text.isprintable(), (strip.text, self.log[-20:])

    async def _step(self) -> None:
        roll = self._chance.random()
        if self._app.size.width * self._app.size.height > LARGE and roll < 0.3:
            await self._resize(CALM)
            return
        if isinstance(self._app.focused, Input) and roll < 0.5:
            await self._press(*self._chance.choice(WORDS), self._chance.choice(["enter", "tab", "escape", "backspace"]))
        elif roll < 0.75:
            await self._press(self._chance.choice(KEYS))
        elif roll < 0.8:
            await self._press(self._chance.choice(OTHERS))
        elif roll < 0.83:
            await self._resize(self._chance.choice(self._sizes))
        else:
            await self._mouse()

    async def _press(self, *keys: str) -> None:
        self.log.append(f"press {keys}")
        await self._pilot.press(*keys)

    async def _resize(self, size: tuple[int, int]) -> None:
        self.log.append(f"size {size}")
        await self._pilot.resize_terminal(*size)

    async def _mouse(self) -> None:
        there = self._somewhere()
        deed = self._chance.choice(["click", "double", "drag", "up", "down", "hover"])
        self.log.append(f"{deed} {there}")
        if deed in ("click", "double"):
            await self._pilot.click(offset=there, times=1 if deed == "click" else 2)
        elif deed == "hover":
            await self._pilot.hover(offset=there)
        elif deed == "drag":
            await self._pilot.mouse_down(offset=there)
            await self._pilot.hover(offset=self._somewhere())
            await self._pilot.mouse_up(offset=self._somewhere())
        else:
            wheel = MouseScrollUp if deed == "up" else MouseScrollDown
            await self._pilot._post_mouse_events([wheel], offset=there)

    def _somewhere(self) -> tuple[int, int]:
        width, height = self._app.size
        return self._chance.randrange(max(1, width)), self._chance.randrange(max(1, height))


class NoChild:
    """A command in a process of its own that finds nothing."""

    error = ""

    def __init__(self, *_: object) -> None:
        pass

    async def rows(self) -> AsyncIterator[dict[str, Any]]:
        for row in ():
            yield row

    async def last(self) -> None:
        return None

    async def stop(self) -> None:
        pass


async def let_loose(cache: Path, seed: int, steps: int, sizes: Sequence[tuple[int, int]] = SIZES) -> Monkey:
    """Let a monkey play with a reader on a cache; what it was when it had calmed down."""
    with (
        patch("reader.ui.child.Child", NoChild),
        patch("reader.ui.screens.add_feed.Child", NoChild),
        patch.object(TidewireApp, "leave", lambda *_: None),
        patch.object(TidewireApp, "open_url", lambda *_, **__: None),
    ):
        app = TidewireApp(cache, Config(), recogniser="fake", annotate=False, backups=False)
        async with app.run_test(size=CALM) as pilot:
            await pilot.pause()
            monkey = Monkey(app, pilot, seed, sizes)
            try:
                await monkey.play(steps)
                await monkey.calm()
            except BaseException:
                sys.stderr.write(f"seed {seed}, step {monkey.steps}: {monkey.log[-30:]}\n")
                raise
            assert app.main.list_pane.listing is not None
            return monkey


def main() -> None:
    """Play on the sample edition, a fresh copy for each seed."""
    from reader.annotator.work import annotate_pending
    from reader.samples import store_samples

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=20_000)
    options.add_argument("--seeds", type=int, nargs="+", default=[20191105])
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TIDEWIRE_STATE"] = scratch
        os.environ["TIDEWIRE_CONFIG"] = str(Path(scratch) / "none.toml")
        edition = Path(scratch) / "edition.db"
        store_samples(edition)
        annotate_pending(edition, "fake")
        for seed in asked.seeds:
            cache = Path(scratch) / f"{seed}.db"
            shutil.copy(edition, cache)
            begun = time.process_time()
            monkey = asyncio.run(let_loose(cache, seed, asked.steps))
            sys.stdout.write(
                f"seed {seed}: {monkey.steps} steps, {time.process_time() - begun:.0f} CPU s, still running\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
