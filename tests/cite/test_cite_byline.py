"""Bylines as papers print them."""

from __future__ import annotations

import pytest

from reader.cite.byline import parse_byline
from reader.cite.names import Name


def shown(name: Name) -> str:
    """ "family/given", with particle and suffix; a body in braces."""
    if name.literal:
        return f"{{{name.literal}}}"
    family = f"{name.particle}+{name.family}" if name.particle else name.family
    return "/".join(part for part in (family, name.given, name.suffix) if part)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Jane Q. Doe and Jan van der Berg in Ankara", "Doe/Jane Q. van der+Berg/Jan"),
        ("DOE, Jane", "Doe/Jane"),
        ("Doe, Jane; Smith, John", "Doe/Jane Smith/John"),
        ("Doe, Jane and Smith, John", "Doe/Jane Smith/John"),
        ("van der Berg, Jan", "van der+Berg/Jan"),
        ("Jane Doe, John Smith, Ann Lee, and Bo Kim", "Doe/Jane Smith/John Lee/Ann Kim/Bo"),
        ("King, Martin L., Jr.", "King/Martin L./Jr."),
        ("Martin Luther King, Jr.", "King/Martin Luther/Jr."),
        ("Thomas P. O’Neill III", "O’Neill/Thomas P./III"),
        ("Jane Doe, PhD", "Doe/Jane"),
        ("Dr. Jane Doe", "Doe/Jane"),
        ("By JANE DOE and JOHN McDONALD", "Doe/Jane McDonald/John"),
        ("JEAN DE LA FONTAINE", "De La Fontaine/Jean"),
        ("Jane DOE", "Doe/Jane"),
        ("Robert De Niro", "De Niro/Robert"),
        ("Ursula von der Leyen", "von der+Leyen/Ursula"),
        ("Bashar al-Assad", "al-+Assad/Bashar"),
        ("Élise Dupont", "Dupont/Élise"),
        ("Doe J.", "Doe/J."),
        ("jane@paper.example (Jane Doe)", "Doe/Jane"),
        ("@jdoe Jane Doe", "Doe/Jane"),
        ("Jane Doe (now) and Luke Hardy (earlier)", "Doe/Jane Hardy/Luke"),
        ("Jane Doe, Europe correspondent", "Doe/Jane"),
        ("Jane Doe, BBC News, Ankara", "Doe/Jane"),
        ("Jane Doe in London and John Smith in New York", "Doe/Jane Smith/John"),
        ("Jane Doe in New York and London", "Doe/Jane"),
        ("From Jane Doe in Washington, D.C.", "Doe/Jane"),
        ("Text: Jane Doe, Fotos: John Smith", "Doe/Jane"),
        ("Jane Doe with John Smith.", "Doe/Jane Smith/John"),
        ("Reuters, AP", "{Reuters} {AP}"),
        ("AFP/Reuters", "{AFP} {Reuters}"),
        ("Reuters Staff", "{Reuters}"),
        ("The Associated Press", "{The Associated Press}"),
        ("Agence France-Presse", "{Agence France-Presse}"),
        ("Jane Doe | Reuters", "Doe/Jane {Reuters}"),
        ("Madonna", "{Madonna}"),
        ("王小明", "王/小明"),
        ("김민수", "김/민수"),
        ("山田太郎", "{山田太郎}"),
        ("BBC Sport", "{BBC Sport}"),
        ("Opinion by Jane Doe", "Doe/Jane"),
        ("By Jane Doe  Updated 3 Jan 2020", "Doe/Jane"),
        ("By Jane Doe • Jan 3, 2020", "Doe/Jane"),
        ("Jane Doe Special to the Post", "Doe/Jane"),
        ("Jane Doe Staff Writer", "Doe/Jane"),
        ("Contributing writer Jane Doe", "Doe/Jane"),
        ("Reporting by Jane Doe; Editing by John Smith", "Doe/Jane"),
        ("Staff", ""),
        ("By Staff Writers and agencies", ""),
        ("Our Foreign Staff", ""),
        ("By", ""),
        ("  ", ""),
    ],
)
def test_byline(byline: str, expected: str) -> None:
    assert " ".join(shown(name) for name in parse_byline([byline])) == expected


def test_foreign_by_only_in_its_language() -> None:
    assert [shown(name) for name in parse_byline(["Von Jürgen Müller"], language="de-DE")] == ["Müller/Jürgen"]
    assert [shown(name) for name in parse_byline(["Von Miller"], language="de")] == ["Miller/Von"]


@pytest.mark.parametrize(
    ("byline", "language", "expected"),
    [
        ("Por Ana Díaz y Juan Pérez", "es", "Díaz/Ana Pérez/Juan"),
        ("Élise Dupont avec AFP", "fr-FR", "Dupont/Élise {AFP}"),
        ("Di Anna Rossi e Marco Bianchi", "it", "Rossi/Anna Bianchi/Marco"),
        ("Door Jan de Wit en Ans Bos", "nl", "de+Wit/Jan Bos/Ans"),
        ("Jane Doe y John Smith", "en", "Smith/Jane Doe y John"),
    ],
)
def test_and_in_other_languages(byline: str, language: str, expected: str) -> None:
    assert " ".join(shown(name) for name in parse_byline([byline], language=language)) == expected


@pytest.mark.parametrize("byline", ["Courier staff and agencies", "Courier staff", "The Evening Courier staff"])
def test_the_staff_of_the_source_is_nobody(byline: str) -> None:
    assert parse_byline([byline], source="The Evening Courier") == ()
    assert parse_byline([byline + " and Jane Doe"], source="The Evening Courier") == (Name("Doe", "Jane"),)


def test_several_bylines_without_repeats() -> None:
    names = parse_byline(["Jane Doe", "By Jane Doe", "John Smith"])
    assert [shown(name) for name in names] == ["Doe/Jane", "Smith/John"]


@pytest.mark.parametrize("author", ["The Guardian", "Guardian", "guardian staff"])
def test_the_source_is_not_its_own_author(author: str) -> None:
    assert parse_byline([author], source="The Guardian") == ()


def test_japanese_names_are_not_taken_for_chinese() -> None:
    assert parse_byline(["高橋"], language="ja") == (Name(literal="高橋"),)
