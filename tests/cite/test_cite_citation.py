"""Citations from CSL-JSON and from stored articles; sources and titles cleaned."""

from __future__ import annotations

import pytest

from reader.cite import Citation, Name, render
from reader.cite.dates import parse_date, valid_date
from reader.cite.source import clean_source, clean_title
from reader.model.article import Article, ArticleRow


def article(**changes: object) -> Article:
    row: dict[str, object] = {
        "id": 7,
        "guid": "tag:1",
        "title": "Ferry runs aground | The Daily Courier",
        "url": "https://courier.example/1",
        "source": "News | The Daily Courier",
        "authors": ("By Jane Doe in Oslo",),
        "section": "World",
        "published": "2024-05-06T23:10:00Z",
        "read": False,
        "starred": False,
        "is_teaser": False,
        "annotated": True,
        "entities": 0,
    }
    row.update(changes)
    fetched = "2025-03-09T08:00:00Z"
    return Article(ArticleRow(**row), "Text.", "en", None, fetched, None)  # type: ignore[arg-type]


def test_from_article() -> None:
    assert Citation.from_article(article()) == Citation(
        title="Ferry runs aground",
        authors=(Name("Doe", "Jane"),),
        container_title="The Daily Courier",
        issued=(2024, 5, 6),
        accessed=(2025, 3, 9),
        url="https://courier.example/1",
        section="World",
        language="en",
        id="tag:1",
    )


def test_from_article_that_tells_nothing() -> None:
    bare = article(title="", url=None, source=None, authors=(), section=None, published=None)
    citation = Citation.from_article(bare)
    assert citation == Citation(language="en", id="tag:1")
    assert render(citation, "apa") == "(n.d.)."


def test_from_csl_reads_what_it_can() -> None:
    citation = Citation.from_csl(
        {
            "title": "A\nline  break",
            "author": [
                {"family": "van der Berg", "given": "Jan"},
                {"literal": "Reuters"},
                {},
                "odd",
                {"given": "Cher"},
            ],
            "issued": {"date-parts": [["2020", "2", "30"]]},
            "accessed": {"raw": "2025-03-09"},
            "page": 12,
            "section": ["odd"],
            "unknown": 1,
        }
    )
    assert citation.title == "A line break"
    assert citation.authors == (Name("Berg", "Jan", particle="van der"), Name(literal="Reuters"), Name(given="Cher"))
    assert (citation.issued, citation.accessed) == ((2020, 2, 30), (2025, 3, 9))
    assert (citation.page, citation.section) == ("12", None)


@pytest.mark.parametrize(
    "issued", [None, {}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": [[None]]}, 5, "soon"]
)
def test_odd_dates_are_unknown(issued: object) -> None:
    assert Citation.from_csl({"issued": issued}).issued is None


def test_dates_as_precise_as_known() -> None:
    assert [parse_date(text) for text in ("2019", "2019-10", "2019-10-25T11:10:00Z", "25.10.2019", "", None)] == [
        (2019,),
        (2019, 10),
        (2019, 10, 25),
        None,
        None,
        None,
    ]
    assert valid_date([2019, 13, 1]) == (2019,)
    assert valid_date([2019, 2, 32]) == (2019, 2)
    assert valid_date([0]) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("News | The Daily Courier", "The Daily Courier"),
        ("World news | The Guardian", "The Guardian"),
        ("BBC News - World", "BBC News"),
        ("NYT > World News", "NYT"),
        ("Reuters: World News", "Reuters"),
        ("Al Jazeera – Breaking News, World News and Video from Al Jazeera", "Al Jazeera"),
        ("The Hill - RSS Feed", "The Hill"),
        ("DW RSS", "DW"),
        ("EL PAÍS: el periódico global", "EL PAÍS"),
        ("Latest from The Daily Courier", "The Daily Courier"),
        ("The Daily Courier (Politics)", "The Daily Courier"),
        ("FOX News : World", "FOX News"),
        ("https://www.courier.example/", "courier.example"),
        ("Coast-to-Coast Times", "Coast-to-Coast Times"),
        ("News", "News"),
        (" ", None),
        (None, None),
    ],
)
def test_clean_source(source: str | None, expected: str | None) -> None:
    assert clean_source(source) == expected


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("Rain - BBC News", "BBC News", "Rain"),
        ("Rain | World | BBC News", "BBC News", "Rain"),
        ("Rain | World", "BBC News", "Rain | World"),
        ("Rain - and more rain - Guardian", "The Guardian", "Rain - and more rain"),
        ("Why - oh why", "DW", "Why - oh why"),
        ("DW", "DW", "DW"),
        ("Rain | DW", None, "Rain | DW"),
        (" ", "DW", None),
    ],
)
def test_clean_title(title: str, source: str | None, expected: str | None) -> None:
    assert clean_title(title, source) == expected
