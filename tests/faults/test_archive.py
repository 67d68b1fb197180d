"""Everything in one file and back: the same cache comes out, and another cache loses nothing by taking it in."""

import gzip
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from reader.annotator.work import annotate_pending
from reader.errors import ImportFailedError
from reader.library import Library
from reader.store.database import connect
from tests.faults.random_cache import entities_of, fill, ids_of

SEEDS = (1, 2)


def export(cache: Path, file: Path, *, secrets: bool = True) -> list[dict[str, object]]:
    """The records of a cache, as the file has them."""
    with Library.open(cache) as library:
        library.upkeep.export(file, secrets=secrets)
    unpack = gzip.decompress if file.suffix == ".gz" else bytes
    return [json.loads(line) for line in unpack(file.read_bytes()).splitlines()]


def take(cache: Path, file: Path, *, trusted: bool = True):
    errors: list[str] = []
    with Library.open(cache) as library, file.open("rb") as stream:
        return library.upkeep.take_in(stream, errors, trusted=trusted), errors


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cache_comes_back_as_it_was(tmp_path, seed):
    cache = fill(tmp_path / "one.db", seed)
    records = export(cache, tmp_path / "all.jsonl.gz")
    kinds = {record["kind"] for record in records}
    assert kinds >= {"tidewire", "feed", "article", "quote", "correction", "search", "mute", "watch", "end"}
    restored, errors = take(tmp_path / "two.db", tmp_path / "all.jsonl.gz")
    assert errors == []
    assert restored.articles == len(restored.stored) > 10
    annotate_pending(tmp_path / "two.db", "fake")
    assert export(tmp_path / "two.db", tmp_path / "again.jsonl.gz")[1:] == records[1:]
    assert entities_of(tmp_path / "two.db") == entities_of(cache)


