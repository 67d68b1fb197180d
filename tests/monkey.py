"""A monkey at the keyboard, always the same one for the same seed: `python -m tests.monkey --steps 20000 --seeds 1 2`.

It presses every key, writes and pastes into what can be written into, clicks, drags, scrolls and changes the size of
the screen, in bursts that do not wait for what they ask for. Half of what it reads means harm. It opens no browser,
asks no server, and cannot leave.
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
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config import Config
from reader.keys import COMMANDS
from reader.ui.app import TidewireApp
from tests import harm

KEYS = [key for command in COMMANDS for key in command.keys]
OTHERS = [
    "f5", "x", "ctrl+x", "ctrl+a", "ctrl+w", "delete", "insert", "shift+down", "ctrl+end", "#", "'", "%", "é", "漢",
]  # fmt: skip
WORDS = ["turkey", "is:unread", 'entity:"S-400"', "(", '"', "source:", "zzzz", "-a OR b", "the.example", "[bold]", "1"]
SIZES = [(120, 40), (80, 24), (100, 30), (200, 50), (60, 20), (40, 10), (7, 3), (1, 1), (3, 500), (500, 4), (300, 80)]
LARGE = 12_000  # cells that are too many to stay there long
CALM = (120, 40)
BURST = 10  # things done at most before it waits for what they lead to
REPORT = 1_000
LIMIT = 60.0  # seconds in which a key must be done


class Monkey:
    """One monkey with one reader; `steps` says how many things it has done, `log` the last of them."""

    def __init__(self, app: TidewireApp, pilot: Pilot[Any], seed: int, sizes: Sequence[tuple[int, int]]) -> None:
        self._app, self._pilot, self._sizes = app, pilot, sizes
        self._chance = random.Random(seed)
        self.steps = 0
        self.log: deque[str] = deque(maxlen=30)

    async def play(self, steps: int, report: Callable[[int], None] = lambda _: None) -> None:
        """Do so many things; AssertionError, with the last ones, where the screen does not bear them.

        `report` is told every thousand.
        """
        looked = reported = 0
        while self.steps < steps:
            for _ in range(min(self._chance.randint(1, BURST), steps - self.steps)):
                self._step()
                self.steps += 1
            await self._settle()
            if self.steps - looked >= 50:
                looked = self.steps
                self.look()
            if self.steps - reported >= REPORT:
                reported = self.steps
                report(reported)

    async def calm(self) -> None:
        """Close what is open, as a person would who has had enough."""
        self._resize(CALM)
        for _ in range(20):
            await self._settle()
            if self._app.screen is self._app.main:
                break
            self._press("escape")
        self.look()
        assert self._app.screen is self._app.main, self.log

    def look(self) -> None:
        """What must hold at every moment."""
        assert self._app.is_running and self._app._exception is None, self.log
        width = self._app.screen._compositor.size.width
        for strip in self._app.screen._compositor.render_strips():
            assert strip.cell_length <= max(width, 1), (strip.text, self.log)
            assert not harm.harmful(strip.text) and "\n" not in strip.text, (strip.text, self.log)

    async def _settle(self) -> None:
        """Wait until everything on the screen has done what it was asked to, and draw it."""
        await self._pilot._wait_for_screen()
        await asyncio.wrap_future(self._app.writer.submit(lambda _: None))
        await asyncio.wrap_future(self._app.searches.submit(lambda _: None))
        end = time.monotonic() + LIMIT
        while self._app.typing.busy:
            assert time.monotonic() < end, self.log
            await self._pilot._wait_for_screen()
        if self._app.screen_stack:
            self._app.screen._on_timer_update()

    def _step(self) -> None:
        roll = self._chance.random()
        if self._app.size.width * self._app.size.height > LARGE and roll < 0.7:
            self._resize(CALM)
        elif isinstance(self._app.focused, Input) and roll < 0.5:
            self._write()
        elif roll < 0.75:
            self._press(self._chance.choice(KEYS))
        elif roll < 0.8:
            self._press(self._chance.choice(OTHERS))
        elif roll < 0.83:
            self._resize(self._chance.choice(self._sizes))
        else:
            self._mouse()

    def _write(self) -> None:
        if self._chance.random() < 0.1:
            self.log.append("paste")
            self._send(events.Paste(self._chance.choice([harm.HARM, harm.WORD, "two\nlines", ""])))
        else:
            self._press(*self._chance.choice(WORDS))
        self._press(self._chance.choice(["enter", "tab", "escape", "backspace"]))

    def _press(self, *keys: str) -> None:
        self.log.append(f"press {keys}")
        for key in keys:
            self._send(events.Key(key, key if len(key) == 1 else None))

    def _resize(self, size: tuple[int, int]) -> None:
        self.log.append(f"size {size}")
        self._app._driver._size = size  # type: ignore[union-attr]
        self._send(events.Resize(events.Size(*size), events.Size(*size)))

    def _mouse(self) -> None:
        there = self._somewhere()
        deed = self._chance.choice(["click", "double", "drag", "up", "down", "hover"])
        self.log.append(f"{deed} {there}")
        if deed in ("click", "double"):
            for _ in range(1 if deed == "click" else 2):
                self._point(events.MouseDown, there, 1)
                self._point(events.MouseUp, there, 1)
        elif deed == "hover":
            self._point(events.MouseMove, there)
        elif deed == "drag":
            self._point(events.MouseDown, there, 1)
            self._point(events.MouseMove, self._somewhere(), 1)
            self._point(events.MouseUp, self._somewhere(), 1)
        else:
            self._point(events.MouseScrollUp if deed == "up" else events.MouseScrollDown, there)

    def _point(self, kind: type[events.MouseEvent], there: tuple[int, int], button: int = 0) -> None:
        self._send(kind(None, *there, 0, 0, button, False, False, False, *there))

    def _send(self, event: events.Event) -> None:
        """Send it the way that the terminal's own go."""
        self._app._driver.process_message(event)  # type: ignore[union-attr]

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


