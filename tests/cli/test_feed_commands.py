"""Feeds from the command line: added, reloaded, listed, removed, exported, and imported again."""

from __future__ import annotations

import base64
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from cli_kit import subscribe

from reader.errors import FetchError
from reader.library import Library
from reader.net.adding import typed_address
from reader.net.decode import Body
from reader.net.parsing import ParsedFeed, Parsers
from reader.net.policy import place_of
from tests.loopback import Reply, rss
from tests.patience import LIMIT


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache.db"


def test_a_feed_is_added_by_its_address_and_read(server, tidewire):
    server.pages["/feed"] = rss("First story", "Second story")
    (row,) = tidewire(
        "--json", "add", f"{server.base}/feed", "--folder", "\x1b[31mNe\u202ews\x7f", "--tag", "\x9bx"
    ).rows
    assert row["stored"] == ["First story", "Second story"]
    assert (row["feed"], row["title"]) == (f"{server.base}/feed", "The Wire")
    assert {row["source"] for row in tidewire("--json", "list").rows} == {"The Wire"}
    (feed,) = tidewire("--json", "feeds").rows
    assert (feed["folder"], feed["tags"], feed["articles"], feed["unread"]) == ("News", ["x"], 2, 2)


def test_a_site_leads_to_its_feed(server, tidewire):
    server.pages["/"] = b"<!doctype html><link rel=alternate type='application/rss+xml' href='/hidden/feed'>"
    server.pages["/hidden/feed"] = rss("Found")
    server.pages["/plain"] = b"<!doctype html><p>no feed is named"
    assert tidewire("--json", "add", f"{server.base}/").rows[0]["feed"] == f"{server.base}/hidden/feed"
    server.pages["/feed.xml"] = rss("Usual place")
    assert tidewire("--json", "add", f"{server.base}/plain").rows[0]["feed"] == f"{server.base}/feed.xml"


def test_a_preview_keeps_nothing(server, tidewire, cache):
    server.pages["/feed"] = rss("First story")
    (row,) = tidewire("--json", "add", "--preview", f"{server.base}/feed").rows
    assert (row["title"], row["articles"], row["titles"]) == ("The Wire", 1, ["First story"])
    assert not cache.exists()


def test_what_cannot_be_added_is_one_sentence(server, tidewire, cache):
    server.pages["/page"] = b"<!doctype html><p>nothing"
    for address in (f"{server.base}/none", f"{server.base}/page", "file:///etc/passwd", "http://", "http://[::1"):
        result = tidewire("add", address)
        assert (result.status, result.out, len(result.err.splitlines())) == (1, "", 1)
    assert not cache.exists()


def test_a_reload_stores_what_is_new_and_asks_politely(server, tidewire, tmp_path):
    validators = {"ETag": '"1"', "Last-Modified": "Tue, 06 Jan 2026 08:30:00 GMT"}

    def feed(asked):
        if asked.get("if-none-match"):
            return Reply(status=304, headers={"ETag": '"2"', "Last-Modified": "Wed, 07 Jan 2026 08:30:00 GMT"})
        return Reply(rss("One", "Two"), headers=validators)

    server.pages["/feed"] = feed
    subscribe(tidewire, tmp_path, f'{server.base}/feed "tag" "~My wire"')
    (first,) = tidewire("--json", "reload").rows
    assert first["stored"] == ["One", "Two"]
    (second,) = tidewire("--json", "reload").rows
    assert (second["stored"], second["feed"]) == ([], f"{server.base}/feed")
    tidewire("reload")
    for _, headers in server.asked[1:]:  # always those of the body that is kept
        assert [headers["if-none-match"], headers["if-modified-since"]] == list(validators.values())
    assert {row["source"] for row in tidewire("--json", "list").rows} == {"My wire"}


