"""Lists, articles, entities, mentions, relations and citations, for people and as JSON."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_kit import HARBOUR, Tidewire

from reader.library import Library

ROW = {"id", "guid", "title", "url", "source", "authors", "published", "section", "read", "starred"}
FAKE = ("--recogniser", "fake")


def test_a_row_has_the_fixed_shape(stored: Path, tidewire: Tidewire) -> None:
    row = tidewire("list", "harbour", "--json").rows[0]
    assert set(row) == ROW
    assert row["title"] == "Harbour bridge reopens"
    assert row["authors"] == ["Ada Byrne", "Tom Vance"]
    assert row["published"] == "2019-10-25T11:10:00Z"
    assert row["guid"] == row["url"] == "https://coast.example/bridge"
    assert (row["read"], row["starred"]) == (False, False)


def test_lists_are_narrowed(stored: Path, tidewire: Tidewire) -> None:
    everything = tidewire("list", "--json").rows
    assert len(everything) == 3
    with Library.open(stored) as library:
        library.marks.change([everything[0]["id"]], "read", True)
        library.marks.change([everything[1]["id"]], "starred", True)
    assert tidewire("list", "--unread", "--json").rows == [
        row | {"starred": i == 0} for i, row in enumerate(everything[1:])
    ]
    assert [row["id"] for row in tidewire("list", "--starred", "--json").rows] == [everything[1]["id"]]
    assert len(tidewire("list", "--limit", "2", "--json").rows) == 2
    assert [row["title"] for row in tidewire("search", "missiles", "moscow", "--json").rows] == [
        "Turkey and Russia talk about missiles"
    ]
    nothing = tidewire("search", "zebra")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "No article matches.\n")
    assert tidewire("search", "zebra", "--quiet").err == ""


def test_long_lists_are_whole(tmp_path: Path, tidewire: Tidewire) -> None:
    lines = b"\n".join(b'{"id": %d, "text": "Report %d."}' % (n, n) for n in range(1001))
    tidewire("import", "--jsonl", "-", stdin=lines)
    ids = [row["id"] for row in tidewire("list", "--json").rows]
    assert len(ids) == len(set(ids)) == 1001
    assert len(tidewire("list", "--json", "--limit", "501").rows) == 501


@pytest.mark.parametrize(
    "ref", [["1"], ["https://coast.example/bridge"], ["Harbour bridge reopens"], ["harbour", "bridge"]]
)
def test_an_article_is_found_by_whatever_it_is_called(stored: Path, tidewire: Tidewire, ref: list[str]) -> None:
    found = tidewire("show", *ref, "--json")
    assert found.status == 0
    assert found.rows[0]["title"] == "Harbour bridge reopens"
    assert found.rows[0]["text"].startswith("The bridge over the harbour")


def test_an_article_is_set_for_reading(stored: Path, tidewire: Tidewire) -> None:
    lines = tidewire("show", "1").out.splitlines()
    assert lines[0] == "Harbour bridge reopens"
    assert lines[1] == "Coast Post · Ada Byrne, Tom Vance · 2019-10-25 11:10 UTC"
    assert lines[2:4] == ["https://coast.example/bridge", ""]
    assert max(map(len, lines)) <= 72
    assert "" in lines[4:-1]


def test_what_is_not_there_is_told(stored: Path, tidewire: Tidewire) -> None:
    for command in (
        ("show", "zebra"),
        ("show", "999"),
        ("mentions", "Zebra", *FAKE),
        ("cite", "zebra"),
        ("related", "zebra", *FAKE),
    ):
        found = tidewire(*command, "--quiet")
        assert (found.status, found.out) == (1, "")
        assert found.err.startswith("tidewire: ") and len(found.err.splitlines()) == 1


def test_a_cache_that_is_not_there_is_not_made_by_reading(tmp_path: Path, tidewire: Tidewire) -> None:
    for command in (("list",), ("entities",), ("show", "1"), ("annotate",)):
        found = tidewire(*command)
        assert (found.status, found.out) == (1, "")
        assert "no cache" in found.err
    assert not (tmp_path / "cache.db").exists()


def test_entities_have_the_fixed_shape_and_are_annotated_first(stored: Path, tidewire: Tidewire) -> None:
    found = tidewire("entities", "--json", *FAKE)
    assert found.err == "Annotating 3 articles …\n"
    named = {row["name"]: row for row in found.rows}
    assert set(named["Turkey"]) == {"id", "name", "label", "articles", "mentions", "aliases", "under"}
    assert (named["Turkey"]["label"], named["Turkey"]["articles"]) == ("GPE", 2)
    assert named["Recep Tayyip Erdogan"]["aliases"][:2] in (
        ["Recep Tayyip Erdogan", "Erdogan"],
        ["Erdogan", "Recep Tayyip Erdogan"],
    )
    assert tidewire("entities", "--json", *FAKE).err == ""
    assert [row["name"] for row in tidewire("entities", "erdogan", "--json").rows] == ["Recep Tayyip Erdogan"]


def test_entities_of_one_article_come_the_most_central_first(stored: Path, tidewire: Tidewire) -> None:
    found = tidewire("entities", "--in", "1", "--json", *FAKE).rows
    assert len(found) > 1
    saliences = [row["salience"] for row in found]
    assert saliences == sorted(saliences, reverse=True)
    assert 0 < saliences[-1] < saliences[0] <= 1
    assert {row["id"] for row in found} < {row["id"] for row in tidewire("entities", "--json").rows}
    assert tidewire("entities", "--in", "1", "--limit", "1").out.split()[0] == found[0]["name"].split()[0]
    assert tidewire("entities", "some", "words", "--in", "1").status == 2


def test_linked_entities_stand_under_theirs(stored: Path, tidewire: Tidewire) -> None:
    lines = tidewire("entities", "--quiet", *FAKE).out.splitlines()
    names = [line[:46].rstrip() for line in lines]
    assert lines[0].split() == ["name", "label", "articles", "mentions"]
    assert sorted(names[names.index("Turkey") + 1 :][:2]) == ["  Ankara", "  Turkish"]
    assert len(names) == len(set(names))
    assert {len(line) for line in lines} == {len(lines[0])} and len(lines[0]) <= 80


def test_people_are_shown_the_most_named_unless_they_want_more(
    stored: Path, tidewire: Tidewire, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = tidewire("entities", "--json", "--quiet", *FAKE).rows
    monkeypatch.setattr("reader.cli.naming.SHOWN", 2)
    few = tidewire("entities")
    assert len(few.out.splitlines()) == 1 + 2
    assert few.err == "These are the 2 most named; --limit N shows more.\n"
    more = tidewire("entities", "--limit", "100")
    assert len(more.out.splitlines()) == 1 + len(every) and more.err == ""
    assert tidewire("entities", "--json").rows == every


def test_nothing_is_annotated_where_that_is_not_wanted(stored: Path, tidewire: Tidewire) -> None:
    found = tidewire("entities", "--no-annotate")
    assert (found.status, found.out, found.err) == (0, "", "No entities are known yet.\n")


def test_mentions_have_the_fixed_shape(stored: Path, tidewire: Tidewire) -> None:
    rows = tidewire("mentions", "turkey", "--json", "--quiet", *FAKE).rows
    assert set(rows[0]) == {"article", "start", "end", "text", "context", "label", "entity"}
    assert [row["article"] for row in rows] == [1, 3]
    with Library.open(stored) as library:
        for row in rows:
            assert library.article(row["article"]).text[row["start"] : row["end"]] == row["text"] == "Turkey"
            assert row["text"] in row["context"]
    linked = tidewire("mentions", "turkey", "--linked", "--json", *FAKE).rows
    assert {row["entity"] for row in linked} == {"Turkey", "Ankara", "Turkish"}
    assert len(tidewire("mentions", "turkey", "--linked", "--limit", "1", "--json", *FAKE).rows) == 1


def test_mentions_for_people_mark_the_name(stored: Path, tidewire: Tidewire) -> None:
    out = tidewire("mentions", "Turkey", "--quiet", *FAKE).out
    assert "    1  2019-10-25  Harbour bridge reopens" in out
    assert "[Turkey] paid for it." in out
    assert max(map(len, out.splitlines())) <= 80


def test_related_stories_have_scores_and_reasons(stored: Path, tidewire: Tidewire) -> None:
    rows = tidewire("related", "harbour", "bridge", "--json", "--quiet", *FAKE).rows
    assert set(rows[0]) == ROW | {"score", "reasons", "group", "copy_of"}
    assert rows[-1]["title"] == "Ferry prices rise"
    assert rows[-1]["reasons"]
    every = tidewire("related", "--all", "--json", *FAKE).rows
    assert {row["article"] for row in every} == {1, 2, 3}
    assert set(every[0]) == {"article", "guid", "related"}
    assert rows == next(row["related"] for row in every if row["article"] == 1)
    assert "Ferry prices rise" in tidewire("related", "1", *FAKE).out


@pytest.mark.parametrize("arguments", [[], ["1", "--all"]])
def test_related_wants_one_article_or_all(stored: Path, tidewire: Tidewire, arguments: list[str]) -> None:
    assert tidewire("related", *arguments).status == 2


@pytest.mark.parametrize("option", ["--style", "--format"])
def test_citations(stored: Path, tidewire: Tidewire, option: str) -> None:
    apa = tidewire("cite", "1", option, "apa")
    assert apa.out.startswith("Byrne, A., & Vance, T. (2019, October 25). Harbour bridge reopens.")
    assert apa.out.count("\n") == 1
    assert tidewire("cite", "1", option, "bibtex").out.startswith("@")
    row = tidewire("cite", "1", option, "mla", "--json").rows[0]
    assert set(row) == {"id", "guid", "style", "part", "text"}
    assert row["text"].startswith("Byrne, Ada")
    assert tidewire("cite", "1", option, "apa", "--part", "cite").out == "(Byrne & Vance, 2019)\n"
    unknown = tidewire("cite", "1", option, "chicgo")
    assert unknown.status == 1 and "chicago" in unknown.err


def test_the_configured_citation_is_the_standard(stored: Path, tmp_path: Path, tidewire: Tidewire) -> None:
    assert tidewire("cite", "1").out == tidewire("cite", "1", "--style", "apa").out
    (tmp_path / "config.toml").write_text('citation = "mla"', "utf-8")
    assert tidewire("cite", "1").out == tidewire("cite", "1", "--style", "mla").out
    (tmp_path / "config.toml").write_text('citaton = "mla"', "utf-8")
    broken = tidewire("cite", "1")
    assert broken.status == 1 and "did you mean citation?" in broken.err


def test_several_citations_are_one_list(stored: Path, tidewire: Tidewire) -> None:
    assert len(tidewire("cite", "1", "3", "--style", "apa").out.splitlines()) == 2


def test_a_cache_that_cannot_be_written_can_be_read(
    stored: Path, tidewire: Tidewire, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    before = stored.read_bytes()
    assert len(tidewire("list", "--json").rows) == 3
    found = tidewire("entities", *FAKE)
    assert (found.status, found.out) == (0, "")
    assert "cannot be written" in found.err
    assert stored.read_bytes() == before


def test_what_is_printed_never_reaches_the_terminal_as_a_command(tmp_path: Path, tidewire: Tidewire) -> None:
    hostile = HARBOUR.replace("Harbour", "Har\x1b[2Jbour").replace("ribbon", "rib\x9b31mbon\u202e")
    tidewire("import", "-", stdin=hostile.encode())
    for command in (("list",), ("show", "1"), ("list", "--json"), ("cite", "1"), ("mentions", "Turkey", *FAKE)):
        out = tidewire(*command).out
        assert out and not {"\x1b", "\x9b", "\u202e"} & set(out)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (["turkey"], ["Harbour bridge reopens", "Turkey and Russia talk about missiles"]),
        (["turkey", "-missiles"], ["Harbour bridge reopens"]),
        (["-harbour", "turkey", "--quiet"], ["Turkey and Russia talk about missiles"]),
        (["turkey", '-"harbour bridge"'], ["Turkey and Russia talk about missiles"]),
        (['source:"wire nine"', "sort:oldest"], ["Turkey and Russia talk about missiles"]),
        (["author:byrne", "after:2019-10-25"], ["Harbour bridge reopens"]),
        (["turkey", "sort:oldest"], ["Turkey and Russia talk about missiles", "Harbour bridge reopens"]),
    ],
)
@pytest.mark.parametrize("command", ["list", "search"])
def test_list_and_search_speak_the_filter_language(stored: Path, tidewire: Tidewire, command, query, titles) -> None:
    assert [row["title"] for row in tidewire(command, *query, "--json").rows] == titles


def test_a_mistake_in_a_query_is_told_with_what_was_meant(stored: Path, tidewire: Tidewire) -> None:
    for command in ("list", "search"):
        told = tidewire(command, "turkey", "sorce:wire")
        assert (told.status, told.out) == (1, "")
        assert told.err == "tidewire: There is no “sorce:” to look by; did you mean “source:”?\n"


def test_search_shows_the_words_around_what_was_found(stored: Path, tidewire: Tidewire) -> None:
    lines = tidewire("search", "ribbon").out.splitlines()
    assert "Harbour bridge reopens" in lines[0]
    assert "Erdogan cut the ribbon." in " ".join(line.strip() for line in lines[1:])
    assert max(map(len, lines)) <= 80


def test_storylines_are_told_in_the_fixed_shape(stored: Path, tidewire: Tidewire) -> None:
    rows = tidewire("storylines", "--json", *FAKE).rows
    assert all(set(row) == {"id", "title", "articles", "first", "last"} for row in rows)
    assert all(set(article) == ROW for row in rows for article in row["articles"])
    assert tidewire("storylines", "--limit", "0", *FAKE).status == 2
    assert tidewire("storylines", *FAKE).status == 0


def test_an_entity_is_watched_and_let_go(stored: Path, tidewire: Tidewire) -> None:
    assert "No entity is watched" in tidewire("watch", *FAKE).err
    assert "Turkey is watched" in tidewire("watch", "turkey", *FAKE).err
    (row,) = tidewire("watch", "--json", *FAKE).rows
    assert (row["name"], row["new_articles"], row["new_mentions"]) == ("Turkey", 0, 0)
    assert "nothing new" in tidewire("watch", *FAKE).out
    assert "no longer watched" in tidewire("watch", "turkey", "--stop", *FAKE).err
    assert tidewire("watch", "--stop", *FAKE).status == 2
