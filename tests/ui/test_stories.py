"""Stories on the screen: a timeline, a folded list, and what is new of watched entities."""

from reader.model.article import ListQuery
from reader.ui.screens.watched import EVERY, WatchedScreen
from tests.ui.conftest import STORY


async def test_a_list_shows_every_story_once_and_again_all_of_it(opened):
    async with opened() as reader:
        everything = reader.main.list_pane.listing.count
        await reader.press("F")
        stories = list(reader.app.library.stories.storylines())
        assert stories
        assert reader.main.list_pane.listing.count == everything - sum(each.size - 1 for each in stories)
        assert "Stories" in str(reader.main.list_pane.border_title)
        await reader.press("F")
        assert reader.main.list_pane.listing.count == everything


async def test_the_cursor_goes_to_the_row_of_its_story_and_back(opened):
    async with opened() as reader:
        story = next(each for each in reader.app.library.stories.storylines() if each.size > 2)
        reader.main.open(story.articles[0].id)
        await reader.pilot.pause()
        await reader.press("F")
        row = reader.main.list_pane.current
        assert row is not None and row.id == story.articles[-1].id
        assert reader.main.list_pane.listing.index_of(story.articles[1].id) == reader.main.list_pane.cursor
        await reader.press("F")
        assert reader.main.list_pane.current == row
        assert reader.main.list_pane.listing.index_of(99_999) is None


async def test_the_story_of_an_article_unfolds_in_the_sidebar(opened):
    async with opened() as reader:
        story = next(each for each in reader.app.library.stories.storylines() if each.size > 2)
        reader.main.open(story.articles[1].id)
        await reader.pilot.pause()
        lines = ["".join(text for text, _ in line.pieces) for line in reader.main.sidebar._lines]
        at = next(index for index, line in enumerate(lines) if line.startswith("This story"))
        assert any(line.startswith("▸ ") and line.rstrip().endswith("here") for line in lines[at:])
        await reader.press("1")
        assert reader.main.article == story.articles[0].id


async def test_a_watched_entity_has_a_list_of_its_own(opened):
    async with opened() as reader:
        await reader.press("W")
        assert "No entity is watched" in reader.main.status.message
        await reader.press("w")
        assert "Select an entity first" in reader.main.status.message
        reader.open(STORY)
        await reader.press("e", "w")
        entity = reader.main.entity
        await reader.until(lambda: reader.app.library.watches.is_watched(entity))
        await reader.until(lambda: "is watched" in reader.main.status.message)
        await reader.until(lambda: reader.main.sidebar.side.card.watched)
        await reader.press("W")
        assert isinstance(reader.app.screen, WatchedScreen)
        await reader.press("j", "enter")
        assert reader.main.listed == ListQuery(entity_id=entity)
        await reader.press("escape", "escape")
        assert reader.main.listed == ListQuery()
        await reader.press("W", "enter")
        assert EVERY == 0
        assert reader.main.listed == ListQuery(watched=True)
        assert reader.main.list_pane.listing.count == reader.app.library.entity(entity).entity.articles


async def test_watching_is_undone(opened):
    async with opened() as reader:
        await reader.press("enter", "e", "w")
        await reader.until(lambda: len(reader.app.library.watches.listed()) == 1)
        await reader.press("U")
        await reader.until(lambda: not reader.app.library.watches.listed())
