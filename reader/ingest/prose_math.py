"""Formulas in MathML as a line of text: what they are called where they say so, else what they are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from reader.ingest.clean import clean_line
from reader.ingest.markup import Tag

_TEX: Final = re.compile(r"\{\\(?:display|text|script)style\s(.*)\}", re.DOTALL)
_RAISED: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_HIGH, _LOW = re.compile(r"[-+−=()n0-9]+"), re.compile(r"[-+−=()0-9]+")
_BETWEEN: Final = frozenset("=<>≤≥≠≈→⇒⇔×·±∓∈∉⊂⊆∪∩∧∨+−-")
_DEEPEST, _LONGEST = 50, 2000


@dataclass(slots=True)
class Formula:
    """A formula being read: its tags and texts so far, within limits."""

    name: str
    pieces: list[Tag | str] = field(default_factory=list)

    def take(self, token: Tag | str) -> None:
        if len(self.pieces) < _LONGEST:
            self.pieces.append(token)

    def words(self) -> str:
        """The formula as a line: its own name, else its TeX, else its signs."""
        if self.name:
            return self.name
        root, tex = _tree(self.pieces)
        return clean_line(bare(tex)) or clean_line(_said(root))


def formula(tag: Tag) -> Formula:
    """The formula that begins with a tag."""
    return Formula(clean_line(tag.attributes.get("alttext", "")))


def bare(tex: str) -> str:
    """A formula in TeX without what only says how large it is set."""
    inner = _TEX.fullmatch(tex)
    return inner[1] if inner else tex


@dataclass(slots=True)
class _Node:
    name: str
    parts: list[_Node | str] = field(default_factory=list)


def _tree(pieces: Iterable[Tag | str]) -> tuple[_Node, str]:
    """The formula as a tree, and what it is in TeX, "" where it does not say so."""
    path, tex = [_Node("mrow")], ""
    for piece in pieces:
        if isinstance(piece, str):
            if path[-1].name == "tex":
                tex += unescape(piece)
            elif piece.strip():
                path[-1].parts.append(unescape(piece).strip())
        elif piece.end:
            if len(path) > 1:
                path.pop()
        elif len(path) < _DEEPEST and not piece.rest.rstrip().endswith("/"):
            node = _Node(_name(piece))
            if node.name not in ("tex", "annotation", "annotation-xml"):
                path[-1].parts.append(node)
            path.append(node)
    return path[0], tex.strip()


def _name(tag: Tag) -> str:
    return "tex" if tag.name == "annotation" and "tex" in tag.attributes.get("encoding", "").lower() else tag.name


def _said(node: _Node | str) -> str:
    if isinstance(node, str):
        return node
    parts = [_said(part) for part in node.parts]
    if node.name == "mo":
        sign = "".join(parts)
        return f" {sign} " if sign in _BETWEEN else sign
    if node.name == "mtr":
        return " ".join(parts) + "; "
    making = _MADE.get(node.name)
    return making(*parts) if making and len(parts) == _PARTS.get(node.name, 2) else "".join(parts)


def _raised(text: str) -> str:
    text = text.replace(" ", "")
    return text.translate(_RAISED) if _HIGH.fullmatch(text) else f"^{_held(text)}"


def _lowered(text: str) -> str:
    text = text.replace(" ", "")
    return text.translate(_LOWERED) if _LOW.fullmatch(text) else f"_{_held(text)}"


def _held(text: str) -> str:
    """A part in brackets, unless it is one sign, a word or a number."""
    return text if text.isalnum() or len(text) == 1 else f"({text.strip()})"


_PARTS: Final = {"msubsup": 3, "munderover": 3, "msqrt": 1}
_MADE: Final[Mapping[str, Callable[..., str]]] = {
    "msup": lambda base, high: base + _raised(high),
    "msub": lambda base, low: base + _lowered(low),
    "msubsup": lambda base, low, high: base + _lowered(low) + _raised(high),
    "mover": lambda base, high: base + (_raised(high) if high.isalnum() else high),
    "munder": lambda base, low: base + _lowered(low),
    "munderover": lambda base, low, high: base + _lowered(low) + _raised(high) + " ",
    "mfrac": lambda above, below: f"{_held(above)}/{_held(below)}",
    "msqrt": lambda inside: f"√{_held(inside)}",
    "mroot": lambda inside, degree: f"{_raised(degree)}√{_held(inside)}",
}
