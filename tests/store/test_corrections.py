"""What the reader sets right: shown at once, counted rightly, replayed on what is annotated again, and undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cachekit import add, annotate, article, entity_id, named
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotator.work import Again, annotate_pending
from reader.errors import CorrectionError, NotFoundError, TidewireError
from reader.model.article import ListQuery
from reader.model.correction import Correction, EditKind, Named
from reader.model.entity import Alias, AliasKind, Label, Link, LinkKind
from reader.store import entities, listing, mentions, outbox, relations
from reader.store.connection import Connection
from reader.store.database import connect
from reader.store.resolving import corrections, edits
from reader.store.resolving.directory import StoreDirectory

TEXTS = [
    "Turkey and Russia met in Ankara. The guest Recep Tayyip Erdogan spoke, and Erdogan left. NATO said nothing.",
    "Recep Tayyip Erdogan went to Moscow. Turkish and Russian officials met, and Erdogan praised Turkey.",
    "NATO warned Turkey. The North Atlantic Treaty Organization met in Brussels. Russia was not there.",
    "Recep Tayyip Erdogan spoke, and Erdogan paid. Vladimir Putin flew to Ankara, and Putin met Erdogan.",
]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Four annotated articles."""
    file = tmp_path / "cache.db"
    with closing(connect(file)) as db:
        add(db, *(article(f"Part {n}", text, guid=f"g{n}", source="Wire") for n, text in enumerate(TEXTS, 1)))
    annotate_pending(file, "fake")
    return file


@pytest.fixture
def db(cache: Path):
    connection = connect(cache)
    yield connection
    assert_sound(connection)
    connection.close()


def assert_sound(db: Connection) -> None:
    """All that is counted is what can be counted, and nothing points at what is not there."""
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    counted = db.execute(
        "SELECT e.id, e.articles, e.mentions, (SELECT count(DISTINCT article_id) FROM mention WHERE entity_id = e.id),"
        " (SELECT count(*) FROM mention WHERE entity_id = e.id AND NOT in_title) FROM entity e"
    )
    assert [row for row in counted if row[1:3] != row[3:]] == []
    forms = db.execute("SELECT id, n, (SELECT count(*) FROM mention WHERE form_id = f.id) FROM form f").fetchall()
    assert [row for row in forms if row[1] != row[2]] == []
    wrong_forms = db.execute("SELECT 1 FROM mention m JOIN form f ON f.id = m.form_id WHERE f.entity_id <> m.entity_id")
    assert wrong_forms.fetchall() == []
    central = db.execute(
        "SELECT count(*) FROM article_entity n LEFT JOIN entity e ON e.id = n.entity_id WHERE e.merged_into IS NOT NULL"
    )
    assert central.fetchone() == (0,)


def shown(db: Connection) -> dict[tuple[int, int, int, int], tuple[str, str]]:
    """Every mention by its place, with the name and label it is shown under."""
    rows = db.execute(
        "SELECT m.article_id, m.in_title, m.start, m.end, e.name, m.label"
        " FROM mention m JOIN entity e ON e.id = m.entity_id"
    )
    return {row[:4]: row[4:] for row in rows.fetchall()}


def names(db: Connection) -> dict[str, tuple[int, int]]:
    return {each.name: (each.articles, each.mentions) for each in entities.listed(db)}


def id_of(db: Connection, name: str) -> int:
    return entities.find(db, name).id


def again(db: Connection) -> None:
    """Annotate every article once more."""
    annotate_pending(db.path, "fake", again=Again.ALL)


def test_a_name_that_the_reader_gave_stays(db: Connection) -> None:
    erdogan = id_of(db, "Erdogan")
    corrections.rename(db, erdogan, "  The   President ")
    assert entities.entity(db, erdogan).name == "The President"
    assert id_of(db, "The President") == erdogan == id_of(db, "Recep Tayyip Erdogan")
    again(db)
    assert entities.entity(db, erdogan).name == "The President"
    assert names(db)["The President"] == (3, 7)


def test_a_fuller_name_found_later_waits_behind_the_one_that_was_given(db: Connection) -> None:
    putin = id_of(db, "Putin")
    number = corrections.rename(db, putin, "Putin, V.")
    add(db, article("More", "Vladimir Vladimirovich Putin spoke. Putin left.", guid="g9"))
    annotate_pending(db.path, "fake")
    assert entities.entity(db, putin).name == "Putin, V."
    corrections.undo(db, number)
    assert entities.entity(db, putin).name == "Vladimir Vladimirovich Putin"


