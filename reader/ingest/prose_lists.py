"""The lists that are open, and what stands before each item of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from reader.ingest.markup import Tag

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class _List:
    """A list: `name` is its element, "" where items stand in none; `inside` whether an item of it is open."""

    name: str
    number: int = 0
    step: int = 1
    kind: str = "1"
    inside: bool = True


@dataclass(slots=True)
class Lists:
    """The lists that are open, and the mark of the item that comes next; "" once it has been given to a line.

    `depth` is how many lists the text lies in; 0 outside of all, or where a term stands that is to be defined.
    """

    mark: str | None = None
    depth: int = 0
    _open: list[_List] = field(default_factory=list)

    def take(self, tag: Tag) -> None:
        """Open or close a list or an item of it."""
        if tag.name == "li":
            self._item(tag)
            return
        if tag.name in ("dt", "dd"):
            if self._open and self._open[-1].name == "dl":
                self._open[-1].inside = tag.name == "dd" and not tag.end
        elif tag.end:
            del self._open[-1:]
        else:
            self._open.append(_begun(tag))
        self.mark = None
        self._measure()

    def _measure(self) -> None:
        self.depth = sum([each.inside for each in self._open]) if self._open and self._open[-1].inside else 0

    def _item(self, tag: Tag) -> None:
        if tag.end:
            self.mark = None
            if self._open and not self._open[-1].name:
                self._open.pop()
                self._measure()
            return
        if not self._open:
            self._open.append(_List(""))
            self._measure()
        current = self._open[-1]
        current.number += current.step
        if tag.rest:
            current.number = _whole(tag.attributes.get("value", ""), current.number)
        self.mark = f"{_label(current.number, current.kind)}." if current.name == "ol" else "•"


def _begun(tag: Tag) -> _List:
    """A list that begins; one that counts down from nobody knows where has bullets."""
    if tag.name != "ol" or not tag.rest:
        return _List(tag.name, inside=tag.name != "dl")
    attributes = tag.attributes
    down = "reversed" in attributes
    if down and "start" not in attributes:
        return _List("ul")
    step = -1 if down else 1
    number = _whole(attributes.get("start", ""), 1) - step
    return _List(tag.name, number, step, attributes.get("type", "1"))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _label(number: int, kind: str) -> str:
    """The number of an item in figures, letters or Roman figures, as the list wants it and where there is one."""
    if kind in ("a", "A") and 1 <= number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return letter.upper() if kind == "A" else letter
    if kind in ("i", "I") and 1 <= number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman.upper() if kind == "I" else roman
    return str(number)