def test_an_unchanged_reload_touches_no_row(server, tidewire, tmp_path, cache):
    server.pages["/feed"] = rss("One", "Two")
    subscribe(tidewire, tmp_path, f"{server.base}/feed")
    tidewire("reload")
    with sqlite3.connect(cache) as db:
        db.execute("CREATE TABLE touched (what TEXT)")
        for event in ("INSERT", "UPDATE", "DELETE"):
            db.execute(f"CREATE TRIGGER t{event} AFTER {event} ON article BEGIN INSERT INTO touched VALUES ('x'); END")
    assert tidewire("reload").status == 0
    assert sqlite3.connect(cache).execute("SELECT count(*) FROM touched").fetchone() == (0,)


def test_a_rule_of_retention_holds_for_a_feed_that_has_nothing_new(server, tidewire, tmp_path, cache):
    server.pages["/feed"] = rss("One", "Two", "Three")
    subscribe(tidewire, tmp_path, f"{server.base}/feed")
    tidewire("reload")
    with closing(sqlite3.connect(cache)) as db, db:
        db.execute("UPDATE article SET fetched = '2026-01-01T00:00:00Z'")  # what came today stays in any case
    tidewire("reload")
    assert len(tidewire("--json", "list").rows) == 3
    with (tmp_path / "config.toml").open("a") as config:
        config.write("[keep]\ncount = 1\n")
    tidewire("reload")
    assert len(tidewire("--json", "list").rows) == 1


def test_bad_feeds_are_told_and_do_not_keep_the_good(server, tidewire, tmp_path):
    server.pages |= {"/good": rss("Fine"), "/page": b"<!doctype html><p>x", "/gone": Reply(status=410)}
    subscribe(tidewire, tmp_path, *(f"{server.base}/{name}" for name in ("gone", "none", "page", "good")))
    result = tidewire("--json", "reload")
    assert result.status == 1
    assert {row["feed"].rpartition("/")[2]: row["stored"] for row in result.rows if row["stored"]} == {"good": ["Fine"]}
    errors = {row["feed"].rpartition("/")[2]: row["error"] for row in tidewire("--json", "feeds", "--errors").rows}
    assert set(errors) == {"gone", "none", "page"}
    asked = len(server.asked)
    tidewire("reload")
    assert "/gone" not in server.paths()[asked:]
    tidewire("reload", f"{server.base}/gone")
    assert server.paths()[-1] == "/gone"


def test_a_server_that_wants_patience_gets_it(server, tidewire, tmp_path):
    server.pages["/busy"] = Reply(status=429, headers={"Retry-After": "3600"})
    subscribe(tidewire, tmp_path, f"{server.base}/busy")
    tidewire("reload")
    assert "in peace" in tidewire("reload").err
    assert tidewire("--json", "reload", "--due").rows == []
    assert server.paths() == ["/busy"]


def test_a_private_address_of_a_list_is_not_reached(server, tidewire, tmp_path):
    (tmp_path / "config.toml").write_text("")
    subscribe(tidewire, tmp_path, f"{server.base}/feed")
    result = tidewire("reload")
    assert "[network] allow" in result.err
    assert server.asked == []


def test_when_what_went_wrong_is_asked_again_is_said(server, tidewire, tmp_path):
    server.pages |= {"/busy": Reply(status=429, headers={"Retry-After": "7200"}), "/gone": Reply(status=410)}
    subscribe(tidewire, tmp_path, f"{server.base}/busy", f"{server.base}/gone")
    tidewire("reload")
    (waits,) = [row["next"] for row in tidewire("--json", "feeds").rows if row["feed"].endswith("busy")]
    said = tidewire("feeds", "--errors").out
    assert f"Due again from {waits[:10]} {waits[11:16]} UTC on." in said
    assert "`tidewire reload 2` asks it again." in said
    assert f"left in peace until {waits[:10]} {waits[11:16]} UTC" in tidewire("reload").err


def test_a_moved_feed_keeps_its_articles_and_its_new_address(server, tidewire, tmp_path):
    server.pages["/old"] = rss("One")
    subscribe(tidewire, tmp_path, f"{server.base}/old")
    tidewire("reload")
    server.pages |= {"/old": Reply(status=301, headers={"Location": "/new"}), "/new": rss("One", "Two")}
    (row,) = tidewire("--json", "reload").rows
    assert (row["stored"], row["moved"]) == (["Two"], f"{server.base}/new")
    (feed,) = tidewire("--json", "feeds").rows
    assert (feed["feed"], feed["articles"]) == (f"{server.base}/new", 2)