def test_articles_that_use_the_given_name_mean_that_entity(db: Connection) -> None:
    erdogan = id_of(db, "Erdogan")
    corrections.rename(db, erdogan, "Mustafa Demir")
    add(db, article("More", "Mustafa Demir spoke.", guid="g9"))
    annotate_pending(db.path, "fake")
    assert names(db)["Mustafa Demir"] == (4, 8)


def test_a_label_that_the_reader_gave_stays(db: Connection) -> None:
    nato = id_of(db, "NATO")
    before = shown(db)
    number = corrections.relabel(db, nato, Label.GPE)
    assert {label for name, label in shown(db).values() if name == entities.entity(db, nato).name} == {"GPE"}
    again(db)
    assert entities.entity(db, nato).label is Label.GPE
    assert {label for name, label in shown(db).values() if name == entities.entity(db, nato).name} == {"GPE"}
    assert id_of(db, "NATO") == nato
    corrections.undo(db, number)
    assert shown(db) == before


def test_what_is_hidden_is_shown_nowhere_and_comes_back(db: Connection) -> None:
    before, turkey = shown(db), id_of(db, "Turkey")
    number = corrections.hide(db, turkey)
    assert "Turkey" not in names(db)
    assert turkey not in {each.entity.id for each in entities.of_article(db, 1)}
    assert turkey not in {each.entity_id for each in mentions.of_article(db, 1)}
    again(db)
    assert "Turkey" not in names(db)
    corrections.undo(db, number)
    assert shown(db) == before


def test_two_that_are_merged_are_one_in_every_count(db: Connection) -> None:
    before = shown(db)
    putin, erdogan = id_of(db, "Putin"), id_of(db, "Erdogan")
    number = corrections.merge(db, putin, erdogan)
    assert names(db)["Recep Tayyip Erdogan"] == (3, 9)
    assert "Vladimir Putin" not in names(db)
    assert entities.entity(db, putin).id == erdogan == id_of(db, "Vladimir Putin") == id_of(db, str(putin))
    assert entities.card(db, putin).entity.id == erdogan
    assert len(mentions.of_entity(db, putin)) == 9
    assert listing.count(db, ListQuery(entity_id=putin)) == 3
    assert mentions.next_naming(db, putin, 1) == mentions.next_naming(db, erdogan, 1)
    assert set(entities.entity(db, erdogan).aliases) == {"Erdogan", "Recep Tayyip Erdogan", "Putin", "Vladimir Putin"}
    assert [each.name for each in entities.listed(db, text="vladimir")] == ["Recep Tayyip Erdogan"]
    after = shown(db)
    again(db)
    assert shown(db) == after
    corrections.undo(db, number)
    assert shown(db) == before
    assert entities.entity(db, putin).name == "Vladimir Putin"


def test_merged_ones_stay_one_when_later_articles_name_them(db: Connection) -> None:
    corrections.merge(db, id_of(db, "Putin"), id_of(db, "Erdogan"))
    add(db, article("More", "Vladimir Putin spoke. Vladimir Putin left, and Recep Tayyip Erdogan left.", guid="g9"))
    annotate_pending(db.path, "fake")
    assert names(db)["Recep Tayyip Erdogan"] == (4, 12)


def test_what_was_merged_leads_on_when_its_survivor_is_merged(db: Connection) -> None:
    putin, erdogan, turkey = id_of(db, "Putin"), id_of(db, "Erdogan"), id_of(db, "Turkey")
    first = corrections.merge(db, putin, erdogan)
    corrections.merge(db, erdogan, turkey)
    assert entities.entity(db, putin).id == turkey
    with pytest.raises(CorrectionError, match="Turkey is one entity already"):
        corrections.merge(db, turkey, putin)
    corrections.undo(db, first)
    assert entities.entity(db, putin).name == "Vladimir Putin"
    assert entities.entity(db, erdogan).id == turkey


def test_links_go_with_what_is_merged(db: Connection) -> None:
    ankara, moscow, turkey = id_of(db, "Ankara"), id_of(db, "Moscow"), id_of(db, "Turkey")
    number = corrections.merge(db, moscow, ankara)
    assert {each.entity.name for each in entities.card(db, ankara).over} == {"Turkey", "Russia"}
    corrections.undo(db, number)
    assert {each.entity.name for each in entities.card(db, ankara).over} == {"Turkey"}
    assert {each.entity.name for each in entities.card(db, moscow).over} == {"Russia"}
    corrections.merge(db, ankara, turkey)
    assert entities.card(db, turkey).over == ()
    again(db)
    assert entities.card(db, turkey).over == ()


