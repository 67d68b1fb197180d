"""What the cache held before some articles came of all that they could be known by, which is mostly nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.model.article import ParsedArticle
from reader.store.arrival.keys import Keys
from reader.store.connection import Connection
from reader.store.sql import marks, parts


@dataclass(frozen=True, slots=True)
class Announced:
    """Titles and first words that stored teasers have in common with some articles."""

    titles: frozenset[object]
    openings: frozenset[object]

    def may_hold(self, keys: Keys) -> bool:
        """Whether a teaser may have announced the article of these keys, so that it is worth a closer look."""
        return keys.title_key in self.titles or keys.opening in self.openings


@dataclass(frozen=True, slots=True)
class Familiar:
    """The same, with what full articles are known by."""

    guids: frozenset[object]
    urls: frozenset[object]
    texts: frozenset[object]
    announced: Announced

    def may_know(self, article: ParsedArticle, keys: Keys) -> bool:
        """Whether anything of the article is in the cache, so that it is worth a closer look."""
        return (
            article.guid in self.guids
            or article.url in self.urls
            or keys.text_hash in self.texts
            or self.announced.may_hold(keys)
        )


def familiar(db: Connection, articles: Sequence[tuple[ParsedArticle, Keys]]) -> Familiar:
    """Look up what the cache holds of these articles."""
    return Familiar(
        _held(db, "guid", [article.guid for article, _ in articles]),
        _held(db, "url", [article.url for article, _ in articles]),
        _held(db, "text_hash", [keys.text_hash for _, keys in articles]),
        announced(db, [keys for _, keys in articles]),
    )


def announced(db: Connection, keys: Sequence[Keys]) -> Announced:
    """Look up what teasers hold of articles with these keys: once for all, since very many may have one title."""
    return Announced(
        _held(db, "title_key", [each.title_key for each in keys], "AND is_teaser"),
        _held(db, "opening", [each.opening for each in keys], "AND is_teaser"),
    )


def _held(db: Connection, column: str, values: Sequence[object], condition: str = "") -> frozenset[object]:
    found: set[object] = set()
    for part in parts(list({value for value in values if value is not None})):
        wanted = f"{column} IN ({marks(part)}) {condition}"
        found.update(value for (value,) in db.execute(f"SELECT {column} FROM article WHERE {wanted}", part))  # noqa: S608
    return frozenset(found)
