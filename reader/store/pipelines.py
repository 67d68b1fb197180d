"""Which pipeline annotated each article, so that another one can be offered to do it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.store.connection import Connection, guarded
from reader.store.transactions import transaction

AT_ONCE = 20_000  # articles that are asked about in one transaction


def record(db: Connection, article_id: int, by: str, lang: str) -> None:
    """Remember, within the caller's transaction, which pipeline read an article as which language; "" for none."""
    db.execute(
        "INSERT OR REPLACE INTO recognition VALUES (?, ?, ?)",
        (article_id, _pipeline_id(db, by), lang),
    )


def _pipeline_id(db: Connection, ident: str) -> int:
    found = db.execute("SELECT id FROM pipeline WHERE ident = ?", (ident,)).fetchone()
    if found is None:
        found = db.execute("INSERT INTO pipeline (ident) VALUES (?) RETURNING id", (ident,)).fetchone()
    return int(found[0])


@guarded
def record_broken(db: Connection, found: Mapping[str, str]) -> None:
    """Remember which pipelines cannot be loaded, by ident with the reason, and that all others can."""
    if broken(db) == found:
        return
    with transaction(db):
        db.execute("UPDATE pipeline SET error = NULL")
        for ident, error in found.items():
            db.execute("UPDATE pipeline SET error = ? WHERE id = ?", (error, _pipeline_id(db, ident)))


@guarded
def broken(db: Connection) -> dict[str, str]:
    """The pipelines that could not be loaded when that was last tried, by ident, with the reason."""
    return dict(db.execute("SELECT ident, error FROM pipeline WHERE error IS NOT NULL").fetchall())


@guarded
def languages(db: Connection) -> list[str]:
    """The languages of the annotated articles; "" for those that nobody has looked at."""
    return [lang for (lang,) in db.execute("SELECT DISTINCT lang FROM recognition ORDER BY lang")]


@guarded
def outdated(db: Connection, wanted: Mapping[str, str]) -> int:
    """How many articles another pipeline annotated than the one `wanted` for their language, and do not wait."""
    total = 0
    for lang, pipeline_id in _groups(db, wanted):
        total += db.execute(
            "SELECT count(*) FROM recognition WHERE lang = ? AND pipeline_id = ?"
            " AND article_id NOT IN (SELECT article_id FROM outbox)",
            (lang, pipeline_id),
        ).fetchone()[0]
    return total


@guarded
def ask_outdated(db: Connection, wanted: Mapping[str, str]) -> int:
    """Let those articles wait for the worker; how many there were. What was asked stays so if this is cut short."""
    return sum(
        _ask(db, "lang = ? AND pipeline_id = ?", (lang, pipeline_id)) for lang, pipeline_id in _groups(db, wanted)
    )


@guarded
def ask_all(db: Connection) -> int:
    """Let every annotated article wait for the worker; how many there were."""
    return _ask(db, "1", ())


def _groups(db: Connection, wanted: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Language and pipeline of those articles that another pipeline should read."""
    rows = db.execute(
        "SELECT DISTINCT r.lang, r.pipeline_id, p.ident FROM recognition r JOIN pipeline p ON p.id = r.pipeline_id"
    ).fetchall()
    return ((lang, pipeline_id) for lang, pipeline_id, ident in rows if wanted.get(lang, ident) != ident)


def _ask(db: Connection, condition: str, values: tuple[str | int, ...]) -> int:
    total, last = 0, 0
    while True:
        ids = db.execute(
            f"SELECT article_id FROM recognition WHERE {condition} AND article_id > ?"  # noqa: S608
            " AND article_id NOT IN (SELECT article_id FROM outbox) ORDER BY article_id LIMIT ?",
            (*values, last, AT_ONCE),
        ).fetchall()
        if not ids:
            return total
        last = ids[-1][0]
        with transaction(db):
            asked = db.executemany(
                "INSERT OR IGNORE INTO outbox SELECT id, randomblob(16), listed FROM article WHERE id = ?", ids
            )
            total += asked.rowcount
