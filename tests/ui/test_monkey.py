"""A short visit of the monkey; `make monkey` lets it stay."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.monkey import CALM, SIZES, let_loose


async def test_random_keys_clicks_and_sizes_leave_it_running(edition: Path):
    monkey = await let_loose(edition, seed=20261124, steps=60, sizes=SIZES[:8])
    assert monkey.steps == 60


@pytest.mark.parametrize("key", ["C", "W", "S", "colon", "question_mark"])
async def test_every_size_is_borne_with_a_window_open(opened, key: str):
    async with opened() as reader:
        await reader.press("enter", "e", "w", key, *"the")
        for size in [(3, 60), (1, 1), (7, 3), CALM]:
            await reader.pilot.resize_terminal(*size)
            assert reader.app.size == size
        assert reader.app.screen is not reader.main


async def test_a_row_that_is_chosen_twice_closes_its_window_alone(opened):
    async with opened() as reader:
        await reader.press("L")
        options = reader.app.screen.query_one(OptionList)
        options.action_select()
        options.action_select()
        await reader.until(lambda: reader.app.screen is reader.main)
        await reader.press("?")
        assert len(reader.app.screen_stack) == 2
