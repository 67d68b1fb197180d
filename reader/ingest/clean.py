"""The one sanitiser: what comes from outside passes it before it reaches store, screen or clipboard.

A terminal obeys what it is shown. So whole escape sequences go, with what they carry, and every character
that moves the cursor, turns the direction of writing or hides among the letters. What scripts and emoji need
stays: joiners and variation selectors where they can mean something, flags, combining marks in sane number.
"""

from __future__ import annotations

import re
from itertools import pairwise

# String sequences (OSC, DCS, SOS, PM, APC) end with BEL or ST. One that is never ended loses its introducer
# only: what follows is then plain text, and dropping it would let one stray byte swallow an article.
_SEQUENCE = re.compile(
    r"\x1b[\]PX^_][^\x07\x1b\x80-\x9f\n\r]*(?:\x07|\x1b\\|\x9c)"
    r"|[\x90\x98\x9d-\x9f][^\x07\x1b\x80-\x9f\n\r]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|\x9b[0-?]+[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]?"
)

_FLAG = r"(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
_FORBIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1 that end no line
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # soft hyphen, bidi, invisible operators
    "\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff"  # lone surrogates, BOM, annotation marks, non-characters
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff"  # musical format marks, tags outside a flag
)
_DROP = re.compile(f"{_FLAG}|[{_FORBIDDEN}]")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(f"(^|[^{_VARIATION}{_JOINERS}])([{_VARIATION}{_JOINERS}]+)", re.DOTALL)
_LATIN_END = "\u024f"
_EMOJI_BASES = frozenset("0123456789#*©®")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_MARKS = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
LONGEST_LINE = 1000
_SPACE = re.compile(r"\s")
_PIECE = 100_000  # characters whose words are kept one by one at a time
_SUSPECT = re.compile(f"[\r\v\f\x85\u2028\u2029{_FORBIDDEN}{_VARIATION}{_JOINERS}{_MARKS}]")

_ASCII = bytes(range(128))
_HARMLESS = bytes((9, 10, *range(32, 127)))
_SPACES = bytes(32 if byte < 128 and chr(byte).isspace() else byte for byte in range(256))
_FEW = 200


def suspect(text: str) -> bool:
    """Whether a text has any character that cleaning looks at; False says that every piece of it is clean."""
    for start in range(0, len(text), _PIECE):
        data = text[start : start + _PIECE].encode("utf-8", "surrogatepass")
        rest = data.translate(None, _HARMLESS)  # a few letters, many times as fast as looking at every one
        if rest and _SUSPECT.search(rest.decode("utf-8", "surrogatepass")):
            return True
    return False


def clean_text(text: str) -> str:
    """Make foreign text safe to keep and to show; tabs stay, every line end becomes a line feed.

    Cleaning what is clean changes nothing.
    """
    if not suspect(text):
        return text
    text = _SEQUENCE.sub("", text)
    text = _DROP.sub(r"\1", text)
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub(_needed, text)
    return _PILED_MARKS.sub(r"\1", text)


def clean_line(text: str) -> str:
    """Make foreign text one safe line: as `clean_text`, with every run of white space made one space."""
    return spaced(clean_text(text))


def spaced(text: str) -> str:
    """The text with every run of white space made one space and none at its ends; a long text a piece at a time."""
    if len(text) <= _FEW:
        return " ".join(text.split())
    if len(text) < _PIECE:
        return _spaced_anew(text)
    cuts = [0]
    while gap := _SPACE.search(text, cuts[-1] + _PIECE):
        cuts.append(gap.start())
    pieces = (_spaced_anew(text[a:b]) for a, b in pairwise([*cuts, len(text)]))
    return " ".join(filter(None, pieces))


def _spaced_anew(text: str) -> str:
    """The same of a piece; one that has single spaces already is not taken apart for it."""
    data = text.encode("utf-8", "surrogatepass").translate(_SPACES)
    beyond = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if b"  " not in data and "".join(beyond.split()) == beyond:
        return data.strip(b" ").decode("utf-8", "surrogatepass")
    return " ".join(text.split())


def brief_line(text: str) -> str:
    """Make a foreign title or name one safe line of up to 1,000 characters, cut off with an ellipsis."""
    line = clean_line(text[: 4 * LONGEST_LINE])
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _needed(match: re.Match[str]) -> str:
    """Keep of a run of invisible characters what the one before it can use: a selector, then a joiner."""
    before, run = match.groups()
    selector = run[0] if run[0] not in _JOINERS else ""
    if before <= _LATIN_END:
        emoji = selector == "\ufe0f" and before in _EMOJI_BASES
        return before + selector if emoji else before
    if before.isspace():
        return before
    joiner = next((char for char in run if char in _JOINERS), "")
    return before + selector + joiner
