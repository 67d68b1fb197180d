"""The article on a web page: its text without what stands around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from reader.errors import ImportFailedError
from reader.ingest.charset import decoded
from reader.ingest.fields import stable_guid, web_address
from reader.ingest.metadata import PageFacts, facts_of
from reader.ingest.patience import patience
from reader.ingest.prose import title_of
from reader.ingest.prose_html import html_to_text
from reader.model.article import ParsedArticle
from reader.model.structure import Structure

LARGEST = 5 * 1024 * 1024
LONGEST = 4.0  # seconds of processor time
ENOUGH, PLENTY = 250, 700  # characters
_PAGE_TYPE = re.compile(r"\s*(?:$|text/|application/(?:xhtml|xml))", re.IGNORECASE)
MOST_ATTRIBUTES = 5000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_GAP = re.compile(r"\s\S")
_INLINE_CODE = re.compile(
    r"(?:(?<=[^>\s])|(?<=[^>\s]\s))<pre>(?P<after>[^<\n]*)</pre>|<pre>(?P<before>[^<\n]*)</pre>(?=\s?[^<\s])"
)
"""Code in a line of text, which trafilatura makes a block of."""
_DOOR = re.compile(
    r"\b(?:subscrib\w+|paywall|sign in|log in|register|cookies?|consent|javascript|captcha|ad.?blocker|privacy)\b",
    re.IGNORECASE,
)


def article_on(data: bytes, url: str = "", content_type: str = "") -> ParsedArticle:
    """The article of a page, whatever there is of it; ImportFailedError where there is no text at all."""
    if len(data) > LARGEST:
        raise ImportFailedError(f"The page is larger than {LARGEST // 1024 // 1024} MB.")
    page = decoded(data, content_type)
    if "\0" in page[:4096] or not _PAGE_TYPE.match(content_type):
        raise ImportFailedError("This is no web page.")
    facts = facts_of(page)
    text, structure = _main_text(page, url)
    if not text:
        raise ImportFailedError("There is no text of an article on this page.")
    title = facts.title or title_of(text)
    text, structure = _without_title(text, structure, title)
    return ParsedArticle(
        guid=web_address(url) or stable_guid(title, text),
        title=title,
        text=text,
        url=web_address(url),
        source=facts.source,
        authors=facts.authors,
        section=facts.section,
        lang=facts.lang,
        published=facts.published,
        updated=facts.updated if facts.updated != facts.published else None,
        structure=structure,
    )


def full_text_on(data: bytes, url: str, content_type: str, *, known: str) -> ParsedArticle:
    """The article of a page, where it is fuller than the text that is known; ImportFailedError says why it is not."""
    article = article_on(data, url, content_type)
    size = len(article.text)
    if size < PLENTY and (_DOOR.search(article.text) or not _is_free(data, content_type)):
        raise ImportFailedError("The page shows a barrier and not the article; the summary stays.")
    if size < ENOUGH or size <= len(known):
        raise ImportFailedError("The page has no more of the article than is known already.")
    return article


def _is_free(data: bytes, content_type: str) -> bool:
    facts: PageFacts = facts_of(decoded(data, content_type))
    return facts.free


def _main_text(page: str, url: str) -> tuple[str, Structure]:
    """What trafilatura takes for the article; where that is next to nothing, all that the page says."""
    try:
        with patience(LONGEST):
            markup = "" if _overloaded(page) else _extracted(page, url)
    except ImportFailedError:
        markup = ""
    text, structure = html_to_text(markup, url) if markup else ("", ())
    if len(text) < ENOUGH:
        whole, its_structure = html_to_text(page, url)
        if len(text) * 4 < len(whole) and len(whole) < 20 * ENOUGH:
            return whole, its_structure
    return text, structure


def _overloaded(page: str) -> bool:
    """Whether a tag has attributes by the thousand, over which a tree of the page would take minutes."""
    return any(len(_GAP.findall(tag[0])) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page))


def _extracted(page: str, url: str) -> str:
    from trafilatura import bare_extraction
    from trafilatura.htmlprocessing import build_html_output

    try:
        document = bare_extraction(
            page,
            url=url or None,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            include_images=True,
            include_links=True,
            include_formatting=True,
            output_format="html",
        )
        found = normalize("NFC", build_html_output(_with_lists(document))) if document is not None else ""
    except ImportFailedError:
        raise
    except Exception:  # noqa: BLE001 - a page that it cannot take apart is read as a whole
        return ""
    return _INLINE_CODE.sub(lambda code: f"<code>{code['after'] or code['before'] or ''}</code>", found)


def _with_lists(document: Any) -> Any:
    """What trafilatura found, with lists as they were given: it would make bullets of numbers and of terms."""
    for element in list(document.body.iter("list", "item")):
        kind = (element.get("rend") or "").partition("-")[0]
        if kind in ("ol", "dl", "dt", "dd"):
            element.tag = kind
            element.attrib.clear()
    return document


def _without_title(text: str, structure: Structure, title: str) -> tuple[str, Structure]:
    """The text without a first line that only repeats the title."""
    first, newline, rest = text.partition("\n")
    if not newline or first.strip().casefold() != title.strip().casefold():
        return text, structure
    cut = len(first) + 1
    moved = tuple(replace(span, start=span.start - cut, end=span.end - cut) for span in structure if span.start >= cut)
    return rest, moved
