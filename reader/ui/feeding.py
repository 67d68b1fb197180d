"""Feeds seen from the screen: reloads in the background with a bar, by hand or when their time has come."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.worker import Worker

from reader.ui.calm import PACE, keys_come
from reader.ui.wording import NO_ARTICLES, counted

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.app import TidewireApp

MINUTE = 60.0
GROUP = "feeds"


@dataclass(slots=True)
class Told:
    """What a reload of so many feeds has told: feeds done, new articles, feeds that failed; what is not shown yet."""

    total: int
    done: int = 0
    new: int = 0
    errors: int = 0
    offline: int = 0
    is_news: bool = False
    stored: bool = False

    def take(self, row: dict[str, Any]) -> None:
        """Count in what a feed has come to."""
        self.done += 1
        self.new += int(row.get("new", 0))
        self.errors += "error" in row
        self.offline += bool(row.get("offline"))
        self.stored |= bool(row.get("stored"))
        self.is_news = True

    def said(self, *, broke_off: bool) -> str:
        """What came of it, in a sentence."""
        if self.errors == self.done < 2 * self.offline and not broke_off:
            return f"There seems to be no network: none of {counted(self.done, 'feed')} was reached · R tries again"
        done = f"{self.done:,} of {counted(self.total, 'feed')}" if broke_off else counted(self.done, "feed")
        said = f"{done}, {counted(self.new, 'new article')}"
        said += f", {self.errors} failed · L shows which" if self.errors else ""
        return f"The reload was broken off: {said} · R begins again" if broke_off else said


class Feeding:
    """One reload at a time, in a process of its own; another may be asked for when it has ended."""

    def __init__(self, app: TidewireApp) -> None:
        self._app = app
        self._worker: Worker[None] | None = None

    @property
    def busy(self) -> bool:
        return self._worker is not None and not self._worker.is_finished

    def keep_time(self) -> None:
        """Look every minute which feeds are due, where the configuration does not forbid it."""
        if self._app.config.network.schedule:
            self._look()
            self._app.set_interval(MINUTE, self._look)

    def _look(self) -> None:
        from reader.net.schedule import due

        feeds = due(self._app.library.subscriptions.feeds())
        if feeds and not self.busy:
            self.reload([], total=len(feeds), due=True)

    def reload(self, refs: list[str], *, total: int, due: bool = False) -> None:
        """Reload the feeds of these ids, or all; `total` is how many that will be, `due` those whose time has come."""
        arguments = ["reload", *(["--due"] if due else []), *refs]
        self._worker = self._app.run_worker(self._run(arguments, total, quiet=due), group=GROUP, exit_on_error=False)

    async def stop(self) -> None:
        """End a reload at once; what was told is stored. The screen may be gone by now."""
        worker, self._worker = self._worker, None
        if worker is not None and not worker.is_finished:
            worker.cancel()

    async def _run(self, arguments: list[str], total: int, *, quiet: bool) -> None:
        from reader.ui.child import Child

        child = Child(self._app, *arguments)
        told = Told(total)
        self._app.main.status.unsay(NO_ARTICLES)  # R, which it names, would end the reload now
        self._show(told)
        timer = self._app.set_interval(PACE, lambda: self._show_between_keys(told))
        try:
            async for row in child.rows():
                told.take(row)
            self._show(told)
        finally:
            timer.stop()
            self._app.main.status.set_reload(0, 0, 0, 0)
        if told.new or told.errors or child.broke_off or not quiet:
            failed = "" if told.done else child.error
            said = failed or told.said(broke_off=child.broke_off)
            self._app.main.say(said, error=bool(failed or told.errors or child.broke_off))

    def _show_between_keys(self, told: Told) -> None:
        if told.is_news and not keys_come(self._app):
            self._show(told)

    def _show(self, told: Told) -> None:
        """Show how far a reload is, and the articles that have come."""
        self._app.main.status.set_reload(told.done, max(told.total, told.done), told.new, told.errors)
        if told.stored:
            self.arrived()
        told.is_news = told.stored = False

    def take_in(self, path: Path) -> None:
        """Import a file or a folder in the background; a key stops it as it stops a reload."""
        if self.busy:
            self._app.main.say("A reload is under way · R stops it")
            return
        self._worker = self._app.run_worker(self._take_in(path), group=GROUP, exit_on_error=False)

    async def _take_in(self, path: Path) -> None:
        from reader.ui.child import Child
        from reader.ui.start import begin

        main, child = self._app.main, Child(self._app, "import", "--", str(path))
        files = articles = feeds = 0
        said = time.monotonic()
        main.say(f"Importing {path.name} … · R stops")
        async for row in child.rows():
            files, articles = files + 1, articles + len(row.get("stored", ()))
            feeds += int(row.get("feeds", 0))
            if time.monotonic() - said > PACE and not keys_come(self._app):
                said = time.monotonic()
                main.say(f"Importing {path.name} … {counted(files, 'file')} · R stops")
        self.arrived()
        if articles:
            begin(self._app)
        others = f"{child.told} sentences say what went wrong (`tidewire import` tells all), the last: "
        wrong = f" · {others if child.told > 1 else ''}{child.error}" if child.error else ""
        ready = " · R reloads them" if feeds else ""
        came = f"{counted(feeds, 'new feed')}, {counted(articles, 'new article')}{ready}" if files else ""
        main.say(f"{came}{wrong}".removeprefix(" · "), error=bool(wrong))

    def arrived(self) -> None:
        """Articles have come: the list takes them in where it stands, the worker hears of them."""
        main = self._app.main
        main.list_pane.reload()
        main.show_list_title()
        main.status.unsay(NO_ARTICLES)
        if self._app.annotating is not None:
            self._app.annotating.nudge()

    def fetch_full_text(self, article_id: int, *, undo: bool) -> None:
        """Fetch the page of an article, or take its text back, and show the article anew where it is open."""
        self._app.run_worker(self._full_text(article_id, undo=undo), group=GROUP, exit_on_error=False)

    async def _full_text(self, article_id: int, *, undo: bool) -> None:
        from reader.ui.child import Child

        main = self._app.main
        main.say("Taking the summary back …" if undo else "Fetching the whole article …")
        child = Child(self._app, "fulltext", *(["--undo"] if undo else []), str(article_id))
        found: dict[str, Any] | None = await child.last()
        if found is None:
            main.say(child.error or "The page could not be fetched.", error=True)
            return
        if main.article == article_id:
            main.watch_article(article_id)
        self.arrived()
        main.say("What the feed said is back" if undo else "The whole article · f gives the summary back")
