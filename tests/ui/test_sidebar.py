"""The lines of the sidebar, as text."""

from dataclasses import replace

import pytest

from reader.library import Library
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
    Naming,
)
from reader.model.relation import Relation, RelationGroup
from reader.typeset.cells import cells
from reader.ui.commands.entities import select
from reader.ui.sidebar import ArticleSide, EntitySide, lines_of, stories
from reader.ui.sidelines import Target
from tests.ui.conftest import STORY

TURKEY = Entity(1, "Turkey", Label.GPE, 41, 90, ("Turkey", "Republic of Turkey"))
ANKARA = Entity(2, "Ankara", Label.GPE, 9, 12, ("Ankara",), over=1)
NATO = Entity(3, "NATO", Label.ORG, 5, 6, ("NATO",))


def row(number: int, title: str, *, is_teaser: bool = False) -> ArticleRow:
    return ArticleRow(number, f"g{number}", title, None, "Wire", (), None, None, False, False, is_teaser, True, 3)


def relation(number: int, title: str, *reasons: str, kind: RelationGroup = RelationGroup.RELATED) -> Relation:
    return Relation(row(number, title, is_teaser=kind is RelationGroup.LISTED), 0.5, reasons, kind)


def context(article: int, text: str, name: str) -> MentionContext:
    start = text.index(name)
    mention = Mention(start, start + len(name), Label.GPE, 1)
    return MentionContext(article, f"Title {article}", None, mention, name, text, start, "Turkey")


def texts(side: ArticleSide | EntitySide, width: int = 30) -> list[str]:
    lines = ["".join(text for text, _ in line.pieces) for line in lines_of(side, width, 2026)]
    assert all(cells(line) <= width for line in lines)
    return [line.rstrip() for line in lines]


def test_an_entity_stands_under_the_one_it_speaks_for():
    named = [ArticleEntity(TURKEY, 9, 0.9), ArticleEntity(NATO, 4, 0.5), ArticleEntity(ANKARA, 2, 0.2)]
    side = ArticleSide(row(1, "Open"), named, [])
    assert texts(side)[:4] == [
        "Entities                     3",
        "Turkey                 GPE   9",
        "  Ankara               GPE   2",
        "NATO                   ORG   4",
    ]


def test_stories_are_numbered_with_their_reasons_and_the_publishers_list_comes_last():
    relations = [
        relation(5, "From the publisher", kind=RelationGroup.LISTED),
        relation(6, "Russia delivers another S-400 battery to Turkey", "both name S-400 and Interfax"),
    ]
    side = ArticleSide(row(1, "Open"), [], relations)
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
    assert "in a moment" in " ".join(texts(ArticleSide(replace(row(1, "Open"), annotated=False), [], [])))
    assert "No related stories." in texts(ArticleSide(row(1, "Open"), [], []))


