"""A feed that breaks off in the middle of a text, as a broken connection leaves it, ended so that the text counts."""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.parsers.expat import errors

_WHOLE = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_TAIL = 4096  # bytes in which the end of a whole document is looked for
_TEXTS = frozenset({"description", "summary", "content", "encoded"})
_CUTS = frozenset(
    errors.codes[why]
    for why in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


def ended(data: bytes) -> bytes:
    """The document with an end, where it is cut off within a text and sound so far; else as it is.

    A title or a name that is cut off is left alone: by half of it an entry would be taken for another one.
    """
    if not data.lstrip().startswith(b"<") or _WHOLE.search(data[-_TAIL:]):
        return data
    open_elements: list[str] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, _attributes: open_elements.append(name)
    parser.EndElementHandler = lambda _name: open_elements.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code not in _CUTS or not any(_local(name) in _TEXTS for name in open_elements):
            return data
        in_section = error.code == errors.codes[errors.XML_ERROR_UNCLOSED_CDATA_SECTION]
        sound = data if in_section else data[: parser.ErrorByteIndex]
        closing = "".join(f"</{name}>" for name in reversed(open_elements))
        return sound + (b"]]>" if in_section else b"") + closing.encode()
    except (ValueError, LookupError):
        pass  # an encoding that the parser does not know
    return data


def is_sound(data: bytes) -> bool:
    """Whether the document is well-formed, but for entities that nobody declares."""
    try:
        _parser().Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)  # entities that nobody declares are no mistake
    parser.DefaultHandler = lambda _data: None  # with a handler of their own, entities are not expanded
    return parser


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