async def let_loose(
    cache: Path,
    seed: int,
    steps: int,
    sizes: Sequence[tuple[int, int]] = SIZES,
    report: Callable[[int], None] = lambda _: None,
) -> Monkey:
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
                await monkey.play(steps, report)
                await monkey.calm()
            except BaseException:
                sys.stderr.write(f"seed {seed}, step {monkey.steps}: {list(monkey.log)}\n")
                raise
            assert app.main.list_pane.listing is not None
            return monkey


def make_cache(folder: Path) -> Path:
    """The sample edition and as many articles that mean harm, annotated."""
    from reader.annotator.work import annotate_pending
    from reader.cli.main import run
    from reader.samples import store_samples

    cache = folder / "edition.db"
    store_samples(cache)
    lines = harm.write(folder / "harm.jsonl", 60)
    run(["--cache", str(cache), "--quiet", "import", "--jsonl", str(lines)])
    annotate_pending(cache, "fake")
    return cache


def main() -> None:
    """Play on a fresh copy of the cache for each seed; a line for every thousand steps."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=20_000)
    options.add_argument("--seeds", type=int, nargs="+", default=[20191105])
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TIDEWIRE_STATE"] = scratch
        os.environ["TIDEWIRE_CONFIG"] = str(Path(scratch) / "none.toml")
        edition = make_cache(Path(scratch))
        for seed in asked.seeds:
            cache = Path(scratch) / f"{seed}.db"
            shutil.copy(edition, cache)
            begun, used = time.monotonic(), time.process_time()

            def report(steps: int, seed: int = seed, begun: float = begun, used: float = used) -> None:
                said = f"{time.monotonic() - begun:.0f} s, {time.process_time() - used:.0f} of them CPU"
                sys.stdout.write(f"seed {seed}: {steps:,} steps, {said}\n")
                sys.stdout.flush()

            monkey = asyncio.run(let_loose(cache, seed, asked.steps, report=report))
            report(monkey.steps)
            sys.stdout.write(f"seed {seed}: still running\n")


if __name__ == "__main__":
    main()