def test_a_feed_moves_though_it_has_nothing_new(server, tidewire):
    first = Reply(rss("One"), headers={"ETag": '"1"'})
    server.pages["/old"] = first
    tidewire("add", f"{server.base}/old")
    server.pages["/old"] = Reply(status=301, headers={"Location": "/new"})
    server.pages["/new"] = lambda headers: Reply(status=304) if headers.get("if-none-match") == '"1"' else first
    assert tidewire("reload").out == f"The Wire: has moved to {server.base}/new\n"
    asked = len(server.asked)
    assert tidewire("reload").out == ""
    assert server.paths()[asked:] == ["/new"]


def test_a_local_feed_that_was_typed_may_move_within_its_server(server, tidewire, tmp_path):
    (tmp_path / "config.toml").write_text("")
    server.pages["/old"] = rss("One")
    tidewire("add", f"{server.base}/old")
    server.pages |= {"/old": Reply(status=301, headers={"Location": "/new"}), "/new": rss("One", "Two")}
    assert tidewire("reload").out == f"The Wire: 1 new, has moved to {server.base}/new\n"
    assert (tidewire("reload").status, server.paths()[-1]) == (0, "/new")


def test_a_password_is_asked_for_kept_and_never_printed(server, tidewire):
    def closed(asked):
        return Reply(rss("Secret")) if asked.get("authorization") == "Basic YWRhOnB3" else Reply(status=401)

    server.pages["/feed"] = closed
    assert "--user" in tidewire("add", f"{server.base}/feed").err
    assert tidewire("add", f"{server.base}/feed", "--user", "ada", stdin=b"pw\n").status == 0
    assert tidewire("--json", "reload").status == 0
    for shown in (tidewire("--json", "feeds"), tidewire("export"), tidewire("export", "--format", "newsboat")):
        assert "pw" not in shown.out.replace("cpwd", "")
    host = server.base.removeprefix("http://")
    assert tidewire("--json", "add", f"http://ada:pw@{host}/feed").rows[0]["feed"] == f"{server.base}/feed"


def test_a_password_that_is_not_taken_is_said_to_be(server, tidewire):
    server.pages["/feed"] = lambda asked: Reply(rss("A")) if asked.get("authorization") else Reply(status=401)
    tidewire("add", f"{server.base}/feed", "--user", "ada", stdin=b"pw\n")
    server.pages["/feed"] = Reply(status=401)
    assert "does not take the user and password" in tidewire("reload").err
    refused = tidewire("--json", "add", f"{server.base}/feed")
    assert (refused.rows[0]["status"], "asks for a user" in refused.err) == (401, True)


def test_of_the_feeds_of_a_page_another_can_be_chosen_but_none_that_it_does_not_offer(server, tidewire):
    link = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{0}">'
    page = f"<html><head>{link.format('a')}{link.format('b')}</head></html>".encode()
    server.pages |= {"/": page, "/a": rss("One"), "/b": rss("Two"), "/c": rss("Three")}
    (found,) = tidewire("--json", "add", "--preview", f"{server.base}/").rows
    assert [offer["title"] for offer in found["offers"]] == ["a", "b"]
    tidewire("add", "--choose", found["offers"][1]["feed"], f"{server.base}/")
    assert "does not offer" in tidewire("add", "--choose", f"{server.base}/c", f"{server.base}/").err
    assert [row["feed"] for row in tidewire("--json", "feeds").rows] == [f"{server.base}/b"]


def test_a_feed_that_a_page_offers_may_not_lead_into_ones_own_network(server, tidewire, tmp_path):
    (tmp_path / "config.toml").write_text("")
    inside = server.base.replace("127.0.0.1", "127.0.0.2") + "/feed"
    server.pages |= {"/": f'<html><link rel="alternate" type="application/rss+xml" href="{inside}">'.encode()}
    server.pages["/feed"] = rss("Inside")
    refused = tidewire("--config", tmp_path / "config.toml", "add", "--choose", inside, f"{server.base}/")
    assert "[network] allow" in refused.err
    assert [path for path, _ in server.asked] == ["/"]


