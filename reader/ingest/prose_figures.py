"""The pictures of a page: where they are, what they show in words, and which of them are none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from reader.ingest.addresses import absolute
from reader.ingest.clean import clean_line
from reader.ingest.markup import Tag, words
from reader.ingest.prose_math import bare
from reader.model.structure import Span, SpanKind, Structure

_ADDRESSES: Final = ("src", "data-src", "data-original", "data-lazy-src")
_SMALL: Final = frozenset({"0", "1", "2", "0px", "1px", "2px"})
_LONGEST_NOTE, _LONGEST_SIGN = 1000, 8
_FORMULA: Final = re.compile(r"\b(?:latex|math|tex)\b")
_KINDS: Final = {"video": "Film", "audio": "Sound"}
_PLAYERS: Final = words(
    "youtube.com youtube-nocookie.com player.vimeo.com dailymotion.com geo.dailymotion.com open.spotify.com "
    "w.soundcloud.com bandcamp.com embed.ted.com player.twitch.tv embed.podcasts.apple.com archive.org"
)


class Picture(NamedTuple):
    """A picture by its address on the web, "" where it has none, and what it shows: words, title, or a mere sign."""

    address: str
    words: str = ""
    title: str = ""
    sign: str = ""


def picture(tag: Tag, base: str) -> Picture | None:
    """What an `img` shows; None for one that nobody is meant to see, as those that only count readers.

    A `sign` is an emoji or a formula that a site draws itself; it belongs into the text.
    """
    attributes = tag.attributes
    if _SMALL & {attributes.get("width", ""), attributes.get("height", "")}:
        return None
    shown, title = (clean_line(attributes.get(name, ""))[:_LONGEST_NOTE] for name in ("alt", "title"))
    if _is_sign(shown, attributes.get("class", "")):
        return Picture("", sign=bare(shown))
    addresses = [attributes.get(name, "").strip() for name in _ADDRESSES]
    addresses.append(attributes.get("srcset", "").strip().split(" ")[0].rstrip(","))
    found = (absolute(base, address) for address in addresses if address and not address.startswith("data:"))
    return Picture(next((address for address in found if address), ""), shown or title, title if shown else "")


def film(tag: Tag, base: str) -> Picture | None:
    """What a film, a sound or a page in a frame shows, by its title or whose it is; None for what is neither."""
    attributes = {} if tag.end else tag.attributes
    if _SMALL & {attributes.get("width", ""), attributes.get("height", "")}:
        return None
    found = next((attributes[name] for name in ("src", "data", "data-src") if attributes.get(name, "").strip()), "")
    address = absolute(base, found.strip())
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    title = clean_line(attributes.get("title", ""))[:_LONGEST_NOTE]
    kind = _KINDS.get(tag.name) or ("Film or sound" if host in _PLAYERS else "")
    if not address or not (title or kind):
        return None
    return Picture(address, ": ".join(filter(None, (kind, title or host))))


def _is_sign(shown: str, classes: str) -> bool:
    if shown and _FORMULA.search(classes):
        return True
    if not shown or len(shown) > _LONGEST_SIGN:
        return False
    return "emoji" in classes or "smiley" in classes or (not shown.isascii() and not any(map(str.isalnum, shown)))


def pictures_alone(pictures: list[Picture]) -> tuple[str, Structure]:
    """The words of pictures as captions; a picture without words stands before the next line, or at the end."""
    spans: list[Span] = []
    text = ""
    for found in pictures:
        at = len(text) + bool(text)
        if found.address:
            spans.append(Span(SpanKind.FIGURE, at, at, found.address))
        for said in dict.fromkeys((found.words, found.title)):
            if said:
                at = len(text) + bool(text)
                spans.append(Span(SpanKind.CAPTION, at, at + len(said)))
                text = f"{text}\n{said}" if text else said
    size = len(text)
    return text, tuple(replace(span, start=min(span.start, size), end=min(span.end, size)) for span in spans)
