"""The door: everything the screen and the command line ask for, through the cache and back."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from reader.entities.fake import FakeRecogniser
from reader.entities.resolve import resolve
from reader.errors import CacheError, NotFoundError
from reader.ingest.seed import parse_seed
from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle
from reader.model.relation import RelationGroup
from reader.store import annotation, outbox
from reader.store.database import connect
from tests.patience import LIMIT

EVERYTHING = ListQuery()
TAIL = b"""Turkey is in talks to buy more S-400 missiles from Russia, the exporter Rosoboronexport said on Friday.
In July, NATO member Turkey received the first S-400 missiles from Russia. Ankara would not say more.
-
Russia delivers another S-400 battery to Turkey
Russia delivered another battery of S-400 missiles to Turkey on Tuesday, Interfax said. ... World News -
"""
FULL = b"""Title: Russia delivers another S-400 battery to Turkey
Source: The Gull
Date: 2019-10-29

Russia delivered another battery of S-400 missiles to Turkey on Tuesday, Interfax said. Rosoboronexport was pleased.
"""


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "cache.db") as opened:
        yield opened


def annotate_all(path: Path) -> None:
    db = connect(path)
    for article in outbox.load(db, sorted(outbox.pending_ids(db, 1000))):
        (found,) = FakeRecogniser().recognise([(article.title, article.text)])
        annotation.save(db, article, partial(resolve, article.title, article.text, found))
    db.close()


def test_a_session(library, tmp_path):
    tail, full = parse_seed(TAIL), parse_seed(FULL)
    assert library.add([tail]) == (tail.guid,)
    assert (library.count(), library.pending()) == (2, 2)
    assert library.add([full]) == (full.guid,)
    assert (library.count(), library.pending()) == (2, 2)
    annotate_all(tmp_path / "cache.db")
    assert library.pending() == 0

    rows = library.rows(EVERYTHING, 0, 10)
    assert [row.annotated for row in rows] == [True, True]
    assert [library.position(EVERYTHING, row.id) for row in rows] == [0, 1]
    about = library.find_article("turkey is in talks")
    other = library.find_article(full.guid)
    assert other.row.source == "The Gull"
    relation = library.stories.related(about.id)[0]
    assert (relation.article.id, relation.group) == (other.id, RelationGroup.LISTED)
    assert relation.reasons[0] == "listed by the publisher"
    assert library.stories.related(other.id)[0].article.id == about.id

    turkey = library.find_entity("turkey")
    assert turkey.articles == 2
    assert turkey in library.entities()
    assert library.entities(limit=1, text="turk") == [turkey]
    named = [about.text[mention.start : mention.end] for mention in library.mentions(about.id)]
    assert named.count("Turkey") == 2
    contexts = library.mentions_of(turkey.id)
    assert len(contexts) == turkey.mentions == 3
    assert {context.article_id for context in contexts} == {about.id, other.id}
    assert library.next_naming(turkey.id, rows[0].id) == rows[1].id
    assert library.next_naming(turkey.id, rows[1].id, forward=False) == rows[0].id
    assert turkey.id in [item.entity.id for item in library.entities_in(about.id)]
    card = library.entity(turkey.id)
    assert card.entity == turkey
    assert card.timeline == (("2019-10-29", 1),)
    if card.under:
        assert len(library.mentions_of(turkey.id, linked=True)) > len(contexts)

    library.marks.change([about.id], "read", True)
    library.marks.change([about.id], "starred", True)
    assert library.article(about.id).row.read
    assert [row.id for row in library.rows(ListQuery(starred=True), 0, 9)] == [about.id]
    assert library.count(ListQuery(unread=True)) == 1


def test_marks_and_articles_outlive_the_session(tmp_path):
    path = tmp_path / "cache.db"
    with Library.open(path) as library:
        library.add([parse_seed(FULL)])
        library.marks.change([1], "read", True)
    with Library.open(path, create=False) as library:
        assert library.article(1).row.read


def test_the_door_serves_threads(library):
    library.add([parse_seed(FULL)])
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: library.marks.change([1], "starred", True), range(8)))
        assert list(pool.map(lambda _: library.count(), range(8))) == [1] * 8


CALLS = {
    "add": lambda library: library.add([parse_seed(FULL)]),
    "count": lambda library: library.count(),
    "rows": lambda library: library.rows(EVERYTHING, 0, 1),
    "position": lambda library: library.position(EVERYTHING, 1),
    "article": lambda library: library.article(1),
    "find_article": lambda library: library.find_article("Russia"),
    "mentions": lambda library: library.mentions(1),
    "entities_in": lambda library: library.entities_in(1),
    "entity": lambda library: library.entity(1),
    "find_entity": lambda library: library.find_entity("Turkey"),
    "entities": lambda library: library.entities(),
    "mentions_of": lambda library: library.mentions_of(1),
    "newest_naming": lambda library: library.newest_naming(1, 15),
    "next_naming": lambda library: library.next_naming(1, 1),
    "pending": lambda library: library.pending(),
    "marks": lambda library: library.marks.change([1], "read", True),
    "finding": lambda library: library.finding.snippets(ListQuery(text="storm"), [1]),
    "quotes": lambda library: library.quotes.listed(),
    "corrections": lambda library: library.corrections.listed(),
    "subscriptions": lambda library: library.subscriptions.feeds(),
    "stories": lambda library: [library.stories.related(1), *library.stories.storylines()],
    "watches": lambda library: library.watches.listed(),
    "places": lambda library: [library.places.keep(1, (3, 0)), library.places.of(1)],
    "upkeep": lambda library: library.upkeep.export(Path("x"), secrets=False),
    "filters": lambda library: library.filters.listed(),
    "mutes": lambda library: [library.mutes.listed(), library.mutes.count(), library.mutes.among([1])],
}


def test_every_call_is_tried_here():
    public = {name for name in vars(Library) if not name.startswith("_")}
    assert public - {"open", "close", "interrupt"} == set(CALLS)


@pytest.mark.parametrize("call", CALLS)
def test_what_goes_wrong_in_the_cache_is_one_sentence(library, tmp_path, call):
    path = tmp_path / "cache.db"
    other = connect(path)
    other.execute("PRAGMA foreign_keys = OFF")
    tables = other.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if not table.startswith(("article_fts_", "sqlite_")):
            other.execute(f"DROP TABLE {table}")
    other.close()
    with pytest.raises(CacheError) as error:
        CALLS[call](library)
    assert str(path) in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_door_says_so(tmp_path, call):
    library = Library.open(tmp_path / "cache.db")
    library.close()
    with pytest.raises(CacheError, match="is closed"):
        CALLS[call](library)


@pytest.mark.parametrize("number", [-1, 0, 99, 2**63, -(2**80)])
def test_ids_that_nothing_has(library, number):
    library.add([parse_seed(FULL)])
    for lookup in (library.article, library.entity):
        with pytest.raises(NotFoundError):
            lookup(number)
    assert library.mentions(number) == ()
    assert library.entities_in(number) == ()
    assert library.mentions_of(number, linked=True) == []
    assert library.stories.related(number) == []
    assert library.next_naming(number, number) is None
    assert library.rows(ListQuery(entity_id=number), 0, 9) == []
    library.marks.change([number], "read", True)


def test_reading_only(tmp_path):
    path = tmp_path / "cache.db"
    with pytest.raises(CacheError, match="There is no cache"):
        Library.open(path, read_only=True)
    with Library.open(path) as library:
        library.add([parse_seed(FULL)])
    with Library.open(path, read_only=True) as library:
        assert library.count() == 1
        with pytest.raises(CacheError, match="not written"):
            library.add([ParsedArticle("g", "T", "t")])


def test_a_cache_that_is_up_to_date_opens_without_sqlite_utils(tmp_path):
    path = tmp_path / "cache.db"
    Library.open(path).close()
    program = (
        "import sys; from pathlib import Path; from reader.library import Library\n"
        f"library = Library.open(Path({str(path)!r}))\n"
        "library.count(); library.marks.change([1], 'read', True); library.close()\n"
        "assert not {'sqlite_utils', 'spacy', 'textual', 'numpy'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=LIMIT)
    assert done.returncode == 0, done.stderr
