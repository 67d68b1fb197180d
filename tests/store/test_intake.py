"""Articles coming in: identity, change, teasers."""

import pytest
from cachekit import EVERYTHING, LOREM, add, annotate, article, teaser, titles
from hypothesis import given
from hypothesis import strategies as st

from reader.model.article import ListQuery
from reader.store import articles, listing, outbox, relations
from reader.store.arrival import intake
from reader.store.arrival.keys import first_words, opening_key, words_key
from reader.store.marking import marks


def test_what_comes_in_is_what_is_stored(db):
    came = article(
        "Harbour “wall” cracked",
        url="https://example.org/wall",
        source="The Gull",
        authors=("Ada Pike", "Bo Lund"),
        section="Coast",
        lang="en",
        published="2024-03-05T10:00:00Z",
        updated="2024-03-06",
        summary="Cracks.",
    )
    assert intake.add(db, [came]) == (came.guid,)
    stored = articles.article(db, 1)
    row = stored.row
    assert (row.guid, row.title, row.url, row.source) == (came.guid, came.title, came.url, came.source)
    assert (row.authors, row.section, row.published) == (came.authors, came.section, came.published)
    assert (stored.text, stored.lang, stored.summary, stored.updated) == (came.text, "en", "Cracks.", "2024-03-06")
    assert (row.read, row.starred, row.is_teaser, row.annotated, row.entities) == (False, False, False, False, 0)


def test_the_same_again_changes_nothing(db):
    came = article(published="2024-03-05")
    add(db, came)
    annotate(db, 1)
    before = "\n".join(db.iterdump())
    assert intake.add(db, [came]) == ()
    assert "\n".join(db.iterdump()) == before


def test_a_changed_text_is_taken_and_waits_again(db):
    add(db, article())
    marks.change(db, [1], "starred", True)
    (old,) = outbox.load(db, [1])
    annotate(db, 1)
    assert intake.add(db, [article(text="It was not a storm.")]) == ("guid of A storm",)
    stored = articles.article(db, 1)
    assert stored.text == "It was not a storm."
    assert stored.row.starred
    assert not stored.row.annotated
    (new,) = outbox.load(db, [1])
    assert new.token != old.token
    assert listing.count(db, ListQuery(text="engineers")) == 0


def test_a_changed_section_does_not_wait_again(db):
    add(db, article())
    annotate(db, 1)
    assert intake.add(db, [article(section="Coast")]) != ()
    assert outbox.pending_count(db) == 0
    assert articles.article(db, 1).row.section == "Coast"


def test_what_an_article_no_longer_says_is_kept(db):
    add(db, article(authors=("Ada Pike",), published="2024-03-05", section="Coast", url="https://example.org/a"))
    intake.add(db, [article(text="Shorter.")])
    row = articles.article(db, 1).row
    assert (row.authors, row.published, row.section, row.url) == (
        ("Ada Pike",),
        "2024-03-05",
        "Coast",
        "https://example.org/a",
    )


def test_a_guid_counts_within_its_source(db):
    add(db, article("One", "First.", guid="1"), source="The Gull")
    add(db, article("Two", "Second.", guid="1"), source="The Tern")
    assert sorted(titles(db)) == ["One", "Two"]


def test_a_source_is_given_to_those_without_one(db):
    add(db, article("One", guid="1"), article("Two", guid="2", source="The Tern"), source="The Gull")
    assert [row.source for row in listing.rows(db, EVERYTHING, 0, 9)] == ["The Gull", "The Tern"]


def test_the_same_address_is_the_same_article_where_title_or_text_agrees(db):
    url = "https://example.org/a"
    add(db, article("Storm", "First words.", guid="1", url=url))
    marks.change(db, [1], "read", True)
    assert add(db, article("Storm", "Other words.", guid="2", url=url)) == [1]
    assert articles.article(db, 1).row.guid == "2"
    assert articles.article(db, 1).row.read
    assert add(db, article("Calm", "Nothing alike.", guid="3", url=url)) == [1, 2]


def test_items_that_share_an_address_stay_apart(db):
    url = "https://example.org/"
    assert add(db, *(article("Live", f"Part {n}.", guid=str(n), url=url) for n in range(3))) == [1, 2, 3]


def test_a_new_publication_of_the_same_text_keeps_its_marks(db):
    add(db, article(guid="1", source="The Gull", url="https://example.org/a", published="2024-03-05T08:00:00Z"))
    marks.change(db, [1], "starred", True)
    moved = article(guid="2", source="The Gull", url="https://example.org/b", published="2024-03-05")
    assert add(db, moved) == [1]
    row = articles.article(db, 1).row
    assert (row.guid, row.url, row.starred) == ("2", "https://example.org/b", True)


@pytest.mark.parametrize(
    "other",
    [
        article(guid="2", source="The Tern"),
        article(guid="2", source="The Gull", published="2024-03-06"),
        article(title="A gale", guid="2", source="The Gull"),
    ],
    ids=["another source", "another day", "another title"],
)
def test_texts_alike_elsewhere_stay_apart(db, other):
    add(db, article(guid="1", source="The Gull", published="2024-03-05"))
    assert add(db, other) == [1, 2]