def test_a_page_whose_feed_is_shut_says_so_and_not_that_it_has_none(server, tidewire):
    server.pages["/"] = b'<html><link rel="alternate" type="application/rss+xml" href="/shut"></html>'
    server.pages["/shut"] = Reply(status=401)
    assert "asks for a user and password" in tidewire("add", f"{server.base}/").err


def test_removing_exporting_and_importing_again_gives_the_same_feeds(server, tidewire, tmp_path):
    server.pages |= {"/a": rss("One", name='A & "B"'), "/b": rss("Two", name="Other")}
    tidewire("add", f"{server.base}/a", "--folder", "News/Local", "--tag", "x", "--title", "Mine <own>")
    tidewire("add", f"{server.base}/b")
    before = [(row["feed"], row["title"], row["folder"], row["tags"]) for row in tidewire("--json", "feeds").rows]
    assert tidewire("export", tmp_path / "feeds.opml").status == 0
    assert tidewire("export", tmp_path / "urls2", "--format", "newsboat").status == 0
    assert tidewire("export", "-").out == (tmp_path / "feeds.opml").read_text("utf-8")
    for row in tidewire("--json", "feeds").rows:
        assert tidewire("remove", row["feed"]).status == 0
    assert tidewire("feeds").out == ""
    assert len(tidewire("--json", "list").rows) == 2
    assert tidewire("--json", "import", tmp_path / "feeds.opml").rows[0]["feeds"] == 2
    after = [(row["feed"], row["title"], row["folder"], row["tags"]) for row in tidewire("--json", "feeds").rows]
    assert after == before
    assert tidewire("--json", "import", tmp_path / "urls2").rows[0]["feeds"] == 0
    assert [row["stored"] for row in tidewire("--json", "reload").rows] == [[], []]
    assert tidewire("remove", "no such feed").status == 1


def test_a_list_of_nothing_but_bad_lines_is_told_of_in_brief(tidewire, tmp_path):
    (tmp_path / "urls").write_text("https://one.example/\n" + "exec:x\n" * 1_000)
    done = tidewire("--json", "import", tmp_path / "urls")
    assert done.rows[0]["feeds"] == 1
    said = done.err.splitlines()
    assert "Line 2: exec:x would run a program" in said[0]
    assert (len(said), said[-1].rpartition(": ")[2]) == (101, "900 more could not be taken.")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_any_moment_nothing_reported_is_lost_and_no_feed_is_half_stored(server, tidewire, tmp_path, cache):
    names = [f"f{number}" for number in range(12)]
    for name in names:
        server.pages[f"/{name}"] = rss(*(f"{name} story {n}" for n in range(20)), base=f"https://{name}.example")
    subscribe(tidewire, tmp_path, *(f"{server.base}/{name}" for name in names))
    command = [sys.executable, "-m", "reader", "--cache", str(cache), "--json", "reload"]
    environment = {**os.environ, "TIDEWIRE_CONFIG": str(tmp_path / "config.toml")}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    assert child.stdout is not None
    told = [json.loads(child.stdout.readline()) for _ in range(3)]
    child.kill()
    told += [json.loads(line) for line in child.stdout if line.endswith(b"\n")]
    child.wait()
    child.stdout.close()
    with Library.open(cache, create=False) as library:
        counts = {feed.url: feed.articles for feed in library.subscriptions.feeds(counts=True)}
    assert all(counts[row["feed"]] == 20 for row in told)
    assert set(counts.values()) <= {0, 20}
    assert tidewire("reload").status == 0
    assert len(tidewire("--json", "list", "--limit", "500").rows) == 240


