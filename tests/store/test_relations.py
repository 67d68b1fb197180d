"""Related stories: both ways at once, the strongest kept, and reasons that stay true."""

import contextlib

import pytest
from cachekit import add, annotate, article, entity_id, named, teaser
from valley_kit import CHESS, DAM, DAM_LATER, annotate_all

from reader.model.entity import Label
from reader.model.relation import RelationGroup
from reader.relate import everyday
from reader.relate.circle import WIDE
from reader.relate.folding import fold
from reader.store import outbox, relations
from reader.store.arrival import intake
from reader.store.database import connect
from reader.store.relating import neighbours, profiles, settling, termcount
from reader.store.relating.circles import load_circles
from reader.store.transactions import transaction
from tests.version_kit import LOOKALIKES


def related(db, article_id):
    return [(relation.article.id, relation.reasons) for relation in relations.related(db, article_id)]


def test_stories_of_one_event_are_related_both_ways_and_others_are_not(valley):
    assert related(valley, 1) == [(3, ("both name Orbel and Vantor Hydro", "same event, two days later"))]
    assert related(valley, 3) == [(1, ("both name Orbel and Vantor Hydro", "same event, two days earlier"))]
    assert related(valley, 2) == []
    first = relations.related(valley, 1)[0]
    assert first.group is RelationGroup.STORYLINE
    assert 0 < first.score <= 1
    assert first.score == relations.related(valley, 3)[0].score


def test_a_story_between_two_old_ones_appears_under_both(valley):
    between = DAM.replace("cracked on Monday", "was watched on Tuesday").replace("Below the dam", "Below it")
    add(valley, article("Dam watched", between, published="2024-03-06"))
    annotate(valley, 4, ("Orbel", 1), ("Vantor Hydro", 2))
    for old in (1, 3):
        assert 4 in [other for other, _ in related(valley, old)]


def test_through_an_entity_are_those_that_name_it_or_all_where_none_does(valley):
    add(valley, article("Dam watched", DAM.replace("Vantor Hydro", "The company"), published="2024-03-06"))
    annotate(valley, 4, ("Orbel", 1))
    firm, chess = entity_id(valley, "Vantor Hydro"), entity_id(valley, "Mira Talvik")
    assert {each.article.id for each in relations.related(valley, 1)} == {3, 4}
    assert [each.article.id for each in relations.through(valley, 1, firm)] == [3]
    assert relations.through(valley, 1, chess) == relations.related(valley, 1)


def test_a_near_copy_is_called_one(valley):
    add(valley, article("Dam cracks in Orbel", DAM.replace("villages", "hamlets"), guid="copy", published="2024-03-05"))
    annotate(valley, 4, ("Orbel", 1))
    assert related(valley, 4)[0] == (1, ("much the same text", "both name Orbel"))
    assert relations.related(valley, 4)[0].copy_of == 4


def test_without_a_shared_name_the_words_are_the_reason(db):
    add(db, article("Dam cracks", DAM), article("Valley safe", DAM_LATER), article("Chess", CHESS))
    annotate_all(db)
    ((other, (event, reason)),) = related(db, 1)
    assert (other, event) == (2, "same event")
    assert reason.startswith("both speak of “")
    for word in reason.removeprefix("both speak of ").split(" and "):
        assert word.strip("“”") in DAM
        assert word.strip("“”") in DAM_LATER


def test_one_common_word_is_no_relation_in_a_small_collection(db):
    add(db, article("Dam burst", "", guid="1"), article("Repairs", "A dam was mended before winter.", guid="2"))
    add(db, article("Dam", "", guid="3"), article("Dam", "", guid="4"), article("Rain", CHESS, guid="5"))
    annotate_all(db)
    assert related(db, 1) == related(db, 2) == []
    assert [other for other, _ in related(db, 3)] == [4]


def test_one_word_that_is_rare_is_a_relation_in_a_large_collection(db, monkeypatch):
    monkeypatch.setattr(neighbours, "COMMON_FROM", 1)
    add(db, article("Dam gave way", "", guid="1"), article("Repairs", "A dam was mended before winter.", guid="2"))
    annotate_all(db)
    assert [other for other, _ in related(db, 1)] == [2]


