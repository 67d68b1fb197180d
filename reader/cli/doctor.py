"""`tidewire doctor`: how things stand, what to do where they do not, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from reader.cli.findings import Finding, tell_finding
from reader.cli.options import Command, pass_session
from reader.cli.session import Session, tell
from reader.errors import TidewireError


@click.command(cls=Command)
@click.option("--repair", is_flag=True, help="Mend what can be mended; a damaged cache is kept beside the rescued one.")
@pass_session
def doctor(session: Session, repair: bool) -> int:
    """Say how things stand: versions, the cache, the annotator, the clipboard, the terminal, who may read what.

    --repair makes again what is made from something else (the index of words, counts, relations), and rescues what can
    be read of a damaged cache, the rest of your own from the last backup.
    """
    bad = 0
    for finding in _findings(session, repair=repair):
        bad += not finding.sound
        tell_finding(finding, as_json=session.json)
    if bad:
        one = bad == 1
        tell(f"{bad} of these things {'needs' if one else 'need'} your attention.")
    return 1 if bad else 0


def _findings(session: Session, *, repair: bool) -> Iterator[Finding]:
    from reader.cli import checkup, surroundings

    if repair:
        from reader.cli.repairing import repaired

        yield from repaired(session)
    yield from surroundings.program()
    yield from checkup.cache(session)
    yield from checkup.backups(session)
    yield surroundings.configuration(session)
    yield from surroundings.rights(session)
    yield from _annotator(session)
    yield from surroundings.screen()


def _annotator(session: Session) -> Iterator[Finding]:
    """What finds entities, what another pipeline annotated (which is no fault), and what the worker complained of."""
    from reader.annotator.pipelines import load_pipeline, outdated
    from reader.annotator.process import log_file

    wanted = None
    with suppress(TidewireError):  # told with the configuration
        wanted = session.load_config().pipeline
    try:
        found = load_pipeline(session.recogniser, wanted)
    except TidewireError as error:
        yield Finding("recogniser", str(error), sound=False, advice="`tidewire pipelines` lists what is there")
    else:
        others = sorted({each.ident for each in found.plan.others.values()})
        yield Finding("recogniser", "; ".join([found.plan.english.ident, *others]))
        yield from (Finding("recogniser", notice, sound=False) for notice in found.notices)
    try:
        count = outdated(session.cache_file, session.recogniser, wanted)
    except TidewireError:
        count = 0  # told already, or there is no cache yet
    if count:
        detail = f"articles of another pipeline: {count:,}; `tidewire annotate --again` does them again"
        yield Finding("outdated", detail)
    yield from _complaints(log_file())


def _complaints(log: Path) -> Iterator[Finding]:
    """The last line of the worker's log; what it says may be old, so that it is no fault."""
    try:
        lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    except OSError:
        lines = []
    if lines:
        yield Finding(
            "worker", f"the last of {len(lines):,} lines in its log: {lines[-1].strip()[:200]}", advice=f"see {log}"
        )
    else:
        yield Finding("worker", "nothing in its log")
