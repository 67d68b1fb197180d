"""Storylines: joined at once, put right afterwards, under ids that stay, and gone with their articles."""

from math import sqrt

import pytest
from cachekit import add, annotate, article, entity_id
from valley_kit import CHESS, DAM, DAM_LATER, annotate_all

from reader.errors import NotFoundError
from reader.model.article import ListQuery
from reader.relate.storyline import Membership, akin, choose_title, gate, groups, keep_ids
from reader.relate.timeline import parse_day
from reader.store import listing, outbox, relations, storylines
from reader.store.marking import watches
from reader.store.relating import settling
from reader.store.relating.termcount import NOTE_ENTRY
from reader.store.resolving import corrections
from tests.version_kit import LOOKALIKES


def told(db):
    return {each.id: [row.id for row in each.articles] for each in storylines.newest(db)}


def settle(db):
    while settling.settle(db):
        pass


def unlocked(db):
    """No storyline without members, no count that is wrong."""
    wrong = db.execute(
        "SELECT s.id FROM storyline s LEFT JOIN storyline_article m ON m.storyline_id = s.id GROUP BY s.id"
        " HAVING count(m.article_id) <> s.articles OR s.articles < 2 OR max(m.listed) <> s.last"
    )
    return wrong.fetchall()


def test_an_article_joins_its_story_at_once(valley):
    assert told(valley) == {1: [1, 3]}
    story = storylines.storyline(valley, 1)
    assert (story.size, story.first, story.last) == (2, "2024-03-05", "2024-03-07")
    assert story.title in {"Orbel dam cracks", "Valley declared safe"}
    assert {row.id: (row.storyline, row.story_size) for row in listing.rows(valley, ListQuery(), 0, 9)} == {
        3: (1, 2),
        1: (1, 2),
        2: (None, 0),
    }
    with pytest.raises(NotFoundError):
        storylines.storyline(valley, 2)


def test_a_story_keeps_its_id_when_it_is_put_right(valley):
    add(valley, article("Dam watched", DAM.replace("cracked on Monday", "was watched"), published="2024-03-06"))
    annotate(valley, 4, ("Orbel", 1), ("Vantor Hydro", 2))
    settle(valley)
    assert told(valley) == {1: [1, 4, 3]}
    assert unlocked(valley) == []
    assert settling.unsettled(valley) == 0


def test_what_was_wrongly_together_is_parted(valley):
    storylines.put(valley, 1, [2])
    valley.execute("INSERT OR REPLACE INTO unsettled VALUES (2, x'00')")
    settle(valley)
    assert told(valley) == {1: [1, 3]}
    assert unlocked(valley) == []


def test_what_was_wrongly_apart_is_joined(valley):
    valley.execute("DELETE FROM storyline")
    valley.execute("INSERT OR REPLACE INTO unsettled VALUES (1, x'00')")
    settle(valley)
    assert list(told(valley).values()) == [[1, 3]]
    assert 1 not in told(valley)  # an id is never given twice


def test_the_same_words_weeks_later_are_another_story(db):
    add(
        db,
        *(article(f"Orbel dam cracks {day}", f"{DAM} {day}", published=f"2024-03-{day}") for day in ("01", "02")),
        *(article(f"Orbel dam cracks {day}", f"{DAM} {day}", published=f"2024-06-{day}") for day in ("11", "12")),
    )
    annotate_all(db, "Orbel", "Vantor Hydro")
    settle(db)
    assert sorted(told(db).values()) == [[1, 2], [3, 4]]


def test_a_changed_article_leaves_its_story_and_that_dissolves(valley):
    add(valley, article("Valley declared safe", CHESS.replace("won", "lost"), published="2024-03-07"))
    annotate(valley, 3, ("Mira Talvik", 3))
    settle(valley)
    assert list(told(valley).values()) == [[2, 3]]
    assert unlocked(valley) == []


