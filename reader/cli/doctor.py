"""`tidewire doctor`: how things stand, and what to do where they do not."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import click

from reader import __version__, paths
from reader.cli.session import Command, Session, pass_session, tell
from reader.errors import TidewireError

SHOWN_FAILURES = 20
CLIPBOARD_TOOLS = ("tmux", "wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `sound` is False where something should be done about it."""

    check: str
    detail: str
    sound: bool = True


@click.command(cls=Command)
@pass_session
def doctor(session: Session) -> int:
    """Say how things stand: versions, the cache, the annotator, the clipboard."""
    from reader.cli.output import say, say_json

    bad = 0
    for finding in _findings(session):
        bad += not finding.sound
        if session.json:
            say_json({"check": finding.check, "ok": finding.sound, "detail": finding.detail}, flush=True)
        else:
            say(f"{'ok' if finding.sound else '!!'}  {finding.check:<14}{finding.detail}", flush=True)
    if bad:
        tell(f"{bad} of these things need your attention.")
    return 1 if bad else 0


def _findings(session: Session) -> Iterator[Finding]:
    yield Finding("version", f"Tidewire {__version__}, Python {platform.python_version()}, {platform.system()}")
    yield _packages()
    yield _distributions()
    yield from _cache(session)
    yield _configuration(session)
    yield from _recogniser(session)
    yield from _outdated(session)
    tools = [tool for tool in CLIPBOARD_TOOLS if shutil.which(tool) and (tool != "tmux" or "TMUX" in os.environ)]
    yield Finding("clipboard", ", ".join([*tools, "the terminal (OSC 52)"]))
    yield Finding("state", str(paths.state_dir()))


def _packages() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("textual", "spacy", "sqlite-utils", "click"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            return Finding("packages", f"{name} is not installed", sound=False)
    return Finding("packages", ", ".join(found))


def _distributions() -> Finding:
    """Another distribution has the same import name; installed together, the two overwrite each other."""
    from importlib.metadata import packages_distributions

    owners = sorted(set(packages_distributions().get("reader", [])) - {"tidewire"})
    if owners:
        detail = f"the import name reader belongs to {', '.join(owners)} as well; install Tidewire on its own"
        return Finding("import name", detail, sound=False)
    return Finding("import name", "reader belongs to Tidewire alone")


def _cache(session: Session) -> Iterator[Finding]:
    from reader.store import health, outbox
    from reader.store.database import connect

    file = session.cache_file
    if not file.exists():
        yield Finding("cache", f"{file} does not exist yet")
        return
    try:
        with closing(connect(file, create=False, read_only=True)) as db:
            damage = health.damage(db)
            yield Finding("cache", f"{file}, {file.stat().st_size / 1e6:.1f} MB")
            yield Finding("integrity", "; ".join(damage) or "sound", sound=not damage)
            yield Finding("pending", f"articles that wait for the annotator: {outbox.pending_count(db):,}")
            failures = outbox.failures(db)
    except TidewireError as error:
        yield Finding("cache", str(error), sound=False)
        return
    for failure in failures[:SHOWN_FAILURES]:
        yield Finding("not annotated", f"{failure.article_id} {failure.title}: {failure.error}", sound=False)
    if len(failures) > SHOWN_FAILURES:
        yield Finding("not annotated", f"and {len(failures) - SHOWN_FAILURES:,} more", sound=False)


def _configuration(session: Session) -> Finding:
    file = session.config or paths.config_file()
    try:
        session.load_config()
    except TidewireError as error:
        return Finding("configuration", str(error), sound=False)
    return Finding("configuration", str(file) if file.exists() else f"{file} does not exist; all is standard")


def _outdated(session: Session) -> Iterator[Finding]:
    """What another pipeline annotated than the one that is chosen now; that is no fault."""
    from reader.annotator.pipelines import outdated

    try:
        count = outdated(session.cache_file, session.recogniser, session.load_config().pipeline)
    except TidewireError:
        return  # told already, or there is no cache yet
    if count:
        yield Finding(
            "outdated", f"articles of another pipeline: {count:,}; `tidewire annotate --again` does them again"
        )


def _recogniser(session: Session) -> Iterator[Finding]:
    from reader.annotator.pipelines import load_pipeline

    try:
        wanted = session.load_config().pipeline
    except TidewireError:
        wanted = None  # told already
    try:
        found = load_pipeline(session.recogniser, wanted)
    except TidewireError as error:
        yield Finding("recogniser", str(error), sound=False)
        return
    others = sorted({each.ident for each in found.plan.others.values()})
    yield Finding("recogniser", "; ".join([found.plan.english.ident, *others]))
    yield from (Finding("recogniser", notice, sound=False) for notice in found.notices)
