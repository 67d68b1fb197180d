"""Entities: names recognised in a text, and the people, places and organisations that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.entities.names import fold

if TYPE_CHECKING:
    from reader.entities.compare import compare_names

__all__ = ["compare_names", "fold"]


def __getattr__(name: str) -> object:
    """`compare_names` brings the whole resolver with it, which the start of the screen must not wait for."""
    if name == "compare_names":
        from reader.entities.compare import compare_names

        return compare_names
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
