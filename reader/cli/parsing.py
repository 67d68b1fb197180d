"""`tidewire parse`: what a feed says, as JSON; nothing is stored."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.options import Command, pass_session
from reader.cli.session import Session
from reader.errors import ImportFailedError, TidewireError, reason
from reader.files import is_empty

if TYPE_CHECKING:
    from reader.model.feed import Entry

STDIN = "-"


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path())
@click.option("--batch", is_flag=True, help="Read file names on stdin, one a line; a bad file gives an error object.")
@click.option(
    "--url", default="", metavar="ADDRESS", help="Where the feed came from: relative links are resolved by it."
)
@pass_session
def parse(session: Session, files: Sequence[str], batch: bool, url: str) -> int:  # noqa: ARG001 - always JSON
    """Print what a feed says as a JSON object a line: its title and link, and its entries; - is stdin."""
    from reader.cli.output import say_json
    from reader.ingest.clean import clean_line
    from reader.ingest.fields import web_address

    if not files and not batch:
        raise click.UsageError("Name a feed file, or - for stdin.")
    if url and web_address(url) is None:
        raise click.UsageError(f"{clean_line(url)} is no address of the web; it begins with https:// or http://.")
    for file in files:
        say_json(_said(file, url), flush=True)
    for file in _names() if batch else ():
        try:
            say_json(_said(file, url), flush=True)
        except TidewireError as error:
            say_json({"file": clean_line(file), "error": clean_line(str(error))}, flush=True)
    return 0


def _names() -> Iterator[str]:
    for line in sys.stdin.buffer:
        name = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if name:
            yield name


def _said(file: str, url: str) -> dict[str, Any]:
    """What the feed in a file, or on stdin for "-", says; ImportFailedError."""
    from reader.ingest.apart import apart
    from reader.ingest.feed import LARGEST

    return apart(partial(_fields, url=url), content(file, LARGEST))


def content(file: str, largest: int) -> bytes:
    """The bytes of a file, one more than `largest` at most; ImportFailedError for what is no readable file."""
    if file == STDIN:
        return sys.stdin.buffer.read(largest + 1)
    try:
        path = Path(file)
        if not stat.S_ISREG(path.stat().st_mode):
            raise ImportFailedError(f"{file} is no file.")
        if is_empty(path):
            return b""
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except FileNotFoundError:
        raise ImportFailedError(f"There is no file {file}.") from None
    except (OSError, ValueError) as error:
        raise ImportFailedError(f"{file} cannot be read: {reason(error)}.") from None


def _fields(data: bytes, url: str) -> dict[str, Any]:
    from reader.ingest.feed import parse_feed

    document = parse_feed(data, url)
    feed = {"title": document.title, "link": document.link}
    return {"feed": feed, "entries": [_entry(entry) for entry in document.entries]}


def _entry(entry: Entry) -> dict[str, Any]:
    from reader.ingest.sanitise import sanitised

    return {
        "title": entry.title,
        "link": entry.link,
        "id": entry.id,
        "author": entry.author,
        "summary": sanitised(entry.summary) if entry.summary else "",
        "published": entry.published,
        "updated": entry.updated,
    }
