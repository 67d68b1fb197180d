"""Feeds over HTTP/2, where a server offers it: several at a time on one connection."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived

from reader.net.connect import Pool
from reader.net.fetch import Request, fetch
from reader.net.policy import Policy
from tests.loopback import rss


class Server:
    """Answers every request with a feed that is called by its path, once two have been asked for."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context = context
        self.port = self._listening.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                bare, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with self._context.wrap_socket(bare, server_side=True) as stream:
                self._talk(stream)

    def _talk(self, stream: ssl.SSLSocket) -> None:
        talk = H2Connection(H2Configuration(client_side=False))
        talk.initiate_connection()
        stream.sendall(talk.data_to_send())
        asked: dict[int, str] = {}
        while data := stream.recv(65536):
            for event in talk.receive_data(data):
                if isinstance(event, RequestReceived):
                    asked[event.stream_id] = dict(event.headers)[b":path"].decode()
                elif isinstance(event, DataReceived):
                    talk.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            if len(asked) == 2:
                for number, path in asked.items():
                    talk.send_headers(number, [(":status", "200"), ("etag", f'"{path}"')])
                    talk.send_data(number, rss(path), end_stream=True)
                asked.clear()
            stream.sendall(talk.data_to_send())

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    kind = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=x -addext subjectAltName=IP:127.0.0.1"
    command = [openssl, "req", "-x509", *kind.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2"])
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr("reader.net.connect.ssl.create_default_context", lambda: trusting)
    server = Server(context)
    yield server
    server.close()


def test_two_feeds_come_over_one_connection(secure: Server):
    async def both() -> list[tuple[bytes, str | None]]:
        pool = Pool(4)
        policy = Policy(("127.0.0.1",))
        try:
            requests = (Request(f"https://127.0.0.1:{secure.port}/{name}", policy) for name in "ab")
            answers = await asyncio.gather(*(fetch(pool, request) for request in requests))
        finally:
            await pool.close()
        return [(answer.body, answer.etag) for answer in answers]

    assert asyncio.run(both()) == [(rss("/a"), '"/a"'), (rss("/b"), '"/b"')]
    assert secure.connections == 1
