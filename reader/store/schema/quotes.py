"""The tables of kept quotations."""

# start: where the words stood when they were marked; where they stand now is looked up in the text. A quotation is
# the reader's own and outlives its article; `cited` is that article's citation, as CSL-JSON.
STATEMENTS = (
    """CREATE TABLE quote (
        id INTEGER PRIMARY KEY, article_id INTEGER REFERENCES article(id) ON DELETE SET NULL, created TEXT NOT NULL,
        start INTEGER NOT NULL, words TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, cited TEXT NOT NULL)""",
    "CREATE INDEX quote_article ON quote (article_id)",
)
