"""The reader's tags, and the index that the filter language looks through."""

STATEMENTS = (
    """CREATE TABLE tag (
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, name TEXT NOT NULL,
        PRIMARY KEY (name, article_id)) WITHOUT ROWID""",
    "CREATE INDEX tag_article ON tag (article_id, name)",
    # what is known of articles beside their words, so that looking through all of them reads no text
    "CREATE INDEX article_facts ON article (source, section, lang, authors, is_teaser)",
)