def test_reasons_follow_a_name_that_grows_fuller(valley):
    add(valley, article("Who dug it", "Vantor Hydro, in full Vantor Hydro Works, dug a canal.", published="2024-04-05"))
    (pending,) = outbox.load(valley, [4])
    annotate(valley, 4, named(pending, "Vantor Hydro Works", 2, spelt="Vantor Hydro", label=Label.ORG))
    assert related(valley, 1)[0][1][0] == "both name Orbel and Vantor Hydro Works"


def test_a_reason_never_rests_on_an_entity_that_is_gone(valley):
    valley.execute("DELETE FROM entity WHERE name = 'Orbel'")
    assert related(valley, 1) == [(3, ("both name Vantor Hydro", "same event, two days later"))]


def test_a_changed_article_is_related_anew(valley):
    add(valley, article("Valley declared safe", CHESS.replace("won", "lost"), published="2024-03-07"))
    annotate(valley, 3, ("Mira Talvik", 3))
    assert related(valley, 1) == []
    assert [other for other, _ in related(valley, 3)] == [2]
    assert valley.execute("SELECT value FROM statistic").fetchone() == (3,)


def test_what_the_publisher_listed_comes_once(db):
    add(
        db,
        article("Orbel dam cracks", DAM, teasers=(teaser("Unknown story of a bridge"), teaser("Valley declared safe"))),
        article("Valley declared safe", DAM_LATER),
    )
    annotate_all(db, "Orbel")
    found = relations.related(db, 1)
    assert [(relation.article.title, relation.group) for relation in found] == [
        ("Valley declared safe", RelationGroup.STORYLINE),
        ("Unknown story of a bridge", RelationGroup.LISTED),
    ]
    assert [relation.reasons for relation in found] == [
        ("listed by the publisher", "both name Orbel", "same event"),
        ("listed by the publisher",),
    ]
    assert found[0].score > found[1].score == 0


def test_an_article_keeps_its_thirty_strongest(db):
    add(db, *(article(f"Report {number}", f"{DAM} Report {number}.", guid=str(number)) for number in range(34)))
    annotate_all(db, "Orbel")
    for number in range(1, 35):
        assert db.execute("SELECT count(*) FROM neighbour WHERE a = ?", (number,)).fetchone()[0] <= 30
    better = article("Report 3", f"{DAM} Report 2.", guid="better")
    add(db, better)
    annotate(db, 35, ("Orbel", 1))
    assert db.execute("SELECT count(*) FROM neighbour WHERE a = 3 AND b = 35").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM neighbour WHERE a = 3").fetchone() == (30,)


def circles(db):
    return load_circles(db, [row[0] for row in db.execute("SELECT id FROM article")], WIDE)


def test_a_kept_circle_is_what_the_neighbours_say(db):
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(14)))
    annotate_all(db, "Orbel")
    add(db, article("Report 3", CHESS, guid="3"))
    annotate_all(db, "Mira Talvik")
    intake.add(db, [article("Report 5", f"{DAM} {DAM_LATER}", guid="5")])
    annotate_all(db, "Orbel")
    db.execute("DELETE FROM article WHERE id = 7")
    kept = circles(db)
    assert all(7 not in circle for circle in kept.values())
    assert 4 not in kept[1]
    assert db.execute("SELECT count(*) FROM circle").fetchone()[0] > 0
    db.execute("DELETE FROM circle")
    assert {at: pytest.approx(circle) for at, circle in circles(db).items()} == kept


def test_lengths_follow_the_collection(db, monkeypatch):
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(6)))
    annotate_all(db, "Orbel")
    stored = db.execute("SELECT article_id, length, counted FROM vector WHERE article_id = 1").fetchone()
    assert stored[2] > 1
    loaded = profiles.load_profiles(db, [1], 60)[1]
    assert loaded.length != stored[1]
    assert db.execute("SELECT counted FROM vector WHERE article_id = 1").fetchone() == (60,)


