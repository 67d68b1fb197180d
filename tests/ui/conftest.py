from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from reader.config import Config
from reader.ui.app import TidewireApp

STORY = "Turkey discusses buying more S-400s from Russia, arms exporter says"
Opened = Callable[..., AbstractAsyncContextManager["Reader"]]


class Reader:
    """A running reader with what the tests ask of it."""

    def __init__(self, app: TidewireApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def main(self):
        return self.app.main

    @property
    def title(self) -> str:
        assert self.main.article is not None
        return self.app.library.article(self.main.article).title

    @property
    def entity(self) -> str | None:
        return None if self.main.entity is None else self.app.library.entity(self.main.entity).entity.name

    @property
    def here(self) -> str:
        """The text of the mention the reader is at."""
        pane = self.main.reading
        mention = pane.mentions[pane.mention]
        return pane.article.text[mention.start : mention.end]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def press_until(self, key: str, happened: Callable[[], bool], most: int = 200) -> None:
        """Press a key as often as it takes."""
        for _ in range(most):
            if happened():
                return
            await self.press(key)
        raise AssertionError(f"pressing {key} {most} times did not do it")

    async def until(self, happened: Callable[[], bool], tries: int = 400) -> None:
        """Let the program run until something is so."""
        for _ in range(tries):
            if happened():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never happened")

    def shows_what_there_is(self) -> bool:
        """Whether an article stands on the screen, or there is none."""
        listing = self.main.list_pane.listing
        return self.main.article is not None or (listing is not None and listing.count == 0)

    def open(self, title: str) -> None:
        self.main.open(self.app.library.find_article(title).id)

    def screen_text(self) -> str:
        """What stands on the screen, as text."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)

    def styles(self) -> set[Style]:
        """The styles of all that stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return {segment.style for strip in strips for segment in strip if segment.style is not None}


@pytest.fixture
def opened(edition: Path) -> Opened:
    """Open the reader: `async with opened() as reader`."""

    @asynccontextmanager
    async def open_reader(cache: Path = edition, size=(120, 40), annotate=False, **config) -> AsyncIterator[Reader]:
        app = TidewireApp(cache, Config(**config), recogniser="fake", annotate=annotate, backups=False)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            reader = Reader(app, pilot)
            await reader.until(reader.shows_what_there_is)
            yield reader

    return open_reader
