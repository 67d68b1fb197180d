"""The reader's marks: what is read and starred, and tags; a change says what it changed, to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader.model.article import ListQuery
from reader.store.database import Connections
from reader.store.marking import marks, tags


@dataclass(frozen=True, slots=True)
class Marks:
    """Every call may raise CacheError; a change is on the disk when its call returns."""

    _connections: Connections

    def change(self, ids: Sequence[int], mark: Literal["read", "starred"], value: bool) -> tuple[int, ...]:
        """Set a mark on these articles or take it away; those that did not have it so."""
        return marks.change(self._connections.mine(), ids, mark, value)

    def read_all(self, query: ListQuery, *, last: int) -> tuple[int, ...]:
        """Mark what the query holds as read, but for articles that came after the one of id `last`; what was unread."""
        return marks.read_all(self._connections.mine(), query, last)

    def cite(self, ids: Sequence[int]) -> None:
        """Remember that these articles were cited; no rule of retention lets go of them."""
        marks.cite(self._connections.mine(), ids)

    def last(self) -> int:
        """The id of the article that came last."""
        return marks.last(self._connections.mine())

    def tags(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The tags of these articles, by name; articles without one are left out."""
        return tags.of(self._connections.mine(), ids)

    def all_tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of its articles, by name."""
        return tags.counted(self._connections.mine())

    def set_tags(self, article_id: int, names: Sequence[str]) -> tuple[str, ...]:
        """Give an article these tags and no others; those that it had before."""
        return tags.replace(self._connections.mine(), article_id, names)
