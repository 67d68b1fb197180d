"""Which articles a list holds, as SQL: the tables that are walked, conditions and order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model.query import AllOf, Condition, Field, Grouping, Sort, Words, all_of, conjuncts
from reader.store import conditions, search
from reader.store.conditions import Part
from reader.store.connection import Connection
from reader.store.marking import muted
from reader.store.sql import integer

if TYPE_CHECKING:
    from reader.model.article import ListQuery
    from reader.model.grouping import Group

FEW_MATCHES = conditions.FEW
UNREAD = Field("is", "unread")


@dataclass(frozen=True, slots=True)
class Selection:
    """A query in SQL: the tables that drive it (`d` has the dates), its column of article ids, conditions and order."""

    table: str
    key: str
    parts: tuple[Part, ...]
    order: str = "newest"
    given: tuple[str, ...] = ()  # values of the table

    def select(self, what: str, rest: str = "") -> str:
        where = " AND ".join(part.sql for part in self.parts) or "1"
        return f"SELECT {what} FROM {self.table} WHERE {where} {rest}"  # noqa: S608

    @property
    def collects(self) -> bool:
        """Whether many articles, of which the list may need few, are collected before it is walked through."""
        return any(part.sql.startswith("+") for part in self.parts)

    @property
    def values(self) -> tuple[str | int | None, ...]:
        return (*self.given, *(value for part in self.parts for value in part.values))

    def but(self, *parts: Part, order: str | None = None) -> Selection:
        """The same with more conditions, or in another order."""
        return replace(self, parts=(*self.parts, *parts), order=order or self.order)

    @property
    def ordered(self) -> str:
        """The order of the list; each article has a place of its own in it."""
        return {
            "newest": f"ORDER BY d.listed DESC, {self.key}",
            "oldest": f"ORDER BY d.listed, {self.key} DESC",
            "rank": f"ORDER BY article_fts.rank, d.listed DESC, {self.key}",
        }[self.order]

    def beyond(self, listed: str, article_id: int) -> Part:
        """The condition that an article stands after another one."""
        ahead, tie = ("<", ">") if self.order == "newest" else (">", "<")
        sql = f"d.listed {ahead}= ? AND (d.listed {ahead} ? OR {self.key} {tie} ?)"
        return Part(sql, (listed, listed, article_id))

    @property
    def backwards(self) -> Selection:
        """The same from its end."""
        return replace(self, order={"newest": "oldest", "oldest": "newest"}[self.order])


def condition_of(query: ListQuery) -> Condition:
    """All that the query asks of an article, but for entities and stories."""
    parts: list[Condition] = [query.filter.where]
    if query.text.strip():
        parts += [Words(word) for word in search.words(query.text)] or [Words("")]
    if query.unread:
        parts.append(UNREAD)
    if query.starred:
        parts.append(Field("is", "starred"))
    return all_of(tuple(parts))


def without_unread(condition: Condition) -> Condition | None:
    """What else is asked than that articles are unread; None where that is not asked, or muted ones are asked for."""
    if UNREAD not in conjuncts(condition) or muted.asks(condition):
        return None
    return AllOf(tuple(part for part in conjuncts(condition) if part != UNREAD))


def select(
    db: Connection,
    query: ListQuery,
    *,
    counting: bool = False,
    by_article: bool = False,
    within: tuple[int, int] | None = None,
) -> Selection:
    """The query in SQL; where its articles are only `counting`, they stand in no order.

    Its words are looked for `within` articles of these ids, where they are given, the first and the last.
    `by_article` walks over the articles themselves where it can, as groups do that are few articles of many.
    """
    wanted, order = condition_of(query), query.sort
    match = conditions.match_of(wanted)
    ranked = order is Sort.RANK and match is not None and not counting
    parts = list[Part]()
    table, key = "article AS d", "d.id"
    given: tuple[str, ...] = ()
    few = by_article or query.entity_id is not None or _is_few_of_many(query.group)
    rest = None if ranked or few else without_unread(wanted)
    if ranked:
        table = "article_fts JOIN article AS d ON d.id = article_fts.rowid"
        parts.append(Part(f"article_fts MATCH ? AND rank MATCH '{search.WEIGHTS}'", (match or "",)))
    if query.entity_id is not None and ranked:
        naming = f"+{key} IN (SELECT article_id FROM article_entity WHERE entity_id = ?)"  # noqa: S608
        parts.append(Part(naming, (_entity(db, query.entity_id),)))
    elif query.entity_id is not None:
        table, key = "article_entity AS d", "d.article_id"
        parts.append(Part("d.entity_id = ?", (_entity(db, query.entity_id),)))
    elif rest is not None:
        table, key, given = _unread(query)
    most = -1 if ranked else FEW_MATCHES
    parts += conditions.where(db, wanted if rest is None else rest, key, kept=query.kept, few=most, within=within)
    if (rest is None or given) and muted.leaves_out(db, wanted):
        parts.append(Part(muted.shown(key)))
    parts += _of_stories(db, query, wanted, key)
    if query.group is not None:
        parts.append(_of_group(query.group, table, key))
    return Selection(table, key, tuple(parts), "newest" if order is Sort.RANK and not ranked else order.value, given)


def _is_few_of_many(group: Group | None) -> bool:
    return group is not None and (group.grouping is Grouping.SOURCE or group.key is not None)


def _unread(query: ListQuery) -> tuple[str, str, tuple[str, ...]]:
    """The table of the unread, with those that the list keeps although they have been read."""
    if not query.kept:
        return "unread AS d", "d.article_id", ()
    both = f"(SELECT listed, article_id FROM unread UNION ALL {EXTRA}) AS d"  # noqa: S608
    return both, "d.article_id", (conditions.ids(query.kept),)


EXTRA = """SELECT k.listed, k.id FROM article k WHERE k.id IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.listed = k.listed AND u.article_id = k.id)"""
"""The articles of a list of ids that are not unread."""


def _entity(db: Connection, entity_id: int) -> int:
    from reader.store.resolving.survivors import survivor

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
        parts.append(conditions.Part(_FED.format(key=key), (conditions.ids(query.feeds),)))
    if query.folded:
        others = conditions.where(db, wanted, "o.article_id", kept=query.kept, few=-1)
        if muted.leaves_out(db, wanted):
            others.append(conditions.Part(muted.shown("o.article_id")))
        if query.feeds:
            others.append(conditions.Part(_FED.format(key="o.article_id"), (conditions.ids(query.feeds),)))
        if query.entity_id is not None:
            naming = "EXISTS (SELECT 1 FROM article_entity WHERE entity_id = ? AND article_id = o.article_id)"
            others.append(conditions.Part(naming, (_entity(db, query.entity_id),)))
        newer = _NEWER.format(key=key, others="".join(f" AND {part.sql}" for part in others))
        parts.append(conditions.Part(newer, tuple(value for part in others for value in part.values)))
    return parts


def _of_group(group: Group, table: str, key: str) -> Part:
    """The condition that an article is in a group by source or story."""
    if group.grouping is Grouping.SOURCE:
        source = "d.source" if table == "article AS d" else f"(SELECT source FROM article WHERE id = {key})"  # noqa: S608
        return Part(f"{source} IS ?", (group.key,))
    if group.key is None:
        return Part(f"NOT EXISTS (SELECT 1 FROM storyline_article WHERE article_id = {key})")  # noqa: S608
    return Part(f"{key} IN (SELECT article_id FROM storyline_article WHERE storyline_id = ?)", (group.key,))  # noqa: S608


_WATCHED = """{key} IN (SELECT n.article_id FROM watch w JOIN entity e ON e.id = w.entity_id
    JOIN article_entity n ON n.entity_id = coalesce(e.merged_into, e.id))"""
_FED = """{key} IN (SELECT article_id FROM feed_article WHERE feed_id IN (SELECT value FROM json_each(?)))"""
_NEWER = """NOT EXISTS (SELECT 1 FROM storyline_article m JOIN storyline_article o ON o.storyline_id = m.storyline_id
    WHERE m.article_id = {key} AND (o.listed > m.listed OR (o.listed = m.listed AND o.article_id < m.article_id))
    {others})"""
