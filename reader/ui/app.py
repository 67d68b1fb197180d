"""The application: what lives as long as the program does."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Paste

from reader import paths
from reader.errors import ConfigError, TidewireError
from reader.keys import moving_keys, with_overrides
from reader.library import Library
from reader.ui import memory
from reader.ui.bindings import everywhere, keymap
from reader.ui.citations import folder_formats, starting_format
from reader.ui.copying import Copying
from reader.ui.feeding import Feeding
from reader.ui.outside import Outside, crashed, has_shell, stop_group
from reader.ui.panes import remember
from reader.ui.screens.main import MainScreen
from reader.ui.searches import Searches
from reader.ui.themes import chosen, load_themes, variable_defaults
from reader.ui.tour import Tour
from reader.ui.typing import Typing
from reader.ui.undo import Undo
from reader.ui.writer import Writer

if TYPE_CHECKING:
    from reader.config import Config
    from reader.ui.annotating import Annotating

THEME, COLORLESS = "dark", "ansi"
NO_COLOR = "NO_COLOR"
YOUNG = (50_000, 5, 5)  # objects between two looks for garbage: a long article has twenty thousand, without circles
STYLES, LATER = ("app", "panes", "status"), ("reading", "screens")


class TidewireApp(App[None]):
    """Holds the library, the configuration and the worker; the main screen does the rest."""

    CSS_PATH: ClassVar = [paths.styles_dir() / f"{name}.tcss" for name in STYLES]
    TITLE = "Tidewire"
    BINDINGS: ClassVar[list[BindingType]] = list(everywhere())
    ENABLE_COMMAND_PALETTE = False
    PAUSE_GC_ON_SCROLL = True

    def __init__(
        self,
        cache: Path,
        config: Config,
        *,
        recogniser: str | None = None,
        annotate: bool = True,
        backups: bool = True,
        tour: bool = False,
    ) -> None:
        self.themes = load_themes(paths.themes_dir(config.file or paths.config_file()))
        if config.theme is not None:
            chosen(config.theme, self.themes)
        super().__init__(ansi_color=True if NO_COLOR in os.environ else None)
        self.cache = cache
        self.config = config
        self.library = Library.open(cache)
        self.commands = with_overrides(config.keys)
        self.memory = memory.load(paths.state_dir())
        self.folder_citations = folder_formats(config)
        self.citation_format = starting_format(config, self.memory.citation)
        self.writer = Writer(cache)
        self.undo = Undo()
        self.typing = Typing(self, super().on_event, moving_keys(self.commands))
        self.copy = Copying(self)
        self.tour: Tour = Tour(self)
        self._offer_tour = tour
        self.searches = Searches(cache)
        self._recogniser = recogniser
        self._annotate = annotate
        self._backups = backups
        self.annotating: Annotating | None = None
        self.last_key = 0.0
        self.feeding = Feeding(self)
        self.main = MainScreen()

    def get_default_screen(self) -> MainScreen:
        return self.main

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; Textual asks before one of ours is set, and would work out its own for nothing."""
        ours = any(self.theme == entry.theme.name for entry in self.themes.values())
        return super().get_css_variables() if ours else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.themes)

    def on_load(self) -> None:
        for entry in self.themes.values():
            self.register_theme(entry.theme)
        self.use_theme(self.config.theme or self.memory.theme or THEME)
        self.set_keymap(keymap(self.commands))
        self.animation_level = "none"

    def on_mount(self) -> None:
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """What can wait until the first frame is on the screen."""
        self.stylesheet.read_all([paths.styles_dir() / f"{name}.tcss" for name in LATER])
        self.stylesheet.parse()
        from reader.ui import midnight, start

        start.begin(self)
        midnight.watch(self)
        if self._offer_tour:
            self.tour.offer()
        if self._annotate:
            from reader.ui.annotating import Annotating

            self.annotating = Annotating(self, self._recogniser, self.config.pipeline)
            self.annotating.start()
            self.feeding.keep_time()
        if self._backups:
            from reader.ui import backups

            backups.keep(self)
        gc.freeze()
        gc.set_threshold(*YOUNG)
        gc.enable()

    def now(self) -> datetime:
        """The time in the reader's own zone."""
        return datetime.now().astimezone()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self.last_key = time.monotonic()
            await self.typing.take(event)
        else:
            await super().on_event(event)

    # -- look

    def use_theme(self, name: str) -> None:
        """Show a theme; where NO_COLOR is set all look the same, and none is remembered."""
        entry = self.themes.get(name) or self.themes[THEME]
        if self.no_color:
            self.theme = self.themes[COLORLESS].theme.name
        else:
            self.theme = entry.theme.name
            self.memory.theme = entry.name

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets for other colours; before anything is styled, the variables alone are enough.

        Textual would read them whole as soon as a theme is set, and once more for the first screen.
        """
        if self._driver is not None:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def next_theme(self) -> None:
        if self.no_color:
            self.main.say("NO_COLOR is set, and without colours all themes are the same")
            return
        names = list(self.themes)
        name = names[(names.index(self.memory.theme or THEME) + 1) % len(names)]
        self.use_theme(name)
        self.main.say(f"Theme: {self.themes[name].title}")

    # -- what is written

    def mark(self, work: Callable[[Library], str | None], then: Callable[[], None] | None = None) -> None:
        """Write a mark in the background, show it, and say what `work` returns; `then` shows what lists do not."""
        self.writer.submit(work).add_done_callback(lambda future: self._marked(future, then))

    def _marked(self, future: Future[str | None], then: Callable[[], None] | None) -> None:
        """In the writer's thread, or in the screen's where the work was done already."""
        self.call_later(self._show_marked, future, then)

    def _show_marked(self, future: Future[str | None], then: Callable[[], None] | None) -> None:
        error = future.exception()
        if not self.is_running:
            return  # the program is being left; the mark is in the cache
        if error is None:
            if then is not None:
                then()
            self.main.list_pane.reload(words=False)
            self.main.show_list_title()
            if text := future.result():
                self.main.say(text)
        elif isinstance(error, TidewireError):
            self.main.say(str(error), error=True)
        else:
            raise error

    # -- leaving

    def action_suspend_process(self) -> None:
        """Give the shell back; `fg` returns here."""
        if self._driver is None or not self._driver.can_suspend or not has_shell():
            self.main.say("There is no shell to go back to", error=True)
            return
        with self.suspend():
            stop_group()

    async def action_quit(self) -> None:
        self.leave()

    def leave(self, status: int = 0) -> None:
        """Remember the place and leave; nothing here waits for the worker."""
        place = self.main.places.here()
        if place is not None and place.top is not None:
            self.memory.remember_place(self.cache.resolve(), place.article_id, place.top)
        self.main.places.keep()
        remember(self.main.arrangement, self.memory)
        self.exit(return_code=status)

    def _fatal_error(self) -> None:
        """Close; `run` tells what happened in a sentence, where Textual would print pages with values of variables."""
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        await self.feeding.stop()
        if self.annotating is not None:
            await self.annotating.stop()
        memory.save(self.memory, paths.state_dir())
        self.writer.close()
        self.searches.close()
        self.library.close()


def run(cache: Path, config: Config, *, recogniser: str | None = None, backups: bool = True, tour: bool = False) -> int:
    """Open the reader on a cache and return when it is closed; the exit status of the program.

    `tour` offers the tour to whoever has not been asked before.
    """
    if not os.environ.get(NO_COLOR):
        os.environ.pop(NO_COLOR, None)  # set to nothing it says nothing, but Textual asks only whether it is there
    try:
        app = TidewireApp(cache, config, recogniser=recogniser, backups=backups, tour=tour)
    except TidewireError:
        from reader.ui.proofs import mistakes

        if told := mistakes(config):
            raise ConfigError(*told) from None
        raise
    asyncio.run(_opened(app))
    if app._exception is not None:
        raise crashed(app._exception, paths.state_dir()) from app._exception
    return app.return_code or 0


async def _opened(app: TidewireApp) -> None:
    with Outside(app):
        await app.run_async()
