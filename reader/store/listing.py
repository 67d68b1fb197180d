"""The article list: how many articles a query holds, which stand in a window of it, and where one stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.query import Condition, Field, Snippet, Sort, Words, all_of
from reader.store import conditions, muted, search
from reader.store.articles import rows_of
from reader.store.database import Connection, guarded, integer

if TYPE_CHECKING:
    from reader.model.article import ArticleRow, ListQuery

FEW_MATCHES = conditions.FEW


@dataclass(frozen=True, slots=True)
class _Selection:
    """A query in SQL: the tables that drive it (`d` has the dates), its column of article ids, conditions and order."""

    table: str
    key: str
    where: str
    values: tuple[str | int, ...]
    order: str = "newest"

    def select(self, what: str, rest: str = "") -> str:
        return f"SELECT {what} FROM {self.table} WHERE {self.where} {rest}"  # noqa: S608

    @property
    def ordered(self) -> str:
        """The order of the list; each article has a place of its own in it."""
        return {
            "newest": f"ORDER BY d.listed DESC, {self.key}",
            "oldest": f"ORDER BY d.listed, {self.key} DESC",
            "rank": f"ORDER BY article_fts.rank, d.listed DESC, {self.key}",
        }[self.order]


@guarded
def count(db: Connection, query: ListQuery) -> int:
    """How many articles the query holds."""
    wanted = _condition(query)
    match = conditions.match_of(wanted)
    plain = (
        query.entity_id is None and query.storyline_id is None and not (query.watched or query.folded or query.feeds)
    )
    if match is not None and plain and search.only_words(wanted) and not muted.leaves_out(db, wanted):
        return search.matches(db, match)
    chosen = _selection(db, query, counting=True)
    found: int = db.execute(chosen.select("count(*)"), chosen.values).fetchone()[0]
    return found


@guarded
def rows(db: Connection, query: ListQuery, offset: int, limit: int) -> list[ArticleRow]:
    """A window of the list, in its order; empty past its end."""
    chosen = _selection(db, query)
    window = f"{chosen.ordered} LIMIT ? OFFSET ?"
    found = db.execute(chosen.select(chosen.key, window), (*chosen.values, max(0, limit), max(0, offset)))
    return rows_of(db, [article_id for (article_id,) in found])


@guarded
def ids(db: Connection, query: ListQuery) -> list[int]:
    """The ids of all that the query holds, in no order."""
    chosen = _selection(db, query, counting=True)
    return [article_id for (article_id,) in db.execute(chosen.select(chosen.key), chosen.values)]


@guarded
def position(db: Connection, query: ListQuery, article_id: int) -> int | None:
    """How many articles stand before this one in the list; None where it is not in it."""
    chosen = _selection(db, query)
    here = f"AND {chosen.key} = ?"
    row = db.execute(chosen.select("d.listed", here), (*chosen.values, integer(article_id))).fetchone()
    if row is None:
        return None
    if chosen.order == "rank":
        ranked = [found for (found,) in db.execute(chosen.select(chosen.key, chosen.ordered), chosen.values)]
        return ranked.index(article_id) if article_id in ranked else None
    ahead, tie = (">", "<") if chosen.order == "newest" else ("<", ">")
    before: int = db.execute(
        chosen.select("count(*)", f"AND d.listed {ahead}= ? AND (d.listed {ahead} ? OR {chosen.key} {tie} ?)"),
        (*chosen.values, row[0], row[0], article_id),
    ).fetchone()[0]
    return before


@guarded
def snippets(db: Connection, query: ListQuery, articles: Sequence[int]) -> dict[int, Snippet]:
    """The surroundings of what was found in each of these articles; none where no words are looked for."""
    match = conditions.match_of(_condition(query))
    return {} if match is None else search.snippets(db, match, articles)


def _condition(query: ListQuery) -> Condition:
    """All that the query asks of an article, but for the entity."""
    parts: list[Condition] = [query.filter.where]
    if query.text.strip():
        parts += [Words(word) for word in search.words(query.text)] or [Words("")]
    if query.unread:
        parts.append(Field("is", "unread"))
    if query.starred:
        parts.append(Field("is", "starred"))
    return all_of(tuple(parts))


def _selection(db: Connection, query: ListQuery, *, counting: bool = False) -> _Selection:
    """The query in SQL; where its articles are only `counting`, they stand in no order."""
    wanted, order = _condition(query), query.filter.sort
    match = conditions.match_of(wanted)
    ranked = order is Sort.RANK and match is not None and not counting
    parts = list[conditions.Part]()
    table, key = "article AS d", "d.id"
    if ranked:
        table = "article_fts JOIN article AS d ON d.id = article_fts.rowid"
        parts.append(conditions.Part(f"article_fts MATCH ? AND rank MATCH '{search.WEIGHTS}'", (match or "",)))
    if query.entity_id is not None and ranked:
        parts.append(
            conditions.Part(
                f"+{key} IN (SELECT article_id FROM article_entity WHERE entity_id = ?)",  # noqa: S608
                (_entity(db, query.entity_id),),
            )
        )
    elif query.entity_id is not None:
        table, key = "article_entity AS d", "d.article_id"
        parts.append(conditions.Part("d.entity_id = ?", (_entity(db, query.entity_id),)))
    few = -1 if ranked else FEW_MATCHES
    parts += conditions.where(db, wanted, key, kept=query.kept, few=few)
    if muted.leaves_out(db, wanted):
        parts.append(conditions.Part(muted.shown(key)))
    parts += _of_stories(db, query, wanted, key)
    sql = " AND ".join(part.sql for part in parts) or "1"
    values = tuple(value for part in parts for value in part.values)
    return _Selection(table, key, sql, values, "newest" if order is Sort.RANK and not ranked else order.value)


def _entity(db: Connection, entity_id: int) -> int:
    from reader.store.survivors import survivor

    return survivor(db, entity_id)


def _of_stories(db: Connection, query: ListQuery, wanted: Condition, key: str) -> list[conditions.Part]:
    """What the query asks about storylines, watched entities and feeds."""
    parts = []
    if query.storyline_id is not None:
        one = f"{key} IN (SELECT article_id FROM storyline_article WHERE storyline_id = ?)"  # noqa: S608
        parts.append(conditions.Part(one, (integer(query.storyline_id),)))
    if query.watched:
        parts.append(conditions.Part(_WATCHED.format(key=key)))
    if query.feeds:
        parts.append(conditions.Part(_FED.format(key=key), (json.dumps(query.feeds),)))
    if query.folded:
        others = conditions.where(db, wanted, "o.article_id", kept=query.kept, few=-1)
        if muted.leaves_out(db, wanted):
            others.append(conditions.Part(muted.shown("o.article_id")))
        if query.feeds:
            others.append(conditions.Part(_FED.format(key="o.article_id"), (json.dumps(query.feeds),)))
        if query.entity_id is not None:
            naming = "EXISTS (SELECT 1 FROM article_entity WHERE entity_id = ? AND article_id = o.article_id)"
            others.append(conditions.Part(naming, (_entity(db, query.entity_id),)))
        newer = _NEWER.format(key=key, others="".join(f" AND {part.sql}" for part in others))
        parts.append(conditions.Part(newer, tuple(value for part in others for value in part.values)))
    return parts


_WATCHED = """{key} IN (SELECT n.article_id FROM watch w JOIN entity e ON e.id = w.entity_id
    JOIN article_entity n ON n.entity_id = coalesce(e.merged_into, e.id))"""
_FED = """{key} IN (SELECT article_id FROM feed_article WHERE feed_id IN (SELECT value FROM json_each(?)))"""
_NEWER = """NOT EXISTS (SELECT 1 FROM storyline_article m JOIN storyline_article o ON o.storyline_id = m.storyline_id
    WHERE m.article_id = {key} AND (o.listed > m.listed OR (o.listed = m.listed AND o.article_id < m.article_id))
    {others})"""