def test_a_name_is_split_off_and_stays_apart(db: Connection) -> None:
    before, erdogan = shown(db), id_of(db, "Recep Tayyip Erdogan")
    number = corrections.split(db, erdogan, "erdogan")
    other = id_of(db, "Erdogan")
    assert other != erdogan
    assert names(db)["erdogan"] == (3, 4)
    assert names(db)["Recep Tayyip Erdogan"] == (3, 3)
    after = shown(db)
    again(db)
    assert shown(db) == after
    corrections.undo(db, number)
    annotate_pending(db.path, "fake")
    assert shown(db) == before
    assert id_of(db, "Erdogan") == erdogan


def test_a_name_can_go_to_the_entity_it_belongs_to(db: Connection) -> None:
    erdogan, putin = id_of(db, "Erdogan"), id_of(db, "Putin")
    corrections.split(db, erdogan, "Erdogan", putin)
    assert names(db)["Vladimir Putin"] == (3, 6)
    with pytest.raises(CorrectionError):
        corrections.split(db, putin, "Putin", putin)


def test_a_name_that_an_entity_does_not_have_cannot_be_split_off(db: Connection) -> None:
    with pytest.raises(NotFoundError, match=r"Turkey is not called “Ankara” in any article; it is called Turkey\.$"):
        corrections.split(db, id_of(db, "Turkey"), "Ankara")


def test_a_name_that_is_wrong_in_one_article_is_wrong_there_only(db: Connection) -> None:
    before, erdogan, putin = shown(db), id_of(db, "Erdogan"), id_of(db, "Putin")
    number = corrections.wrong(db, erdogan, 4, "Erdogan", putin)
    assert names(db)["Vladimir Putin"] == (1, 4)
    assert names(db)["Recep Tayyip Erdogan"] == (3, 5)
    none = corrections.wrong(db, erdogan, 1)
    assert names(db)["Recep Tayyip Erdogan"] == (2, 3)
    after = shown(db)
    again(db)
    assert shown(db) == after
    with pytest.raises(NotFoundError, match="does not name Recep Tayyip Erdogan"):
        corrections.wrong(db, erdogan, 1)
    corrections.undo(db, none)
    corrections.undo(db, number)
    assert shown(db) == before


def test_what_was_wrong_in_an_article_is_wrong_again_when_that_comes_back(db: Connection) -> None:
    corrections.wrong(db, id_of(db, "Erdogan"), 1)
    db.execute("DELETE FROM article WHERE id = 1")
    assert edits.listed(db)[0].guid == "g1"
    add(db, article("Part 1", TEXTS[0], guid="g1", source="Wire"))
    annotate_pending(db.path, "fake")
    assert names(db)["Recep Tayyip Erdogan"] == (2, 5)


def test_related_stories_follow_a_correction_and_speak_of_the_survivor(db: Connection) -> None:
    turkey, russia = id_of(db, "Turkey"), id_of(db, "Russia")
    corrections.merge(db, russia, turkey)
    reasons = " ".join(reason for n in range(1, 5) for each in relations.related(db, n) for reason in each.reasons)
    assert "Russia " not in f"{reasons} " and outbox.pending_count(db) == 0


def test_articles_past_a_number_are_left_to_the_worker(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "RELATED_AT_ONCE", 1)
    corrections.hide(db, id_of(db, "Turkey"))
    assert outbox.pending_count(db) == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda db: corrections.rename(db, 999, "X"),
        lambda db: corrections.rename(db, 1, " … "),
        lambda db: corrections.merge(db, 1, 1),
        lambda db: corrections.merge(db, 1, 2**70),
        lambda db: corrections.wrong(db, 1, 999),
        lambda db: corrections.undo(db, 5),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(db: Connection, make: Callable[[Connection], object]) -> None:
    before = "\n".join(db.iterdump())
    with pytest.raises(TidewireError, match=r"\.$"):
        make(db)
    assert "\n".join(db.iterdump()) == before


