"""An article that means harm goes in through `import`, and every screen shows it harmlessly."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotator.work import annotate_pending
from reader.cli.main import run
from tests import harm

SCREENS = (
    ["enter"], ["e"], ["]"], ["v"], ["escape", "C"], ["escape", "?"], ["escape", "/", *"turkey"], ["enter"],
    ["escape", ":", *"turk"], ["escape", "T"], ["escape", "S"], ["escape", "x"], ["escape", "z"], ["s"],
)  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    cache, lines = tmp_path / "hostile.db", harm.write(tmp_path / "hostile.jsonl")
    assert run(["--cache", str(cache), "import", "--jsonl", str(lines)]) == 0
    annotate_pending(cache, "fake")
    return cache


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_screen_shows_it_harmlessly(opened, hostile: Path, size):
    async with opened(cache=hostile, size=size) as reader:
        for keys in SCREENS:
            await reader.press(*keys)
            text = reader.screen_text()
            assert not harm.harmful(text), (keys, harm.harmful(text))
            strips = reader.app.screen._compositor.render_strips()
            assert all(strip.cell_length <= size[0] for strip in strips), keys
        await reader.press("escape", "escape", "G")
        assert reader.app.is_running
