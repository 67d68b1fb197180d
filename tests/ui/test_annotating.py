"""What the screen says of pipelines: that another one can annotate again, and which one cannot be used."""

import time
from contextlib import closing
from pathlib import Path

from reader.annotator.client import Annotated, Notice, Progress
from reader.annotator.pipelines import outdated
from reader.store.database import connect
from reader.ui.screens.main import MainScreen


def of_another_pipeline(cache: Path) -> None:
    with closing(connect(cache)) as db:
        db.execute("UPDATE pipeline SET ident = 'other 1.0' WHERE ident = 'fake'")


async def test_what_another_pipeline_annotated_is_offered_and_done_again(opened, edition: Path, monkeypatch):
    of_another_pipeline(edition)
    count = outdated(edition, "fake")
    told: list[str] = []
    monkeypatch.setattr(MainScreen, "say", lambda self, text, *, error=False: told.append(text))
    async with opened(annotate=True) as reader:
        offer = f"{count:,} articles were annotated by another pipeline · ctrl+e annotates them again"
        await reader.until(lambda: offer in told, tries=3000)
        await reader.press("ctrl+e")
        await reader.until(lambda: f"{count:,} articles are annotated again" in told, tries=3000)
        await reader.until(lambda: not reader.app.library.pending() and not outdated(edition, "fake"), tries=6000)
        await reader.press("ctrl+e")
        await reader.until(lambda: "All articles are of the present pipeline" in told, tries=3000)


async def test_a_pipeline_that_cannot_be_used_is_told_once(opened):
    async with opened(annotate=True) as reader:
        told = []
        reader.main.say = lambda text, *, error=False: told.append((text, error))
        for _ in range(2):
            reader.app.annotating._happened(Notice("It is broken. The embedded one is used instead."))
        assert told == [("It is broken. The embedded one is used instead.", True)]


async def test_nothing_is_offered_where_all_is_of_the_present_pipeline(opened):
    async with opened(annotate=True) as reader:
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert reader.main.status.message == ""


async def test_what_the_worker_does_is_shown_between_the_keys(opened):
    async with opened(annotate=True) as reader:
        annotating, status, reloads = reader.app.annotating, reader.main.status, []
        reader.main.list_pane.reload = lambda **_: reloads.append(1)
        annotating._show()
        reader.app.last_key = time.monotonic() + 1000  # one key follows the other
        for done in (1, 2):
            annotating._happened(Annotated(done))
            annotating._happened(Progress(done, 9 - done))
        annotating._refresh()
        assert (status.progress, reloads) == ("", [])
        reader.app.last_key = 0.0
        annotating._refresh()
        assert status.progress.startswith("entities 2/9")
        assert reloads == [1]


async def test_keys_without_end_do_not_hide_what_the_worker_does(opened):
    async with opened(annotate=True) as reader:
        reader.app.last_key = time.monotonic() + 1000
        reader.app.annotating._shown = 0.0
        reader.app.annotating._happened(Progress(3, 6))
        reader.app.annotating._refresh()
        assert reader.main.status.progress.startswith("entities 3/9")


async def test_what_the_worker_writes_is_not_taken_for_news(opened, edition: Path):
    async with opened(annotate=True) as reader:
        annotating, shown = reader.app.annotating, []
        reader.app.last_key = 0.0
        annotating._look()
        reader.main.list_pane.reload = lambda **_: shown.append(1)
        annotating._happened(Progress(1, 8))
        with closing(connect(edition)) as db, db:
            db.execute("UPDATE entity SET mentions = mentions")
        annotating._look()
        assert shown == []
        with closing(connect(edition)) as db, db:
            db.execute("DELETE FROM article WHERE id = ?", (reader.main.article,))  # the open one stays on the screen
        annotating._look()
        assert shown == [1]
        with closing(connect(edition)) as db, db:
            db.execute("UPDATE entity SET mentions = mentions")
        annotating._happened(Progress(9, 0))
        shown.clear()
        annotating._look()
        assert shown == [1]