def test_a_card_shows_names_links_and_time():
    card = EntityCard(
        TURKEY,
        (LinkedEntity(ANKARA, LinkKind.METONYM),),
        (),
        (("2019-10-01", 1), ("2019-10-08", 0), ("2019-10-15", 8)),
        names=(("Turkey", 38), ("Republic of Turkey", 3)),
    )
    here = [context(7, "First, Turkey spoke at length.", "Turkey"), context(7, "Turkey again.", "Turkey")]
    elsewhere = [Naming(2, context(8, "In the north Turkey waits.", "Turkey"))]
    side = EntitySide(card, here, elsewhere, [], at=1, more=1200)
    assert texts(side) == [
        "Turkey",
        "GPE · 41 articles",
        "Turkey 38",
        "Republic of Turkey 3",
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
        "  and 1,200 more",
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


def dated(number: int, title: str, day: str, storyline: int | None = 3, size: int = 4) -> ArticleRow:
    return replace(row(number, title), published=day, storyline=storyline, story_size=size)


def told(number: int, day: str, copy_of: int | None = None) -> Relation:
    return Relation(dated(number, f"Day {day[-2:]}", day), 0.5, ("both name Orbel",), RelationGroup.STORYLINE, copy_of)


def test_a_story_unfolds_in_time_with_the_reader_marked_and_copies_folded():
    relations = [
        told(5, "2026-03-07"),
        told(6, "2026-03-05"),
        told(7, "2026-03-05", copy_of=6),
        Relation(dated(8, "Long before", "2026-01-02", None, 0), 0.4, ("both name Lund",), RelationGroup.BACKGROUND),
    ]
    side = ArticleSide(dated(1, "Open", "2026-03-06"), [], relations)
    assert stories(side) == [6, 5, 8]
    assert texts(side)[4:] == [
        "This story",
        "1 Day 05",
        "  5 Mar · both name Orbel",
        "  and 1 other with the same t…",
        "▸ 6 Mar · you are here",
        "2 Day 07",
        "  7 Mar · both name Orbel",
        "",
        "Background",
        "3 Long before",
        "  both name Lund",
    ]


def test_a_long_story_is_shown_around_the_reader_and_leads_to_all_of_it():
    relations = [told(number, f"2026-03-{number:02}") for number in range(2, 28)]
    side = ArticleSide(dated(1, "Open", "2026-03-20", size=27), [], relations)
    assert stories(side) == [16, 17, 18, 19, 20, 21, 22, 23]
    (heading,) = [line for line in lines_of(side, 30, 2026) if line.target and line.target.storyline_id]
    assert heading.target == Target(storyline_id=3)
    assert "all 27" in "".join(text for text, _ in heading.pieces)


def test_a_card_says_what_is_watched_and_what_stands_beside_it():
    card = EntityCard(TURKEY, (), (), (("2026-03-05T10", 1), ("2026-03-05T11", 4)), ((NATO, 7),), watched=True)
    assert texts(EntitySide(card, [], [], [], at=None))[:9] == [
        "Turkey",
        "GPE · 41 articles · watched",
        "▃█",
        "5 Mar 10h  5 Mar 11h",
        "",
        "Not in this article",
        "",
        "Often with            articles",
        "  NATO                       7",
    ]


def test_a_narrow_card_tears_nothing_that_it_says_of_the_entity():
    card = EntityCard(TURKEY, (), (), (), (), watched=True)
    assert texts(EntitySide(card, [], [], [], at=None), 20)[1:3] == ["GPE · 41 articles", "watched"]


async def test_without_room_for_the_sidebar_the_bottom_line_counts_the_articles(opened):
    async with opened(size=(80, 24)) as reader:
        reader.open(STORY)
        await reader.press("e")
        seen = {}
        for _ in range(30):
            card = reader.app.library.entity(reader.main.entity).entity
            seen[card.articles == 1] = reader.main.status.message
            await reader.press("e")
        assert "in 1 article ·" in seen[True]
        assert " articles ·" in seen[False]


async def test_following_an_entity_reads_its_card_again_only_after_something_was_written(opened):
    async with opened() as reader:
        reader.open(STORY)
        main = reader.main
        await reader.until(lambda: main.list_pane.current.read)
        await reader.press("e")
        named = [index for index, each in enumerate(main.reading.mentions) if each.entity_id == main.entity]
        assert len(named) > 1
        card = main.sidebar.side.card
        select(main, main.entity, named[1])
        assert main.sidebar.side.at == 1
        assert main.sidebar.side.card is card
        with Library.open(reader.app.cache) as other:
            other.marks.change([main.article], "read", False)
        select(main, main.entity, named[0])
        assert main.sidebar.side.at == 0
        assert main.sidebar.side.card is not card


async def test_the_lines_that_are_drawn_again_are_all_that_change(opened):
    async with opened() as reader:
        reader.open(STORY)
        for key in ("e", "]", "e", "E", "[", "escape"):
            await reader.press(key)
            compositor = reader.app.screen._compositor
            drawn = compositor.render_strips()
            reader.main.reading.refresh()
            await reader.pilot.pause()
            assert compositor.render_strips() == drawn


@pytest.mark.parametrize("tabs", [1, 2])
async def test_the_foot_says_how_many_tabs_bring_the_sidebar(opened, tabs):
    async with opened(size=(80, 24)) as reader:
        await reader.press("enter", *["h"] * (tabs - 1), "e")
        assert f"mention · {', '.join(['tab'] * tabs)} shows more" in reader.screen_text()
        await reader.press(*["tab"] * tabs)
        assert reader.main.sidebar.display and reader.main.pane is reader.main.sidebar
