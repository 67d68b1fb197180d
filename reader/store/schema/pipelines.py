"""The part of the schema that remembers which pipeline annotated each article."""

STATEMENTS = (
    # error: why it could not be loaded the last time that was tried. The pipeline '' stands for none.
    "CREATE TABLE pipeline (id INTEGER PRIMARY KEY, ident TEXT NOT NULL UNIQUE, error TEXT)",
    # lang: the language that the article was read as; '' where nobody looked.
    """CREATE TABLE recognition (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        pipeline_id INTEGER NOT NULL REFERENCES pipeline(id), lang TEXT NOT NULL)""",
    "CREATE INDEX recognition_by ON recognition (lang, pipeline_id, article_id)",
    "INSERT INTO pipeline (ident) VALUES ('')",
    """INSERT INTO recognition SELECT id, (SELECT id FROM pipeline WHERE ident = ''), '' FROM article
        WHERE id NOT IN (SELECT article_id FROM outbox) AND id NOT IN (SELECT article_id FROM failure)""",
)
