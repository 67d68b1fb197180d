"""What the worker found, stored: tokens, entities and their names, mentions, and the way between them."""

import pytest
from cachekit import EVERYTHING, add, annotate, article, entity_id, named, titles

from reader.errors import NotFoundError, PipelineError
from reader.model.article import ListQuery
from reader.model.entity import Alias, AliasKind, Label, Link, LinkKind, Mention, ResolvedEntity
from reader.relate.terms import idf
from reader.store import annotation, articles, entities, listing, mentions, outbox
from reader.store.database import connect
from reader.store.resolving.directory import StoreDirectory

ANKARA = "Ankara agreed. Officials in Ankara said Turkey would pay. Mr. Demir of Turkey smiled."


def pending(db, article_id):
    (found,) = outbox.load(db, [article_id])
    return found


def test_mentions_stand_where_they_were_found(db):
    add(db, article("Ankara agrees", ANKARA))
    assert annotate(db, 1, ("Turkey", None), ("Ankara", None))
    found = mentions.of_article(db, 1)
    assert [ANKARA[mention.start : mention.end] for mention in found] == ["Ankara", "Ankara", "Turkey", "Turkey"]
    assert found[0] == Mention(0, 6, Label.GPE, entity_id(db, "Ankara"))
    assert outbox.pending_count(db) == 0


def test_counts_are_of_the_text_and_a_title_alone_counts_none(db):
    add(db, article("Ankara and Izmir agree", ANKARA))
    annotate(db, 1, ("Turkey", None), ("Ankara", None), ("Izmir", None))
    found = {item.entity.name: item for item in entities.of_article(db, 1)}
    assert [item.entity.name for item in entities.of_article(db, 1)] == ["Ankara", "Izmir", "Turkey"]
    assert {name: item.count for name, item in found.items()} == {"Ankara": 2, "Turkey": 2, "Izmir": 0}
    assert found["Ankara"].salience > found["Turkey"].salience > 0
    assert entities.find(db, "Izmir").articles == 1
    assert mentions.of_entity(db, entity_id(db, "Izmir")) == []
    assert titles(db, ListQuery(entity_id=entity_id(db, "Izmir"))) == ["Ankara and Izmir agree"]


def test_an_article_that_changed_meanwhile_is_not_annotated(db):
    add(db, article(text=ANKARA))
    old = pending(db, 1)
    add(db, article(text="Nothing of the kind."))
    before = "\n".join(db.iterdump())
    assert annotation.save(db, old, lambda _: [named(old, "Ankara")]) is None
    assert "\n".join(db.iterdump()) == before
    assert outbox.pending_ids(db, 9) == [1]


def test_an_article_that_is_gone_is_not_annotated(db):
    add(db, article(text=ANKARA))
    old = pending(db, 1)
    db.execute("DELETE FROM article")
    assert annotation.save(db, old, lambda _: [named(old, "Ankara")]) is None
    assert outbox.load(db, [1]) == []


def test_annotating_again_replaces_and_keeps_ids(db):
    add(db, article(text=ANKARA), article("Other", "Turkey again."))
    annotate(db, 1, ("Turkey", None), ("Ankara", None))
    turkey, ankara = entity_id(db, "Turkey"), entity_id(db, "Ankara")
    annotate(db, 2, ("Turkey", turkey))
    add(db, article(text="Only Turkey is named, Turkey alone."))
    annotate(db, 1, ("Turkey", turkey))
    assert entity_id(db, "Turkey") == turkey
    found = entities.entity(db, turkey)
    assert (found.articles, found.mentions) == (2, 3)
    gone = entities.entity(db, ankara)
    assert (gone.articles, gone.mentions, gone.aliases) == (0, 0, ())
    assert [entity.name for entity in entities.listed(db)] == ["Turkey"]


