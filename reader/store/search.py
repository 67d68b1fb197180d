"""A reader's words as a full-text query that SQLite accepts, and what was found in its surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.model.query import AllOf, AnyOf, Condition, Not, Snippet, Words, conjuncts
from reader.store.connection import Connection
from reader.store.sql import marks, parts, storable

MOST_WORDS = 100
WEIGHTS = "bm25(4.0, 1.0)"  # a word in the title weighs as much as four in the text
SNIPPET_WORDS = 16
_OPEN, _CLOSE = "\x02", "\x03"  # around what was found; no stored text holds them
_WORD = re.compile(r"\w")


def words(text: str) -> list[str]:
    """The words of a text, each once."""
    return list(dict.fromkeys(word for word in storable(text).split() if _WORD.search(word)))[:MOST_WORDS]


def match_expression(text: str) -> str | None:
    """All words of the text, in any order; a word with marks within ("S-400") as a phrase. None without a word."""
    return " ".join(quoted(word) for word in words(text)) or None


def quoted(word: str) -> str:
    """A word as FTS5 takes it for nothing but a word."""
    return '"{}"'.format(word.replace('"', ""))


def matches(db: Connection, match: str) -> int:
    """How many articles the full-text index finds."""
    found: int = db.execute("SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", (match,)).fetchone()[0]
    return found


def only_words(condition: Condition) -> bool:
    """Whether the full-text index alone answers a condition that asks for words."""
    return all(_plain(part.of if isinstance(part, Not) else part) for part in conjuncts(condition))


def _plain(condition: Condition) -> bool:
    if isinstance(condition, AllOf | AnyOf):
        return all(map(_plain, condition.parts))
    return isinstance(condition, Words)


def snippets(db: Connection, match: str, ids: Sequence[int]) -> dict[int, Snippet]:
    """Where the texts of articles hold what `match` finds; of an article with it in the title only, the beginning."""
    found: dict[int, Snippet] = {}
    for part in parts(ids):
        rows = db.execute(
            f"SELECT rowid, snippet(article_fts, 1, '{_OPEN}', '{_CLOSE}', '…', {SNIPPET_WORDS}) FROM article_fts"  # noqa: S608
            f" WHERE article_fts MATCH ? AND rowid IN ({marks(part)})",
            (match, *part),
        )
        found.update((article_id, _pieces(text)) for article_id, text in rows)
    return found


def _pieces(text: str) -> Snippet:
    before, *rest = " ".join(text.split()).split(_OPEN)
    pieces = [(before, False)]
    for each in rest:
        inside, _, after = each.partition(_CLOSE)
        pieces += [(inside, True), (after, False)]
    return tuple(piece for piece in pieces if piece[0])
