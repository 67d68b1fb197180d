"""HTML as a stream of tags and texts, in one pass over whatever is there: no tree, no recursion, no failure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

_OPENING = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>\x00]*)|[!?])")
_REST_OF_TAG = re.compile(r"""((?:[^"'>]|"[^"]*"|'[^']*')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=\x00]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_DECLARATION = re.compile(r"<(?:!--|!doctype|!\[|\?)", re.IGNORECASE)
_MOST_ATTRIBUTES = 100
_PATIENCE = 50  # tags with unbalanced quotes, after which quotes no longer count
_MOST_AT_ONCE = 500_000  # characters, so that all tokens fit into memory
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


class Tag(NamedTuple):
    """A start tag, or with `end` an end tag; `name` is in lower case, `rest` all that stands behind it."""

    name: str
    rest: str = ""
    end: bool = False

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by name in lower case, character references resolved; of a repeated one the first."""
        found: dict[str, str] = {}
        for number, match in enumerate(_ATTRIBUTE.finditer(self.rest)):
            if number >= _MOST_ATTRIBUTES:
                break
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
        return found


def tokens(markup: str, *, raw: frozenset[str] = RAW) -> Iterable[Tag | str]:
    """The tags and the texts of a document in order; comments and declarations are left out.

    Texts come with their character references as they are. What the elements of `raw` hold is left out.
    """
    if len(markup) < _MOST_AT_ONCE:
        found = _at_once(markup, raw)
        if found is not None:
            return found
    return step_by_step(markup, raw)


def _at_once(markup: str, raw: frozenset[str]) -> list[Tag | str] | None:
    """All tokens, found in one go; None where a tag is broken or never ends, or a declaration is there."""
    pieces = _whole_tags(raw).split(markup)
    texts, sources, _, names, rests = (pieces[start::5] for start in range(5))
    if names and names[-1] is None and not (sources[-1].startswith("<!--") and sources[-1].endswith("-->")):
        return None
    found: list[Tag | str] = []
    for text, source, name, rest in zip(texts, sources, names, rests, strict=False):
        if text:
            found.append(text)
        tag = _BARE.get(source)
        if tag is not None:
            found.append(tag)
        elif name is not None:
            found.append(Tag(name.lower(), rest, source[1] == "/"))
    if texts[-1]:
        found.append(texts[-1])
    return found


@cache
def _whole_tags(raw: frozenset[str]) -> re.Pattern[str]:
    """A tag from end to end, with what it holds where that is no markup, or a comment.

    A broken one, or what is neither, goes on to the end of everything, so that none is tried twice.
    """
    names = "|".join(sorted(raw))
    return re.compile(
        rf"""(<(?:
            !(?=--)[\s\S]*?-->
          | (?:(?=(?ai:{names})[\s/>\x00])())?+
            /?([a-zA-Z][^\s/>\x00]*+)([^"'>]*+(?:(?:"[^"]*"|'[^']*')[^"'>]*+)*+)>
            (?(2)[^<]*+(?:<(?!/(?ai:\3))[^<]*+)*+(?=<))
          | (?=/?[a-zA-Z]|[!?])[\s\S]*+))""",
        re.VERBOSE,
    )


def step_by_step(markup: str, raw: frozenset[str]) -> Iterator[Tag | str]:
    """The same tokens, of whatever is there."""
    scanner = _Scanner(markup)
    at, size = 0, len(markup)
    while at < size:
        opening = scanner.opening(at)
        start = opening.start() if opening else size
        if start > at:
            yield markup[at:start]
        if opening is None:
            return
        if not opening[2]:
            text, at = scanner.declaration(start)
            if text:
                yield text
            continue
        name = opening[2].lower()
        rest, at = scanner.rest_of_tag(opening.end())
        yield Tag(name, rest, bool(opening[1]))
        if name in raw and not opening[1]:
            at = scanner.end_of_raw(name, at)


_BARE = {
    source: Tag(name, "", end)
    for name in words(
        "p br li ul ol em strong b i a h1 h2 h3 h4 h5 h6 blockquote div span tr td th table code pre figure figcaption"
    )
    for source, end in ((f"<{name}>", False), (f"</{name}>", True))
}


class _Scanner:
    """Finds the ends of things; what was looked for in vain once is not looked for again."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._in_vain: set[str] = set()
        self._patience = _PATIENCE

    def opening(self, at: int) -> re.Match[str] | None:
        return _OPENING.search(self._markup, at)

    def rest_of_tag(self, at: int) -> tuple[str, int]:
        """What stands behind a tag's name, and where the tag ends; one that never ends goes up to the next tag."""
        if ">" not in self._in_vain and self._patience:
            match = _REST_OF_TAG.match(self._markup, at)
            if match:
                return match[1], match.end()
            self._patience -= 1
        end = self._find(">", at)
        if end is None:
            following = self._markup.find("<", at)
            end = len(self._markup) if following < 0 else following
            return self._markup[at:end], end
        return self._markup[at:end], end + 1

    def declaration(self, at: int) -> tuple[str, int]:
        """The text of a CDATA section or of what only looks like a declaration, and where it ends."""
        size = len(self._markup)
        if self._markup.startswith("<!--", at):
            end = self._find("-->", at + 2)
            if end is not None:
                return "", end + 3
        elif self._markup.startswith("<![CDATA[", at):
            end = self._find("]]>", at + 9)
            return self._markup[at + 9 : end].replace("&", "&amp;"), size if end is None else end + 3
        elif not _DECLARATION.match(self._markup, at):
            return self._markup[at : at + 2], at + 2
        end = self._find(">", at)
        if end is not None:
            return "", end + 1
        return ("" if self._markup.startswith("<!--", at) else self._markup[at:]), size

    def end_of_raw(self, name: str, at: int) -> int:
        """Where the end tag of an element begins whose content is no markup."""
        sign = f"</{name}"
        if sign in self._in_vain:
            return len(self._markup)
        match = re.compile(re.escape(sign), re.IGNORECASE | re.ASCII).search(self._markup, at)
        if match is None:
            self._in_vain.add(sign)
            return len(self._markup)
        return match.start()

    def _find(self, sign: str, at: int) -> int | None:
        if sign in self._in_vain:
            return None
        found = self._markup.find(sign, at)
        if found < 0:
            self._in_vain.add(sign)
            return None
        return found


def text_of(markup: str) -> str:
    """The bare text of a piece of markup, tags left out and character references resolved; not yet cleaned."""
    if "<" not in markup:
        return unescape(markup)
    return "".join(unescape(token) if isinstance(token, str) else _gap(token) for token in tokens(markup))


def _gap(tag: Tag) -> str:
    return " " if tag.name in ("br", "p", "div", "li", "tr", "td") else ""
