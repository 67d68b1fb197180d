"""newsboat's list of feeds: read with its tags, titles and filters, its commands refused; and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.ingest.clean import clean_line
from reader.ingest.fields import web_address
from reader.ingest.newsboat_query import condition_of
from reader.model.article import ListQuery
from reader.model.feed import Feed, Subscription
from reader.model.query import Field, Filter, all_of, conjuncts

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_STARTS = ("http://", "https://", "query:", "exec:", "filter:", "#", "file:", "ftp:", '"')
_UNREAD, _STARRED = Field("is", "unread"), Field("is", "starred")
_LONGEST = 4000


@dataclass(slots=True)
class UrlsFile:
    """What such a file holds: feeds, filters by name, and a sentence for each line that is not taken over."""

    feeds: list[Subscription] = field(default_factory=list)
    filters: dict[str, ListQuery] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def is_urls_file(text: str) -> bool:
    """Whether a text is such a list: of the lines that say something, four in five begin as a line of it does."""
    lines = [line.strip() for line in text.splitlines()[:200] if line.strip()]
    said = [line for line in lines if not line.startswith("#")]
    return bool(said) and 5 * sum(line.startswith(_STARTS) for line in said) >= 4 * len(said)


def parse_urls(text: str) -> UrlsFile:
    """Read the file; nothing in it is run."""
    found = UrlsFile()
    for number, line in enumerate(text.splitlines(), 1):
        words = [word for word in _words(line[:_LONGEST]) if word]
        if not words or words[0].startswith("#"):
            continue
        reason = _take(words, found)
        if reason:
            found.refused.append(f"Line {number}: {reason}")
    return found


def _words(line: str) -> Iterator[str]:
    if line.lstrip().startswith("#"):
        return
    for match in _WORD.finditer(line):
        quoted = match[1]
        yield clean_line(match[2] if quoted is None else re.sub(r"\\(.)", r"\1", quoted))


def _take(words: list[str], found: UrlsFile) -> str:
    """Take one line over; why not, where it is not."""
    first, rest = words[0], words[1:]
    if first.startswith(("exec:", "filter:")):
        return f"{_short(first)} would run a program, and is not taken over."
    if first.startswith("query:"):
        return _take_query(first, found)
    url = web_address(first)
    if url is None:
        return f"{_short(first)} is no address on the web."
    title = next((word[1:] for word in rest if word.startswith("~") and len(word) > 1), None)
    tags = tuple(dict.fromkeys(word for word in rest if word[0] not in "~!"))
    found.feeds.append(Subscription(url, title, None, tags))
    return ""


def _take_query(word: str, found: UrlsFile) -> str:
    _, _, rest = word.partition(":")
    name, colon, expression = rest.partition(":")
    query = _query(expression) if colon and name else None
    if query is None:
        said = f"says what cannot be said here: {expression[:100].strip()}" if expression else "asks for nothing"
        return f"the filter {_short(name)!r} {said}."
    found.filters[name] = query
    return ""


def _short(word: str) -> str:
    return word[:60].strip()


def _query(expression: str) -> ListQuery | None:
    """A selection of articles as newsboat writes it; None where it cannot be said here."""
    asked = condition_of(expression)
    if asked is None:
        return None
    parts = conjuncts(asked)
    rest = tuple(part for part in parts if part not in (_UNREAD, _STARRED))
    return ListQuery(unread=_UNREAD in parts, starred=_STARRED in parts, filter=Filter(all_of(rest)))


def write_urls(feeds: Sequence[Feed]) -> str:
    """The feeds as newsboat reads them: address, tags (folders are tags there), title."""
    lines = []
    for feed in feeds:
        tags = list(dict.fromkeys([*([feed.folder] if feed.folder else []), *feed.tags]))
        words = [feed.url, *map(_quoted, tags)]
        if feed.title:
            words.append(_quoted("~" + feed.title))
        lines.append(" ".join(words))
    return "".join(line + "\n" for line in lines)


def _quoted(word: str) -> str:
    return '"{}"'.format(word.replace("\\", "\\\\").replace('"', '\\"'))
