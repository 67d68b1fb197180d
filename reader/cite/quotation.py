"""Quoted words with their citation, and an address that leads to the words in the page."""

from __future__ import annotations

from urllib.parse import quote as percent_encode

from reader.cite.markup import Markup, escape_attribute, escape_html, escape_markdown, one_line, print_marked
from reader.cite.quotes import quoted
from reader.cite.style import Style

_LONGEST_WHOLE = 120  # characters; a longer passage is named by its first and last words
_WORDS_AT_ENDS = 5


def address_of_words(url: str, words: str) -> str:
    """`url` with a text fragment (URL Fragment Text Directives) that makes a browser show and mark the words."""
    lines = [line for line in words.splitlines() if line.strip()]
    tokens = words.split()
    if not tokens:
        return url
    if len(lines) == 1 and (len(words) <= _LONGEST_WHOLE or len(tokens) <= 2 * _WORDS_AT_ENDS):
        directive = _encode(" ".join(tokens))
    else:
        start = " ".join(lines[0].split()[:_WORDS_AT_ENDS])
        end = " ".join(lines[-1].split()[-_WORDS_AT_ENDS:])
        directive = f"{_encode(start)},{_encode(end)}"
    return f"{url}{':~:' if '#' in url else '#:~:'}text={directive}"


def in_marks(words: str, style: Style, markup: Markup) -> str:
    """The words in the style's quotation marks, for a form in the running text to follow."""
    return print_marked(quoted(one_line(words), british=style.british), markup)


def with_quotation(words: str, citation: str, url: str | None, markup: Markup) -> str:
    """The words as a block, the printed citation, and where there is a `url` the address of the words in it."""
    address = address_of_words(url, words) if url else ""
    if markup == "html":
        cited = f' cite="{escape_attribute(address)}"' if address else ""
        return f"<blockquote{cited}><p>{escape_html(words)}</p></blockquote>\n<p>{citation}</p>"
    if markup == "markdown":
        lines = [*map(escape_markdown, words.splitlines()), "", citation, *(["", f"<{address}>"] if address else [])]
        return "\n".join(f"> {line}".rstrip() for line in lines)
    return "\n".join([f"“{words}”", citation, *([address] if address else [])])


def _encode(words: str) -> str:
    """Percent-encoded, with the dash that the syntax of the directive needs for itself."""
    return percent_encode(words, safe="").replace("-", "%2D")
