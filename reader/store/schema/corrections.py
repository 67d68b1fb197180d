"""The part of the schema that keeps the reader's corrections, and what was found where they overrule it."""

STATEMENTS = (
    # made_other: the other entity did not exist before this edit. guid and source name the article of a wrong name for
    # the time when it is not there.
    """CREATE TABLE edit (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, entity_id INTEGER NOT NULL REFERENCES entity(id),
        other_id INTEGER REFERENCES entity(id), made_other INTEGER NOT NULL DEFAULT 0, value TEXT,
        article_id INTEGER REFERENCES article(id) ON DELETE SET NULL, guid TEXT, source TEXT, made TEXT NOT NULL)""",
    "CREATE INDEX edit_article ON edit (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX edit_guid ON edit (guid) WHERE guid IS NOT NULL",
    # The name and label that were found, where the reader has given others; the entity that this one was merged into.
    "ALTER TABLE entity ADD COLUMN found_name TEXT",
    "ALTER TABLE entity ADD COLUMN found_label TEXT",
    "ALTER TABLE entity ADD COLUMN merged_into INTEGER REFERENCES entity(id)",
    "CREATE INDEX entity_merged ON entity (merged_into) WHERE merged_into IS NOT NULL",
    # A mention as it was found, where it is shown as another entity's, or not at all.
    """CREATE TABLE overruled (
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, in_title INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, label TEXT NOT NULL,
        entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE, text TEXT NOT NULL,
        PRIMARY KEY (article_id, in_title, start, end)) WITHOUT ROWID""",
    "CREATE INDEX overruled_entity ON overruled (entity_id, article_id)",
    # The links as they were found; entity_link has them between what is shown.
    """CREATE TABLE found_link (
        a INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
        b INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE, kind TEXT NOT NULL,
        PRIMARY KEY (a, b, kind)) WITHOUT ROWID""",
    "CREATE INDEX found_link_b ON found_link (b)",
    "INSERT INTO found_link SELECT a, b, kind FROM entity_link",
    # An article that comes back under its guid is corrected again.
    """CREATE TRIGGER edit_found AFTER INSERT ON article BEGIN
        UPDATE edit SET article_id = new.id
            WHERE article_id IS NULL AND guid = new.guid AND (source IS NULL OR source IS new.source); END""",
)
