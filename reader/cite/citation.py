"""A news item as a citation knows it: the fields of CSL for an article-newspaper, and nothing invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.cite.dates import Date, parse_date, valid_date
from reader.cite.markup import from_csl_markup, one_line, to_csl_markup, unmarked
from reader.cite.names import Name, make_name
from reader.model.article import Article


@dataclass(frozen=True, slots=True)
class Citation:
    """What can be cited of one news item; everything that is not known is None or empty.

    Dates are tuples of (year,), (year, month) or (year, month, day). `container_title` is the source, `url` the
    article's address, `place` where the source comes from, `genre` a word such as "editorial", `language` a tag such
    as "en-US". `title` may hold the marks of reader.cite.markup, and only those that CSL-JSON has tags for. `id` is
    whatever the item was known by.
    """

    title: str | None = None
    authors: tuple[Name, ...] = ()
    container_title: str | None = None
    issued: Date | None = None
    accessed: Date | None = None
    url: str | None = None
    section: str | None = None
    page: str | None = None
    edition: str | None = None
    place: str | None = None
    publisher: str | None = None
    genre: str | None = None
    language: str | None = None
    id: str = ""

    @property
    def plain_title(self) -> str:
        """The title without its marks; empty where it is not known."""
        return unmarked(self.title or "")

    @classmethod
    def from_csl(cls, item: Mapping[str, Any]) -> Citation:
        """Take the fields of a CSL-JSON item; those of the wrong shape count as unknown."""
        authors = item.get("author")
        return cls(
            title=_title(item.get("title")),
            authors=tuple(_names(authors)) if isinstance(authors, Sequence) else (),
            container_title=_text(item.get("container-title")),
            issued=_csl_date(item.get("issued")),
            accessed=_csl_date(item.get("accessed")),
            url=_text(item.get("URL")),
            section=_text(item.get("section")),
            page=_text(item.get("page")),
            edition=_text(item.get("edition")),
            place=_text(item.get("publisher-place")),
            publisher=_text(item.get("publisher")),
            genre=_text(item.get("genre")),
            language=_text(item.get("language")),
            id=_text(item.get("id")) or "",
        )

    @classmethod
    def from_article(cls, article: Article) -> Citation:
        """Make the citation of a stored article: byline read, source and title cleaned, accessed when fetched."""
        # Their expressions take half of this room's import time, and CSL items do without them.
        from reader.cite.byline import parse_byline
        from reader.cite.source import clean_source, clean_title

        row = article.row
        source = clean_source(row.source)
        return cls(
            title=clean_title(row.title, source),
            authors=parse_byline(row.authors, source=source, language=article.lang),
            container_title=source,
            issued=parse_date(row.published),
            accessed=parse_date(article.fetched) if row.url else None,
            url=row.url,
            section=_text(row.section),
            language=article.lang,
            id=row.guid,
        )

    def to_csl(self) -> dict[str, Any]:
        """The item as CSL-JSON has it; unknown fields are left out."""
        item: dict[str, Any] = {"id": self.id, "type": "article-newspaper"}
        fields = {
            "title": to_csl_markup(self.title or ""),
            "container-title": self.container_title,
            "URL": self.url,
            "section": self.section,
            "page": self.page,
            "edition": self.edition,
            "publisher-place": self.place,
            "publisher": self.publisher,
            "genre": self.genre,
            "language": self.language,
        }
        item.update({key: value for key, value in fields.items() if value})
        if self.authors:
            item["author"] = [_csl_name(name) for name in self.authors]
        for key, date in (("issued", self.issued), ("accessed", self.accessed)):
            if date:
                item[key] = {"date-parts": [list(date)]}
        return item


_NAME_FIELDS = {
    "family": "family",
    "given": "given",
    "non-dropping-particle": "particle",
    "dropping-particle": "dropping",
    "suffix": "suffix",
    "literal": "literal",
}


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return one_line(str(value)) or None


def _title(value: object) -> str | None:
    text = _text(value)
    return from_csl_markup(text) if text else None


def _names(items: Sequence[object]) -> list[Name]:
    found = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        parts = {ours: _text(item.get(csl)) or "" for csl, ours in _NAME_FIELDS.items()}
        if parts["literal"]:
            found.append(Name(literal=parts["literal"]))
        elif parts["family"] or parts["given"]:
            del parts["literal"]
            found.append(make_name(**parts))
    return found


def _csl_name(name: Name) -> dict[str, str]:
    return {csl: value for csl, ours in _NAME_FIELDS.items() if (value := getattr(name, ours))}


def _csl_date(value: object) -> Date | None:
    if isinstance(value, str):
        return parse_date(value)
    if not isinstance(value, Mapping):
        return None
    dates = value.get("date-parts")
    try:
        return valid_date([int(part) for part in dates[0]])  # type: ignore[index]  # any shape may arrive here
    except (TypeError, ValueError, LookupError):
        raw = value.get("raw") or value.get("literal")
        return parse_date(raw) if isinstance(raw, str) else None
