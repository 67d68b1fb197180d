"""A server on this machine that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """An answer; with `raw` these bytes are sent as they are."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Answering = Reply | bytes | Callable[[dict[str, str]], Reply]


class Loopback:
    """`pages` holds the answers by path; `asked` the paths and headers of every request, in order.

    `callers` are the other ends of all connections.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.callers: set[tuple[str, int]] = set()
        self.running = self.most = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A reader that hangs up is what some tests are about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self._lock:
            self.asked.append((handler.path, headers))
            self.callers.add(handler.client_address)
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            page = self.pages.get(handler.path, Reply(status=404))
            reply = page(headers) if callable(page) else Reply(page) if isinstance(page, bytes) else page
            self._send(handler, reply)
        finally:
            with self._lock:
                self.running -= 1

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.raw is not None:
            handler.wfile.write(reply.raw)
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.status not in (204, 304):
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def rss(*titles: str, name: str = "The Wire", base: str = "https://wire.example", body: str = "Some words.") -> bytes:
    """A feed with an article for every title."""
    items = "".join(
        f"<item><title>{title}</title><link>{base}/{title.replace(' ', '-')}</link>"
        f"<guid isPermaLink='false'>{title}</guid><pubDate>Tue, 06 Jan 2026 08:3{number % 10}:00 GMT</pubDate>"
        f"<description>{body} {title}</description></item>"
        for number, title in enumerate(titles)
    )
    head = f"<title>{name}</title><link>{base}/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()
