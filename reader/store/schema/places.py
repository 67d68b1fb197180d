"""Where the reader was in each article that was left before its end."""

STATEMENTS = (
    # offset: of the text, at the top of the screen or the first below it; above: how many lines that was below the top
    """CREATE TABLE place (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        offset INTEGER NOT NULL, above INTEGER NOT NULL)""",
)
