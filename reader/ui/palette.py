"""What the palette finds: commands, feeds and lists, saved searches, entities and articles, by a few letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.keys import Command, shown
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.query import Filter, Words, all_of
from reader.ui.fuzzy import best
from reader.ui.shelves import Shelf, shelves
from reader.ui.wording import counted

NOT_LISTED = ("related", "palette")
FOUND = 12  # of each kind
LOOKED_AT = 120  # entities whose names hold the letters, the most-named first
SHORTEST = 2  # letters that articles are looked for by; one letter begins half of all words


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found; `id` is "kind:…", and `query` what enter lists, where it lists."""

    id: str
    name: str
    kind: str
    score: float
    query: ListQuery | None = None


def find(library: Library, commands: Sequence[Command], typed: str) -> list[Hit]:
    """What fits the letters best, the best first; without any, every command."""
    if not typed.strip():
        return [_command(command, 0.0) for command in commands if command.id not in NOT_LISTED]
    found = [*_commands(commands, typed), *_shelves(library, typed), *_entities(library, typed)]
    if len(typed.strip()) >= SHORTEST:
        found += _articles(library, typed)
    return sorted(found, key=lambda hit: -hit.score)


def _commands(commands: Sequence[Command], typed: str) -> Iterator[Hit]:
    listed = (command for command in commands if command.id not in NOT_LISTED)
    for score, command in best(typed, listed, lambda each: (each.description, each.id.replace("_", " ")), FOUND):
        yield _command(command, score)


def _command(command: Command, score: float) -> Hit:
    return Hit(
        f"command:{command.id}",
        command.description,
        " · ".join(filter(None, (command.group, shown(command.keys)))),
        score,
    )


def _shelves(library: Library, typed: str) -> Iterator[Hit]:
    kinds = {"folder": "folder", "feed": "feed", "saved": "saved search", "watched": "watched"}
    for score, shelf in best(typed, shelves(library), lambda each: (each.name,), FOUND):
        if shelf.kind != "group":
            yield Hit(shelf.id, shelf.name, _kind(shelf, kinds), score + 0.01, shelf.query)


def _kind(shelf: Shelf, kinds: dict[str, str]) -> str:
    return kinds.get(shelf.kind, "list")


def _entities(library: Library, typed: str) -> Iterator[Hit]:
    found = library.entities(limit=LOOKED_AT, text=typed)
    for score, entity in best(typed, found, lambda each: (each.name, *each.aliases), FOUND):
        facts = f"{entity.label.value} · {counted(entity.articles, 'article')}"
        yield Hit(f"entity:{entity.id}", entity.name, facts, score + min(entity.articles, 100) / 2500)


def _articles(library: Library, typed: str) -> Iterator[Hit]:
    """Articles by the words of their titles, the last of which may go on; the newest ones."""
    words = [word for word in typed.split() if any(map(str.isalnum, word))]
    if not words:
        return
    last = Words(words[-1], "title", prefix=True)
    wanted = Filter(all_of((*(Words(word, "title") for word in words[:-1]), last)))
    rows = library.rows(ListQuery(filter=wanted), 0, FOUND)
    for score, row in best(typed, rows, lambda each: (each.title,), FOUND):
        yield Hit(f"article:{row.id}", row.title, f"article · {row.source}" if row.source else "article", score - 0.1)
