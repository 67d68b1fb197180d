"""The pictures of a page: where they are, what they show in words, and which of them are none."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from reader.ingest.addresses import absolute
from reader.ingest.clean import clean_line
from reader.ingest.markup import Tag
from reader.model.structure import Span, SpanKind, Structure

_ADDRESSES: Final = ("src", "data-src", "data-original", "data-lazy-src")
_SMALL: Final = frozenset({"0", "1", "2", "0px", "1px", "2px"})
_LONGEST_NOTE, _LONGEST_SIGN = 1000, 8


class Picture(NamedTuple):
    """A picture by its address on the web, "" where it has none, and what it shows: words, title, or a mere sign."""

    address: str
    words: str = ""
    title: str = ""
    sign: str = ""


def picture(tag: Tag, base: str) -> Picture | None:
    """What an `img` shows; None for one that nobody is meant to see, as those that only count readers.

    A `sign` is an emoji that a site draws itself; it belongs into the text.
    """
    attributes = tag.attributes
    if _SMALL & {attributes.get("width", ""), attributes.get("height", "")}:
        return None
    words, title = (clean_line(attributes.get(name, ""))[:_LONGEST_NOTE] for name in ("alt", "title"))
    if _is_sign(words, attributes.get("class", "")):
        return Picture("", sign=words)
    addresses = [attributes.get(name, "").strip() for name in _ADDRESSES]
    addresses.append(attributes.get("srcset", "").strip().split(" ")[0].rstrip(","))
    found = (absolute(base, address) for address in addresses if address and not address.startswith("data:"))
    return Picture(next((address for address in found if address), ""), words or title, title if words else "")


def _is_sign(words: str, classes: str) -> bool:
    if not words or len(words) > _LONGEST_SIGN:
        return False
    return "emoji" in classes or "smiley" in classes or (not words.isascii() and not any(map(str.isalnum, words)))


def pictures_alone(pictures: list[Picture]) -> tuple[str, Structure]:
    """The words of pictures as captions; a picture without words stands before the next line, or at the end."""
    spans: list[Span] = []
    text = ""
    for found in pictures:
        at = len(text) + bool(text)
        if found.address:
            spans.append(Span(SpanKind.FIGURE, at, at, found.address))
        for words in dict.fromkeys((found.words, found.title)):
            if words:
                at = len(text) + bool(text)
                spans.append(Span(SpanKind.CAPTION, at, at + len(words)))
                text = f"{text}\n{words}" if text else words
    size = len(text)
    return text, tuple(replace(span, start=min(span.start, size), end=min(span.end, size)) for span in spans)
