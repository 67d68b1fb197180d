"""What can be said of an article before the cache is asked, so that whoever stores it has less to do."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities.directory import MemoryDirectory
from reader.entities.gathered import Gathered
from reader.entities.protocol import Document
from reader.entities.resolve import gather, resolve
from reader.model.entity import Label, Mention, Recognised
from reader.relate.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an article names and the words it uses; `by` and `lang` as in `Recognised`."""

    named: Gathered
    words: Wording
    by: str | None = None
    lang: str | None = None


def prepare(document: Document, found: Recognised) -> Prepared:
    """All that depends on the text and the names that were found in it, and on nothing else."""
    return Prepared(gather(*document, found), wording(*document), found.by, found.lang)


def read_tables() -> None:
    """Have the tables of names read, which the first article would wait for."""
    resolve("", "Turkey", Recognised(text=(Mention(0, 6, Label.GPE),)), MemoryDirectory())
