"""A headline is compared as if it said what the headlines nearest to it say."""

import pytest
from cachekit import add, article
from valley_kit import DAM, annotate_all

from reader.store import relations


def related(db, article_id):
    return {relation.article.id: relation.reasons for relation in relations.related(db, article_id)}


@pytest.fixture
def headlines(db):
    titles = ["Blast kills five in Zarkul", "Zarkul blast: Mavrin rebels claim attack", "Mavrin rebels claim attack"]
    add(db, *(article(title, "", guid=title) for title in titles))
    annotate_all(db)
    return db


def test_headlines_without_a_word_in_common_are_related_through_one_that_has_words_of_both(headlines):
    assert set(related(headlines, 1)) == {2, 3}
    assert set(related(headlines, 3)) == {1, 2}


def test_a_word_that_was_lent_is_no_reason(headlines):
    headlines.execute("DELETE FROM storyline")
    assert related(headlines, 1)[3] == related(headlines, 3)[1] == ("linked by a third story",)
    assert related(headlines, 1)[2] == ("both speak of “zarkul” and “blast”",)


def test_what_is_lent_is_not_kept(headlines):
    (terms,) = headlines.execute("SELECT length(terms) / 4 FROM vector WHERE article_id = 3").fetchone()
    assert terms == 4


def test_an_article_with_a_text_borrows_nothing(db):
    add(db, article("Dam watched", DAM, guid="1"), article("Orbel dam: Mavrin rebels claim attack", "", guid="2"))
    add(db, article("Mavrin", "Mavrin rebels claim attack.", guid="3"))
    annotate_all(db)
    assert db.execute("SELECT b FROM neighbour WHERE a = 3").fetchall() == [(2,)]