def test_two_items_of_one_feed_stay_apart_even_when_alike(db):
    assert add(db, article(guid="1"), article(guid="2"), source="The Gull") == [1, 2]
    assert add(db, article(guid="1"), article(guid="2"), source="The Gull") == [1, 2]


def test_headlines_without_a_text_stay_apart(db):
    assert add(db, article("Briefing", "", guid="1", source="G")) == [1]
    assert add(db, article("Briefing", "", guid="2", source="G")) == [1, 2]


def test_a_guid_that_comes_twice_in_a_feed_is_one_article(db):
    assert intake.add(db, [article("One", guid="1"), article("Two", guid="1")]) == ("1",)
    assert titles(db) == ["Two"]


FULL = "Crews from four towns had the fire on the eastern ridge under control by dawn on Sunday, officials said. More."
TEASER = "Crews from four towns had the fire on the eastern ridge under control by dawn ..."


def test_teasers_are_listed_and_shown_in_the_list(db):
    add(db, article(published="2024-03-05", teasers=(teaser("Fire under control", TEASER, "World"),)))
    first, second = listing.rows(db, EVERYTHING, 0, 9)
    assert (second.title, second.section, second.is_teaser, second.source) == (
        "Fire under control",
        "World",
        True,
        None,
    )
    assert second.published is None
    assert articles.article(db, second.id).text == TEASER
    (relation,) = relations.related(db, first.id)
    assert (relation.article.id, relation.group, relation.reasons) == (
        second.id,
        "listed",
        ("listed by the publisher",),
    )
    assert outbox.pending_count(db) == 2


def test_a_teaser_listed_twice_is_one_row(db):
    one = article("One", guid="1", teasers=(teaser("Fire under control", TEASER),))
    two = article("Two", guid="2", teasers=(teaser("FIRE UNDER CONTROL!", TEASER),))
    assert len(add(db, one, two)) == 3
    assert add(db, one, two) == [1, 2, 3]
    assert relations.related(db, 1)[0].article.id == relations.related(db, 3)[0].article.id == 2


@pytest.mark.parametrize(
    "full",
    [article("Fire under control", "Other words."), article("Ridge fire contained", FULL)],
    ids=["by its title", "by its first words"],
)
def test_a_teaser_becomes_its_article(db, full):
    add(db, article(published="2024-03-05", teasers=(teaser("Fire under control", TEASER, "World"),)))
    annotate(db, 1)
    annotate(db, 2)
    marks.change(db, [2], "starred", True)
    assert intake.add(db, [full], source="The Tern") == (full.guid,)
    stored = articles.article(db, 2)
    assert (stored.row.guid, stored.title, stored.text) == (full.guid, full.title, full.text)
    assert (stored.row.is_teaser, stored.row.starred, stored.row.source) == (False, True, "The Tern")
    assert not stored.row.annotated
    assert [relation.article.id for relation in relations.related(db, 1)] == [2]
    assert intake.add(db, [full], source="The Tern") == ()


@pytest.mark.parametrize("known", [article("Fire under control", FULL), article("Ridge fire contained", FULL)])
def test_a_teaser_of_a_known_article_makes_no_row(db, known):
    add(db, known)
    assert add(db, article(teasers=(teaser("Fire under control", TEASER),))) == [1, 2]
    assert relations.related(db, 2)[0].article.id == 1


def test_full_articles_are_never_joined_by_their_titles(db):
    assert add(db, article("Fire under control", "One."), article("Fire under control", "Two.", guid="2")) == [1, 2]


def test_a_title_that_may_stand_over_anything_joins_nothing(db):
    add(db, article(teasers=(teaser("Opinion", TEASER),)))
    assert add(db, article("Opinion", "Quite another matter.")) == [1, 2, 3]


def test_a_changed_list_of_related_stories_replaces_the_old_one(db):
    add(db, article(teasers=(teaser("Old story here"), teaser("Kept story here"))))
    add(db, article(teasers=(teaser("New story here"), teaser("Kept story here"))))
    assert [item.article.title for item in relations.related(db, 1)] == ["New story here", "Kept story here"]


def test_an_article_that_lists_itself_is_not_related_to_itself(db):
    add(db, article("A storm at sea", teasers=(teaser("A storm at sea"),)))
    assert relations.related(db, 1)[0].article.id != 1


@given(st.text())
def test_keys_of_any_text(text):
    key = words_key(text)
    assert key == key.strip()
    assert "  " not in key
    assert words_key(key) == key
    opening = opening_key(text)
    assert opening is None or (len(opening) == 60 and first_words(text).startswith(opening[:1]))


def test_words_count_and_marks_do_not():
    assert words_key("US’s “Pompeo” presses Türkiye — on S-400!") == "uss pompeo presses turkiye on s 400"
    assert opening_key(LOREM) == words_key(LOREM)[:60]
    assert opening_key("Too short ...") is None


def test_very_many_articles_of_one_title_are_not_each_compared_with_all(db, monkeypatch):
    monkeypatch.setattr(intake, "find_teaser", lambda *_: pytest.fail("looked for what cannot be there"))
    assert add(db, *(article("Opinion", f"Words {n}.", guid=f"g{n}") for n in range(3))) == [1, 2, 3]
