"""HTML to text: a line for every paragraph, and spans that say which stretches are headings, links, lists and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final

from reader.ingest.addresses import absolute
from reader.ingest.clean import clean_text, suspect
from reader.ingest.markup import Tag, tokens, words
from reader.ingest.prose_figures import Picture, film, picture, pictures_alone
from reader.ingest.prose_lines import CELL, Inline, Line, box
from reader.ingest.prose_lists import Lists
from reader.ingest.prose_math import Formula, formula
from reader.ingest.prose_tables import Table, hold_data
from reader.model.structure import HEADER, LONGEST_VERSE, Span, SpanKind, Structure

_BLOCKS: Final = words(
    "address article aside body center details dialog div fieldset figure footer form header hgroup hr html "
    "main menu nav ol p section summary table tbody tfoot thead tr ul caption legend option td th"
)
_HIDDEN: Final = words("head svg math template select button object audio video canvas noscript")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_END_HIDDEN: Final = re.compile(rf"</({'|'.join(sorted(_HIDDEN))})(?![a-z])", re.ASCII | re.IGNORECASE)
_TABLE: Final = re.compile("<[tT][aA][bB][lL][eE]")  # many times as fast as IGNORECASE
_FILMS: Final = words("video audio object")
_IN_CELLS: Final = words("td th tr table caption thead tbody tfoot a img q sup rt input iframe embed") | _HIDDEN
# a formula, and before it what says that it is for those who cannot see the one beside it
_MATH: Final = re.compile(r"(mathml[^<>]{0,100}>\s{0,20})?<math\b", re.IGNORECASE)
_RETURN: Final = ("↩", "↩\ufe0e")  # from a note to its place
_DEEPEST: Final = 9
_MOST_BLANKS, _MOST_FIGURES = 2, 200


class _Writer:
    """Takes tags and texts in order, and keeps lines and spans.

    `clean`: nothing in the markup, nor so far in its references, that cleaning would look at.
    """

    def __init__(
        self, base: str, closed: frozenset[str], tables: list[bool], *, twins: Iterator[bool], clean: bool
    ) -> None:
        self.clean = clean
        self._base = base
        self._closed = closed
        self._tables_hold_data = tables
        self.lines: list[str] = []
        self.spans: list[Span] = []
        self.pictures: list[Picture] = []
        self._length = 0
        self._line = Line()
        self._link: tuple[int, str] | None = None
        self._lists = Lists()
        self._inline = Inline()
        self._twins = twins
        self._awaited = self._broken = False
        self._formula: Formula | None = None
        self._heading = self._quotes = self._code = self._blanks = self._tables_seen = 0
        self._in_code = False
        self._tables: list[Table] = []
        self._cell: tuple[int, int, str] | None = None
        self._figures: list[Picture] = []
        self._later: list[Picture] = []
        self._caption = False
        self._hidden = ""
        self._hidden_depth = 0

    def take(self, tokens: Iterable[Tag | str]) -> None:
        for token in tokens:
            if self._hidden:
                self._pass_over(token)
            elif isinstance(token, str):
                self._write(token)
            else:
                handle = _HANDLED.get(token.name)
                if handle is None:
                    continue
                if self._cell is None or token.name in _IN_CELLS:
                    handle(self, token)
                elif token.name not in ("listing", "figcaption"):
                    self._line.space = True

    def _hide(self, tag: Tag) -> None:
        self._line.space = self._line.space or tag.name not in ("math", "svg", "template")
        if not tag.end and tag.name in _FILMS:
            found = film(tag, self._base)
            self._show(found)
            self._awaited = found is None
        if not tag.end and tag.name in self._closed:
            self._hidden, self._hidden_depth = tag.name, 1
            self._formula = formula(tag) if tag.name == "math" and not next(self._twins, True) else None

    def _pass_over(self, token: Tag | str) -> None:
        if self._formula:
            self._formula.take(token)
        if isinstance(token, str):
            return
        if token.name == "source" and self._awaited and self._hidden in _FILMS:
            self._show(film(Tag(self._hidden, token.rest), self._base))
            self._awaited = False
        if token.name == self._hidden:
            self._hidden_depth += -1 if token.end else 1
            if not self._hidden_depth:
                self._hidden = ""
                if self._formula:
                    self._line.add(self._formula.words())
                    self._formula = None
        elif token.name == "table" and not token.end:
            self._tables_seen += 1

    def _write(self, text: str) -> None:
        if "&" in text:
            text = unescape(text)
            self.clean = self.clean and not suspect(text)
        if not self.clean:
            text = clean_text(text)
        if self._code:
            first, *rest = text.split("\n")
            self._line.add_code(first)
            for line in rest:
                self._end_line()
                self._line.add_code(line)
        elif text and (text.isascii() or text.strip() not in _RETURN):
            self._line.add(self._inline.written(text) if self._inline.raised else text)

    def _head(self, tag: Tag) -> None:
        self._end_line()
        self._heading = 0 if tag.end else _HEADINGS[tag.name]

    def _container(self, tag: Tag) -> None:
        self._end_line()
        step = -1 if tag.end else 1
        if tag.name == "blockquote":
            self._quotes = max(0, self._quotes + step)
        elif tag.name in ("figcaption", "caption"):
            self._caption = not tag.end
        elif tag.name == "table":
            self._table(tag)
        else:
            self._code = max(0, self._code + step)
            self._blanks, self._in_code = 0, False

    def _anchor(self, tag: Tag) -> None:
        self._end_link()
        self._inline.end_note()
        if not tag.end and "href" in tag.rest.lower():
            given = tag.attributes.get("href", "")
            if given.startswith("#"):
                self._inline.begin_note(self._line)
            address = absolute(self._base, given)
            if address:
                self._link = (self._line.length, address)

    def _end_link(self) -> None:
        if self._link is not None:
            start, address = self._link
            if self._line.length > start:
                self._line.links.append((start, self._line.length, address))
            self._link = None

    def _show(self, found: Picture | None) -> None:
        self._line.space = True
        if found is None:
            return
        if found.sign or self._cell is not None:
            self._line.add(found.sign or found.words)
        elif len(self.pictures) < _MOST_FIGURES:
            self.pictures.append(found)
            (self._later if self._line.length else self._figures).append(found)

    def _table(self, tag: Tag) -> None:
        if not tag.end:
            data = self._tables_hold_data[self._tables_seen]
            self._tables_seen += 1
            self._tables.append(Table(self._tables_seen, data))
        elif self._tables:
            self._tables.pop()

    def _table_part(self, tag: Tag) -> None:
        """The cells of a row stand in one line, parted by bars; an empty one keeps its place."""
        if not (self._tables and self._tables[-1].data):
            self._end_line()
        elif tag.name == "tr":
            self._end_line()
            if not tag.end:
                self._tables[-1].row()
        elif not tag.end:
            link = self._link
            self._end_link()
            self._end_cell()
            column = self._tables[-1].cell(tag)
            if self._line.length or self._line.cells:
                self._line.space = False
                self._line.pieces.append(CELL)
                self._line.length += len(CELL)
            self._cell = (self._line.length, column, HEADER if tag.name == "th" else "")
            self._link = link and (self._line.length, link[1])

    def _end_cell(self) -> None:
        if self._cell is not None:
            start, column, value = self._cell
            if self._line.length > start:
                self._line.cells.append((start, self._line.length, column, value))
            self._cell = None

    def _list(self, tag: Tag) -> None:
        self._end_line()
        self._lists.take(tag)

    def _end_line(self) -> None:
        """Finish the line being written, where there is something in it."""
        link = self._link
        if link is not None:
            self._end_link()
        if self._cell is not None:
            self._end_cell()
        if self._code:
            self._line.end_code()
        if self._line.length:
            self._keep(self._line)
            self._line = Line()
        else:
            self._line.space = False
            self._blanks += self._code > 0
        self._broken = False
        if link is not None:
            self._link = (0, link[1])

    def _keep(self, line: Line) -> None:
        if self._code and not self._heading:
            self._keep_blanks()
        text = "".join(line.pieces)
        start, end = self._length, self._length + len(text)
        if self._figures or self._later:
            self._place_figures(start)
        if self._broken and max(len(text), len(self.lines[-1])) <= LONGEST_VERSE:
            self.spans.append(Span(SpanKind.BREAK, start, start))
        for kind, value, level in self._kinds():
            self.spans.append(Span(kind, start, end, value, level))
        for cell_start, cell_end, column, value in line.cells:
            self.spans.append(Span(SpanKind.CELL, start + cell_start, start + cell_end, value, column))
        for link_start, link_end, address in line.links:
            first = start + link_start + (text[link_start] == " ")
            if first < start + link_end:
                self.spans.append(Span(SpanKind.LINK, first, start + link_end, address))
        self.lines.append(text)
        self._length = end + 1

    def _keep_blanks(self) -> None:
        """The empty lines within code, known to be within when the next one that says something comes."""
        for _ in range(min(self._blanks, _MOST_BLANKS) if self._in_code else 0):
            self.spans += [Span(kind, self._length, self._length, value, level) for kind, value, level in self._kinds()]
            self.lines.append("")
            self._length += 1
        self._in_code, self._blanks = True, 0

    def _place_figures(self, at: int) -> None:
        for figure in self._figures:
            if figure.address:
                self.spans.append(Span(SpanKind.FIGURE, at, at, figure.address, note=figure.words))
        self._figures, self._later = self._later, []

    def end(self) -> None:
        """Finish the text; pictures that no line follows stand at its end."""
        self._end_line()
        self._place_figures(max(0, self._length - 1))

    def _kinds(self) -> list[tuple[SpanKind, str, int]]:
        """What the line is, from the outside in."""
        found: list[tuple[SpanKind, str, int]] = []
        if self._quotes:
            found.append((SpanKind.QUOTE, "", min(self._quotes, _DEEPEST)))
        if self._lists.depth and not self._heading:
            found.append((SpanKind.ITEM, self._lists.mark or "", min(self._lists.depth, _DEEPEST)))
            self._lists.mark = ""
        if self._heading:
            found.append((SpanKind.HEADING, "", self._heading))
        elif self._code:
            found.append((SpanKind.CODE, "", 0))
        elif self._caption:
            found.append((SpanKind.CAPTION, "", 0))
        elif self._tables and self._tables[-1].data:
            found.append((SpanKind.TABLE, "", self._tables[-1].number))
        return found


def _break(writer: _Writer, _: Tag) -> None:
    """End a line of a paragraph; with nothing in it, it parts two of them."""
    says = writer._line.length > 0 and not writer._code
    writer._end_line()
    writer._broken = says


_HANDLED: Final[dict[str, Callable[[_Writer, Tag], None]]] = {
    **dict.fromkeys(_HIDDEN, _Writer._hide),
    **dict.fromkeys(_BLOCKS, lambda writer, _: writer._end_line()),
    "br": _break,
    **dict.fromkeys(_HEADINGS, _Writer._head),
    **dict.fromkeys(("td", "th", "tr"), _Writer._table_part),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), _Writer._list),
    **dict.fromkeys(("blockquote", "pre", "listing", "figcaption", "caption", "table"), _Writer._container),
    "a": _Writer._anchor,
    "img": lambda writer, tag: writer._show(picture(tag, writer._base)),
    "q": lambda writer, tag: writer._inline.quote(writer._line, tag),
    "sup": lambda writer, tag: writer._inline.raise_(tag),
    "rt": lambda writer, tag: writer._inline.reading(writer._line, tag),
    "input": lambda writer, tag: box(writer._line, tag),
    **dict.fromkeys(("iframe", "embed"), lambda writer, tag: writer._show(film(tag, writer._base))),
}


def _closed(markup: str) -> frozenset[str]:
    """The elements that would be passed over and have an end."""
    return frozenset(map(str.lower, _END_HIDDEN.findall(markup)))


def _twins(markup: str) -> Iterator[bool]:
    """For each formula of a page in order whether the page says it again beside it."""
    return (bool(match[1]) for match in _MATH.finditer(markup))


def html_to_text(markup: str, base: str = "") -> tuple[str, Structure]:
    """The text of a piece of HTML, a paragraph a line, and its structure as spans of exactly that text.

    `base` resolves the addresses of links and pictures. Where there is nothing but pictures, what they show in words is
    the text.
    """
    parts = tokens(markup)
    tables = hold_data(parts if isinstance(parts, list) else tokens(markup)) if _TABLE.search(markup) else []
    writer = _Writer(base, _closed(markup), tables, twins=_twins(markup), clean=not suspect(markup))
    writer.take(parts)
    writer.end()
    if not writer.lines:
        return pictures_alone(writer.pictures)
    text = "\n".join(writer.lines)
    if writer.clean:
        return text, tuple(writer.spans)
    cleaned = clean_text(text)
    return (text, tuple(writer.spans)) if cleaned == text else (cleaned, ())