def test_deleting_an_article_leaves_nothing_of_it(db):
    both = {"published": "2024-03-05"}
    add(db, article(text=ANKARA, **both), article("Other", ANKARA, **both))
    annotate(db, 1, ("Turkey", None))
    annotate(db, 2, ("Turkey", 1))
    assert db.execute("SELECT count(*) FROM neighbour").fetchone() == (2,)
    db.execute("DELETE FROM article WHERE id = 1")
    for table in ("mention", "article_entity", "neighbour", "vector", "outbox"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        key = "article_id" if "article_id" in columns else "a"
        assert db.execute(f"SELECT count(*) FROM {table} WHERE {key} = 1").fetchone() == (0,), table
    found = entities.entity(db, 1)
    assert (found.articles, found.mentions, found.aliases) == (1, 2, ("Turkey",))
    assert listing.count(db, ListQuery(text="Ankara")) == 1


def test_the_best_name_that_the_resolver_knows_is_kept(db):
    texts = ("Erdogan spoke.", "Recep Tayyip Erdogan spoke. Then Erdogan left.", "Tayyip Erdogan slept.")
    add(db, *(article(f"Number {number}", text) for number, text in enumerate(texts)))
    annotate(db, 1, named(pending(db, 1), "Erdogan", label=Label.PERSON))
    annotate(db, 2, named(pending(db, 2), "Recep Tayyip Erdogan", 1, spelt="Erdogan", label=Label.PERSON))
    annotate(db, 3, named(pending(db, 3), "Recep Tayyip Erdogan", 1, spelt="Tayyip Erdogan", label=Label.PERSON))
    found = entities.entity(db, 1)
    assert found.name == "Recep Tayyip Erdogan"
    assert found.aliases == ("Erdogan", "Tayyip Erdogan")
    assert entities.find(db, "erdoğan") == entities.find(db, "Recep Tayyip Erdogan") == found


def test_an_id_that_is_no_longer_known_is_given_anew(db):
    add(db, article(text=ANKARA))
    annotate(db, 1, ("Turkey", 99))
    assert entities.listed(db)[0].name == "Turkey"


def test_two_findings_of_one_entity_are_one(db):
    add(db, article(text=ANKARA))
    annotate(db, 1, ("Turkey", None))
    add(db, article(text=ANKARA + " Turkey."))
    found = pending(db, 1)
    annotate(db, 1, named(found, "Turkey", 1), named(found, "Turkey", 1), named(found, "Turkey", 1, spelt="Ankara"))
    assert [(item.entity.id, item.count) for item in entities.of_article(db, 1)] == [(1, 5)]
    assert len(mentions.of_article(db, 1)) == 5


def test_a_linked_entity_is_made_when_missing_and_found_when_not(db):
    link = Link(LinkKind.METONYM, "Turkey", Label.GPE)
    add(db, article("One", "Ankara agreed."), article("Two", "Turkey agreed."), article("Three", "Turkish troops."))
    annotate(db, 1, named(pending(db, 1), "Ankara", links=[link]))
    turkey = entity_id(db, "Turkey")
    assert [entity.name for entity in entities.listed(db)] == ["Ankara"]
    annotate(db, 2, ("Turkey", turkey))
    turkish = named(pending(db, 3), "Turkish", label=Label.NORP, links=[Link(LinkKind.DEMONYM, "Turkey", Label.GPE)])
    annotate(db, 3, turkish)
    card = entities.card(db, turkey)
    assert {(under.entity.name, under.kind) for under in card.under} == {
        ("Ankara", LinkKind.METONYM),
        ("Turkish", LinkKind.DEMONYM),
    }
    over = entities.card(db, entity_id(db, "Ankara")).over
    assert [(item.entity.id, item.kind) for item in over] == [(turkey, LinkKind.METONYM)]
    assert len(mentions.of_entity(db, turkey)) == 1
    assert {context.text for context in mentions.of_entity(db, turkey, linked=True)} == {"Ankara", "Turkey", "Turkish"}
    assert entities.of_article(db, 1)[0].entity.over == turkey


def test_an_entity_is_shown_under_one_of_the_same_article_first(db):
    links = [Link(LinkKind.MEMBER, "NATO", Label.ORG), Link(LinkKind.METONYM, "Turkey", Label.GPE)]
    add(db, article("One", "NATO met. NATO left."), article("Two", ANKARA))
    annotate(db, 1, named(pending(db, 1), "NATO", label=Label.ORG))
    found = pending(db, 2)
    annotate(db, 2, named(found, "Ankara", links=links), named(found, "Turkey"))
    over = {item.entity.name: item.entity.over for item in entities.of_article(db, 2)}
    assert over == {"Ankara": entity_id(db, "Turkey"), "Turkey": None}


def test_the_directory_knows_what_the_last_article_taught(db):
    add(db, article("One", "Demir spoke."), article("Two", "Demir and Demir."), article("Three", "Demir."))
    surname = [Alias("demir", AliasKind.SURNAME)]
    person = {"spelt": "Demir", "label": Label.PERSON, "aliases": surname}
    annotate(db, 1, named(pending(db, 1), "Ada Demir", **person))
    annotate(db, 2, named(pending(db, 2), "Bo Demir", **person))
    annotate(db, 3, named(pending(db, 3), "Bo Demir", 2, **person))
    found = StoreDirectory(db).candidates("demir")
    assert [(item.name, item.kind, item.articles) for item in found] == [
        ("Bo Demir", AliasKind.SURNAME, 2),
        ("Ada Demir", AliasKind.SURNAME, 1),
    ]
    assert found[0].label is Label.PERSON
    assert StoreDirectory(db).candidates("nobody") == []
    assert entities.find(db, "demir").name == "Bo Demir"


def test_an_alias_that_becomes_a_name_stays_one(db):
    add(db, article("One", "NATO met."), article("Two", "NATO met again."), article("Three", "NATO."))
    acronym = Alias("nato", AliasKind.ACRONYM)
    org = {"spelt": "NATO", "label": Label.ORG}
    annotate(db, 1, named(pending(db, 1), "North Atlantic Pact", aliases=[acronym], **org))
    assert StoreDirectory(db).candidates("nato")[0].kind is AliasKind.ACRONYM
    annotate(db, 2, named(pending(db, 2), "NATO", 1, label=Label.ORG))
    annotate(db, 3, named(pending(db, 3), "North Atlantic Pact", 1, aliases=[acronym], **org))
    assert StoreDirectory(db).candidates("nato")[0].kind is AliasKind.NAME
    assert entities.entity(db, 1).name == "North Atlantic Pact"


def test_entities_are_listed_by_how_many_name_them(db):
    add(db, article("One", "Oslo and Bergen."), article("Two", "Bergen."), article("Three", "Ski."))
    annotate(db, 1, ("Oslo", None), ("Bergen", None))
    annotate(db, 2, ("Bergen", 2))
    assert [entity.name for entity in entities.listed(db)] == ["Bergen", "Oslo"]
    assert [entity.name for entity in entities.listed(db, limit=1)] == ["Bergen"]
    assert [entity.name for entity in entities.listed(db, text="os")] == ["Oslo"]
    assert entities.listed(db, text="%") == entities.listed(db)
    assert entities.listed(db, text="zzz") == []


@pytest.mark.parametrize("name", ["", "zzz", "99", "9" * 40, "\ud800", "a\0b"])
def test_an_entity_that_is_not_there_is_told(db, name):
    with pytest.raises(NotFoundError, match="No entity is called"):
        entities.find(db, name)


def test_near_entities_are_told(db):
    add(db, article("One", "South Bergen."))
    annotate(db, 1, ("South Bergen", None))
    with pytest.raises(NotFoundError, match="near are South Bergen"):
        entities.find(db, "New Bergen")
    with pytest.raises(NotFoundError, match="There is no entity 99"):
        entities.card(db, 99)
    assert entities.find(db, "1").name == "South Bergen"


@pytest.fixture
def trail(db):
    """Four articles of which all but the third name Oslo in their text, newest first."""
    add(
        db,
        article("One", "Trains left Oslo. Oslo slept.", published="2024-03-09"),
        article("Two", "Ships left Oslo early.", published="2024-03-05"),
        article("Oslo in the title", "No name here.", published="2024-03-04"),
        article("Four", "Planes left Oslo.", published="2024-03-02"),
    )
    for number in (1, 2, 3, 4):
        annotate(db, number, ("Oslo", None if number == 1 else 1))
    return db


def test_mentions_come_with_their_sentence_newest_first(trail):
    found = mentions.of_entity(trail, 1)
    assert [context.article_id for context in found] == [1, 1, 2, 4]
    assert [context.context for context in found][:2] == ["Trains left Oslo.", "Oslo slept."]
    first = found[0]
    assert (first.article_title, first.published, first.entity, first.text) == ("One", "2024-03-09", "Oslo", "Oslo")
    assert all(item.context[item.offset : item.offset + len(item.text)] == item.text for item in found)
    assert [context.article_id for context in mentions.of_entity(trail, 1, limit=1)] == [1]
    assert [context.article_id for context in mentions.of_entity(trail, 1, limit=3)] == [1, 1, 2]
    assert mentions.of_entity(trail, 1, limit=0) == []


def test_the_newest_articles_that_name_an_entity_come_with_their_first_mention_and_their_count(trail):
    found, more = mentions.newest(trail, 1, 2)
    assert [(each.first.article_id, each.count, each.first.context) for each in found] == [
        (1, 2, "Trains left Oslo."),
        (2, 1, "Ships left Oslo early."),
    ]
    assert more == 1
    besides, none_more = mentions.newest(trail, 1, 2, besides=1)
    assert [each.first.article_id for each in besides] == [2, 4]
    assert none_more == 0
    assert found[0].first == mentions.of_entity(trail, 1, limit=1)[0]


@pytest.mark.parametrize(("here", "down", "up"), [(1, 2, None), (2, 4, 1), (3, 4, 2), (4, None, 2), (99, None, None)])
def test_the_next_article_that_names_an_entity(trail, here, down, up):
    assert mentions.next_naming(trail, 1, here) == down
    assert mentions.next_naming(trail, 1, here, forward=False) == up


def test_articles_of_one_day_are_walked_in_the_order_of_the_list(db):
    add(db, *(article(f"Number {number}", "Oslo.", published="2024-03-05") for number in range(3)))
    for number in (1, 2, 3):
        annotate(db, number, ("Oslo", None if number == 1 else 1))
    assert [mentions.next_naming(db, 1, number) for number in (1, 2, 3)] == [2, 3, None]
    assert [mentions.next_naming(db, 1, number, forward=False) for number in (1, 2, 3)] == [None, 1, 2]


def test_the_card_shows_mentions_over_time(trail):
    timeline = entities.card(trail, 1).timeline
    assert timeline[0] == ("2024-03-02", 1)
    assert timeline[-1] == ("2024-03-09", 2)
    assert len(timeline) == 8
    assert sum(count for _, count in timeline) == entities.entity(trail, 1).mentions


def test_a_date_that_is_not_known_is_not_in_the_timeline(db):
    add(db, article("One", "Oslo."))
    annotate(db, 1, ("Oslo", None))
    assert entities.card(db, 1).timeline == ()


def test_a_card_says_what_counting_all_of_it_says(db):
    known: dict[str, int | None] = dict.fromkeys(("Oslo", *(f"Town{number}x" for number in range(90))))
    for day in range(12):
        said = ["Oslo", *(name for at, name in enumerate(known) if at and not at % (day % 4 + 1))]
        published = None if day == 5 else f"2024-03-{1 + day // 2:02}T{day:02}:30:00Z"
        add(db, article(f"Day {day}", " ".join(f"We saw {name}." for name in said), published=published))
        annotate(db, day + 1, *((name, known[name]) for name in said))
        known |= {name: entity_id(db, name) for name in said}
    total = db.execute("SELECT value FROM statistic WHERE name = 'articles'").fetchone()[0]
    beside = db.execute(
        "SELECT n.entity_id, count(*), e.articles FROM article_entity n JOIN entity e ON e.id = n.entity_id"
        " WHERE n.entity_id <> ? GROUP BY 1",
        (known["Oslo"],),
    ).fetchall()
    best = sorted(beside, key=lambda row: (-row[1] * idf(row[2], total), row[0]))[:6]
    card = entities.card(db, known["Oslo"])
    assert [(each.id, count) for each, count in card.often_with] == [row[:2] for row in best]
    days = (
        "SELECT substr(listed, 1, 10), sum(n) FROM article_entity WHERE entity_id = ? AND dated GROUP BY 1 ORDER BY 1"
    )
    assert list(card.timeline) == db.execute(days, (known["Oslo"],)).fetchall()


def test_many_articles_that_name_an_entity_are_read_in_their_order(db):
    add(db, *(article(f"Number {number}", "Oslo. In Oslo.", published="2024-03-05") for number in range(70)))
    for number in range(1, 71):
        annotate(db, number, ("Oslo", None if number == 1 else 1))
    found = [(each.article_id, each.mention.start) for each in mentions.of_entity(db, 1)]
    assert found == [(number, start) for number in range(1, 71) for start in (0, 9)]
    assert [(each.article_id, each.mention.start) for each in mentions.of_entity(db, 1, limit=133)] == found[:133]


def test_the_newest_wait_first(db):
    days = ("2024-03-01", "2024-03-09", "2024-03-05")
    add(db, *(article(f"Of {day}", published=day) for day in days))
    assert outbox.pending_ids(db, 2) == [2, 3]
    assert [waiting.id for waiting in outbox.load(db, [3, 99, 1])] == [3, 1]
    annotate(db, 2)
    assert outbox.pending_ids(db, 9) == [3, 1]
    assert outbox.pending_count(db) == 2


def test_a_failure_waits_no_longer_and_is_told_until_the_text_changes(db):
    add(db, article())
    waiting = pending(db, 1)
    outbox.record_failure(db, 1, b"an older token", "It broke.")
    assert outbox.pending_count(db) == 1
    outbox.record_failure(db, 1, waiting.token, "It broke: \ud800.")
    assert outbox.pending_count(db) == 0
    assert not articles.article(db, 1).row.annotated
    (failure,) = outbox.failures(db)
    assert (failure.article_id, failure.title, failure.error) == (1, "A storm", "It broke: .")
    add(db, article(text="Another text."))
    assert outbox.failures(db) == []
    assert outbox.pending_count(db) == 1


def test_failures_can_be_tried_again(db):
    add(db, article("One"), article("Two"))
    outbox.record_failure(db, 1, None, "It broke.")
    assert outbox.ask_again(db) == 1
    assert outbox.pending_count(db) == 2
    assert outbox.failures(db) == []
    assert annotate(db, 1)


def test_an_article_of_nothing_can_be_annotated(db):
    add(db, article("…", ""), article("", "…"), article("中文标题", "中文的文章，没有空格。" * 50))
    for number in (1, 2, 3):
        assert annotate(db, number)
    assert [row.annotated for row in listing.rows(db, EVERYTHING, 0, 9)] == [True] * 3


def test_a_mention_of_another_label_keeps_it(db):
    add(db, article(text=ANKARA))
    turkey = ResolvedEntity("Turkey", Label.GPE, None, (), (Mention(44, 50, Label.NORP),), ())
    annotate(db, 1, turkey)
    assert mentions.of_article(db, 1)[0].label is Label.NORP
    assert entities.find(db, "turkey").label is Label.GPE


def test_two_annotators_at_once_create_an_entity_once(tmp_path):
    path = tmp_path / "cache.db"
    first, second = connect(path), connect(path)
    add(first, article("one", "Kestrel spoke."), article("two", "Kestrel again."))
    one, two = outbox.load(first, outbox.pending_ids(first, 2))

    def known_or_new(waiting):
        def resolve(directory):
            found = directory.candidates("kestrel")
            return [named(waiting, "Kestrel", found[0].entity_id if found else None)]

        return resolve

    assert annotation.save(first, one, known_or_new(one)) == 1
    assert annotation.save(second, two, known_or_new(two)) == 1
    assert first.execute("SELECT count(*) FROM entity").fetchone() == (1,)
    first.close()
    second.close()


def test_names_that_cannot_be_resolved_leave_nothing_behind(db):
    add(db, article("one"))
    (waiting,) = outbox.load(db, outbox.pending_ids(db, 1))
    with pytest.raises(PipelineError, match="ValueError: odd"):
        annotation.save(db, waiting, lambda _: (_ for _ in ()).throw(ValueError("odd")))
    assert outbox.pending_count(db) == 1
