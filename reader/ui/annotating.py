"""The worker seen from the screen: its events become changes in the panes, at a calm pace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.annotator.client import Annotated, Client, Event, Notice, Progress, WorkerTrouble
from reader.annotator.pipelines import ask_again, outdated
from reader.errors import TidewireError
from reader.keys import shown
from reader.ui.calm import PACE, keys_come

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

LONGEST = 10.0  # seconds for which what the worker does is kept back while one key follows the other
LOOK = 3.0  # seconds between two looks for what another program has imported


class Annotating:
    """Starts the worker with the screen and shows what it does."""

    def __init__(self, app: TidewireApp, recogniser: str | None, wanted: str | None) -> None:
        self._app = app
        self._chosen = (recogniser, wanted)
        self._client = Client(app.cache, recogniser, wanted, on_event=self._happened)
        self._told: set[str] = set()
        self._stale = False
        self._progress: Progress | None = None
        self._at_work = False
        self._shown = 0.0
        self._count = app.library.count()
        self._version = app.library.stories.version()

    def start(self) -> None:
        if self._app.main.article is not None:
            self._client.prioritise(self._app.main.article)
        self._client.start()
        self._app.run_worker(self._offer, thread=True, group="pipelines", exit_on_error=False)
        self._app.set_interval(PACE, self._refresh)
        self._app.set_interval(LOOK, self._look)

    def nudge(self) -> None:
        """Say that articles have arrived."""
        self._count = self._app.library.count()
        self._client.nudge()

    def prioritise(self, article_id: int) -> None:
        """Let what the reader looks at be annotated first."""
        self._client.prioritise(article_id)

    def again(self) -> None:
        """Let the articles that another pipeline annotated be annotated by the present one, in the background."""
        self._app.run_worker(self._ask_again, thread=True, group="pipelines", exit_on_error=False)

    def _ask_again(self) -> None:
        try:
            count = ask_again(self._app.cache, *self._chosen)
        except TidewireError as error:
            self._app.call_from_thread(self._app.main.say, str(error), error=True)
        else:
            self._app.call_from_thread(self._asked, count)

    def _asked(self, count: int) -> None:
        main = self._app.main
        main.say(f"{count:,} articles are annotated again" if count else "All articles are of the present pipeline")
        if main.article is not None:
            self.prioritise(main.article)
        self._client.nudge()

    def _offer(self) -> None:
        """In a thread: say what another pipeline annotated than the one chosen now."""
        try:
            count = outdated(self._app.cache, *self._chosen)
        except TidewireError:
            return  # what is wrong with the cache is told by what needs it
        if count:
            again = next(command for command in self._app.commands if command.id == "annotate_again")
            way = f"{shown(again.keys)} annotates" if again.keys else "the command palette can annotate"
            text = f"{count:,} articles were annotated by another pipeline · {way} them again"
            self._app.call_from_thread(self._app.main.say, text)

    async def stop(self) -> None:
        await self._client.stop()

    def _happened(self, event: Event) -> None:
        main = self._app.main
        match event:
            case Annotated(article_id):
                self._stale = True
                main.refresh_article(article_id)
            case Progress(pending=pending):
                self._progress = event
                self._at_work = pending > 0
                if not pending:
                    self._show()
                    main.show_side(keep=True)
            case Notice(message) if message not in self._told:
                self._told.add(message)
                main.say(message, error=True)
            case WorkerTrouble(message):
                main.say(message, error=True)

    def _refresh(self) -> None:
        """Show what the worker has done since the last time, between the keys: no key waits for it to be drawn."""
        if (self._stale or self._progress) and not self._keys_come():
            self._show()

    def _keys_come(self) -> bool:
        """Whether one key follows the other, and what the worker does has not been kept back for too long."""
        return keys_come(self._app) and time.monotonic() - self._shown < LONGEST

    def _show(self) -> None:
        self._shown = time.monotonic()
        if self._progress is not None:
            self._app.main.status.set_progress(self._progress.done, self._progress.pending)
            self._progress = None
        if self._stale:
            self._stale = False
            self._app.main.list_pane.reload(words=False)

    def _look(self) -> None:
        """Show what another program has written; while the worker writes, articles that came or went at once."""
        library = self._app.library
        version = library.stories.version()
        if version == self._version or self._keys_come():
            return
        main, count = self._app.main, library.count()
        if self._at_work and count == self._count:
            return
        self._shown = time.monotonic()
        self._version = version
        main.list_pane.reload()
        main.show_list_title()
        main.show_side(keep=True)
        if count != self._count:
            self._count = count
            self._client.nudge()
