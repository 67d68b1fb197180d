"""What the pipeline learns from: a text with its mentions."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its mentions; `missing` are the stretches whose annotation is not known."""

    text: str
    spans: tuple[Span, ...]
    missing: tuple[tuple[int, int], ...] = ()
