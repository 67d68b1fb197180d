"""Making again, within a file that can be read, what is made from something else."""

from __future__ import annotations

from collections.abc import Sequence

from reader.store.connection import Connection, guarded
from reader.store.relating.termcount import NOTE_ENTRY
from reader.store.safety.health import FORGOTTEN, ODD_ARTICLE, ODD_FEED, Fault, faults
from reader.store.schema.counts import FILL
from reader.store.transactions import transaction

_WORDS = ("INSERT INTO article_fts (article_fts) VALUES ('rebuild')", "DELETE FROM unindexed")
_COUNTS = (
    """UPDATE entity SET articles = (SELECT count(*) FROM article_entity WHERE entity_id = entity.id),
        mentions = (SELECT coalesce(sum(n), 0) FROM article_entity WHERE entity_id = entity.id)""",
    "CREATE TEMP TABLE counted AS SELECT form_id, count(*) AS n FROM mention GROUP BY form_id",
    "CREATE UNIQUE INDEX temp.counted_form ON counted (form_id)",
    "UPDATE form SET n = coalesce((SELECT n FROM temp.counted WHERE form_id = form.id), 0)",
    "DROP TABLE temp.counted",
    """UPDATE storyline SET
        articles = (SELECT count(*) FROM storyline_article WHERE storyline_id = storyline.id),
        last = coalesce((SELECT max(listed) FROM storyline_article WHERE storyline_id = storyline.id), '')""",
    "DELETE FROM storyline WHERE articles < 2",
    *FILL,
)
# What is compared is compared anew: terms are counted as articles are related, which the worker does.
_RELATIONS = (
    "INSERT OR IGNORE INTO unsettled SELECT article_id, randomblob(8) FROM vector",
    *(f"DELETE FROM {table}" for table in ("vector", "neighbour", "circle", "term", "tally", "sketch", "forgotten")),  # noqa: S608
    "UPDATE statistic SET value = 0 WHERE name = 'articles'",
    NOTE_ENTRY,
)
_PENDING = (f"INSERT OR IGNORE INTO outbox SELECT id, randomblob(16), listed FROM article WHERE id IN ({FORGOTTEN})",)  # noqa: S608
_NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
_CLOCK = (
    f"""UPDATE article SET fetched = {_NOW}, listed = CASE
        WHEN is_teaser THEN min(listed, {_NOW}) ELSE min(coalesce(published, {_NOW}), {_NOW}) END
        WHERE {ODD_ARTICLE}""",  # noqa: S608
    f"UPDATE feed SET next_fetch = NULL, not_before = NULL WHERE {ODD_FEED}",  # noqa: S608
)
_NAMING = ("mention", "article_entity", "overruled")  # an article that loses some of these is annotated again
_WAYS = {"search index": _WORDS, "counts": _COUNTS, "pending": _PENDING, "clock": _CLOCK}


@guarded
def make_indexes(db: Connection) -> None:
    """Make every index anew from its table."""
    with transaction(db):
        db.execute("REINDEX")


@guarded
def mend(db: Connection) -> list[Fault]:
    """Make again what is wrong within a sound file, all or nothing; what was wrong.

    What has to be annotated or related anew waits for the worker.
    """
    found = faults(db)
    if not found:
        return []
    checks = {fault.check for fault in found}
    with transaction(db, durable=True):
        if "orphans" in checks:
            _let_orphans_go(db)
        for check, statements in _WAYS.items():
            if check in checks or "orphans" in checks:
                _run(db, statements)
        if any("compared" in fault.detail for fault in found):
            _run(db, _RELATIONS)
    return found


def _run(db: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        db.execute(statement)


def _let_orphans_go(db: Connection) -> None:
    """Rows that belong to what is not there go; where a row may stand without it, it stays."""
    while tables := {row[0] for row in db.execute("PRAGMA foreign_key_check").fetchall()}:
        for table in tables:
            for key in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                _, _, parent, column, target, _, on_delete, _ = key
                lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {target or 'id'} FROM {parent})"  # noqa: S608
                if on_delete == "SET NULL" or column in ("merged_into", "found_into"):
                    db.execute(f"UPDATE {table} SET {column} = NULL WHERE {lost}")  # noqa: S608
                    continue
                if table in _NAMING:
                    db.execute(
                        "INSERT OR IGNORE INTO outbox SELECT id, randomblob(16), listed FROM article"  # noqa: S608
                        f" WHERE id IN (SELECT article_id FROM {table} WHERE {lost})"
                    )
                db.execute(f"DELETE FROM {table} WHERE {lost}")  # noqa: S608
