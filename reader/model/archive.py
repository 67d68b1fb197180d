"""What a cache holds as it travels in one file: whole records that name each other, not rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reader.model.article import ParsedArticle
from reader.model.correction import Correction, Named
from reader.model.feed import Secret
from reader.model.structure import Structure


@dataclass(frozen=True, slots=True)
class Header:
    """The first record: which form of the file this is, and what it holds."""

    format: int
    program: str = ""
    made: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class SavedFeed:
    """A feed without the state of fetching it; `let_go` are guids that a rule of retention let go of."""

    url: str
    own_title: str | None = None
    title: str | None = None
    site_url: str | None = None
    folder: str | None = None
    tags: tuple[str, ...] = ()
    typed: bool = False
    user_agent: str | None = None
    full_text: bool = False
    added: str | None = None
    changed: str | None = None
    secret: Secret | None = None
    let_go: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedName:
    """What a feed calls an article; `owns`: the article's text is this feed's."""

    url: str
    guid: str
    hash: bytes = b""
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """What the feed said, where the page of the article has taken its place."""

    text: str
    structure: Structure = ()
    authors: tuple[str, ...] = ()
    published: str | None = None
    fetched: str = ""


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """An article with all that belongs to it; `id` is its number in the file.

    `listed` is the time it stands at in lists, `hash` what it is known by when it comes again, `revised` when its
    publisher last changed the words; `place` is where one left off reading it, as offset and lines above it.
    """

    id: int
    guid: str
    title: str
    text: str
    fetched: str
    listed: str
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    lang: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str | None = None
    structure: Structure = ()
    is_teaser: bool = False
    hash: bytes = b""
    read: bool = False
    starred: bool = False
    cited: bool = False
    tags: tuple[str, ...] = ()
    names: tuple[FeedName, ...] = ()
    original: Original | None = None
    revised: str | None = None
    place: tuple[int, ...] = ()

    @property
    def parsed(self) -> ParsedArticle:
        """The article as its publisher sent it."""
        return ParsedArticle(
            guid=self.guid,
            title=self.title,
            text=self.text,
            url=self.url,
            source=self.source,
            authors=self.authors,
            section=self.section,
            lang=self.lang,
            published=self.published,
            updated=self.updated,
            summary=self.summary,
            structure=self.structure,
        )


@dataclass(frozen=True, slots=True)
class SavedTail:
    """What a publisher printed under an article, in that order; numbers of articles in the file."""

    article: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadArticles:
    """Articles of one source that were read and are not in the file themselves."""

    guids: tuple[str, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuote:
    """A quotation; `article` is a number in the file, None where the article is gone or not in it."""

    words: str
    before: str
    after: str
    start: int
    cited: str
    created: str
    article: int | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search; `filter` is a line of the filter language."""

    name: str
    filter: str = ""
    text: str = ""
    unread: bool = False
    starred: bool = False


@dataclass(frozen=True, slots=True)
class SavedWatch:
    """A watched entity, and the numbers of the articles that are new of it."""

    entity: Named
    since: str
    news: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedMute:
    """A mute rule: a line of the filter language, and the last day on which it holds."""

    filter: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The last record: how many there should have been before it."""

    records: int


Record: TypeAlias = (
    Header
    | SavedFeed
    | SavedArticle
    | SavedTail
    | ReadArticles
    | SavedQuote
    | Correction
    | SavedSearch
    | SavedWatch
    | SavedMute
    | End
)
