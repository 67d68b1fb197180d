"""The worker seen from the screen: its events become changes in the panes, at a calm pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotator.client import Annotated, Client, Event, Progress, WorkerTrouble

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

PACE = 0.5  # seconds between two looks at the list while annotations pour in
LOOK = 3.0  # seconds between two looks for what another program has imported


class Annotating:
    """Starts the worker with the screen and shows what it does."""

    def __init__(self, app: TidewireApp, recogniser: str | None) -> None:
        self._app = app
        self._client = Client(app.cache, recogniser, on_event=self._happened)
        self._stale = False
        self._count = app.library.count()

    def start(self) -> None:
        if self._app.main.article is not None:
            self._client.prioritise(self._app.main.article)
        self._client.start()
        self._app.set_interval(PACE, self._refresh)
        self._app.set_interval(LOOK, self._look)

    def nudge(self) -> None:
        """Say that articles have arrived."""
        self._count = self._app.library.count()
        self._client.nudge()

    def prioritise(self, article_id: int) -> None:
        """Let what the reader looks at be annotated first."""
        self._client.prioritise(article_id)

    async def stop(self) -> None:
        await self._client.stop()

    def _happened(self, event: Event) -> None:
        main = self._app.main
        match event:
            case Annotated(article_id):
                self._stale = True
                main.refresh_article(article_id)
            case Progress(done, pending):
                main.status.set_progress(done, pending)
                if not pending:
                    self._refresh()
                    main.show_side(keep=True)
            case WorkerTrouble(message):
                main.say(message, error=True)

    def _refresh(self) -> None:
        if self._stale:
            self._stale = False
            self._app.main.list_pane.reload()

    def _look(self) -> None:
        count = self._app.library.count()
        if count != self._count:
            self._count = count
            self._app.main.list_pane.reload()
            self._app.main.show_list_title()
            self._client.nudge()
