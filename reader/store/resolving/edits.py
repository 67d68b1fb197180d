"""The reader's corrections as they are kept: one row each, read as ids or as names."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities.corrections import View
from reader.errors import NotFoundError
from reader.model.correction import Correction, Edit, EditKind, Named
from reader.model.entity import Label
from reader.store.connection import Connection, guarded
from reader.store.sql import integer, new_id, now

_COLUMNS = "id, kind, entity_id, other_id, value, article_id"


@dataclass(frozen=True, slots=True)
class NewEdit:
    """A correction about to be kept; `made_other` says that its other entity was made for it."""

    kind: EditKind
    entity_id: int
    other_id: int | None = None
    value: str | None = None
    article_id: int | None = None
    guid: str | None = None
    source: str | None = None
    made_other: bool = False
    made: str = ""


def any_kept(db: Connection) -> bool:
    return db.execute("SELECT 1 FROM edit LIMIT 1").fetchone() is not None


def all_kept(db: Connection) -> list[Edit]:
    """All corrections in the order in which they were made."""
    return [_edit(row) for row in db.execute(f"SELECT {_COLUMNS} FROM edit ORDER BY id")]  # noqa: S608


def view(db: Connection) -> View:
    """All corrections, ready to be applied."""
    return View(all_kept(db))


def keep(db: Connection, edit: NewEdit) -> int:
    """Write a correction down within the caller's transaction; its id."""
    row = db.execute(
        "INSERT INTO edit (kind, entity_id, other_id, made_other, value, article_id, guid, source, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(edit.kind, edit.entity_id, edit.other_id, edit.made_other, edit.value, edit.article_id),
            *(edit.guid, edit.source, edit.made or now()),
        ),
    )
    return new_id(row)


def take(db: Connection, edit_id: int) -> tuple[Edit, bool]:
    """Remove a correction; what it was, and whether its other entity was made for it. NotFoundError."""
    row = db.execute(f"SELECT {_COLUMNS}, made_other FROM edit WHERE id = ?", (integer(edit_id),)).fetchone()  # noqa: S608
    if row is None:
        raise NotFoundError(f"There is no correction {edit_id}.")
    db.execute("DELETE FROM edit WHERE id = ?", (edit_id,))
    return _edit(row), bool(row[6])


def is_known(db: Connection, edit: NewEdit) -> bool:
    """Whether the same correction is kept already, and none of its kind after it says otherwise."""
    rows = db.execute(
        "SELECT kind, other_id, value, coalesce(article_id, guid) FROM edit WHERE entity_id = ? ORDER BY id",
        (edit.entity_id,),
    ).fetchall()
    mine = (edit.kind, edit.other_id, edit.value, edit.article_id or edit.guid)
    if edit.kind in (EditKind.RENAME, EditKind.LABEL):
        rows = [row for row in rows if row[0] == edit.kind][-1:]
    return mine in rows


def _edit(row: tuple[int, str, int, int | None, str | None, int | None]) -> Edit:
    edit_id, kind, entity_id, other_id, value, article_id = row[:6]
    return Edit(edit_id, EditKind(kind), entity_id, other_id, value, article_id)


_LISTED = """SELECT d.id, d.kind, coalesce(e.found_name, e.name), coalesce(e.found_label, e.label),
        coalesce(o.found_name, o.name), coalesce(o.found_label, o.label), d.value,
        coalesce(a.guid, d.guid), coalesce(a.source, d.source), d.made
    FROM edit d JOIN entity e ON e.id = d.entity_id LEFT JOIN entity o ON o.id = d.other_id
        LEFT JOIN article a ON a.id = d.article_id"""


@guarded
def listed(db: Connection) -> list[Correction]:
    """All corrections by the names that were found, in the order in which they were made."""
    return [
        Correction(
            id=edit_id,
            kind=EditKind(kind),
            entity=Named(name, Label(label)),
            other=None if other is None else Named(other, Label(other_label)),
            value=value,
            guid=guid,
            source=source,
            made=made,
        )
        for edit_id, kind, name, label, other, other_label, value, guid, source, made in db.execute(
            f"{_LISTED} ORDER BY d.id"
        )
    ]
