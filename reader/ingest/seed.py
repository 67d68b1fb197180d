"""The plain-text article: an optional header, a body of one paragraph a line, a tail of related stories."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, islice

from reader.errors import ImportFailedError
from reader.ingest.clean import brief_line, clean_text
from reader.ingest.fields import language, parse_date, split_authors, stable_guid, web_address
from reader.ingest.prose import decode, paragraphs, title_of
from reader.model.article import ParsedArticle, Teaser

KNOWN_KEYS = ("title", "source", "author", "date", "url", "section", "lang")
MOST_TEASERS = 200
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z-]{0,19}(?: [A-Za-z-]{1,19})?)\s*:\s*(.*)")
_TAIL_MARK = "-"
_TEASER = re.compile(r"(?P<text>.*\S)\s*(?:\.\.\.|…)\s*(?P<section>[^.…]*?)\s*-?\s*")
_SECTION = re.compile(r"[^\W\d_][\w'’&/,-]*(?: [\w'’&/,-]+){0,4}")
_FINISHED = (".", "!", "?", ".”", "!”", "?”", '."', '!"', '?"')


def parse_seed(data: bytes) -> ParsedArticle:
    """Read one article from a file's bytes.

    Without a header the title is made from the first sentence, and no source, author or date is invented.
    Raises ImportFailedError, which does not know the file's name.
    """
    lines = clean_text(decode(data)).split("\n")
    lines = lines[next((at for at, line in enumerate(lines) if line.strip()), len(lines)) :]
    header, rest = _header(lines)
    body, tail = _divided(rest)
    text = "\n".join(paragraphs(body))
    if not text:
        raise ImportFailedError("The file holds no text of an article.")
    return _article(header, text, _teasers(tail))


def _header(lines: Sequence[str]) -> tuple[dict[str, list[str]], Sequence[str]]:
    """The header's values by key in lower case and the lines after it; no values where there is no header."""
    end = next((index for index, line in enumerate(lines) if not line.strip()), None)
    matches = [_HEADER_LINE.fullmatch(line.strip()) for line in lines[:end]] if end else []
    values: dict[str, list[str]] = {}
    for match in matches:
        if match is None:
            return {}, lines
        values.setdefault(match[1].lower(), []).append(brief_line(match[2]))
    if not any(key in KNOWN_KEYS for key in values):
        return {}, lines
    return values, lines[end:]


def _divided(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    for index, line in enumerate(lines):
        if line.strip() == _TAIL_MARK:
            return lines[:index], lines[index + 1 :]
    return lines, ()


def _article(header: Mapping[str, Sequence[str]], text: str, teasers: tuple[Teaser, ...]) -> ParsedArticle:
    first = {key: values[0] for key, values in header.items() if values[0]}
    title, source = first.get("title"), first.get("source")
    published = parse_date(first.get("date", ""))
    url = web_address(first.get("url", ""))
    return ParsedArticle(
        guid=url or _guid(title, source, published, text),
        title=title or title_of(text),
        text=text,
        url=url,
        source=source,
        authors=tuple(dict.fromkeys(chain.from_iterable(map(split_authors, header.get("author", ()))))),
        section=first.get("section"),
        lang=language(first.get("lang", "")),
        published=published,
        teasers=teasers,
    )


def _guid(title: str | None, source: str | None, published: str | None, text: str) -> str:
    """A headline names an article only together with who printed it or when; else the text itself has to."""
    if title and (source or published):
        return stable_guid(title, source or "", published or "")
    return stable_guid(text)


def _teasers(lines: Sequence[str]) -> tuple[Teaser, ...]:
    said = (line for line in lines if line.strip() and line.strip() != _TAIL_MARK)
    kept = [brief_line(line) for line in islice(said, 2 * MOST_TEASERS)]
    found: list[Teaser] = []
    while kept:
        title = kept.pop(0)
        found.append(_teaser(title, kept.pop(0)) if kept and not _stands_alone(kept) else Teaser(title, ""))
    return tuple(found)


def _stands_alone(after: Sequence[str]) -> bool:
    """True where the line after a headline is a headline too: it lacks the mark that the next line has."""
    return len(after) > 1 and not _cut_off(after[0]) and _cut_off(after[1])


def _cut_off(line: str) -> bool:
    return _split_teaser(line)[0] != line.removesuffix(" -").rstrip()


def _teaser(title: str, line: str) -> Teaser:
    text, section = _split_teaser(line)
    return Teaser(title, text, section)


def _split_teaser(line: str) -> tuple[str, str | None]:
    """Part "Some words ... World News -" into "Some words…" and "World News"; a whole sentence no dots."""
    match = _TEASER.fullmatch(line)
    section = match["section"] if match else ""
    if not match or (section and not (section[0].isupper() and _SECTION.fullmatch(section))):
        return line.removesuffix(" -").rstrip(), None
    text = match["text"]
    return (text if text.endswith(_FINISHED) else f"{text}…"), section or None
