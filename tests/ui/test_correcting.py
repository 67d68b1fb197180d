"""Setting entities right on the screen: each step by its keys, seen at once, taken back by U, kept in the cache."""

import gc

import pytest

from reader.model.correction import EditKind
from reader.ui.correcting import MEANINGS, joined
from reader.ui.fuzzy import best, fits
from reader.ui.screens.corrections import CorrectionsScreen
from reader.ui.screens.picking import EntityScreen, PickScreen
from tests.ui.conftest import STORY


async def select(reader, name):
    """Press e until the entity of that name is selected."""
    await reader.press_until("e", lambda: reader.entity == name)


async def on_screen(reader, kind):
    await reader.until(lambda: isinstance(reader.app.screen, kind))


async def said(reader, text):
    await reader.until(lambda: text in reader.main.status.message)
    await reader.pilot.pause()


def kinds(reader):
    return [each.kind for each in reader.app.library.corrections.listed()]


async def test_x_wants_an_entity(opened):
    async with opened() as reader:
        await reader.press("x")
        assert "with e" in reader.main.status.message


async def test_x_twice_at_once_opens_one_menu(opened, recwarn):
    async with opened() as reader:
        await reader.press("enter", "e")
        for _ in range(2):
            reader.main.action_run("correct")
        await on_screen(reader, PickScreen)
        assert len(reader.app.screen_stack) == 2
        gc.collect()
    assert [each for each in recwarn if "never awaited" in str(each.message)] == []


