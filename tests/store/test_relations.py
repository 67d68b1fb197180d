"""Related stories: both ways at once, the strongest kept, and reasons that stay true."""

import pytest
from cachekit import add, annotate, article, entity_id, named, teaser

from reader.model.entity import Label
from reader.model.relation import RelationKind
from reader.store import neighbours, outbox, profiles, relations

DAM = (
    "The Orbel dam cracked on Monday and engineers opened its sluice gates. Below the dam, villages along the Orbel "
    "river were cleared. Engineers from Vantor Hydro said the sluice gates had held and the reservoir was falling."
)
DAM_LATER = (
    "Villagers returned to the Orbel valley after Vantor Hydro declared the dam safe. The reservoir behind the Orbel "
    "dam has fallen by nine metres since engineers opened the sluice gates."
)
CHESS = (
    "Mira Talvik won the candidates tournament with a rook endgame of ninety moves. The grandmaster drew her last "
    "round with the black pieces and will play for the chess title in spring."
)


def annotate_all(db, *names):
    known: dict[str, int] = {}
    for article_id in sorted(outbox.pending_ids(db, 1000)):
        (pending,) = outbox.load(db, [article_id])
        here = [name for name in names if name in pending.text]
        annotate(db, article_id, *((name, known.get(name)) for name in here))
        known |= {name: entity_id(db, name) for name in here}


def related(db, article_id):
    return [(relation.article.id, relation.reasons) for relation in relations.related(db, article_id)]


@pytest.fixture
def valley(db):
    add(
        db,
        article("Orbel dam cracks", DAM, published="2024-03-05"),
        article("Talvik wins", CHESS, published="2024-03-05"),
        article("Valley declared safe", DAM_LATER, published="2024-03-07"),
    )
    annotate_all(db, "Orbel", "Vantor Hydro", "Mira Talvik")
    return db


def test_stories_of_one_event_are_related_both_ways_and_others_are_not(valley):
    assert related(valley, 1) == [(3, ("both name Orbel and Vantor Hydro", "same event, two days later"))]
    assert related(valley, 3) == [(1, ("both name Orbel and Vantor Hydro", "same event, two days earlier"))]
    assert related(valley, 2) == []
    first = relations.related(valley, 1)[0]
    assert first.kind is RelationKind.RELATED
    assert 0 < first.score <= 1
    assert first.score == relations.related(valley, 3)[0].score


def test_a_story_between_two_old_ones_appears_under_both(valley):
    between = DAM.replace("cracked on Monday", "was watched on Tuesday").replace("Below the dam", "Below it")
    add(valley, article("Dam watched", between, published="2024-03-06"))
    annotate(valley, 4, ("Orbel", 1), ("Vantor Hydro", 2))
    for old in (1, 3):
        assert 4 in [other for other, _ in related(valley, old)]


def test_a_near_copy_is_called_one(valley):
    add(valley, article("Dam cracks in Orbel", DAM.replace("villages", "hamlets"), guid="copy", published="2024-03-05"))
    annotate(valley, 4, ("Orbel", 1))
    assert related(valley, 4)[0] == (1, ("much the same text", "both name Orbel"))


def test_without_a_shared_name_the_words_are_the_reason(db):
    add(db, article("Dam cracks", DAM), article("Valley safe", DAM_LATER), article("Chess", CHESS))
    annotate_all(db)
    ((other, (reason,)),) = related(db, 1)
    assert other == 2
    assert reason.startswith("both speak of “")
    for word in reason.removeprefix("both speak of ").split(" and "):
        assert word.strip("“”") in DAM.lower()
        assert word.strip("“”") in DAM_LATER.lower()


def test_reasons_follow_a_name_that_grows_fuller(valley):
    add(valley, article("Who dug it", "Vantor Hydro, in full Vantor Hydro Works, dug a canal.", published="2024-04-05"))
    (pending,) = outbox.load(valley, [4])
    annotate(valley, 4, named(pending, "Vantor Hydro Works", 2, spelt="Vantor Hydro", label=Label.ORG))
    assert related(valley, 1)[0][1][0] == "both name Orbel and Vantor Hydro Works"


def test_a_reason_never_rests_on_an_entity_that_is_gone(valley):
    valley.execute("DELETE FROM entity WHERE name = 'Orbel'")
    assert related(valley, 1) == [(3, ("same event, two days later",))]


def test_a_changed_article_is_related_anew(valley):
    add(valley, article("Valley declared safe", CHESS.replace("won", "lost"), published="2024-03-07"))
    annotate(valley, 3, ("Mira Talvik", 3))
    assert related(valley, 1) == []
    assert [other for other, _ in related(valley, 3)] == [2]
    assert valley.execute("SELECT value FROM statistic").fetchone() == (3,)


def test_what_the_publisher_listed_comes_first_and_once(db):
    add(
        db,
        article("Orbel dam cracks", DAM, teasers=(teaser("Unknown story of a bridge"), teaser("Valley declared safe"))),
        article("Valley declared safe", DAM_LATER),
    )
    annotate_all(db, "Orbel")
    found = relations.related(db, 1)
    assert [(relation.article.title, relation.kind) for relation in found] == [
        ("Unknown story of a bridge", RelationKind.LISTED),
        ("Valley declared safe", RelationKind.LISTED),
    ]
    assert [relation.reasons for relation in found] == [
        ("listed by the publisher",),
        ("listed by the publisher", "both name Orbel"),
    ]
    assert found[1].score > found[0].score == 0


def test_an_article_keeps_its_twenty_strongest(db):
    add(db, *(article(f"Report {number}", f"{DAM} Report {number}.", guid=str(number)) for number in range(24)))
    annotate_all(db, "Orbel")
    for number in range(1, 25):
        assert db.execute("SELECT count(*) FROM neighbour WHERE a = ?", (number,)).fetchone()[0] <= 20
    assert len(relations.related(db, 24)) == 20
    better = article("Report 3", f"{DAM} Report 2.", guid="better")
    add(db, better)
    annotate(db, 25, ("Orbel", 1))
    assert 25 in [other for other, _ in related(db, 3)]
    assert len(relations.related(db, 3)) == 20


def test_lengths_follow_the_collection(db, monkeypatch):
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(6)))
    annotate_all(db, "Orbel")
    stored = db.execute("SELECT article_id, length, counted FROM vector WHERE article_id = 1").fetchone()
    assert stored[2] > 1
    loaded = profiles.load_profiles(db, [1], 60)[1]
    assert loaded.length > stored[1]
    assert db.execute("SELECT counted FROM vector WHERE article_id = 1").fetchone() == (60,)


def test_candidates_are_limited_in_a_large_collection(db, monkeypatch):
    monkeypatch.setattr(neighbours, "_NEWEST_USERS", 2)
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(6)))
    annotate_all(db, "Orbel")
    assert {other for other, _ in related(db, 6)} <= {4, 5}
    assert related(db, 6) != []
