"""What the reader sets right about entities: each correction, and its taking back, is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.entities.names import fold
from reader.errors import CorrectionError, NotFoundError
from reader.model.correction import Correction, Edit, EditKind, Named
from reader.model.entity import AliasKind, Label
from reader.store.annotation import relate
from reader.store.connection import Connection, guarded
from reader.store.outbox import PendingArticle
from reader.store.resolving import edits, overruling, survivors
from reader.store.resolving.edits import NewEdit
from reader.store.resolving.naming import create, keep_aliases
from reader.store.sql import integer, storable
from reader.store.transactions import transaction

RELATED_AT_ONCE = 50  # articles whose related stories are worked out at once; those of more are left to the worker
GIVEN = "given"  # the kind of an alias that only the reader uses: no mention is found by it
_LONGEST_NAME = 200


@guarded
def rename(db: Connection, entity_id: int, name: str) -> int:
    """Call an entity by another name from now on; the correction's id."""
    name = _name(name)
    with transaction(db, durable=True):
        return _apply(db, NewEdit(EditKind.RENAME, _existing(db, entity_id), value=name))


@guarded
def relabel(db: Connection, entity_id: int, label: Label) -> int:
    """Give an entity another label."""
    with transaction(db, durable=True):
        return _apply(db, NewEdit(EditKind.LABEL, _existing(db, entity_id), value=label.value))


@guarded
def hide(db: Connection, entity_id: int) -> int:
    """Show an entity nowhere, as if it had not been found."""
    with transaction(db, durable=True):
        return _apply(db, NewEdit(EditKind.HIDE, _existing(db, entity_id)))


@guarded
def merge(db: Connection, entity_id: int, into: int) -> int:
    """Make one entity part of another; its id leads to that one from now on."""
    with transaction(db, durable=True):
        one, other = _existing(db, entity_id), _existing(db, into)
        if one == other:
            raise CorrectionError(f"{_called(db, one)} is one entity already.")
        return _apply(db, NewEdit(EditKind.MERGE, one, other))


@guarded
def split(db: Connection, entity_id: int, name: str, to: int | None = None) -> int:
    """Take a name away from an entity, for an entity of its own or for the one of the id `to`."""
    name = _name(name)
    with transaction(db, durable=True):
        one = _existing(db, entity_id)
        _check_name(db, one, name)
        other = _existing(db, to) if to is not None else _split_off(db, one, name)
        if one == other:
            raise CorrectionError(f"A name can only be split off to another entity than {_called(db, one)}.")
        return _apply(db, NewEdit(EditKind.SPLIT, one, other, name, made_other=to is None))


@guarded
def wrong(db: Connection, entity_id: int, article_id: int, name: str | None = None, other: int | None = None) -> int:
    """Say that an entity is not meant in an article, by one of its names or by any.

    `other` is the entity that is meant; None where it is no entity at all.
    """
    with transaction(db, durable=True):
        one = _existing(db, entity_id)
        meant = None if other is None else _existing(db, other)
        if one == meant:
            raise CorrectionError(f"{_called(db, one)} cannot be wrong and right in one place.")
        guid, source = _article(db, article_id)
        if not _names_here(db, one, article_id, None if name is None else fold(_name(name))):
            raise NotFoundError(f"That article does not name {_called(db, one)}{f' so: “{name}”' if name else ''}.")
        return _apply(db, NewEdit(EditKind.WRONG, one, meant, name, article_id, guid, source))


@guarded
def undo(db: Connection, edit_id: int) -> None:
    """Take a correction back: all is as if it had never been made. NotFoundError."""
    with transaction(db, durable=True):
        touched = _touched(db, _edit_of(db, edit_id))
        edit, made_other = edits.take(db, edit_id)
        _renew(db, edit, touched)
        if edit.kind is EditKind.RENAME and edit.value is not None:
            _forget_alias(db, edit.entity_id, edit.value)
        if made_other:
            db.execute("DELETE FROM alias WHERE entity_id = ? AND kind = ?", (edit.other_id, GIVEN))