def test_two_reloads_at_once_store_each_article_once(server, tidewire, tmp_path, cache):
    for number in range(6):
        server.pages[f"/f{number}"] = rss(
            *(f"f{number} story {n}" for n in range(15)), base=f"https://f{number}.example"
        )
    subscribe(tidewire, tmp_path, *(f"{server.base}/f{number}" for number in range(6)))
    environment = {**os.environ, "TIDEWIRE_CONFIG": str(tmp_path / "config.toml")}
    command = [sys.executable, "-m", "reader", "--cache", str(cache), "--json", "reload"]
    children = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for _ in "ab"
    ]
    for child in children:
        _, err = child.communicate(timeout=LIMIT)
        assert (child.returncode, err) == (0, b"")
    assert len(tidewire("--json", "list", "--limit", "500").rows) == 90


def test_a_slow_feed_delays_no_other(server, tidewire, tmp_path):
    end = threading.Event()

    def slow(_):
        end.wait(20)
        return Reply(rss("Late"))

    server.pages |= {f"/slow{n}": slow for n in range(2)}
    server.pages |= {f"/f{n}": rss(f"story {n}", base=f"https://f{n}.example") for n in range(8)}
    subscribe(
        tidewire, tmp_path, *(f"{server.base}/slow{n}" for n in range(2)), *(f"{server.base}/f{n}" for n in range(8))
    )

    def watch() -> None:
        """The slow ones may end once all the others have been asked for."""
        while len(set(server.paths())) < 10 and not end.wait(0.01):
            pass
        end.set()

    threading.Thread(target=watch, daemon=True).start()
    rows = tidewire("--json", "reload").rows
    assert sum(len(row["stored"]) for row in rows) == 9


@pytest.mark.parametrize(("address", "says"), [(" ", "No address was given."), ("http://", "names no server")])
def test_an_address_that_is_none_is_told_as_what_it_is(address: str, says: str):
    with pytest.raises(FetchError, match=says):
        place_of(typed_address(address)[0][0])


def test_an_address_without_a_scheme_at_a_port_is_asked_in_plain_http_first():
    assert typed_address("news.example:8080/feed")[0] == [
        "http://news.example:8080/feed",
        "https://news.example:8080/feed",
    ]
    assert typed_address("nas.lan")[0][0] == "http://nas.lan"
    assert typed_address("127.0.0.1:80")[0][0] == "http://127.0.0.1:80"
    assert typed_address("news.example")[0] == ["https://news.example", "http://news.example"]
    assert typed_address("news.example:443")[0][0] == "https://news.example:443"


def test_the_site_of_a_feed_survives_opml(tidewire, tmp_path):
    line = '<outline text="W" xmlUrl="https://wire.example/f" htmlUrl="https://wire.example/"/>'
    (tmp_path / "in.opml").write_text(f'<opml version="2.0"><body>{line}</body></opml>')
    tidewire("import", tmp_path / "in.opml")
    assert tidewire("--json", "feeds").rows[0]["site"] == "https://wire.example/"
    assert 'htmlUrl="https://wire.example/"' in tidewire("export").out


def test_a_page_that_offers_no_feed_is_not_asked_for_in_another_scheme(server, tidewire):
    server.pages["/page"] = b"<!doctype html><p>nothing"
    bare = server.base.removeprefix("http://")
    assert tidewire("add", f"{bare}/page").err.endswith("is a web page that offers no feed.\n")
    assert server.paths().count("/page") == 1


def test_a_page_whose_feeds_do_not_answer_is_given_up_in_the_end(server, tidewire, monkeypatch):
    monkeypatch.setattr("reader.net.adding.LONGEST_LOOK", 0.05)
    links = (f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(9))
    server.pages["/page"] = ("<!doctype html>" + "".join(links)).encode()
    waiting = threading.Event()
    server.pages["/0"] = lambda _: Reply(status=404 if waiting.wait(9) else 500)
    found = tidewire("add", f"{server.base}/page")
    waiting.set()
    assert (found.status, found.err.count("\n")) == (1, 1)
    assert found.err.endswith("no feed that it offers answered in time.\n")


