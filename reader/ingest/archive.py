"""A whole cache as JSON lines, a record a line, each standing or falling alone; docs/archive.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.archive_rules import made
from reader.ingest.clean import clean_line
from reader.ingest.corrections import correction_fields, correction_of
from reader.ingest.jsonl import parse_objects
from reader.model.archive import (
    End,
    Header,
    ReadArticles,
    Record,
    SavedArticle,
    SavedFeed,
    SavedMute,
    SavedQuote,
    SavedSearch,
    SavedTail,
    SavedWatch,
)
from reader.model.correction import Correction
from reader.model.structure import Span

FORMAT = 1
BEGINNING = b'{"kind": "tidewire"'


def is_archive(head: bytes) -> bool:
    """Whether an unpacked file begins as one of these."""
    return head.lstrip(b"\xef\xbb\xbf").startswith(BEGINNING)


def archive_lines(records: Iterable[Record], header: Header) -> Iterator[bytes]:
    """The file, line by line: what it is, the records, and how many they were."""
    yield _line_of(header)
    count = 0
    for record in records:
        count += 1
        yield _line_of(record)
    yield _line_of(End(count))


def _line_of(record: Record) -> bytes:
    """A record as one line; what is as it would be without saying so is not said."""
    said = correction_fields(record) if isinstance(record, Correction) else _said(record)
    if isinstance(record, Correction):
        said["correction"] = said.pop("kind")
    line = json.dumps({"kind": _NAMES[type(record)], **said}, ensure_ascii=False)
    return line.encode("utf-8", "replace") + b"\n"


def parse_archive(lines: Iterable[bytes]) -> Iterator[Record | ImportFailedError]:
    """Read the records in order; for a line that holds none, an error that names the line and its lack."""
    for number, found in parse_objects(lines):
        if isinstance(found, ImportFailedError):
            yield found
            continue
        try:
            yield _record(found)
        except ImportFailedError as error:
            yield ImportFailedError(f"Line {number} {error}")


def _record(given: Mapping[str, Any]) -> Record:
    kind = given.get("kind")
    found = next((known for known, name in _NAMES.items() if name == kind), None)
    if found is None:
        raise ImportFailedError(f"is of a kind that this Tidewire does not know: {clean_line(str(kind))[:40]}.")
    if found is Correction:
        return correction_of({**given, "kind": given.get("correction")})
    record: Record = made(found, given)
    return _in_range(record) if isinstance(record, SavedArticle) else record


def _in_range(article: SavedArticle) -> SavedArticle:
    """Spans that lie outside of the text say nothing of it."""
    if all(span.start <= span.end <= len(article.text) for span in article.structure):
        return article
    return replace(article, structure=())


def _said(value: Any) -> Any:
    if isinstance(value, Span):
        said = [value.kind.value, value.start, value.end, value.value, value.level]
        return [*said, value.note] if value.note else said
    if is_dataclass(value):
        kept = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: _said(one) for each, one in kept if one != each.default}
    if isinstance(value, bytes):
        return value.hex()
    return [_said(one) for one in value] if isinstance(value, tuple) else value


_NAMES: Mapping[type, str] = {
    Header: "tidewire",
    SavedFeed: "feed",
    SavedArticle: "article",
    SavedTail: "tail",
    ReadArticles: "read",
    SavedQuote: "quote",
    Correction: "correction",
    SavedSearch: "search",
    SavedWatch: "watch",
    SavedMute: "mute",
    End: "end",
}
