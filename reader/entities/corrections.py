"""The reader's corrections applied to what was found: every edit acts on what was shown when it was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reader.entities.names import fold
from reader.model.correction import Edit, EditKind

_MOVING = frozenset({EditKind.MERGE, EditKind.SPLIT, EditKind.WRONG, EditKind.HIDE})


class View:
    """Which entity a mention is shown as, given the one that it was found to be."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits: dict[int, list[Edit]] = defaultdict(list)
        self._values: dict[tuple[int, EditKind], str] = {}
        for edit in sorted(edits, key=lambda each: each.id):
            if edit.kind in _MOVING:
                self._edits[edit.entity_id].append(edit)
            elif edit.value is not None:
                self._values[edit.entity_id, edit.kind] = edit.value

    def shown(self, found: int, key: str, article_id: int) -> int | None:
        """The entity that a name (folded to `key`) of an article is shown as; None where it names none."""
        current, last = found, 0
        while (edit := self._next(current, last, key, article_id)) is not None:
            if edit.other_id is None:
                return None
            current, last = edit.other_id, edit.id
        return current

    def survivor(self, entity_id: int) -> int:
        """The entity that this one has become by being merged, which may be itself."""
        current, last = entity_id, 0
        while True:
            merges = (edit for edit in self._edits.get(current, ()) if edit.kind is EditKind.MERGE and edit.id > last)
            edit = next(merges, None)
            if edit is None or edit.other_id is None:
                return current
            current, last = edit.other_id, edit.id

    def sources(self, entity_id: int) -> set[int]:
        """The entities of which mentions may have come to be shown as this one, itself among them."""
        found, grown = {entity_id}, True
        while grown:
            grown = False
            for source, edits in self._edits.items():
                if source not in found and any(edit.other_id in found for edit in edits):
                    found.add(source)
                    grown = True
        return found

    def value(self, entity_id: int, kind: EditKind) -> str | None:
        """The name or label that the reader gave an entity last."""
        return self._values.get((entity_id, kind))

    def _next(self, entity_id: int, last: int, key: str, article_id: int) -> Edit | None:
        edits = self._edits.get(entity_id, ())
        return next((edit for edit in edits if edit.id > last and _applies(edit, key, article_id)), None)


def _applies(edit: Edit, key: str, article_id: int) -> bool:
    if edit.kind is EditKind.WRONG and edit.article_id != article_id:
        return False
    return edit.value is None or fold(edit.value) == key
