"""Marked text: one string with private characters for italics, quotation marks and addresses, and its printing.

Punctuation is settled while a citation is put together, so that "?” ." or ".." never reach the page; the marks
become asterisks, tags or nothing only at the very end.
"""

from __future__ import annotations

import re
from typing import Literal

Markup = Literal["text", "markdown", "html"]

DOUBLE_OPEN, DOUBLE_CLOSE, SINGLE_OPEN, SINGLE_CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"
ITALIC_ON, ITALIC_OFF, RAISED_ON, RAISED_OFF, LINK_ON, LINK_OFF = "\ue004\ue005\ue006\ue007\ue008\ue009"

_MARKS = re.compile("[\ue000-\ue009]")
_CLOSING = re.compile(f"[{DOUBLE_CLOSE}{SINGLE_CLOSE}{ITALIC_OFF}]*$")
_FORMAT_OFF = re.compile(f"{ITALIC_OFF}*$")
_QUOTES = str.maketrans({DOUBLE_OPEN: "“", DOUBLE_CLOSE: "”", SINGLE_OPEN: "‘", SINGLE_CLOSE: "’"})
_FORMAT: dict[str, dict[int, str]] = {
    "text": dict.fromkeys(range(0xE004, 0xE00A), ""),
    "markdown": str.maketrans(
        {ITALIC_ON: "*", ITALIC_OFF: "*", RAISED_ON: "", RAISED_OFF: "", LINK_ON: "<", LINK_OFF: ">"}
    ),
    "html": str.maketrans(
        {
            ITALIC_ON: "<i>",
            ITALIC_OFF: "</i>",
            RAISED_ON: "<sup>",
            RAISED_OFF: "</sup>",
            LINK_ON: "",
            LINK_OFF: "",
        }
    ),
}
_HTML = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"})
_HTML_ATTRIBUTE = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;", '"': "&#34;"})
_MARKDOWN = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)|^(?=[#+-])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
_LINK = re.compile(f"({LINK_ON}.*?{LINK_OFF})", re.DOTALL)


def one_line(text: str) -> str:
    """Foreign words on one line, without the private characters that marked text needs for itself."""
    return " ".join(_MARKS.sub("", text).split())


def italic(text: str) -> str:
    return f"{ITALIC_ON}{text}{ITALIC_OFF}" if text else ""


def raised(text: str) -> str:
    return f"{RAISED_ON}{text}{RAISED_OFF}"


def link(address: str) -> str:
    return f"{LINK_ON}{address}{LINK_OFF}" if address else ""


def append(text: str, tail: str, *, inside: bool) -> str:
    """Add `tail` to marked text, keeping one stop where two would meet.

    With `inside` a comma or full stop moves before closing quotation marks, as American English has it. Nothing is
    added to nothing.
    """
    if not text:
        return ""
    if not tail or tail[0] not in ".,":
        return text + tail
    closers = _CLOSING if inside else _FORMAT_OFF
    end = closers.search(text).start()  # type: ignore[union-attr]  # the pattern matches the empty end
    last = text[end - 1 : end]
    if last == tail[0] or (tail[0] == "." and last and last in "?!"):
        return text + tail[1:]
    if text[end:].strip(ITALIC_OFF):
        return text[:end] + tail[0] + text[end:] + tail[1:]
    return text + tail


def escape_markdown(text: str) -> str:
    """Words that Markdown prints as they are."""
    return _MARKDOWN.sub(lambda found: "\\" + found.group(), text)


def escape_html(text: str) -> str:
    return text.translate(_HTML)


def escape_attribute(text: str) -> str:
    """Words for an HTML attribute in double quotation marks."""
    return text.translate(_HTML_ATTRIBUTE)


def print_marked(text: str, markup: Markup) -> str:
    """Turn marked text into what a reader sees in plain text, Markdown or HTML."""
    if markup == "html":
        text = escape_html(text)
    elif markup == "markdown":
        pieces = _LINK.split(text)
        text = "".join(piece if piece.startswith(LINK_ON) else escape_markdown(piece) for piece in pieces)
    return text.translate(_QUOTES).translate(_FORMAT[markup])
