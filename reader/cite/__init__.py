"""Citations of news items: taken from articles or CSL-JSON, printed in styles, exported to other programs."""

from __future__ import annotations

from reader.cite.citation import Citation
from reader.cite.export import FORMATS
from reader.cite.latex import bibtex
from reader.cite.links import markdown
from reader.cite.names import Name
from reader.cite.registry import STYLES, CiteError, StyleInfo, cite_all, cite_as, formats, known_format, render

__all__ = [
    "FORMATS",
    "STYLES",
    "Citation",
    "CiteError",
    "Name",
    "StyleInfo",
    "bibtex",
    "cite_all",
    "cite_as",
    "formats",
    "known_format",
    "markdown",
    "render",
]
