"""Bytes to characters: by their mark, by what is declared where that fits, else by what they look like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"\b(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})", re.ASCII)
_BEGINNING = 4096  # bytes in which a document says what it is
_SAMPLE = 1 << 20  # bytes by which it is judged whether a declaration nearly fits
_LOOKED_AT = 60_000  # bytes that are looked at where nothing is declared
_FEW = 4  # letters beyond ASCII that say nothing
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_WRONG = re.compile("[\x80-\x9f\ufffd]")
_STRETCH = re.compile(rb"[^<>\n]+")
# What is declared is often the smaller sister of what is meant; and what is no text, or was never meant for the web
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
_ALIASES = {
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "utf8mb4": "utf-8",
    "mac": "mac-roman",
    "csmacintosh": "mac-roman",
    "ms-cyrl": "cp1251",
}
_MAINFRAME = "<?xml".encode("cp037")
_NEVER = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined"})
_LIKELY = [
    *("windows-1252", "windows-1250", "iso-8859-2", "windows-1257", "windows-1254", "windows-1258"),
    *("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "windows-1253", "windows-1255", "windows-1256", "windows-874"),
    *("shift_jis", "cp932", "euc-jp", "gb18030", "big5", "big5hkscs", "euc-kr", "cp949"),
]


def decoded(data: bytes, content_type: str = "") -> str:
    """The characters of a document; `content_type` is what the server called it. What cannot be read becomes U+FFFD."""
    text = data.decode(encoding_of(data, content_type), "replace")
    return text.removeprefix("\ufeff")


def from_mainframe(data: bytes) -> bytes:
    """A document in EBCDIC, whose letters are not those of ASCII, in UTF-8 and undeclared; any other as it is."""
    if not data.startswith(_MAINFRAME):
        return data
    declared = _DECLARED.search(data[:_BEGINNING].decode("cp037").encode("ascii", "replace"))
    name = _known(declared[1]) if declared else None
    text = data.decode(name or "cp037", "replace").replace("\x85", "\n")  # which ends a line there
    return text.partition("?>")[2].encode()


def encoding_of(data: bytes, content_type: str = "") -> str:
    """The encoding of a document, by the name under which Python knows it.

    UTF-8 wherever it can be; else what server and document declare, if the bytes bear it out, all but a few of
    them; else a guess, and Windows-1252 where there is none.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    declared = list(dict.fromkeys(_declared(data, content_type)))
    shifted = b"\x1b$" in data and any(name.startswith("iso2022") for name in declared)
    for name in declared if shifted else ("utf-8", *declared):
        if _fits(data, name):
            return name
    return next((name for name in (*declared, "utf-8") if _nearly(data, name)), None) or guessed(data) or "cp1252"


def _declared(data: bytes, content_type: str) -> Iterator[str]:
    """What the server says, then the document; a server that says Latin-1 often says so of everything."""
    server = [match[1] for match in _DECLARED.finditer(content_type.encode("ascii", "replace"))]
    names = [found for found in map(_known, server) if found]
    late = [name for name in names if name == "cp1252"]
    yield from (name for name in names if name not in late)
    for match in _DECLARED.finditer(data, 0, _BEGINNING):
        name = _known(match[1])
        if name and not name.startswith(("utf-16", "utf-32")):  # which could not be read as these letters
            yield name
    yield from late


def _known(name: bytes) -> str | None:
    """What a name means, widened to what is meant by it; None where it means no encoding of texts."""
    said = name.decode("ascii", "replace").lower().removeprefix("x-")
    try:
        codec = codecs.lookup(_ALIASES.get(said, said))
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name.replace("_", "-") in _NEVER:
        return None
    return _WIDER.get(codec.name, codec.name)


def _fits(data: bytes, name: str, *, whole: bool = True) -> bool:
    """Whether all of it can be read so; no text has the control characters that ISO 8859 has beyond ASCII."""
    if name.startswith("iso8859") and _CONTROLS.search(data):
        return False
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _nearly(data: bytes, name: str) -> bool:
    """Whether fewer letters beyond ASCII are wrong than right: a text cut in two, or one quoted from elsewhere."""
    text = data[:_SAMPLE].decode(name, "replace")
    wrong = len(_WRONG.findall(text))
    return wrong <= len(text) - len(text.encode("ascii", "ignore")) - wrong


def guessed(data: bytes) -> str | None:
    """What the sentences look like that have letters beyond ASCII; None where they look like nothing."""
    looked_at = b"\n".join(_stretches(data))
    if len(looked_at.translate(None, bytes(range(128)))) < _FEW and not re.search(rb"[\x80-\xff]{2}", looked_at):
        return "cp1252"
    import chardet  # needed by hardly anybody

    found = chardet.detect(looked_at, include_encodings=_LIKELY)["encoding"]
    name = _known(found.encode()) if found else None
    return name if name and _fits(looked_at, name, whole=len(looked_at) < _LOOKED_AT) else None


def _stretches(data: bytes) -> Iterator[bytes]:
    left = _LOOKED_AT
    for match in _STRETCH.finditer(data):
        if not match[0].isascii():
            yield match[0][:left]
            left -= len(match[0])
            if left <= 0:
                return
