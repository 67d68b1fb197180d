"""Every way to cite, by name: the styles and the formats for other programs in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.cite.citation import Citation
from reader.cite.export import FORMATS
from reader.cite.markup import Markup
from reader.cite.rendering import render_style
from reader.cite.style import Style
from reader.cite.styles import ALL
from reader.errors import TidewireError

Part = Literal["entry", "cite", "note"]


class CiteError(TidewireError):
    """There is no such citation style or format."""


@dataclass(frozen=True, slots=True)
class StyleInfo:
    """A way to cite as a chooser shows it; `is_style` tells the styles from the formats for other programs."""

    id: str
    name: str
    is_style: bool


_STYLES: Mapping[str, Style] = {style.id: style for style in ALL}
STYLES: Mapping[str, StyleInfo] = {style.id: StyleInfo(style.id, style.name, True) for style in ALL}

# What the styles are called in CSL's own collection and in common speech.
_ALSO = {
    "apa-7": "apa",
    "modern-language-association": "mla",
    "mla-9": "mla",
    "chicago-notes-bibliography": "chicago",
    "chicago-18": "chicago",
    "harvard-cite-them-right": "harvard",
    "nlm": "vancouver",
    "nlm-citation-sequence": "vancouver",
    "american-medical-association": "ama",
    "md": "markdown",
    "bib": "bibtex",
    "csl": "csl-json",
}


def formats() -> tuple[StyleInfo, ...]:
    """All styles, then all formats, in the order in which they are offered."""
    exports = (StyleInfo(each.id, each.name, False) for each in FORMATS.values())
    return (*STYLES.values(), *exports)


def render(
    citation: Citation,
    style: str,
    part: Part = "entry",
    markup: Markup = "text",
    quote: str | None = None,
    *,
    number: int = 1,
    address: str | None = None,
) -> str:
    """Print a citation in a style: its bibliography entry, its form in the running text, or its note.

    With `quote` the quoted words come first; an entry or note is followed by an address that leads to them, which
    may be given as `address`.
    `number` is the place in the list of a numbered style. A style without notes has its form in the running text
    in their place. CiteError names the nearest style where there is none of that name.
    """
    rules = _STYLES[_known(style, _STYLES)]
    text = render_style(citation, rules, "entry" if part == "entry" else "cite", markup, number=number)
    if not quote or not quote.strip():
        return text
    from reader.cite.fragment import address_of_words
    from reader.cite.quotation import in_marks, with_quotation

    words = quote.strip()
    if part != "entry" and not rules.notes:
        return f"{in_marks(words, rules, markup)} {text}"
    if address is None:
        address = address_of_words(citation.url or "", words)
    return with_quotation(words, text, address, markup)


def known_format(name: str) -> str:
    """The id of a style or format by any of its names; CiteError with the nearest where there is none."""
    return _known(name, {**_STYLES, **FORMATS})


def cite_as(citation: Citation, format_id: str) -> str:
    """One citation in any style or format; CiteError where there is none of that name."""
    return cite_all([citation], format_id)


def cite_all(citations: Sequence[Citation], format_id: str) -> str:
    """Many citations as one text: entries numbered where the style numbers them, keys unique where there are keys."""
    known = _known(format_id, {**_STYLES, **FORMATS})
    if known in FORMATS:
        return FORMATS[known].export(citations)
    return "\n".join(render(each, known, number=number) for number, each in enumerate(citations, 1))


def _known(name: str, among: Mapping[str, object]) -> str:
    folded = "-".join(name.casefold().replace("_", " ").split())
    folded = _ALSO.get(folded, folded)
    if folded in among:
        return folded
    from difflib import get_close_matches

    near = get_close_matches(folded, [*among, *(also for also in _ALSO if _ALSO[also] in among)], n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(among)}."
    raise CiteError(f"There is no citation style or format called “{name}”. {hint}")
