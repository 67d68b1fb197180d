"""Foreign HTML made harmless, in one pass over its tags and texts.

Nothing is taken over as it came: a tag is written anew from a list of known elements and attributes, and every other
`<` of the result is a character reference. So no two readings of broken markup can differ in what is a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from reader.ingest.addresses import joined
from reader.ingest.clean import clean_text
from reader.ingest.markup import Tag, tokens
from reader.ingest.sanitise_tables import ACTIVE, ADDRESSES, ATTRIBUTES, DRAWING, RELATIVE, SCHEMES, STYLES, TAGS, VOID
from reader.model.feed import Markup

_FOREIGN: Final = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
_CAMEL: Final = {"baseprofile": "baseProfile", "viewbox": "viewBox"}
_STYLE_FAMILIES: Final = ("background", "border", "margin", "padding")
_SETTING = re.compile(r"(?:[\w#%.,\s!'\"+-]|rgba?\([\d.,%\s]+\))+")
_SIZES = re.compile(
    r"(?:#[0-9a-f]+|rgb\(\d+%?,\d*%?,?\d*%?\)?|\d{0,2}\.?\d{0,2}(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?|[(\d]+[,)]?|auto|aqua|black"
    r"|block|blue|bold|both|bottom|brown|center|collapse|dashed|dotted|fuchsia|gray|green|!important|italic|left|lime"
    r"|maroon|medium|none|navy|normal|nowrap|olive|pointer|purple|red|right|silver|solid|teal|top|transparent"
    r"|underline|white|yellow)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\w+|\w+);?")
_NO_SCHEME = re.compile(r"[/?#\[]")
_END_TAG: Final = re.compile(r"</[a-zA-Z]+>")
_MOST: Final = 4_000_000  # characters of one piece of markup
_MOST_PASSES = 3  # taking a reference out may make another of what stood around it


def sanitised(markup: Markup) -> str:
    """The markup as HTML that neither acts nor asks: no scripts, no frames, no handlers, known addresses only."""
    value = clean_text(markup.value[:_MOST]).strip()
    if not (markup.html or _END_TAG.search(value)):
        return escape(value, quote=False)
    pieces: list[str] = []
    drawings = 0
    for token in tokens(value, raw=ACTIVE):
        if isinstance(token, str):
            pieces.append(_plain(token))
            continue
        drawings += (token.name in _FOREIGN) * (-1 if token.end else 1)
        if token.name in TAGS or ((drawings > 0 or token.name in _FOREIGN) and token.name in DRAWING):
            pieces.append(_end_tag(token.name) if token.end else _start_tag(token, markup.base))
    return clean_text("".join(pieces)).strip()


def _plain(text: str) -> str:
    """Text between tags; its references stay, in the letters of XML, and what might begin a tag becomes one."""
    for _ in range(_MOST_PASSES):
        text, before = _REFERENCE.sub(_settled, text), text
        if text == before:
            return text.replace("<", "&lt;")
    return escape(text, quote=False)


def _settled(match: re.Match[str]) -> str:
    """Leave a reference alone unless it stands for a character that a terminal would obey."""
    reference = match[0].replace("&#X", "&#x")
    character = unescape(reference)
    return reference if character and clean_text(character) == character else ""


def _end_tag(name: str) -> str:
    return "" if name in VOID else f"</{name}>"


def _start_tag(tag: Tag, base: str) -> str:
    attributes = dict(_kept(tag, base))
    if tag.name in _FOREIGN:
        attributes.setdefault("xmlns", _FOREIGN[tag.name])
    if any(name.startswith("xlink:") for name in attributes):
        attributes.setdefault("xmlns:xlink", "http://www.w3.org/1999/xlink")
    written = "".join(f' {name}="{_quoted(attributes[name])}"' for name in sorted(attributes))
    return f"<{tag.name}{written} />" if tag.name in VOID else f"<{tag.name}{written}>"


def _kept(tag: Tag, base: str) -> Iterator[tuple[str, str]]:
    for name, given in tag.attributes.items():
        value = clean_text(given)
        if name == "style":
            value = _style(value)
            if value:
                yield name, value
        elif name in ADDRESSES:
            resolved = joined(base, value) if f"{tag.name}:{name}" in RELATIVE and value else value
            yield name, resolved if _scheme(resolved) in ("", *SCHEMES) else ""
        elif name in ATTRIBUTES:
            yield _CAMEL.get(name, name), value


def _style(value: str) -> str:
    """The declarations of a style that only say how a text looks."""
    kept = []
    for declaration in value.split(";"):
        name, _, setting = declaration.partition(":")
        name, setting = name.strip(), setting.lstrip()
        if setting and _SETTING.fullmatch(setting) and _known(name.lower(), setting):
            kept.append(f"{name}: {setting};")
    return " ".join(kept)


def _known(name: str, setting: str) -> bool:
    """Whether a declaration is one of fonts and colours, or of the space around things and then of sane size."""
    if name in STYLES:
        return True
    return name.split("-", maxsplit=1)[0] in _STYLE_FAMILIES and all(_SIZES.fullmatch(word) for word in setting.split())


def _scheme(address: str) -> str:
    """The scheme as a browser would find it, which passes over control characters and white space; "" for none."""
    seen = "".join(char for char in address if char > " ")
    head, colon, _ = seen.partition(":")
    return head.lower() if colon and not _NO_SCHEME.search(head) else ""


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