def test_candidates_are_limited_in_a_large_collection(db, monkeypatch):
    monkeypatch.setattr(neighbours, "NEWEST_USERS", 2)
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(6)))
    annotate_all(db, "Orbel")
    assert {other for other, _ in related(db, 6)} <= {4, 5}
    assert related(db, 6) != []


def articles(db, term):
    return termcount.users(db, [everyday.number(term)])[everyday.number(term)]


def test_terms_are_counted_while_an_article_says_them(valley):
    assert (articles(valley, "sluic"), articles(valley, "endga")) == (2, 1)
    valley.execute("DELETE FROM article WHERE id = 2")
    add(valley, article("Valley declared safe", "Villagers returned.", published="2024-03-07"))
    annotate(valley, 3)
    assert (articles(valley, "sluic"), articles(valley, "endga")) == (1, 0)
    assert valley.execute("SELECT value FROM statistic").fetchone() == (2,)
    assert valley.execute("SELECT count(*) FROM forgotten").fetchone() == (0,)


def test_what_two_processes_look_at_is_counted_no_longer_once(valley):
    valley.execute("DELETE FROM article WHERE id = 1")
    (seen,) = termcount.gone(valley, 5)
    for _ in range(2):
        with transaction(valley):
            termcount.forget(valley, seen)
    assert (articles(valley, "sluic"), articles(valley, "endga")) == (1, 1)
    assert termcount.gone(valley, 5) == []


def test_what_was_taken_back_is_not_remembered(valley):
    with contextlib.suppress(ZeroDivisionError), transaction(valley):
        termcount.count(valley, [everyday.number("sluic"), everyday.number("heron")], 1)
        raise ZeroDivisionError
    assert (articles(valley, "sluic"), articles(valley, "heron")) == (2, 0)


def test_terms_are_entered_together_and_each_connection_knows(valley, monkeypatch):
    monkeypatch.setattr(termcount, "_TOGETHER", 2)
    numbers = [everyday.number("sluic"), everyday.number("heron")]
    with contextlib.closing(connect(valley.path)) as other:
        assert termcount.users(other, numbers) == dict(zip(numbers, (2, 0), strict=True))
        for more in (1, 1, 1, -1):
            termcount.count(valley, numbers, more)
            expected = [articles(valley, "sluic"), articles(valley, "heron")]
            assert list(termcount.users(other, numbers).values()) == expected
    assert expected == [4, 2]
    assert valley.execute("SELECT count(*) < 2 FROM tally").fetchone() == (1,)


def test_an_article_is_related_anew_when_the_collection_has_outgrown_it(db):
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(6)))
    annotate_all(db, "Orbel")
    assert db.execute("SELECT min(counted) FROM sketch").fetchone() == (1,)
    while settling.settle(db):
        pass
    assert db.execute("SELECT min(counted) >= 3 FROM sketch").fetchone() == (1,)
    assert settling.unsettled(db) == 0


def test_copies_of_one_text_name_the_first_of_them(db):
    add(
        db,
        article("Dam cracks", DAM, published="2024-03-05"),
        article("Valley safe", DAM_LATER, guid="a", source="A", published="2024-03-07"),
        article("The valley is safe", DAM_LATER, guid="b", source="B", published="2024-03-07"),
    )
    annotate_all(db, "Orbel", "Vantor Hydro")
    first, second = relations.related(db, 1)
    assert first.copy_of is None
    assert second.copy_of == first.article.id


