"""The first tables: articles, entities, relations, work that waits, and the triggers that keep them together."""

from __future__ import annotations

from reader.store.cachefile import APPLICATION_ID

_ARTICLES = (
    """CREATE TABLE feed (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT, site_url TEXT, folder TEXT, etag TEXT,
        last_modified TEXT, next_fetch TEXT, last_error TEXT)""",
    # listed: published, else fetched; what every list is sorted by. hash: of all that arrived. text_hash: of title
    # and text. title_key, opening: folded title and first words, by which a teaser finds its article. The long
    # columns stand last, so that reading the short ones never walks through a text.
    """CREATE TABLE article (
        id INTEGER PRIMARY KEY, feed_id INTEGER REFERENCES feed(id) ON DELETE CASCADE, guid TEXT NOT NULL,
        url TEXT, title TEXT NOT NULL, authors TEXT NOT NULL, source TEXT, section TEXT, lang TEXT,
        published TEXT, updated TEXT, fetched TEXT NOT NULL, listed TEXT NOT NULL,
        is_teaser INTEGER NOT NULL, hash BLOB NOT NULL, text_hash BLOB NOT NULL,
        title_key TEXT NOT NULL, opening TEXT, summary TEXT, text TEXT NOT NULL)""",
    "CREATE INDEX article_listed ON article (listed DESC, id)",
    "CREATE INDEX article_guid ON article (guid)",
    "CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL",
    "CREATE INDEX article_text_hash ON article (text_hash)",
    "CREATE INDEX article_title ON article (title_key)",
    "CREATE INDEX article_opening ON article (opening) WHERE opening IS NOT NULL",
    """CREATE TABLE status (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX status_starred ON status (article_id) WHERE starred",
    """CREATE VIRTUAL TABLE article_fts USING fts5 (
        title, text, content='article', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
)

_ENTITIES = (
    """CREATE TABLE entity (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX entity_named ON entity (articles DESC, mentions DESC, id) WHERE articles > 0",
    # alias: what an entity can be found by, folded. form: how texts spell it, and how often.
    """CREATE TABLE alias (
        key TEXT NOT NULL, entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE, kind TEXT NOT NULL,
        PRIMARY KEY (key, entity_id)) WITHOUT ROWID""",
    "CREATE INDEX alias_entity ON alias (entity_id)",
    """CREATE TABLE form (
        id INTEGER PRIMARY KEY, entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
        text TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 0, UNIQUE (entity_id, text))""",
    # a is shown under b
    """CREATE TABLE entity_link (
        a INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
        b INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE, kind TEXT NOT NULL,
        PRIMARY KEY (a, b, kind)) WITHOUT ROWID""",
    "CREATE INDEX entity_link_b ON entity_link (b)",
    """CREATE TABLE mention (
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, in_title INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, label TEXT NOT NULL,
        entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE,
        form_id INTEGER NOT NULL REFERENCES form(id) ON DELETE CASCADE,
        PRIMARY KEY (article_id, in_title, start, end, entity_id)) WITHOUT ROWID""",
    # n counts the mentions in the text; 0 where only the title names the entity. dated: listed is a publication date.
    """CREATE TABLE article_entity (
        entity_id INTEGER NOT NULL REFERENCES entity(id) ON DELETE CASCADE, listed TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, dated INTEGER NOT NULL,
        n INTEGER NOT NULL, in_title INTEGER NOT NULL, salience REAL NOT NULL,
        PRIMARY KEY (entity_id, listed DESC, article_id)) WITHOUT ROWID""",
    "CREATE INDEX article_entity_article ON article_entity (article_id, salience DESC, entity_id, n)",
)

_RELATIONS = (
    # A term keeps the number of articles that use it; a vector the numbers of its article's telling terms,
    # and its lengths as they were when there were `counted` articles.
    "CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL)",
    "CREATE TABLE statistic (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE vector (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE, terms BLOB NOT NULL,
        weights BLOB NOT NULL, length REAL NOT NULL, entity_length REAL NOT NULL, counted INTEGER NOT NULL)""",
    """CREATE TABLE neighbour (
        a INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
        b INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
        score REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID""",
    "CREATE INDEX neighbour_b ON neighbour (b)",
    # what a publisher printed under an article, in that order; the columns of the key stand first, as integrity_check
    # of SQLite 3.40 takes others for missing values
    """CREATE TABLE listed (
        article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
        target_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE, place INTEGER NOT NULL,
        PRIMARY KEY (article_id, target_id)) WITHOUT ROWID""",
    "CREATE INDEX listed_target ON listed (target_id)",
)

_WORK = (
    """CREATE TABLE outbox (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        token BLOB NOT NULL, listed TEXT NOT NULL)""",
    "CREATE INDEX outbox_listed ON outbox (listed DESC, article_id)",
    """CREATE TABLE failure (
        article_id INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
        error TEXT NOT NULL, happened TEXT NOT NULL)""",
)

_FTS_REMOVE = """INSERT INTO article_fts (article_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);"""
_FTS_ADD = "INSERT INTO article_fts (rowid, title, text) VALUES (new.id, new.title, new.text);"
_ASK = """INSERT INTO outbox (article_id, token, listed) VALUES (new.id, randomblob(16), new.listed)
    ON CONFLICT (article_id) DO UPDATE SET token = excluded.token, listed = excluded.listed;
    DELETE FROM failure WHERE article_id = new.id;"""

_TRIGGERS = (
    f"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN {_FTS_ADD} {_ASK} END",
    f"CREATE TRIGGER article_removed BEFORE DELETE ON article BEGIN {_FTS_REMOVE} END",
    f"""CREATE TRIGGER article_changed AFTER UPDATE OF title, text ON article
        WHEN old.title IS NOT new.title OR old.text IS NOT new.text
        BEGIN {_FTS_REMOVE} {_FTS_ADD} {_ASK} END""",
    """CREATE TRIGGER article_moved AFTER UPDATE OF listed, published ON article
        WHEN old.listed IS NOT new.listed OR old.published IS NOT new.published BEGIN
        UPDATE outbox SET listed = new.listed WHERE article_id = new.id;
        UPDATE article_entity SET listed = new.listed, dated = new.published IS NOT NULL
            WHERE article_id = new.id;
        END""",
    """CREATE TRIGGER naming_added AFTER INSERT ON article_entity BEGIN
        UPDATE entity SET articles = articles + 1, mentions = mentions + new.n WHERE id = new.entity_id; END""",
    """CREATE TRIGGER naming_removed AFTER DELETE ON article_entity BEGIN
        UPDATE entity SET articles = articles - 1, mentions = mentions - old.n WHERE id = old.entity_id; END""",
    """CREATE TRIGGER mention_added AFTER INSERT ON mention BEGIN
        UPDATE form SET n = n + 1 WHERE id = new.form_id; END""",
    """CREATE TRIGGER mention_removed AFTER DELETE ON mention BEGIN
        UPDATE form SET n = n - 1 WHERE id = old.form_id; END""",
)

STATEMENTS = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    *_ARTICLES,
    *_ENTITIES,
    *_RELATIONS,
    *_WORK,
    *_TRIGGERS,
)
