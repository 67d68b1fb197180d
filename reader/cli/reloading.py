"""`tidewire reload`: feeds asked for what is new, one line a feed after its commit, progress on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.feeds import chosen
from reader.cli.options import Command, pass_session
from reader.cli.progress import PassingLine
from reader.cli.session import Session, tell

if TYPE_CHECKING:
    from reader.model.feed import Feed
    from reader.net.reload import Outcome


@click.command(cls=Command)
@click.argument("refs", nargs=-1, metavar="[FEED…]")
@click.option("--due", is_flag=True, help="Only the feeds whose time has come; for cron.")
@pass_session
def reload(session: Session, refs: Sequence[str], due: bool) -> int:
    """Ask all feeds, or those named, for what is new.

    A line a feed says what was stored, once it is on the disk. A feed that fails is told and does not keep the others.
    Feeds that rest, or whose server asked for patience, are left out unless they are named.
    """
    import asyncio

    from reader.cli.archiving import back_up_if_due
    from reader.net.reload import reload as reload_feeds

    feeds = _wanted(session, refs, due=due)
    teller = Teller(session, len(feeds))
    if feeds:
        config = session.load_config()
        try:
            asyncio.run(reload_feeds(session.cache_file, feeds, config.network, teller, config.keep))
        finally:
            teller.line.clear()
    teller.finish()
    back_up_if_due(session)
    return 1 if teller.errors else 0


def _wanted(session: Session, refs: Sequence[str], *, due: bool) -> list[Feed]:
    from reader.cli.output import moment
    from reader.net import schedule

    with session.subscriptions() as subscriptions:
        if refs:
            found = chosen(subscriptions, refs)
            subscriptions.wake([feed.id for feed in found])
            return found
        feeds = subscriptions.feeds()
    if not feeds:
        session.note("There are no feeds; `tidewire add ADDRESS` adds one.")
    if due:
        return schedule.due(feeds)
    resting = [feed for feed in feeds if feed.resting is not None]
    waiting = [feed for feed in feeds if feed.resting is None and schedule.must_wait(feed)]
    for feed in resting:
        session.note(f"{feed.name} rests: {feed.resting}")
    for feed in waiting:
        session.note(f"{feed.name} is left in peace until {moment(feed.not_before or '')}, as its server asked.")
    return schedule.willing(feeds)


class Teller:
    """Says what became of each feed, and how far the whole is."""

    def __init__(self, session: Session, total: int) -> None:
        self._session = session
        self._total = total
        self.line = PassingLine(quiet=session.quiet)
        self._done = self._new = 0
        self.errors = 0

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._new += len(outcome.delivered.new)
        self.errors += outcome.error is not None
        self.line.clear()
        self._tell(outcome)
        self.line.show(f"{self._done} of {self._total} feeds, {self._new:,} new articles … ")

    def _tell(self, outcome: Outcome) -> None:
        from reader.cli.output import say, say_json

        if self._session.json:
            say_json(_fields(outcome), flush=True)
        elif outcome.error is not None:
            tell(f"{outcome.feed.name}: {outcome.error}")
        elif not self._session.quiet and (outcome.moved or not outcome.unchanged):
            say(f"{outcome.feed.name}: {_said(outcome)}", flush=True)

    def finish(self) -> None:
        """Sum up."""
        from reader.cli.output import counted

        if self._total and not self._session.json:
            failed = f", {self.errors} failed" if self.errors else ""
            feeds, articles = counted(self._done, "feed", "feeds"), counted(self._new, "new article", "new articles")
            self._session.note(f"{feeds}, {articles}{failed}.")


def _fields(outcome: Outcome) -> dict[str, object]:
    delivered = outcome.delivered
    fields: dict[str, object] = {
        "stored": [*delivered.new, *delivered.changed],
        "feed": outcome.feed.url,
        "new": len(delivered.new),
        "changed": len(delivered.changed),
    }
    if outcome.moved:
        fields["moved"] = outcome.moved
    if outcome.error is not None:
        fields["error"] = outcome.error
    if outcome.offline:
        fields["offline"] = True
    return fields


def _said(outcome: Outcome) -> str:
    new, changed = len(outcome.delivered.new), len(outcome.delivered.changed)
    parts = [f"{new:,} new"] if new or not (changed or outcome.moved) else []
    parts += [f"{changed:,} changed"] if changed else []
    parts += [f"has moved to {outcome.moved}"] if outcome.moved else []
    return ", ".join(parts)
