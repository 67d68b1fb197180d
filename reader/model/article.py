"""Articles as they arrive (`ParsedArticle`), as they are listed (`ArticleRow`) and as they are read (`Article`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.query import EVERYTHING, Filter, Grouping, Sort
from reader.model.structure import Structure

if TYPE_CHECKING:
    from reader.model.grouping import Group


LONGEST_TEXT = 4_000_000  # characters of one article; the longest novels have three million


@dataclass(frozen=True, slots=True)
class Teaser:
    """One printed item of a related-stories tail: a headline and the first words of a story kept elsewhere."""

    title: str
    text: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article as a file or feed brought it, sanitised, with nothing invented.

    `guid` identifies the article within its source: what the publisher gave, else a hash. `text` holds one
    paragraph a line. `published` and `updated` are ISO 8601, as precise as known: a date ("2019-10-25") or a
    time in UTC ("2019-10-25T11:10:00Z").
    """

    guid: str
    title: str
    text: str
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    lang: str | None = None
    published: str | None = None
    updated: str | None = None
    summary: str | None = None
    teasers: tuple[Teaser, ...] = ()
    structure: Structure = ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What the article list shows of one stored article.

    `entities` counts the distinct entities found so far; `storyline` is the id of the storyline that the article is
    in, `story_size` how many articles that has; `is_teaser` says that only headline and teaser are
    known; `annotated` that the worker has finished with the present text. `fetched` is the time it first reached the
    cache, which stands in for the date of what has none; `listed` is what lists are sorted by.
    """

    id: int
    guid: str
    title: str
    url: str | None
    source: str | None
    authors: tuple[str, ...]
    section: str | None
    published: str | None
    read: bool
    starred: bool
    is_teaser: bool
    annotated: bool
    entities: int
    storyline: int | None = None
    story_size: int = 0
    fetched: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One stored article with its text; `fetched` is the time it first reached the cache, ISO 8601 in UTC.

    `revised` is when its publisher last changed the words; `full` that the text was fetched from the article's page.
    """

    row: ArticleRow
    text: str
    lang: str | None
    summary: str | None
    fetched: str
    updated: str | None
    structure: Structure = ()
    revised: str | None = None
    full: bool = False

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def title(self) -> str:
        return self.row.title


@dataclass(frozen=True, slots=True)
class Anchor:
    """An article whose place in a list is known, so that reading goes on from there."""

    index: int
    listed: str
    article_id: int


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which articles a list holds: all conditions must be true; the default holds every article.

    `text` is matched against titles and texts word by word; `entity_id` keeps the articles that name the entity;
    `filter` is of the filter language and orders the list. `kept` are articles that stay in a list of unread ones
    although they have been read.

    `feeds` keeps what one of these feeds brought; `name` is what the list is called, where it has a name.
    `storyline_id` keeps the articles of a storyline, `watched` those that name any watched entity. `folded` keeps, of
    the articles of a storyline that are in the list, the newest alone.
    `oldest` puts the oldest first, where `filter` asks for no order. `grouping` says under which headings the list
    stands; `group` keeps the articles of one of its groups by source or story.
    """

    text: str = ""
    unread: bool = False
    starred: bool = False
    entity_id: int | None = None
    filter: Filter = EVERYTHING
    kept: tuple[int, ...] = ()
    storyline_id: int | None = None
    watched: bool = False
    folded: bool = False
    feeds: tuple[int, ...] = ()
    name: str = ""
    oldest: bool = False
    grouping: Grouping = Grouping.NONE
    group: Group | None = None

    @property
    def sort(self) -> Sort:
        """The order that the filter asks for, else that of the list."""
        return self.filter.sort or (Sort.OLDEST if self.oldest else Sort.NEWEST)