def test_corrections_travel_to_another_cache_before_or_after_its_articles(db: Connection, tmp_path: Path) -> None:
    corrections.merge(db, id_of(db, "Putin"), id_of(db, "Erdogan"))
    corrections.rename(db, id_of(db, "Turkey"), "Türkiye")
    corrections.split(db, id_of(db, "NATO"), "NATO")
    corrections.wrong(db, id_of(db, "Ankara"), 4)
    corrections.hide(db, id_of(db, "Brussels"))
    corrections.relabel(db, id_of(db, "Moscow"), Label.ORG)
    found, wanted = edits.listed(db), shown(db)
    for order in ("before", "after"):
        with closing(connect(tmp_path / f"{order}.db")) as other:
            if order == "before":
                assert corrections.take_in(other, found) == 6
            add(other, *(article(f"Part {n}", text, guid=f"g{n}", source="Wire") for n, text in enumerate(TEXTS, 1)))
            annotate_pending(other.path, "fake")
            if order == "after":
                assert corrections.take_in(other, found) == 6
            assert shown(other) == wanted
            assert corrections.take_in(other, found) == 0
            assert_sound(other)


def test_two_names_that_are_one_here_need_no_merging(db: Connection) -> None:
    one, other = Named("Erdogan", Label.PERSON), Named("Recep Tayyip Erdogan", Label.PERSON)
    before = shown(db)
    corrections.take_in(db, [Correction(EditKind.MERGE, other, other)])
    assert shown(db) == before
    corrections.take_in(db, [Correction(EditKind.SPLIT, other, one, "Erdogan")])
    assert names(db)["Recep Tayyip Erdogan"] == (3, 3)


def test_the_resolver_sees_what_was_found_and_merged_ones_once(db: Connection) -> None:
    erdogan, putin = id_of(db, "Erdogan"), id_of(db, "Putin")
    corrections.rename(db, erdogan, "The President")
    (found,) = StoreDirectory(db).candidates("erdogan")
    assert (found.entity_id, found.name) == (erdogan, "Recep Tayyip Erdogan")
    corrections.merge(db, putin, erdogan)
    (found,) = StoreDirectory(db).candidates("vladimir putin")
    assert (found.entity_id, found.name, found.articles) == (putin, "Vladimir Putin", 3)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "label", "hide", "merge", "split", "wrong"]),
        st.integers(0, 7),
        st.integers(0, 7),
        st.integers(0, 3),
    ),
    max_size=7,
)


def make(db: Connection, kind: str, one: int, two: int, third: int) -> int | None:
    """Some correction of what is shown now, if it makes sense."""
    known = sorted(entities.listed(db), key=lambda each: each.id)
    first, second = known[one % len(known)], known[two % len(known)]
    to = second.id if third % 2 else None
    made = {
        "rename": lambda: corrections.rename(db, first.id, f"{second.name} the {third}th"),
        "label": lambda: corrections.relabel(db, first.id, list(Label)[third]),
        "hide": lambda: corrections.hide(db, first.id),
        "merge": lambda: corrections.merge(db, first.id, second.id),
        "split": lambda: corrections.split(db, first.id, first.aliases[third % len(first.aliases)], to),
        "wrong": lambda: corrections.wrong(db, first.id, third + 1, None, to),
    }
    try:
        return made[kind]()
    except TidewireError:
        return None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, st.randoms(use_true_random=False))
def test_any_corrections_are_sound_replayed_and_undone(cache: Path, asked, random) -> None:
    file = cache.with_name("copy.db")
    file.unlink(missing_ok=True)
    shutil.copy(cache, file)
    with closing(connect(file)) as db:
        before, counts = shown(db), names(db)
        made = [number for each in asked if (number := make(db, *each)) is not None]
        assert_sound(db)
        after = shown(db)
        again(db)
        assert_sound(db)
        assert shown(db) == after
        random.shuffle(made)
        for number in made:
            corrections.undo(db, number)
            assert_sound(db)
        annotate_pending(file, "fake")
        assert (shown(db), names(db)) == (before, counts)


def test_an_unrelated_annotation_writes_as_before(db: Connection) -> None:
    """Without corrections nothing is kept twice."""
    assert db.execute("SELECT count(*) FROM overruled").fetchone() == (0,)
    add(db, article("New", "Turkey.", guid="g9"))
    (pending,) = outbox.load(db, outbox.pending_ids(db, 1))
    link = Link(LinkKind.METONYM, "Turkey", Label.GPE)
    annotate(db, pending.id, named(pending, "Turkey", links=(link,), aliases=(Alias("x", AliasKind.TABLE),)))
    assert entity_id(db, "Turkey")
