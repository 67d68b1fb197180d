"""Quoted words with their citation, and an address that leads to the words in the page."""

from __future__ import annotations

from reader.cite.markup import Markup, escape_attribute, escape_html, escape_markdown, one_line, print_marked
from reader.cite.quotes import quoted
from reader.cite.style import Style


def in_marks(words: str, style: Style, markup: Markup) -> str:
    """The words in the style's quotation marks, for a form in the running text to follow."""
    return print_marked(quoted(one_line(words), british=style.british), markup)


def with_quotation(words: str, citation: str, address: str, markup: Markup) -> str:
    """The words as a block, the printed citation, and the address of the words, where there is one."""
    if markup == "html":
        cited = f' cite="{escape_attribute(address)}"' if address else ""
        return f"<blockquote{cited}><p>{escape_html(words)}</p></blockquote>\n<p>{citation}</p>"
    if markup == "markdown":
        lines = [*map(escape_markdown, words.splitlines()), "", citation, *(["", f"<{address}>"] if address else [])]
        return "\n".join(f"> {line}".rstrip() for line in lines)
    return "\n".join([f"“{words}”", citation, *([address] if address else [])])