def test_taking_it_in_twice_changes_nothing(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    records = export(cache, tmp_path / "all.jsonl")
    restored, errors = take(cache, tmp_path / "all.jsonl")
    assert (errors, restored.stored, sum(restored.new.values())) == ([], (), 0)
    assert export(cache, tmp_path / "again.jsonl")[1:] == records[1:]


def test_two_caches_become_one_without_loss(tmp_path):
    one, two = fill(tmp_path / "one.db", 1), fill(tmp_path / "two.db", 2)
    with Library.open(one) as library:
        shared = [library.article(article_id) for article_id in ids_of(library)[:3]]
    before = export(one, tmp_path / "one.jsonl"), export(two, tmp_path / "two.jsonl")
    _, errors = take(two, tmp_path / "one.jsonl")
    assert errors == []
    after = export(two, tmp_path / "after.jsonl")

    def told(records, kind, *names):
        return {json.dumps([each.get(name) for name in names]) for each in records if each["kind"] == kind}

    for kind, *names in (
        ("feed", "url"),
        ("article", "guid", "source", "title", "text"),
        ("quote", "words", "cited"),
        ("correction", "correction", "entity", "value", "article"),
    ):
        assert told(after, kind, *names) == told(before[0], kind, *names) | told(before[1], kind, *names)
    assert told(after, "article", "guid", "starred") == told([*before[0], *before[1]], "article", "guid", "starred")
    with Library.open(two) as library:
        assert [library.find_article(each.row.guid).text for each in shared] == [each.text for each in shared]
        assert len(library.filters.listed()) == 2


def test_marks_of_both_sides_are_kept_and_ids_are_new(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    export(cache, tmp_path / "all.jsonl")
    with Library.open(cache) as library:
        ids = ids_of(library)
        library.marks.change(ids, "starred", False)
        library.marks.change(ids[:1], "starred", True)
        library.marks.set_tags(ids[0], ["here"])
    take(cache, tmp_path / "all.jsonl")
    with Library.open(cache) as library:
        assert library.article(ids[0]).row.starred
        assert len([each for each in ids_of(library) if library.article(each).row.starred]) in (3, 4)
        assert ids_of(library) == ids


def test_passwords_are_left_out_unless_asked_for(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    with Library.open(cache) as library:
        from reader.model.feed import Subscription

        library.subscriptions.subscribe([Subscription("https://ida:hidden@secret.example/feed")])
    export(cache, tmp_path / "all.jsonl", secrets=False)
    written = (tmp_path / "all.jsonl").read_text("utf-8")
    assert "pa ss" not in written
    assert "hidden" not in written
    assert "https://secret.example/feed" in written
    take(tmp_path / "two.db", tmp_path / "all.jsonl")
    with closing(connect(tmp_path / "two.db")) as db:
        assert db.execute("SELECT count(*) FROM secret").fetchone() == (0,)


def test_only_our_own_file_says_that_an_address_was_typed(tmp_path):
    with Library.open(tmp_path / "one.db") as library:
        from reader.model.feed import Subscription

        library.subscriptions.subscribe([Subscription("http://nas.lan/feed", typed=True)])
    export(tmp_path / "one.db", tmp_path / "all.jsonl")
    for trusted in (False, True):
        take(tmp_path / f"{trusted}.db", tmp_path / "all.jsonl", trusted=trusted)
        with Library.open(tmp_path / f"{trusted}.db") as library:
            assert library.subscriptions.find("nas").typed is trusted


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_without_its_end_brings_what_it_holds_and_says_so(tmp_path, packed):
    cache = fill(tmp_path / "one.db", 1)
    file = tmp_path / ("all.jsonl.gz" if packed else "all.jsonl")
    export(cache, file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
    restored, errors = take(tmp_path / "two.db", file)
    assert restored.stored
    assert any("end of the file is missing" in error for error in errors)


def test_a_bad_line_costs_that_line_alone(tmp_path):
    cache = fill(tmp_path / "one.db", 1)
    export(cache, tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)
    bad = [b"not json\n", b'{"kind": "dream"}\n', b'{"kind": "article", "id": "x"}\n', b"[1]\n", b"\xff\xfe\n"]
    (tmp_path / "all.jsonl").write_bytes(b"".join(lines[:2] + bad + lines[2:]))
    restored, errors = take(tmp_path / "two.db", tmp_path / "all.jsonl")
    assert len(errors) == len(bad)
    assert all(error.startswith("Line ") for error in errors)
    assert len(restored.stored) == sum(b'"kind": "article"' in line for line in lines)


def test_what_a_terminal_would_obey_does_not_come_in(tmp_path):
    said = [
        {"kind": "tidewire", "format": 1},
        {"kind": "feed", "url": "https://a.example/", "own_title": "a\x1b[2Jb", "secret": {"user": "x\r\nHost: evil"}},
        {"kind": "feed", "url": "javascript:alert(1)"},
        {
            "kind": "article",
            "id": 1,
            "guid": "g\x07",
            "title": "t\u202e",
            "text": "a\x1b]0;x\x07b",
            "fetched": "2020-01-01T00:00:00Z",
            "listed": "2020-01-01",
            "structure": [["link", 0, 2, "file:///x", 0]],
        },
        {
            "kind": "quote",
            "words": "w\x9b1m",
            "before": "",
            "after": "",
            "start": 0,
            "created": "2020-01-01T00:00:00Z",
            "cited": json.dumps({"title": "\x1b[31m"}),
        },
        {"kind": "end", "records": 4},
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, said)), "utf-8")
    _, errors = take(tmp_path / "two.db", tmp_path / "all.jsonl")
    assert len(errors) == 2
    with closing(connect(tmp_path / "two.db")) as db:
        dump = "\n".join(line for line in db.iterdump() if "article_fts" not in line and "CREATE" not in line)
    assert not any(char in dump for char in "\x1b\x07\x9b\u202e")
    assert "u001b" not in dump
    assert "file:" not in dump


def test_a_file_of_a_later_form_is_refused(tmp_path):
    with Library.open(tmp_path / "two.db") as library, pytest.raises(ImportFailedError, match="newer Tidewire"):
        stream = io.BufferedReader(io.BytesIO(b'{"kind": "tidewire", "format": 99}\n'))
        library.upkeep.take_in(stream, [])


def test_what_was_read_before_is_read_when_it_comes(tmp_path):
    from tests.faults.random_cache import Maker

    article = Maker(11).article(1)
    said = [
        {"kind": "tidewire", "format": 1},
        {"kind": "read", "guids": [article.guid], "source": article.source},
        {"kind": "end", "records": 1},
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, said)), "utf-8")
    take(tmp_path / "two.db", tmp_path / "all.jsonl")
    with Library.open(tmp_path / "two.db") as library:
        library.add([article])
        assert library.find_article(article.guid).row.read
    with closing(connect(tmp_path / "two.db")) as db:
        assert db.execute("SELECT count(*) FROM awaited").fetchone() == (0,)


KEPT = {
    *("feed", "secret", "let_go", "feed_article", "article", "structure", "original", "revision", "status", "tag"),
    *("listed", "quote", "edit", "saved_filter", "watch", "watch_news", "awaited", "mute", "place", "citation"),
}
FOUND_AGAIN = {
    *("entity", "alias", "form", "entity_link", "found_link", "mention", "overruled", "article_entity", "term"),
    *("statistic", "vector", "neighbour", "circle", "sketch", "storyline", "storyline_article", "unsettled"),
    *("forgotten", "outbox", "failure", "pipeline", "recognition", "muted", "mute_due"),
    *("unindexed", "article_fts", "_sqlite_migrations", "day", "tally", "unread"),
}


def test_of_every_table_it_is_known_whether_it_travels(tmp_path):
    """A new table either goes into `reader/store/safety/archive.py`, with the records that it needs, or is found."""
    with closing(connect(tmp_path / "one.db")) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    tables = {name for name in tables if not name.startswith(("article_fts_", "sqlite_"))}
    assert tables - KEPT - FOUND_AGAIN == set()
