"""Which citation format copying uses (that of the article's folder, else the one used last), and a quotation in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.config import STANDARD_STYLE

if TYPE_CHECKING:
    from reader.cite import Citation
    from reader.cite.markup import Markup
    from reader.config import Config
    from reader.ui.app import TidewireApp

_MARKUPS: dict[str, Markup] = {"markdown": "markdown", "html": "html"}


def starting_format(config: Config, remembered: str | None) -> str:
    """The format to begin with; CiteError where the configuration names one that there is not."""
    return _id(config.citation) if config.citation else remembered or STANDARD_STYLE


def folder_formats(config: Config) -> Mapping[str, str]:
    """The formats of folders; CiteError where one of them is unknown."""
    return {folder: _id(name) for folder, name in config.folder_citations.items()}


def format_for(app: TidewireApp, article_id: int) -> str:
    """The id of the format for an article."""
    from reader.cite import CiteError

    if app.folder_citations:
        for folder in app.library.subscriptions.folders(article_id):
            if folder in app.folder_citations:
                return app.folder_citations[folder]
    try:
        return _id(app.citation_format)
    except CiteError:  # remembered from a version that had it
        return STANDARD_STYLE


def printed(citation: Citation, words: str, address: str, wanted: str) -> str:
    """A quotation as it is copied: in a style, or in the markup of a format that has one."""
    from reader.cite import STYLES, render

    style = wanted if wanted in STYLES else STANDARD_STYLE
    return render(citation, style, markup=_MARKUPS.get(wanted, "text"), quote=words, address=address)


def _id(name: str) -> str:
    from reader.cite import known_format  # not on the start path

    return known_format(name)