def test_a_correction_stands_for_what_it_corrects_whatever_came_last(db):
    wrong, right = DAM_LATER, DAM_LATER.replace("nine metres", "six metres")
    add(
        db,
        article("Dam cracks", DAM, published="2024-03-05"),
        article("Valley safe", wrong, guid="a", source="A", published="2024-03-07T08:00:00Z"),
        article("CORRECTED: Valley safe", right, guid="b", source="A", published="2024-03-07T12:00:00Z"),
        article("Orbel valley is safe", wrong, guid="c", source="B", published="2024-03-07T14:00:00Z"),
    )
    annotate_all(db, "Orbel", "Vantor Hydro")
    assert {each.article.id: each.copy_of for each in relations.related(db, 1)} == {2: 3, 3: None, 4: 3}
    (story,) = fold(relations.related(db, 1))
    assert (story.row.id, story.copies) == (3, 2)
    reasons = {each.article.id: each.reasons[0] for each in relations.related(db, 2)}
    assert reasons[3] == "this text, corrected"
    assert reasons[4] == "much the same text"
    assert {each.article.id: each.copy_of for each in relations.related(db, 2)} == {1: None, 3: 2, 4: 2}


def test_the_newer_of_two_versions_is_shown(db):
    add(
        db,
        article("Dam cracks", DAM, published="2024-03-05"),
        article("Valley safe, all back", DAM_LATER, guid="a", source="A", published="2024-03-07T08:00:00Z"),
        article("Safe", f"{DAM_LATER} More rain is due.", guid="b", source="B", published="2024-03-07T14:00:00Z"),
    )
    annotate_all(db, "Orbel", "Vantor Hydro")
    (story,) = fold(relations.related(db, 1))
    assert (story.row.id, story.copies) == (3, 1)


def test_the_name_that_is_central_to_both_stands_first(db):
    rest = "Engineers opened its sluice gates and villages along the river were cleared. "
    cracks = f"Orbel was cleared. {rest * 4} Orbel waits. Talk came from Lisenko."
    add(db, *(article(f"Orbel market {day}", f"Orbel sells {day}. {CHESS}", guid=str(day)) for day in range(8)))
    add(db, article("Orbel dam cracks", cracks, guid="a"))
    add(db, article("Lisenko to mend Orbel dam", f"Orbel, Lisenko. {rest} Orbel waits, Lisenko helps.", guid="b"))
    annotate_all(db, "Orbel", "Lisenko")
    assert "both name Orbel and Lisenko" in dict(related(db, 10))[9]


def test_clauses_are_no_words_to_quote(db):
    clauses = "大坝周一早上出现了三道很长的裂缝，工程师们随后打开了所有泄洪闸门，河边的村庄当天晚上就被清空。"
    add(
        db,
        article("大坝出现裂缝", clauses + "专家到场。", guid="a"),
        article("村庄清空", clauses[17:] + "明天下雨。", guid="b"),
    )
    annotate_all(db)
    ((other, reasons),) = related(db, 1)
    assert (other, [reason for reason in reasons if "speak of" in reason]) == (2, [])


@pytest.mark.parametrize("case", ["two earthquakes", "an aftershock two days later", "two days of a market"])
def test_look_alikes_keep_rows_of_their_own(db, case):
    title, text, other_title, other = LOOKALIKES[case]
    add(db, article(title, text, guid="a"), article(other_title, other, guid="b"), article("Chess", CHESS))
    annotate_all(db, "Iran", "Kerman", "Chile", "China")
    assert [each.copy_of for each in relations.related(db, 1)] == [None]


@pytest.mark.parametrize(
    "text", ["", "Dam cracks now", "大坝周一出现裂缝，工程师打开了泄洪闸门。" * 40, "word " * 200_000]
)
def test_any_length_and_script_has_a_sensible_list(valley, text):
    add(valley, article("大坝" if "大" in text else "Odd one", text, guid="odd"))
    annotate(valley, 4)
    assert all(score.score > 0 for score in relations.related(valley, 4))
    settling.settle(valley)


def test_headlines_alone_are_related(db):
    add(
        db,
        article("Vantor Hydro opens sluice gates of cracked Orbel dam", "", guid="1"),
        article("Talvik wins the candidates with a rook endgame", "", guid="2"),
        article("Orbel dam cracked: Vantor Hydro opens sluice gates", "", guid="3"),
    )
    annotate_all(db)
    assert [other for other, _ in related(db, 1)] == [3]
    assert related(db, 2) == []
