"""Addresses of words in a real Chromium: the page scrolls to the quoted passage and marks it."""

from __future__ import annotations

import base64
import json
import shutil
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.request import Request, urlopen

import pytest

from reader.cite.fragment import address_of_words

pytestmark = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")), reason="needs chromium and chromium-driver"
)
PARAGRAPHS = (
    "The council met on Monday. The mayor said no.",
    "On Tuesday, at a state-of-the-art hall – “open, at last” & 100% full – Ömer Kaya's party voted.",
    "After a long night the mayor said no. Nobody had expected that, and nobody in the hall by the river had a word to "
    "say about it for quite some time; then the clerk closed the book, and the lights went out one by one.",
    "На мосту 王小明 met the press: #1, a/b?c=d.",
    "The last word belongs to the ferry.",
)
TEXT = "\n".join(PARAGRAPHS)
HEIGHT = 3000  # pixels between paragraphs: where the page stands says which of them was found
MARK = (255, 0, 255)
PAGE = (
    "<!doctype html><meta charset=utf-8><style>::target-text {background: #f0f} p {margin: 0 0 3000px}</style>"
    "<h1>A page</h1>"
    + "".join(f"<p>{text.replace('&', '&amp;').replace('mayor said', 'mayor <i>said</i>')}</p>" for text in PARAGRAPHS)
)
READ = """const done = arguments[0], begun = Date.now();
(function look() {
  const here = [...document.querySelectorAll('p')].findIndex(p => {
    const box = p.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
  if (scrollY > 0 || Date.now() - begun > 2000) requestAnimationFrame(() => requestAnimationFrame(
    () => done([scrollY, here])));
  else requestAnimationFrame(look);
})();"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page"
    server.shutdown()
    server.server_close()


class Browser:
    """A session of chromedriver, spoken to in the WebDriver protocol."""

    def __init__(self, address: str) -> None:
        self._at = f"{address}/session"
        arguments = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --window-size=320,240"
        wanted = {"goog:chromeOptions": {"args": arguments.split()}}
        made = self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self._at += "/" + made["sessionId"]

    def visit(self, url: str) -> tuple[float, int]:
        """Where the page stands and which paragraph is on the screen, once it has scrolled or will not."""
        self._ask("POST", "/url", {"url": "about:blank"})
        self._ask("POST", "/url", {"url": url})
        scroll, paragraph = self._ask("POST", "/execute/async", {"script": READ, "args": []})
        return scroll, paragraph

    def marked_pixels(self) -> int:
        return count_pixels(base64.b64decode(self._ask("GET", "/screenshot")), MARK)

    def close(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._at + path, data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]


def count_pixels(png: bytes, colour: tuple[int, int, int]) -> int:
    """How many pixels of a PNG (8 bits, RGB or RGBA, not interlaced) have a colour."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind in (2, 6)) == (8, True)
    size = 3 if kind == 2 else 4
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    raw, before, count = zlib.decompress(packed), bytearray(width * size), 0
    for row in range(height):
        start = row * (width * size + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * size])
        unfilter(raw[start], line, before, size)
        count += sum(tuple(line[x : x + 3]) == colour for x in range(0, len(line), size))
        before = line
    return count


def unfilter(kind: int, line: bytearray, before: bytearray, size: int) -> None:
    for at in range(len(line)):
        left = line[at - size] if at >= size else 0
        up, corner = before[at], before[at - size] if at >= size else 0
        nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        line[at] = (line[at] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    command = ["chromedriver", "--port=0"]
    driver = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert driver.stdout is not None
        started = next(line for line in driver.stdout if "success" in line and "on port" in line)
        port = started.rsplit(" ", 1)[1].strip(" .\n")
        session = Browser(f"http://127.0.0.1:{port}")
        yield session
        session.close()
    finally:
        driver.terminate()
        driver.wait()


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [
        ("On Tuesday, at a state-of-the-art hall – “open, at last” & 100% full – Ömer Kaya's party voted.", 1),
        ("the mayor said no.", 2),
        (PARAGRAPHS[2], 2),
        (PARAGRAPHS[2][: PARAGRAPHS[2].index(" that")], 2),
        ("На мосту 王小明 met the press: #1, a/b?c=d.", 3),
        (PARAGRAPHS[3] + "\n" + PARAGRAPHS[4], 3),
        ("The last word belongs to the ferry.", 4),
    ],
)
def test_the_passage_is_shown(browser: Browser, url: str, words: str, paragraph: int) -> None:
    address = address_of_words(url, words, text=TEXT, start=TEXT.rindex(words))
    scroll, shown = browser.visit(address)
    assert (scroll > HEIGHT / 2, shown) == (True, paragraph)


def test_the_passage_is_marked(browser: Browser, url: str) -> None:
    words = "the mayor said no."
    browser.visit(address_of_words(url, words, text=TEXT, start=TEXT.rindex(words)))
    assert browser.marked_pixels() > 200


def test_words_that_the_page_does_not_hold_mark_nothing(browser: Browser, url: str) -> None:
    assert browser.visit(address_of_words(url, "Nothing of the kind was printed."))[0] == 0
