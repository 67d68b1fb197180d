"""One address fetched from a server on this machine: redirects, limits, and every failure a sentence."""

import asyncio
import errno
import gzip
import socket
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import httpcore
import pytest

from reader.errors import FetchError
from reader.ingest.clean import clean_line
from reader.model.feed import Secret
from reader.net import fetch as fetching
from reader.net.connect import Pool
from reader.net.fetch import Answer, Request, fetch
from reader.net.policy import Policy
from tests.loopback import Loopback, Reply

HERE = Policy(allow=("127.0.0.1",))


def get(url: str, policy: Policy = HERE, **wishes) -> Answer:
    async def once() -> Answer:
        pool = Pool(4)
        try:
            return await fetch(pool, Request(url, policy, **wishes))
        finally:
            await pool.close()

    return asyncio.run(once())


def test_a_body_comes_with_what_the_server_says_of_it(server: Loopback):
    headers = {"ETag": '"1"', "Last-Modified": "x", "Content-Type": "text/xml", "Cache-Control": "max-age=600"}
    server.pages["/feed"] = Reply(b"body", headers=headers)
    answer = get(f"{server.base}/feed")
    assert (answer.body, answer.etag, answer.last_modified, answer.max_age) == (b"body", '"1"', "x", 600)
    (_, asked), = server.asked  # fmt: skip
    assert asked["user-agent"].startswith("Tidewire/")
    assert "authorization" not in asked


def later(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("expires", "control", "least", "most"),
    [(1800, "", 1700, 1800), (1800, "public, MAX-AGE=60", 60, 60), (-1800, "", 0, 0)],
)
def test_how_long_an_answer_holds(server: Loopback, expires: int, control: str, least: int, most: int):
    server.pages["/feed"] = Reply(b"body", headers={"Expires": later(expires), "Cache-Control": control})
    holds = get(f"{server.base}/feed").max_age
    assert holds is not None
    assert least <= holds <= most


@pytest.mark.parametrize(
    ("expires", "control"), [("Thu, 01 Jan 2099 00:00:00 GMT", "no-cache"), ("0", ""), ("soon", "max-age=long")]
)
def test_an_answer_may_not_say_how_long_it_holds(server: Loopback, expires: str, control: str):
    server.pages["/feed"] = Reply(b"body", headers={"Expires": expires, "Cache-Control": control})
    assert get(f"{server.base}/feed").max_age is None


def test_a_server_may_name_the_moment_until_which_it_wants_patience(server: Loopback):
    server.pages["/feed"] = Reply(status=429, headers={"Retry-After": later(7200)})
    with pytest.raises(FetchError) as refused:
        get(f"{server.base}/feed")
    assert 7000 < refused.value.wait <= 7200


def test_what_is_kept_is_asked_about(server: Loopback):
    server.pages["/feed"] = lambda asked: Reply(status=304 if asked.get("if-none-match") == '"1"' else 200)
    assert get(f"{server.base}/feed", etag='"1"').unchanged
    assert not get(f"{server.base}/feed").unchanged


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("identity", bytes),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    ],
)  # fmt: skip
def test_bodies_are_unpacked(server: Loopback, encoding, pack):
    server.pages["/feed"] = Reply(pack(b"words " * 5000), headers={"Content-Encoding": encoding})
    assert get(f"{server.base}/feed").body == b"words " * 5000


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_bomb_is_refused(server: Loopback, encoding, pack):
    server.pages["/bomb"] = Reply(pack(bytes(60_000_000)), headers={"Content-Encoding": encoding})
    with pytest.raises(FetchError, match="larger than 20 MB"):
        get(f"{server.base}/bomb")


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "user and password"), (403, "refuses"), (404, "nothing at this address"), (410, "gone"), (500, "trouble"),
     (429, "too often"), (418, "error")],
)  # fmt: skip
def test_a_refusal_is_a_sentence(server: Loopback, status, said):
    server.pages["/feed"] = Reply(status=status, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match=said) as refused:
        get(f"{server.base}/feed")
    assert (refused.value.status, refused.value.wait, refused.value.gone) == (status, 120, status == 410)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_lasting_ones_move_the_address(server: Loopback, status):
    server.pages["/old"] = Reply(status=status, headers={"Location": "/new"})
    server.pages["/new"] = b"here"
    answer = get(f"{server.base}/old")
    assert (answer.body, answer.url) == (b"here", f"{server.base}/new")
    assert answer.moved == (f"{server.base}/new" if status in (301, 308) else None)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.2:{port}/x", "private address"),
        ("http://[::1]:{port}/x", "private address|reached"), ("http://0.0.0.0:{port}/x", "private address"),
        ("http://169.254.169.254/latest", "private address"), ("file:///etc/passwd", "http and https"),
        ("gopher://x/", "http and https"), ("", "not where to"), ("/old", "without end"), ("http://[", "no address"),
    ],
)  # fmt: skip
def test_a_redirect_leads_nowhere_that_is_closed(server: Loopback, location, said):
    server.pages["/old"] = Reply(status=302, headers={"Location": location.format(port=server.base.rpartition(":")[2])})
    with pytest.raises(FetchError, match=said):
        get(f"{server.base}/old")
    assert set(server.paths()) == {"/old"}


