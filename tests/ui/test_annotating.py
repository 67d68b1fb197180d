"""What the screen says of pipelines: that another one can annotate again, and which one cannot be used."""

from contextlib import closing
from pathlib import Path

from reader.annotator.client import Notice
from reader.annotator.pipelines import outdated
from reader.store.database import connect


def of_another_pipeline(cache: Path) -> None:
    with closing(connect(cache)) as db:
        db.execute("UPDATE pipeline SET ident = 'other 1.0' WHERE ident = 'fake'")


async def test_what_another_pipeline_annotated_is_offered_and_done_again(opened, edition: Path):
    of_another_pipeline(edition)
    count = outdated(edition, "fake")
    async with opened(annotate=True) as reader:
        await reader.until(lambda: "another pipeline" in reader.main.status.message)
        assert reader.main.status.message == (
            f"{count:,} articles were annotated by another pipeline · ctrl+e annotates them again"
        )
        await reader.press("ctrl+e")
        await reader.until(lambda: reader.main.status.message == f"{count:,} articles are annotated again")
        await reader.until(lambda: not reader.app.library.pending() and not outdated(edition, "fake"), tries=2000)
        await reader.press("ctrl+e")
        await reader.until(lambda: reader.main.status.message == "All articles are of the present pipeline")


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
