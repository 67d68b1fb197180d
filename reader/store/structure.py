"""The structure of texts, written as one line of JSON an article."""

from __future__ import annotations

import json

from reader.model.structure import Span, SpanKind, Structure
from reader.store.connection import Connection

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(structure: Structure) -> str | None:
    """A structure as it is stored; None for none."""
    if not structure:
        return None
    return _JSON([_fields(span) for span in structure])


def _fields(span: Span) -> list[str | int]:
    fields = [span.kind.value, span.start, span.end, span.value, span.level]
    return [*fields, span.note] if span.note else fields


def decoded(spans: str | None) -> Structure:
    """A stored structure."""
    return tuple(Span(SpanKind(kind), *rest) for kind, *rest in json.loads(spans)) if spans else ()


def put(db: Connection, article_id: int, spans: str | None) -> None:
    """Replace an article's structure, within the caller's transaction."""
    if spans is None:
        db.execute("DELETE FROM structure WHERE article_id = ?", (article_id,))
    else:
        db.execute("INSERT OR REPLACE INTO structure VALUES (?, ?)", (article_id, spans))
