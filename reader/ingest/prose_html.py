"""HTML to text: a line for every paragraph, and spans that say which stretches are headings, links, lists and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from reader.ingest.addresses import absolute
from reader.ingest.clean import clean_line, clean_text
from reader.ingest.markup import Tag, tokens, words
from reader.model.structure import Span, SpanKind, Structure

_BLOCKS: Final = words(
    "address article aside body center dd details dialog div dl dt fieldset figure footer form header hgroup hr html "
    "main menu nav ol p section summary table tbody tfoot thead tr ul caption legend option"
)
_HIDDEN: Final = words("head svg math template select button object audio video canvas noscript")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_END_TAG: Final = re.compile(r"</([a-zA-Z]+)")
_CELL: Final = " | "
_DEEPEST: Final = 9


@dataclass(slots=True)
class _Line:
    """The line being written: its pieces, its length, and whether a space is due before the next one."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        words = " ".join(text.split())
        if not words:
            self.space = self.space or bool(text)
            return
        parted = self.length and self.pieces[-1] != _CELL and (self.space or text[0].isspace())
        piece = f" {words}" if parted else words
        self.pieces.append(piece)
        self.length += len(piece)
        self.space = text[-1].isspace()


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int = 0


class _Writer:
    """Takes tags and texts in order, and keeps lines and spans."""

    def __init__(self, base: str, closed: frozenset[str]) -> None:
        self._base = base
        self._closed = closed
        self.lines: list[str] = []
        self.spans: list[Span] = []
        self.alternatives: list[str] = []
        self._length = 0
        self._line = _Line()
        self._link: tuple[int, str] | None = None
        self._lists: list[_List] = []
        self._mark: str | None = None
        self._heading = self._quotes = self._code = self._rows = 0
        self._caption = False
        self._hidden = ""
        self._hidden_depth = 0

    def take(self, token: Tag | str) -> None:
        if self._hidden:
            if isinstance(token, Tag) and token.name == self._hidden:
                self._hidden_depth += -1 if token.end else 1
                if not self._hidden_depth:
                    self._hidden = ""
        elif isinstance(token, str):
            self._write(token)
        elif token.name in _HIDDEN:
            if not token.end and token.name in self._closed:
                self._hidden, self._hidden_depth = token.name, 1
        else:
            self._tag(token)

    def _write(self, text: str) -> None:
        text = clean_text(unescape(text) if "&" in text else text)
        if self._code:
            first, *rest = text.split("\n")
            self._add_code(first)
            for line in rest:
                self.end_line()
                self._add_code(line)
        elif text:
            self._line.add(text)

    def _add_code(self, text: str) -> None:
        text = text.expandtabs(4).rstrip() if not self._line.length else text.rstrip()
        if text:
            self._line.pieces.append(text)
            self._line.length += len(text)

    def _tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "a":
            self._anchor(tag)
        elif name in _HEADINGS:
            self.end_line()
            self._heading = 0 if tag.end else _HEADINGS[name]
        elif name in ("br", "hr"):
            self.end_line()
        elif name == "img":
            self._image(tag)
        elif name in ("td", "th"):
            self._cell(tag)
        elif name == "li":
            self._item(tag)
        elif name in ("ul", "ol"):
            self._list(tag)
        elif name in ("blockquote", "pre", "listing", "figcaption", "table"):
            self._container(tag)
        elif name in _BLOCKS:
            if self._rows and name in ("p", "div") and self._line.length:
                self._line.space = True
            else:
                self.end_line()

    def _container(self, tag: Tag) -> None:
        self.end_line()
        step = -1 if tag.end else 1
        if tag.name == "blockquote":
            self._quotes = max(0, self._quotes + step)
        elif tag.name == "figcaption":
            self._caption = not tag.end
        elif tag.name == "table":
            self._rows = max(0, self._rows + step)
        else:
            self._code = max(0, self._code + step)

    def _anchor(self, tag: Tag) -> None:
        self._end_link()
        if not tag.end and "href" in tag.rest.lower():
            address = absolute(self._base, tag.attributes.get("href", ""))
            if address:
                self._link = (self._line.length, address)

    def _end_link(self) -> None:
        if self._link is not None:
            start, address = self._link
            if self._line.length > start:
                self._line.links.append((start, self._line.length, address))
            self._link = None

    def _image(self, tag: Tag) -> None:
        self._line.space = True
        alternative = clean_line(tag.attributes.get("alt", "") or tag.attributes.get("title", ""))
        if alternative and len(self.alternatives) < 20:
            self.alternatives.append(alternative)

    def _cell(self, tag: Tag) -> None:
        """Cells stand in one line, parted by a bar; an empty one keeps its place."""
        if not tag.end and self._rows:
            if self._line.length:
                self._line.space = False
                self._line.pieces.append(_CELL)
                self._line.length += len(_CELL)
        elif not self._rows:
            self.end_line()

    def _list(self, tag: Tag) -> None:
        self.end_line()
        if not tag.end:
            start = tag.attributes.get("start", "1") if tag.name == "ol" else "1"
            number = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 7 else 0
            self._lists.append(_List(tag.name == "ol", number))
        elif self._lists:
            self._lists.pop()
        self._mark = None

    def _item(self, tag: Tag) -> None:
        self.end_line()
        if tag.end:
            self._mark = None
            return
        if not self._lists:
            self._lists.append(_List(ordered=False))
        current = self._lists[-1]
        current.number += 1
        self._mark = f"{current.number}." if current.ordered else "•"

    def end_line(self) -> None:
        """Finish the line being written, where there is something in it."""
        link = self._link
        self._end_link()
        if self._line.length:
            self._keep(self._line)
            self._line = _Line()
        self._line.space = False
        if link is not None:
            self._link = (0, link[1])

    def _keep(self, line: _Line) -> None:
        text = "".join(line.pieces)
        start, end = self._length, self._length + len(text)
        for kind, value, level in self._kinds():
            self.spans.append(Span(kind, start, end, value, level))
        for link_start, link_end, address in line.links:
            first = start + link_start + (text[link_start] == " ")
            if first < start + link_end:
                self.spans.append(Span(SpanKind.LINK, first, start + link_end, address))
        self.lines.append(text)
        self._length = end + 1

    def _kinds(self) -> list[tuple[SpanKind, str, int]]:
        """What the line is, from the outside in."""
        found: list[tuple[SpanKind, str, int]] = []
        if self._quotes:
            found.append((SpanKind.QUOTE, "", min(self._quotes, _DEEPEST)))
        if self._lists and not self._heading:
            found.append((SpanKind.ITEM, self._mark or "", min(len(self._lists), _DEEPEST)))
            self._mark = ""
        if self._heading:
            found.append((SpanKind.HEADING, "", self._heading))
        elif self._code:
            found.append((SpanKind.CODE, "", 0))
        elif self._rows:
            found.append((SpanKind.TABLE, "", 0))
        elif self._caption:
            found.append((SpanKind.CAPTION, "", 0))
        return found


def html_to_text(markup: str, base: str = "") -> tuple[str, Structure]:
    """The text of a piece of HTML, a paragraph a line, and its structure as spans of exactly that text.

    `base` resolves the addresses of links. Images leave their captions; where there is nothing else, what they
    show in words.
    """
    closed = frozenset(name.lower() for name in _END_TAG.findall(markup)) & _HIDDEN
    writer = _Writer(base, closed)
    for token in tokens(markup):
        writer.take(token)
    writer.end_line()
    text = "\n".join(writer.lines)
    if not text:
        return "\n".join(writer.alternatives), ()
    cleaned = clean_text(text)
    return (text, tuple(writer.spans)) if cleaned == text else (cleaned, ())