def test_a_feed_that_goes_leaves_nothing_behind(valley):
    watches.watch(valley, entity_id(valley, "Orbel"))
    feed = valley.execute("INSERT INTO feed (url) VALUES ('https://dam.example/feed')").lastrowid
    valley.execute("UPDATE article SET feed_id = ? WHERE id IN (1, 3)", (feed,))
    valley.execute("DELETE FROM feed WHERE id = ?", (feed,))
    for table in ("storyline", "storyline_article", "watch_news", "mention"):
        about = "WHERE article_id <> 2" if table == "mention" else ""
        assert valley.execute(f"SELECT count(*) FROM {table} {about}").fetchone() == (0,)
    assert valley.execute("SELECT count(*) FROM neighbour WHERE a <> 2 OR b <> 2").fetchone() == (0,)
    assert relations.related(valley, 2) == []


def test_a_story_moves_with_the_dates_of_its_articles(valley):
    add(valley, article("Valley declared safe", DAM_LATER, published="2024-03-09"))
    assert storylines.storyline(valley, 1).last == "2024-03-09"


def test_a_folded_list_shows_a_story_once_under_its_newest_article(valley):
    folded = ListQuery(folded=True)
    assert [row.id for row in listing.rows(valley, folded, 0, 9)] == [3, 2]
    assert listing.count(valley, folded) == 2
    assert listing.position(valley, folded, 1) is None
    valley.execute("INSERT INTO status (article_id, read) VALUES (3, 1)")
    assert [row.id for row in listing.rows(valley, ListQuery(folded=True, unread=True), 0, 9)] == [1, 2]
    assert [row.id for row in listing.rows(valley, ListQuery(folded=True, text="sluice dam"), 0, 9)] == [3]
    assert [row.id for row in listing.rows(valley, ListQuery(folded=True, entity_id=1), 0, 9)] == [3]
    assert [row.id for row in listing.rows(valley, ListQuery(storyline_id=1), 0, 9)] == [3, 1]


def test_many_articles_are_settled_in_stretches(db, monkeypatch):
    for name, value in (("_MANY", 3), ("_BELOW", 6), ("_ABOVE", 2), ("_MARGIN", 2)):
        monkeypatch.setattr(settling, name, value)
    add(db, *(article(f"Report {number}", f"{DAM} Gauge {number}.", guid=str(number)) for number in range(12)))
    annotate_all(db, "Orbel")
    settle(db)
    assert unlocked(db) == []
    assert settling.unsettled(db) == 0


def test_what_another_process_moved_meanwhile_stays_there(valley):
    before = {1: 1, 3: 1}
    settling._dismiss(valley, [1], {1: 7}, frozenset({1, 3}))
    assert told(valley) == {1: [1, 3]}
    storyline = settling._move(valley, None, [1, 3], {1: 7, 3: 7})
    assert sorted(storylines.members(valley, 1)) == [1, 3]
    assert storylines.members(valley, storyline) == []
    assert settling._move(valley, 1, [1, 3], before) == 1


def test_watched_entities_count_what_is_new(valley):
    orbel, vantor = entity_id(valley, "Orbel"), entity_id(valley, "Vantor Hydro")
    watches.watch(valley, orbel)
    assert [(each.entity.name, each.new_articles) for each in watches.watched(valley)] == [("Orbel", 0)]
    add(valley, article("Dam watched", DAM, guid="new", published="2024-03-06"))
    annotate(valley, 4, ("Orbel", orbel))
    (found,) = watches.watched(valley)
    assert (found.new_articles, found.new_mentions) == (1, DAM.count("Orbel"))
    assert [row.id for row in listing.rows(valley, ListQuery(watched=True), 0, 9)] == [3, 4, 1]
    watches.visit(valley, orbel)
    assert watches.watched(valley)[0].new_articles == 0
    outbox_again(valley, 4)
    annotate(valley, 4, ("Orbel", orbel))  # the same once more is no news
    assert watches.watched(valley)[0].new_articles == 0
    corrections.merge(valley, orbel, vantor)
    assert [each.entity.id for each in watches.watched(valley)] == [vantor]
    watches.unwatch(valley, vantor)
    assert watches.watched(valley) == ()


def outbox_again(db, article_id):
    outbox.record_failure(db, article_id, None, "for a test")
    db.execute(
        "INSERT OR REPLACE INTO outbox SELECT id, randomblob(16), listed FROM article WHERE id = ?", (article_id,)
    )


