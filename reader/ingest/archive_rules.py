"""How each field of a record is read: what is wrong is told, what is clean is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import partial
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.clean import clean_line, clean_text
from reader.ingest.fields import parse_date, web_address
from reader.model.archive import (
    End,
    FeedName,
    Header,
    Original,
    ReadArticles,
    SavedArticle,
    SavedFeed,
    SavedMute,
    SavedQuote,
    SavedSearch,
    SavedTail,
    SavedWatch,
)
from reader.model.correction import Named
from reader.model.entity import Label
from reader.model.feed import Secret
from reader.model.structure import Span, SpanKind, Structure

_LARGEST = 2**63 - 1


def made(kind: type, given: object) -> Any:
    """A value of the kind, each of its fields read by its own rule."""
    if not isinstance(given, dict):
        raise ValueError("an object")
    values = {}
    for each in fields(kind):
        found = given.get(each.name)
        if found is None and each.default is MISSING:
            raise ImportFailedError(f'has no "{each.name}".')
        if found is not None:
            try:
                values[each.name] = _RULES[kind][each.name](found)
            except ValueError as error:
                raise ImportFailedError(f'has a "{each.name}" that is not {error}.') from None
    return kind(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return clean_text(value)


def _line(value: object) -> str:
    return clean_line(_text(value))


def _name(value: object) -> str:
    found = _line(value)
    if not found:
        raise ValueError("a name")
    return found


def _moment(value: object) -> str:
    found = parse_date(_text(value))
    if found is None:
        raise ValueError("a date")
    return found


def _address(value: object) -> str:
    found = web_address(_text(value))
    if found is None:
        raise ValueError("an address of the web")
    return found


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise ValueError("a number")
    return value


def _bytes(value: object) -> bytes:
    try:
        return bytes.fromhex(_text(value))
    except ValueError:
        raise ValueError("a hash") from None


def _json(value: object) -> str:
    """A text that is JSON itself, an object; all that it says is cleaned."""
    try:
        found = json.loads(_text(value))
        if not isinstance(found, dict):
            raise ValueError
        return json.dumps(_cleaned(found), ensure_ascii=False)
    except (ValueError, RecursionError):
        raise ValueError("a JSON object") from None


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {clean_line(name): _cleaned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return clean_text(value) if isinstance(value, str) else value


def _secret(value: object) -> str:
    """As it is, but for what could end a line of a request."""
    found = _text(value)
    if found != value or "\n" in found:
        raise ValueError("one line")
    return found


def _many(rule: Callable[[object], Any], value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError("a list")
    return tuple(map(rule, value))


def _label(value: object) -> Label:
    if value not in list(Label):
        raise ValueError("a known label")
    return Label(str(value))


def _span(value: object) -> Span:
    if not isinstance(value, list) or len(value) not in (5, 6) or value[0] not in list(SpanKind):
        raise ValueError("made of spans")
    kind, start, end, said, level, *note = value
    address = SpanKind(kind) in (SpanKind.LINK, SpanKind.FIGURE)
    said = _address(said) if address else _line(said)
    return Span(SpanKind(kind), _number(start), _number(end), said, _number(level), *map(_line, note))


def _structure(value: object) -> Structure:
    """A text is worth more than its structure: one that cannot be read is left out."""
    try:
        return _many(_span, value)
    except ValueError:
        return ()


def _lines(value: object) -> tuple[str, ...]:
    return tuple(filter(None, _many(_line, value)))


_numbers = partial(_many, _number)
_RULES: Mapping[type, Mapping[str, Callable[[object], Any]]] = {
    Header: {"format": _number, "program": _line, "made": _line, "holds": _line},
    Secret: {"user": _secret, "password": _secret, "token": _secret},
    SavedFeed: {
        "url": _address,
        "own_title": _line,
        "title": _line,
        "site_url": _address,
        "folder": _line,
        "tags": _lines,
        "typed": _flag,
        "user_agent": _line,
        "full_text": _flag,
        "added": _moment,
        "changed": _moment,
        "secret": partial(made, Secret),
        "let_go": _lines,
    },
    FeedName: {"url": _address, "guid": _name, "hash": _bytes, "owns": _flag},
    Original: {
        "text": _text,
        "structure": _structure,
        "authors": _lines,
        "published": _moment,
        "fetched": _moment,
    },
    SavedArticle: {
        "id": _number,
        "guid": _name,
        "title": _line,
        "text": _text,
        "fetched": _moment,
        "listed": _moment,
        "url": _address,
        "source": _line,
        "authors": _lines,
        "section": _line,
        "lang": _line,
        "published": _moment,
        "updated": _moment,
        "summary": _text,
        "structure": _structure,
        "is_teaser": _flag,
        "hash": _bytes,
        "read": _flag,
        "starred": _flag,
        "cited": _flag,
        "tags": _lines,
        "names": partial(_many, partial(made, FeedName)),
        "original": partial(made, Original),
        "revised": _moment,
        "place": _numbers,
    },
    SavedTail: {"article": _number, "targets": _numbers},
    ReadArticles: {"guids": _lines, "source": _line},
    SavedQuote: {
        "words": _text,
        "before": _text,
        "after": _text,
        "start": _number,
        "cited": _json,
        "created": _moment,
        "article": _number,
    },
    SavedSearch: {"name": _name, "filter": _line, "text": _line, "unread": _flag, "starred": _flag},
    Named: {"name": _name, "label": _label},
    SavedWatch: {"entity": partial(made, Named), "since": _moment, "news": _numbers},
    SavedMute: {"filter": _name, "until": _moment},
    End: {"records": _number},
}
