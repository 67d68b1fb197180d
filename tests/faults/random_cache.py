"""Caches filled at random, always the same ones, by what the program itself does to them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.annotator.work import annotate_pending
from reader.errors import TidewireError
from reader.ingest.clean import clean_line
from reader.ingest.fields import stable_guid
from reader.library import Library
from reader.model.article import ListQuery, ParsedArticle, Teaser
from reader.model.entity import Label
from reader.model.feed import FeedState, Secret, Subscription
from reader.model.quote import NewQuote
from reader.model.structure import Span, SpanKind, Structure
from reader.query import parse
from reader.store.arrival import delivery
from reader.store.connection import Connection
from reader.store.database import connect

PLACES = ("Ankara", "Oslo", "Kestrel", "Orbel", "Talvik", "Vantor Hydro", "Ada Byrne", "Mira Talvik", "Coast Post")
WORDS = ("dam", "bridge", "storm", "harbour", "vote", "ferry", "price", "report", "valley", "repair", "winter", "talks")
ODD = ("naïve", "日本語の記事", "e\u0301", "“quoted”", 'a "b" c', "back\\slash", "tab\there", "<b>no tag</b>", "👩‍🚀")


@dataclass
class Maker:
    """One random cache in the making."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def sentence(self) -> str:
        words = [self.chance.choice(WORDS) for _ in range(self.chance.randint(3, 9))]
        words.insert(self.chance.randrange(len(words)), self.chance.choice(PLACES))
        if self.chance.random() < 0.2:
            words.append(self.chance.choice(ODD))
        return f"The {' '.join(words)}."

    def maybe(self, value: str) -> str | None:
        return value if self.chance.random() < 0.7 else None

    def structure(self, first: int) -> Structure:
        figure = Span(SpanKind.FIGURE, 0, 0, "https://news.example/bridge.png", note="A bridge")
        return figure, Span(SpanKind.QUOTE, 0, first, "", 1), Span(SpanKind.LINK, 0, 3, "https://news.example/")

    def article(self, number: int) -> ParsedArticle:
        text = "\n".join(self.sentence() for _ in range(self.chance.randint(1, 5)))
        tail = [Teaser(self.sentence(), self.sentence()) for _ in range(self.chance.choice((0, 0, 0, 2)))]
        first = text.find("\n") if "\n" in text else len(text)
        return ParsedArticle(
            guid=self.chance.choice((f"urn:{self.seed}:{number}", stable_guid(str(self.seed), str(number)))),
            title=clean_line(self.sentence()[:80]),
            text=text,
            url=self.maybe(f"https://news.example/{self.seed}/{number}"),
            source=self.maybe(self.chance.choice(("Coast Post", "Wire Nine"))),
            authors=tuple(self.chance.sample(("Tom Vance", "Ida Roe", "Zoë Ng"), self.chance.randint(0, 2))),
            section=self.maybe("World"),
            published=self.maybe(f"2019-10-{self.chance.randint(1, 28):02}"),
            summary=self.maybe("What it is about."),
            teasers=tuple(tail),
            structure=self.structure(first) if self.chance.random() < 0.3 else (),
        )


def fill(path: Path, seed: int, articles: int = 14) -> Path:
    """A cache at `path` with articles of files and feeds, marks of every kind, and what its reader set right."""
    path.write_bytes(_content(seed, articles))
    path.chmod(0o600)
    return path


@cache
def _content(seed: int, articles: int) -> bytes:
    """Made once, as making it costs more than most tests."""
    with TemporaryDirectory() as folder:
        return _make(Path(folder) / "cache.db", seed, articles).read_bytes()


def _make(path: Path, seed: int, articles: int) -> Path:
    maker = Maker(seed)
    chance = maker.chance
    with Library.open(path) as library:
        library.add([maker.article(number) for number in range(articles // 2)])
        feed_ids = _subscribe(library, chance)
        library.filters.keep("dams", ListQuery(filter=parse("dam OR bridge")))
        library.mutes.add(parse("title:storm"), "2099-01-01")
        library.filters.keep("mine", ListQuery(starred=True))
    db = connect(path)
    for feed_id in feed_ids:
        brought = [maker.article(number) for number in range(100 * feed_id, 100 * feed_id + articles // 4)]
        delivery.deliver(db, feed_id, [delivery.incoming(each) for each in brought], FeedState(title=f"Feed {feed_id}"))
    db.execute("INSERT INTO let_go VALUES (?, 'urn:gone')", (feed_ids[0],))
    _rewrite(db, chance)
    db.close()
    annotate_pending(path, "fake")
    with Library.open(path) as library:
        _mark(library, chance)
        _correct(library, chance)
    annotate_pending(path, "fake")
    return path


def _subscribe(library: Library, chance: random.Random) -> list[int]:
    wanted = [
        Subscription(f"https://feeds.example/{number}", f"Feed {number}", chance.choice((None, "World")), ("daily",))
        for number in range(2)
    ]
    ids = [feed_id for feed_id, _ in library.subscriptions.subscribe(wanted)]
    library.subscriptions.keep_secret(ids[0], Secret("ada", "pa ss  word"))
    library.subscriptions.adjust(ids[1], user_agent="My reader", full_text=True)
    return ids


def _rewrite(db: Connection, chance: random.Random) -> None:
    """An article whose page took the place of its summary, and one that its publisher edited."""
    (article_id,) = chance.choice(db.execute("SELECT id FROM article WHERE NOT is_teaser").fetchall())
    db.execute(
        "INSERT INTO original SELECT id, 'What the feed said.', NULL, '[]', NULL, fetched FROM article WHERE id = ?",
        (article_id,),
    )
    db.execute("INSERT INTO revision VALUES (?, '2019-11-02T10:00:00Z')", (article_id,))


def ids_of(library: Library) -> list[int]:
    return [row.id for row in library.rows(ListQuery(), 0, 1000)]


def _mark(library: Library, chance: random.Random) -> None:
    ids = ids_of(library)
    library.marks.change(chance.sample(ids, len(ids) // 2), "read", True)
    library.marks.change(chance.sample(ids, 3), "starred", True)
    library.marks.cite(chance.sample(ids, 3))
    for article_id in chance.sample(ids, 3):
        library.marks.set_tags(article_id, ["later", chance.choice(WORDS)])
        text = library.article(article_id).text
        if len(text) > 20:
            library.quotes.add(NewQuote(article_id, 2, 18))
    for entity in chance.sample(library.entities(), 2):
        library.watches.set(entity.id, True)


def _correct(library: Library, chance: random.Random) -> None:
    found = library.entities()
    one, two, three = chance.sample(found, 3)
    library.corrections.rename(one.id, "Another Name")
    library.corrections.relabel(two.id, Label.EVENT)
    library.corrections.hide(three.id)
    for each in chance.sample(found, len(found)):
        for article_id in ids_of(library):
            try:
                library.corrections.wrong_here(each.id, article_id)
            except TidewireError:
                continue
            return


def entities_of(path: Path) -> list[tuple[object, ...]]:
    """What is found in a cache, without the ids."""
    with Library.open(path) as library:
        found = library.entities()
        return sorted((each.name, each.label, each.articles, each.mentions) for each in found)
