"""`tidewire import`: files, folders and streams, each stored or refused on its own."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reader.cli.kinds import MOST_TOLD, SQLITE
from reader.cli.options import Command, pass_session
from reader.cli.session import Session, tell
from reader.errors import ImportFailedError, reason
from reader.files import is_empty

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model.article import ParsedArticle

LARGEST = 20 * 1024 * 1024
BATCH = 500
STDIN = "-"
ENDINGS = (".txt", ".html", ".htm", ".xml", ".rss", ".atom", ".opml")


@click.command("import", cls=Command)
@click.argument("sources", nargs=-1, metavar="PATH…", type=click.Path())
@click.option("--jsonl", multiple=True, type=click.Path(), metavar="FILE", help="Articles as JSON lines; - is stdin.")
@pass_session
def import_(session: Session, sources: Sequence[str], jsonl: Sequence[str]) -> int:
    """Take into the cache: texts, web pages, feed files, OPML, newsboat's urls and cache.db, folders, - for stdin.

    What `tidewire export --all` wrote, and backups, are taken in too; nothing that is here already is lost by that.

    One line a file says what was stored, once it is on the disk. A file that cannot be imported is told on stderr
    and does not keep the others.
    """
    if not sources and not jsonl:
        raise click.UsageError("Name a file or a folder to import, or - for stdin.")
    from reader.library import Library

    errors = 0
    with Library.open(session.cache_file) as library:
        for source in sources:
            errors += _import_source(session, library, source)
        for file in jsonl:
            errors += _import_lines(session, library, file)
    return 1 if errors else 0


def _import_source(session: Session, library: Library, source: str) -> int:
    """Import a file, a folder or stdin; the number of errors, each of which has been told."""
    if source != STDIN and _is_cache(session, source):
        tell(f"{source}: This is the cache itself.")
        return 1
    from reader.store.safety.archivefile import is_archive_file

    path = Path(source)
    if source != STDIN and is_archive_file(path):
        from reader.cli.archiving import import_archive

        return import_archive(session, library, path)
    if source.endswith(".jsonl"):
        return _import_lines(session, library, source)
    if source == STDIN or not path.is_dir():
        return _import_file(session, library, source)
    files = sorted(_articles_under(path))
    if not files:
        tell(f"{source}: The folder holds no articles; they are files that end in {', '.join(ENDINGS)}.")
        return 1
    return sum(_import_file(session, library, str(file)) for file in files)


def _is_cache(session: Session, source: str) -> bool:
    """Reading the cache while it is open would take away its locks."""
    try:
        return Path(source).samefile(session.cache_file)
    except OSError:
        return False


def _articles_under(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        wanted = (name for name in files if name.lower().endswith(ENDINGS) and not name.startswith("."))
        yield from (Path(parent, name) for name in wanted)


def _import_file(session: Session, library: Library, file: str) -> int:
    from reader.cli.kinds import take

    try:
        taken = take(library, file, _content(file))
    except ImportFailedError as error:
        tell(f"{file}: {error}")
        return 1
    _report(session, file, taken.stored, taken.articles, feeds=taken.feeds)
    for note in taken.notes:
        session.note(f"{file}: {note}")
    return 1 if taken.refused else 0


def _content(file: str) -> bytes:
    """The bytes of a file, of a database the first ones, which say that it is one.

    Of what is no plain file (a device, a pipe) nothing is read unless it is stdin.
    """
    try:
        if file != STDIN and Path(file).exists() and not Path(file).is_file():
            raise ImportFailedError("This is no file.")
        with _opened(file) as stream:
            data = stream.read(len(SQLITE))
            if data == SQLITE:
                return data
            data += stream.read(LARGEST + 1 - len(data))
    except OSError as error:
        raise _unreadable(error) from None
    if len(data) > LARGEST:
        raise ImportFailedError(f"The file is larger than {LARGEST // 1024 // 1024} MB, too large for an article.")
    return data


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == STDIN:
        yield sys.stdin.buffer
        return
    if is_empty(Path(file)):
        yield io.BytesIO()
        return
    with Path(file).open("rb") as stream:
        yield stream


def _unreadable(error: OSError) -> ImportFailedError:
    if isinstance(error, FileNotFoundError):
        return ImportFailedError("There is no such file.")
    return ImportFailedError(f"The file cannot be read: {reason(error)}.")


def _import_lines(session: Session, library: Library, file: str) -> int:
    """Import JSON lines, some hundred articles a transaction; a bad line is told and left out."""
    errors = total = 0
    stored: list[str] = []
    try:
        with _opened(file) as stream:
            for batch in _batches(_sound_articles(stream, file)):
                sound = [article for article in batch if article is not None]
                stored += library.add(sound)
                errors += len(batch) - len(sound)
                total += len(sound)
    except OSError as error:
        tell(f"{file}: {_unreadable(error)}")
        errors += 1
        if isinstance(error, FileNotFoundError):
            return errors
    if not total and not errors:
        tell(f"{file}: The file is empty, so there is nothing to import.")
        return 1
    _report(session, file, stored, total)
    return errors


def _batches(articles: Iterable[ParsedArticle | None]) -> Iterator[list[ParsedArticle | None]]:
    """Some hundred articles at a time, fewer where they are long."""
    batch: list[ParsedArticle | None] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text) if article is not None else 0
        if len(batch) == BATCH or size > LARGEST // 4:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only so much that this can be seen."""
    while line := stream.readline(LARGEST + 1):
        rest = line
        while len(rest) > LARGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST + 1)
        yield line


def _sound_articles(stream: BinaryIO, file: str) -> Iterator[ParsedArticle | None]:
    """Every line's article, and None for one that holds none; a hundred such are told, and how many more there are."""
    from reader.ingest.jsonl import parse_jsonl

    refused = 0
    for found in parse_jsonl(_lines(stream)):
        if isinstance(found, ImportFailedError):
            refused += 1
            if refused <= MOST_TOLD:
                tell(f"{file}: {found}")
            yield None
        else:
            yield found
    if refused > MOST_TOLD:
        tell(f"{file}: {refused - MOST_TOLD:,} more lines hold no article.")


def _report(session: Session, file: str, stored: Sequence[str], total: int, *, feeds: int | None = None) -> None:
    from reader.cli.output import counted, say, say_json
    from reader.ingest.clean import clean_line

    if session.json:
        fields = {"stored": list(stored), "file": clean_line(file)}
        say_json(fields if feeds is None else fields | {"feeds": feeds}, flush=True)
    elif not session.quiet:
        known = total - len(stored)
        parts = [f"{counted(feeds, 'new feed', 'new feeds')}"] if feeds is not None else []
        parts += [f"{counted(len(stored), 'article', 'articles')} stored"] if stored or not (known or parts) else []
        parts += [f"{known:,} already known"] if known > 0 else []
        say(f"{clean_line(file)}: {', '.join(parts)}", flush=True)
