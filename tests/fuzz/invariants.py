"""What holds of every pure room whatever it is given: one function a room, AssertionError where it does not hold.

The same functions are fed by hypothesis in the suite and by a coverage-guided fuzzer in `make fuzz`. An error of
Tidewire's own is an answer; any other exception is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from reader.cite import Citation, cite_as, formats
from reader.cite.fragment import address_of_words
from reader.cite.titlecase import titlecase
from reader.errors import QueryError, TidewireError
from reader.ingest.addresses import absolute, harmless, without_tracking
from reader.ingest.charset import decoded
from reader.ingest.clean import clean_line, clean_text
from reader.ingest.feed import parse_feed
from reader.ingest.feed_articles import articles_of
from reader.ingest.fields import web_address
from reader.ingest.jsonl import parse_jsonl
from reader.ingest.metadata import facts_of
from reader.ingest.newsboat import parse_urls
from reader.ingest.opml import parse_opml, write_opml
from reader.ingest.page import feeds_of
from reader.ingest.prose_html import html_to_text
from reader.ingest.sanitise import sanitised
from reader.ingest.seed import parse_seed
from reader.model.article import ParsedArticle
from reader.model.feed import Feed, Markup
from reader.model.spans import sentence_around, sentences
from reader.model.structure import SpanKind, Structure
from reader.query import parse, write
from reader.typeset.cells import cells, clusters
from reader.typeset.layout import typeset
from reader.typeset.wrap import wrap

BASE = "https://a.example/b/"
ACTING = ("<script", "<iframe", "<object", "<embed", "<base", "<meta", "<link")


def clean(data: bytes) -> None:
    """No control character is left, cleaning twice changes nothing, a line is one line."""
    text = _text(data)
    once = clean_text(text)
    assert clean_text(once) == once
    assert not [char for char in once if (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f"]
    assert not [char for char in once if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"]
    once.encode("utf-8")
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def html(data: bytes) -> None:
    """The text is clean, and every span of its structure is a stretch of one line of it."""
    _sound(*html_to_text(_text(data), BASE))


def sanitiser(data: bytes) -> None:
    """No element or attribute that acts is left, and what was sanitised is not changed again."""
    result = sanitised(Markup(_text(data), True, BASE))
    assert not [name for name in ACTING if name in result.lower()]
    again = sanitised(Markup(result, True, BASE))
    assert sanitised(Markup(again, True, BASE)) == again
    assert clean_text(result) == result


def feed(data: bytes) -> None:
    """Every field is clean, each guid stands once, addresses are of the web, texts and spans are sound."""
    document = parse_feed(data, BASE)
    found = articles_of(document, BASE)
    for article in found:
        _article(article)
    assert len({article.guid for article in found}) == len(found)


def seed(data: bytes) -> None:
    """The article is sound and its teasers have titles."""
    article = parse_seed(data)
    _article(article)
    assert all(teaser.title == clean_line(teaser.title) != "" for teaser in article.teasers)


def jsonl(data: bytes) -> None:
    """Every line that says something gives one article or one error."""
    lines = data.split(b"\n")
    found = list(parse_jsonl(lines))
    assert len(found) <= len(lines)
    for article in found:
        if isinstance(article, ParsedArticle):
            _article(article)


def opml(data: bytes) -> None:
    """Addresses are of the web and stand once; what is written is read back as the same feeds."""
    found, refused = parse_opml(data)
    assert all(web_address(each.url) == each.url for each in found)
    assert all(sentence == clean_line(sentence) for sentence in refused)
    feeds = [
        Feed(number, each.url, each.title, folder=each.folder, tags=each.tags) for number, each in enumerate(found)
    ]
    if feeds:
        again, none = parse_opml(write_opml(feeds).encode())
        assert none == []
        assert {each.url for each in again} == {each.url for each in found}


def newsboat(data: bytes) -> None:
    """Addresses are of the web, and nothing that would run is among them."""
    found = parse_urls(_text(data))
    assert all(web_address(each.url) == each.url for each in found.feeds)
    assert all(sentence == clean_line(sentence) for sentence in found.refused)


def page(data: bytes) -> None:
    """What a page says of itself is clean; the feeds it offers are addresses of the web."""
    text = decoded(data)
    facts = facts_of(text)
    assert all(clean_line(value) == value for value in (facts.title, facts.source) if value)
    offers = feeds_of(text, BASE)
    assert all(web_address(offer.url) and clean_line(offer.title) == offer.title for offer in offers)


def url(data: bytes) -> None:
    """An address of the web stays what it is when read again, and nothing makes a harmful one of it."""
    text = _text(data)
    address = web_address(text)
    if address is not None:
        assert web_address(address) == address
        assert without_tracking(without_tracking(address)) == without_tracking(address)
    joined = absolute(BASE, text)
    assert joined is None or joined.startswith(("http://", "https://"))
    assert harmless(harmless(text)) == harmless(text)


def query(data: bytes) -> None:
    """A filter means the same when it is written and read again; a mistake has a place in the line."""
    text = _text(data)
    try:
        wanted = parse(text)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= max(len(text), error.end and len(text))
        return
    assert parse(write(wanted)) == wanted


def spans(data: bytes) -> None:
    """Sentences are in order, apart and not blank; each place lies in the sentence around it."""
    text = clean_text(_text(data))
    found = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    for start, end in found:
        assert text[start:end].strip() == text[start:end] != ""
        left, right = sentence_around(text, start, start + 1)
        assert left <= start < right <= len(text)
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())


def page_set(data: bytes) -> None:
    """No line of several clusters is too wide, no word is lost, and from an offset one comes back to its place."""
    width = 1 + data[0] % 90 if data else 20
    text = clean_text(_text(data[1:]))
    lines = wrap(text, 0, len(text), max(2, width))
    assert all(cells(text[a:b]) <= max(2, width) or len(list(clusters(text[a:b]))) == 1 for a, b in lines)
    text, structure = html_to_text(text)
    layout = typeset("Title", "Byline", text, width, structure=structure)
    offset = 0
    for cluster in clusters(text):
        back = layout.offset_at(layout.row_of(offset), layout.column_of(offset))
        assert back is None or back <= offset or not cells(cluster)
        offset += len(cluster)


def title_case(data: bytes) -> None:
    """Letters change only their case, however often it is done."""
    title = clean_line(_text(data))
    cased = titlecase(title)
    assert cased.upper() == title.upper() or cased.casefold() == title.casefold() or len(cased) != len(title)
    titlecase(cased)


def citation(data: bytes) -> None:
    """Every style and format prints whatever the fields are, on clean lines."""
    fields = [clean_line(part) for part in _text(data).split("\n")]
    title, source, author, address, date = (fields + [""] * 5)[:5]
    made = Citation.from_csl({
        "title": title, "container-title": source, "author": [{"literal": author}], "URL": address,
        "issued": {"raw": date},
    })  # fmt: skip
    for each in formats():
        assert clean_text(cite_as(made, each.id)) is not None
    assert address_of_words(address, title, text=f"{source} {title}", start=len(source) + 1).startswith(address[:1])


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _sound(text: str, structure: Structure) -> None:
    assert clean_text(text) == text
    for span in structure:
        assert 0 <= span.start <= span.end <= len(text)
        assert "\n" not in text[span.start : span.end]
        assert span.kind not in (SpanKind.LINK, SpanKind.FIGURE) or web_address(span.value) == span.value


def _article(article: ParsedArticle) -> None:
    _sound(article.text, article.structure)
    for line in (article.guid, article.title, article.source, article.section, *article.authors):
        assert line is None or clean_line(line) == line
    assert article.title
    assert article.guid
    assert article.url is None or web_address(article.url) == article.url
    json.dumps([replace(article, structure=()).title, article.text]).encode("utf-8")


ROOMS: dict[str, Callable[[bytes], None]] = {
    room.__name__: room
    for room in (
        clean, html, sanitiser, feed, seed, jsonl, opml, newsboat, page, url, query, spans, page_set, title_case,
        citation,
    )
}  # fmt: skip


def hold(room: str, data: bytes) -> None:
    """Give a room its bytes; its invariants hold, or it says in one sentence that it cannot."""
    try:
        ROOMS[room](data)
    except TidewireError as error:
        assert str(error) == clean_line(str(error)) != "", "an error is one clean line"
