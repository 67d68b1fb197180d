"""What a citation style is made of; each style is one value of these, in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader.cite.dates import DateRules
from reader.cite.layout import Part
from reader.cite.names import NameRules
from reader.cite.pages import PLAIN_PAGES, PageRules


@dataclass(frozen=True, slots=True)
class TitleRules:
    """How a headline is printed: in quotation marks, in capitals, and in italics if it has no source.

    `capitals`: headline capitals for "all" words, or only where "parts" of the title begin after a colon.
    """

    quotes: bool = False
    capitals: Literal["", "all", "parts"] = ""
    italic_alone: bool = False


@dataclass(frozen=True, slots=True)
class SourceRules:
    """How the name of a source is printed: in italics, with headline capitals, with the full stops it has."""

    italic: bool = True
    capitals: bool = False
    stops: bool = True


@dataclass(frozen=True, slots=True)
class EditionRules:
    """How an edition is printed: `word` follows a number ("3rd ed."); `capitals` are those of one in words.

    With "all" of them the word Edition follows where it is not there already.
    """

    word: str = "ed."
    capitals: Literal["", "first", "all"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The rules of one style: its layouts for a bibliography entry and for the text, and how fields look.

    `date` is the date of the layouts' "issued", `rest` the part of it beside "year". `numbered` is the pattern of
    an entry's number, empty where the style has none. `notes`: what stands in the text is a whole note.
    `british` puts stops behind quotation marks, single ones outside. `stop_after_url`: an entry that ends with an
    address still ends with a full stop.
    """

    id: str
    name: str
    entry: Part
    cite: Part
    names: NameRules
    cite_names: NameRules
    title: TitleRules
    cite_title: TitleRules
    date: DateRules
    rest: DateRules | None = None
    accessed: DateRules
    source: SourceRules = SourceRules()
    edition: EditionRules = EditionRules()
    pages: PageRules = PLAIN_PAGES
    numbered: str = ""
    notes: bool = False
    british: bool = False
    stop_after_url: bool = False


Area = Literal["entry", "cite"]
