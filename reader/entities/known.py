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
    of a form that several entries share; `weak` are keys too common to be believed without a cue or the whole name.
    `home` is where a town lies.
    """

    name: str
    label: Label
    links: tuple[Link, ...] = ()
    person: bool = False
    cues: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    home: str = ""


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
            self._key(form.lstrip("?~"), name)
        weak = frozenset(fold(form.lstrip("?~")) for form in forms if form.startswith("~"))
        if weak:
            self.entries[name] = self.entries[name]._replace(weak=weak)

    def settle(self, name: str, home: str) -> None:
        self.entries[name] = self.entries[name]._replace(home=home, person=True)

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
    for item in _items(cell):
        adjective, *forms = item.split("=")
        plural = [adjective + "s"] if adjective[-1] in "nitkbrfy" else []
        book.add(adjective, Label.NORP, (over,), [*forms, *plural])


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
    for table in ("bodies.txt", "media.txt", "parties.txt", "companies.txt"):
        for name, others, country, places, cues in _cells(table, 5):
            links = (Link(LinkKind.METONYM, country, Label.GPE),) if country else ()
            book.add("?" + name if table == "companies.txt" else name, Label.ORG, links, _items(others))
            _capitals(book, places, Link(LinkKind.METONYM, name, Label.ORG))
            if cues:
                book.cue(name.lstrip("?"), _items(cues))


def _towns(book: _Book) -> None:
    for line in lines("cities.txt"):
        home, _, towns = line.partition(": ")
        for item in _items(towns):
            name, *others = item.split("=")
            book.add(name, Label.GPE, (), others)
            book.settle(name, home)


def _teams(book: _Book) -> None:
    rows = list(_cells("teams.txt", 4))
    for name, others, town, game in rows:
        last = name.rpartition(" ")[2]
        by_game = [f"{last} ({game})"] if game else []
        if game and [row[2:] for row in rows].count([town, game]) == 1:
            by_game.append(f"{town} ({game})")
        book.add("?" + name, Label.ORG, (Link(LinkKind.MEMBER, town, Label.GPE),), [*_items(others), *by_game])


@cache
def _book() -> tuple[dict[str, Known], dict[str, list[str]]]:
    book = _Book()
    for read in (_countries, _towns, _places, _peoples, _bodies, _teams):
        read(book)
    return book.entries, book.keys


def readings(key: str) -> tuple[Known, ...]:
    """What a folded name may stand for, the commonest reading first; empty where the tables do not know it."""
    entries, keys = _book()
    names = keys.get(key)
    return tuple(entries[name] for name in names) if names else ()


def entry(name: str) -> Known:
    """The entry of this name; KeyError where there is none."""
    return _book()[0][name]


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


@cache
def _countries_alone() -> frozenset[str]:
    return frozenset(name.lstrip("?") for name, *_ in _cells("countries.txt", 5))


def plays(entry: Known) -> bool:
    """Whether an organisation that goes by the entry's name is a team: a town, or a state of America."""
    return bool(entry.home) or entry.name in _homes()


@cache
def _homes() -> frozenset[str]:
    return frozenset(line.partition(": ")[0] for line in lines("cities.txt")) - _countries_alone()


def is_state(key: str) -> bool:
    """Whether the folded name is a part of a country that towns are said to lie in: Texas, Ontario."""
    found = readings(key)
    return any(
        each.label is Label.GPE and not each.home and not each.links and each.name not in _countries_alone()
        for each in found
    )


@cache
def _called() -> dict[str, str]:
    return {fold(form): name for name, others in _cells("persons.txt", 2) for form in _items(others)}


def full_name(key: str) -> str | None:
    """The whole name of a person whom the news calls by the folded name: "lula" for Luiz Inácio Lula da Silva."""
    return _called().get(key)


@cache
def _forms_by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, names in _book()[1].items():
        for name in names:
            found.setdefault(name, []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def forms_of(entry: Known) -> tuple[str, ...]:
    """Every key of an entry."""
    return _forms_by_name()[entry.name]


def known(name: str) -> tuple[Known, ...]:
    """`readings` of a name as it is written."""
    return readings(fold(name))
