"""Corrections of entities as JSON lines, as `tidewire corrections --json` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.errors import ImportFailedError
from reader.ingest.clean import clean_line
from reader.ingest.jsonl import parse_objects
from reader.model.correction import Correction, EditKind, Named
from reader.model.entity import Label

_VALUED = (EditKind.RENAME, EditKind.SPLIT, EditKind.LABEL)
_TWO = (EditKind.MERGE, EditKind.SPLIT)
_LONGEST = 200


def parse_corrections(lines: Iterable[bytes]) -> Iterator[Correction | ImportFailedError]:
    """Read corrections {"kind", "entity", "other"?, "value"?, "article"?, "source"?, "made"?}, in order.

    An entity is {"name", "label"}. For a line that holds none, an error that names the line and its lack.
    """
    for number, found in parse_objects(lines):
        if isinstance(found, ImportFailedError):
            yield found
            continue
        try:
            yield correction_of(found)
        except ImportFailedError as error:
            yield ImportFailedError(f"Line {number} {error}")


def correction_fields(correction: Correction) -> dict[str, Any]:
    """A correction as a line holds it."""
    return {
        "kind": correction.kind.value,
        "entity": _named_fields(correction.entity),
        "other": None if correction.other is None else _named_fields(correction.other),
        "value": correction.value,
        "article": correction.guid,
        "source": correction.source,
        "made": correction.made,
    }


def _named_fields(named: Named) -> dict[str, str]:
    return {"name": named.name, "label": named.label.value}


def correction_of(value: Mapping[str, Any]) -> Correction:
    try:
        kind = EditKind(str(value.get("kind")))
    except ValueError:
        raise ImportFailedError(f'has no "kind" that is one of {", ".join(EditKind)}.') from None
    given, guid = _text(value, "value"), _text(value, "article")
    if kind in _VALUED and not given:
        raise ImportFailedError(f'is a {kind.value} without a "value".')
    if kind is EditKind.LABEL and given not in list(Label):
        raise ImportFailedError(f'has no "value" that is one of {", ".join(Label)}.')
    if kind is EditKind.WRONG and not guid:
        raise ImportFailedError('is a wrong without an "article".')
    entity, other = _named(value, "entity"), _named(value, "other")
    if entity is None or (kind in _TWO and other is None):
        raise ImportFailedError(f'has no "{"other" if entity else "entity"}" with a "name" and a "label".')
    return Correction(kind, entity, other, given, guid, _text(value, "source"), _text(value, "made") or "")


def _named(value: Mapping[str, Any], key: str) -> Named | None:
    given = value.get(key)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise ImportFailedError(f'has no "{key}" with a "name" and a "label".')
    name = _text(given, "name")
    try:
        label = Label(str(given.get("label")))
    except ValueError:
        raise ImportFailedError(f'has a "{key}" without a known "label".') from None
    if not name:
        raise ImportFailedError(f'has a "{key}" without a "name".')
    return Named(name, label)


def _text(value: Mapping[str, Any], key: str) -> str | None:
    given = value.get(key)
    if given is None:
        return None
    if not isinstance(given, str):
        raise ImportFailedError(f'has a "{key}" that is not a text.')
    return clean_line(given) or None
