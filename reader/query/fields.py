"""The keys of the filter language, and what may stand behind each: the one place that knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.query import days


@dataclass(frozen=True, slots=True)
class Key:
    """A key: `choices` are its only values, where it has few; `example` shows one; `does` explains it."""

    name: str
    example: str
    does: str
    choices: tuple[str, ...] = ()

    def value(self, text: str) -> str | None:
        """A value as it is kept, or None where the key cannot have it."""
        if self.choices:
            return text.casefold() if text.casefold() in self.choices else None
        if self.name in ("after", "before", "on"):
            return days.normal(text)
        return text if any(map(str.isalnum, text)) else None


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("title", 'title:"air defence"', "words in the title"),
        Key("text", "text:ceasefire", "words in the text"),
        Key("entity", 'entity:"S-400"', "articles that name the entity"),
        Key("source", "source:wire", "words of the source's name"),
        Key("feed", 'feed:"al jazeera"', "words of the feed's name"),
        Key("folder", "folder:world", "the folder of its feed, or a tag of the feed"),
        Key("author", "author:okafor", "words of an author's name"),
        Key("section", "section:sport", "words of the section"),
        Key("lang", "lang:de", "the language"),
        Key("tag", "tag:later", "a tag of yours"),
        Key("after", "after:2019-10-01", "from that day, month or year on; also 7d, 2w, 3m, 1y, today, yesterday"),
        Key("before", "before:2019-11", "before that day, month or year"),
        Key("on", "on:2019-10-25", "on that day, in that month or year"),
        Key(
            "is",
            "is:unread",
            "unread, read, starred, teaser (known by its headline only) or muted",
            ("unread", "read", "starred", "teaser", "muted"),
        ),
        Key(
            "has",
            "has:quote",
            "a quote you kept, a citation you took, a tag, entities, an author or an address",
            ("quote", "citation", "tag", "entity", "author", "address"),
        ),
        Key("sort", "sort:rank", "newest, oldest or rank; else as the list is", ("newest", "oldest", "rank")),
    )
}
