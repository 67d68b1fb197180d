"""What commands print: JSON lines in their fixed shapes, and columns for people that fit the terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from reader.ingest.clean import clean_text
from reader.model.article import ArticleRow
from reader.typeset.cells import cells, fit
from reader.typeset.wrap import wrap

MEASURE = 72
_NARROWEST = 40


def say(text: str = "", *, flush: bool = False) -> None:
    """Print lines for people; nothing that a terminal would obey gets through."""
    _write(clean_text(text), flush)


def say_json(value: Mapping[str, Any], *, flush: bool = False) -> None:
    """Print one object as one line; readable characters where the output can hold them."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    _write(json.dumps(value, ensure_ascii=not utf8), flush)


def _write(text: str, flush: bool) -> None:
    sys.stdout.write(text + "\n")
    if flush:
        sys.stdout.flush()


def moment(value: str) -> str:
    """A stored date for people: "2019-10-25", or where the time is known "2019-10-25 14:10 UTC"."""
    day, _, time = value.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def width() -> int:
    """The columns there are; 80 where the output is no terminal."""
    return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80


def article_fields(row: ArticleRow) -> dict[str, Any]:
    """An article as every list of articles shows it."""
    return {
        "id": row.id,
        "guid": row.guid,
        "title": row.title,
        "url": row.url,
        "source": row.source,
        "authors": list(row.authors),
        "published": row.published,
        "section": row.section,
        "read": row.read,
        "starred": row.starred,
    }


def article_line(row: ArticleRow) -> str:
    """An article on one line: id, marks (● unread, ★ starred), day, source, title."""
    marks = (" " if row.read else "●") + ("★" if row.starred else " ")
    source = row.source or ("teaser" if row.is_teaser else "")
    start = f"{row.id:>5} {marks} {(row.published or '')[:10]:<10}  {column(source, 14)}  "
    return start + fit(row.title, width() - cells(start))


def column(text: str, size: int) -> str:
    """The text fitted and filled to exactly `size` cells."""
    text = fit(text, size)
    return text + " " * (size - cells(text))


def wrapped(text: str, *, indent: int = 0, measure: int | None = None) -> str:
    """Paragraphs broken at the measure (at most the width), each line indented."""
    columns = min(measure or MEASURE, width() - indent)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        spans: Sequence[tuple[int, int]] = wrap(paragraph, 0, len(paragraph), columns) or [(0, 0)]
        lines += [(" " * indent + paragraph[start:end]).rstrip() for start, end in spans]
    return "\n".join(lines)


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
