"""A monkey at the keyboard, always the same one."""

import random

from reader.keys import COMMANDS

UNTRIED = ("quit", "browser", "cite", "copy", "address")
KEYS = [key for command in COMMANDS for key in command.keys if command.id not in UNTRIED]
SIZES = [(40, 10), (80, 24), (100, 30), (120, 40), (200, 50), (7, 3)]


async def test_random_keys_clicks_and_sizes_leave_it_running(opened):
    chance = random.Random(20261124)
    async with opened() as reader:
        for step in range(120):
            await reader.pilot.press(chance.choice([*KEYS, "x", "ctrl+z", "f5"]))
            if step % 20 == 0:
                await reader.pilot.resize_terminal(*chance.choice(SIZES))
            if step % 6 == 0:
                size = reader.app.size
                offset = (chance.randrange(size.width), chance.randrange(size.height))
                await reader.pilot.click(offset=offset, times=chance.choice([1, 2]))
        await reader.pilot.resize_terminal(120, 40)
        while reader.app.screen is not reader.main:
            await reader.press("escape")
        assert reader.app.is_running
        assert reader.main.list_pane.listing is not None
