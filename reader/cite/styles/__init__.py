"""The styles, one file each: tables of rules that reader.cite.rendering follows."""

from __future__ import annotations

from reader.cite.style import Style
from reader.cite.styles import ama, apa, chicago, chicago_author_date, harvard, ieee, mla, vancouver

ALL: tuple[Style, ...] = tuple(
    module.STYLE for module in (apa, mla, chicago, chicago_author_date, harvard, ieee, vancouver, ama)
)
