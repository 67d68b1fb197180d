"""What the rest of the program knows of a recogniser: no more than this, and nothing of spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from reader.entities.plan import Plan
from reader.model.entity import Recognised


class Document(tuple[str, str]):
    """The pair (title, text) of an article; `lang` is the language tag that its publisher gave it, if any."""

    lang: str | None

    def __new__(cls, title: str, text: str, lang: str | None = None) -> Document:
        document = super().__new__(cls, (title, text))
        document.lang = lang
        return document


class Recogniser(Protocol):
    """Finds the names in articles; the same article gives the same mentions every time.

    `name` says which pipeline is at work, as a reader may be told it.
    """

    @property
    def name(self) -> str: ...

    def recognise(self, documents: Iterable[tuple[str, str]]) -> Iterator[Recognised]:
        """Mentions of each (title, text) pair, in the order given; within each, by start and never overlapping."""
        ...


class Pipelines(Recogniser, Protocol):
    """A recogniser as it was loaded: with what the reader should know of that.

    `plan` says which pipeline reads which language, `broken` by ident which could not be loaded, and why; `notices` are
    sentences about these.
    """

    @property
    def plan(self) -> Plan: ...

    @property
    def broken(self) -> Mapping[str, str]: ...

    @property
    def notices(self) -> tuple[str, ...]: ...
