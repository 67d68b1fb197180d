"""Kept quotations: written once, found again in an edited text, and outliving their article."""

from __future__ import annotations

import json

import pytest
from cachekit import LOREM, add, article

from reader.errors import NotFoundError
from reader.model.quote import NewQuote
from reader.store.arrival import intake
from reader.store.connection import Connection
from reader.store.marking import quotes

WORDS = "Repairs are planned before winter"


@pytest.fixture
def article_id(db: Connection) -> int:
    return add(db, article(authors=("Ada Byrne",), source="Post", url="https://e.x/1"))[0]


def mark(db: Connection, article_id: int, words: str = WORDS) -> NewQuote:
    start = LOREM.index(words)
    return NewQuote(article_id, start, start + len(words))


def test_kept_with_its_place_and_citation(db: Connection, article_id: int) -> None:
    kept = quotes.add(db, mark(db, article_id))
    assert (kept.words, LOREM[kept.start : kept.end]) == (WORDS, WORDS)
    assert kept.before.endswith("waterline. ")
    assert kept.after.startswith(", the port")
    assert json.loads(kept.cited)["author"] == [{"family": "Byrne", "given": "Ada"}]
    assert quotes.listed(db) == quotes.listed(db, article_id) == [kept]


def test_the_same_words_are_kept_once(db: Connection, article_id: int) -> None:
    assert quotes.add(db, mark(db, article_id)) == quotes.add(db, mark(db, article_id))
    assert len(quotes.listed(db)) == 1


def test_the_place_survives_an_edited_article(db: Connection, article_id: int) -> None:
    quotes.add(db, mark(db, article_id))
    quotes.add(db, mark(db, article_id, "three long cracks"))
    edited = "A correction stands in front. " + LOREM.replace("three long", "four long")
    intake.add(db, [article(text=edited)], source="Post")
    lost, found = quotes.listed(db, article_id)
    assert (lost.words, lost.start, lost.end) == ("three long cracks", None, None)
    assert edited[found.start : found.end] == WORDS


def test_a_quotation_outlives_its_article(db: Connection, article_id: int) -> None:
    quotes.add(db, mark(db, article_id))
    db.execute("DELETE FROM article WHERE id = ?", (article_id,))
    (kept,) = quotes.listed(db)
    assert (kept.article_id, kept.words, kept.start) == (None, WORDS, None)
    assert json.loads(kept.cited)["title"] == "A storm"


def test_letting_go(db: Connection, article_id: int) -> None:
    kept = quotes.add(db, mark(db, article_id))
    assert quotes.remove(db, kept.id) == kept
    assert quotes.listed(db) == []
    with pytest.raises(NotFoundError, match="no quotation"):
        quotes.remove(db, kept.id)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (10_000, 10_010), (7, 9)])
def test_no_words_are_no_quotation(db: Connection, start: int, end: int) -> None:
    article_id = add(db, article(text="Nothing\n\nhere."))[0]
    with pytest.raises(NotFoundError, match="no words"):
        quotes.add(db, NewQuote(article_id, start, end))
    with pytest.raises(NotFoundError):
        quotes.add(db, NewQuote(999, 0, 5))
    assert quotes.listed(db) == []
