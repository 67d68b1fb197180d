"""Articles as JSON lines: one object a line, each standing or falling alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.clean import brief_line, clean_line, clean_text
from reader.ingest.fields import parse_date, split_authors, web_address
from reader.ingest.prose import title_of
from reader.model.article import LONGEST_TEXT, ParsedArticle

LONGEST = 20 * 1024 * 1024  # bytes of a line
_EXPORTED = {"kind", "guid", "fetched", "listed"}  # only `export --all` writes all of these


def parse_objects(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any] | ImportFailedError]]:
    """Read the object of every line that is not blank, with its number from 1; a bad line gives its error."""
    for number, line in enumerate(lines, 1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                yield number, _object(line)
            except ImportFailedError as error:
                yield number, ImportFailedError(f"Line {number} {error}")


def parse_jsonl(lines: Iterable[bytes]) -> Iterator[ParsedArticle | ImportFailedError]:
    """Read articles {"id", "title", "text", "url"?, "source"?, "published"?, "authors"?}; `id` is the guid.

    Yields, in order, an article or, for a line that holds none, an error that names the line and its lack.
    """
    for number, found in parse_objects(lines):
        if isinstance(found, ImportFailedError):
            yield found
            continue
        try:
            yield _article(found)
        except ImportFailedError as error:
            yield ImportFailedError(f"Line {number} {error}")


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise ImportFailedError(f"is longer than {LONGEST // 1024 // 1024} MB.")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ImportFailedError("is not UTF-8.") from None
    except (ValueError, RecursionError):
        raise ImportFailedError("is not JSON.") from None
    if not isinstance(value, dict):
        raise ImportFailedError("is JSON, but not an object.")
    return value


def _article(value: dict[str, Any]) -> ParsedArticle:
    if value.keys() >= _EXPORTED:
        raise ImportFailedError("belongs to an export, the first line of which is missing or damaged.")
    title, text = brief_line(_text(value, "title")), clean_text(_text(value, "text")).strip()
    if len(text) > LONGEST_TEXT:
        raise ImportFailedError(f'has a "text" of more than {LONGEST_TEXT:,} characters.')
    if not title and not text:
        raise ImportFailedError('has no "text" and no "title".')
    text = "\n".join(line.rstrip() for line in text.split("\n") if line.strip())
    return ParsedArticle(
        guid=_identifier(value),
        title=title or title_of(text),
        text=text,
        url=web_address(_text(value, "url")),
        source=brief_line(_text(value, "source")) or None,
        authors=_authors(value),
        published=parse_date(_text(value, "published")),
    )


def _identifier(value: dict[str, Any]) -> str:
    given = value.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ImportFailedError('has no "id" that is a text or a number.')
    guid = clean_line(str(given))
    if not guid:
        raise ImportFailedError('has an empty "id".')
    return guid


def _text(value: dict[str, Any], key: str) -> str:
    given = value.get(key)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise ImportFailedError(f'has a "{key}" that is not a text.')
    return given


def _authors(value: dict[str, Any]) -> tuple[str, ...]:
    given = value.get("authors")
    if given is None or isinstance(given, str):
        return split_authors(given or "")
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise ImportFailedError('has "authors" that are not a list of names.')
    return tuple(dict.fromkeys(name for name in map(brief_line, given) if name))
