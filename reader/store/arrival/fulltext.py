"""The text of an article's page in place of what its feed said, and back."""

from __future__ import annotations

from reader.model.article import Article, ParsedArticle
from reader.store import structure
from reader.store.arrival.keys import keys_of
from reader.store.articles import article
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, now
from reader.store.transactions import transaction


@guarded
def put(db: Connection, article_id: int, page: ParsedArticle, *, instead_of: str) -> bool:
    """Let the page's text take the place of the feed's, which is kept; authors and date only where there were none.

    False, with nothing changed, where the text is no longer `instead_of`: the feed has changed it meanwhile.
    """
    with transaction(db):
        current = article(db, article_id)
        if current.text != instead_of or current.full:
            return False
        db.execute(
            "INSERT INTO original SELECT a.id, a.text, (SELECT spans FROM structure WHERE article_id = a.id),"
            " a.authors, a.published, ? FROM article a WHERE a.id = ?",
            (now(), article_id),
        )
        _write(db, current, page.text, structure.encoded(page.structure))
        if not current.row.authors and page.authors:
            import json

            authors = json.dumps(page.authors, ensure_ascii=False)
            db.execute("UPDATE article SET authors = ? WHERE id = ?", (authors, article_id))
        if current.row.published is None and page.published:
            db.execute("UPDATE article SET published = ? WHERE id = ?", (page.published, article_id))
        return True


@guarded
def undo(db: Connection, article_id: int) -> bool:
    """Bring back what the feed said; False where nothing took its place."""
    with transaction(db, durable=True):
        kept = db.execute(
            "SELECT text, spans, authors, published FROM original WHERE article_id = ?", (integer(article_id),)
        ).fetchone()
        if kept is None:
            return False
        text, spans, authors, published = kept
        _write(db, article(db, article_id), text, spans)
        db.execute("UPDATE article SET authors = ?, published = ? WHERE id = ?", (authors, published, article_id))
        db.execute("DELETE FROM original WHERE article_id = ?", (article_id,))
        return True


def _write(db: Connection, current: Article, text: str, spans: str | None) -> None:
    keys = keys_of(current.title, text)
    db.execute(
        "UPDATE article SET text = ?, text_hash = ?, opening = ? WHERE id = ?",
        (text, keys.text_hash, keys.opening, current.id),
    )
    structure.put(db, current.id, spans)


@guarded
def typed_feed(db: Connection, article_id: int) -> str | None:
    """The address of a feed that brought the article and was typed by the reader; None where there is none."""
    row = db.execute(
        "SELECT f.url FROM feed_article l JOIN feed f ON f.id = l.feed_id WHERE l.article_id = ? AND f.typed LIMIT 1",
        (integer(article_id),),
    ).fetchone()
    return row[0] if row else None


@guarded
def ids_of(db: Connection, feed_id: int, guids: tuple[str, ...]) -> list[int]:
    """The articles that a feed knows by these guids."""
    found = (
        db.execute("SELECT article_id FROM feed_article WHERE feed_id = ? AND guid = ?", (feed_id, guid)).fetchone()
        for guid in guids
    )
    return [row[0] for row in found if row]
