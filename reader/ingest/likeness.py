"""What a text of a feed is by its looks, where what it is called cannot be: HTML said to be text, or escaped twice."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Final

from reader.model.feed import Markup

_TAGGED: Final = re.compile(
    r"</(?:a|abbr|b|big|blockquote|center|cite|code|div|em|font|h[1-6]|i|li|ol|p|pre|q|s|small|span|strike|strong|sub"
    r"|sup|table|td|tr|tt|u|ul)\s*>|<(?:br|hr)\s*/?>|<img\s[^<>]*src\s*=",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"&(#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|\w{2,31};)")
_TWICE: Final = re.compile(
    r"\s*&lt;(?:a|b|blockquote|br|div|em|figure|font|h[1-6]|i|img|ol|p|span|strong|table|ul)\b.*&lt;/.*&gt;\s*",
    re.IGNORECASE | re.DOTALL,
)
_SECTION: Final = re.compile(r"<!\[CDATA\[|\]\](?:>|&gt;)")


def markup_of(value: str, base: str = "", *, html: bool) -> Markup:
    """A text as it is meant; `html` is what the feed calls it, `base` what resolves the addresses in it.

    What is called a text is HTML where it has tags that only HTML has, and its references are resolved; HTML that was
    escaped twice is so once; the marks of a section that was put into another go.
    """
    if "<![CDATA[" in value:
        value = _SECTION.sub("", value)
    if "&lt;" in value and "<" not in value and _TWICE.fullmatch(value):
        return Markup(unescape(value), html=True, base=base)
    if not html and _TAGGED.search(value):
        return Markup(value, html=True, base=base)
    if not html and "&" in value:
        value = _REFERENCE.sub(_resolved, value)
    return Markup(value, html, base)


def _resolved(match: re.Match[str]) -> str:
    name = match[1]
    return unescape(match[0]) if name.startswith("#") or name in html5 else match[0]
