"""Citations for other programs and pages: the formats by name, each for any number of citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.cite.citation import Citation
from reader.cite.keys import unique_keys
from reader.cite.latex import biblatex, bibtex
from reader.cite.links import html, markdown, org
from reader.cite.ris import ris
from reader.cite.wikipedia import wikipedia


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format for other programs; `export` takes any number of citations.

    `entry` is one entry with its key, in the formats that have keys.
    """

    id: str
    name: str
    export: Callable[[Sequence[Citation]], str]
    entry: Callable[[Citation, str], str] | None = None


def csl_json(citations: Sequence[Citation]) -> str:
    """A CSL-JSON list; items without an id, or with another's, get their key as one."""
    import json

    ids = [one.id for one in citations]
    items = [
        {**one.to_csl(), "id": one.id if one.id and ids.count(one.id) == 1 else key}
        for one, key in zip(citations, unique_keys(citations, taken=ids), strict=True)
    ]
    return json.dumps(items, ensure_ascii=False, indent=2)


def _keyed(id_: str, name: str, entry: Callable[[Citation, str], str]) -> ExportFormat:
    def export(citations: Sequence[Citation]) -> str:
        return "\n\n".join(entry(*pair) for pair in zip(citations, unique_keys(citations), strict=True))

    return ExportFormat(id_, name, export, entry)


def _joined(id_: str, name: str, entry: Callable[[Citation], str], between: str = "\n") -> ExportFormat:
    def export(citations: Sequence[Citation]) -> str:
        return between.join(entry(citation) for citation in citations)

    return ExportFormat(id_, name, export)


FORMATS: Mapping[str, ExportFormat] = {
    each.id: each
    for each in (
        _keyed("bibtex", "BibTeX", bibtex),
        _joined("markdown", "Markdown link", markdown),
        _keyed("biblatex", "BibLaTeX", biblatex),
        _joined("ris", "RIS", ris, "\n\n"),
        ExportFormat("csl-json", "CSL-JSON", csl_json),
        _joined("wikipedia", "Wikipedia (cite news)", wikipedia),
        _joined("org", "Org link", org),
        _joined("html", "HTML link", html),
    )
}
