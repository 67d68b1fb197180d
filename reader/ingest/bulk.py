"""What an XML document may weigh once it is parsed: a few bytes of it can become much memory."""

from __future__ import annotations

import re
from xml.parsers import expat

from reader.errors import ImportFailedError

MOST_DEPTH = 2_000
MOST_NAMES = 20_000  # of elements and attributes that differ
MOST_ATTRIBUTES = 50_000  # of one tag
LIGHT_TAGS = 50_000  # so many, however nested, weigh little
_LONG_STRETCH = re.compile(rb"<[^<]{200000,}")  # which is tried once a tag; without the tag, once a byte
_ATTRIBUTE = re.compile(rb"\s[^\s=]{1,100}=[\"']")


def refuse_bulky(data: bytes) -> None:
    """Raise ImportFailedError where elements nest by the thousand, or where names or attributes are too many."""
    if data.count(b"=") > MOST_ATTRIBUTES:
        for stretch in _LONG_STRETCH.finditer(data):
            if sum(1 for _ in _ATTRIBUTE.finditer(stretch[0])) > MOST_ATTRIBUTES:
                raise ImportFailedError("This feed has a tag with too many attributes.")
    if data.count(b"<") > LIGHT_TAGS:
        _walk(data)


def _walk(data: bytes) -> None:
    """Look at the elements as far as the document is well-formed; no entity is expanded."""
    depth = 0
    names: dict[str, str] = {}

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise ImportFailedError("This feed is nested too deeply.")
        if len(names) > MOST_NAMES:
            raise ImportFailedError("This feed has tags of too many names.")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(intern=names)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.DefaultHandler = lambda _data: None  # with a handler of their own, entities are not expanded
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return  # what comes after the mistake is for the forgiving parser