def test_large_answers_are_taken_one_after_the_other(server, tidewire, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.net.decode.HELD", 100)
    running: list[str] = []
    most = []
    parse = Parsers.parse

    async def watched(parsers: Parsers, body: Body, url: str, content_type: str) -> ParsedFeed:
        running.append(url)
        most.append(len(running))
        try:
            return await parse(parsers, body, url, content_type)
        finally:
            running.remove(url)

    monkeypatch.setattr(Parsers, "parse", watched)
    server.pages |= {f"/{n}": rss(f"Story {n}") for n in range(3)}
    subscribe(tidewire, tmp_path, *(f"{server.base}/{n}" for n in range(3)))
    assert tidewire("reload").status == 0
    assert most == [1, 1, 1]


def test_a_password_in_a_listed_address_is_kept_but_shown_nowhere(server, tidewire, tmp_path, cache):
    server.pages["/feed"] = rss("First story")
    subscribe(tidewire, tmp_path, server.base.replace("//", "//ann:s%40fe@") + "/feed")
    shown = tidewire("export").out + tidewire("--json", "feeds").out + tidewire("reload").out
    assert "s%40fe" not in shown and "s@fe" not in shown
    credentials = base64.b64encode(b"ann:s@fe").decode()
    assert [headers["authorization"] for _, headers in server.asked] == [f"Basic {credentials}"]


def newsboats_cache(path: Path, url: str) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE rss_feed (rssurl, url, title)")
        db.execute(
            "CREATE TABLE rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)"
        )
        db.executemany("INSERT INTO rss_feed VALUES (?, '', 'Wire')", [(url,), ("exec:/bin/ls",)])
        items = [("Read", 0, ""), ("Starred", 1, "s"), ("New", 1, None)]
        db.executemany(
            f"INSERT INTO rss_item VALUES (?1, ?1, 'Ida', 'https://x.example/' || ?1, '{url}', 99, 'text', ?2, ?3, 0)",
            items,
        )
        db.execute(
            "INSERT INTO rss_item SELECT 'Deleted', 'Deleted', author, url, feedurl, 9, '', 0, '', 1 FROM rss_item"
        )
        db.commit()
    return path


def test_what_was_read_starred_and_deleted_in_newsboat_is_so_here(server, tidewire, tmp_path):
    titles = ("Read", "Starred", "New", "Deleted", "Later")
    items = "".join(f"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title></item>" for name in titles)
    server.pages["/feed"] = Reply(f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode())
    file = newsboats_cache(tmp_path / "newsboat.db", f"{server.base}/feed")
    done = tidewire("import", file)
    assert "exec:/bin/ls is no address on the web" in done.err
    assert f"{file}: 1 marked as read, 1 starred" in done.err
    assert "0 marked as read, 0 starred" in tidewire("import", file).err
    assert [row["stored"] for row in tidewire("--json", "reload").rows] == [["Later"]]
    found = {row["title"]: (row["read"], row["starred"]) for row in tidewire("--json", "list").rows}
    assert found == {"Read": (True, False), "Starred": (False, True), "New": (False, False), "Later": (False, False)}


def test_a_feed_may_be_asked_under_a_name_of_its_own(server, tidewire):
    server.pages |= {"/a": rss("One"), "/b": rss("Two")}
    tidewire("add", f"{server.base}/a", "--user-agent", "My reader/1 (me@home)")
    tidewire("add", f"{server.base}/b")
    tidewire("reload")
    said = {(path, asked["user-agent"].partition("/")[0]) for path, asked in server.asked}
    assert said == {("/a", "My reader"), ("/b", "Tidewire")}


def test_a_server_that_refuses_is_asked_less_often(server, tidewire, tmp_path, cache):
    server.pages["/no"] = Reply(status=403)
    server.pages["/ill"] = Reply(status=500)
    subscribe(tidewire, tmp_path, f"{server.base}/no", f"{server.base}/ill")
    told = tidewire("reload").err
    assert "refuses to give this (403)" in told
    with closing(sqlite3.connect(cache)) as db:
        times = dict(db.execute("SELECT substr(url, -3), julianday(next_fetch) - julianday(checked) FROM feed"))
    assert round(times["/no"] * 24 * 60) == 120
    assert round(times["ill"] * 24 * 60) == 15