@guarded
def take_in(db: Connection, corrections: Iterable[Correction]) -> int:
    """Make corrections of another cache, all or none; how many were new. Entities not known yet wait for articles."""
    new = 0
    with transaction(db, durable=True):
        for each in corrections:
            edit = _from_elsewhere(db, each)
            if edit.entity_id != edit.other_id and not edits.is_known(db, edit):
                new += 1
                _apply(db, edit)
    return new


def _apply(db: Connection, new: NewEdit) -> int:
    edit_id = edits.keep(db, new)
    edit = Edit(edit_id, new.kind, new.entity_id, new.other_id, new.value, new.article_id)
    if edit.kind is EditKind.RENAME and edit.value is not None:
        keep_aliases(db, [(fold(edit.value), edit.entity_id, AliasKind.NAME)])
    _renew(db, edit, _touched(db, edit))
    return edit_id


def _touched(db: Connection, edit: Edit) -> list[int]:
    """The articles that an edit may change, newest first."""
    if edit.kind is EditKind.WRONG:
        return [edit.article_id] if edit.article_id is not None else []
    if edit.kind in (EditKind.RENAME, EditKind.LABEL):
        return []
    return overruling.articles_of(db, edits.view(db).sources(edit.entity_id))


def _renew(db: Connection, edit: Edit, articles: Sequence[int]) -> None:
    """Bring all that is shown in line with the corrections, after one was made or taken back."""
    if edit.kind in (EditKind.RENAME, EditKind.LABEL):
        survivors.renew_entity(db, edit.entity_id)
    changed = overruling.correct_articles(db, articles)
    if edit.kind is EditKind.MERGE:
        survivors.renew_merged(db)
    _relate(db, changed)


def _relate(db: Connection, articles: Sequence[int]) -> None:
    """Their related stories rest on their entities too; those of many articles are left to the worker."""
    for article_id in articles[:RELATED_AT_ONCE]:
        row = db.execute(
            "SELECT id, x'', title, text, lang FROM article WHERE id = ?"
            " AND id NOT IN (SELECT article_id FROM outbox) AND id IN (SELECT article_id FROM vector)",
            (article_id,),
        ).fetchone()
        if row is not None:
            relate(db, PendingArticle(*row))
    _ask(db, articles[RELATED_AT_ONCE:])


def _ask(db: Connection, articles: Iterable[int]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO outbox SELECT id, randomblob(16), listed FROM article WHERE id = ?",
        [(article_id,) for article_id in articles],
    )


def _existing(db: Connection, entity_id: int) -> int:
    """The entity of an id, or what that was merged into; NotFoundError."""
    if db.execute("SELECT 1 FROM entity WHERE id = ?", (integer(entity_id),)).fetchone() is None:
        raise NotFoundError(f"There is no entity {entity_id} in the cache.")
    return survivors.survivor(db, entity_id)


def _called(db: Connection, entity_id: int) -> str:
    name: str = db.execute("SELECT name FROM entity WHERE id = ?", (entity_id,)).fetchone()[0]
    return name


def _name(name: str) -> str:
    name = " ".join(storable(name).split())[:_LONGEST_NAME]
    if not fold(name):
        raise CorrectionError("A name needs at least one letter or digit.")
    return name


def _check_name(db: Connection, entity_id: int, name: str) -> None:
    forms = [text for (text,) in db.execute("SELECT text FROM form WHERE entity_id = ? AND n > 0", (entity_id,))]
    if fold(name) not in map(fold, forms):
        known = ", ".join(forms[:5]) or "nothing yet"
        raise NotFoundError(f"{_called(db, entity_id)} is not called “{name}” in any article; it is called {known}.")


