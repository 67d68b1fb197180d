"""Make the pictures of docs/screenshots on the sample edition: `python -m tests.screenshots DIR`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from reader import paths
from reader.annotator.work import annotate_pending
from reader.config import Config
from reader.ingest.seed import parse_seed
from reader.library import Library
from reader.model.article import ListQuery

SIZES = ((80, 24), (120, 40), (200, 50))
THEMES = ("dark", "light")
BLANK, CELL = "&#160;", 12.2
TEXT = re.compile(
    r'(?P<head><text [^>]*?) x="(?P<x>[\d.]+)" (?P<y>y="[\d.]+") textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>'
    rf"(?P<blanks>(?:{BLANK})+)"
)
STORY = "Turkey discusses buying more S-400s from Russia, arms exporter says"


async def picture(cache: Path, theme: str, size: tuple[int, int], steps: list[str]) -> str:
    """The screen as SVG, after some keys, in fonts that every machine has."""
    from reader.ui.app import TidewireApp

    app = TidewireApp(cache, Config(theme=theme), annotate=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        with Library.open(cache) as library:
            story = library.find_article(STORY).id
        app.main.open(story)
        await pilot.press(*steps)
        await pilot.pause()
        svg = app.export_screenshot(title="Tidewire")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*Fira Code[^;]*;", "font-family: monospace;", svg)
    return TEXT.sub(_begun_at_its_ink, svg)


def _begun_at_its_ink(text: re.Match[str]) -> str:
    """A stretch of text without the blanks it begins with, which some viewers leave out without moving the rest."""
    blanks = len(text["blanks"]) // len(BLANK)
    x, length = (float(text["x"]) + blanks * CELL, float(text["length"]) - blanks * CELL)
    return f'{text["head"]} x="{x:g}" {text["y"]} textLength="{length:g}"{text["rest"]}>'


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TIDEWIRE_STATE"] = scratch
        cache = Path(scratch) / "cache.db"
        with Library.open(cache) as library:
            library.add([parse_seed(file.read_bytes()) for file in sorted(paths.seeds_dir().glob("*.txt"))])
        annotate_pending(cache, None)
        with Library.open(cache) as library:
            older = library.rows(ListQuery(), 25, 40)
            library.marks.change([row.id for row in older], "read", True)
            library.marks.change([older[2].id], "starred", True)
        for size in SIZES:
            for theme in THEMES:
                svg = asyncio.run(picture(cache, theme, size, ["e"]))
                (folder / f"{theme}-{size[0]}x{size[1]}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