async def test_an_entity_is_renamed_and_gets_its_name_back(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Russia")
        await reader.press("x")
        await on_screen(reader, PickScreen)
        assert "Correct Russia" in reader.screen_text()
        await reader.press("r")
        await reader.until(lambda: "from now on" in reader.screen_text())
        await reader.press(*["backspace"] * 6, "enter")
        assert "at least one letter" in reader.screen_text()
        await reader.press(*"Rossiya", "enter")
        await said(reader, "Russia is called Rossiya")
        assert reader.entity == "Rossiya"
        assert "Rossiya" in str(reader.main.sidebar.border_title)
        await reader.press("U")
        await said(reader, "Undone")
        assert reader.entity == "Russia"
        assert "Russia" in str(reader.main.sidebar.border_title)


async def test_two_are_made_one_after_a_warning(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Turkey")
        before = [mention.entity_id for mention in reader.main.reading.mentions]
        await reader.press("x", "m")
        await on_screen(reader, EntityScreen)
        await reader.press(*"nato")
        await reader.until(lambda: " NATO " in reader.screen_text() and "Turkey " in reader.screen_text())
        await reader.press("enter")
        await reader.until(lambda: "becomes part of" in reader.screen_text())
        assert "Take care: the one is GPE, the other ORG." in reader.screen_text()
        await reader.press("y")
        await said(reader, "Turkey is one with NATO")
        assert reader.entity == "NATO"
        assert [mention.entity_id for mention in reader.main.reading.mentions] != before
        await reader.press("U")
        await said(reader, "Undone")
        assert (reader.entity, [mention.entity_id for mention in reader.main.reading.mentions]) == ("Turkey", before)


async def test_a_merge_can_be_thought_better_of_at_every_step(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Turkey")
        for keys in (("escape",), ("m", "escape"), ("m", "enter", "n"), ("l", "escape"), ("r", "escape")):
            await reader.press("x")
            await on_screen(reader, PickScreen)
            for key in keys:
                await reader.press(key)
                await reader.pilot.pause(0.02)
            await reader.until(lambda: reader.app.screen is reader.main)
        assert kinds(reader) == []


async def test_a_name_is_wrong_in_this_article_only(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Russia")
        name = reader.here
        await reader.press("x", "w")
        await reader.until(lambda: "is wrong here" in reader.screen_text())
        await reader.press("n")
        await said(reader, "names nobody here")
        text = reader.main.reading.article.text
        assert name not in [text[mention.start : mention.end] for mention in reader.main.reading.mentions]
        assert kinds(reader) == [EditKind.WRONG]
        await reader.press("U")
        await said(reader, "Undone")
        assert name in [text[mention.start : mention.end] for mention in reader.main.reading.mentions]


async def test_a_wrong_name_may_be_another(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Russia")
        await reader.press("x", "w")
        await reader.until(lambda: "is wrong here" in reader.screen_text())
        await reader.press("a")
        await on_screen(reader, EntityScreen)
        await reader.press(*"turkey")
        await reader.until(lambda: reader.app.screen.chosen == str(reader.app.library.find_entity("Turkey").id))
        await reader.press("enter")
        await said(reader, "is Turkey here")
        assert reader.entity == "Turkey"


async def test_a_name_is_split_off(opened):
    async with opened() as reader:
        entity = next(each for each in reader.app.library.entities() if len(each.aliases) > 1)
        name = entity.aliases[-1]
        reader.main.open(reader.app.library.mentions_of(entity.id)[0].article_id)
        await reader.pilot.pause()
        await select(reader, entity.name)
        await reader.press("x", "s")
        await reader.until(lambda: "Which of its names" in reader.screen_text())
        await reader.press_until("j", lambda: reader.app.screen.chosen == name)
        await reader.press("enter")
        await reader.until(lambda: "of its own" in reader.screen_text())
        await reader.press("o")
        await said(reader, "any more")
        assert name not in reader.app.library.entity(entity.id).entity.aliases
        await reader.press("U")
        await said(reader, "Undone")
        assert name in reader.app.library.entity(entity.id).entity.aliases


async def test_a_label_is_changed_and_what_is_hidden_goes(opened):
    async with opened() as reader:
        reader.open(STORY)
        await select(reader, "Russia")
        entity_id = reader.main.entity
        await reader.press("x", "l")
        await reader.until(lambda: "It is GPE now" in reader.screen_text())
        await reader.press("g", "enter")
        await said(reader, "Russia is PERSON")
        assert "PERSON" in reader.screen_text()
        await reader.press("x", "h")
        await said(reader, "Russia is hidden")
        assert reader.main.entity is None
        assert entity_id not in [mention.entity_id for mention in reader.main.reading.mentions]
        await reader.press("U", "U")
        await reader.until(lambda: kinds(reader) == [])


async def test_the_card_leads_to_the_menu(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("e", "tab", "enter")
        await on_screen(reader, PickScreen)
        await reader.press("escape")
        assert await reader.pilot.click("#sidebar", offset=(3, 1))
        await on_screen(reader, PickScreen)


async def test_what_was_set_right_is_listed_and_taken_back(opened):
    async with opened() as reader:
        await reader.press("X")
        assert "Nothing yet" in reader.screen_text()
        await reader.press("escape")
        reader.open(STORY)
        await select(reader, "Russia")
        await reader.press("x", "h")
        await said(reader, "hidden")
        await reader.press("X")
        assert isinstance(reader.app.screen, CorrectionsScreen)
        assert "Russia is hidden" in reader.screen_text()
        await reader.press("d")
        assert kinds(reader) == []
        assert "Taken back" in reader.screen_text()
        await reader.press("U")
        assert kinds(reader) == [EditKind.HIDE]
        await reader.press("d", "q")
        text = reader.main.reading.article.text
        assert "Russia" in {text[mention.start : mention.end] for mention in reader.main.reading.mentions}


def test_every_label_is_explained():
    assert all(MEANINGS.values())


def test_a_merge_says_what_it_brings(edition):
    from reader.library import Library

    with Library.open(edition) as library:
        one, other = library.find_entity("Turkey"), library.find_entity("Russia")
    assert joined(one, other).startswith(f"Turkey ({one.articles} articles) becomes part of Russia")
    assert "Take care" not in joined(one, other)


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("los a", "Los Angeles", "Petra Losk"),
        ("erdogan", "Erdoğan", "Emine Erdogan"),
        ("rcp", "Recep Tayyip Erdogan", "Marco Polo"),
        ("york new", "New York", "York"),
        ("an", "Ankara", "Turkey and Syria"),
    ],
)
def test_the_better_name_comes_first(typed, better, worse):
    assert fits(typed, better) > fits(typed, worse)
    assert best(typed, [worse, better], lambda name: [name], 1)[0][1] == better
