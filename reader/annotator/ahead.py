"""Names found ahead of the articles that are being stored, so that two processors are at work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.annotator.prepared import Prepared
from reader.annotator.protocol import AHEAD, CHUNK
from reader.annotator.recognition import Recognition
from reader.annotator.texts import Found
from reader.entities.protocol import Document
from reader.store import outbox
from reader.store.connection import Connection
from reader.store.outbox import PendingArticle

_LETTERS = 400_000  # in what is recognised ahead
_KEPT = 4 * AHEAD  # names, of which some may never be asked for: their article changed meanwhile
_REMEMBERED = 500  # articles, of which some are read again for what later ones say of a name


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its article and the names in it; with nothing where the article does not wait."""

    id: int
    article: PendingArticle | None = None
    found: Found | None = None


_State = tuple[int, bytes]  # an article, and the token of the state that was read


class Ahead:
    """Recognises what is asked for, and meanwhile what will be asked for next: the newest that waits.

    What a state of an article names does not depend on when it is read, so that looking ahead changes no result. An
    article that is asked for alone is recognised alone: it may be the one that ends the process.
    `far` is how many articles are looked ahead: the fewer, the sooner one is read that a reader opens now; the more,
    the seldomer those that find names wait for the one that stores.
    """

    def __init__(self, db: Connection, recognition: Recognition, far: int = AHEAD) -> None:
        self._db = db
        self._far = far
        self._recognition = recognition
        self._asked: deque[list[_State]] = deque()
        self._found: dict[_State, Found | None] = {}  # None until it is answered
        self._remembered: dict[int, tuple[int, Prepared]] = {}  # by article, with the hash of what was read

    @property
    def name(self) -> str:
        """The pipeline for English, as a reader may be told it."""
        return self._recognition.state.name

    def names(self, ids: Sequence[int]) -> Iterator[Named]:
        """What is known of each of a few articles."""
        pending = {article.id: article for article in outbox.load(self._db, ids)}
        self._ask([article for article in pending.values() if not self._is_known(article)])
        if len(ids) > 1:
            self._look_ahead(ids)
        for article_id in ids:
            article = pending.get(article_id)
            yield Named(article_id) if article is None else Named(article_id, article, self._take(article))
        self._forget()

    def _is_known(self, article: PendingArticle) -> bool:
        """Whether an article was asked for, or is read again with the same text: that names what it named before."""
        state = _state(article)
        if state not in self._found and article.read_again:
            text, names = self._remembered.get(article.id, (None, None))
            if names is not None and text == _hash(article):
                self._found[state] = names
        return state in self._found

    def _ask(self, articles: Sequence[PendingArticle]) -> None:
        if articles:
            self._recognition.ask([Document(article.title, article.text, article.lang) for article in articles])
            self._asked.append([_state(article) for article in articles])
            self._found.update(dict.fromkeys(self._asked[-1]))

    def _look_ahead(self, ids: Sequence[int]) -> None:
        coming = [each for each in outbox.pending_ids(self._db, self._far + len(ids)) if each not in ids][: self._far]
        articles, letters = [], 0
        for article in outbox.load(self._db, coming):
            letters += len(article.text)
            if letters <= _LETTERS and not self._is_known(article):
                articles.append(article)
        if len(articles) >= CHUNK or len(coming) < self._far:
            for start in range(0, len(articles), CHUNK):
                self._ask(articles[start : start + CHUNK])

    def _take(self, article: PendingArticle) -> Found:
        """The names in a state of an article, waited for; they are kept a while, as it may be asked for again."""
        while (found := self._found[_state(article)]) is None:
            self._found.update(zip(self._asked.popleft(), self._recognition.answer(), strict=True))
        if isinstance(found, Prepared):
            self._remembered.pop(article.id, None)
            self._remembered[article.id] = (_hash(article), found)
        return found

    def _forget(self) -> None:
        """Let go of the oldest names beyond those that may still be asked for."""
        answered = [state for state, found in self._found.items() if found is not None]
        for state in answered[: max(0, len(answered) - _KEPT)]:
            del self._found[state]
        for article in list(self._remembered)[:-_REMEMBERED]:
            del self._remembered[article]


def _state(article: PendingArticle) -> _State:
    return article.id, article.token


def _hash(article: PendingArticle) -> int:
    return hash((article.title, article.text, article.lang))
