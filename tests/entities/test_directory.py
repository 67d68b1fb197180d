from __future__ import annotations

import pytest

from reader.entities.directory import MemoryDirectory
from reader.model.entity import Alias, AliasKind, Candidate, Label, Link, LinkKind, Mention, ResolvedEntity


def _entity(name: str, entity_id: int | None = None, *aliases: Alias, mentions: int = 1) -> ResolvedEntity:
    text = tuple(Mention(10 * at, 10 * at + 5, Label.PERSON) for at in range(mentions))
    return ResolvedEntity(name, Label.PERSON, entity_id, (), text, aliases)


def test_an_unknown_key_has_no_candidates() -> None:
    assert list(MemoryDirectory().candidates("varga")) == []


def test_added_entities_are_found_by_every_alias() -> None:
    directory = MemoryDirectory()
    ilona = directory.add(
        _entity("Ilona Varga", None, Alias("ilona varga", AliasKind.NAME), Alias("varga", AliasKind.SURNAME))
    )
    assert ilona == 1
    assert directory.candidates("varga") == [Candidate(1, "Ilona Varga", Label.PERSON, AliasKind.SURNAME, 1)]
    assert directory.candidates("ilona varga") == [Candidate(1, "Ilona Varga", Label.PERSON, AliasKind.NAME, 1)]


def test_the_most_named_comes_first() -> None:
    directory = MemoryDirectory()
    surname = Alias("varga", AliasKind.SURNAME)
    directory.add(_entity("Ilona Varga", None, surname))
    directory.add(_entity("Peter Varga", None, surname))
    directory.add(_entity("Peter Varga", 2, surname))
    assert [candidate.entity_id for candidate in directory.candidates("varga")] == [2, 1]


def test_a_longer_name_renames_and_the_surest_kind_stays() -> None:
    directory = MemoryDirectory()
    directory.add(_entity("Varga", None, Alias("varga", AliasKind.NAME), mentions=2))
    directory.add(_entity("Ilona Varga", 1, Alias("ilona varga", AliasKind.NAME), Alias("varga", AliasKind.SURNAME)))
    assert (directory.name(1), directory.label(1), directory.counts(1)) == ("Ilona Varga", Label.PERSON, (2, 3))
    assert directory.candidates("varga")[0].kind is AliasKind.NAME
    assert len(directory) == 1


def test_links_are_kept() -> None:
    directory = MemoryDirectory()
    link = Link(LinkKind.METONYM, "Turkey", Label.GPE)
    directory.add(ResolvedEntity("Ankara", Label.GPE, None, (), (), (), (link,)))
    assert directory.links(1) == (link,)


def test_an_unknown_id_is_told() -> None:
    with pytest.raises(KeyError):
        MemoryDirectory().name(7)
