"""The small language that styles are written in: fields, words and groups that vanish when they are empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.cite.markup import append


@dataclass(frozen=True, slots=True)
class Label:
    """Words that explain the field beside them and are printed only with it ("Accessed")."""

    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """Words that stand for something themselves ("n.d.")."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Parts in order with `between` them, `before` and `after` around them; nothing if no part says anything."""

    parts: tuple[Part, ...]
    between: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Either:
    """The first part that says something."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class When:
    """`then` where any of the fields is known, `otherwise` where none is."""

    fields: tuple[str, ...]
    then: Part | None = None
    otherwise: Part | None = None


Part = str | Label | Fixed | Group | Either | When


def lay_out(part: Part, field: Callable[[str], str], *, inside: bool) -> str:
    """Print a part with the fields of one citation; marked text, "" where it says nothing.

    A plain string is the name of a field. `inside` is the American place of stops at quotation marks.
    """
    return _print(part, field, inside)[0]


def _print(part: Part, field: Callable[[str], str], inside: bool) -> tuple[str, bool]:
    """The printed part, and whether it says anything by itself."""
    match part:
        case str():
            text = field(part)
            return text, bool(text)
        case Label():
            return part.text, False
        case Fixed():
            return part.text, True
        case Either():
            printed = (_print(choice, field, inside) for choice in part.parts)
            return next((choice for choice in printed if choice[1]), ("", False))
        case When():
            chosen = part.then if any(field(name) for name in part.fields) else part.otherwise
            return _print(chosen, field, inside) if chosen is not None else ("", False)
        case Group():
            return _group(part, field, inside)


def _group(group: Group, field: Callable[[str], str], inside: bool) -> tuple[str, bool]:
    text, speaks = "", False
    for part in group.parts:
        printed, says = _print(part, field, inside)
        if printed:
            text = append(text, group.between, inside=inside) + printed if text else printed
            speaks = speaks or says
    return (append(group.before + text, group.after, inside=inside), True) if speaks else ("", False)