def test_a_private_address_is_not_fetched_unasked(server: Loopback):
    with pytest.raises(FetchError, match=r"\[network\] allow"):
        get(f"{server.base}/feed", Policy())
    assert server.asked == []


def test_a_name_is_looked_up_once_and_the_number_is_what_counts(server: Loopback, monkeypatch):
    """A name that answers with a public number first and a private one later gains nothing by it."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    real = socket.getaddrinfo

    def look_up(host, *rest, **more):
        if host == "rebinding.example":
            return [(2, 1, 6, "", (address, 80)) for address in answers.pop(0)]
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answers.pop(0)
    with pytest.raises(FetchError, match="private address"):
        get(f"http://rebinding.example:{server.base.rpartition(':')[2]}/x", Policy())
    assert server.asked == []


def test_what_signs_in_goes_only_where_it_belongs(server: Loopback):
    server.pages["/old"] = Reply(status=302, headers={"Location": "/new"})
    server.pages["/new"] = b"x"
    get(f"{server.base}/old", secret=Secret("ada", "pa:ss"))
    assert [headers.get("authorization") for _, headers in server.asked] == ["Basic YWRhOnBhOnNz", None]
    get(f"{server.base}/new", secret=Secret(token="t0"))
    assert server.asked[-1][1]["authorization"] == "Bearer t0"


def test_a_header_cannot_be_smuggled_in(server: Loopback):
    server.pages["/feed"] = b"x"
    get(f"{server.base}/feed", etag='"1"\r\nX-Evil: 1', user_agent="me\nX-Worse: 2")
    (_, asked), = server.asked  # fmt: skip
    assert "x-evil" not in asked
    assert "x-worse" not in asked


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\xff\xfe garbage", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", b"HTTP/9.9 hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        b"HTTP/1.1 302 F\r\nLocation: \x1b]0;x\x07\r\n\r\n",
    ],
)  # fmt: skip
def test_a_broken_answer_is_a_sentence(server: Loopback, raw):
    server.pages["/feed"] = Reply(raw=raw)
    with pytest.raises(FetchError, match=r"\.$"):
        get(f"{server.base}/feed")


def test_a_slow_answer_has_a_limit(server: Loopback, monkeypatch):
    import threading

    ended = threading.Event()
    monkeypatch.setattr(fetching, "TOTAL", 0.2)

    def slow(_):
        ended.wait(10)
        return Reply(b"late")

    server.pages["/feed"] = slow
    with pytest.raises(FetchError, match="within"):
        get(f"{server.base}/feed")
    ended.set()


def test_nobody_at_home_is_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(FetchError, match="cannot be reached"):
            get(f"http://127.0.0.1:{port}/")


def test_all_members_of_a_gzip_body_are_unpacked_and_what_follows_is_not(server: Loopback):
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"junk"
    server.pages["/feed"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert get(f"{server.base}/feed").body == b"one two"


def test_a_packed_body_that_is_cut_off_is_asked_for_again(server: Loopback):
    packed = gzip.compress(b"words " * 5000)[:-12]
    server.pages["/feed"] = Reply(packed, headers={"Content-Encoding": "gzip", "ETag": '"1"', "Last-Modified": "x"})
    answer = get(f"{server.base}/feed")
    assert answer.body.startswith(b"words words")
    assert (answer.etag, answer.last_modified) == (None, None)


def test_nothing_new_is_no_answer_to_who_did_not_ask_that(server: Loopback):
    server.pages["/feed"] = Reply(status=304)
    with pytest.raises(FetchError, match="was not asked"):
        get(f"{server.base}/feed")


def test_headers_are_cleaned_at_the_door(server: Loopback):
    server.pages["/feed"] = Reply(b"x", headers={"ETag": '"\x1b[31m\x9b1"', "Content-Type": "text/\x1b]0;x\x07xml"})
    answer = get(f"{server.base}/feed")
    assert (answer.etag, answer.content_type) == ('"1"', "text/xml")
    server.pages["/moved"] = Reply(status=302, headers={"Location": "http://\x9b31m.example:x/"})
    with pytest.raises(FetchError) as refused:
        get(f"{server.base}/moved")
    assert str(refused.value) == clean_line(str(refused.value))


@pytest.mark.parametrize(
    ("error", "said", "offline"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "Try again"), "cannot be looked up now; there may be no network", True),
        (socket.gaierror(socket.EAI_NONAME, "No such name"), "No server is called wire.example", False),
    ],
)
def test_a_name_that_nobody_could_be_asked_for_is_no_unknown_one(monkeypatch, error, said, offline):
    def fails(*_args, **_settings):
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(FetchError, match=said) as raised:
        get("http://wire.example/feed")
    assert raised.value.offline is offline


@pytest.mark.parametrize(("number", "said"), [(errno.ENETUNREACH, "no network"), (errno.ECONNREFUSED, "refused")])
def test_a_way_that_leads_nowhere_is_no_network(monkeypatch, number, said):
    async def fails(*_args, **_settings):
        raise httpcore.ConnectError("All attempts failed") from OSError(number, "")

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", fails)
    with pytest.raises(FetchError, match=said):
        get("http://127.0.0.1:9000/feed")
