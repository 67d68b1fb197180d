"""One address fetched: redirects followed with care, limits kept, and every failure a sentence."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
import idna

from reader import __version__
from reader.errors import FetchError
from reader.ingest.clean import clean_line
from reader.model.feed import Secret
from reader.net.connect import Pool, acknowledge, current_policy
from reader.net.decode import Body
from reader.net.policy import Place, Policy, place_of

TOTAL = 25.0  # seconds for one address, redirects included
LARGEST = 20 * 1024 * 1024
HOPS = 8
LONGEST_WAIT = 7 * 86400
USER_AGENT = f"Tidewire/{__version__} (news reader)"
FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9,"
    " */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"
_MOVED: Final = {301, 308}
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_SIGN_IN: Final = "give them in the list of feeds, or with `tidewire add ADDRESS --user NAME`"
_NOT_TAKEN: Final = f"does not take the user and password that it was given; {_SIGN_IN}"
_SAID: Final = {
    401: f"asks for a user and password; {_SIGN_IN}",
    402: "wants to be paid for this",
    403: "refuses to give this",
    404: "has nothing at this address",
    407: "is behind a proxy that wants a password",
    408: "gave up waiting",
    410: "says that this is gone for good",
    429: "was asked too often",
    451: "may not show this for legal reasons",
    503: "is out of service for now",
}


_PUBLIC: Final = Policy()


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch and how; `etag` and `last_modified` are those of the answer that is kept."""

    url: str
    policy: Policy = _PUBLIC
    etag: str | None = None
    last_modified: str | None = None
    user_agent: str | None = None
    secret: Secret | None = None
    accept: str = FEED_TYPES


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, or the word that nothing has changed; `moved` is the new address where the old one is given up for good.

    `max_age` is in seconds: how long the server thinks that this holds.
    """

    url: str
    content: Body = field(default_factory=lambda: Body("", 0))
    unchanged: bool = False
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    max_age: int | None = None
    moved: str | None = None

    @property
    def body(self) -> bytes:
        """What came, read from the disk each time where it is large."""
        return self.content.whole()

    @property
    def large(self) -> bool:
        """Whether so much came that few such should be in memory at once."""
        return self.content.large


async def fetch(pool: Pool, request: Request) -> Answer:
    """Fetch an address within the limits of time and size; FetchError says why it could not be."""
    current_policy.set(request.policy)
    place = place_of(request.url)
    try:
        async with asyncio.timeout(TOTAL):
            return await _follow(pool, request)
    except TimeoutError:
        raise FetchError(f"{place.host} did not answer in full within {TOTAL:.0f} seconds.") from None
    except FetchError:
        raise
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise FetchError(_sentence(place, error)) from error
    except (OSError, ValueError, httpcore.UnsupportedProtocol, RuntimeError) as error:
        raise FetchError(f"{place.host} could not be reached ({type(error).__name__}).") from error


async def _follow(pool: Pool, request: Request) -> Answer:
    url, permanent = request.url, True
    for _ in range(HOPS):
        status, headers, body = await _once(pool, replace(request, url=url), url == request.url)
        if status == 304 and not (request.etag or request.last_modified):
            raise FetchError(f"{place_of(url).host} says that nothing has changed, but was not asked that.")
        if status not in _REDIRECTS:
            moved = url if permanent and url != request.url else None
            return _answer(url, status, headers, body, moved)
        permanent = permanent and status in _MOVED
        url = _next(url, headers)
    raise FetchError(f"{place_of(url).host} leads from address to address without end.")


def _next(url: str, headers: Mapping[str, str]) -> str:
    location = headers.get("location", "").strip()
    if not location:
        raise FetchError(f"{place_of(url).host} says that this has moved, but not where to.")
    try:
        target = urljoin(url, location)
    except ValueError:
        raise FetchError(f"{place_of(url).host} leads to what is no address.") from None
    place_of(target)
    return urlunsplit(urlsplit(target)._replace(fragment=""))


async def _once(pool: Pool, request: Request, first: bool) -> tuple[int, dict[str, str], Body | None]:
    """One request and its answer; what signs in goes only to the address that it is for."""
    place = place_of(request.url)
    wire = httpcore.Request(
        "GET",
        _wire_url(request.url, place),
        headers=_headers(request, place, first=first),
        extensions={"timeout": {"connect": 10.0, "read": TOTAL, "write": 10.0, "pool": TOTAL}},
    )
    connections = pool.of(place.scheme, request.policy)
    response = await _sent(connections, wire)
    acknowledge(response.extensions.get("network_stream"))
    try:
        headers = _lower(response.headers)
        if response.status == 304:
            async for _ in response.aiter_stream():  # only where the end has been seen is the connection used again
                break
        if response.status in _REDIRECTS or response.status == 304:
            return response.status, headers, None
        if not 200 <= response.status < 300:
            raise _refusal(place, response.status, headers, signed=first and request.secret is not None)
        return response.status, headers, await _body(response, headers)
    finally:
        await response.aclose()


async def _sent(connections: httpcore.AsyncConnectionPool, wire: httpcore.Request) -> httpcore.Response:
    """The beginning of an answer; asked for once more, on another connection, where none comes.

    The server may just have closed a connection that was kept, or have said more on it than was asked.
    """
    with suppress(httpcore.RemoteProtocolError):
        return await connections.handle_async_request(wire)
    return await connections.handle_async_request(wire)


async def _body(response: httpcore.Response, headers: dict[str, str]) -> Body:
    """The body; the validators of one that was packed and is cut off are dropped, so that it is asked for again."""
    body = Body(headers.get("content-encoding", ""), LARGEST)
    async for piece in response.aiter_stream():
        body.add(piece)
    if not body.complete:
        headers.pop("etag", None)
        headers.pop("last-modified", None)
    return body


def _lower(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), _text(value))
    return found


def _text(value: bytes) -> str:
    """A header's value in the encoding that it turns out to have, as one safe line."""
    try:
        return clean_line(value.decode("utf-8"))
    except UnicodeDecodeError:
        return clean_line(value.decode("latin-1"))


