"""What a rule of retention let go of, so that it does not come back while its feed still lists it."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE let_go (
        feed_id INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE, guid TEXT NOT NULL,
        PRIMARY KEY (feed_id, guid)) WITHOUT ROWID""",
)
