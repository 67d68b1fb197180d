"""Articles with their names marked by hand, and a collection that reads them one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.entities.directory import MemoryDirectory
from reader.entities.resolve import resolve
from reader.model.entity import Label, Mention, Recognised, ResolvedEntity

_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")


def marked(source: str) -> tuple[str, tuple[Mention, ...]]:
    """A text in which `[name|LABEL]` marks a mention, and the mentions in it."""
    text, mentions, last = "", [], 0
    for found in _MARK.finditer(source):
        text += source[last : found.start()]
        mentions.append(Mention(len(text), len(text) + len(found[1]), Label(found[2])))
        text += found[1]
        last = found.end()
    return text + source[last:], tuple(mentions)


class Collection:
    """Reads marked articles into a memory directory and keeps what each of them named."""

    def __init__(self) -> None:
        self.directory = MemoryDirectory()
        self.groups: dict[int, list[str]] = {}

    def read(self, text: str, title: str = "") -> dict[str, ResolvedEntity]:
        """Resolve one article; gives its entities by name."""
        plain_title, in_title = marked(title)
        plain, in_text = marked(text)
        entities = resolve(plain_title, plain, Recognised(in_title, in_text), self.directory)
        for entity in entities:
            entity_id = self.directory.add(entity)
            names = [plain_title[m.start : m.end] for m in entity.title] + [plain[m.start : m.end] for m in entity.text]
            self.groups.setdefault(entity_id, []).extend(names)
        return {entity.name: entity for entity in entities}

    def grouping(self) -> set[frozenset[str]]:
        """The surface forms that are held to be one thing."""
        return {frozenset(names) for names in self.groups.values()}


def read(text: str, title: str = "") -> dict[str, list[str]]:
    """The entities of one article on its own: name to surface forms in order of reading."""
    plain_title, in_title = marked(title)
    plain, in_text = marked(text)
    entities = resolve(plain_title, plain, Recognised(in_title, in_text), MemoryDirectory())
    return {
        entity.name: [plain_title[m.start : m.end] for m in entity.title]
        + [plain[m.start : m.end] for m in entity.text]
        for entity in entities
    }


def after(articles: Iterable[str]) -> Collection:
    """A collection that has read the articles in the order given."""
    collection = Collection()
    for article in articles:
        collection.read(article)
    return collection
