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
BOLD_ON, BOLD_OFF, LOW_ON, LOW_OFF, CAPS_ON, CAPS_OFF = "\ue00a\ue00b\ue00c\ue00d\ue00e\ue00f"
KEEP_ON, KEEP_OFF, UPRIGHT_ON, UPRIGHT_OFF = "\ue010\ue011\ue012\ue013"

# The tags that CSL-JSON allows in a title, each with its marks; KEEP guards words from headline capitals.
_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_CSL_TAGS = {
    "<i>": ("</i>", ITALIC_ON, ITALIC_OFF),
    "<b>": ("</b>", BOLD_ON, BOLD_OFF),
    "<sup>": ("</sup>", RAISED_ON, RAISED_OFF),
    "<sub>": ("</sub>", LOW_ON, LOW_OFF),
    _SMALL_CAPS: ("</span>", CAPS_ON, CAPS_OFF),
    '<span class="nocase">': ("</span>", KEEP_ON, KEEP_OFF),
}
_CSL_TAG = re.compile(r'</?(?:i|b|su[pb]|span)>|<span (?:class="nocase"|style="font-variant:\s*small-caps;?")>')
_HTML_TAGS = {
    ITALIC_ON: "<i>",
    ITALIC_OFF: "</i>",
    BOLD_ON: "<b>",
    BOLD_OFF: "</b>",
    RAISED_ON: "<sup>",
    RAISED_OFF: "</sup>",
    LOW_ON: "<sub>",
    LOW_OFF: "</sub>",
    CAPS_ON: _SMALL_CAPS,
    CAPS_OFF: "</span>",
    UPRIGHT_ON: '<span style="font-style:normal;">',
    UPRIGHT_OFF: "</span>",
}
_AS_CSL = str.maketrans(_HTML_TAGS) | str.maketrans({KEEP_ON: '<span class="nocase">', KEEP_OFF: "</span>"})
_NOTHING: dict[int, str] = dict.fromkeys(range(0xE004, 0xE014), "")
_FORMAT: dict[str, dict[int, str]] = {
    "text": _NOTHING,
    "markdown": _NOTHING
    | str.maketrans(
        {
            ITALIC_ON: "*",
            ITALIC_OFF: "*",
            UPRIGHT_ON: "*",
            UPRIGHT_OFF: "*",
            BOLD_ON: "**",
            BOLD_OFF: "**",
            LINK_ON: "<",
            LINK_OFF: ">",
        }
    ),
    "html": _NOTHING | str.maketrans(_HTML_TAGS),
}

_MARKS = re.compile("[\ue000-\ue013]")
_FORMATS_OFF = f"{ITALIC_OFF}{RAISED_OFF}{BOLD_OFF}{LOW_OFF}{CAPS_OFF}{KEEP_OFF}{UPRIGHT_OFF}"
_CLOSING = re.compile(f"[{DOUBLE_CLOSE}{SINGLE_CLOSE}{_FORMATS_OFF}]*$")
_FORMAT_OFF = re.compile(f"[{_FORMATS_OFF}]*$")
_QUOTES = str.maketrans({DOUBLE_OPEN: "“", DOUBLE_CLOSE: "”", SINGLE_OPEN: "‘", SINGLE_CLOSE: "’"})
_HTML = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"})
_HTML_ATTRIBUTE = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;", '"': "&#34;"})
_MARKDOWN = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)|^(?=[#+-])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
_LINK = re.compile(f"({LINK_ON}.*?{LINK_OFF})", re.DOTALL)
_SLANTS = re.compile(f"[{ITALIC_ON}{ITALIC_OFF}]")
_EMPTY_SLANT = re.compile(f"{ITALIC_ON}{UPRIGHT_ON}|{UPRIGHT_OFF}{ITALIC_OFF}")
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\W\d]*")


def one_line(text: str) -> str:
    """Foreign words on one line, without the private characters that marked text needs for itself."""
    return " ".join(_MARKS.sub("", text).split())


def unmarked(text: str) -> str:
    """Marked words as plain ones."""
    return _MARKS.sub("", text)


def from_csl_markup(text: str) -> str:
    """Words of a CSL-JSON item with marks for the tags that it allows; a tag without its partner is a word."""
    pieces: list[str] = []
    waiting: list[tuple[str, str, str, int]] = []
    end = 0
    for found in _CSL_TAG.finditer(text):
        pieces.append(text[end : found.start()])
        end, tag = found.end(), found.group()
        partner = next((at for at in reversed(range(len(waiting))) if waiting[at][0] == tag), None)
        if partner is not None:
            _, on, off, place = waiting[partner]
            del waiting[partner:]
            pieces[place], tag = on, off
        elif known := _CSL_TAGS.get(re.sub(r"caps;?", "caps;", tag).replace(": ", ":")):
            waiting.append((*known, len(pieces)))
        pieces.append(tag)
    return "".join([*pieces, text[end:]])


def to_csl_markup(text: str) -> str:
    """Marked words as a CSL-JSON item has them."""
    return text.translate(_AS_CSL)


def italic(text: str) -> str:
    """Slanted words; Chinese, Japanese and Korean ones stand upright, as their typography has it."""
    return text if not text or _EAST_ASIAN.fullmatch(text) else f"{ITALIC_ON}{text}{ITALIC_OFF}"


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
    ended = last if inside else text[_CLOSING.search(text).start() - 1 :][:1]  # type: ignore[union-attr]  # likewise
    if last == tail[0] or (tail[0] == "." and ended and ended in ".?!:"):
        return text + tail[1:]
    quote = next((at for at in range(end, len(text)) if text[at] in (DOUBLE_CLOSE, SINGLE_CLOSE)), None)
    if quote is not None:
        return text[:quote] + tail[0] + text[quote:] + tail[1:]
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
        text = _turned_within(escape_html(text))
    elif markup == "markdown":
        pieces = _LINK.split(_turned_within(text))
        text = "".join(piece if piece.startswith(LINK_ON) else escape_markdown(piece) for piece in pieces)
        # Emphasis must not end after a space or begin before one.
        text = re.sub(rf"(\s*){UPRIGHT_ON}", rf"{UPRIGHT_ON}\1", _EMPTY_SLANT.sub("", text))
        text = re.sub(rf"{UPRIGHT_OFF}(\s*)", rf"\1{UPRIGHT_OFF}", text)
    return text.translate(_QUOTES).translate(_FORMAT[markup])


def _turned_within(text: str) -> str:
    """Italics within italics stand upright."""
    depth = 0

    def turned(found: re.Match[str]) -> str:
        nonlocal depth
        opens = found.group() == ITALIC_ON
        depth += opens or -1
        inner = depth > 1 if opens else depth > 0
        return (UPRIGHT_ON if opens else UPRIGHT_OFF) if inner else found.group()

    return _SLANTS.sub(turned, text)
