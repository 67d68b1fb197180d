"""An article that means harm goes in through `import`, and every screen shows it harmlessly."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from reader.annotator.work import annotate_pending
from reader.cli.main import run

HARM = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31m red \u009b31m [bold]markup[/] [@click=app.quit]x[/] \u202egnihtyreve\u2066 "
    "zero\u200bwidth\u200d\u2060\ufeff e" + "\u0301" * 60 + " 漢字 👨\u200d👩\u200d👧 \u2028 \x00 \x7f"
)
WORD = "a" * 100_000
SCREENS = (
    ["enter"], ["e"], ["]"], ["v"], ["escape", "C"], ["escape", "?"], ["escape", "/", *"turkey"], ["enter"],
    ["escape", ":", *"turk"], ["escape", "T"], ["escape", "S"], ["escape", "x"], ["escape", "z"], ["s"],
)  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    cache, lines = tmp_path / "hostile.db", tmp_path / "hostile.jsonl"
    article = {
        "id": "h\x1b[31m", "title": f"Turkey {HARM} end", "source": f"Wire {HARM}", "authors": [f"Ann {HARM}"],
        "text": f"Turkey {HARM} met Russia.\n\n{WORD}\n\nAnkara {HARM}", "url": "https://the.example/\x1b[31mx",
    }  # fmt: skip
    lines.write_text(json.dumps(article) + "\n", "utf-8")
    assert run(["--cache", str(cache), "import", "--jsonl", str(lines)]) == 0
    annotate_pending(cache, "fake")
    return cache


def harmful(text: str) -> set[str]:
    """What a terminal would obey, or would turn around, in a text of lines."""
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return {c for c in text if c != "\n" and (unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in bidi)}


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_screen_shows_it_harmlessly(opened, hostile: Path, size):
    async with opened(cache=hostile, size=size) as reader:
        for keys in SCREENS:
            await reader.press(*keys)
            text = reader.screen_text()
            assert not harmful(text), (keys, harmful(text))
            strips = reader.app.screen._compositor.render_strips()
            assert all(strip.cell_length <= size[0] for strip in strips), keys
        await reader.press("escape", "escape", "G")
        assert reader.app.is_running
