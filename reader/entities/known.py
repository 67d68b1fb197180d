"""What the news takes as known: countries, demonyms, capitals, seats of government, states, bodies, agencies."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from reader.entities.names import fold, folded_plain
from reader.entities.words import lines
from reader.model.entity import Label, Link, LinkKind


class Known(NamedTuple):
    """One entry of the tables.

    `person` says that the name is also a person's; `cues` are words of an article that speak for this reading
    of a form that several entries share.
    """

    name: str
    label: Label
    links: tuple[Link, ...] = ()
    person: bool = False
    cues: frozenset[str] = frozenset()


class _Book:
    """The tables while they are read: entries by name, and names by key."""

    def __init__(self) -> None:
        self.entries: dict[str, Known] = {}
        self.keys: dict[str, list[str]] = {}

    def add(self, name: str, label: Label, links: tuple[Link, ...] = (), forms: Iterable[str] = ()) -> None:
        person = name.startswith("?")
        name = name.lstrip("?")
        old = self.entries.get(name)
        if old is None:
            self.entries[name] = Known(name, label, links, person)
            self._key(name, name)
        else:
            self.entries[name] = old._replace(links=(*old.links, *links), person=old.person or person)
        for form in forms:
            self._key(form.lstrip("?"), name)

    def cue(self, name: str, cues: list[str]) -> None:
        self.entries[name] = self.entries[name]._replace(cues=frozenset(cues))

    def _key(self, form: str, name: str) -> None:
        names = self.keys.setdefault(folded_plain(form), [])
        if name not in names:
            names.append(name)


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";")] if cell else []


def _cells(table: str, count: int) -> Iterable[list[str]]:
    for line in lines(table):
        cells = [cell.strip() for cell in line.split("|")]
        yield cells + [""] * (count - len(cells))


def _adjectives(book: _Book, cell: str, over: Link) -> None:
    for adjective in _items(cell):
        plural = [adjective + "s"] if adjective[-1] in "nitkbrfy" else []
        book.add(adjective, Label.NORP, (over,), plural)


def _people(book: _Book, cell: str, over: Link) -> None:
    """The people's own name (Turk, Turks) is one entity, called by its plural."""
    forms = _items(cell)
    if forms:
        name = forms[1] if len(forms) > 1 and forms[1].startswith(forms[0]) else forms[0]
        book.add(name, Label.NORP, (over,), forms)


def _capitals(book: _Book, cell: str, over: Link) -> None:
    for item in _items(cell):
        names = item.split("=")
        label = Label.ORG if names[0].startswith("@") else Label.GPE
        links = () if names[0].startswith("~") else (over,)
        book.add(names[0].lstrip("@~"), label, links, names[1:])


def _countries(book: _Book) -> None:
    rows = list(_cells("countries.txt", 5))
    for name, others, *_ in rows:
        book.add(name, Label.GPE, (), _items(others))
    for name, _, adjectives, people, capitals in rows:
        country = name.lstrip("?")
        demonym = Link(LinkKind.DEMONYM, country, Label.GPE)
        _adjectives(book, adjectives, demonym)
        _people(book, people, demonym)
        _capitals(book, capitals, Link(LinkKind.METONYM, country, Label.GPE))


def _places(book: _Book) -> None:
    for name, label, others, adjectives, cues in _cells("places.txt", 5):
        book.add(name, Label(label), (), _items(others))
        place = name.lstrip("?")
        _adjectives(book, adjectives, Link(LinkKind.DEMONYM, place, Label(label)))
        if cues:
            book.cue(place, _items(cues))


def _peoples(book: _Book) -> None:
    for name, others, adjectives in _cells("peoples.txt", 3):
        book.add(name, Label.NORP, (), _items(others))
        for adjective in _items(adjectives):
            book.add(adjective, Label.NORP, (Link(LinkKind.DEMONYM, name, Label.NORP),))


def _bodies(book: _Book) -> None:
    for name, others, country, places in _cells("bodies.txt", 4):
        links = (Link(LinkKind.METONYM, country, Label.GPE),) if country else ()
        book.add(name, Label.ORG, links, _items(others))
        _capitals(book, places, Link(LinkKind.METONYM, name, Label.ORG))


@cache
def _book() -> tuple[dict[str, Known], dict[str, list[str]]]:
    book = _Book()
    for read in (_countries, _places, _peoples, _bodies):
        read(book)
    return book.entries, book.keys


def readings(key: str) -> tuple[Known, ...]:
    """What a folded name may stand for, the commonest reading first; empty where the tables do not know it."""
    entries, keys = _book()
    names = keys.get(key)
    return tuple(entries[name] for name in names) if names else ()


def forms() -> Iterable[str]:
    """Every key of the tables."""
    return _book()[1].keys()


def is_known(key: str) -> bool:
    """Whether the tables know the folded name."""
    return key in _book()[1]


def label_of(key: str) -> Label | None:
    """The label of the commonest reading of a folded name."""
    found = readings(key)
    return found[0].label if found else None


def known(name: str) -> tuple[Known, ...]:
    """`readings` of a name as it is written."""
    return readings(fold(name))
