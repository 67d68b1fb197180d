"""Plain text as people keep it: bytes to characters, wrapped lines to paragraphs, a sentence to a title."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import pairwise

from reader.errors import ImportFailedError
from reader.ingest.charset import guessed
from reader.ingest.clean import clean_line, spaced
from reader.model.article import LONGEST_TEXT
from reader.model.spans import sentences
from reader.model.structure import LONGEST_VERSE, Span, SpanKind, Structure

_ASCII = bytes(range(128))
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype\b|html\b|\?xml\b|rss\b|feed\b|svg\b|opml\b)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"(?=[,;:]\s|\s[—–-]\s|—)")
_FULL_STOP = re.compile(r"(?<![.…])(?<!\b[A-Za-z]\.[A-Za-z])\.$")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "”", '"', "’", ")")
_TITLE_MAX, _CLAUSE_MIN, _FIRST_SENTENCE_MAX = 110, 40, 4000
_WRAP_MIN, _WRAP_MAX = 40, 100
_MOST_LINES = 500_000  # several times the longest novel; each costs memory


def decode(data: bytes) -> str:
    """Turn a file's bytes into characters: UTF-8, UTF-16 by its mark, else what it looks like if it is plainly text.

    Raises ImportFailedError for what is empty, binary or endless, and for web pages and feeds.
    """
    if not data.strip():
        raise ImportFailedError("The file is empty, so there is nothing to import.")
    text = _decoded(data)
    if _MARKUP.match(text):
        raise ImportFailedError("This is a web page or a feed, and only plain text can be imported.")
    if len(text) > LONGEST_TEXT:
        raise ImportFailedError(f"The text is longer than any article: more than {LONGEST_TEXT:,} characters.")
    if text.count("\n") > _MOST_LINES:
        raise ImportFailedError("The text has more lines than any article.")
    return text


def _decoded(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
            _refuse_controls(text.encode("utf-8"))
            return text
        _refuse_controls(data)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _older_text(data)


def _refuse_controls(data: bytes) -> None:
    """A stray control character is cleaned away later; a NUL or a crowd of them means that it is no text."""
    if b"\0" in data or len(_BINARY.findall(data)) * 50 > len(data):
        raise ImportFailedError("This is a binary file, and only plain text can be imported.")


def _older_text(data: bytes) -> str:
    """What is in no Unicode encoding; where it looks like none at all, few of its letters may be beyond ASCII."""
    beyond_ascii = len(data.translate(None, _ASCII))
    name = guessed(data) or ("cp1252" if beyond_ascii * 5 < len(data) else "ascii")
    if not _BINARY.search(data):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            pass
    raise ImportFailedError("The file is neither UTF-8 nor any other known text; save it as UTF-8 and import it again.")


def paragraphs(lines: Sequence[str]) -> list[str]:
    """A paragraph for every line that holds something; hard-wrapped lines between blank ones are joined."""
    blocks = _blocks(lines)
    if _hard_wrapped(blocks):
        return [_joined(block) for block in blocks if block]
    return [line for block in blocks for line in block]


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return blocks


def _hard_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """True where lines end because they are full, not because a paragraph does.

    A line is full when the first word of the next one would not have fitted into the widest line.
    """
    width = max((len(line) for block in blocks for line in block), default=0)
    joints = [pair for block in blocks for pair in pairwise(block)]
    if not joints or not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    full = sum(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - 3 for line, after in joints)
    open_ended = sum(not line.endswith(_SENTENCE_ENDS) for line, _ in joints)
    return full * 5 >= len(joints) * 4 and open_ended * 2 >= len(joints)


def _joined(block: Sequence[str]) -> str:
    """Join wrapped lines; a hyphen at a line's end stays, since it may belong to the word ("S-", "400")."""
    text = block[0]
    for line in block[1:]:
        glue = "" if re.search(r"\w[-‐]$", text) else " "
        text = f"{text}{glue}{line}"
    return text


def in_lines(text: str) -> tuple[str, Structure]:
    """A text without markup, a paragraph a line, and which of its lines go on with the one before.

    Wrapped lines are joined, and such as break off within a sentence.
    """
    blocks = _blocks(text.split("\n"))
    if _hard_wrapped(blocks):
        return "\n".join(spaced(_joined(block)) for block in blocks if block), ()
    found: list[str] = []
    breaks: list[Span] = []
    size = 0
    for block in map(_whole_sentences, blocks):
        for number, line in enumerate(block):
            if number and max(len(line), len(found[-1])) <= LONGEST_VERSE:
                breaks.append(Span(SpanKind.BREAK, size, size))
            found.append(line)
            size += len(line) + 1
    return "\n".join(found), tuple(breaks)


def _whole_sentences(block: Sequence[str]) -> list[str]:
    """The lines of a block; one that begins in small letters goes on with a sentence that is not ended yet."""
    found: list[str] = []
    for line in block:
        if found and line[0].islower() and not found[-1].endswith(_SENTENCE_ENDS):
            found[-1] = f"{found[-1]} {spaced(line)}"
        else:
            found.append(spaced(line))
    return found


def title_of(text: str) -> str:
    """Make a title from the first sentence: up to 110 characters, cut at a clause or word, no final stop."""
    start, end = next(iter(sentences(text[:_FIRST_SENTENCE_MAX])), (0, _FIRST_SENTENCE_MAX))
    sentence = clean_line(text[start:end])
    if len(sentence) <= _TITLE_MAX:
        return _FULL_STOP.sub("", sentence).rstrip() or sentence
    cuts = [match.start() for match in _CLAUSE_END.finditer(sentence)]
    clauses = [sentence[:cut].rstrip() for cut in cuts if _CLAUSE_MIN <= cut <= _TITLE_MAX]
    whole = [clause for clause in clauses if _balanced(clause)]
    if whole:
        return whole[-1]
    words = sentence[: _TITLE_MAX - 1]
    return words[: words.rfind(" ")].rstrip(" ,;:–—-") + "…" if " " in words else words + "…"


def _balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