def _split_off(db: Connection, entity_id: int, name: str) -> int:
    """A new entity for a name, with the label of the one that had it."""
    (label,) = db.execute("SELECT label FROM entity WHERE id = ?", (entity_id,)).fetchone()
    return _made(db, name, Label(label), GIVEN)


def _made(db: Connection, name: str, label: Label, kind: str) -> int:
    entity_id = create(db, name, label)
    db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?, ?)", (fold(name), entity_id, kind))
    return entity_id


def _article(db: Connection, article_id: int) -> tuple[str, str | None]:
    found = db.execute("SELECT guid, source FROM article WHERE id = ?", (integer(article_id),)).fetchone()
    if found is None:
        raise NotFoundError(f"There is no article {article_id} in the cache.")
    return found[0], found[1]


def _names_here(db: Connection, entity_id: int, article_id: int, key: str | None) -> bool:
    """Whether the article names the entity, by a name of that key where one is given."""
    rows = db.execute(
        "SELECT f.text FROM mention m JOIN form f ON f.id = m.form_id WHERE m.article_id = ? AND m.entity_id = ?",
        (article_id, entity_id),
    )
    return any(key is None or fold(text) == key for (text,) in rows.fetchall())


def _edit_of(db: Connection, edit_id: int) -> Edit:
    found = next((edit for edit in edits.all_kept(db) if edit.id == edit_id), None)
    if found is None:
        raise NotFoundError(f"There is no correction {edit_id}.")
    return found


def _forget_alias(db: Connection, entity_id: int, name: str) -> None:
    """Let a name that only the reader used lead to the entity no more."""
    row = db.execute("SELECT name FROM entity WHERE id = ?", (entity_id,)).fetchone()
    forms = [text for (text,) in db.execute("SELECT text FROM form WHERE entity_id = ? AND n > 0", (entity_id,))]
    if fold(name) not in map(fold, (row[0], *forms)):
        db.execute("DELETE FROM alias WHERE key = ? AND entity_id = ?", (fold(name), entity_id))


def _from_elsewhere(db: Connection, correction: Correction) -> NewEdit:
    """A correction by the ids of this cache; what is not known here yet is made, to be found later."""
    article = db.execute(
        "SELECT id FROM article WHERE guid = ?1 AND (?2 IS NULL OR source IS ?2) ORDER BY id LIMIT 1",
        (correction.guid, correction.source),
    ).fetchone()
    entity_id, _ = known_as(db, correction.entity)
    other_id, made = None, False
    if correction.other is not None:
        # Two names that are one entity here already need no merging; what is split off must not be the same again.
        same = None if correction.kind is EditKind.MERGE else entity_id
        kind = GIVEN if correction.kind is EditKind.SPLIT else AliasKind.NAME
        other_id, made = known_as(db, correction.other, but_not=same, kind=kind)
    return NewEdit(
        kind=correction.kind,
        entity_id=entity_id,
        other_id=other_id,
        made_other=made and correction.kind is EditKind.SPLIT,
        value=correction.value,
        article_id=None if article is None else int(article[0]),
        guid=correction.guid,
        source=correction.source,
        made=correction.made,
    )


def known_as(
    db: Connection, named: Named, *, but_not: int | None = None, kind: str = AliasKind.NAME
) -> tuple[int, bool]:
    """The entity of a name and label as it was found, by an alias where none is named so; whether it had to be made."""
    key = fold(named.name)
    found = db.execute(
        "SELECT e.id FROM alias a JOIN entity e ON e.id = a.entity_id"
        " WHERE a.key = ?1 AND coalesce(e.found_label, e.label) = ?2 AND a.kind <> 'surname' AND e.id IS NOT ?4"
        " ORDER BY coalesce(e.found_name, e.name) = ?3 DESC, a.kind = 'name' DESC, e.articles DESC, e.id LIMIT 1",
        (key, named.label, named.name, but_not),
    ).fetchone()
    if found is not None:
        return int(found[0]), False
    return _made(db, named.name, named.label, kind), True
