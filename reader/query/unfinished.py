"""A line that is still being typed."""

from __future__ import annotations

from dataclasses import replace

from reader.model.query import Filter, Words, all_of, conjuncts

SHORTEST = 2


def going_on(line: str, wanted: Filter) -> Filter | None:
    """The filter with its last word as the beginning of words; None where the line does not end within a word."""
    parts = conjuncts(wanted.where)
    last = parts[-1] if parts else None
    if not isinstance(last, Words) or last.prefix or len(last.text) < SHORTEST or not line.endswith(last.text):
        return None
    return replace(wanted, where=all_of((*parts[:-1], replace(last, prefix=True))))
