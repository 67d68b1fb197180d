"""What later articles teach about a name is applied to older ones, so that the order of arrival matters little."""

from __future__ import annotations

import itertools

import pytest
from cachekit import add, article, spans

from reader.entities.resolve import resolve
from reader.model.entity import Label, Recognised
from reader.store import annotation, entities, outbox
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.resolving import rereading

PERSON, ORG, PRODUCT = Label.PERSON, Label.ORG, Label.PRODUCT
TEXTS = {
    "Aylin": ("Aylin Demir spoke.", ("Aylin Demir", PERSON)),
    "Kemal": ("Kemal Demir spoke.", ("Kemal Demir", PERSON)),
    "bare": ("Then Demir left.", ("Demir", PERSON)),
    "Aylin 2": ("Aylin Demir paid.", ("Aylin Demir", PERSON)),
    "Aylin 3": ("Aylin Demir left.", ("Aylin Demir", PERSON)),
    "ferries": ("Nordlys Ferries stopped. The Nordlys lay still.", ("Nordlys Ferries", ORG), ("The Nordlys", PRODUCT)),
    "line": ("The line is Nordlys.", ("Nordlys", ORG)),
    "line 2": ("Again it is Nordlys.", ("Nordlys", ORG)),
}


def arrive(db: Connection, title: str) -> list[str]:
    """Let an article arrive and annotate all that waits then; what was annotated, in order."""
    add(db, article(title, TEXTS[title][0]))
    done = []
    while ids := outbox.pending_ids(db, 1):
        (pending,) = outbox.load(db, ids)
        found = Recognised(text=tuple(sorted(mentions_of(pending.title, pending.text))))
        annotation.save(db, pending, lambda directory: resolve("", pending.text, found, directory))  # noqa: B023
        done.append(pending.title)
    return done


def mentions_of(title: str, text: str):
    taken: set[int] = set()
    for name, label in TEXTS[title][1:]:
        for mention in spans(text, name, label):
            if mention.start not in taken:
                taken.add(mention.start)
                yield mention


def shown(db: Connection) -> dict[tuple[str, int], str]:
    rows = db.execute(
        "SELECT a.title, m.start, e.name FROM mention m JOIN entity e ON e.id = m.entity_id"
        " JOIN article a ON a.id = m.article_id"
    )
    return {row[:2]: row[2] for row in rows}


def test_a_bare_name_goes_to_the_person_who_comes_to_dominate_it(db: Connection) -> None:
    for title in ("Aylin", "Kemal", "bare"):
        arrive(db, title)
    alone = entities.find(db, str(db.execute("SELECT id FROM entity WHERE name = 'Demir'").fetchone()[0]))
    assert shown(db)["bare", 5] == "Demir"
    arrive(db, "Aylin 2")
    assert arrive(db, "Aylin 3") == ["Aylin 3", "bare"]
    assert shown(db)["bare", 5] == "Aylin Demir"
    assert entities.entity(db, alone.id).name == "Aylin Demir", "its id leads to what it came to be found as"
    assert entities.find(db, str(alone.id)).name == "Aylin Demir"


def test_a_bare_name_leaves_a_person_who_dominates_it_no_more(db: Connection) -> None:
    for title in ("Aylin", "bare"):
        arrive(db, title)
    assert shown(db)["bare", 5] == "Aylin Demir"
    assert arrive(db, "Kemal") == ["Kemal", "bare"]
    assert shown(db)["bare", 5] == "Demir"


def test_a_slip_of_the_label_is_mended_by_later_articles(db: Connection) -> None:
    arrive(db, "ferries")
    assert set(shown(db).values()) == {"Nordlys Ferries", "Nordlys"}
    for title in ("line", "line 2"):
        arrive(db, title)
    assert set(shown(db).values()) == {"Nordlys Ferries"}


@pytest.mark.parametrize("titles", [("Aylin", "Kemal", "bare", "Aylin 2", "Aylin 3"), ("ferries", "line", "line 2")])
def test_every_order_of_arrival_ends_in_the_same_entities(tmp_path, titles: tuple[str, ...]) -> None:
    ends = set()
    for number, order in enumerate(itertools.permutations(titles)):
        db = connect(tmp_path / f"{number}.db")
        for title in order:
            arrive(db, title)
        ends.add(tuple(sorted(shown(db).items())))
        db.close()
    assert len(ends) == 1


def test_what_is_read_again_asks_for_nothing_more(db: Connection) -> None:
    for title in ("Aylin", "Kemal", "bare", "Aylin 2", "Aylin 3"):
        arrive(db, title)
    with db:
        db.execute("INSERT INTO outbox SELECT id, randomblob(16), listed FROM article")
    assert sorted(arrive(db, "Aylin")) == sorted(["Aylin", "Kemal", "bare", "Aylin 2", "Aylin 3"])
    assert outbox.pending_count(db) == 0


def test_an_article_that_was_asked_for_asks_for_no_other(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(rereading, "ask_older", lambda db, article_id, *_: asked.append(article_id))
    arrive(db, "Aylin")
    rereading._ask(db, [(1,)])
    (pending,) = outbox.load(db, [1])
    assert pending.read_again
    annotation.save(db, pending, lambda _: [])
    assert asked == [1]


def test_what_is_read_again_is_related_again_where_it_names_something_else(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Aylin", "Kemal", "bare"):
        arrive(db, title)
    related: list[str] = []
    monkeypatch.setattr(annotation, "relate", lambda db, article, *_: related.append(article.title))
    rereading._ask(db, [(1,)])
    arrive(db, "Aylin 2")
    assert arrive(db, "Aylin 3") == ["Aylin 3", "bare"]  # the bare name goes to her from now on
    assert "Aylin" not in related and related[-1] == "bare"


def test_an_article_that_changed_asks_again(db: Connection) -> None:
    """Its new token is of the common size, whatever it waited for before."""
    arrive(db, "Aylin")
    rereading._ask(db, [(1,)])
    add(db, article("Aylin", "Aylin Demir spoke again."))
    (pending,) = outbox.load(db, [1])
    assert not pending.read_again
