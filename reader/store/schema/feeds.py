"""The part of the schema that knows feeds: how each is fetched, and which articles it brought under which names."""

STATEMENTS = (
    # own_title: as the reader calls it. typed: the reader gave this address by hand. full_text: each article's page is
    # fetched. checked: the last answer; changed: the last new article. not_before: what the server asked for.
    # resting: why it is no longer fetched. body_hash: of the last body, for servers that cannot say "unchanged".
    *(
        f"ALTER TABLE feed ADD COLUMN {column}"
        for column in (
            "own_title TEXT", "tags TEXT NOT NULL DEFAULT '[]'", "typed INTEGER NOT NULL DEFAULT 0", "user_agent TEXT",
            "full_text INTEGER NOT NULL DEFAULT 0", "added TEXT", "checked TEXT", "changed TEXT", "interval INTEGER",
            "failures INTEGER NOT NULL DEFAULT 0", "not_before TEXT", "resting TEXT", "body_hash BLOB",
        )
    ),
    # hash: of what this feed said of the article last. owns: the article's text is this feed's.
    """CREATE TABLE feed_article (
        feed_id INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE, guid TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, hash BLOB NOT NULL, owns INTEGER NOT NULL,
        PRIMARY KEY (feed_id, guid)) WITHOUT ROWID""",
    "CREATE INDEX feed_article_article ON feed_article (article_id)",
    """CREATE TABLE structure (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, spans TEXT NOT NULL)""",
    """CREATE TABLE revision (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, happened TEXT NOT NULL)""",
    # what the feed said, where the page of the article has taken its place
    """CREATE TABLE original (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, text TEXT NOT NULL, spans TEXT,
        authors TEXT NOT NULL, published TEXT, fetched TEXT NOT NULL)""",
    """CREATE TABLE secret (
        feed_id INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE, user TEXT, password TEXT, token TEXT)""",
    "CREATE TABLE saved_filter (name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID",
)  # fmt: skip
