"""The part of the schema that restoring needs: marks that wait for their articles, watches that know old ones."""

STATEMENTS = (
    # Articles that were read in a cache of before and are not here yet. source: '' where it was not known.
    """CREATE TABLE awaited (
        guid TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (guid, source)) WITHOUT ROWID""",
    """CREATE TRIGGER article_awaited AFTER INSERT ON article
        WHEN EXISTS (SELECT 1 FROM awaited WHERE guid = new.guid AND source IN ('', coalesce(new.source, ''))) BEGIN
        INSERT INTO status (article_id, read) VALUES (new.id, 1) ON CONFLICT (article_id) DO UPDATE SET read = 1;
        DELETE FROM awaited WHERE guid = new.guid AND source IN ('', coalesce(new.source, '')); END""",
    # known_to: articles up to this id were known when the watch was restored, so that they are no news.
    "ALTER TABLE watch ADD COLUMN known_to INTEGER NOT NULL DEFAULT 0",
)
