"""The tour: real keys, one step a key, and any other key ends it."""

from reader.ui.tour import STEPS
from tests.ui.conftest import STORY


def foot(reader) -> str:
    return reader.screen_text().splitlines()[-1]


async def test_its_keys_lead_through_it(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("ctrl+t")
        for number, key in enumerate(["e", "]", "1", "backspace", "c"], 1):
            assert f"{number}/{len(STEPS)}" in foot(reader)
            await reader.press(key)
        assert "6/6 / searches" in foot(reader)
        await reader.until(lambda: "citation" in reader.main.status.message)
        await reader.press("/", "escape")
        assert "? shows every key" in foot(reader)
        await reader.press("e", "]")
        assert "/6 " not in foot(reader)


async def test_any_other_key_ends_it_but_not_one_that_was_shown(opened):
    async with opened() as reader:
        reader.open(STORY)
        await reader.press("ctrl+t", "e", "e")
        assert "2/6 ]" in foot(reader)
        await reader.press("j")
        assert "2/6" not in foot(reader)


async def test_it_names_the_readers_own_keys(opened):
    async with opened(keys={"next_entity": ("f9",)}) as reader:
        await reader.press("ctrl+t")
        assert "f9 selects" in foot(reader)


async def test_it_is_offered_once(opened):
    for expected in (True, False):
        async with opened() as reader:
            reader.app.tour.offer()
            await reader.pilot.pause()
            assert ("any other key ends it" in foot(reader)) is expected


async def test_the_first_step_is_whole_at_eighty_columns_while_names_are_being_found(opened):
    async with opened(size=(80, 24)) as reader:
        reader.main.status.set_progress(120, 942)
        reader.app.tour.begin()
        await reader.until(lambda: "any other key ends it " in reader.screen_text())
        assert "120/1,062" in reader.screen_text()
