"""What is shown of entities brought in line with the reader's corrections, article by article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.entities.corrections import View
from reader.entities.names import fold
from reader.store.connection import Connection
from reader.store.relating.centrality import keep_centrality
from reader.store.resolving import edits
from reader.store.sql import marks, parts

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention as it was found, and what it is shown as: `shown` is None where it is not shown at all."""

    article_id: int
    in_title: int
    start: int
    end: int
    found: int
    label: str
    text: str
    shown: int | None

    @property
    def place(self) -> tuple[int, int, int, int]:
        return self.article_id, self.in_title, self.start, self.end


def correct_articles(db: Connection, ids: Sequence[int]) -> list[int]:
    """Show the mentions of these articles as the corrections say, with all that is counted from them.

    Returns the articles where something changed which entity they name. Within the caller's transaction.
    """
    view = edits.view(db)
    changed: list[int] = []
    for part in parts(ids, _AT_ONCE):
        changed += _renew(db, view, part)
    return changed


def correct_article(db: Connection, article_id: int) -> None:
    """`correct_articles` for one that has just been annotated; costs nothing where there are no corrections."""
    if edits.any_kept(db):
        correct_articles(db, [article_id])


def _renew(db: Connection, view: View, ids: Sequence[int]) -> list[int]:
    found = _mentions(db, ids)
    wanted = {each: view.shown(each.found, fold(each.text), each.article_id) for each in found}
    moved = {each: entity for each, entity in wanted.items() if entity != each.shown}
    for each, entity in moved.items():
        _move(db, each, entity)
    articles = list(dict.fromkeys(each.article_id for each in moved))
    for article_id in articles:
        keep_centrality(db, article_id)
    return articles


_FOUND = """SELECT m.article_id, m.in_title, m.start, m.end, coalesce(o.entity_id, m.entity_id),
        coalesce(o.label, m.label), f.text, m.entity_id
    FROM mention m JOIN form f ON f.id = m.form_id LEFT JOIN overruled o
        ON o.article_id = m.article_id AND o.in_title = m.in_title AND o.start = m.start AND o.end = m.end
    WHERE m.article_id IN ({0})
    UNION ALL SELECT o.article_id, o.in_title, o.start, o.end, o.entity_id, o.label, o.text, NULL FROM overruled o
    WHERE o.article_id IN ({0}) AND NOT EXISTS (SELECT 1 FROM mention m
        WHERE m.article_id = o.article_id AND m.in_title = o.in_title AND m.start = o.start AND m.end = o.end)"""


def _mentions(db: Connection, ids: Sequence[int]) -> list[_Mention]:
    rows = db.execute(_FOUND.format(marks(ids)), [*ids, *ids])
    return [_Mention(*row) for row in rows]


def _move(db: Connection, mention: _Mention, entity: int | None) -> None:
    """Show a mention as another entity's, with the label of that, or not at all; and keep what was found."""
    place = mention.place
    at = "article_id = ? AND in_title = ? AND start = ? AND end = ?"
    if mention.shown is not None:
        db.execute(f"DELETE FROM mention WHERE {at} AND entity_id = ?", (*place, mention.shown))  # noqa: S608
    if entity is not None:
        (label,) = db.execute("SELECT label FROM entity WHERE id = ?", (entity,)).fetchone()
        form = form_id(db, entity, mention.text)
        db.execute("INSERT OR REPLACE INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", (*place, label, entity, form))
    if entity == mention.found:
        db.execute(f"DELETE FROM overruled WHERE {at}", place)  # noqa: S608
    else:
        db.execute(
            "INSERT OR REPLACE INTO overruled VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*place, mention.label, mention.found, mention.text),
        )


def keep_forms(db: Connection, spellings: Iterable[tuple[int, str]]) -> None:
    """Know these ways of spelling, each with the entity's id before it."""
    db.executemany("INSERT OR IGNORE INTO form (entity_id, text) VALUES (?, ?)", spellings)


def form_id(db: Connection, entity_id: int, spelling: str) -> int:
    """The number of a way of spelling an entity, new where there was none."""
    keep_forms(db, [(entity_id, spelling)])
    found: int = db.execute("SELECT id FROM form WHERE entity_id = ? AND text = ?", (entity_id, spelling)).fetchone()[0]
    return found


def articles_of(db: Connection, ids: Iterable[int]) -> list[int]:
    """The articles where one of these entities is shown or was found, newest first."""
    found: dict[int, str] = {}
    for entity_id in ids:
        rows = db.execute(
            "SELECT article_id, listed FROM article_entity WHERE entity_id = ?1 UNION"
            " SELECT a.id, a.listed FROM overruled o JOIN article a ON a.id = o.article_id WHERE o.entity_id = ?1",
            (entity_id,),
        )
        found.update(rows.fetchall())
    return sorted(found, key=lambda article_id: (found[article_id], -article_id), reverse=True)