def _wire_url(url: str, place: Place) -> httpcore.URL:
    parts = urlsplit(url)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]{}|^")
    return httpcore.URL(
        scheme=place.scheme.encode(), host=_ascii_host(place.host).encode(), port=place.port, target=target.encode()
    )


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise FetchError(f"{host} is no name of a server.") from None


def _headers(request: Request, place: Place, *, first: bool) -> list[tuple[bytes, bytes]]:
    host = _ascii_host(place.host)
    host = f"[{host}]" if ":" in host else host
    standard = {"http": 80, "https": 443}[place.scheme]
    headers = {
        "Host": host if place.port == standard else f"{host}:{place.port}",
        "User-Agent": request.user_agent or USER_AGENT,
        "Accept": request.accept,
        "Accept-Encoding": "gzip, deflate, br",
        "If-None-Match": request.etag,
        "If-Modified-Since": request.last_modified,
        "Authorization": _authorization(request.secret) if first and request.secret else None,
    }
    return [(name.encode(), _header(value)) for name, value in headers.items() if value]


def _header(value: str) -> bytes:
    """A value that cannot become two headers."""
    return re.sub(r"[\x00-\x1f\x7f]", "", value).strip().encode("latin-1", "replace")


def _authorization(secret: Secret) -> str | None:
    if secret.token:
        return f"Bearer {secret.token}"
    if secret.user is None:
        return None
    pair = f"{secret.user}:{secret.password or ''}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def _answer(url: str, status: int, headers: Mapping[str, str], content: Body | None, moved: str | None) -> Answer:
    return Answer(
        url=url,
        content=content or Body("", 0),
        unchanged=status == 304,
        content_type=headers.get("content-type", "")[:200],
        etag=_short(headers.get("etag")),
        last_modified=_short(headers.get("last-modified")),
        max_age=_max_age(headers),
        moved=moved,
    )


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 1000 else None


def _max_age(headers: Mapping[str, str]) -> int | None:
    control = headers.get("cache-control", "").lower()
    match = re.search(r"max-age\s*=\s*\"?(\d{1,9})", control)
    if match:
        return int(match[1])
    expires = _http_date(headers.get("expires", ""))
    if expires is None or "no-cache" in control or "no-store" in control:
        return None
    date = _http_date(headers.get("date", "")) or datetime.now(UTC)
    return max(0, int((expires - date).total_seconds()))


def _http_date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refusal(place: Place, status: int, headers: Mapping[str, str], *, signed: bool) -> FetchError:
    said = _SAID.get(status) or ("has trouble of its own" if status >= 500 else "answered with an error")
    said = _NOT_TAKEN if status == 401 and signed else said
    wait = _retry_after(headers.get("retry-after", "").strip())
    return FetchError(f"{place.host} {said} ({status}).", status=status, wait=wait, gone=status == 410)


def _retry_after(text: str) -> int | None:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return min(int(text), LONGEST_WAIT)
    moment = _http_date(text) if text else None
    if moment is None:
        return None
    return max(0, min(int((moment - datetime.now(UTC)).total_seconds()), LONGEST_WAIT))


def _sentence(place: Place, error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return f"{place.host} did not answer in time."
    text = str(error).lower()
    if "certificate" in text or "ssl" in text or "tls" in text:
        return f"{place.host} cannot prove who it is: its certificate is not valid."
    if "without sending" in text:
        return f"{place.host} broke off before its answer was complete."
    if isinstance(error, httpcore.ProtocolError):
        return f"{place.host} answered with something that is not HTTP."
    return f"{place.host} cannot be reached: the connection was refused or broke off."
