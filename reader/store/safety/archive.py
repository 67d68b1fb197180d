"""A cache as records: all that it holds, or what could not be fetched again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from reader.ingest.addresses import without_secret
from reader.model.archive import (
    FeedName,
    Original,
    ReadArticles,
    Record,
    SavedArticle,
    SavedFeed,
    SavedMute,
    SavedQuote,
    SavedSearch,
    SavedTail,
    SavedWatch,
)
from reader.model.correction import Correction, EditKind, Named
from reader.model.entity import Label
from reader.model.feed import Secret
from reader.model.structure import Structure
from reader.store.safety.rows import Row, Rows
from reader.store.structure import decoded

AT_ONCE = 500  # guids in a record of read articles


def everything(rows: Rows, *, secrets: bool) -> Iterator[Record]:
    """All records of a cache; how to sign in to feeds only where asked for."""
    yield from rows.each("feed", lambda row: _feed(rows, row, secrets=secrets))
    for article in rows.each("article", lambda row: _article(rows, row)):
        yield article if secrets else replace(article, names=tuple(map(_without_secret, article.names)))
    yield from _tails(rows)
    yield from _read(rows, None)
    yield from _own(rows, None)


def irreplaceable(rows: Rows) -> Iterator[Record]:
    """What no feed brings again: feeds, marks, and the articles that the reader marked with more than "read"."""
    kept = _marked(rows)
    yield from rows.each("feed", lambda row: _feed(rows, row, secrets=True))
    for article_id in sorted(kept):
        for row in rows.look("SELECT * FROM article WHERE id = ?", article_id):
            yield _article(rows, row)
    yield from _read(rows, kept)
    yield from _own(rows, kept)


def _without_secret(name: FeedName) -> FeedName:
    return replace(name, url=without_secret(name.url)[0])


def _own(rows: Rows, kept: set[int] | None) -> Iterator[Record]:
    """What the reader made; `kept` are the articles that the file holds, None for all."""
    yield from rows.each("quote", lambda row: _quote(row, kept))
    yield from rows.each("edit", lambda row: _correction(rows, row))
    yield from rows.each("saved_filter", _search)
    yield from rows.each("mute", lambda row: SavedMute(row["query"], row["until"]))
    yield from rows.each("watch", lambda row: _watch(rows, row, news=kept is None))


def _marked(rows: Rows) -> set[int]:
    """The articles that the reader has marked with more than "read"."""
    marked = (
        "SELECT article_id FROM status WHERE starred",
        *(
            f"SELECT DISTINCT article_id FROM {table} WHERE article_id IS NOT NULL"  # noqa: S608
            for table in ("tag", "quote", "citation", "edit")
        ),
    )
    return {row["article_id"] for sql in marked for row in rows.ask(sql)}


def _feed(rows: Rows, row: Row, *, secrets: bool) -> SavedFeed:
    feed_id = row["id"]
    signing = rows.look("SELECT user, password, token FROM secret WHERE feed_id = ?", feed_id) if secrets else []
    let_go = rows.look("SELECT guid FROM let_go WHERE feed_id = ? ORDER BY guid", feed_id)
    return SavedFeed(
        url=row["url"] if secrets else without_secret(row["url"])[0],
        own_title=row["own_title"],
        title=row["title"],
        site_url=row["site_url"],
        folder=row["folder"],
        tags=tuple(json.loads(row["tags"])),
        typed=bool(row["typed"]),
        user_agent=row["user_agent"],
        full_text=bool(row["full_text"]),
        added=row["added"],
        changed=row["changed"],
        secret=Secret(**signing[0]) if signing else None,
        let_go=tuple(each["guid"] for each in let_go),
    )


def _article(rows: Rows, row: Row) -> SavedArticle:
    article_id = row["id"]
    (status,) = rows.look("SELECT read, starred FROM status WHERE article_id = ?", article_id) or [{}]
    revised = rows.look("SELECT happened FROM revision WHERE article_id = ?", article_id)
    place = rows.look("SELECT offset, above FROM place WHERE article_id = ?", article_id)
    tags = rows.look("SELECT name FROM tag WHERE article_id = ? ORDER BY name", article_id)
    cited = rows.look("SELECT article_id FROM citation WHERE article_id = ?", article_id)
    return SavedArticle(
        id=article_id,
        guid=row["guid"],
        title=row["title"],
        text=row["text"],
        fetched=row["fetched"],
        listed=row["listed"],
        url=row["url"],
        source=row["source"],
        authors=tuple(json.loads(row["authors"])),
        section=row["section"],
        lang=row["lang"],
        published=row["published"],
        updated=row["updated"],
        summary=row["summary"],
        structure=_structure(rows, article_id),
        is_teaser=bool(row["is_teaser"]),
        hash=row["hash"],
        read=bool(status.get("read")),
        starred=bool(status.get("starred")),
        cited=bool(cited),
        tags=tuple(each["name"] for each in tags),
        names=_names(rows, article_id),
        original=_original(rows, article_id),
        revised=revised[0]["happened"] if revised else None,
        place=(place[0]["offset"], place[0]["above"]) if place else (),
    )


def _structure(rows: Rows, article_id: int) -> Structure:
    found = rows.look("SELECT spans FROM structure WHERE article_id = ?", article_id)
    return decoded(found[0]["spans"]) if found else ()


def _names(rows: Rows, article_id: int) -> tuple[FeedName, ...]:
    found = rows.look(
        "SELECT f.url, l.guid, l.hash, l.owns FROM feed_article l JOIN feed f ON f.id = l.feed_id"
        " WHERE l.article_id = ? ORDER BY f.url, l.guid",
        article_id,
    )
    return tuple(FeedName(each["url"], each["guid"], each["hash"], bool(each["owns"])) for each in found)


def _original(rows: Rows, article_id: int) -> Original | None:
    for row in rows.look("SELECT * FROM original WHERE article_id = ?", article_id):
        authors = tuple(json.loads(row["authors"]))
        return Original(row["text"], decoded(row["spans"]), authors, row["published"], row["fetched"])
    return None


def _tails(rows: Rows) -> Iterator[SavedTail]:
    printed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows.table("listed"):
        printed[row["article_id"]].append((row["place"], row["target_id"]))
    for article_id, targets in sorted(printed.items()):
        yield SavedTail(article_id, tuple(target for _, target in sorted(targets)))


def _read(rows: Rows, kept: set[int] | None) -> Iterator[ReadArticles]:
    """The read ones of those that the file does not hold, and those that are still waited for."""
    guids: dict[str | None, list[str]] = defaultdict(list)
    for guid, source in _were_read(rows, kept):
        guids[source].append(guid)
        if len(guids[source]) == AT_ONCE:
            yield ReadArticles(tuple(guids.pop(source)), source)
    for source, names in guids.items():
        yield ReadArticles(tuple(names), source)


def _were_read(rows: Rows, kept: set[int] | None) -> Iterator[tuple[str, str | None]]:
    """Guid and source."""
    if kept is not None:
        read = (
            "SELECT a.id, a.guid, a.source FROM status s JOIN article a ON a.id = s.article_id WHERE s.read ORDER BY 1"
        )
        yield from ((row["guid"], row["source"]) for row in rows.ask(read) if row["id"] not in kept)
    yield from ((row["guid"], row["source"] or None) for row in rows.table("awaited"))


def _quote(row: Row, kept: set[int] | None) -> SavedQuote:
    article_id = row["article_id"]
    known = article_id if kept is None or article_id in kept else None
    return SavedQuote(
        row["words"], row["before"], row["after"], row["start"], row["cited"], row["created"], article=known
    )


def _correction(rows: Rows, row: Row) -> Correction | None:
    """A correction by the names that were found; None where its entity is not there any more."""
    entity, other = _named(rows, row["entity_id"]), _named(rows, row["other_id"])
    if entity is None or (other is None) != (row["other_id"] is None):
        return None
    article = rows.look("SELECT guid, source FROM article WHERE id = ?", row["article_id"])
    place = article[0] if article else row
    return Correction(EditKind(row["kind"]), entity, other, row["value"], place["guid"], place["source"], row["made"])


def _named(rows: Rows, entity_id: int | None) -> Named | None:
    found = rows.look("SELECT * FROM entity WHERE id = ?", entity_id)
    if not found:
        return None
    return Named(found[0]["found_name"] or found[0]["name"], Label(found[0]["found_label"] or found[0]["label"]))


def _search(row: Row) -> SavedSearch:
    said = json.loads(row["query"])
    return SavedSearch(
        row["name"],
        said.get("filter", ""),
        said.get("text", ""),
        bool(said.get("unread")),
        bool(said.get("starred")),
    )


def _watch(rows: Rows, row: Row, *, news: bool) -> SavedWatch | None:
    entity = _named(rows, row["entity_id"])
    if entity is None:
        return None
    found = rows.look("SELECT article_id FROM watch_news WHERE entity_id = ? ORDER BY 1", row["entity_id"])
    return SavedWatch(entity, row["since"], tuple(each["article_id"] for each in found) if news else ())
