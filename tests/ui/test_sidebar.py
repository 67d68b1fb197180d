"""The lines of the sidebar, as text."""

from reader.model.article import ArticleRow
from reader.model.entity import (
    ArticleEntity,
    Entity,
    EntityCard,
    Label,
    LinkedEntity,
    LinkKind,
    Mention,
    MentionContext,
)
from reader.model.relation import Relation, RelationKind
from reader.typeset.cells import cells
from reader.ui.sidebar import ArticleSide, EntitySide, Target, lines_of, stories

TURKEY = Entity(1, "Turkey", Label.GPE, 41, 90, ("Turkey", "Republic of Turkey"))
ANKARA = Entity(2, "Ankara", Label.GPE, 9, 12, ("Ankara",), over=1)
NATO = Entity(3, "NATO", Label.ORG, 5, 6, ("NATO",))


def row(number: int, title: str, *, is_teaser: bool = False) -> ArticleRow:
    return ArticleRow(number, f"g{number}", title, None, "Wire", (), None, None, False, False, is_teaser, True, 3)


def relation(number: int, title: str, *reasons: str, kind: RelationKind = RelationKind.RELATED) -> Relation:
    return Relation(row(number, title, is_teaser=kind is RelationKind.LISTED), 0.5, reasons, kind)


def context(article: int, text: str, name: str) -> MentionContext:
    start = text.index(name)
    mention = Mention(start, start + len(name), Label.GPE, 1)
    return MentionContext(article, f"Title {article}", None, mention, name, text, start, "Turkey")


def texts(side: ArticleSide | EntitySide, width: int = 30) -> list[str]:
    lines = ["".join(text for text, _ in line.pieces) for line in lines_of(side, width, 2026)]
    assert all(cells(line) <= width for line in lines)
    return [line.rstrip() for line in lines]


def test_an_entity_stands_under_the_one_it_speaks_for():
    side = ArticleSide(
        [ArticleEntity(TURKEY, 9, 0.9), ArticleEntity(NATO, 4, 0.5), ArticleEntity(ANKARA, 2, 0.2)], [], True
    )
    assert texts(side)[:4] == [
        "Entities                     3",
        "Turkey                 GPE   9",
        "  Ankara               GPE   2",
        "NATO                   ORG   4",
    ]


def test_stories_are_numbered_with_their_reasons_and_the_publishers_list_comes_last():
    relations = [
        relation(5, "From the publisher", kind=RelationKind.LISTED),
        relation(6, "Russia delivers another S-400 battery to Turkey", "both name S-400 and Interfax"),
    ]
    side = ArticleSide([], relations, True)
    assert stories(side) == [6, 5]
    assert texts(side)[4:] == [
        "Related stories",
        "1 Russia delivers another",
        "  S-400 battery to Turkey",
        "  both name S-400 and Interfax",
        "",
        "Listed by the publisher",
        "2 From the publisher",
        "  headline and teaser only",
    ]


def test_what_is_not_there_yet_is_told_from_what_is_not_there():
    assert "in a moment" in " ".join(texts(ArticleSide([], [], annotated=False)))
    assert "No related stories." in texts(ArticleSide([], [], annotated=True))


def test_a_card_shows_names_links_and_time():
    card = EntityCard(
        TURKEY, (LinkedEntity(ANKARA, LinkKind.METONYM),), (), (("2019-10-01", 1), ("2019-10-08", 0), ("2019-10-15", 8))
    )
    here = [context(7, "First, Turkey spoke at length.", "Turkey"), context(7, "Turkey again.", "Turkey")]
    elsewhere = [context(8, "In the north Turkey waits.", "Turkey"), context(8, "Turkey.", "Turkey")]
    side = EntitySide(card, here, elsewhere, [], at=1)
    assert texts(side) == [
        "Turkey",
        "GPE · 41 articles",
        "also Republic of Turkey",
        "  Ankara           metonym   9",
        "▂▁█",
        "1 Oct 2019  15 Oct 2019",
        "",
        "In this article            2/2",
        "  First, Turkey spoke at leng…",
        "› Turkey again.",
        "",
        "Elsewhere",
        "  Title 8                    2",
        "    In the north Turkey waits.",
        "",
        "Related stories",
        "No related stories.",
    ]
    targets = [line.target for line in lines_of(side, 30, 2026) if line.target]
    assert Target(1, 8, 13) in targets
    assert Target(entity_id=2) in targets


def test_nothing_is_wider_than_a_narrow_pane():
    card = EntityCard(TURKEY, (LinkedEntity(ANKARA, LinkKind.METONYM),), (), ())
    side = EntitySide(card, [context(7, "漢字" * 20 + "Turkey" + "漢字" * 20, "Turkey")], [], [], at=None)
    for width in range(8, 60):
        texts(side, width)
