"""From the entries of a feed to articles: what each is named by, what its text is, and when it appeared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from reader.ingest.addresses import absolute, joined, without_tracking
from reader.ingest.clean import clean_text
from reader.ingest.fields import split_authors, stable_guid
from reader.ingest.patience import frugality
from reader.ingest.prose import in_lines, title_of
from reader.ingest.prose_html import html_to_text
from reader.model.article import LONGEST_TEXT, ParsedArticle
from reader.model.feed import Entry, FeedDocument, Markup
from reader.model.structure import Structure

_LONGEST_GUID = 1000
_TAG = re.compile(r"<[a-zA-Z/!?]")
_NEVER = ("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z")  # what programs write that have no date


def articles_of(document: FeedDocument, url: str = "") -> list[ParsedArticle]:
    """The articles of a feed in its order; an entry that says nothing, or just what an earlier one does, is left out.

    `url` resolves what is still relative: where the feed came from or, of a file, its site.
    Raises ImportFailedError where they would take too much memory.
    """
    guids: set[str] = set()
    found: dict[object, ParsedArticle] = {}
    with frugality():
        for guid, entry in _named(document.entries, url):
            article = _article(entry, guid, url, document) if guid not in guids else None
            if article is not None:
                guids.add(guid)
                found.setdefault((article.title, article.text, article.url, article.published), article)
    return list(found.values())


def _named(entries: Sequence[Entry], url: str) -> Iterator[tuple[str, Entry]]:
    """Each entry with its guid: what the feed names it by, and where that names several, with the rest that tells."""
    given = [_guid(entry, url) for entry in entries]
    distinct = Counter(guid for guid, _ in {(guid, _traits(entry)) for guid, entry in zip(given, entries, strict=True)})
    for guid, entry in zip(given, entries, strict=True):
        if distinct[guid] > 1:
            yield f"{guid}#{stable_guid(*_traits(entry))}", entry
        else:
            yield guid, entry


def _guid(entry: Entry, url: str) -> str:
    """The id, else the link, else title and date."""
    guid = entry.id or (entry.link and joined(url, entry.link))
    if not guid:
        return stable_guid(entry.title, entry.published or entry.updated or "", _words(entry))
    return guid if len(guid) <= _LONGEST_GUID else stable_guid(guid)


def _words(entry: Entry) -> str:
    """The text itself, where neither title nor date says which entry this is."""
    if entry.title and (entry.published or entry.updated):
        return ""
    markup = entry.content or entry.summary
    return markup.value if markup else ""


def _traits(entry: Entry) -> tuple[str, str]:
    """What tells entries of one guid apart."""
    return (entry.link if entry.link != entry.id else "", entry.title)


def _article(entry: Entry, guid: str, url: str, document: FeedDocument) -> ParsedArticle | None:
    text, structure, summary = _texts(entry, url)
    link = next(filter(None, (absolute(url, each) for each in (entry.original, entry.link, entry.enclosure))), None)
    if not (text or entry.title or link):
        return None
    updated = entry.updated if entry.updated not in _NEVER else None
    published = entry.published if entry.published and entry.published not in _NEVER else updated
    authors = entry.authors or (() if entry.author else document.authors)
    return ParsedArticle(
        guid=guid,
        title=entry.title or (title_of(text) if text else link or guid),
        text=text,
        url=without_tracking(link) if link else None,
        source=entry.source,
        authors=split_authors(authors[0]) if len(authors) == 1 else authors,
        section=entry.section,
        lang=entry.lang or document.lang,
        published=published,
        updated=updated if updated != published else None,
        summary=summary,
        structure=structure,
    )


def _texts(entry: Entry, url: str) -> tuple[str, Structure, str | None]:
    """Text, structure and, where the feed gives one beside the text, the summary."""
    text, structure = _as_text(entry.content, url)
    if entry.summary is None or entry.summary == entry.content:
        return text, structure, None
    summary, its_structure = _as_text(entry.summary, url)
    if len(summary) > len(text):
        return summary, its_structure, None
    return text, structure, summary if summary and summary != text else None


def _as_text(markup: Markup | None, url: str) -> tuple[str, Structure]:
    """A text a paragraph a line, and its structure."""
    if markup is None:
        return "", ()
    value = markup.value[:LONGEST_TEXT]
    if not markup.html:
        return in_lines(clean_text(value))
    if "\n" in value.strip() and not _TAG.search(value):
        return in_lines(clean_text(unescape(value)))
    return html_to_text(value, joined(url, markup.base) or url)
