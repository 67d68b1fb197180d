"""Storylines, copies, and watched entities."""

from __future__ import annotations

STATEMENTS = (
    # The smallest hashes of an article's runs of words, by which copies are known. counted: how many articles there
    # were when it was last related to others.
    """CREATE TABLE sketch (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, numbers BLOB NOT NULL,
        counted INTEGER NOT NULL)""",
    "CREATE INDEX sketch_counted ON sketch (counted)",
    "CREATE INDEX neighbour_ranked ON neighbour (a, score DESC, b)",
    # A storyline has two articles at least. Its id is never given again. last: when its newest article is listed.
    """CREATE TABLE storyline (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title_id INTEGER REFERENCES article(id) ON DELETE SET NULL,
        articles INTEGER NOT NULL DEFAULT 0, last TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX storyline_last ON storyline (last DESC, id)",
    "CREATE INDEX storyline_title ON storyline (title_id)",
    """CREATE TABLE storyline_article (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        storyline_id INTEGER NOT NULL REFERENCES storyline(id) ON DELETE CASCADE, listed TEXT NOT NULL)""",
    "CREATE INDEX storyline_article_order ON storyline_article (storyline_id, listed DESC, article_id)",
    # Articles around which storylines have not been looked at as a whole since they came.
    """CREATE TABLE unsettled (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, token BLOB NOT NULL)""",
    # What articles said that are gone or have changed, until their terms are no longer counted.
    "CREATE TABLE forgotten (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL)",
    """CREATE TABLE watch (
        entity_id INTEGER PRIMARY KEY REFERENCES entity(id) ON DELETE CASCADE, since TEXT NOT NULL)""",
    # Articles that came to name a watched entity since the reader last looked.
    """CREATE TABLE watch_news (
        entity_id INTEGER NOT NULL REFERENCES watch(entity_id) ON DELETE CASCADE,
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
        PRIMARY KEY (entity_id, article_id)) WITHOUT ROWID""",
    "CREATE INDEX watch_news_article ON watch_news (article_id)",
    """CREATE TRIGGER storyline_joined AFTER INSERT ON storyline_article BEGIN
        UPDATE storyline SET articles = articles + 1, last = max(last, new.listed) WHERE id = new.storyline_id; END""",
    """CREATE TRIGGER storyline_left AFTER DELETE ON storyline_article BEGIN
        UPDATE storyline SET articles = articles - 1, last = coalesce(
            (SELECT max(listed) FROM storyline_article WHERE storyline_id = old.storyline_id), '')
            WHERE id = old.storyline_id;
        DELETE FROM storyline WHERE id = old.storyline_id AND articles < 2; END""",
    """CREATE TRIGGER storyline_moved AFTER UPDATE OF storyline_id, listed ON storyline_article BEGIN
        UPDATE storyline SET articles = articles - 1 WHERE id = old.storyline_id;
        UPDATE storyline SET articles = articles + 1 WHERE id = new.storyline_id;
        UPDATE storyline SET last = coalesce(
            (SELECT max(listed) FROM storyline_article WHERE storyline_id = storyline.id), '')
            WHERE id IN (old.storyline_id, new.storyline_id); END""",
    """CREATE TRIGGER article_listed_anew AFTER UPDATE OF listed ON article WHEN old.listed IS NOT new.listed BEGIN
        UPDATE storyline_article SET listed = new.listed WHERE article_id = new.id; END""",
    """CREATE TRIGGER terms_removed BEFORE DELETE ON article
        WHEN EXISTS (SELECT 1 FROM vector WHERE article_id = old.id) BEGIN
        INSERT INTO forgotten (title, text) VALUES (old.title, old.text);
        UPDATE statistic SET value = value - 1 WHERE name = 'articles'; END""",
    """CREATE TRIGGER terms_changed AFTER UPDATE OF title, text ON article
        WHEN (old.title IS NOT new.title OR old.text IS NOT new.text)
            AND EXISTS (SELECT 1 FROM vector WHERE article_id = old.id) BEGIN
        INSERT INTO forgotten (title, text) VALUES (old.title, old.text);
        UPDATE statistic SET value = value - 1 WHERE name = 'articles';
        DELETE FROM vector WHERE article_id = old.id; END""",
    # Vectors of before have other terms, and reasons another form: what has some is related anew when it is settled.
    "ALTER TABLE vector ADD COLUMN day TEXT",
    """CREATE TRIGGER vector_dated AFTER UPDATE OF published ON article WHEN old.published IS NOT new.published BEGIN
        UPDATE vector SET day = new.published WHERE article_id = new.id; END""",
    "INSERT INTO unsettled SELECT article_id, randomblob(8) FROM vector",
    "DELETE FROM vector",
    "DELETE FROM neighbour",
    "DELETE FROM term",
    "DELETE FROM statistic",
)
