"""Which articles the reader has cited: their citation was copied, printed or put into a file."""

STATEMENTS = (
    """CREATE TABLE citation (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE)""",
)
