"""The part of the schema that lets the full-text index take in many articles at once.

A trigger that writes to the index makes it write out what it has gathered after every single article, which takes twice
the time. So new articles are noted, and `indexing.catch_up` hands them over together before the commit. What is
changed or goes before that was never in the index.
"""

_NOTE = "INSERT INTO unindexed VALUES (new.id);"
_FORGET = "DELETE FROM unindexed WHERE article_id = old.id;"
_NOTED = "EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.id)"
_TAKEN_OUT = f"""INSERT INTO article_fts (article_fts, rowid, title, text)
    SELECT 'delete', old.id, old.title, old.text WHERE NOT {_NOTED};"""
_PUT_BACK = f"""INSERT INTO article_fts (rowid, title, text)
    SELECT new.id, new.title, new.text WHERE NOT {_NOTED};"""
_ASK = """INSERT INTO outbox (article_id, token, listed) VALUES (new.id, randomblob(16), new.listed)
    ON CONFLICT (article_id) DO UPDATE SET token = excluded.token, listed = excluded.listed;
    DELETE FROM failure WHERE article_id = new.id;"""

STATEMENTS = (
    "CREATE TABLE unindexed (article_id INTEGER PRIMARY KEY)",
    # bytes of the index that a connection gathers in memory before it writes them out
    "INSERT INTO article_fts (article_fts, rank) VALUES ('hashsize', 4194304)",
    *(f"DROP TRIGGER article_{name}" for name in ("added", "removed", "changed")),
    f"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN {_NOTE} {_ASK} END",
    f"CREATE TRIGGER article_removed BEFORE DELETE ON article BEGIN {_TAKEN_OUT} {_FORGET} END",
    f"""CREATE TRIGGER article_changed AFTER UPDATE OF title, text ON article
        WHEN old.title IS NOT new.title OR old.text IS NOT new.text
        BEGIN {_TAKEN_OUT} {_PUT_BACK} {_ASK} END""",
)