def test_kinship_fades_with_time():
    day = parse_day("2024-03-01")
    assert gate(day, None) == gate(day, day) == gate(day, parse_day("2024-03-08")) == 1.0
    assert gate(day, parse_day("2024-03-18")) == 0.5


def test_groups_are_kin_on_average():
    circles = {1: {1: 0.8, 2: 0.6}, 2: {1: 0.6, 2: 0.8}, 3: {3: 1.0, 9: 0.1}, 4: {4: 1.0}}
    pairs = akin(circles, dict.fromkeys(circles))
    assert pairs == {(1, 2): pytest.approx(0.96)}
    assert groups(pairs) == [[1, 2]]
    chain = {(1, 2): 0.9, (2, 3): 0.5}
    assert groups(chain) == [[1, 2]]  # 3 is no kin of 1: 0.25 on average
    assert groups(chain | {(1, 3): 0.2}) == [[1, 2, 3]]
    assert groups({}) == []


def company(first: int, size: int) -> dict[int, dict[int, float]]:
    """Circles of a story in which everybody is near to five of fifteen and to five others, spread over all of it."""
    near = [
        {at, *((at + far) % size for far in (1, 7, 17, 29, 38)), *((at + far) % 15 for far in range(5))}
        for at in range(size)
    ]
    return {first + at: {first + other: 1 / sqrt(11) for other in others} for at, others in enumerate(near)}


def test_a_large_story_holds_together_and_apart_from_another():
    circles = company(1, 90) | company(101, 70)
    for strays in (circles[5], circles[120]):
        strays |= {7: 0.3, 130: 0.3}
    assert groups(akin(circles, dict.fromkeys(circles))) == [list(range(1, 91)), list(range(101, 171))]


@pytest.mark.parametrize("case", ["two earthquakes", "an aftershock two days later", "two court cases"])
def test_look_alikes_are_related_and_two_stories(db, case):
    first, text, second, other = LOOKALIKES[case]
    add(db, article(first, text, guid="a", published="2024-03-04"), article("Chess", CHESS, published="2024-03-05"))
    add(db, article(second, other, guid="b", published="2024-03-06"))
    annotate_all(db, "Iran", "Chile")
    settle(db)
    assert told(db) == {}
    assert [each.article.id for each in relations.related(db, 1)] == [3]


def test_ids_go_to_those_who_share_most():
    before = {1: 7, 2: 7, 3: 7, 4: 8, 5: 8}
    assert keep_ids([[1, 2], [3, 4, 5]], before) == [Membership(7, (1, 2)), Membership(8, (3, 4, 5))]
    assert keep_ids([[1], [2, 3]], before) == [Membership(None, (1,)), Membership(7, (2, 3))]
    assert keep_ids([[1, 2, 3, 4, 5]], before) == [Membership(7, (1, 2, 3, 4, 5))]


def test_the_title_says_what_all_say():
    titles = {1: "Why I love rivers", 2: "Orbel dam cracks", 3: "Villages below the Orbel dam cleared"}
    assert choose_title(titles) == 2
    assert choose_title({5: "大坝", 6: ""}) == 5


@pytest.mark.parametrize(
    "aside", ["“The dam was not safe”: an engineer on Orbel", "Analysis: Orbel dam cracks", "Is the Orbel dam safe?"]
)
def test_a_title_that_reports_stands_before_one_that_quotes_or_comments(aside):
    assert choose_title({1: aside, 2: "Villages below the cracked Orbel dam are cleared"}) == 2


def test_what_an_upgrade_left_without_a_profile_is_related_again(valley):
    for table in ("vector", "neighbour", "circle", "sketch", "term", "tally", "statistic", "storyline"):
        valley.execute(f"DELETE FROM {table}")
    valley.execute(NOTE_ENTRY)
    valley.execute("INSERT OR REPLACE INTO unsettled SELECT id, x'00' FROM article")
    settle(valley)
    assert list(told(valley).values()) == [[1, 3]]
    assert [relation.article.id for relation in relations.related(valley, 1)] == [3]
