"""Web pages: which feeds they offer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from reader.ingest.addresses import absolute
from reader.ingest.clean import clean_line
from reader.ingest.markup import Tag, tokens

FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml"}
)
USUAL = ("feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json")
BESIDE = 4  # of these, how many are looked for beside a page that is not a site's first
MOST = 10
_LONGEST = 200  # letters of what a page calls a feed


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page offers; `title` is what the page calls it, one clean line, "" where it does not say."""

    url: str
    title: str = ""


def feeds_of(page: str, url: str) -> list[Offer]:
    """The feeds that a page announces, in its order, each once; after them those it merely links to.

    A feed of comments comes behind the others that are announced.
    """
    announced: list[Offer] = []
    comments: list[Offer] = []
    linked: list[Offer] = []
    base = url
    for token in tokens(page):
        if not isinstance(token, Tag) or token.end:
            continue
        if token.name == "base" and base == url:
            base = urljoin(url, token.attributes.get("href", ""))
        elif token.name == "link":
            _announce(token, base, comments if "comment" in token.rest.lower() else announced)
        elif token.name == "a":
            _notice(token, base, linked)
    found: dict[str, Offer] = {}
    for offer in (*announced, *comments, *linked):
        found.setdefault(offer.url, offer)
    return list(found.values())[:MOST]


def _announce(tag: Tag, base: str, found: list[Offer]) -> None:
    attributes = tag.attributes
    kind = attributes.get("type", "").split(";")[0].strip().lower()
    words = attributes.get("rel", "").lower().split()
    if ("alternate" in words and kind in FEED_TYPES) or "feed" in words:
        address = absolute(base, attributes.get("href", ""))
        if address:
            found.append(Offer(address, clean_line(attributes.get("title", ""))[:_LONGEST]))


def _notice(tag: Tag, base: str, found: list[Offer]) -> None:
    if len(found) < MOST and any(word in tag.rest.lower() for word in ("rss", "atom", "feed")):
        address = absolute(base, tag.attributes.get("href", ""))
        if address and address.lower().rstrip("/").endswith((".xml", ".rss", ".atom", "/feed", "/rss", "feed.json")):
            found.append(Offer(address))


def usual_places(url: str) -> list[str]:
    """Where sites of all kinds keep their feed, though they do not say so: beside the page, or at the top."""
    name = urlsplit(url).path.rpartition("/")[2]
    folder = urljoin(url, f"{name}/") if name and "." not in name else url
    beside = [urljoin(folder, place) for place in USUAL[:BESIDE]]
    return list(dict.fromkeys([*beside, *(urljoin(url, f"/{place}") for place in USUAL)]))
